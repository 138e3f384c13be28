#include "follow/follow.h"

#include "base/array.h"
#include "follow/chain.h"
#include "follow/face.h"

#include <stdlib.h>

static bool has_chain(const void *owner, uint32_t value, struct slice key)
{
    const struct follow *f = owner;
    return slice_equal(f->chains[value]->outcome.url, key);
}

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
    map_init(&f->chain_map, has_chain, f);
    answers_open(&f->answers, &f->arena);
    STAILQ_INIT(&f->moving);
    STAILQ_INIT(&f->ended);
    return f;
}

void follow_close(struct follow *f)
{
    if (!f) {
        return;
    }
    for (size_t i = 0; i < f->chain_count; i++) {
        chain_free(f->chains[i]);
    }
    answers_close(&f->answers);
    map_free(&f->chain_map);
    free(f->chains);
    arena_free(&f->arena);
    free(f);
}

static bool make_room(struct follow *f)
{
    struct chain **chains = array_grow(f->chains, f->chain_count, &f->chain_room, sizeof(void *));
    f->chains = chains ? chains : f->chains;
    return chains != NULL;
}

struct outcome *follow_url(struct follow *f, struct slice url)
{
    uint32_t index;
    if (map_get(&f->chain_map, url, &index)) {
        return &f->chains[index]->outcome;
    }
    struct chain *c = make_room(f) ? ARENA_NEW(&f->arena, struct chain) : NULL;
    if (!c) {
        return NULL;
    }
    c->outcome.url = arena_copy(&f->arena, url);
    f->chains[f->chain_count] = c;
    map_get_or_put(&f->chain_map, url, (uint32_t)f->chain_count);
    if (f->chain_map.failed || f->arena.failed) {
        f->failed = true;
        return NULL;
    }
    f->chain_count++;
    STAILQ_INSERT_TAIL(&f->moving, c, entry);
    return &c->outcome;
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
    return &c->outcome;
}

void follow_take(struct follow *f, struct exchange *x)
{
    struct answer *a = x->tag;
    f->failed = f->failed || !answer_read(a, x, &f->arena);
    enum face face = face_to_show(a, x, f->options.user_agent, &f->failed);
    if (face == FACE_OWN || f->failed || !chain_show(f, a, x, face)) {
        chain_wake(f, a, x);
    }
    net_release(f->net, x);
}

bool follow_failed(const struct follow *f)
{
    return f->failed || f->arena.failed;
}
