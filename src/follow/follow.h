/* Links in, hops and final targets out. The only folder that sees libcurl and OpenSSL.
 *
 * Every distinct URL of a run, a hop's as much as a link's, is requested once: chains meet in the
 * answers. Requests wait in a queue of our own, with limits for each host that is really contacted.
 */
#ifndef FOLLOW_FOLLOW_H
#define FOLLOW_FOLLOW_H

#include "base/buffer.h"
#include "record.h"

struct follow_options {
    int64_t
        timeout_ms; /* for the requests of one chain together; waiting for a turn is not counted */
    int64_t run_ms; /* for the whole run, from its opening; 0: no limit */
    unsigned max_hops;    /* hops after the first URL */
    unsigned retries;     /* more tries after a fault that may pass */
    unsigned concurrency; /* requests in flight */
    unsigned per_host;    /* of those, to one host */
    const char *user_agent;
    const char *cacert; /* a PEM file instead of the system's store; NULL: the system's */
    const char *proxy;  /* NULL: none, whatever the environment says */
    bool proxy_dns;     /* names are looked up by the proxy alone */
    const char *const
        *connect_to; /* "H1:P1:H2:P2" as curl's; NULL-terminated or NULL, as the next three */
    const char *const *resolve;   /* "HOST:PORT:ADDR[,ADDR]", HOST may be "*" */
    const char *const *allow_net; /* "127.0.0.0/8", "fd00::/8": opens a refused range */
    const char *const *headers;   /* "HOST: Name: value" */
    bool offline;                 /* every outcome is skipped, offline */
};

struct follow;

/* On failure gives NULL and adds to `why` what is wrong with the options and how to mend it. */
struct follow *follow_open(const struct follow_options *options, struct buffer *why);
void follow_close(struct follow *f);

/* The outcome of a normalised http(s) URL: the same one for the same URL, done or still under way.
 * The URL is copied. NULL: out of memory. */
struct outcome *follow_url(struct follow *f, struct slice url);

/* Works until some outcome becomes done, and gives it. NULL: nothing is left to do, or it was
 * interrupted. */
struct outcome *follow_next(struct follow *f);

/* Why it cannot go on, where that is not for want of memory; else NULL. */
const char *follow_why(struct follow *f);

/* Makes follow_next return NULL from now on. Safe in a signal handler and from another thread. */
void follow_interrupt(struct follow *f);
bool follow_interrupted(const struct follow *f);

/* How many requests were sent so far, retries included. */
uint64_t follow_requests(const struct follow *f);

#endif
