/* What the follower knows by URL: outcomes and answers, each kind in a table of its own.
 *
 * What somebody holds stays. Of what nobody holds the latest stay, up to so many bytes in all; the
 * others are forgotten, and whoever wants one again has it asked for again. */
#ifndef FOLLOW_CACHE_H
#define FOLLOW_CACHE_H

#include "base/map.h"

#include <sys/queue.h>

TAILQ_HEAD(cached_list, cached);

struct cache {
    struct cached_list idle; /* what nobody holds, the latest last */
    size_t bytes, most;      /* of these */
    bool closed;             /* what stands in a table stays until that is closed */
};

/* Stands at the beginning of what is cached. */
struct cached {
    struct slice url; /* with a NUL behind it; its own */
    struct cache_table *table;
    TAILQ_ENTRY(cached) entry; /* among the idle */
    uint32_t at;               /* where it stands in its table, if it does */
    uint32_t holders;
    bool shared; /* it stands in its table; else it goes with its last holder */
};

struct cache_table {
    struct cache *cache;
    struct map map;
    struct cached **list;
    size_t count, room;
    void (*free)(struct cached *);
    size_t (*size)(const struct cached *); /* of all it owns, about */
};

void cache_open(struct cache *c, size_t most);

/* All below are borrowed. Must stay where it is while open. */
void cache_table_open(struct cache_table *t, struct cache *cache, void (*release)(struct cached *),
                      size_t (*size)(const struct cached *));

/* Frees all that stands in it, held or not; nothing is idle in the cache any more. */
void cache_table_close(struct cache_table *t);

/* What stands under a URL, held for the caller; NULL: nothing. */
struct cached *cache_find(const struct cache_table *t, struct slice url);

/* Makes what is to be cached: so many bytes, zeroed, with a copy of its URL behind them, held for
 * the caller. NULL: out of memory. */
struct cached *cache_new(struct cache_table *t, size_t size, struct slice url);

/* Puts it into its table, where nothing stands under its URL. False: out of memory. */
bool cache_share(struct cached *c);

void cache_hold(struct cached *c);

/* Lets go of it; `worth`: others may have a use for it. */
void cache_let_go(struct cached *c, bool worth);

#endif
