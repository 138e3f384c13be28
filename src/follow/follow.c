#include "follow/follow.h"

#include "follow/chain.h"
#include "follow/face.h"
#include "follow/fragments.h"
#include "follow/probe.h"
#include "follow/shared.h"
#include "follow/whole.h"

#include <stddef.h>
#include <stdlib.h>

struct follow *follow_open(const struct follow_options *options, struct net *net)
{
    struct follow *f = calloc(1, sizeof *f);
    if (!f) {
        return NULL;
    }
    f->options = *options;
    if (f->options.timeout_ms > INT32_MAX) {
        f->options.timeout_ms = INT32_MAX;
    }
    f->net = net;
    cache_open(&f->cache, options->memory ? options->memory : FOLLOW_MEMORY);
    chains_open(&f->chains, &f->cache);
    answers_open(&f->answers, &f->cache);
    probes_open(f);
    shared_open(f);
    LIST_INIT(&f->pages);
    seen_init(&f->expected);
    LIST_INIT(&f->kept);
    STAILQ_INIT(&f->moving);
    STAILQ_INIT(&f->ended);
    return f;
}

void follow_close(struct follow *f)
{
    if (!f) {
        return;
    }
    whole_forget_all(f);
    while (!LIST_EMPTY(&f->pages)) { /* what was got of them went with the net */
        cache_free(&LIST_FIRST(&f->pages)->cached);
    }
    cache_table_close(&f->chains); /* which hold probes and answers, */
    probes_close(f);               /* and these chains of their own */
    cache_table_close(&f->answers);
    shared_close(f);
    seen_free(&f->expected);
    arena_free(&f->scratch);
    free(f);
}

/* A chain of a URL that begins, held for the caller and by itself. */
static struct chain *new_chain(struct follow *f, struct slice url)
{
    struct chain *c = chain_new(f, url);
    if (c) {
        cache_hold(&c->cached);
    }
    return c;
}

static struct chain *add_chain(struct follow *f, struct slice url)
{
    struct chain *c = new_chain(f, url);
    if (!c) {
        return NULL;
    }
    if (!cache_share(&c->cached)) {
        cache_free(&c->cached);
        return NULL;
    }
    STAILQ_INSERT_TAIL(&f->moving, c, entry);
    return c;
}

struct outcome *follow_url(struct follow *f, struct slice url)
{
    struct chain *c = (struct chain *)cache_find(&f->chains, url);
    c = c ? c : add_chain(f, url);
    return c ? &c->outcome : NULL;
}

static struct chain *chain_of(const struct outcome *o)
{
    const char *chain = (const char *)o - offsetof(struct chain, outcome);
    return (struct chain *)(void *)chain;
}

void follow_hold(const struct outcome *o)
{
    cache_hold(&chain_of(o)->cached);
}

void follow_let_go(const struct outcome *o)
{
    cache_let_go(&chain_of(o)->cached, true);
}

/* No link meets it, so it stands in no table. */
struct outcome *follow_page(struct follow *f, struct slice url, size_t most)
{
    struct chain *c = new_chain(f, url);
    if (!c) {
        return NULL;
    }
    c->most = most;
    LIST_INSERT_HEAD(&f->pages, c, pages);
    STAILQ_INSERT_TAIL(&f->moving, c, entry);
    return &c->outcome;
}

bool follow_expect(struct follow *f, struct slice url)
{
    bool fresh;
    return seen_add(&f->expected, url, &fresh);
}

const struct exchange *follow_page_got(const struct outcome *o)
{
    return chain_of(o)->page;
}

void follow_page_put_away(struct follow *f, const struct outcome *o)
{
    whole_put_away(f, chain_of(o));
    follow_let_go(o);
}

static struct chain *take_chain(struct chain_list *list)
{
    struct chain *c = STAILQ_FIRST(list);
    if (c) {
        STAILQ_REMOVE_HEAD(list, entry);
    }
    return c;
}

bool follow_can_go_on(const struct follow *f)
{
    return follow_failed(f) || !STAILQ_EMPTY(&f->ended) || !STAILQ_EMPTY(&f->moving);
}

struct outcome *follow_next(struct follow *f)
{
    while (!follow_failed(f) && STAILQ_EMPTY(&f->ended) && !STAILQ_EMPTY(&f->moving)) {
        chain_walk(f, take_chain(&f->moving));
    }
    struct chain *c = follow_failed(f) ? NULL : take_chain(&f->ended);
    if (!c) {
        return NULL;
    }
    c->outcome.done = true;
    cache_let_go(&c->cached, true);
    return &c->outcome;
}

/* Of a page that answers well; what came to another face takes the place of what came before. */
static void note_names(struct follow *f, struct answer *a, const struct exchange *x)
{
    if (f->options.fragments && a->state == ANSWER_DONE && a->reason == REASON_OK) {
        fragments_free(a->names);
        a->names = fragments_of(x, &f->failed);
    }
}

void follow_take(struct follow *f, struct exchange *x)
{
    struct answer *a = x->tag;
    cache_hold(&a->cached);
    f->failed = f->failed || !answer_read(a, x, f->options.probe, &f->scratch);
    note_names(f, a, x);
    arena_reset(&f->scratch);
    bool kept = whole_keep(f, a, x);
    enum face face = face_to_show(a, x, f->options.user_agent, &f->failed);
    if (face == FACE_OWN || f->failed || !chain_show(f, a, x, face)) {
        chain_wake(f, a, x);
    }
    if (!kept) {
        net_release(f->net, x);
    }
    answer_let_go(a);
}

bool follow_failed(const struct follow *f)
{
    return f->failed;
}
