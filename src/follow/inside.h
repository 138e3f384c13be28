/* The follower's inside: what its parts share.
 *
 * A chain is one link's way. It stands at a URL whose answer is known, or waits for that answer;
 * an answer is what one URL said, for all chains that come by. Chains whose answer has come are in
 * `moving`; those that ended are in `ended` until follow_next gives them. */
#ifndef FOLLOW_INSIDE_H
#define FOLLOW_INSIDE_H

#include "follow/fetch.h"
#include "follow/follow.h"
#include "follow/site.h"
#include "follow/timers.h"
#include "follow/wire.h"

#include "base/time.h"

#include <stdatomic.h>

enum answer_state { ANSWER_NEW, ANSWER_ASKED, ANSWER_DONE };

STAILQ_HEAD(chain_list, chain);
STAILQ_HEAD(fetch_list, fetch);

/* What one URL says. Compact: there is one for every distinct URL of a run. */
struct answer {
    struct turn turn; /* in the queue of its site */
    struct slice url; /* without fragment and userinfo; NUL-terminated */
    struct site *site;
    struct chain_list waiting;
    CURLSH *jar;       /* of the only chain that asks with cookies; NULL: shared by all */
    struct slice next; /* where it leads */
    struct slice title, canonical; /* of a page that leads nowhere */
    int32_t ms, waited;            /* that its requests took, and that passed between tries */
    int32_t budget;                /* that the requests may take */
    uint16_t status;
    uint8_t state;  /* enum answer_state */
    uint8_t reason; /* enum reason; REASON_NONE where it leads on */
    uint8_t via;    /* enum via, of `next` */
    uint8_t tls;    /* enum tls_fault */
    uint8_t attempts;
    uint8_t address;   /* tried in this attempt, from the one that worked last */
    bool sets_cookies; /* asked again with them it may say something else */
};

struct step {
    struct slice url; /* with its fragment */
    struct answer *answer;
    uint64_t cookies; /* what the jar held; 0: no jar */
    enum via via;
};

struct chain {
    struct outcome outcome;
    STAILQ_ENTRY(chain) entry;
    struct step *steps;
    size_t step_count, step_room;
    CURLSH *jar;
    int64_t spent; /* of the time limit */
};

struct follow {
    struct follow_options options;
    struct arena arena;
    struct buffer url, other, target; /* scratch: parsed URLs, and the text of the next one */
    struct map chain_map, answer_map;
    struct chain **chains;
    struct answer **answers;
    size_t chain_count, chain_room, answer_count, answer_room;
    struct chain_list moving, ended;
    size_t open; /* chains that have not ended */

    struct fetch_manner manner;
    struct tls tls;
    bool tls_loaded;
    struct sites sites;
    struct queue queue;
    struct lookup *lookup;
    struct timers timers;
    struct wire wire;
    struct fetch_list idle, busy;
    uint64_t requests;
    atomic_bool interrupted;
    bool failed; /* out of memory: it cannot go on */
};

/* --- chain.c --- */

/* Takes a chain as far as what is known reaches. */
void chain_walk(struct follow *f, struct chain *c);
void chain_free(struct chain *c);

/* --- answer.c --- */

/* The answer of a URL; NULL: out of memory. With a jar it is the caller's own. */
struct answer *answer_of(struct follow *f, struct slice url, CURLSH *jar);

/* Has the chain wait for the answer, asking for it if nobody did. */
void answer_await(struct follow *f, struct answer *a, struct chain *c);

/* The answer is as good as it gets: those that wait for it move on. */
void answer_end(struct follow *f, struct answer *a);

/* Reads what a settled fetch brought. */
void answer_read(struct follow *f, struct answer *a, struct fetch *fetch);

/* --- page.c --- */

/* Where a page leads, or else what it says of itself. */
void page_read(struct follow *f, struct answer *a, const struct url *base, const struct reply *r,
               struct slice body);

/* --- drive.c --- */

/* Puts the answer's request in the queue, its site being looked up if need be. */
void drive_ask(struct follow *f, struct answer *a);

/* Starts what may start, waits for news, and reads it. */
void drive_on(struct follow *f);

void drive_close(struct follow *f);

#endif
