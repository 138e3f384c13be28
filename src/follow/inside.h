/* The follower's inside: what its parts share.
 *
 * A chain is one link's way. It stands at a URL whose answer is known, or waits for that answer;
 * an answer is what one URL said, for all chains that come by. Chains whose answer has come are in
 * `moving`; those that ended are in `ended` until follow_next gives them. */
#ifndef FOLLOW_INSIDE_H
#define FOLLOW_INSIDE_H

#include "follow/follow.h"
#include "net/fetch.h"
#include "net/site.h"
#include "net/timers.h"
#include "net/wire.h"

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
    int64_t since;                 /* of a request or lookup under way (time_tick_ms); 0: none */
    int32_t ms, waited;            /* that its requests took, and that lookups and waits did */
    int32_t budget;                /* that all this may take */
    uint16_t status;
    uint8_t state;  /* enum answer_state */
    uint8_t reason; /* enum reason; REASON_NONE where it leads on */
    uint8_t via;    /* enum via, of `next` */
    uint8_t tls;    /* enum tls_fault */
    uint8_t attempts;
    uint8_t address;   /* tried in this attempt, from the one that worked last */
    bool sets_cookies; /* asked again with them it may say something else */
    bool counted;      /* this try is, in attempts */
    bool fresh;        /* to be asked over a connection of its own */
    bool was_silent;   /* it is counted with those that met silence */
};

static inline struct answer *answer_at(struct turn *t)
{
    return (struct answer *)t; /* its first member */
}

static inline struct slice url_without_fragment(struct slice url)
{
    return slice_part(url, 0, slice_find(url, '#'));
}

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
    bool ended;
    int64_t spent;  /* of the time limit */
    int64_t joined; /* what had been spent on the answer when the chain began to wait for it */
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
    struct proxy proxy;
    struct tls tls;
    bool tls_loaded;
    struct sites sites;
    struct queue queue;
    struct lookup *lookup;
    struct timers timers;      /* answers to be asked for again */
    struct timers name_timers; /* sites whose lookup somebody cannot wait for any longer */
    struct pool pool;
    struct wire wire;
    struct fetch_list idle, busy;
    uint64_t requests;
    int64_t ends_at;       /* when the run is to end (time_tick_ms); INT64_MAX: whenever it does */
    bool over;             /* it has */
    int64_t starved_since; /* no file descriptor was to be had since then; 0: one was */
    atomic_bool interrupted;
    bool failed;       /* it cannot go on: ... */
    struct buffer why; /* ... for this reason, or out of memory where none is given */
};

/* --- chain.c --- */

/* Takes a chain as far as what is known reaches. */
void chain_walk(struct follow *f, struct chain *c);
void chain_free(struct chain *c);

/* Ends all that have not ended: the time of the run is over. */
void chain_end_all(struct follow *f);

/* --- answer.c --- */

/* The answer of a URL, which ends with a NUL or a fragment and lives as long as the follower; NULL:
 * out of memory. With a jar it is the caller's own. */
struct answer *answer_of(struct follow *f, struct slice url, CURLSH *jar);

/* Has the chain wait for the answer, asking for it if nobody did. */
void answer_await(struct follow *f, struct answer *a, struct chain *c);

/* The answer is as good as it gets: those that wait for it move on. */
void answer_end(struct follow *f, struct answer *a);

/* Reads what a settled fetch brought. */
void answer_read(struct follow *f, struct answer *a, struct fetch *fetch);

/* Of the time that the answer may take. */
int64_t answer_time_left(const struct answer *a);

/* What passed since a request or lookup for it began goes to *account, `ms` or `waited`. */
void answer_charge(struct answer *a, int32_t *account);

/* --- page.c --- */

/* Where a page leads, or else what it says of itself. */
void page_read(struct follow *f, struct answer *a, const struct url *base,
               const struct http_head *head, struct slice body);

/* --- drive.c --- */

/* Puts the answer's request in the queue, its site being looked up if need be. */
void drive_ask(struct follow *f, struct answer *a);

/* What the answer says counts unless another try may go better, after `wait` milliseconds or, where
 * that is negative, as long as is usual. */
void drive_end_or_retry(struct follow *f, struct answer *a, int64_t wait);

/* Asks again for an answer that waits for nobody, in so many milliseconds. */
void drive_ask_in(struct follow *f, struct answer *a, int64_t ms);

void drive_end_with(struct follow *f, struct answer *a, enum reason reason);

/* No file descriptor was to be had. True: one will be, wait; false: it has taken too long, and the
 * follower has failed. */
bool drive_starves(struct follow *f);

/* Starts what may start, waits for news, and reads it. */
void drive_on(struct follow *f);

/* Leaves all requests under way. */
void drive_stop(struct follow *f);

void drive_close(struct follow *f);

/* --- locate.c --- */

/* Has the answer, which is in the queue, wait until its site is found; looks it up if nobody does.
 */
void locate_site(struct follow *f, struct answer *a);

/* Reads what lookups found, and ends the waits that have taken too long. */
void locate_read(struct follow *f);

/* When it is to be called at the latest. */
int64_t locate_due(const struct follow *f);

#endif
