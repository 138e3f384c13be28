/* Who may go next: turns waiting at their hosts, hosts in one line. Every step takes constant time,
 * or, where a host has a rate, as long as a timer takes to be set.
 *
 * The owner embeds a `struct turn` in what waits and a `struct host` in what it knows of a host. */
#ifndef NET_QUEUE_H
#define NET_QUEUE_H

#include "net/pace.h"
#include "net/timers.h"

#include <stdbool.h>
#include <sys/queue.h>

struct turn {
    STAILQ_ENTRY(turn) entry;
    struct host *host;
};

STAILQ_HEAD(turn_list, turn);
TAILQ_HEAD(host_list, host);

/* What a turn needs beside its place in the line; the later ones are to be had more seldom. */
enum need {
    NEED_NOTHING,
    NEED_FIRST, /* what its host has none of, and cannot be asked without, ... */
    NEED_MORE,  /* ... or one more of it, within its share, ... */
    NEED_SPARE, /* ... or beyond that */
    NEED_COUNT
};

/* What hosts that count as one may do at once: those of one name, whatever the port. */
struct limit {
    unsigned running;
    unsigned waiting; /* turns */
    unsigned slow;    /* of those that wait or run, so many have it that one runs at a time */
    unsigned most;    /* turns at once, as the user wants it; 0: as many as to any host */
    int64_t held;     /* no turn is given before then (time_tick_ms) */
    struct pace pace;
    struct timer timer;       /* rings when a turn may be taken, where the pace is in the way */
    struct host_list blocked; /* hosts that wait for that, or for a running turn to end */
};

struct host {
    TAILQ_ENTRY(host) entry;
    struct host_list *list; /* a line, or the blocked; NULL: it is in none */
    struct turn_list waiting;
    struct limit *limit;
    unsigned running, waits; /* of the limit's turns, those that are its own */
};

struct queue {
    struct host_list lines[NEED_COUNT]; /* hosts of which a turn may be taken, by what it needs */
    unsigned running, most, per_host;
    size_t waiting; /* turns */
    unsigned crowd; /* so many turns are worth having in wait at a host; of all the others ... */
    size_t crowded; /* ... there are so many */
    int64_t patience_ms;  /* no turn waits for a host that is to be left alone for longer */
    int64_t full_at;      /* when all turns ran for the last time (time_tick_ms), ... */
    bool was_full;        /* ... but for the one that has ended since it was noted */
    struct timers timers; /* of limits */
    bool failed;          /* memory ran out */
};

void queue_init(struct queue *q, unsigned most, unsigned per_host, int64_t patience_ms);
void queue_free(struct queue *q);
void limit_init(struct limit *l);

/* How many turns may run at once, if it is so many to any host, and the host does not refuse. */
unsigned limit_most(const struct limit *l, unsigned per_host);

/* The limit must outlive the host. */
void host_init(struct host *h, struct limit *limit);

/* Puts a turn behind, or back in front of, those that wait at the host. */
void queue_add(struct queue *q, struct host *h, struct turn *t);
void queue_put_back(struct queue *q, struct host *h, struct turn *t);

/* Puts a turn that was taken, and ended unused, back in front: it needs what is not to be had now.
 * Its host waits in a line of its own for that, or until another turn of it ends, which may leave
 * what is needed. */
void queue_put_off(struct queue *q, struct host *h, struct turn *t, enum need need);

/* No turn of the limit is given before that instant (time_tick_ms), unless one that was of use ends
 * sooner. */
void queue_hold(struct limit *l, int64_t until);

/* The next turn, which runs from now (time_tick_ms) on; NULL: none may. Hosts take turns, but not
 * those that were put off for what is beyond what is to be `had`. Where a host is to be left alone
 * for longer than anybody waits, its turns are given too, to be ended unused. */
struct turn *queue_take(struct queue *q, enum need had, int64_t now);

/* How many turns are the host's if each has of them what it has of all that run or wait: then all
 * have done what there is to do at the same time. */
unsigned queue_share(const struct queue *q, const struct host *h);

/* What there is of turns where so many others run: hosts are given more than their share of those
 * that nobody wanted for a while. */
enum need queue_had(const struct queue *q, unsigned others, int64_t now);

/* Whether more turns wait for the limit than are worth having in wait. */
bool queue_is_crowded(const struct queue *q, const struct limit *l);

/* Whether queue_take may give one, and when it is to be called if it may not (INT64_MAX: whenever a
 * turn has ended). */
bool queue_has_turn(const struct queue *q, enum need had);
int64_t queue_due(const struct queue *q);

/* When one of them is to be had by a host that waits for it (INT64_MAX: none waits, or all turns
 * run). */
int64_t queue_spare_due(const struct queue *q);

/* What its pace had it wait for is over sooner than was thought. */
void queue_hurry(struct queue *q, struct limit *l);

/* A turn taken from the host has ended, or was of no use: the host was not asked. */
void queue_end(struct queue *q, struct host *h);
void queue_end_unused(struct queue *q, struct host *h);

#endif
