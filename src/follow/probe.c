#include "follow/probe.h"

#include "follow/judge.h"
#include "follow/sketch.h"
#include "follow/verdict.h"

#include <stdlib.h>

/* How many probes a site had. */
struct probed_site {
    struct cached cached; /* by its origin */
    unsigned count;
};

/* --- The tables --- */

static void release(struct cached *cached)
{
    struct probe *p = (struct probe *)cached; /* its first member */
    if (p->chain) {
        cache_let_go(&p->chain->cached, false);
    }
    arena_free(&p->text);
    free(p);
}

static size_t size_of(const struct cached *cached)
{
    const struct probe *p = (const struct probe *)cached;
    return CACHED_BESIDES + sizeof *p + sizeof *p->chain + cached->key->length + p->final.length +
           p->sketch.length;
}

static void release_site(struct cached *cached)
{
    free(cached);
}

static size_t size_of_site(const struct cached *cached)
{
    return CACHED_BESIDES + sizeof(struct probed_site) + cached->key->length;
}

static const struct cached_kind kind = { .free = release, .size = size_of };
static const struct cached_kind kind_of_site = { .free = release_site, .size = size_of_site };

void probes_open(struct follow *f)
{
    cache_table_open(&f->probes, &f->cache, &kind);
    cache_table_open(&f->probed_sites, &f->cache, &kind_of_site);
}

void probes_close(struct follow *f)
{
    cache_table_close(&f->probes);
    cache_table_close(&f->probed_sites);
}

void probe_let_go(struct probe *p)
{
    cache_let_go(&p->cached, p->ended);
}

/* --- Names that cannot exist --- */

/* What stands before the query: scheme, host, port, path. */
static struct slice without_query(const struct url *u)
{
    return slice_part(u->href, 0, u->href.length - u->query.length - u->fragment.length);
}

static struct slice origin_of(const struct url *u)
{
    struct slice whole = without_query(u);
    return slice_part(whole, 0, whole.length - u->path.length);
}

/* The path's last segment, also of a path that ends with a slash. */
static struct slice last_segment(struct slice path)
{
    path = url_without_slash(path);
    size_t from = path.length;
    while (from > 0 && path.data[from - 1] != '/') {
        from--;
    }
    return slice_skip(path, from);
}

/* ".html" and the like, by which some servers know who is to answer. */
static struct slice extension_of(struct slice segment)
{
    enum { LONGEST = 6 };
    size_t dot = segment.length;
    for (size_t i = segment.length; i > 0 && dot == segment.length; i--) {
        dot = segment.data[i - 1] == '.' ? i - 1 : dot;
    }
    struct slice extension = slice_skip(segment, dot);
    return extension.length <= LONGEST ? extension : (struct slice){ 0 };
}

/* 25 letters made of the folder's own: the same in each run, so that a record can be replayed. */
static void add_name(struct slice folder, struct buffer *into)
{
    enum { LETTERS = 25 };
    uint64_t state = 0xcbf29ce484222325U;
    for (size_t i = 0; i < folder.length; i++) {
        state = (state ^ (unsigned char)folder.data[i]) * 0x100000001b3U;
    }
    for (size_t i = 0; i < LETTERS; i++) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        buffer_add_char(into, (char)('a' + (state >> 33) % 26));
    }
}

static void write_url(const struct url *u, struct buffer *into)
{
    struct slice segment = last_segment(u->path);
    size_t before = (size_t)(segment.data - u->path.data);
    struct slice folder = slice_part(u->href, 0, without_query(u).length - u->path.length + before);
    buffer_add(into, folder);
    add_name(folder, into);
    buffer_add(into, extension_of(segment));
}

/* --- Asking --- */

static struct cached *new_cached(struct cache_table *t, size_t size, struct slice key)
{
    struct text *text = text_new(key);
    struct cached *c = text ? cache_new(t, size, text) : NULL;
    text_let_go(text);
    return c;
}

static bool may_probe(struct follow *f, const struct url *u)
{
    struct slice origin = origin_of(u);
    struct probed_site *site = (struct probed_site *)cache_find(&f->probed_sites, origin);
    if (!site) {
        site = (struct probed_site *)new_cached(&f->probed_sites, sizeof *site, origin);
        f->failed = f->failed || !site || !cache_share(&site->cached);
    }
    bool may = !f->failed && site->count++ < PROBES_A_SITE;
    if (site) {
        cache_let_go(&site->cached, site->cached.shared);
    }
    return may;
}

static struct probe *start(struct follow *f, struct slice url)
{
    struct probe *p = (struct probe *)new_cached(&f->probes, sizeof *p, url);
    if (!p) {
        return NULL;
    }
    STAILQ_INIT(&p->waiting);
    p->chain = chain_new(f, url);
    if (!p->chain || !cache_share(&p->cached)) {
        cache_let_go(&p->cached, false);
        return NULL;
    }
    p->chain->probes = p;
    cache_hold(&p->cached); /* until its chain has ended */
    STAILQ_INSERT_TAIL(&f->moving, p->chain, entry);
    return p;
}

/* The probe of a URL's folder, held for the caller; NULL: its site had enough of them. */
static struct probe *probe_of(struct follow *f, const struct url *u)
{
    struct buffer url = BUFFER(URL_MOST + 1);
    write_url(u, &url);
    f->failed = f->failed || url.failed;
    struct probe *p = NULL;
    if (!f->failed && url.length <= URL_LONGEST) {
        p = (struct probe *)cache_find(&f->probes, buffer_slice(&url));
        bool may = !p && may_probe(f, u);
        p = may ? start(f, buffer_slice(&url)) : p;
        f->failed = f->failed || (may && !p);
    }
    buffer_free(&url);
    return p;
}

/* --- What it tells --- */

static unsigned count_moves(const struct chain *c, size_t first)
{
    unsigned moves = 0;
    for (size_t i = first + 1; i < c->step_count; i++) {
        moves += c->steps[i].via != VIA_UNWRAP;
    }
    return moves;
}

void probe_end(struct follow *f, struct chain *c, enum reason reason)
{
    struct probe *p = c->probes;
    const struct step *last = c->step_count ? &c->steps[c->step_count - 1] : NULL;
    p->ended = true;
    p->reason = last && last->answer ? reason : REASON_NONE;
    p->moves = count_moves(c, 0);
    if (p->reason == REASON_OK) {
        p->final = arena_copy(&p->text, url_without_fragment(last->url.href));
        p->sketch = arena_copy(&p->text, last->answer->sketch);
        f->failed = f->failed || p->text.failed;
    }
    STAILQ_CONCAT(&f->moving, &p->waiting);
    probe_let_go(p);
}

/* Whether what is not there is answered as the chain was. */
static bool is_answered_alike(const struct chain *c, const struct probe *p)
{
    const struct step *last = &c->steps[c->step_count - 1];
    if (p->reason != REASON_OK || p->moves != count_moves(c, judge_first_meant(c))) {
        return false;
    }
    return slice_equal(p->final, url_without_fragment(last->url.href)) ||
           sketch_is_alike(p->sketch, last->answer->sketch);
}

/* Whether there is reason to ask: one sign that a page is missing, or none but that it was sent
 * elsewhere. */
static bool is_doubtful(const struct chain *c)
{
    size_t first = judge_first_meant(c);
    const struct step *last = &c->steps[c->step_count - 1];
    return verdict_is_doubtful(&c->steps[first].url, &last->url, count_moves(c, first) > 0,
                               last->answer->signs);
}

bool probe_settle(struct follow *f, struct chain *c, enum reason *reason)
{
    if (!f->options.probe || c->probes || c->most || *reason != REASON_OK) {
        return true;
    }
    if (!c->probe && is_doubtful(c)) {
        c->probe = probe_of(f, &c->steps[judge_first_meant(c)].url);
    }
    if (c->probe && !c->probe->ended) {
        STAILQ_INSERT_TAIL(&c->probe->waiting, c, entry);
        return false;
    }
    if (c->probe && is_answered_alike(c, c->probe)) {
        *reason = verdict_of_missing(&c->steps[c->step_count - 1].url);
    }
    return true;
}
