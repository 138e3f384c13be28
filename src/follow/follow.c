#include "follow/follow.h"

#include "base/array.h"

#include "follow/inside.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

/* --- SIGPIPE ---
 *
 * OpenSSL writes without MSG_NOSIGNAL, and what a library does about a signal must not show. So it
 * is blocked in this thread while there is work, and one that came meanwhile is taken away. */

struct pipe_guard {
    sigset_t before;
    bool pending;
};

static void guard_begin(struct pipe_guard *g)
{
    sigset_t pending;
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    sigpending(&pending);
    g->pending = sigismember(&pending, SIGPIPE) == 1;
    pthread_sigmask(SIG_BLOCK, &pipe, &g->before);
}

static void guard_end(const struct pipe_guard *g)
{
    static const struct timespec at_once = { 0 };
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    if (!g->pending) {
        sigtimedwait(&pipe, NULL, &at_once);
    }
    pthread_sigmask(SIG_SETMASK, &g->before, NULL);
}

/* --- Opening --- */

static const char *copy_string(struct arena *arena, const char *s)
{
    return s ? arena_copy(arena, slice_of(s, strlen(s) + 1)).data : NULL;
}

static const char *const *copy_list(struct arena *arena, const char *const *list)
{
    size_t count = 0;
    while (list && list[count]) {
        count++;
    }
    const char **copy = ARENA_ARRAY(arena, const char *, count + 1);
    for (size_t i = 0; copy && i < count; i++) {
        copy[i] = copy_string(arena, list[i]);
    }
    return copy;
}

static bool copy_options(struct follow *f, const struct follow_options *o)
{
    struct arena *arena = &f->arena;
    f->options = *o;
    f->options.user_agent = copy_string(arena, o->user_agent);
    f->options.cacert = copy_string(arena, o->cacert);
    f->options.proxy = copy_string(arena, o->proxy);
    f->options.connect_to = copy_list(arena, o->connect_to);
    f->options.resolve = copy_list(arena, o->resolve);
    f->options.allow_net = copy_list(arena, o->allow_net);
    f->options.headers = copy_list(arena, o->headers);
    f->options.timeout_ms = o->timeout_ms < INT32_MAX ? o->timeout_ms : INT32_MAX;
    return !arena->failed;
}

static bool check_user_agent(const char *agent, struct buffer *why)
{
    if (agent && strpbrk(agent, "\r\n")) {
        buffer_printf(why, "the user agent has a line break in it");
        return false;
    }
    return true;
}

static bool read_options(struct follow *f, struct buffer *why)
{
    const struct follow_options *o = &f->options;
    f->manner = (struct fetch_manner){ .user_agent = o->user_agent,
                                       .proxy = o->proxy ? &f->proxy : NULL,
                                       .tls = &f->tls,
                                       .pool = &f->pool };
    return check_user_agent(o->user_agent, why) &&
           proxy_read(&f->proxy, o->proxy, o->proxy_dns, why) &&
           address_policy_read(o->allow_net, &f->arena, &f->manner.policy, why) &&
           sites_open(&f->sites, &f->arena, o->headers, why) &&
           pins_read(o->connect_to, o->resolve, &f->arena, &f->sites.pins, why) &&
           (o->offline || tls_open(&f->tls, o->cacert, why));
}

/* As many idle connections as requests at once, but not so many that no file descriptor is left. */
static unsigned idle_connections(const struct follow *f)
{
    enum { OTHERS = 16 };
    struct rlimit files = { 0 };
    unsigned most = f->options.concurrency;
    if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur != RLIM_INFINITY) {
        rlim_t room = files.rlim_cur > OTHERS ? (files.rlim_cur - OTHERS) / 2 : 0;
        most = room < most ? (unsigned)room : most;
    }
    return most ? most : 1;
}

static bool open_wire(struct follow *f, struct buffer *why)
{
    errno = 0;
    bool opened = wire_open(&f->wire, idle_connections(f), &f->pool);
    f->lookup = opened ? lookup_open(NULL) : NULL;
    opened = f->lookup && wire_await(&f->wire, lookup_fd(f->lookup));
    if (!opened && (errno == EMFILE || errno == ENFILE)) {
        buffer_printf(why, "no file descriptor is left: raise the limit (ulimit -n)");
    }
    return opened;
}

static bool has_chain(const void *owner, uint32_t value, struct slice key)
{
    const struct follow *f = owner;
    return slice_equal(f->chains[value]->outcome.url, key);
}

static bool has_answer(const void *owner, uint32_t value, struct slice key)
{
    const struct follow *f = owner;
    return slice_equal(f->answers[value]->url, key);
}

enum { MOST_WHY = 4 << 10 };

static struct follow *new_follow(void)
{
    struct follow *f = calloc(1, sizeof *f);
    if (!f) {
        return NULL;
    }
    f->wire = (struct wire){ .epoll = -1, .wake = -1 };
    f->url = f->other = f->target = BUFFER(URL_MOST + 1);
    f->why = BUFFER(MOST_WHY);
    map_init(&f->chain_map, has_chain, f);
    map_init(&f->answer_map, has_answer, f);
    STAILQ_INIT(&f->moving);
    STAILQ_INIT(&f->ended);
    STAILQ_INIT(&f->idle);
    STAILQ_INIT(&f->busy);
    atomic_init(&f->interrupted, false);
    return f;
}

/* libcurl's global state counts its users and, in any build with atomics, locks itself. */
struct follow *follow_open(const struct follow_options *options, struct buffer *why)
{
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        return NULL;
    }
    struct follow *f = new_follow();
    if (!f) {
        curl_global_cleanup();
        return NULL;
    }
    if (!copy_options(f, options) || !read_options(f, why) || !open_wire(f, why)) {
        follow_close(f);
        return NULL;
    }
    queue_init(&f->queue, options->concurrency, options->per_host);
    f->ends_at = options->run_ms ? time_tick_ms() + options->run_ms : INT64_MAX;
    return f;
}

void follow_close(struct follow *f)
{
    if (!f) {
        return;
    }
    struct pipe_guard guard;
    guard_begin(&guard);
    drive_close(f);
    lookup_close(f->lookup);
    for (size_t i = 0; i < f->chain_count; i++) {
        chain_free(f->chains[i]);
    }
    wire_close(&f->wire);
    pool_free(&f->pool);
    sites_close(&f->sites);
    tls_close(&f->tls);
    proxy_free(&f->proxy);
    timers_free(&f->timers);
    timers_free(&f->name_timers);
    map_free(&f->chain_map);
    map_free(&f->answer_map);
    free(f->chains);
    free(f->answers);
    buffer_free(&f->url);
    buffer_free(&f->other);
    buffer_free(&f->target);
    buffer_free(&f->why);
    arena_free(&f->arena);
    free(f);
    curl_global_cleanup();
    guard_end(&guard);
}

/* --- Chains --- */

static bool make_room(struct follow *f)
{
    struct chain **chains = array_grow(f->chains, f->chain_count, &f->chain_room, sizeof(void *));
    f->chains = chains ? chains : f->chains;
    return chains != NULL;
}

struct outcome *follow_url(struct follow *f, struct slice url)
{
    uint32_t index;
    if (map_get(&f->chain_map, url, &index)) {
        return &f->chains[index]->outcome;
    }
    struct chain *c = make_room(f) ? ARENA_NEW(&f->arena, struct chain) : NULL;
    if (!c) {
        return NULL;
    }
    c->outcome.url = arena_copy(&f->arena, url);
    f->chains[f->chain_count] = c;
    map_get_or_put(&f->chain_map, url, (uint32_t)f->chain_count);
    if (f->chain_map.failed || f->arena.failed) {
        f->failed = true;
        return NULL;
    }
    f->chain_count++;
    f->open++;
    STAILQ_INSERT_TAIL(&f->moving, c, entry);
    return &c->outcome;
}

static struct chain *take_chain(struct chain_list *list)
{
    struct chain *c = STAILQ_FIRST(list);
    if (c) {
        STAILQ_REMOVE_HEAD(list, entry);
    }
    return c;
}

static bool can_go_on(const struct follow *f)
{
    return !f->failed && !f->arena.failed && !follow_interrupted(f);
}

/* What is open when the time of the run is over ends as it is. */
static void end_in_time(struct follow *f)
{
    if (!f->over && time_tick_ms() >= f->ends_at) {
        f->over = true;
        drive_stop(f);
        chain_end_all(f);
    }
}

struct outcome *follow_next(struct follow *f)
{
    struct pipe_guard guard;
    guard_begin(&guard);
    end_in_time(f);
    while (can_go_on(f) && STAILQ_EMPTY(&f->ended) && f->open > 0) {
        struct chain *c = take_chain(&f->moving);
        if (c) {
            chain_walk(f, c);
        } else {
            drive_on(f);
            end_in_time(f);
        }
    }
    guard_end(&guard);
    struct chain *c = can_go_on(f) ? take_chain(&f->ended) : NULL;
    if (!c) {
        return NULL;
    }
    c->outcome.done = true;
    return &c->outcome;
}

/* --- From outside --- */

void follow_interrupt(struct follow *f)
{
    int before = errno;
    atomic_store(&f->interrupted, true);
    wire_wake(&f->wire);
    errno = before;
}

bool follow_interrupted(const struct follow *f)
{
    return atomic_load(&f->interrupted);
}

const char *follow_why(struct follow *f)
{
    return f->why.length ? buffer_string(&f->why) : NULL;
}

uint64_t follow_requests(const struct follow *f)
{
    return f->requests;
}
