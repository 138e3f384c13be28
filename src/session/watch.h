/* What a caller waits on, and what tells it that there is something to do. */
#ifndef SESSION_WATCH_H
#define SESSION_WATCH_H

#include "landfall.h"

#include <stdatomic.h>
#include <stdint.h>

/* Nothing is open before it is asked for. */
struct watch {
    int epoll; /* of the two below and of the net */
    int timer;
    int64_t at;       /* when it goes off; INT64_MAX: never */
    atomic_int event; /* an eventfd: there is something to do, or was; -1: not open */
};

void watch_init(struct watch *w);
void watch_close(struct watch *w);

/* Makes it tell what there is to do now, if it is open. At the end of each public call. */
void watch_update(struct lf_session *s);

/* There is something to do. Safe in a signal handler and from another thread. */
void watch_wake(struct watch *w);

/* Waits until there is something to do, for so many milliseconds at most. */
lf_status watch_wait(struct lf_session *s, int ms);

#endif
