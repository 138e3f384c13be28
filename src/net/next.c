/* What wakes requests, and the wait for it. */
#include "net/pipe_guard.h"
#include "net/request.h"

#include "base/time.h"

/* --- Timers, turns, transfers --- */

static void read_timers(struct net *n)
{
    struct timer *timer = timers_take(&n->timers, time_tick_ms());
    while (timer && !n->failed) {
        struct request *r = request_of_timer(timer);
        if (r->state == REQUEST_PAUSES) {
            r->state = REQUEST_LOOKS_UP;
        }
        request_go_on(n, r);
        timer = timers_take(&n->timers, time_tick_ms());
    }
}

static struct turn *take_turn(struct net *n)
{
    return n->failed ? NULL : queue_take(&n->queue, launch_had(n), time_tick_ms());
}

static bool opens_connection(const struct request *r)
{
    return r->state == REQUEST_RUNS && r->fetch->direct && !r->fetch->reused;
}

/* As many as answers are read at once, and few that open connections: it is to be seen between them
 * how these get on. */
static void give_turns(struct net *n)
{
    enum { AT_ONCE = 64, OPENED_AT_ONCE = 16 };
    unsigned opened = 0;
    struct turn *turn = take_turn(n);
    for (unsigned given = 1; turn; given++) {
        struct request *r = request_of_turn(turn);
        r->state = REQUEST_STARTS;
        request_go_on(n, r);
        opened += opens_connection(r);
        turn = given < AT_ONCE && opened < OPENED_AT_ONCE ? take_turn(n) : NULL;
    }
    n->failed = n->failed || n->queue.failed;
}

/* Whether what is under way waits for nothing but that all the rest is done. */
static bool rest_is_done(const struct net *n)
{
    return n->put_aside > 0 && n->put_aside == n->under_way;
}

/* Those that were put aside have their second pass. */
static void ask_again(struct net *n)
{
    bool begins = rest_is_done(n);
    while (begins && !n->failed && !TAILQ_EMPTY(&n->aside)) {
        request_ask_again(n, TAILQ_FIRST(&n->aside));
    }
}

static void read_transfers(struct net *n)
{
    CURLcode code;
    struct fetch *fetch = wire_take(&n->wire, &code);
    while (fetch) {
        struct request *r = fetch->owner;
        r->code = code;
        r->state = REQUEST_ENDS;
        request_go_on(n, r);
        fetch = wire_take(&n->wire, &code);
    }
}

void net_close_idle(struct net *n)
{
    enum { IDLE_FEW = 128, HOSTS = 8 };
    struct keep *keep = &n->wire.direct.keep;
    size_t most = n->under_way > IDLE_FEW ? n->under_way : IDLE_FEW;
    keep_close_spare(keep, most);
    keep_close_beyond(keep, n->under_way < IDLE_FEW / HOSTS ? IDLE_FEW : n->under_way * HOSTS);
}

/* --- The loop --- */

/* What is under way when the time of the run is over ends as it is. */
static void end_in_time(struct net *n)
{
    if (n->over || time_tick_ms() < n->ends_at) {
        return;
    }
    n->over = true;
    struct request *r;
    LIST_FOREACH(r, &n->all, all)
    {
        if (r->state != REQUEST_DONE) {
            request_stop(n, r);
        }
    }
    TAILQ_INIT(&n->waiting);
    sites_forget_turns(&n->sites);
    queue_free(&n->queue);
    queue_init(&n->queue, n->options.concurrency, n->options.per_host, n->options.timeout_ms);
}

static int64_t sooner(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static bool has_turn(const struct net *n)
{
    return queue_has_turn(&n->queue, launch_had(n));
}

/* Of what no file descriptor tells. */
static int64_t next_event(const struct net *n)
{
    int64_t of_queue = has_turn(n) ? 0 : sooner(queue_due(&n->queue), launch_due(n));
    int64_t of_requests = sooner(timers_due(&n->timers), of_queue);
    return sooner(sooner(of_requests, lookup_due(n->lookup)), n->ends_at);
}

/* Whether there is something to do before anything else comes in. */
static bool is_at_work(const struct net *n)
{
    return !TAILQ_EMPTY(&n->done) || !TAILQ_EMPTY(&n->robots_done) || n->failed || rest_is_done(n);
}

static void work(struct net *n, int64_t until)
{
    locate_read(n);
    read_timers(n);
    robots_take(n);
    ask_again(n);
    give_turns(n);
    if (!is_at_work(n)) {
        net_close_idle(n); /* now that whoever was answered has asked on */
        wire_work(&n->wire, sooner(until, next_event(n)));
        n->failed = n->failed || n->wire.direct.failed;
        read_transfers(n);
    }
    end_in_time(n);
}

static bool can_go_on(const struct net *n)
{
    return !net_failed(n) && !net_interrupted(n);
}

static void work_until_done(struct net *n, int64_t until)
{
    struct pipe_guard guard;
    pipe_guard_begin(&guard);
    end_in_time(n);
    bool waits = true;
    bool looks = until != INT64_MAX; /* at what comes in, if only to have it read */
    while (can_go_on(n) && waits && (n->under_way > 0 || looks) && TAILQ_EMPTY(&n->done)) {
        work(n, until);
        waits = until == INT64_MAX || time_tick_ms() < until;
    }
    pipe_guard_end(&guard);
}

struct exchange *net_next(struct net *n, int wait_ms)
{
    if (TAILQ_EMPTY(&n->done)) {
        work_until_done(n, wait_ms < 0 ? INT64_MAX : time_tick_ms() + wait_ms);
    }
    struct request *r = can_go_on(n) ? TAILQ_FIRST(&n->done) : NULL;
    if (!r) {
        return NULL;
    }
    request_keep_told(n);
    TAILQ_REMOVE(&n->done, r, entry);
    return &r->exchange;
}

int net_fd(const struct net *n)
{
    return n->wire.epoll;
}

int64_t net_due(const struct net *n)
{
    bool now = is_at_work(n) || has_turn(n) || !can_go_on(n);
    bool idle = n->under_way == 0;
    return now ? 0 : idle ? INT64_MAX : sooner(wire_due(&n->wire), next_event(n));
}
