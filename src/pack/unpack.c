/* Links and embeds out of bytes. */
#include "pack/numbers.h"
#include "pack/pack.h"
#include "pack/shape.h"

#include <stdlib.h>

/* Of a link: its URL, what is written, and the NULs behind them. */
enum { WORDS_MOST = 2 * (UINT16_MAX + 1) };

void unpacker_open(struct unpacker *u, const struct document *document)
{
    *u = (struct unpacker){ .document = document };
}

void unpacker_close(struct unpacker *u)
{
    free(u->words);
    free(u->links);
    arena_free(&u->few.arena);
}

void unpacker_forget(struct unpacker *u)
{
    u->at = NULL;
}

/* --- Links --- */

/* What stands before a link's words. */
struct head {
    unsigned shape;
    uint64_t start, line, column;
    uint64_t length; /* unless it is as long as what is written */
};

static void read_head(struct unpacker *u, struct head *out)
{
    out->shape = (unsigned char)*u->at++;
    out->start = u->start = difference_get(&u->at, u->start);
    out->line = u->line = difference_get(&u->at, u->line);
    out->column = number_get(&u->at);
    out->length = out->shape & SHAPE_AS_LONG ? 0 : number_get(&u->at);
}

/* Words as they are packed: a prefix, bytes of their own, and the end of what stands before them.
 */
struct words {
    struct slice prefix, own;
    size_t end;
};

static struct words read_words(struct unpacker *u, bool ends)
{
    unsigned prefix = (unsigned char)*u->at++;
    struct words w = { .prefix = u->document->pack->prefixes.list[prefix] };
    w.own.length = number_get(&u->at);
    w.end = ends ? number_get(&u->at) : 0;
    w.own.data = u->at;
    u->at += w.own.length;
    return w;
}

static void skip_link(struct unpacker *u)
{
    struct head head;
    read_head(u, &head);
    read_words(u, false);
    if (!(head.shape & SHAPE_SAME)) {
        read_words(u, true);
    }
}

static char *put(char *at, const char *bytes, size_t count)
{
    if (count) {
        memcpy(at, bytes, count);
    }
    return at + count;
}

/* Puts words together, with a NUL behind them, and gives their length; they may have the end of
 * what ends at `before`. */
static size_t put_words(char *to, const struct words *w, const char *before)
{
    char *at = put(to, w->prefix.data, w->prefix.length);
    at = put(at, w->own.data, w->own.length);
    at = put(at, before - w->end, w->end);
    *at = '\0';
    return (size_t)(at - to);
}

/* Puts the words of a link where a link has them. */
static void read_link_words(struct unpacker *u, unsigned shape)
{
    struct link *link = &u->link;
    char *at = u->words;
    struct words w = read_words(u, false);
    size_t length = 0;
    link->has_url = (shape & SHAPE_URL) != 0;
    link->apart = !(shape & SHAPE_SAME);
    if (link->has_url) {
        length = put_words(at, &w, at);
        at += length + 1;
    }
    link->url_length = link->written_length = (uint16_t)length;
    if (link->apart) {
        w = read_words(u, true);
        length = put_words(at, &w, u->words + length);
        link->written_length = (uint16_t)length;
        at += length + 1;
    }
    link->words = u->words;
    u->words_length = (size_t)(at - u->words);
}

static bool has_room(struct unpacker *u)
{
    u->words = u->words ? u->words : malloc(WORDS_MOST);
    u->failed |= !u->words;
    return u->words != NULL;
}

/* Moves to the bytes of a link, from where the unpacker is or from the beginning of the group. */
static void seek(struct unpacker *u, const struct pack_group *group, size_t index)
{
    bool amid = u->at && u->next % PACK_GROUP > 0;
    bool reads_on = amid && u->next / PACK_GROUP == index / PACK_GROUP && u->next <= index;
    if (!reads_on) {
        u->at = group->bytes ? group->bytes : u->document->pack->open->data;
        u->next = index - index % PACK_GROUP;
        u->start = group->start;
        u->line = group->line;
    }
    for (; u->next < index; u->next++) {
        skip_link(u);
    }
}

/* Reads what stands before the words of a packed link. */
static void read_link_head(struct unpacker *u, size_t index, struct head *head)
{
    const struct pack_group *group = segments_at(&u->document->pack->groups, index / PACK_GROUP);
    seek(u, group, index);
    read_head(u, head);
    u->next++;
    u->link.embed = group->embeds[index % PACK_GROUP];
    u->link.more = group->more ? group->more[index % PACK_GROUP] : NULL;
}

/* A link whose words are known, or their lengths. */
static const struct link *finish_link(struct unpacker *u, const struct head *head)
{
    struct link *link = &u->link;
    bool as_long = head->shape & SHAPE_AS_LONG;
    link->start = head->start;
    link->length = as_long ? link->written_length : (uint32_t)head->length;
    link->line = (uint32_t)head->line;
    link->column = (uint32_t)head->column;
    link->kind = head->shape & SHAPE_KIND;
    link->truncated = (head->shape & SHAPE_TRUNCATED) != 0;
    link->malformed = (head->shape & SHAPE_MALFORMED) != 0;
    return link;
}

static const struct link *unpack_words(struct unpacker *u, const struct head *head)
{
    if (!has_room(u)) {
        return NULL;
    }
    read_link_words(u, head->shape);
    return finish_link(u, head);
}

const struct link *unpack_link(struct unpacker *u, size_t index)
{
    struct head head;
    if (!u->document->pack) {
        return &u->document->links[index];
    }
    read_link_head(u, index, &head);
    return unpack_words(u, &head);
}

const struct link *unpack_link_parts(struct unpacker *u, size_t index, struct slice parts[2])
{
    struct head head;
    parts[0] = parts[1] = (struct slice){ 0 };
    if (!u->document->pack) {
        return &u->document->links[index];
    }
    read_link_head(u, index, &head);
    if ((head.shape & (SHAPE_URL | SHAPE_SAME)) != (SHAPE_URL | SHAPE_SAME)) {
        return unpack_words(u, &head);
    }
    struct words words = read_words(u, false);
    parts[0] = words.prefix;
    parts[1] = words.own;
    u->link.words = NULL;
    u->link.has_url = true;
    u->link.apart = false;
    u->link.url_length = u->link.written_length =
        (uint16_t)(words.prefix.length + words.own.length);
    return finish_link(u, &head);
}

/* --- Embeds --- */

static const void *get_pointer(const char **at)
{
    const void *pointer;
    memcpy(&pointer, *at, sizeof pointer);
    *at += sizeof pointer;
    return pointer;
}

static struct slice get_slice(const char **at)
{
    uint64_t length = number_get(at);
    struct slice s = { 0 };
    if (length) {
        s = slice_of(*at, length - 1);
        *at += s.length;
    }
    return s;
}

static void read_embed_head(const struct pack *pack, const char **at, struct embed *e)
{
    unsigned shape = (unsigned char)*(*at)++;
    const struct pack_kind *kind = segments_at(&pack->kinds, number_get(at) - 1);
    e->platform = kind->platform;
    e->kind = kind->kind;
    e->form = shape & SHAPE_FORM;
    e->text_open = (shape & SHAPE_TEXT_OPEN) != 0;
    unsigned said = (unsigned char)*(*at)++;
    e->name_certainty = said & (SHAPE_PERMALINK - 1);
    e->has_permalink = (said & SHAPE_PERMALINK) != 0;
    e->span.start = number_get(at);
    e->span.end = e->span.start + number_get(at);
    e->span.line = number_get(at);
    e->span.column = number_get(at);
    if (shape & SHAPE_DATE) {
        said = (unsigned char)*(*at)++;
        e->date.source = said >> 4;
        e->date.precision = said & 15;
        e->date.ms = (int64_t)difference_get(at, 0);
    }
    e->span.from = shape & SHAPE_FROM ? get_pointer(at) : NULL;
    e->more = shape & SHAPE_MORE ? (struct embed_more *)get_pointer(at) : NULL;
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

static bool read_links(struct unpacker *u, const char **at)
{
    uint64_t before = 0;
    uint64_t count = number_get(at);
    if (!make_room(u, count)) {
        return false;
    }
    for (uint64_t i = 0; i < count; i++) {
        before = difference_get(at, before);
        u->links[i] = (uint32_t)before;
    }
    u->embed.links = u->links;
    u->embed.link_count = (uint32_t)count;
    return true;
}

const struct embed *unpack_embed(struct unpacker *u, size_t index)
{
    const struct document *d = u->document;
    if (!d->pack) {
        return &d->embeds[index];
    }
    const struct pack_embed *packed = segments_at(&d->pack->embeds, index);
    const char *at = packed->bytes;
    u->embed = (struct embed){ .author = *packed->author };
    read_embed_head(d->pack, &at, &u->embed);
    u->embed.text = get_slice(&at);
    u->embed.post_id = get_slice(&at);
    u->embed.url = get_slice(&at);
    return read_links(u, &at) ? &u->embed : NULL;
}
