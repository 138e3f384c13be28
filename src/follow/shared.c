#include "follow/shared.h"

#include "follow/judge.h"
#include "follow/verdict.h"
#include "places/hosts.h"

#include <stdlib.h>

/* A URL at which links of a host ended, and by which paths. */
struct shared_end {
    struct cached cached; /* by "HOST URL" */
    uint64_t paths[SHARED_LEAST];
    unsigned count;
};

/* --- The tables --- */

static void release(struct cached *c)
{
    free(c);
}

static size_t size_of_siblings(const struct cached *c)
{
    return CACHED_BESIDES + sizeof(struct siblings) + c->key->length;
}

static size_t size_of_end(const struct cached *c)
{
    return CACHED_BESIDES + sizeof(struct shared_end) + c->key->length;
}

static const struct cached_kind kind_of_siblings = { .free = release, .size = size_of_siblings };
static const struct cached_kind kind_of_end = { .free = release, .size = size_of_end };

void shared_open(struct follow *f)
{
    cache_table_open(&f->siblings, &f->cache, &kind_of_siblings);
    cache_table_open(&f->shared_ends, &f->cache, &kind_of_end);
}

void shared_close(struct follow *f)
{
    cache_table_close(&f->siblings);
    cache_table_close(&f->shared_ends);
}

/* What stands under a key, or is new; NULL: out of memory. */
static struct cached *find_or_add(struct cache_table *t, size_t size, struct slice key)
{
    struct cached *c = cache_find(t, key);
    if (c) {
        return c;
    }
    struct text *text = text_new(key);
    c = text ? cache_new(t, size, text) : NULL;
    text_let_go(text);
    if (c && !cache_share(c)) {
        cache_let_go(c, false);
        return NULL;
    }
    return c;
}

/* --- Chains of one host --- */

void shared_join(struct follow *f, struct chain *c)
{
    struct slice host = c->steps[c->step_count - 1].url.host;
    if (c->siblings || c->probes || c->most || host_is_shortener(host)) {
        return;
    }
    struct siblings *s = (struct siblings *)find_or_add(&f->siblings, sizeof *s, host);
    if (!s) {
        f->failed = true;
        return;
    }
    if (s->cached.holders == 1) {
        STAILQ_INIT(&s->held);
    }
    s->open++;
    c->siblings = s;
}

static struct slice end_of(const struct chain *c)
{
    return url_without_fragment(c->steps[c->step_count - 1].url.href);
}

/* Has those walk again that have waited enough, and those that share this end. */
static void free_held(struct follow *f, struct siblings *s, struct slice shared)
{
    bool all = s->open == 0;
    struct chain_list held = STAILQ_HEAD_INITIALIZER(held);
    STAILQ_CONCAT(&held, &s->held);
    struct chain *c = STAILQ_FIRST(&held);
    while (c) {
        struct chain *after = STAILQ_NEXT(c, entry);
        bool is_free =
            all || c->held_until <= s->ended || (shared.data && slice_equal(end_of(c), shared));
        s->held_count -= is_free;
        s->open += is_free;
        if (is_free) {
            STAILQ_INSERT_TAIL(&f->moving, c, entry);
        } else {
            STAILQ_INSERT_TAIL(&s->held, c, entry);
        }
        c = after;
    }
}

static bool hold(struct siblings *s, struct chain *c)
{
    if (c->held_until || s->open < 2 || s->held_count == HELD_MOST) {
        return false;
    }
    s->open--;
    s->held_count++;
    c->held_until = s->ended + s->open;
    STAILQ_INSERT_TAIL(&s->held, c, entry);
    return true;
}

void shared_leave(struct follow *f, struct chain *c)
{
    struct siblings *s = c->siblings;
    if (!s) {
        return;
    }
    c->siblings = NULL;
    s->open--;
    s->ended++;
    free_held(f, s, (struct slice){ 0 });
    cache_let_go(&s->cached, false);
}

/* --- Ends --- */

static uint64_t hash_of(struct slice s)
{
    uint64_t hash = 0xcbf29ce484222325U;
    for (size_t i = 0; i < s.length; i++) {
        hash = (hash ^ (unsigned char)s.data[i]) * 0x100000001b3U;
    }
    return hash;
}

/* Notes the path; gives how many there are, up to enough of them. */
static unsigned note_path(struct shared_end *e, struct slice path)
{
    uint64_t hash = hash_of(path);
    bool known = e->count == SHARED_LEAST;
    for (unsigned i = 0; !known && i < e->count; i++) {
        known = e->paths[i] == hash;
    }
    if (!known) {
        e->paths[e->count++] = hash;
    }
    return e->count;
}

/* Notes where a link of a host ended. False: too few others ended there. */
static bool note_end(struct follow *f, const struct url *from, struct slice final)
{
    enum { KEY_MOST = 2 * URL_MOST };
    struct buffer key = BUFFER(KEY_MOST);
    buffer_add(&key, from->host);
    buffer_add_char(&key, ' ');
    buffer_add(&key, final);
    struct shared_end *e = NULL;
    if (!key.failed) {
        e = (struct shared_end *)find_or_add(&f->shared_ends, sizeof *e, buffer_slice(&key));
    }
    buffer_free(&key);
    f->failed = f->failed || !e;
    bool many = e && note_path(e, from->path) == SHARED_LEAST;
    if (e) {
        cache_let_go(&e->cached, true);
    }
    return many;
}

bool shared_settle(struct follow *f, struct chain *c, enum reason *reason)
{
    const struct step *last = &c->steps[c->step_count - 1];
    const struct url *from = &c->steps[judge_first_meant(c)].url;
    enum reason worse = *reason == REASON_OK && from != &last->url
                            ? verdict_of_shared(from, &last->url, last->answer->signs)
                            : REASON_OK;
    struct siblings *s = c->siblings;
    if (worse == REASON_OK || c->probes || !s) {
        return true;
    }
    if (note_end(f, from, end_of(c))) {
        *reason = worse;
        free_held(f, s, end_of(c));
        return true;
    }
    return !hold(s, c);
}
