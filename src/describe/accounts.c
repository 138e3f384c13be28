#include "describe/query.h"

#include <stdlib.h>

struct known_account {
    struct cached cached; /* by the URL that is asked */
    struct query_list waiting;
    struct arena said;
    struct slice did;         /* where a handle leads to; absent: nobody knows, ... */
    enum reason reason;       /* ... for this reason */
    struct account_told told; /* by its profile */
    bool asked, known;
};

static void release(struct cached *cached)
{
    struct known_account *a = (struct known_account *)cached; /* its first member */
    arena_free(&a->said);
    free(a);
}

static size_t size_of(const struct cached *cached)
{
    return CACHED_BESIDES + sizeof(struct known_account) + (size_t)2 * cached->key->length;
}

static const struct cached_kind kind = { .free = release, .size = size_of };

void accounts_open(struct cache_table *accounts, struct cache *cache)
{
    cache_table_open(accounts, cache, &kind);
}

void account_let_go(struct known_account *a)
{
    if (a) {
        cache_let_go(&a->cached, a->known);
    }
}

/* Held for the caller; NULL: out of memory. */
static struct known_account *find_or_add(struct describer *d, struct text *url)
{
    struct known_account *a = (struct known_account *)cache_find(&d->accounts, text_slice(url));
    if (a) {
        return a;
    }
    a = (struct known_account *)cache_new(&d->accounts, sizeof *a, url);
    if (a && !cache_share(&a->cached)) {
        cache_free(&a->cached);
        return NULL;
    }
    if (a) {
        LIST_INIT(&a->waiting);
    }
    return a;
}

/* Whether a handle led to an account that is younger than the post, which was another's, then. */
static bool is_strangers(const struct query *q, const struct account_told *told)
{
    int64_t posted;
    const struct subject *about = &q->question->about;
    bool by_handle = !slice_starts(about->account, SLICE("did:"));
    return by_handle && told->since > 0 && place_id_time(about->place, about->id, &posted) &&
           told->since - posted > MS_PER_DAY;
}

/* What a profile says of the post that is gone. */
static void judge(struct query *q, const struct account_told *told)
{
    q->question->is_strangers = is_strangers(q, told);
    q->told->reason = told->cause == REASON_NONE ? q->told->reason : told->cause;
}

static void tell(struct describer *d, const struct known_account *a, struct query *q)
{
    if (q->endpoint->reading == READ_PROFILE) {
        judge(q, &a->told);
        return;
    }
    q->did = arena_copy(&q->question->said, a->did);
    q->told->reason = a->reason;
    d->failed = d->failed || q->question->said.failed;
}

enum account_turn account_join(struct describer *d, struct query *q)
{
    struct known_account *a = find_or_add(d, q->url);
    account_let_go(q->account);
    q->account = a;
    if (!a) {
        d->failed = true;
        return ACCOUNT_ASKS;
    }
    if (a->known) {
        tell(d, a, q);
        return ACCOUNT_KNOWN;
    }
    if (a->asked) {
        LIST_INSERT_HEAD(&a->waiting, q, waiting);
        return ACCOUNT_WAITS;
    }
    a->asked = true;
    return ACCOUNT_ASKS;
}

void account_tell(struct describer *d, struct query *q, bool of_profile,
                  const struct account_told *told, struct query_list *woken)
{
    struct known_account *a = q->account;
    if (!a) { /* memory ran out */
        return;
    }
    a->known = true;
    a->told = *told;
    a->reason = q->told->reason;
    a->did = arena_copy(&a->said, of_profile ? (struct slice){ 0 } : q->did);
    d->failed = d->failed || a->said.failed;
    if (of_profile) {
        judge(q, told);
    }
    while (!LIST_EMPTY(&a->waiting)) {
        struct query *waiting = LIST_FIRST(&a->waiting);
        LIST_REMOVE(waiting, waiting);
        tell(d, a, waiting);
        LIST_INSERT_HEAD(woken, waiting, waiting);
    }
}
