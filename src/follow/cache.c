#include "follow/cache.h"

#include "base/array.h"

#include <stdlib.h>

#define APART ((size_t)32) /* what the allocator and the table take besides */

void cache_open(struct cache *c, size_t most)
{
    *c = (struct cache){ .most = most };
    TAILQ_INIT(&c->idle);
}

static bool has_url(const void *owner, uint32_t value, struct slice key)
{
    const struct cache_table *t = owner;
    return slice_equal(t->list[value]->url, key);
}

void cache_table_open(struct cache_table *t, struct cache *cache, void (*release)(struct cached *),
                      size_t (*size)(const struct cached *))
{
    *t = (struct cache_table){ .cache = cache, .free = release, .size = size };
    map_init(&t->map, has_url, t);
}

void cache_table_close(struct cache_table *t)
{
    t->cache->closed = true;
    for (size_t i = 0; i < t->count; i++) {
        t->free(t->list[i]);
    }
    map_free(&t->map);
    free(t->list);
}

/* --- Holding --- */

static size_t bytes_of(const struct cached *c)
{
    return c->table->size(c) + APART;
}

void cache_hold(struct cached *c)
{
    struct cache *cache = c->table->cache;
    if (c->holders++ == 0) {
        TAILQ_REMOVE(&cache->idle, c, entry);
        cache->bytes -= bytes_of(c);
    }
}

/* The last of the table takes its place. */
static void leave_table(struct cached *c)
{
    struct cache_table *t = c->table;
    struct cached *last = t->list[--t->count];
    map_remove(&t->map, c->url);
    if (last != c) {
        map_replace(&t->map, last->url, c->at);
        t->list[c->at] = last;
        last->at = c->at;
    }
}

static void forget(struct cached *c)
{
    if (c->shared) {
        leave_table(c);
    }
    c->table->free(c);
}

/* What came last stays, whatever its size. */
static void make_room(struct cache *cache)
{
    struct cached *oldest = TAILQ_FIRST(&cache->idle);
    while (cache->bytes > cache->most && TAILQ_NEXT(oldest, entry)) {
        TAILQ_REMOVE(&cache->idle, oldest, entry);
        cache->bytes -= bytes_of(oldest);
        forget(oldest);
        oldest = TAILQ_FIRST(&cache->idle);
    }
}

void cache_let_go(struct cached *c, bool worth)
{
    struct cache *cache = c->table->cache;
    if (--c->holders > 0 || (cache->closed && c->shared)) {
        return;
    }
    if (!c->shared || !worth) {
        forget(c);
        return;
    }
    TAILQ_INSERT_TAIL(&cache->idle, c, entry);
    cache->bytes += bytes_of(c);
    make_room(cache);
}

/* --- The table --- */

struct cached *cache_find(const struct cache_table *t, struct slice url)
{
    uint32_t at;
    if (!map_get(&t->map, url, &at)) {
        return NULL;
    }
    cache_hold(t->list[at]);
    return t->list[at];
}

struct cached *cache_new(struct cache_table *t, size_t size, struct slice url)
{
    char *at = calloc(1, size + url.length + 1);
    if (!at) {
        return NULL;
    }
    memcpy(at + size, url.data, url.length);
    struct cached *c = (struct cached *)(void *)at;
    *c = (struct cached){ .url = slice_of(at + size, url.length), .table = t, .holders = 1 };
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
    map_get_or_put(&t->map, c->url, c->at);
    c->shared = !t->map.failed;
    t->map.failed = false;
    t->count += c->shared;
    return c->shared;
}
