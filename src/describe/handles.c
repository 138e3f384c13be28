#include "describe/query.h"

#include <stdlib.h>

struct handle {
    struct cached cached; /* by the URL that is asked */
    struct query_list waiting;
    struct arena said;
    struct slice did;   /* absent: nobody knows it, ... */
    enum reason reason; /* ... for this reason */
    bool asked, known;
};

static void release(struct cached *cached)
{
    struct handle *h = (struct handle *)cached; /* its first member */
    arena_free(&h->said);
    free(h);
}

static size_t size_of(const struct cached *cached)
{
    return CACHED_BESIDES + sizeof(struct handle) + (size_t)2 * cached->key->length;
}

static const struct cached_kind kind = { .free = release, .size = size_of };

void handles_open(struct cache_table *handles, struct cache *cache)
{
    cache_table_open(handles, cache, &kind);
}

void handle_let_go(struct handle *h)
{
    if (h) {
        cache_let_go(&h->cached, h->known);
    }
}

/* Held for the caller; NULL: out of memory. */
static struct handle *find_or_add(struct describer *d, struct text *url)
{
    struct handle *h = (struct handle *)cache_find(&d->handles, text_slice(url));
    if (h) {
        return h;
    }
    h = (struct handle *)cache_new(&d->handles, sizeof *h, url);
    if (h && !cache_share(&h->cached)) {
        cache_free(&h->cached);
        return NULL;
    }
    if (h) {
        LIST_INIT(&h->waiting);
    }
    return h;
}

static void tell(struct describer *d, const struct handle *h, struct query *q)
{
    q->did = arena_copy(&q->question->said, h->did);
    q->told->reason = h->reason;
    d->failed = d->failed || q->question->said.failed;
}

enum handle_turn handle_join(struct describer *d, struct query *q)
{
    struct handle *h = find_or_add(d, q->url);
    if (!h) {
        d->failed = true;
        return HANDLE_ASKS;
    }
    q->handle = h;
    if (h->known) {
        tell(d, h, q);
        return HANDLE_KNOWN;
    }
    if (h->asked) {
        LIST_INSERT_HEAD(&h->waiting, q, waiting);
        return HANDLE_WAITS;
    }
    h->asked = true;
    return HANDLE_ASKS;
}

void handle_tell(struct describer *d, struct query *q, struct query_list *woken)
{
    struct handle *h = q->handle;
    if (!h) { /* memory ran out */
        return;
    }
    h->known = true;
    h->did = arena_copy(&h->said, q->did);
    h->reason = q->told->reason;
    d->failed = d->failed || h->said.failed;
    while (!LIST_EMPTY(&h->waiting)) {
        struct query *waiting = LIST_FIRST(&h->waiting);
        LIST_REMOVE(waiting, waiting);
        tell(d, h, waiting);
        LIST_INSERT_HEAD(woken, waiting, waiting);
    }
}
