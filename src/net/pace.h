/* How fast a host may be asked: at the rate that the user wants, and no faster than it stands. A
 * host that refuses (429, 503) is left alone for as long as it says, or for a pause that doubles,
 * and is asked with half as many requests at once, until it answers well again. A refusal is one
 * page's own where a request that was made after it is answered well: then the host goes on.
 *
 * Instants are those of time_tick_ms; requests are numbered as they are made. */
#ifndef NET_PACE_H
#define NET_PACE_H

#include <stdbool.h>
#include <stdint.h>

enum {
    PACE_FIRST_MS = 1000, /* a pause that the host did not name; doubles PACE_PATIENCE - 1 times */
    PACE_LONG_MS = 60000, /* of one that never answered well, whatever it names, after ... */
    PACE_PATIENCE = 4,    /* ... so many refusals in a row. Doubles, too */
    PACE_LONGEST_MS = 24 * 3600000, /* a pause, whoever names it */
};

struct pace {
    int64_t interval_us; /* from one request to the next, as the user wants it; 0: none */
    int64_t next_us;     /* the next one may not be made before, nor ... */
    int64_t before_us;   /* ... might the last one */
    unsigned most;       /* requests at once; 0: as many as to any host */
    unsigned good;       /* answers since `most` was what it is */
    unsigned refusals;   /* in a row */
    int status;          /* of the last one */
    int64_t refused_at;
    int64_t until;                        /* as it refused, nothing is to be asked before then */
    bool is_firm;                         /* it said so itself, or never answered well */
    bool answered;                        /* it did */
    uint64_t last_refused, last_answered; /* numbers of requests */
};

/* When a request may be made, in milliseconds. */
int64_t pace_due(const struct pace *p);

/* One is made now, or was to be made and is not. */
void pace_take(struct pace *p, int64_t now);
void pace_give_back(struct pace *p);

/* How many may be made at once, if it is so many to any host. */
unsigned pace_most(const struct pace *p, unsigned per_host);

struct refusal {
    int status;      /* 429 or 503 */
    int64_t wait_ms; /* that it asks for; -1: it does not say */
    int64_t began;   /* when the request was made that was refused, and ... */
    uint64_t number; /* ... its number */
};

/* A request was refused. Of several that were under way at a time, one counts. */
void pace_refuse(struct pace *p, unsigned per_host, struct refusal refusal, int64_t now);

/* A request was answered well. */
void pace_answer(struct pace *p, unsigned per_host, uint64_t number);

#endif
