#include "net/keep.h"

#include "base/time.h"

#include <stdlib.h>
#include <sys/random.h>

enum {
    KEEP_MS = 6000,
    LATE_ONES = 4,
    MOST_OPENING =
        64,         /* of one origin: more would wait in a line of the server, which may be short */
    SESSION_MS = 10 /* that others wait for an origin's first session */
};

/* --- All connections --- */

bool keep_enter(struct keep *k, struct http1_connection *c)
{
    size_t fd = (size_t)c->stream.fd;
    size_t room = k->room ? k->room : 64;
    while (room <= fd) {
        room *= 2;
    }
    if (room > k->room) {
        struct http1_connection **by_fd = reallocarray(k->by_fd, room, sizeof(void *));
        if (!by_fd) {
            return false;
        }
        memset(by_fd + k->room, 0, (room - k->room) * sizeof(void *));
        k->by_fd = by_fd;
        k->room = room;
    }
    k->by_fd[fd] = c;
    return true;
}

struct http1_connection *keep_find(const struct keep *k, int fd)
{
    return fd >= 0 && (size_t)fd < k->room ? k->by_fd[fd] : NULL;
}

void keep_drop(struct keep *k, struct http1_connection *c)
{
    if (keep_find(k, c->stream.fd) == c) {
        k->by_fd[c->stream.fd] = NULL;
    }
    stream_close(&c->stream);
    free(c);
}

/* --- Origins --- */

/* FNV-1a, seeded: what a page names cannot make them collide. */
static size_t bucket_of(const struct keep *k, struct slice name)
{
    uint64_t hash = k->seed;
    for (size_t i = 0; i < name.length; i++) {
        hash = (hash ^ (unsigned char)name.data[i]) * 0x100000001b3;
    }
    return (size_t)(hash ^ hash >> 32) % KEEP_BUCKETS;
}

static struct origin *find(const struct keep *k, struct slice name)
{
    struct origin *o;
    LIST_FOREACH(o, &k->buckets[bucket_of(k, name)], chain)
    {
        if (slice_equal(slice_of(o->name, o->length), name)) {
            return o;
        }
    }
    return NULL;
}

static void let_go(struct keep *k, struct http1_connection *c)
{
    LIST_REMOVE(c, nearby);
    TAILQ_REMOVE(&k->connections, c, entry);
    k->spare -= !LIST_EMPTY(&c->origin->kept);
    c->origin = NULL;
    k->count--;
}

static void close_kept(struct keep *k, struct http1_connection *c)
{
    let_go(k, c);
    keep_drop(k, c);
}

static void forget(struct keep *k, struct origin *o)
{
    struct http1_connection *c = LIST_FIRST(&o->kept);
    while (c) {
        struct http1_connection *after = LIST_NEXT(c, nearby);
        close_kept(k, c);
        c = after;
    }
    SSL_SESSION_free(o->session);
    LIST_REMOVE(o, chain);
    TAILQ_REMOVE(&k->origins, o, entry);
    k->origin_count--;
    free(o);
}

static struct origin *add(struct keep *k, struct slice name)
{
    struct origin *o = malloc(sizeof *o + name.length);
    if (!o) {
        return NULL;
    }
    *o = (struct origin){ .length = name.length };
    memcpy(o->name, name.data, name.length);
    LIST_INIT(&o->kept);
    LIST_INSERT_HEAD(&k->buckets[bucket_of(k, name)], o, chain);
    TAILQ_INSERT_TAIL(&k->origins, o, entry);
    k->origin_count++;
    if (k->origin_count > KEEP_BUCKETS) {
        forget(k, TAILQ_FIRST(&k->origins));
    }
    return o;
}

/* Found or new, it is the last to be forgotten. NULL: out of memory. */
static struct origin *origin_of(struct keep *k, struct slice name)
{
    struct origin *o = find(k, name);
    if (o) {
        TAILQ_REMOVE(&k->origins, o, entry);
        TAILQ_INSERT_TAIL(&k->origins, o, entry);
        return o;
    }
    return add(k, name);
}

/* --- Opening and closing --- */

void keep_open(struct keep *k, unsigned most)
{
    *k = (struct keep){ .most = most, .seed = 0xcbf29ce484222325 };
    TAILQ_INIT(&k->connections);
    TAILQ_INIT(&k->origins);
    uint64_t seed = 0;
    if (getrandom(&seed, sizeof seed, GRND_NONBLOCK) == sizeof seed) {
        k->seed ^= seed;
    }
}

void keep_close(struct keep *k)
{
    while (k->origin_count > 0) {
        forget(k, TAILQ_FIRST(&k->origins));
    }
    free(k->by_fd);
    k->by_fd = NULL;
    k->room = 0;
}

static bool is_alone(const struct http1_connection *c)
{
    return LIST_FIRST(&c->origin->kept) == c && !LIST_NEXT(c, nearby);
}

void keep_close_spare(struct keep *k, size_t most)
{
    struct http1_connection *c = TAILQ_FIRST(&k->connections);
    while (k->spare > 0 && k->count > most) {
        struct http1_connection *after = TAILQ_NEXT(c, entry);
        if (!is_alone(c)) {
            close_kept(k, c);
        }
        c = after;
    }
}

void keep_close_beyond(struct keep *k, size_t most)
{
    while (k->count > most) {
        close_kept(k, TAILQ_FIRST(&k->connections));
    }
}

void keep_shrink(struct keep *k, unsigned most)
{
    k->most = most;
    keep_close_beyond(k, most);
}

/* --- Connections --- */

struct http1_connection *keep_take(struct keep *k, struct slice origin)
{
    struct origin *o = find(k, origin);
    struct http1_connection *c = o ? LIST_FIRST(&o->kept) : NULL;
    while (c && !stream_is_clean(&c->stream)) {
        struct http1_connection *after = LIST_NEXT(c, nearby);
        close_kept(k, c);
        c = after;
    }
    if (c) {
        let_go(k, c);
    }
    return c;
}

bool keep_has(const struct keep *k, struct slice origin)
{
    const struct origin *o = find(k, origin);
    return o && !LIST_EMPTY(&o->kept);
}

void keep_put(struct keep *k, struct slice origin, struct http1_connection *c)
{
    bool full = k->count >= k->most;
    bool fits = k->most && (!full || ++k->late % LATE_ONES == 0);
    struct origin *o = fits ? origin_of(k, origin) : NULL;
    if (!o) { /* so it is for want of memory */
        keep_drop(k, c);
        return;
    }
    c->user = NULL;
    c->origin = o;
    c->until = time_tick_ms() + KEEP_MS;
    k->spare += !LIST_EMPTY(&o->kept);
    LIST_INSERT_HEAD(&o->kept, c, nearby);
    TAILQ_INSERT_TAIL(&k->connections, c, entry);
    k->count++;
    keep_shrink(k, k->most);
}

void keep_check(struct keep *k, struct http1_connection *c)
{
    if (!stream_is_clean(&c->stream)) {
        close_kept(k, c);
    }
}

int64_t keep_due(const struct keep *k)
{
    const struct http1_connection *oldest = TAILQ_FIRST(&k->connections);
    return oldest ? oldest->until : INT64_MAX;
}

void keep_expire(struct keep *k, int64_t now)
{
    while (keep_due(k) <= now) {
        close_kept(k, TAILQ_FIRST(&k->connections));
    }
}

/* --- Connections that are opened --- */

void keep_note_opening(struct keep *k, struct slice origin, struct http1_connection *c)
{
    struct origin *o = origin_of(k, origin);
    if (o) {
        o->began = o->began ? o->began : time_tick_ms();
        o->opening++;
        c->is_opening = true;
    }
}

/* An origin may have been forgotten meanwhile. */
void keep_note_opened(struct keep *k, struct slice origin, struct http1_connection *c)
{
    struct origin *o = c->is_opening ? find(k, origin) : NULL;
    c->is_opening = false;
    if (o && o->opening > 0) {
        o->opening--;
    }
}

bool keep_is_opening(const struct keep *k, struct slice origin)
{
    const struct origin *o = find(k, origin);
    if (!o || o->opening == 0) {
        return false;
    }
    bool may_come = !o->session && !o->refuses && time_tick_ms() < o->began + SESSION_MS;
    return may_come || o->opening >= MOST_OPENING;
}

/* --- Sessions --- */

SSL_SESSION *keep_session(struct keep *k, struct slice origin)
{
    struct origin *o = find(k, origin);
    SSL_SESSION *session = o ? o->session : NULL;
    return session && SSL_SESSION_is_resumable(session) ? SSL_SESSION_dup(session) : NULL;
}

void keep_note_session(struct keep *k, struct slice origin, struct http1_connection *c)
{
    struct origin *o = c->stream.session && c->stream.trusted ? origin_of(k, origin) : NULL;
    if (o && !o->refuses) {
        SSL_SESSION_free(o->session);
        o->session = c->stream.session;
        c->stream.session = NULL;
    }
}

void keep_forget_session(struct keep *k, struct slice origin)
{
    struct origin *o = find(k, origin);
    if (o) {
        SSL_SESSION_free(o->session);
        o->session = NULL;
        o->refuses = true;
    }
}
