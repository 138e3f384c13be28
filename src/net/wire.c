#include "net/wire.h"

#include "base/time.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { WAKE = WIRE_MULTIS, AWAITED, DIRECT, MOST_EVENTS = 64, LONGEST_WAIT_MS = 60000 };

static uint64_t mark(uint32_t which, int fd)
{
    return (uint64_t)which << 32 | (uint32_t)fd;
}

/* --- What libcurl tells of its sockets and timers --- */

static int watch(CURL *easy, curl_socket_t fd, int what, void *user, void *known)
{
    (void)easy;
    struct wire_multi *m = user;
    struct wire *w = m->wire;
    if (what == CURL_POLL_REMOVE) {
        epoll_ctl(w->epoll, EPOLL_CTL_DEL, fd, NULL);
        return 0;
    }
    struct epoll_event event = { .events = (what & CURL_POLL_IN ? EPOLLIN : 0) |
                                           (what & CURL_POLL_OUT ? EPOLLOUT : 0),
                                 .data.u64 = mark((uint32_t)(m - w->multis), fd) };
    int done = epoll_ctl(w->epoll, known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, &event);
    if (done != 0) { /* closed and opened again behind our back, or the reverse */
        done = epoll_ctl(w->epoll, known ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, fd, &event);
    }
    curl_multi_assign(m->multi, fd, w);
    return done;
}

static int set_timer(CURLM *multi, long ms, void *user)
{
    (void)multi;
    struct wire_multi *m = user;
    m->due = ms < 0 ? INT64_MAX : time_tick_ms() + ms;
    return 0;
}

/* --- Opening and closing --- */

static void set_up(struct wire *w, unsigned which, CURLM *multi, long idle)
{
    struct wire_multi *m = &w->multis[which];
    *m = (struct wire_multi){ .multi = multi, .wire = w, .due = INT64_MAX };
    curl_multi_setopt(m->multi, CURLMOPT_SOCKETFUNCTION, watch);
    curl_multi_setopt(m->multi, CURLMOPT_SOCKETDATA, m);
    curl_multi_setopt(m->multi, CURLMOPT_TIMERFUNCTION, set_timer);
    curl_multi_setopt(m->multi, CURLMOPT_TIMERDATA, m);
    curl_multi_setopt(m->multi, CURLMOPT_MAXCONNECTS, idle);
}

static bool open_multi(struct wire *w, unsigned which, long idle)
{
    CURLM *multi = curl_multi_init();
    if (multi) {
        set_up(w, which, multi, idle);
    }
    return multi != NULL;
}

/* One that libcurl keeps has a context of TLS of its own. */
enum { LIBCURL_MOST = 300 };

bool wire_open(struct wire *w, unsigned idle, size_t threads, const struct pool *pool)
{
    *w = (struct wire){ .epoll = epoll_create1(EPOLL_CLOEXEC),
                        .wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK),
                        .pool = pool,
                        .idle = idle < LIBCURL_MOST ? idle : LIBCURL_MOST };
    const struct direct_options direct = {
        .epoll = w->epoll, .wake = w->wake, .mark = DIRECT, .kept = idle, .threads = threads
    };
    direct_open(&w->direct, &direct);
    struct epoll_event event = { .events = EPOLLIN, .data.u64 = mark(WAKE, w->wake) };
    bool opened = w->epoll >= 0 && w->wake >= 0 &&
                  epoll_ctl(w->epoll, EPOLL_CTL_ADD, w->wake, &event) == 0 &&
                  open_multi(w, WIRE_POOLED, (long)w->idle) && open_multi(w, WIRE_SINGLE, 1);
    if (!opened) {
        wire_close(w);
    }
    return opened;
}

void wire_close(struct wire *w)
{
    direct_close(&w->direct);
    for (unsigned i = 0; i < WIRE_MULTIS; i++) {
        curl_multi_cleanup(w->multis[i].multi);
    }
    if (w->epoll >= 0) {
        close(w->epoll);
    }
    if (w->wake >= 0) {
        close(w->wake);
    }
    *w = (struct wire){ .epoll = -1, .wake = -1 };
}

/* --- Transfers --- */

static CURLM *multi_of(const struct wire *w, bool pooled)
{
    return w->multis[pooled ? WIRE_POOLED : WIRE_SINGLE].multi;
}

bool wire_add(struct wire *w, struct fetch *f, const struct fetch_request *request)
{
    if (f->direct) {
        direct_begin(&w->direct, f, request);
        if (w->direct.failed) {
            direct_end(&w->direct, f); /* which is not to be met any more */
        }
        return !w->direct.failed;
    }
    return curl_multi_add_handle(multi_of(w, f->pooled), f->easy) == CURLM_OK;
}

void wire_remove(struct wire *w, struct fetch *f)
{
    if (f->direct) {
        direct_end(&w->direct, f);
    } else {
        curl_multi_remove_handle(multi_of(w, f->pooled), f->easy);
    }
}

static struct fetch *take_of_libcurl(const struct wire *w, CURLcode *code)
{
    for (unsigned i = 0; i < WIRE_MULTIS; i++) {
        CURLM *multi = w->multis[i].multi;
        int left;
        const CURLMsg *message = curl_multi_info_read(multi, &left);
        if (message) {
            CURL *easy = message->easy_handle;
            struct fetch *f = NULL;
            *code = message->data.result; /* goes with the handle */
            curl_multi_remove_handle(multi, easy);
            curl_easy_getinfo(easy, CURLINFO_PRIVATE, &f);
            return f;
        }
    }
    return NULL;
}

struct fetch *wire_take(struct wire *w, CURLcode *code)
{
    struct fetch *f = direct_take(&w->direct);
    *code = CURLE_OK;
    return f ? f : take_of_libcurl(w, code);
}

bool wire_await(struct wire *w, int fd)
{
    struct epoll_event event = { .events = EPOLLIN, .data.u64 = mark(AWAITED, fd) };
    return epoll_ctl(w->epoll, EPOLL_CTL_ADD, fd, &event) == 0;
}

void wire_drop_idle(struct wire *w, bool none_under_way)
{
    struct wire_multi *m = &w->multis[WIRE_POOLED];
    keep_shrink(&w->direct.keep, 0);
    w->idle = 1;
    curl_multi_setopt(m->multi, CURLMOPT_MAXCONNECTS, (long)w->idle);
    CURLM *fresh = none_under_way ? curl_multi_init() : NULL;
    if (fresh) { /* libcurl closes idle connections one by one, as others come back */
        curl_multi_cleanup(m->multi);
        set_up(w, WIRE_POOLED, fresh, (long)w->idle);
    }
}

/* --- The loop --- */

static bool run_timers(struct wire *w)
{
    int64_t now = time_tick_ms();
    direct_read_timers(&w->direct, now);
    bool ran = !TAILQ_EMPTY(&w->direct.done);
    for (unsigned i = 0; i < WIRE_MULTIS; i++) {
        struct wire_multi *m = &w->multis[i];
        if (m->due <= now) {
            int running;
            m->due = INT64_MAX;
            curl_multi_socket_action(m->multi, CURL_SOCKET_TIMEOUT, 0, &running);
            ran = true;
        }
    }
    return ran;
}

int64_t wire_due(const struct wire *w)
{
    int64_t due = direct_due(&w->direct);
    for (unsigned i = 0; i < WIRE_MULTIS; i++) {
        due = w->multis[i].due < due ? w->multis[i].due : due;
    }
    return due;
}

static int wait_ms(const struct wire *w, int64_t until)
{
    until = wire_due(w) < until ? wire_due(w) : until;
    int64_t left = until == INT64_MAX ? LONGEST_WAIT_MS : until - time_tick_ms();
    return left < 0 ? 0 : left > LONGEST_WAIT_MS ? LONGEST_WAIT_MS : (int)left;
}

static void pass_on(struct wire *w, const struct epoll_event *event)
{
    uint32_t which = (uint32_t)(event->data.u64 >> 32);
    int fd = (int)(uint32_t)event->data.u64;
    if (which == WAKE) {
        eventfd_t count;
        eventfd_read(fd, &count);
        return;
    }
    if (which == DIRECT) {
        direct_read(&w->direct, fd);
        return;
    }
    if (which == AWAITED) {
        return;
    }
    int what = (event->events & EPOLLIN ? CURL_CSELECT_IN : 0) |
               (event->events & EPOLLOUT ? CURL_CSELECT_OUT : 0) |
               (event->events & (EPOLLERR | EPOLLHUP) ? CURL_CSELECT_ERR : 0);
    int running;
    curl_multi_socket_action(w->multis[which].multi, fd, what, &running);
    if (event->events & EPOLLIN) {
        pool_check(w->pool, fd);
    }
}

void wire_work(struct wire *w, int64_t until)
{
    bool ran = run_timers(w); /* and may have ended a transfer: then there is no time to wait */
    ran = direct_shake_hands(&w->direct) || ran;
    struct epoll_event events[MOST_EVENTS];
    int count = epoll_wait(w->epoll, events, MOST_EVENTS, ran ? 0 : wait_ms(w, until));
    for (int i = 0; i < count; i++) {
        pass_on(w, &events[i]);
    }
}

void wire_wake(const struct wire *w)
{
    eventfd_write(w->wake, 1);
}
