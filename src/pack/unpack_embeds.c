/* Embeds out of bytes. */
#include "pack/bytes.h"
#include "pack/pack.h"
#include "pack/shape.h"

#include <stdlib.h>

static const void *get_pointer(const char **at)
{
    const void *pointer;
    memcpy(&pointer, *at, sizeof pointer);
    *at += sizeof pointer;
    return pointer;
}

/* Words of which the length is told, and one; 0: absent. */
static struct slice get_slice(const char **at, size_t told)
{
    struct slice s = { 0 };
    if (told) {
        s = slice_of(*at, told - 1);
        *at += s.length;
    }
    return s;
}

static void read_embed_head(const struct pack *pack, const struct embed_head *head, struct embed *e)
{
    const struct pack_kind *kind = segments_at(&pack->kinds, head->kind - 1U);
    e->platform = kind->platform;
    e->kind = kind->kind;
    e->form = head->form;
    e->text_open = head->text_open;
    e->name_certainty = head->certainty;
    e->has_permalink = head->has_permalink;
    e->span.start = head->start;
    e->span.end = head->start + head->length;
    e->span.line = head->line;
    e->span.column = head->column;
    e->date.source = head->source;
    e->date.precision = head->precision;
    e->date.ms = head->ms;
    e->link_count = head->link_count;
}

/* Reads an embed, and gives the numbers of its links. */
static const char *read_embed(const struct pack *pack, const char *at, struct embed *e)
{
    struct embed_head head;
    memcpy(&head, at, sizeof head);
    at += sizeof head;
    if (head.wide) {
        const struct embed *wide = get_pointer(&at);
        struct author author = e->author;
        *e = *wide;
        e->author = author;
        return (const char *)wide->links;
    }
    read_embed_head(pack, &head, e);
    e->span.from = head.has_from ? get_pointer(&at) : NULL;
    e->more = head.has_more ? (struct embed_more *)get_pointer(&at) : NULL;
    e->text = get_slice(&at, head.text);
    e->post_id = get_slice(&at, head.post_id);
    e->url = get_slice(&at, head.url);
    return at;
}

/* Makes room for so many links; false: out of memory. */
static bool make_room(struct unpacker *u, size_t count)
{
    if (count <= u->link_room) {
        return true;
    }
    uint32_t *links = reallocarray(u->links, count, 2 * sizeof *links);
    if (!links) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        links[count + i] = (uint32_t)i;
    }
    u->links = links;
    u->link_room = count;
    return true;
}

/* Their bytes stand apart from each other, between those of links: they are fetched some embeds
 * ahead. */
static void expect_embed(const struct pack *pack, size_t index)
{
    enum { USUAL = 192 };
    if (index < pack->embeds.count) {
        const struct pack_embed *embed = segments_at(&pack->embeds, index);
        bytes_expect(embed->bytes, USUAL);
    }
}

const struct embed *unpack_embed(struct unpacker *u, size_t index)
{
    enum { AHEAD = 4 };
    const struct document *d = u->document;
    if (!d->pack) {
        return &d->embeds[index];
    }
    const struct pack_embed *packed = segments_at(&d->pack->embeds, index);
    expect_embed(d->pack, index + AHEAD);
    u->embed = (struct embed){ .author = *packed->author };
    const char *links = read_embed(d->pack, packed->bytes, &u->embed);
    if (!make_room(u, u->embed.link_count)) {
        return NULL;
    }
    for (size_t i = 0; i < u->embed.link_count; i++) {
        memcpy(&u->links[i], links + i * sizeof *u->links, sizeof *u->links);
    }
    u->embed.links = u->links;
    return &u->embed;
}
