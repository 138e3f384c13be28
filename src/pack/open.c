/* What is packed as whoever wants all of it at once, or one thing by itself, needs it. */
#include "pack/pack.h"

#include <stdlib.h>

/* --- All of it --- */

static bool open_link(struct unpacker *u, size_t index, struct arena *arena, struct link *out)
{
    const struct link *link = unpack_link(u, index);
    if (!link) {
        return false;
    }
    *out = *link;
    return (out->more && out->more->wide) ||
           link_set_words(out, arena, link_url(link), link_written(link));
}

static bool open_embed(struct unpacker *u, size_t index, struct arena *arena, struct embed *out)
{
    const struct embed *embed = unpack_embed(u, index);
    if (!embed) {
        return false;
    }
    *out = *embed;
    out->text = arena_copy(arena, embed->text);
    out->post_id = arena_copy(arena, embed->post_id);
    out->url = arena_copy(arena, embed->url);
    out->links = ARENA_ARRAY(arena, uint32_t, embed->link_count);
    if (out->links && embed->link_count) {
        memcpy(out->links, embed->links, embed->link_count * sizeof *out->links);
    }
    return out->links && !arena->failed;
}

static bool open_all(struct document *d, struct link *links, struct embed *embeds)
{
    struct unpacker u;
    bool good = true;
    unpacker_open(&u, d);
    for (size_t i = 0; good && i < d->link_count; i++) {
        good = open_link(&u, i, &d->arena, &links[i]);
    }
    for (size_t i = 0; good && i < d->embed_count; i++) {
        good = open_embed(&u, i, &d->arena, &embeds[i]);
    }
    unpacker_close(&u);
    return good;
}

bool pack_open(struct document *d)
{
    if (!d->pack) {
        return true;
    }
    struct link *links = calloc(d->link_count + 1, sizeof *links);
    struct embed *embeds = calloc(d->embed_count + 1, sizeof *embeds);
    if (!links || !embeds || !open_all(d, links, embeds)) {
        free(links);
        free(embeds);
        return false;
    }
    d->links = links;
    d->link_room = d->link_count + 1;
    d->embeds = embeds;
    d->embed_room = d->embed_count + 1;
    d->pack = NULL;
    return true;
}

/* --- One embed by itself --- */

/* The links of an embed, in the document that has nothing else. */
static bool copy_links(struct unpacker *u, const struct embed *embed)
{
    struct arena *arena = &u->few.arena;
    u->few.links = ARENA_ARRAY(arena, struct link, embed->link_count);
    u->few.link_count = embed->link_count;
    bool good = u->few.links != NULL;
    for (uint32_t i = 0; good && i < embed->link_count; i++) {
        good = open_link(u, embed->links[i], arena, &u->few.links[i]);
    }
    return good;
}

/* The embed itself: its links are counted from 0. */
static bool copy_embed(struct unpacker *u, const struct embed *embed)
{
    struct arena *arena = &u->few.arena;
    struct embed *copy = ARENA_NEW(arena, struct embed);
    uint32_t *links = ARENA_ARRAY(arena, uint32_t, embed->link_count);
    struct embed_more *more = embed->more ? ARENA_NEW(arena, struct embed_more) : NULL;
    if (!copy || !links || (embed->more && !more)) {
        return false;
    }
    for (uint32_t i = 0; i < embed->link_count; i++) {
        links[i] = i;
    }
    *copy = *embed;
    copy->links = links;
    copy->more = more;
    if (more) {
        *more = *embed->more;
    }
    u->few.embeds = copy;
    u->few.embed_count = 1;
    return true;
}

const struct embed *unpack_described(struct unpacker *u, size_t index,
                                     bool (*describe)(struct document *few))
{
    const struct embed *embed = unpack_embed(u, index);
    if (!embed || !u->document->pack || !describe) {
        return embed;
    }
    arena_reset(&u->few.arena);
    if (!copy_links(u, embed) || !copy_embed(u, embed) || !describe(&u->few)) {
        return NULL;
    }
    u->few.embeds->links = u->links;
    return u->few.embeds;
}
