/* The life of a chain: where it comes from, and what it lets go of. */
#include "follow/chain.h"

#include "follow/probe.h"
#include "follow/shared.h"
#include "syntax/url.h"

#include <stdlib.h>

void chain_clear_steps(struct chain *c)
{
    for (size_t i = 0; i < c->step_count; i++) {
        text_let_go(c->steps[i].text);
        if (c->steps[i].answer) {
            answer_let_go(c->steps[i].answer);
        }
    }
    c->step_count = 0;
}

void chain_clear(struct chain *c)
{
    chain_clear_steps(c);
    free(c->steps);
    c->steps = NULL;
    c->step_room = 0;
    jar_close(c->jar);
    c->jar = NULL;
    if (c->siblings) {
        cache_let_go(&c->siblings->cached, false);
        c->siblings = NULL;
    }
    if (c->probe) {
        probe_let_go(c->probe);
        c->probe = NULL;
    }
}

static void release(struct cached *cached)
{
    struct chain *c = (struct chain *)cached; /* its first member */
    if (c->most) {
        LIST_REMOVE(c, pages);
    }
    chain_clear(c);
    for (size_t i = 0; i < c->url_count; i++) {
        text_let_go(c->urls[i]);
    }
    arena_free(&c->said);
    free(c);
}

static size_t size_of(const struct cached *cached)
{
    const struct chain *c = (const struct chain *)cached;
    return CACHED_BESIDES + sizeof *c + c->cached.key->length + c->size;
}

static const struct cached_kind kind = { .free = release, .size = size_of };

void chains_open(struct cache_table *chains, struct cache *cache)
{
    cache_table_open(chains, cache, &kind);
}

/* What a chain from a normalised URL may take. */
static int64_t timeout_of(const struct follow *f, struct slice url)
{
    const struct host_values *timeouts = f->options.timeouts;
    if (!timeouts || timeouts->count == 0) {
        return f->options.timeout_ms;
    }
    struct buffer text = BUFFER(URL_MOST + 1);
    struct url u = { .host = { 0 } };
    bool known = url_parse(url, NULL, &text, &u) == URL_OK;
    uint64_t millionths = known ? host_values_find(timeouts, u.host) : 0;
    buffer_free(&text);
    int64_t ms = millionths < 1000 ? 1 : (int64_t)(millionths / 1000);
    return millionths == 0 ? f->options.timeout_ms : ms < INT32_MAX ? ms : INT32_MAX;
}

struct chain *chain_new(struct follow *f, struct slice url)
{
    struct text *key = text_new(url);
    struct chain *c = key ? (struct chain *)cache_new(&f->chains, sizeof *c, key) : NULL;
    text_let_go(key);
    if (c) {
        c->outcome.url = cached_key(&c->cached);
        c->timeout_ms = timeout_of(f, url);
    }
    return c;
}
