/* What a caller waits on besides other things of his: one file descriptor that is readable when
 * there is something to do, whether a thread has scanned, the net has news, or a time has come. */
#include "session/watch.h"

#include "describe/archive.h"
#include "describe/question.h"
#include "follow/follow.h"
#include "session/session.h"

#include <errno.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

void watch_init(struct watch *w)
{
    w->epoll = w->timer = -1;
    w->at = INT64_MAX;
    atomic_init(&w->event, -1);
}

void watch_close(struct watch *w)
{
    int fds[] = { w->epoll, w->timer, atomic_exchange(&w->event, -1) };
    for (size_t i = 0; i < sizeof fds / sizeof *fds; i++) {
        if (fds[i] >= 0) {
            close(fds[i]);
        }
    }
    w->epoll = w->timer = -1;
}

void watch_wake(struct watch *w)
{
    int before = errno;
    int event = atomic_load(&w->event);
    if (event >= 0) {
        eventfd_write(event, 1);
    }
    errno = before;
}

static bool add(const struct watch *w, int fd)
{
    struct epoll_event event = { .events = EPOLLIN };
    return fd >= 0 && epoll_ctl(w->epoll, EPOLL_CTL_ADD, fd, &event) == 0;
}

static bool open_files(struct lf_session *s)
{
    struct watch *w = &s->watch;
    w->epoll = epoll_create1(EPOLL_CLOEXEC);
    w->timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    atomic_store(&w->event, eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    return w->epoll >= 0 && add(w, w->timer) && add(w, atomic_load(&w->event)) &&
           (!s->net || add(w, net_fd(s->net)));
}

static lf_status open_watch(struct lf_session *s)
{
    if (s->watch.epoll >= 0 || open_files(s)) {
        return LF_OK;
    }
    s->error.failed = errno == ENOMEM;
    watch_close(&s->watch);
    return s->error.failed
               ? LF_NO_MEMORY
               : session_fail(&s->error, LF_USAGE,
                              "no file descriptor is left: raise the limit (ulimit -n)");
}

/* --- What there is to do --- */

static bool has_scans(struct scans *scans)
{
    return scans->waiting > 0 || !TAILQ_EMPTY(&scans->done);
}

/* When something is to be done that no file descriptor tells of (time_tick_ms). */
static int64_t due(const struct lf_session *s)
{
    bool now = job_next(s) || atomic_load(&s->interrupted);
    bool told = (s->describer && describer_can_go_on(s->describer)) ||
                (s->archives && archives_can_go_on(s->archives));
    if (now || told ||
        (s->follow &&
         (follow_can_go_on(s->follow) || park_can_go_on(s) || sitemaps_can_go_on(s)))) {
        return 0;
    }
    return s->net ? net_due(s->net) : INT64_MAX;
}

static void set_timer(struct watch *w, int64_t at)
{
    struct itimerspec when = { 0 };
    if (at == w->at) {
        return;
    }
    w->at = at;
    if (at != INT64_MAX) {
        when.it_value.tv_sec = at / 1000;
        when.it_value.tv_nsec = at % 1000 * 1000000 + 1; /* all zero would be never */
    }
    timerfd_settime(w->timer, TFD_TIMER_ABSTIME, &when, NULL);
}

/* A thread that ends a scan wakes it under the same lock, and a signal looks at what it set before
 * it does: neither is missed. */
void watch_update(struct lf_session *s)
{
    struct watch *w = &s->watch;
    int event = atomic_load(&w->event);
    if (event < 0) {
        return;
    }
    set_timer(w, due(s));
    eventfd_t count;
    pthread_mutex_lock(&s->scans.lock);
    eventfd_read(event, &count);
    bool now = has_scans(&s->scans) || atomic_load(&s->interrupted);
    pthread_mutex_unlock(&s->scans.lock);
    if (now) {
        watch_wake(w);
    }
}

lf_status watch_wait(struct lf_session *s, int ms)
{
    lf_status status = open_watch(s);
    if (status != LF_OK) {
        return status;
    }
    watch_update(s);
    struct pollfd wait = { .fd = s->watch.epoll, .events = POLLIN };
    poll(&wait, 1, ms); /* whatever ends it, what there is to do is looked at again */
    return LF_OK;
}

int lf_fd(lf_session *s)
{
    if (open_watch(s) == LF_OK) {
        watch_update(s);
    }
    return s->watch.epoll;
}

void lf_interrupt(lf_session *s)
{
    atomic_store(&s->interrupted, true);
    if (s->net) {
        net_interrupt(s->net);
    }
    watch_wake(&s->watch);
}
