/* How often somebody may be asked: so many times in any minute. */
#ifndef DESCRIBE_WINDOW_H
#define DESCRIBE_WINDOW_H

#include <stddef.h>
#include <stdint.h>

enum { WINDOW_MOST = 600, WINDOW_MS = 60000 };

/* Zeroed but for `most`, nothing was asked yet. */
struct window {
    size_t most;             /* in a minute; up to WINDOW_MOST */
    size_t count;            /* of all that were asked */
    int64_t at[WINDOW_MOST]; /* the last ones, in a ring */
};

/* The instant at which one more may ask, not before `now`; it is taken. Both of time_tick_ms. */
int64_t window_take(struct window *w, int64_t now);

#endif
