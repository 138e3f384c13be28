/* What is to be done later, the soonest first: a binary heap. */
#ifndef NET_TIMERS_H
#define NET_TIMERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct timer {
    int64_t due; /* time_tick_ms */
    void *what;
};

struct timers {
    struct timer *heap;
    size_t count, room;
};

void timers_free(struct timers *t);

/* False: out of memory. */
bool timers_add(struct timers *t, int64_t due, void *what);

/* INT64_MAX: nothing is to be done. */
int64_t timers_due(const struct timers *t);

/* Takes the soonest that is due by `now`; NULL: nothing is. */
void *timers_take(struct timers *t, int64_t now);

#endif
