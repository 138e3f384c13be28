/* Requests under way over HTTP/1.1 on connections of our own: for hosts that are asked without a
 * proxy, which are most. */
#ifndef NET_DIRECT_H
#define NET_DIRECT_H

#include "net/fetch.h"

struct direct {
    int epoll;
    uint32_t mark; /* by which news of its sockets are known */
    struct keep keep;
    struct timers timers;
    TAILQ_HEAD(, http1) done;
    bool failed; /* memory ran out */
};

/* Its sockets are watched by `epoll`, which is borrowed; at most so many connections are kept. It
 * must stay where it is. */
void direct_open(struct direct *d, int epoll, uint32_t mark, unsigned kept);
void direct_close(struct direct *d);

/* Begins a request that has been prepared. */
void direct_begin(struct direct *d, struct fetch *f, const struct fetch_request *request);

/* A socket has news. */
void direct_read(struct direct *d, int fd);

/* Ends what has taken too long; gives when to come again (time_tick_ms). */
void direct_read_timers(struct direct *d, int64_t now);
int64_t direct_due(const struct direct *d);

/* A request that is done; NULL: none is. */
struct fetch *direct_take(struct direct *d);

/* Ends one that is not done, or was not taken. */
void direct_end(struct direct *d, struct fetch *f);

#endif
