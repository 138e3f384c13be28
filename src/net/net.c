#include "net/net.h"

#include "net/pipe_guard.h"
#include "net/request.h"

#include "base/time.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

/* --- Opening --- */

static const char *copy_string(struct arena *arena, const char *s)
{
    return s ? arena_copy(arena, slice_of(s, strlen(s) + 1)).data : NULL;
}

static const char *const *copy_list(struct arena *arena, const char *const *list)
{
    size_t count = strings_count(list);
    const char **copy = ARENA_ARRAY(arena, const char *, count + 1);
    for (size_t i = 0; copy && i < count; i++) {
        copy[i] = copy_string(arena, list[i]);
    }
    return copy;
}

static bool copy_options(struct net *n, const struct net_options *o)
{
    struct arena *arena = &n->arena;
    n->options = *o;
    n->options.user_agent = copy_string(arena, o->user_agent);
    n->options.plain_agent = copy_string(arena, o->plain_agent);
    n->options.cacert = copy_string(arena, o->cacert);
    n->options.proxy = copy_string(arena, o->proxy);
    n->options.connect_to = copy_list(arena, o->connect_to);
    n->options.resolve = copy_list(arena, o->resolve);
    n->options.allow_net = copy_list(arena, o->allow_net);
    n->options.headers = copy_list(arena, o->headers);
    n->options.rates = copy_list(arena, o->rates);
    n->options.per_hosts = copy_list(arena, o->per_hosts);
    return !arena->failed;
}

static bool check_user_agent(const char *agent, struct buffer *why)
{
    enum { MOST_AGENT = 8 << 10 };
    if (agent && strpbrk(agent, "\r\n")) {
        buffer_printf(why, "the user agent has a line break in it");
        return false;
    }
    if (agent && strlen(agent) > MOST_AGENT) {
        buffer_printf(why, "the user agent is longer than 8 KiB");
        return false;
    }
    return true;
}

static bool read_options(struct net *n, struct buffer *why)
{
    const struct net_options *o = &n->options;
    n->manner = (struct fetch_manner){ .proxy = o->proxy ? &n->proxy : NULL,
                                       .tls = &n->tls,
                                       .pool = &n->pool,
                                       .keeps_raw = o->recall && o->recall->put };
    return check_user_agent(o->user_agent, why) &&
           proxy_read(&n->proxy, o->proxy, o->proxy_dns, why) &&
           address_policy_read(o->allow_net, &n->arena, &n->manner.policy, why) &&
           sites_open(&n->sites, o->headers, why) &&
           rates_read(n->options.rates, &n->arena, &n->sites.rates, why) &&
           host_numbers_read(n->options.per_hosts, true, &n->arena, &n->sites.per_hosts, why) &&
           pins_read(o->connect_to, o->resolve, &n->arena, &n->sites.pins, why) &&
           tls_open(&n->tls, o->cacert, why);
}

enum { FILES_MOST = 1 << 14, OTHER_FILES = 16 };

/* How many files may be open at once for connections, as far as it matters. */
static unsigned most_files(void)
{
    struct rlimit files = { 0 };
    bool limited = getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < FILES_MOST;
    unsigned most = limited ? (unsigned)files.rlim_cur : FILES_MOST;
    return most > OTHER_FILES ? most - OTHER_FILES : 0;
}

/* As many idle connections as a list of links has hosts that come again, but not so many that no
 * file descriptor is left. */
static unsigned idle_connections(void)
{
    enum { IDLE_MOST = 1000 };
    unsigned room = most_files() / 2;
    return room > IDLE_MOST ? IDLE_MOST : room ? room : 1;
}

/* The kernel makes the table of file descriptors larger as they are opened. Once a process has
 * threads, each time takes some ten milliseconds in which it may come to a stand (Linux waits for
 * every processor): so it is made large enough before there are any. Where it cannot be, it grows.
 */
static void make_room_for_files(int any, size_t count)
{
    unsigned most = most_files();
    int fd = fcntl(any, F_DUPFD_CLOEXEC, (int)(count < most ? count : most));
    if (fd >= 0) {
        close(fd);
    }
}

static bool open_wire(struct net *n, struct buffer *why)
{
    errno = 0;
    unsigned idle = idle_connections();
    bool opened = wire_open(&n->wire, idle, n->options.threads, &n->pool);
    if (opened) {
        make_room_for_files(n->wire.epoll, (size_t)n->options.concurrency + idle);
        errno = 0;
    }
    n->lookup = opened ? lookup_open(NULL) : NULL;
    opened = n->lookup && wire_await(&n->wire, lookup_fd(n->lookup));
    if (!opened && (errno == EMFILE || errno == ENFILE)) {
        buffer_printf(why, "no file descriptor is left: raise the limit (ulimit -n)");
    }
    return opened;
}

enum { MOST_WHY = 4 << 10 };

static struct net *new_net(void)
{
    struct net *n = calloc(1, sizeof *n);
    if (!n) {
        return NULL;
    }
    n->wire = (struct wire){ .epoll = -1, .wake = -1 };
    n->why = BUFFER(MOST_WHY);
    STAILQ_INIT(&n->idle);
    LIST_INIT(&n->all);
    TAILQ_INIT(&n->aside);
    TAILQ_INIT(&n->robots_done);
    TAILQ_INIT(&n->done);
    TAILQ_INIT(&n->waiting);
    atomic_init(&n->interrupted, false);
    return n;
}

/* libcurl's global state counts its users and, in any build with atomics, locks itself. */
struct net *net_open(const struct net_options *options, struct buffer *why)
{
    tls_begin();
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        return NULL;
    }
    struct net *n = new_net();
    if (!n) {
        curl_global_cleanup();
        return NULL;
    }
    if (!copy_options(n, options) || !read_options(n, why) || !open_wire(n, why)) {
        net_close(n);
        return NULL;
    }
    queue_init(&n->queue, options->concurrency, options->per_host, options->timeout_ms);
    n->ends_at = options->run_ms ? time_tick_ms() + options->run_ms : INT64_MAX;
    return n;
}

static void free_request(struct net *n, struct request *r)
{
    launch_put_away(n, r);
    robots_let_go(n, r);
    if (r->site) {
        site_let_go(r->site);
    }
    buffer_free(&r->kept);
    LIST_REMOVE(r, all);
    free(r);
}

static void free_requests(struct net *n)
{
    struct request *r = LIST_FIRST(&n->all);
    while (r) {
        struct request *after = LIST_NEXT(r, all);
        free_request(n, r);
        r = after;
    }
    struct fetch *fetch = STAILQ_FIRST(&n->idle);
    while (fetch) {
        struct fetch *after = STAILQ_NEXT(fetch, entry);
        fetch_free(fetch);
        fetch = after;
    }
}

void net_close(struct net *n)
{
    if (!n) {
        return;
    }
    struct pipe_guard guard;
    pipe_guard_begin(&guard);
    free_requests(n);
    lookup_close(n->lookup);
    wire_close(&n->wire);
    pool_free(&n->pool);
    sites_close(&n->sites);
    tls_close(&n->tls);
    proxy_free(&n->proxy);
    timers_free(&n->timers);
    queue_free(&n->queue);
    buffer_free(&n->why);
    arena_free(&n->arena);
    free(n);
    curl_global_cleanup();
    pipe_guard_end(&guard);
}

/* --- Asking --- */

bool net_denies(const struct net *n, const struct url *u)
{
    struct address literal;
    bool denied = url_port(u) == 0 || (address_parse(u->host, &literal) &&
                                       !address_is_allowed(&n->manner.policy, &literal));
    return denied && !net_recalls(n, u);
}

struct request *net_ask(struct net *n, const struct ask *ask)
{
    struct request *r = calloc(1, sizeof *r);
    if (!r) {
        return NULL;
    }
    r->exchange.url = ask->url;
    r->exchange.asker = ask->asker;
    r->exchange.tag = ask->tag;
    r->exchange.face = ask->face;
    r->jar = ask->jar;
    r->exchange.has_jar = ask->jar != NULL;
    r->ahead = ask->ahead;
    r->not_before = ask->not_before;
    r->refusal_ms = ask->refusal_ms;
    r->datetime = ask->datetime;
    r->most = ask->most;
    r->any = ask->any;
    r->obeys = ask->robots && n->options.robots;
    r->exchange.wants_whole = ask->most > 0;
    r->kept = BUFFER(SIZE_MAX);
    request_note_cookies(n, r, &r->exchange.cookies);
    net_allow(r, ask->budget_ms);
    LIST_INSERT_HEAD(&n->all, r, all);
    n->under_way++;
    request_go_on(n, r);
    return r;
}

int64_t net_spent(const struct request *r)
{
    const struct exchange *x = &r->exchange;
    return (int64_t)x->ms + x->waited + (r->since ? time_tick_ms() - r->since : 0);
}

void net_allow(struct request *r, int64_t budget_ms)
{
    struct exchange *x = &r->exchange;
    int32_t budget = budget_ms < INT32_MAX ? (int32_t)budget_ms : INT32_MAX;
    if (x->attempts == 0 && x->budget_ms < budget) {
        x->budget_ms = budget;
    }
}

void net_release(struct net *n, struct exchange *x)
{
    free_request(n, (struct request *)x); /* its first member */
    if (n->under_way == 0 && TAILQ_EMPTY(&n->done)) {
        net_close_idle(n); /* nobody may come back for long */
    }
}

bool net_is_crowded(const struct net *n, struct slice host)
{
    const struct site_host *known = sites_host(&n->sites, host);
    return known && queue_is_crowded(&n->queue, &known->limit);
}

size_t net_held(const struct net *n)
{
    return n->queue.crowded + n->put_aside;
}

/* --- From outside --- */

bool net_failed(const struct net *n)
{
    return n->failed || n->arena.failed;
}

void net_interrupt(struct net *n)
{
    int before = errno;
    atomic_store(&n->interrupted, true);
    wire_wake(&n->wire);
    errno = before;
}

bool net_interrupted(const struct net *n)
{
    return atomic_load(&n->interrupted);
}

const char *net_why(struct net *n)
{
    return n->why.length ? buffer_string(&n->why) : NULL;
}

uint64_t net_requests(const struct net *n)
{
    return n->requests;
}

unsigned net_in_flight(const struct net *n)
{
    return n->queue.running;
}
