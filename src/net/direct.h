/* Requests under way over HTTP/1.1 on connections of our own: for hosts that are asked without a
 * proxy, which are most. */
#ifndef NET_DIRECT_H
#define NET_DIRECT_H

#include "net/fetch.h"
#include "net/queue.h"

struct direct {
    int epoll;
    uint32_t mark; /* by which news of its sockets are known */
    struct keep keep;
    struct timers timers;
    struct handshakes handshakes;
    TAILQ_HEAD(, http1) done;
    bool failed; /* memory ran out */
};

struct direct_options {
    int epoll;      /* watches its sockets: borrowed, as ... */
    int wake;       /* ... an eventfd, which is written to when direct_shake_hands has work */
    uint32_t mark;  /* by which news of its sockets are known */
    unsigned kept;  /* connections, at most */
    size_t threads; /* that shake hands, the caller's among them */
};

/* It must stay where it is. */
void direct_open(struct direct *d, const struct direct_options *options);
void direct_close(struct direct *d);

/* Begins a request that has been prepared. */
void direct_begin(struct direct *d, struct fetch *f, const struct fetch_request *request);

/* Whether a request for the URL would shake hands first. */
bool direct_opens(const struct direct *d, struct slice url);

/* What there is of processors: where more handshakes wait for one than can be served at once, no
 * connection is opened over TLS; before it comes to that, none to hosts that are being asked, for
 * theirs may soon be free. direct_shake_hands has work then. */
enum need direct_had(const struct direct *d);

/* Whether a request for the URL would open one more connection where as many are opened as is of
 * use. */
bool direct_is_opening(const struct direct *d, struct slice url);

/* A socket has news. */
void direct_read(struct direct *d, int fd);

/* Works on handshakes, and goes on with those that have ended. False: there is nothing to do. */
bool direct_shake_hands(struct direct *d);

/* Ends what has taken too long; gives when to come again (time_tick_ms). */
void direct_read_timers(struct direct *d, int64_t now);
int64_t direct_due(const struct direct *d);

/* A request that is done; NULL: none is. */
struct fetch *direct_take(struct direct *d);

/* Ends one that is not done, or was not taken. */
void direct_end(struct direct *d, struct fetch *f);

#endif
