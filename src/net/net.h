/* One request in, one exchange out: the only room that sees libcurl, OpenSSL and c-ares.
 *
 * Requests wait in a queue of our own, with limits for each host that is really contacted; faults
 * that may pass are tried again. Nothing calls back: what has finished is pulled. */
#ifndef NET_NET_H
#define NET_NET_H

#include "base/buffer.h"
#include "net/exchange.h"
#include "net/recall.h"
#include "syntax/url.h"

struct net_options {
    int64_t timeout_ms;   /* what most asks may take: by it is judged what silence is */
    int64_t run_ms;       /* for the whole run, from its opening; 0: no limit */
    unsigned retries;     /* more tries after a fault that may pass */
    unsigned concurrency; /* requests in flight */
    unsigned per_host;    /* of those, to one host */
    size_t threads;       /* that shake hands, the caller's among them; at least 1 */
    const char *user_agent;
    const char *plain_agent; /* of FACE_PLAIN; NULL: as user_agent */
    const char *cacert;      /* a PEM file instead of the system's store; NULL: the system's */
    const char *proxy;       /* NULL: none, whatever the environment says */
    bool robots;             /* robots.txt is heeded */
    bool proxy_dns;          /* names are looked up by the proxy alone */
    const char *const
        *connect_to; /* "H1:P1:H2:P2" as curl's; NULL-terminated or NULL, as the next four */
    const char *const *resolve;   /* "HOST:PORT:ADDR[,ADDR]", HOST may be "*" */
    const char *const *allow_net; /* "127.0.0.0/8", "fd00::/8": opens a refused range */
    const char *const *headers;   /* "HOST: Name: value" */
    const char *const *rates;     /* "HOST=N/s", N/m or N/h; HOST may be "*" */
    const char *const *per_hosts; /* "HOST=N": requests at once to one host, instead of per_host */
    const struct recall *recall;  /* NULL: none. It is borrowed */
};

struct net;
struct request;

/* On failure gives NULL and adds to `why` what is wrong with the options and how to mend it. */
struct net *net_open(const struct net_options *options, struct buffer *why);

/* Exchanges that were not let go go with it. NULL is fine. */
void net_close(struct net *n);

/* Whether a URL may not be asked for at all: a literal address that is refused, whatever
 * --connect-to makes of it, or port 0. */
bool net_denies(const struct net *n, const struct url *u);

/* Whether the URL is answered without the network. */
bool net_recalls(const struct net *n, const struct url *u);

/* Has a URL asked for. What is under way for it is given, until its exchange is taken; NULL: out of
 * memory. */
struct request *net_ask(struct net *n, const struct ask *ask);

/* Of a request under way: what it took of its budget so far. */
int64_t net_spent(const struct request *r);

/* Gives a request more time, if it has not been tried yet. */
void net_allow(struct request *r, int64_t budget_ms);

/* Whether as many requests wait for a turn at a URL's host, by its name, as are worth having in
 * wait: it would not be asked sooner if there were more. */
bool net_is_crowded(const struct net *n, struct slice host);

/* How many requests there are that only wait for hosts that are crowded or want to be left alone.
 */
size_t net_held(const struct net *n);

/* Works until an exchange is finished, for `wait_ms` at most (negative: as long as it takes), and
 * lends it. NULL: none is, nothing is under way, it was interrupted, or it cannot go on. */
struct exchange *net_next(struct net *n, int wait_ms);

/* For others to wait on besides: net_next has something to do when this file descriptor, which is
 * the net's, is readable, or when net_due (time_tick_ms) is over. */
int net_fd(const struct net *n);
int64_t net_due(const struct net *n);

/* Lets go of an exchange that was lent. */
void net_release(struct net *n, struct exchange *x);

/* Whether it cannot go on: memory ran out or, where net_why gives words, for that reason. */
bool net_failed(const struct net *n);
const char *net_why(struct net *n);

/* Makes net_next return NULL from now on. Safe in a signal handler and from another thread. */
void net_interrupt(struct net *n);
bool net_interrupted(const struct net *n);

/* How many requests were sent so far, tries counted one by one. */
uint64_t net_requests(const struct net *n);

/* How many are on the wire. */
unsigned net_in_flight(const struct net *n);

#endif
