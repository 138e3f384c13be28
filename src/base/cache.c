#include "base/cache.h"

#include "base/array.h"

#include <stdlib.h>

void cache_open(struct cache *c, size_t most)
{
    *c = (struct cache){ .most = most };
    TAILQ_INIT(&c->idle);
}

static bool has_key(const void *owner, uint32_t value, struct slice key)
{
    const struct cache_table *t = owner;
    return slice_equal(cached_key(t->list[value]), key);
}

void cache_table_open(struct cache_table *t, struct cache *cache, const struct cached_kind *kind)
{
    *t = (struct cache_table){ .cache = cache, .kind = kind };
    map_init(&t->map, has_key, t);
}

/* --- Holding --- */

void cache_hold(struct cached *c)
{
    struct cache *cache = c->table->cache;
    if (c->holders++ == 0) {
        TAILQ_REMOVE(&cache->idle, c, entry);
        cache->size -= c->table->kind->size(c);
    }
}

/* The last of the table takes its place. */
static void leave_table(struct cached *c)
{
    struct cache_table *t = c->table;
    struct cached *last = t->list[--t->count];
    map_remove(&t->map, cached_key(c));
    if (last != c) {
        map_replace(&t->map, cached_key(last), c->at);
        t->list[c->at] = last;
        last->at = c->at;
    }
}

void cache_free(struct cached *c)
{
    struct text *key = c->key;
    c->table->kind->free(c);
    text_let_go(key);
}

static void forget(struct cached *c)
{
    if (c->shared) {
        leave_table(c);
    }
    cache_free(c);
}

/* What goes lets go of others, which may go then, too. */
void cache_table_close(struct cache_table *t)
{
    while (t->count > 0) {
        struct cached *c = t->list[t->count - 1];
        if (c->holders == 0) {
            cache_hold(c);
        }
        forget(c);
    }
    map_free(&t->map);
    free(t->list);
}

static bool stays(const struct cached *c)
{
    return c->table->kind->stays && c->table->kind->stays(c);
}

/* What came last stays, whatever its size. Of what is not to be forgotten now a few are passed over
 * at a time, but there is an end to that, too. */
static void make_room(struct cache *cache)
{
    enum { MOST_PASSED = 4 };
    unsigned passed = 0;
    struct cached *oldest = TAILQ_FIRST(&cache->idle);
    while (cache->size > cache->most && TAILQ_NEXT(oldest, entry) && passed < MOST_PASSED) {
        TAILQ_REMOVE(&cache->idle, oldest, entry);
        if (cache->size / 2 <= cache->most && stays(oldest)) {
            passed++;
            TAILQ_INSERT_TAIL(&cache->idle, oldest, entry);
        } else {
            cache->size -= oldest->table->kind->size(oldest);
            forget(oldest);
        }
        oldest = TAILQ_FIRST(&cache->idle);
    }
}

void cache_let_go(struct cached *c, bool worth)
{
    struct cache *cache = c->table->cache;
    if (--c->holders > 0) {
        return;
    }
    if (!c->shared || !worth) {
        forget(c);
        return;
    }
    TAILQ_INSERT_TAIL(&cache->idle, c, entry);
    cache->size += c->table->kind->size(c);
    make_room(cache);
}

/* --- The table --- */

struct cached *cache_find(const struct cache_table *t, struct slice key)
{
    uint32_t at;
    if (!map_get(&t->map, key, &at)) {
        return NULL;
    }
    cache_hold(t->list[at]);
    return t->list[at];
}

struct cached *cache_new(struct cache_table *t, size_t size, struct text *key)
{
    struct cached *c = calloc(1, size);
    if (c) {
        *c = (struct cached){ .key = text_hold(key), .table = t, .holders = 1 };
    }
    return c;
}

bool cache_share(struct cached *c)
{
    struct cache_table *t = c->table;
    struct cached **list = array_grow(t->list, t->count, &t->room, sizeof(void *));
    if (!list) {
        return false;
    }
    t->list = list;
    c->at = (uint32_t)t->count;
    t->list[c->at] = c;
    map_get_or_put(&t->map, cached_key(c), c->at);
    c->shared = !t->map.failed;
    t->map.failed = false;
    t->count += c->shared;
    return c->shared;
}
