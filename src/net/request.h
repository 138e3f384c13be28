/* A request on its way, and what all requests share. */
#ifndef NET_REQUEST_H
#define NET_REQUEST_H

#include "net/fetch.h"
#include "net/lookup.h"
#include "net/net.h"
#include "net/site.h"
#include "net/timers.h"
#include "net/wire.h"

#include <stdatomic.h>
#include <stddef.h>

enum request_state {
    REQUEST_BEGINS,
    REQUEST_LOOKS_UP, /* until it is known where its site is */
    REQUEST_QUEUED,   /* until its turn comes */
    REQUEST_STARTS,   /* the turn has come */
    REQUEST_RUNS,     /* until its transfer ends */
    REQUEST_ENDS,     /* the transfer has ended */
    REQUEST_PAUSES,   /* until its timer rings; then it is looked up and queued again */
    REQUEST_DONE
};

struct request {
    struct exchange exchange; /* what is lent when it is done */
    LIST_ENTRY(request) all;
    TAILQ_ENTRY(request) entry; /* among those that wait for its site, or are done */
    struct turn turn;           /* in the queue of its site */
    struct timer timer;         /* of a lookup that takes too long, or of a pause */
    enum request_state state;
    struct site *site;
    struct jar *jar;
    size_t most;         /* as it was asked */
    struct fetch *fetch; /* its transfer, and the bytes that came; NULL: none */
    struct buffer kept;  /* or what was recalled */
    CURLcode code;       /* with which the transfer ended */
    int64_t since;       /* a lookup or transfer under way (time_tick_ms); 0: none is */
    uint8_t address;     /* tried in this attempt, from the one that worked last */
    bool waits;          /* it is among those that wait for its site */
    bool counted;        /* this try is, in attempts */
    bool fresh;          /* to be asked over a connection of its own */
    bool was_silent;     /* it is counted with those that met silence */
};

LIST_HEAD(all_requests, request);

struct net {
    struct net_options options;
    struct arena arena;
    struct fetch_manner manner;
    struct proxy proxy;
    struct tls tls;
    bool tls_loaded;
    struct sites sites;
    struct queue queue;
    struct lookup *lookup;
    struct timers timers;
    struct pool pool;
    struct wire wire;
    STAILQ_HEAD(, fetch) idle;
    struct all_requests all;
    struct request_list done;
    size_t under_way; /* requests that are not done */
    uint64_t requests;
    int64_t ends_at;       /* when the run is to end (time_tick_ms); INT64_MAX: whenever it does */
    bool over;             /* it has */
    int64_t starved_since; /* no file descriptor was to be had since then; 0: one was */
    atomic_bool interrupted;
    bool failed;       /* it cannot go on: ... */
    struct buffer why; /* ... for this reason, or out of memory where none is given */
};

static inline struct request *request_of_turn(struct turn *t)
{
    return (struct request *)((char *)t - offsetof(struct request, turn));
}

static inline struct request *request_of_timer(struct timer *t)
{
    return (struct request *)((char *)t - offsetof(struct request, timer));
}

/* --- request.c --- */

/* Takes it from state to state until it has to wait for something. */
void request_go_on(struct net *n, struct request *r);

/* What it may still take. */
int64_t request_time_left(const struct request *r);

/* No file descriptor was to be had. True: one will be, wait; false: it has taken too long, and
 * nothing goes on. */
bool request_starves(struct net *n);

/* Whatever it waits for, it is done: the run is over. */
void request_stop(struct net *n, struct request *r);

/* --- recall.c --- */

/* Whether an answer is recalled; it is kept with the request, as what comes of the network is. */
bool request_recall(struct net *n, struct request *r);

/* Tells of what the network answered. */
void request_tell(struct net *n, const struct request *r);

/* --- launch.c --- */

enum launch {
    LAUNCH_RUNS,      /* its transfer is under way */
    LAUNCH_SILENT,    /* nothing is to be expected of its site */
    LAUNCH_DENIED,    /* none of the addresses may be contacted, or no other is left */
    LAUNCH_NO_PROXY,  /* nobody knows where the proxy is */
    LAUNCH_NO_FILES,  /* no file descriptor is left */
    LAUNCH_IMPOSSIBLE /* for want of memory or certificates: nothing can be launched any more */
};

/* Puts the request, whose turn it is, on the wire. */
enum launch launch(struct net *n, struct request *r);

/* Takes its transfer off the wire, if one is under way, and puts what it used away. */
void launch_put_away(struct net *n, struct request *r);

#endif
