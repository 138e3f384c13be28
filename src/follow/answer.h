/* What one URL says, for all chains that come by. */
#ifndef FOLLOW_ANSWER_H
#define FOLLOW_ANSWER_H

#include "base/arena.h"
#include "base/cache.h"
#include "net/exchange.h"
#include "record.h"

#include <sys/queue.h>

enum answer_state { ANSWER_NEW, ANSWER_ASKED, ANSWER_DONE };

STAILQ_HEAD(chain_list, chain);
struct follow;

struct answer {
    struct cached cached;    /* its URL is without fragment and userinfo */
    struct request *request; /* under way; NULL: none is */
    struct chain_list waiting;
    struct slice next;                     /* where it leads ... */
    struct text *led;                      /* ... held; NULL: nowhere */
    struct slice title, canonical, oembed; /* of a page that leads nowhere ... */
    struct slice address;                  /* ... that it gives itself */
    struct slice cookies;                  /* that it or its scripts set, a line each */
    struct slice sketch;   /* ... and, where it is wanted, of its words (sketch.h), ... */
    struct anchors *names; /* likewise, what fragments may name in it; NULL: unknown */
    struct arena said;     /* ... where they stand */
    int64_t at;            /* when it was given, by the wall clock */
    int32_t budget;        /* that the last request had */
    uint16_t status;
    uint8_t state;  /* enum answer_state */
    uint8_t reason; /* enum reason; REASON_NONE where it leads on */
    uint8_t via;    /* enum via, of `next` */
    uint8_t tls;    /* enum tls_fault */
    uint8_t attempts;
    uint8_t signs;     /* enum page_sign: what its page says against itself */
    bool stays;        /* a redirect that does not say where to: browsers show what came with it */
    bool reloads;      /* its page is shown for a moment, and asked for again */
    bool sets_cookies; /* asked again with them it may say something else */
    /* Of a page that will be wanted whole (whole.h). */
    bool expected;         /* what is answered is kept for it ... */
    bool claimed;          /* ... and it has come by */
    struct exchange *page; /* that; NULL: nothing, or it was taken */
    struct follow *keeper; /* of that */
    LIST_ENTRY(answer) kept;
};

void answers_open(struct cache_table *answers, struct cache *cache);

/* The answer of a URL, its fragment apart, held for the caller; NULL: out of memory. One that is
 * not shared is the caller's own. */
struct answer *answer_of(struct cache_table *answers, struct text *url, bool shared);

void answer_let_go(struct answer *a);

/* The shared answer of a URL if there is one and it leads on, held for the caller; NULL: there is
 * not. */
struct answer *answer_on(const struct cache_table *answers, struct slice url);

/* Shares what was a caller's own, unless there is an answer of its URL. False: out of memory. */
bool answer_share(struct answer *a);

/* Reads what an exchange brought; what is kept of it is copied, the arena is for the time being.
 * What is said to a second face only takes the place of what was said to the first where it says
 * more. `thorough`: as page_read has it. False: out of memory. */
bool answer_read(struct answer *a, const struct exchange *x, bool thorough, struct arena *arena);

#endif
