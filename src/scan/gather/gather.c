#include "scan/gather/gather.h"

#include <stdlib.h>

static struct slice key_of_link(const struct link *link)
{
    struct slice url = link_url(link);
    return url.data ? url : link_written(link);
}

static bool has_url(const void *owner, uint32_t value, struct slice key)
{
    const struct link *link = gather_link(owner, value);
    return link && slice_equal(key_of_link(link), key);
}

static bool has_id(const void *owner, uint32_t value, struct slice key)
{
    const struct gather *g = owner;
    const struct embed *embed = value < gather_embed_count(g) ? gather_embed(g, value) : NULL;
    return embed && slice_equal(embed->post_id, key);
}

void gather_init(struct gather *g, struct document *document, uint64_t seed)
{
    memset(g, 0, sizeof *g);
    map_init_seeded(&g->by_url, has_url, g, seed);
    map_init_seeded(&g->by_post, has_id, g, seed);
    gather_again(g, document, seed);
}

void gather_again(struct gather *g, struct document *document, uint64_t seed)
{
    seed = seed ? seed : map_draw_seed();
    memset(g, 0, offsetof(struct gather, by_url));
    g->document = document;
    g->reading = &g->own;
    unpacker_open(&g->own, document);
    map_clear(&g->by_url, seed);
    map_clear(&g->by_post, seed);
    g->parsed = buffer_again(&g->parsed, URL_MOST);
    g->composed = buffer_again(&g->composed, URL_MOST);
    g->handle = buffer_again(&g->handle, URL_MOST);
    if (g->has_authors) {
        memset(g->authors, 0, sizeof g->authors);
    }
    g->has_authors = false;
}

void gather_leave(struct gather *g)
{
    packer_free(&g->packer);
    unpacker_close(&g->own);
    unpacker_open(&g->own, NULL);
    arena_free(&g->words[0]);
    arena_free(&g->words[1]);
    free(g->silent);
    g->silent = NULL;
}

void gather_free(struct gather *g)
{
    map_free(&g->by_url);
    map_free(&g->by_post);
    buffer_free(&g->parsed);
    buffer_free(&g->composed);
    buffer_free(&g->handle);
}

/* --- Links --- */

/* What few links of a text have. */
static void add_rest(struct arena *arena, const struct link_find *from, struct link *link)
{
    bool any = from->unwrapped.data || from->anchor.data || from->reference.data;
    struct link_more *more = any ? link_more_of(link, arena) : NULL;
    if (more) {
        more->reference = arena_copy(arena, from->reference);
        more->unwrapped = arena_copy(arena, from->unwrapped);
        more->anchor = arena_copy(arena, from->anchor);
    }
}

static bool add(struct gather *g, const struct link_find *from, const struct span *span)
{
    struct arena *arena = &g->document->arena;
    struct link link = { .embed = NO_EMBED,
                         .kind = (uint8_t)from->kind,
                         .truncated = from->truncated,
                         .malformed = from->malformed };
    add_rest(arena, from, &link);
    return gather_add_link(g, &link, from, span) && !arena->failed;
}

static bool add_place(struct gather *g, uint32_t index, struct link_more *more,
                      const struct link_find *from, const struct span *span)
{
    struct arena *arena = &g->document->arena;
    struct span_list *place = ARENA_NEW(arena, struct span_list);
    const struct link *link = place ? gather_link(g, index) : NULL;
    if (!link) {
        return false;
    }
    *place = (struct span_list){ .span = *span, .next = more->spans };
    if (!slice_equal(from->written, link_written(link))) {
        place->written = arena_copy(arena, from->written);
    }
    more->spans = place;
    g->repeated = true;
    return true;
}

static bool add_to(struct gather *g, uint32_t index, const struct link_find *from,
                   const struct span *span)
{
    struct link_more *more = gather_more_of(g, index);
    if (!more || (!from->again && !add_place(g, index, more, from, span))) {
        return false;
    }
    if (!more->anchor.data) {
        more->anchor = arena_copy(&g->document->arena, from->anchor);
    }
    return true;
}

static struct slice key_of(const struct link_find *link)
{
    return link->url.data ? link->url : link->written;
}

/* A truncated link is one of its own, for what was cut off may differ. */
static bool take_link(struct gather *g, const struct find *find, uint32_t hash, uint64_t lines)
{
    const struct link_find *link = &find->is.link;
    uint32_t fresh = (uint32_t)g->document->link_count;
    uint32_t index = fresh;
    struct span span = find->span;
    span.line += lines;
    if (!link->truncated) {
        index = map_get_or_put_hashed(&g->by_url, key_of(link), hash, fresh);
    }
    bool failed = g->by_url.failed || g->own.failed;
    if (failed || !(index == fresh ? add(g, link, &span) : add_to(g, index, link, &span))) {
        return false;
    }
    bool again = index != fresh; /* of which another place has decided what it is */
    g->placed[g->placed_count++ % PLACED_MOST] =
        (struct placed){ find->start, span.start, index, NO_EMBED,
                         again || link->kind == LINK_PERMALINK };
    return true;
}

/* --- All --- */

enum { AHEAD = 8 };

static uint32_t hash_of(const struct gather *g, const struct find *find)
{
    return find->type == FIND_LINK ? map_hash(&g->by_url, key_of(&find->is.link)) : 0;
}

static bool take(struct gather *g, const struct find *find, uint32_t hash, uint64_t lines)
{
    return find->type == FIND_LINK      ? take_link(g, find, hash, lines)
           : find->type == FIND_NOTHING ? gather_silence(g, &find->span)
                                        : gather_post(g, find, lines);
}

/* Makes room for the first finds, and for no more than most pages have: a page that says one thing
 * many times does not need it. */
static bool make_room(struct gather *g, size_t count)
{
    enum { FIRST_LINKS = 128 };
    count = count < FIRST_LINKS ? count : FIRST_LINKS;
    return map_reserve(&g->by_url, count) && gather_expect_links(g, count);
}

/* The map is larger than the caches: its memory is fetched some finds ahead. */
bool gather_take(struct gather *g, const struct finds *finds, uint64_t lines)
{
    uint32_t hashes[AHEAD];
    g->failed |= finds->failed || (finds->count && !make_room(g, finds->count));
    for (size_t i = 0; i < finds->count + AHEAD && !g->failed; i++) {
        uint32_t *hash = &hashes[i % AHEAD];
        const struct find *find = i < AHEAD ? NULL : &finds->items[i - AHEAD];
        if (find) {
            g->failed |= !take(g, find, *hash, lines);
        }
        if (i < finds->count) {
            *hash = hash_of(g, &finds->items[i]);
            map_expect(&g->by_url, *hash);
        }
    }
    return !g->failed;
}

/* The places of a link are added in front of each other. */
static void order_places(struct link_more *more)
{
    struct span_list *ordered = NULL;
    struct span_list *place = more ? more->spans : NULL;
    while (place) {
        struct span_list *next = place->next;
        place->next = ordered;
        ordered = place;
        place = next;
    }
    if (more) {
        more->spans = ordered;
    }
}

bool gather_finish(struct gather *g)
{
    g->failed |= !gather_settle(g);
    for (size_t i = 0; g->repeated && i < g->document->link_count; i++) {
        order_places(gather_rest(g, i));
    }
    g->failed |= g->failed || !gather_names(g) || !gather_keep_linked(g);
    return !g->failed;
}
