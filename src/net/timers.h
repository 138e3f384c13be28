/* What is to be done later, the soonest first: a binary heap. The owner embeds a `struct timer` in
 * what it is to be reminded of. */
#ifndef NET_TIMERS_H
#define NET_TIMERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct timer {
    int64_t due;  /* time_tick_ms */
    size_t place; /* in the heap, counted from 1; 0: it is not set */
};

struct timers {
    struct timer **heap;
    size_t count, room;
};

void timers_free(struct timers *t);

/* Sets a timer that is not set. False: out of memory. */
bool timers_set(struct timers *t, struct timer *timer, int64_t due);

/* Has it not ring. One that is not set is left alone. */
void timers_unset(struct timers *t, struct timer *timer);

/* INT64_MAX: none is set. */
int64_t timers_due(const struct timers *t);

/* Takes the soonest that is due by `now`; it is not set any more. NULL: none is. */
struct timer *timers_take(struct timers *t, int64_t now);

#endif
