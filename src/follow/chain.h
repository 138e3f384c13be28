/* A chain is one link's way. It stands at a URL whose answer is known, or waits for that answer. */
#ifndef FOLLOW_CHAIN_H
#define FOLLOW_CHAIN_H

#include "base/seen.h"
#include "follow/answer.h"
#include "follow/follow.h"
#include "net/jar.h"

struct step {
    struct url url;        /* with its fragment; of another scheme than the web's only its href */
    struct text *text;     /* of the URL; held */
    struct answer *answer; /* held; NULL: it is not asked */
    uint64_t cookies;      /* what the jar held; 0: no jar */
    enum via via;
};

struct chain {
    struct cached cached; /* under way it holds itself */
    struct outcome outcome;
    struct arena said;  /* of the outcome, once it is done */
    struct text **urls; /* of its hops; held */
    size_t url_count;
    size_t size; /* of both, in bytes, about */
    STAILQ_ENTRY(chain) entry;
    struct step *steps;
    size_t step_count, step_room;
    struct jar *jar;
    size_t most;           /* of a page that is wanted whole, as in its ask; 0: a link's */
    struct exchange *page; /* what was got of it; NULL: nothing, or it was put away */
    LIST_ENTRY(chain) pages;
    struct siblings *siblings; /* it is one of; held */
    uint64_t held_until;       /* so many of them have ended; 0: it never waited for them */
    struct probe *probe;       /* that it waits for, or has waited for; held */
    struct probe *probes;      /* it is this one's own, and nobody's link */
    int64_t timeout_ms;        /* the time limit, and ... */
    int64_t spent;             /* ... what is spent of it */
    int64_t joined; /* what had been spent on the answer when the chain began to wait for it */
};

struct follow {
    struct follow_options options;
    struct net *net;
    struct cache cache;
    struct cache_table chains, answers;
    LIST_HEAD(, chain) pages; /* that are wanted whole: they stand in no table */
    struct seen expected;     /* URLs of which they will be */
    LIST_HEAD(, answer) kept; /* with what was got for those, ... */
    size_t kept_bytes;        /* ... so many in all */
    struct cache_table probes, probed_sites;
    struct cache_table siblings, shared_ends;
    struct arena scratch;     /* for one exchange */
    struct chain_list moving; /* those whose answer has come */
    struct chain_list ended;  /* until follow_next gives them */
    bool failed;              /* memory ran out */
};

/* --- chain_life.c --- */

void chains_open(struct cache_table *chains, struct cache *cache);

/* A chain from a URL, held for the caller, that stands in no table; NULL: out of memory. */
struct chain *chain_new(struct follow *f, struct slice url);

/* Lets go of what its way took, or of its steps alone; the outcome stays. */
void chain_clear(struct chain *c);
void chain_clear_steps(struct chain *c);

/* --- chain.c --- */

/* Takes a chain as far as what is known reaches. */
void chain_walk(struct follow *f, struct chain *c);

/* The answer for which chains wait may be another to another face: they wait for that, too. False:
 * nobody has time left. */
bool chain_show(struct follow *f, struct answer *a, const struct exchange *x, enum face face);

/* The answer for which chains wait has come: they move on, or ask again if they have more time. */
void chain_wake(struct follow *f, struct answer *a, const struct exchange *x);

#endif
