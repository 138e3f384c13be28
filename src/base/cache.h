/* What is known by keys, each kind in a table of its own.
 *
 * What somebody holds stays. Of what nobody holds the latest stay, up to so many bytes (or of
 * another measure) in all; the others are forgotten. */
#ifndef BASE_CACHE_H
#define BASE_CACHE_H

#include "base/map.h"
#include "base/text.h"

#include <sys/queue.h>

enum { CACHED_BESIDES = 64 }; /* bytes that a table and the allocator take for each, about */

TAILQ_HEAD(cached_list, cached);

struct cache {
    struct cached_list idle; /* what nobody holds, the latest last */
    size_t size, most;       /* of these together */
};

/* Stands at the beginning of what is cached. */
struct cached {
    struct text *key; /* held */
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
    const struct cached_kind *kind;
};

/* What there is to know of what stands in a table. */
struct cached_kind {
    void (*free)(struct cached *);         /* and all it owns but the key */
    size_t (*size)(const struct cached *); /* about */
    bool (*stays)(const struct cached *);  /* not to be forgotten now, while all that is idle takes
                                              no  more than twice as much; NULL: never so */
};

void cache_open(struct cache *c, size_t most);

/* All below are borrowed. Must stay where it is while open. */
void cache_table_open(struct cache_table *t, struct cache *cache, const struct cached_kind *kind);

/* Frees all that stands in it, held or not; nothing is idle in the cache any more. One
 * that is all zeros is fine. */
void cache_table_close(struct cache_table *t);

/* What stands under a key, held for the caller; NULL: nothing. */
struct cached *cache_find(const struct cache_table *t, struct slice key);

/* Makes what is to be cached: so many bytes, zeroed, that begin with this, held for the caller.
 * NULL: out of memory. */
struct cached *cache_new(struct cache_table *t, size_t size, struct text *key);

static inline struct slice cached_key(const struct cached *c)
{
    return text_slice(c->key);
}

/* Puts it into its table, where nothing stands under its key. False: out of memory. */
bool cache_share(struct cached *c);

void cache_hold(struct cached *c);

/* Frees what stands in no table, whoever holds it. */
void cache_free(struct cached *c);

/* Lets go of it; `worth`: others may have a use for it. */
void cache_let_go(struct cached *c, bool worth);

#endif
