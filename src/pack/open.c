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

/* A link as it is, with a copy of its words. */
static bool copy_link(struct unpacker *u, size_t index, struct link *out)
{
    const struct link *link = unpack_link(u, index);
    char *words = link ? arena_bytes(&u->few.arena, u->words_length) : NULL;
    if (!words) {
        return false;
    }
    memcpy(words, link->words, u->words_length);
    *out = *link;
    out->words = words;
    return true;
}

static bool copy_links(struct unpacker *u)
{
    uint32_t count = u->embed.link_count;
    u->few.links = ARENA_ARRAY(&u->few.arena, struct link, count);
    u->few.link_count = count;
    bool good = u->few.links != NULL;
    for (uint32_t i = 0; good && i < count; i++) {
        good = copy_link(u, u->links[i], &u->few.links[i]);
    }
    return good;
}

/* What an embed has may be described further: here only. */
static bool copy_more(struct unpacker *u)
{
    const struct embed_more *more = u->embed.more;
    u->embed.more = NULL;
    struct embed_more *copy = more ? embed_more_of(&u->embed, &u->few.arena) : NULL;
    if (copy) {
        *copy = *more;
    }
    return copy || !more;
}

/* Whether something says which post it is: of others nothing is known but what was found. */
static bool names_post(const struct embed *embed)
{
    return embed->post_id.length || embed->url.length || embed->has_permalink;
}

/* In the document that has nothing else its links are counted from 0. */
const struct embed *unpack_described(struct unpacker *u, size_t index,
                                     bool (*describe)(struct document *few))
{
    const struct embed *embed = unpack_embed(u, index);
    if (!embed || !u->document->pack || !describe || !names_post(embed)) {
        return embed;
    }
    arena_reset(&u->few.arena);
    u->few.embeds = &u->embed;
    u->few.embed_count = 1;
    u->embed.links = u->links + u->link_room;
    if (!copy_links(u) || !copy_more(u) || !describe(&u->few)) {
        return NULL;
    }
    u->embed.links = u->links;
    return embed;
}
