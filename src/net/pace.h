/* How fast a host may be asked: when it may be asked next. Instants are those of time_tick_ms. */
#ifndef NET_PACE_H
#define NET_PACE_H

#include <stdbool.h>
#include <stdint.h>

struct pace {
    int64_t interval_us; /* from one request to the next, as the user wants it; 0: none */
    int64_t next_us;     /* the next one may not be made before, nor ... */
    int64_t before_us;   /* ... might the last one */
};

/* When a request may be made, in milliseconds. */
int64_t pace_due(const struct pace *p);

/* One is made now, or was to be made and is not. */
void pace_take(struct pace *p, int64_t now);
void pace_give_back(struct pace *p);

#endif
