/* Where a document's links and embeds are while it is gathered: in its arrays, or packed but for
 * the last embed, which still changes. */
#include "scan/gather/gather.h"

bool gather_pack(struct gather *g)
{
    return packer_open(&g->packer, g->document);
}

static bool packs(const struct gather *g)
{
    return g->document->pack != NULL;
}

/* --- Links --- */

bool gather_expect_links(struct gather *g, size_t count)
{
    return packs(g) || document_expect_links(g->document, count);
}

bool gather_add_link(struct gather *g, struct link *rest, const struct link_find *find,
                     const struct span *span)
{
    struct arena *arena = &g->document->arena;
    if (packs(g)) {
        return packer_add_link(&g->packer, rest, find->url, find->written, span);
    }
    struct link *link = document_add_link(g->document);
    if (!link) {
        return false;
    }
    *link = *rest;
    return link_set_words(link, arena, find->url, find->written) &&
           link_set_span(link, arena, span);
}

const struct link *gather_link(const struct gather *g, size_t index)
{
    unpacker_forget(g->reading);
    return unpack_link(g->reading, index);
}

int32_t *gather_embed_of(const struct gather *g, size_t link)
{
    return packs(g) ? pack_embed_of(g->document, link) : &g->document->links[link].embed;
}

struct link_more *gather_rest(const struct gather *g, size_t link)
{
    return packs(g) ? pack_rest_of(g->document, link) : g->document->links[link].more;
}

struct link_more *gather_more_of(struct gather *g, size_t link)
{
    struct link_more **more =
        packs(g) ? pack_more_of(g->document, link) : &g->document->links[link].more;
    if (more && !*more) {
        *more = ARENA_NEW(&g->document->arena, struct link_more);
    }
    return more ? *more : NULL;
}

/* --- Embeds --- */

struct arena *gather_words(struct gather *g)
{
    return packs(g) ? &g->words[g->turn] : &g->document->arena;
}

size_t gather_embed_count(const struct gather *g)
{
    return g->document->embed_count + g->has_last;
}

const struct embed *gather_embed(const struct gather *g, size_t index)
{
    bool is_last = g->has_last && index == g->document->embed_count;
    return is_last ? &g->last : unpack_embed(g->reading, index);
}

/* The last embed is packed, but was the last but one: takes it out again. What it says stays where
 * it is, but for the numbers of its links. */
static bool take_last(struct gather *g)
{
    const struct embed *packed = unpack_embed(g->reading, g->document->embed_count - 1);
    if (!packed) {
        return false;
    }
    g->last = *packed;
    g->last.links = ARENA_ARRAY(gather_words(g), uint32_t, packed->link_count);
    if (!g->last.links) {
        return false;
    }
    if (packed->link_count) {
        memcpy(g->last.links, packed->links, packed->link_count * sizeof *packed->links);
    }
    packer_drop_embed(&g->packer);
    g->has_last = true;
    return true;
}

struct embed *gather_last(struct gather *g)
{
    struct document *d = g->document;
    if (!packs(g)) {
        return d->embed_count ? &d->embeds[d->embed_count - 1] : NULL;
    }
    if (!g->has_last && d->embed_count && !take_last(g)) {
        g->failed = true;
    }
    return g->has_last ? &g->last : NULL;
}

static bool pack_last(struct gather *g)
{
    bool packed = !g->has_last || packer_add_embed(&g->packer, &g->last);
    g->has_last = false;
    return packed;
}

struct embed *gather_add_embed(struct gather *g, const struct embed *fresh)
{
    if (!packs(g)) {
        struct embed *embed = document_add_embed(g->document);
        if (embed) {
            *embed = *fresh;
        }
        return embed;
    }
    if (!pack_last(g)) {
        return NULL;
    }
    g->turn = !g->turn; /* the other room has the words of the one that was packed */
    arena_reset(&g->words[g->turn]);
    g->last = *fresh;
    g->has_last = true;
    return &g->last;
}

void gather_drop_last(struct gather *g)
{
    if (packs(g)) {
        g->has_last = false;
    } else {
        g->document->embed_count--;
    }
}

bool gather_set_name(struct gather *g, size_t index, struct slice name)
{
    struct document *d = g->document;
    if (!packs(g)) {
        d->embeds[index].author.name = name;
        return true;
    }
    const struct embed *embed = unpack_embed(g->reading, index);
    struct author *author = embed ? ARENA_NEW(&d->arena, struct author) : NULL;
    if (author) {
        *author = embed->author;
        author->name = name;
        pack_set_author(d, index, author);
    }
    return author != NULL;
}

/* --- The end --- */

bool gather_settle(struct gather *g)
{
    return !packs(g) || (pack_last(g) && packer_finish(&g->packer));
}
