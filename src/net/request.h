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
    REQUEST_CHECKS,   /* until it is known what robots.txt says of it */
    REQUEST_ALLOWED,  /* by that */
    REQUEST_LOOKS_UP, /* until it is known where its site is */
    REQUEST_QUEUED,   /* until its turn comes */
    REQUEST_STARTS,   /* the turn has come */
    REQUEST_RUNS,     /* until its transfer ends */
    REQUEST_ENDS,     /* the transfer has ended */
    REQUEST_PAUSES,   /* until its timer rings; then it is looked up and queued again */
    REQUEST_ASIDE,    /* until nothing else is under way; then likewise, a last time */
    REQUEST_DONE
};

struct request {
    struct exchange exchange; /* what is lent when it is done */
    LIST_ENTRY(request) all;
    TAILQ_ENTRY(request) entry; /* among those that wait for its site, are put aside, or done */
    struct turn turn;           /* in the queue of its site */
    enum need need;             /* beside its turn, when it had one last */
    struct timer timer;         /* of a lookup that takes too long, or of a pause */
    enum request_state state;
    struct site *site;
    struct jar *jar;
    int64_t not_before, refusal_ms, datetime; /* as asked */

    size_t most;         /* as it was asked ... */
    bool any;            /* ... likewise */
    struct fetch *fetch; /* its transfer, and the bytes that came; NULL: none */
    struct buffer kept;  /* or what was recalled, or kept of an answer when it was put aside */
    CURLcode code;       /* with which the transfer ended */
    int64_t since;       /* a lookup or transfer under way (time_tick_ms); 0: none is */
    uint64_t number;     /* of this try, among all of the run */
    uint8_t address;     /* tried in this attempt, from the one that worked last */
    struct request_list *waits; /* it is among these; NULL: it waits for no lookup */
    bool obeys;                 /* robots.txt is to be heeded, and it is not known what it says */
    bool counted;               /* this try is, in attempts */
    bool ahead;                 /* as asked */
    bool fresh;                 /* to be asked over a connection of its own */
    bool was_silent;            /* it is counted with those that met silence */
    bool last;                  /* it was put aside before, and is counted in its host's `slow` */
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
    struct request_list aside, robots_done, done;
    struct request_list waiting; /* until it is known where the proxy is */
    size_t under_way;            /* requests that are not done, ... */
    size_t put_aside;            /* ... and of these the ones that are put aside */
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

static inline struct pace *request_pace(const struct request *r)
{
    return &r->site->named->limit.pace;
}

/* --- next.c --- */

/* Each request under way needs one connection at a time. Those that are idle beyond that are closed
 * while others still wait for their answers, but for a few: more may be asked for soon. Of many
 * hosts each keeps its last connection until few requests are under way: any of them may lead
 * there, and to open another costs much more than to close one. */
void net_close_idle(struct net *n);

/* --- request.c --- */

/* Takes it from state to state until it has to wait for something. */
void request_go_on(struct net *n, struct request *r);

/* What it may still take. */
int64_t request_time_left(const struct request *r);

/* Whatever it waits for, it is done: the run is over. */
void request_stop(struct net *n, struct request *r);

/* --- locate.c --- */

/* Has it asked for where a site is, unless that is known. */
void locate_site(struct net *n, struct site *site);

/* The request waits among these, and does not any more. */
void locate_wait(struct net *n, struct request *r, struct request_list *waiting);
void locate_leave(struct net *n, struct request *r);

/* Reads what was found, and tells those that wait for it. */
void locate_read(struct net *n);

/* --- aside.c --- */

/* For how long its host wants to be left alone, in milliseconds; -1: it does not say. */
int64_t request_retry_after(const struct request *r);

/* Whether the host answered that it would rather be asked later. */
bool request_is_refused(const struct request *r);

/* Whether the next try is one to be made when all the rest is done: the last one of what was
 * refused without a word of when to come back (`named`), or any that is to come later, after `wait`
 * milliseconds, than there is time for. */
bool request_is_for_later(const struct net *n, const struct request *r, bool named, int64_t wait);

/* Whether its host is to be left alone for longer than it can wait; it is put aside then. */
bool request_is_held(const struct net *n, const struct request *r);
enum request_state request_hold(struct net *n, struct request *r);

/* It is asked once more when all the rest is done, unless it was before, or there is too little
 * time for that: then what it was answered counts. */
enum request_state request_put_aside(struct net *n, struct request *r);

/* The rest is done. */
void request_ask_again(struct net *n, struct request *r);

/* It is not waiting for that any more. */
void request_leave_aside(struct net *n, struct request *r);

/* --- robots.c --- */

/* What becomes of a request once it is known what the robots.txt of its origin says, which is asked
 * for if nobody did. */
enum request_state robots_check(struct net *n, struct request *r);

/* Reads those that have come. */
void robots_take(struct net *n);

/* Frees what a request for one holds, if it is one. */
void robots_let_go(const struct net *n, struct request *r);

/* --- learn.c --- */

/* Its host answered a request that was made at `began` (time_tick_ms). */
void learn_of_answer(struct net *n, const struct request *r, int64_t began);

/* It did not, in so many milliseconds: perhaps nothing is to be expected of it, if not a byte came
 * in a time in which others answer. */
void learn_of_fault(const struct net *n, struct request *r, int32_t ms);

/* Whether its transfer met a fault of TLS that its site did not have before: it is believed when it
 * is met again, for OpenSSL a moment's want of memory is one, too. */
bool learn_tls(struct request *r);

/* The address that was connected to is the first to be tried from now on. */
void learn_address(struct request *r);

/* --- recall.c --- */

/* Whether an answer is recalled; it is kept with the request, as what comes of the network is. */
bool request_recall(struct net *n, struct request *r);

/* Keeps the head and body of an exchange with the request: its slices are those of the copy then,
 * and what they say. Where memory ran out, `kept` has failed. */
void request_keep(struct request *r, struct exchange *got);

/* Whether nothing but what is recalled may answer. */
bool request_is_offline(const struct net *n);

/* Notes what its jar holds, where that is recorded or recalled. */
void request_note_cookies(struct net *n, const struct request *r, uint64_t *into);

/* Tells of a try, and of all of them, when it is done. */
void request_tell_try(struct net *n, struct request *r);
void request_tell(struct net *n, struct request *r);

/* Has what was told kept, before what came of it is lent. */
void request_keep_told(const struct net *n);

/* Tells of a name that was looked up. */
void request_tell_name(const struct net *n, const struct lookup_result *result);

/* --- launch.c --- */

enum launch {
    LAUNCH_RUNS,      /* its transfer is under way */
    LAUNCH_HELD,      /* for now: its site is to be left alone */
    LAUNCH_LATER,     /* it needs a connection, and no processor is free */
    LAUNCH_SILENT,    /* nothing is to be expected of its site */
    LAUNCH_DENIED,    /* none of the addresses may be contacted, or no other is left */
    LAUNCH_NO_FILES,  /* no file descriptor is left */
    LAUNCH_IMPOSSIBLE /* for want of memory or certificates: nothing can be launched any more */
};

/* Puts the request, whose turn it is, on the wire. */
enum launch launch(struct net *n, struct request *r);

/* What is to be had by whoever has the next turn. */
enum need launch_had(const struct net *n);

/* When more is, without anything that ends (INT64_MAX: never, or nobody waits for it). */
int64_t launch_due(const struct net *n);

/* It waits for what it needs. */
enum request_state launch_put_off(struct net *n, struct request *r);

/* No file descriptor was to be had. True: one will be, wait; false: it has taken too long, and
 * nothing goes on. */
bool request_starves(struct net *n);

/* Takes its transfer off the wire, if one is under way, and puts what it used away. */
void launch_put_away(struct net *n, struct request *r);

#endif
