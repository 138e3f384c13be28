/* How often somebody may be asked: so many times in any minute. */
#ifndef DESCRIBE_QUOTA_H
#define DESCRIBE_QUOTA_H

#include <stddef.h>
#include <stdint.h>

enum { QUOTA_MOST = 600, QUOTA_MS = 60000 };

/* Zeroed but for `most`, nothing was asked yet. */
struct quota {
    size_t most;            /* in a minute; up to QUOTA_MOST */
    size_t count;           /* of all that were asked */
    int64_t at[QUOTA_MOST]; /* the last ones, in a ring */
};

/* The instant at which one more may ask, not before `now`; it is taken. Both of time_tick_ms. */
int64_t quota_take(struct quota *q, int64_t now);

#endif
