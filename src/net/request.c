/* A request's life. The switch at the end goes from state to state; the functions above it are
 * what is done in each, in the order in which a request comes by. Each gives the next state. */
#include "net/request.h"

#include "base/time.h"

enum {
    FIRST_WAIT_MS = 1000,  /* before another try; doubles each time */
    STARVE_CHECK_MS = 100, /* until some file descriptor may be free again, for a transfer ... */
    FILES_WAIT_MS = 250,   /* ... and for a lookup */
    MOST_ATTEMPTS = UINT8_MAX
};

/* --- Time: what lookups and tries take is charged, waiting for a turn is not --- */

int64_t request_time_left(const struct request *r)
{
    return (int64_t)r->exchange.budget_ms - r->exchange.ms - r->exchange.waited;
}

static void charge(struct request *r, int32_t *account)
{
    *account += r->since ? (int32_t)(time_tick_ms() - r->since) : 0;
    r->since = 0;
}

static void set_timer(struct net *n, struct request *r, int64_t ms)
{
    timers_unset(&n->timers, &r->timer); /* the present tick began before: so one more */
    n->failed = n->failed || !timers_set(&n->timers, &r->timer, time_tick_ms() + 1 + ms);
}

/* --- Ends and pauses --- */

static enum request_state end_with(struct request *r, enum fault fault)
{
    r->exchange.fault = fault;
    return REQUEST_DONE;
}

/* This is not the request's fault, so it is not charged. */
static enum request_state pause_unasked(struct net *n, struct request *r, int64_t ms)
{
    set_timer(n, r, ms);
    return REQUEST_PAUSES;
}

/* Whether another try may go better. */
static bool may_pass(const struct exchange *x)
{
    bool busy = x->status == 429 || x->status / 100 == 5;
    return x->fault == FAULT_TIMEOUT || x->fault == FAULT_UNREACHABLE ||
           (x->fault == FAULT_NONE && busy && !x->says.challenged);
}

/* Another face is shown once, whatever comes of it. */
static bool may_try_again(const struct net *n, const struct exchange *x)
{
    return may_pass(x) && x->face == FACE_OWN && x->attempts <= n->options.retries &&
           x->attempts < MOST_ATTEMPTS;
}

/* What was answered counts unless another try may go better, after `wait` milliseconds or, where
 * that is negative, as long as is usual. */
static enum request_state end_or_pause(struct net *n, struct request *r, int64_t wait)
{
    struct exchange *x = &r->exchange;
    bool named = wait >= 0;
    unsigned before = x->attempts ? x->attempts - 1 : 0;
    int64_t doubled = (int64_t)FIRST_WAIT_MS << (before < 20 ? before : 20);
    wait = named ? wait : doubled;
    bool silent = x->fault == FAULT_TIMEOUT && site_is_silent(r->site, time_tick_ms());
    if (!may_try_again(n, x) || silent) {
        return REQUEST_DONE;
    }
    if (request_is_for_later(n, r, named, wait)) {
        return request_put_aside(n, r);
    }
    if (wait >= request_time_left(r)) {
        return REQUEST_DONE;
    }
    launch_put_away(n, r);
    x->waited += (int32_t)wait;
    set_timer(n, r, wait);
    return REQUEST_PAUSES;
}

/* --- BEGINS --- */

/* What is known already is not asked for. The URL is needed where its site is not known. */
static enum request_state remember(struct net *n, struct request *r, const struct url *u)
{
    if (request_recall(n, r)) {
        return REQUEST_DONE;
    }
    if (request_is_offline(n)) {
        return end_with(r, FAULT_OFFLINE);
    }
    r->site = r->site ? r->site : site_of(&n->sites, u);
    n->failed = n->failed || !r->site;
    int64_t early = r->not_before - time_tick_ms();
    return r->not_before && early > 0 ? pause_unasked(n, r, early) : REQUEST_LOOKS_UP;
}

static enum request_state begin(struct net *n, struct request *r)
{
    struct buffer text = BUFFER(URL_MOST + 1);
    struct url u;
    enum request_state next = REQUEST_LOOKS_UP;
    if (n->over) {
        next = end_with(r, FAULT_OUT_OF_TIME);
    } else if (url_parse(r->exchange.url, NULL, &text, &u) != URL_OK) {
        n->failed = true; /* it parsed before, so memory ran out */
    } else if (u.host.length > NAME_MOST) {
        next = end_with(r, FAULT_NO_SUCH_HOST);
    } else if (net_denies(n, &u)) {
        next = end_with(r, FAULT_DENIED);
    } else if (r->obeys) {
        r->site = site_of(&n->sites, &u);
        n->failed = n->failed || !r->site;
        next = REQUEST_CHECKS;
    } else {
        next = remember(n, r, &u);
    }
    buffer_free(&text);
    return next;
}

/* --- LOOKS_UP --- */

/* The lookup goes on for those that have more time; what it finds is of use to later ones. */
static enum request_state wait_among(struct net *n, struct request *r, struct request_list *waiting)
{
    locate_wait(n, r, waiting);
    int64_t left = request_time_left(r) - (time_tick_ms() - r->since);
    if (left > 0) {
        set_timer(n, r, left);
        return REQUEST_LOOKS_UP;
    }
    locate_leave(n, r);
    charge(r, &r->exchange.waited);
    r->exchange.attempts++;
    return end_with(r, FAULT_TIMEOUT);
}

static enum request_state line_up(struct net *n, struct request *r)
{
    charge(r, &r->exchange.waited);
    if (request_is_held(n, r)) {
        return request_hold(n, r);
    }
    r->address = 0;
    r->counted = false;
    r->site->requests++;
    (r->ahead ? queue_put_back : queue_add)(&n->queue, &r->site->host, &r->turn);
    return REQUEST_QUEUED;
}

/* A name that was not found is a try of those that waited for it. */
static enum request_state fail_to_locate(struct net *n, struct request *r, enum fault fault)
{
    r->exchange.attempts += r->since != 0;
    charge(r, &r->exchange.waited);
    r->exchange.fault = fault;
    r->exchange.status = 0;
    return end_or_pause(n, r, -1);
}

/* Its site is found: all it may wait for is where the proxy is. */
static enum request_state look_up_proxy(struct net *n, struct request *r)
{
    struct proxy *proxy = n->manner.proxy;
    switch (proxy ? proxy_locate(proxy, n->lookup, time_tick_ms()) : PROXY_FOUND) {
    case PROXY_ASKED:
        return wait_among(n, r, &n->waiting);
    case PROXY_FOUND:
        locate_leave(n, r);
        return line_up(n, r);
    case PROXY_NOWHERE:
        locate_leave(n, r);
        r->exchange.attempts += r->since == 0; /* what is known already is a try, too */
        return fail_to_locate(n, r, FAULT_UNREACHABLE);
    default:
        n->failed = true;
        return REQUEST_DONE;
    }
}

/* Called when it begins, when something is known of its site or the proxy, and when it has waited
 * enough. */
static enum request_state look_up(struct net *n, struct request *r)
{
    locate_site(n, r->site);
    if (r->site->state == SITE_ASKING) {
        return wait_among(n, r, &r->site->waiting);
    }
    if (r->site->state == SITE_FOUND) {
        return look_up_proxy(n, r);
    }
    locate_leave(n, r);
    switch (r->site->state) {
    case SITE_NOWHERE:
        return fail_to_locate(n, r, FAULT_NO_SUCH_HOST);
    case SITE_NO_FILES:
        r->since = 0;
        return pause_unasked(n, r, FILES_WAIT_MS);
    case SITE_FAILED:
    default:
        return fail_to_locate(n, r, FAULT_UNREACHABLE);
    }
}

/* --- File descriptors --- */

static enum request_state queue_again(struct net *n, struct request *r)
{
    launch_put_away(n, r);
    queue_put_back(&n->queue, &r->site->host, &r->turn);
    return REQUEST_QUEUED;
}

/* Fewer are to be used at once, until some are free. */
static enum request_state wait_for_files(struct net *n, struct request *r)
{
    if (!request_starves(n)) {
        return REQUEST_DONE;
    }
    n->queue.most = n->queue.running ? n->queue.running : 1;
    if (n->queue.running) {
        return queue_again(n, r);
    }
    launch_put_away(n, r);
    return pause_unasked(n, r, STARVE_CHECK_MS);
}

/* --- STARTS --- */

/* It has a turn, and gives it back unless its transfer runs. */
static enum request_state start(struct net *n, struct request *r)
{
    enum launch launched = launch(n, r);
    if (launched == LAUNCH_RUNS) {
        buffer_free(&r->kept);
        return REQUEST_RUNS;
    }
    queue_end_unused(&n->queue, &r->site->host);
    switch (launched) {
    case LAUNCH_HELD:
        return request_is_held(n, r) ? request_hold(n, r) : queue_again(n, r);
    case LAUNCH_LATER:
        return launch_put_off(n, r);
    case LAUNCH_SILENT:
        return end_with(r, FAULT_TIMEOUT);
    case LAUNCH_DENIED: /* if there were tries, those that may be contacted did not answer */
        return r->exchange.attempts ? end_or_pause(n, r, -1) : end_with(r, FAULT_DENIED);
    case LAUNCH_NO_FILES:
        return wait_for_files(n, r);
    case LAUNCH_IMPOSSIBLE:
    default:
        n->failed = true;
        return REQUEST_DONE;
    }
}

/* --- ENDS --- */

/* What came is lent with the exchange, also of an answer that broke off. */
static void read_bytes(struct request *r)
{
    struct exchange *x = &r->exchange;
    const struct fetch *fetch = r->fetch;
    x->head = buffer_slice(&fetch->head.text);
    x->body = body_raw(&fetch->body);
    x->page = body_page(&fetch->body);
    x->whole = fetch->most ? body_whole(&fetch->body) : (struct slice){ 0 };
    x->cut = fetch_cut(fetch, r->code);
    x->says = fetch->head.says;
    x->status = fetch->head.complete ? x->says.status : 0;
    x->peer = fetch->peer;
}

static void read_answer(struct request *r)
{
    read_bytes(r);
    r->exchange.fault = FAULT_NONE;
    r->exchange.tls = TLS_NONE;
}

static void read_fault(struct request *r)
{
    read_bytes(r);
    r->exchange.fault = fetch_fault(r->fetch, r->code, &r->exchange.tls);
}

static bool has_other_address(const struct request *r)
{
    const struct addresses *all = r->site->addresses;
    return all && r->address + 1U < all->count && request_time_left(r) > 0;
}

/* Of a try that does not count others are told all the same. */
static void tell_stale(struct net *n, struct request *r)
{
    struct exchange before = r->exchange;
    read_fault(r);
    request_tell_try(n, r);
    r->exchange = before;
}

/* Asks once more, at once, and counts it as the same try. */
static enum request_state ask_afresh(struct net *n, struct request *r)
{
    r->fresh = true;
    r->site->no_http2 = r->site->no_http2 || fetch_was_cut(r->fetch);
    return queue_again(n, r);
}

/* Whether it is to be asked again; what was not even sent was no request. */
static bool is_for_once_more(struct net *n, struct request *r)
{
    if (r->fresh || request_time_left(r) <= 0) {
        return false;
    }
    bool doubtful = learn_tls(r);
    bool is = doubtful || fetch_may_be_stale(r->fetch, r->code);
    n->requests -= doubtful || (is && r->fetch->stale);
    return is;
}

/* It had no file to work with: the try is none. */
static enum request_state take_try_back(struct net *n, struct request *r)
{
    r->counted = !r->fetch->counted;
    r->exchange.attempts -= r->fetch->counted;
    n->requests -= r->fetch->counted || r->fresh;
    return wait_for_files(n, r);
}

static enum request_state end_fault(struct net *n, struct request *r, int32_t ms)
{
    read_fault(r);
    request_tell_try(n, r);
    if (fetch_is_unconnected(r->fetch, r->code) && has_other_address(r)) {
        r->address++;
        return queue_again(n, r);
    }
    learn_of_fault(n, r, ms);
    return end_or_pause(n, r, -1);
}

static enum request_state end_transfer(struct net *n, struct request *r)
{
    struct fetch *fetch = r->fetch;
    int32_t before = r->exchange.ms;
    int64_t began = r->since;
    queue_end(&n->queue, &r->site->host);
    learn_address(r);
    charge(r, &r->exchange.ms);
    fetch_end(fetch);
    if (fetch_ran_out(fetch, r->code)) {
        n->failed = true;
        return REQUEST_DONE;
    }
    if (fetch->out_of_files) {
        return take_try_back(n, r);
    }
    n->starved_since = 0;
    n->queue.most += n->queue.most < n->options.concurrency; /* as some are free again */
    if (is_for_once_more(n, r)) {
        tell_stale(n, r);
        return ask_afresh(n, r);
    }
    r->fresh = false;
    if (!fetch_is_settled(fetch, r->code)) {
        return end_fault(n, r, r->exchange.ms - before);
    }
    read_answer(r);
    request_tell_try(n, r);
    learn_of_answer(n, r, began);
    return end_or_pause(n, r, request_retry_after(r));
}

/* --- DONE --- */

static void finish(struct net *n, struct request *r)
{
    request_tell(n, r);
    if (r->last) {
        r->site->named->limit.slow--;
    }
    if (r->fetch) {
        fetch_leave(r->fetch);
    }
    n->under_way--;
    TAILQ_INSERT_TAIL(r->exchange.asker == n ? &n->robots_done : &n->done, r, entry);
}

/* Of one that was put aside it is known what it was answered. */
void request_stop(struct net *n, struct request *r)
{
    bool is_answered = r->state == REQUEST_ASIDE && r->exchange.attempts > 0;
    if (r->state == REQUEST_ASIDE) {
        request_leave_aside(n, r);
    }
    timers_unset(&n->timers, &r->timer);
    launch_put_away(n, r);
    r->waits = NULL;
    r->state = is_answered ? REQUEST_DONE : end_with(r, FAULT_OUT_OF_TIME);
    finish(n, r);
}

/* --- The life of a request --- */

void request_go_on(struct net *n, struct request *r)
{
    enum request_state before;
    do {
        before = r->state;
        switch (before) {
        case REQUEST_BEGINS:
            r->state = begin(n, r); /* to CHECKS or LOOKS_UP, or DONE with nothing to ask */
            break;
        case REQUEST_CHECKS:
            r->state = robots_check(n, r); /* to ALLOWED, ASIDE, or DONE */
            break;
        case REQUEST_ALLOWED:
            r->state = remember(n, r, NULL); /* to LOOKS_UP, or DONE */
            break;
        case REQUEST_LOOKS_UP:
            r->state = look_up(n, r); /* to QUEUED, PAUSES, ASIDE, or DONE */
            break;
        case REQUEST_QUEUED:
            return; /* until net_next takes it out of the queue: then it STARTS */
        case REQUEST_STARTS:
            r->state = start(n, r); /* to RUNS, or QUEUED, PAUSES, ASIDE, DONE where it cannot */
            break;
        case REQUEST_RUNS:
            return; /* until net_next takes it off the wire: then it ENDS */
        case REQUEST_ENDS:
            r->state = end_transfer(n, r); /* to DONE, or QUEUED, PAUSES, ASIDE to be asked again */
            break;
        case REQUEST_PAUSES: /* until its timer rings: then it LOOKS_UP */
        case REQUEST_ASIDE:  /* until net_next has nothing else to do: then likewise */
            return;
        case REQUEST_DONE:
            finish(n, r);
            return;
        }
    } while (r->state != before && !n->failed);
}
