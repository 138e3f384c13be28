#include "net/direct.h"

#include "base/time.h"

#include <stddef.h>
#include <stdlib.h>
#include <sys/epoll.h>

void direct_open(struct direct *d, const struct direct_options *options)
{
    *d = (struct direct){ .epoll = options->epoll, .mark = options->mark };
    TAILQ_INIT(&d->done);
    handshakes_open(&d->handshakes, options->threads, options->wake);
    keep_open(&d->keep, options->kept);
}

void direct_close(struct direct *d)
{
    handshakes_close(&d->handshakes);
    keep_close(&d->keep);
    timers_free(&d->timers);
}

/* --- Ends --- */

/* Whether a handshake broke off that might have come to its end without a session: the server's
 * keys were changed, or another machine answers, which takes none. */
static bool is_refused(const struct http1 *h)
{
    const struct stream *s = &h->connection->stream;
    bool broke = h->fault != FAULT_NONE && h->fault != FAULT_TIMEOUT;
    return broke && s->connected && s->resumes && !s->trusted;
}

static void leave_connection(struct direct *d, struct http1 *h)
{
    struct http1_connection *c = h->connection;
    if (!c) {
        return;
    }
    keep_note_opened(&d->keep, h->origin, c);
    if (h->state == HTTP1_DONE && h->fault == FAULT_NONE) {
        keep_note_session(&d->keep, h->origin, c);
    } else if (is_refused(h)) {
        keep_forget_session(&d->keep, h->origin);
    }
    if (http1_leaves_open(h)) {
        keep_put(&d->keep, h->origin, c);
    } else {
        keep_drop(&d->keep, c);
    }
    h->connection = NULL;
}

static void finish(struct direct *d, struct http1 *h)
{
    struct fetch *f = h->fetch;
    handshake_drop(&h->handshake);
    if (h->connection) {
        f->connected = h->connection->stream.connected;
        f->peer = f->connected ? h->connection->peer : f->peer;
        f->no_memory = f->no_memory || h->connection->stream.no_memory;
        f->reused = f->reused || is_refused(h);
    }
    h->state = HTTP1_DONE;
    timers_unset(&d->timers, &h->timer);
    leave_connection(d, h);
    h->in_line = true;
    TAILQ_INSERT_TAIL(&d->done, h, entry);
}

/* What has come may be worth waiting less for the rest. */
static void bring_forward(struct direct *d, struct http1 *h)
{
    int64_t due = http1_due(h);
    if (due < h->timer.due) {
        timers_unset(&d->timers, &h->timer);
        d->failed = !timers_set(&d->timers, &h->timer, due) || d->failed;
    }
}

static void go_on(struct direct *d, struct http1 *h)
{
    http1_go_on(h);
    if (h->state > HTTP1_SHAKES_HANDS && h->connection->is_opening) {
        keep_note_opened(&d->keep, h->origin, h->connection);
    }
    if (h->state != HTTP1_DONE) {
        bring_forward(d, h);
    }
    if (h->state == HTTP1_DONE) {
        finish(d, h);
    } else if (h->state == HTTP1_READS) { /* another may resume it long before the answer comes */
        keep_note_session(&d->keep, h->origin, h->connection);
    }
}

struct fetch *direct_take(struct direct *d)
{
    struct http1 *h = TAILQ_FIRST(&d->done);
    if (!h) {
        return NULL;
    }
    TAILQ_REMOVE(&d->done, h, entry);
    h->in_line = false;
    return h->fetch;
}

void direct_end(struct direct *d, struct fetch *f)
{
    struct http1 *h = &f->http1;
    handshake_drop(&h->handshake);
    timers_unset(&d->timers, &h->timer);
    if (h->in_line) {
        TAILQ_REMOVE(&d->done, h, entry);
        h->in_line = false;
    }
    if (h->connection) {
        keep_note_opened(&d->keep, h->origin, h->connection);
        keep_drop(&d->keep, h->connection);
        h->connection = NULL;
    }
}

/* --- Begins --- */

static bool watch(const struct direct *d, int fd)
{
    struct epoll_event event = { .events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET,
                                 .data.u64 = (uint64_t)d->mark << 32 | (uint32_t)fd };
    return epoll_ctl(d->epoll, EPOLL_CTL_ADD, fd, &event) == 0;
}

static bool secure(struct direct *d, struct http1 *h, struct http1_connection *c)
{
    SSL_SESSION *resumed = keep_session(&d->keep, h->origin);
    bool secured = stream_secure(&c->stream, h->fetch->manner->tls, h->host.data, resumed);
    handshake_init(&h->handshake, &d->handshakes, &c->stream, h->host.data);
    SSL_SESSION_free(resumed);
    keep_note_opening(&d->keep, h->origin, c);
    return secured;
}

/* Opens a connection; where that fails, the request is done. */
static void open_connection(struct direct *d, struct http1 *h, const struct fetch_request *request)
{
    struct fetch *f = h->fetch;
    struct http1_connection *c = calloc(1, sizeof *c);
    h->connection = c;
    if (!c) {
        f->no_memory = true;
        return;
    }
    c->peer = *request->where;
    c->user = h;
    enum stream_start started = stream_connect(&c->stream, request->where, request->port);
    f->out_of_files = started == STREAM_NO_FILES;
    f->no_memory = started == STREAM_NO_MEMORY;
    h->fault = c->stream.fault;
    if (started == STREAM_STARTED) {
        bool set_up =
            keep_enter(&d->keep, c) && (!h->secure || secure(d, h, c)) && watch(d, c->stream.fd);
        f->no_memory = !set_up;
        h->state = set_up ? HTTP1_CONNECTS : HTTP1_DONE;
    }
}

/* A kept one is judged as a new one is. */
static struct http1_connection *take_kept(struct direct *d, struct http1 *h)
{
    const struct fetch *f = h->fetch;
    struct http1_connection *c = keep_take(&d->keep, h->origin);
    while (c && !address_is_allowed(&f->manner->policy, &c->peer)) {
        keep_drop(&d->keep, c);
        c = keep_take(&d->keep, h->origin);
    }
    return c;
}

static void use_kept(struct http1 *h, struct http1_connection *c)
{
    struct fetch *f = h->fetch;
    h->connection = c;
    h->state = HTTP1_SENDS;
    c->user = h;
    f->reused = c->was_used;
}

void direct_begin(struct direct *d, struct fetch *f, const struct fetch_request *request)
{
    struct http1 *h = &f->http1;
    h->state = HTTP1_DONE;
    f->refused = !address_is_allowed(&f->manner->policy, request->where);
    struct http1_connection *kept = f->refused || request->fresh ? NULL : take_kept(d, h);
    if (kept) {
        use_kept(h, kept);
    } else if (!f->refused) {
        open_connection(d, h, request);
    }
    if (h->state != HTTP1_DONE) {
        stream_allow(&h->connection->stream, (uint64_t)2 * f->most); /* with what wraps it */
        d->failed = !timers_set(&d->timers, &h->timer, http1_due(h)) || d->failed;
    }
    if (kept) {
        http1_send(h);
    }
    if (h->state == HTTP1_DONE) {
        finish(d, h);
    }
}

bool direct_opens(const struct direct *d, struct slice url)
{
    return slice_starts(url, SLICE("https:")) && !keep_has(&d->keep, http1_origin(url));
}

enum need direct_had(const struct direct *d)
{
    return handshakes_are_many(&d->handshakes)   ? NEED_NOTHING
           : handshakes_are_some(&d->handshakes) ? NEED_FIRST
                                                 : NEED_SPARE;
}

bool direct_is_opening(const struct direct *d, struct slice url)
{
    struct slice origin = http1_origin(url);
    return slice_starts(url, SLICE("https:")) && keep_is_opening(&d->keep, origin) &&
           !keep_has(&d->keep, origin);
}

/* --- News --- */

void direct_read(struct direct *d, int fd)
{
    struct http1_connection *c = keep_find(&d->keep, fd);
    if (c && c->user) {
        go_on(d, c->user);
    } else if (c) {
        keep_check(&d->keep, c);
    }
}

static struct http1 *http1_of_handshake(struct handshake *h)
{
    return (struct http1 *)((char *)h - offsetof(struct http1, handshake));
}

bool direct_shake_hands(struct direct *d)
{
    bool worked = handshakes_work(&d->handshakes);
    struct handshake *ended = handshakes_take(&d->handshakes);
    while (ended) {
        go_on(d, http1_of_handshake(ended));
        ended = handshakes_take(&d->handshakes);
        worked = true;
    }
    return worked;
}

static struct http1 *http1_of_timer(struct timer *t)
{
    return (struct http1 *)((char *)t - offsetof(struct http1, timer));
}

void direct_read_timers(struct direct *d, int64_t now)
{
    struct timer *timer = timers_take(&d->timers, now);
    while (timer) {
        struct http1 *h = http1_of_timer(timer);
        http1_check_time(h, now);
        if (h->state == HTTP1_DONE) {
            finish(d, h);
        } else {
            d->failed = !timers_set(&d->timers, timer, http1_due(h)) || d->failed;
        }
        timer = timers_take(&d->timers, now);
    }
    keep_expire(&d->keep, now);
}

int64_t direct_due(const struct direct *d)
{
    int64_t timers = timers_due(&d->timers);
    int64_t kept = keep_due(&d->keep);
    bool now = !TAILQ_EMPTY(&d->done) || handshakes_are_due(&d->handshakes);
    return now ? 0 : timers < kept ? timers : kept;
}
