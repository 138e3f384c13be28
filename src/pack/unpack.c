/* Links out of bytes. */
#include "pack/bytes.h"
#include "pack/numbers.h"
#include "pack/pack.h"
#include "pack/shape.h"

#include <endian.h>
#include <stdlib.h>

/* Of a link: its URL, what is written, the NULs behind them, and a step's bytes. */
enum { WORDS_MOST = 2 * (UINT16_MAX + 1) + BYTES_STEP };

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

/* Words as they are packed: a prefix, bytes of their own, and the end of what stands before them.
 */
struct words {
    struct slice prefix, own;
    size_t end;
};

/* What a link begins with, and the words of its URL. */
struct head {
    unsigned shape; /* without SHAPE_BRIEF */
    uint64_t start, line, column;
    uint64_t length; /* unless it is as long as what is written */
    struct words url;
};

/* The next bytes are words' own. */
static struct words words_of(struct unpacker *u, unsigned prefix, size_t own)
{
    struct words w = { .prefix = u->document->pack->prefixes.list[prefix] };
    w.own = slice_of(u->at, own);
    u->at += own;
    return w;
}

static void read_brief_head(struct unpacker *u, uint64_t bits, struct head *out)
{
    out->shape = (bits >> BRIEF_KIND & SHAPE_KIND) | SHAPE_URL | SHAPE_AS_LONG |
                 (bits & BRIEF_SAME ? SHAPE_SAME : 0);
    out->start = u->start += bits >> BRIEF_START & UINT16_MAX;
    out->line = u->line += bits >> BRIEF_LINE & UINT8_MAX;
    out->column = bits >> BRIEF_COLUMN;
    out->length = 0;
    u->at += sizeof bits;
    out->url = words_of(u, bits >> BRIEF_PREFIX & UINT8_MAX, bits >> BRIEF_OWN & UINT8_MAX);
}

static void read_long_head(struct unpacker *u, struct head *out)
{
    out->shape = (unsigned char)*u->at++;
    out->start = u->start = difference_get(&u->at, u->start);
    out->line = u->line = difference_get(&u->at, u->line);
    out->column = number_get(&u->at);
    out->length = out->shape & SHAPE_AS_LONG ? 0 : number_get(&u->at);
    unsigned prefix = (unsigned char)*u->at++;
    size_t own = number_get(&u->at);
    out->url = words_of(u, prefix, own);
}

/* The bytes that come next, the first lowest: behind a group stand as many. */
static inline uint64_t next_bits(const struct unpacker *u)
{
    uint64_t bits;
    memcpy(&bits, u->at, sizeof bits);
    return le64toh(bits);
}

static void read_head(struct unpacker *u, struct head *out)
{
    uint64_t bits = next_bits(u);
    if ((bits & SHAPE_KIND) == SHAPE_BRIEF) {
        read_brief_head(u, bits, out);
    } else {
        read_long_head(u, out);
    }
}

/* The words of what is written where it is not the URL. */
static struct words read_written(struct unpacker *u)
{
    unsigned prefix = (unsigned char)*u->at++;
    size_t own = number_get(&u->at);
    size_t end = number_get(&u->at);
    struct words w = words_of(u, prefix, own);
    w.end = end;
    return w;
}

static void skip_link(struct unpacker *u)
{
    struct head head;
    read_head(u, &head);
    if (!(head.shape & SHAPE_SAME)) {
        read_written(u);
    }
}

/* Puts words together, with a NUL behind them, and gives their length; they may have the end of
 * what ends at `before`. */
static size_t put_words(char *to, const struct words *w, const char *before)
{
    char *at = bytes_put(bytes_put(to, w->prefix), w->own);
    at = bytes_put_short(at, slice_of(before - w->end, w->end));
    *at = '\0';
    return (size_t)(at - to);
}

/* Puts the words of a link where a link has them. */
static void read_link_words(struct unpacker *u, const struct head *head)
{
    struct link *link = &u->link;
    char *at = u->words;
    size_t length = 0;
    if (link->has_url) {
        length = put_words(at, &head->url, at);
        at += length + 1;
    }
    link->url_length = link->written_length = (uint16_t)length;
    if (link->apart) {
        struct words written = read_written(u);
        length = put_words(at, &written, u->words + length);
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

static void expect_group(const struct unpacker *u, size_t number)
{
    enum { BEGINNING = 256 };
    const struct segments *groups = &u->document->pack->groups;
    const struct pack_group *group = number < groups->count ? segments_at(groups, number) : NULL;
    if (group && group->bytes) {
        bytes_expect(group->bytes, BEGINNING);
    }
}

/* Moves to the beginning of the group of a link. */
static void seek_group(struct unpacker *u, size_t index)
{
    expect_group(u, index / PACK_GROUP + 1);
    u->group = segments_at(&u->document->pack->groups, index / PACK_GROUP);
    u->at = u->group->bytes ? u->group->bytes : u->document->pack->open->data;
    u->next = index - index % PACK_GROUP;
    u->start = u->group->start;
    u->line = u->group->line;
}

static void seek_slowly(struct unpacker *u, size_t index)
{
    bool amid = u->at && u->next % PACK_GROUP > 0;
    if (!amid || u->next / PACK_GROUP != index / PACK_GROUP || u->next > index) {
        seek_group(u, index);
    }
    for (; u->next < index; u->next++) {
        skip_link(u);
    }
}

/* Moves to the bytes of a link, from where the unpacker is or from the beginning of the group. */
static inline void seek(struct unpacker *u, size_t index)
{
    bool is_there = u->at && u->next == index && index % PACK_GROUP > 0;
    if (!is_there) {
        seek_slowly(u, index);
    }
}

static struct link_more *more_of(const struct unpacker *u, size_t index)
{
    return u->group->more ? u->group->more[index % PACK_GROUP] : NULL;
}

/* Reads what a packed link begins with, and all of the link but its words. */
static void read_link_head(struct unpacker *u, size_t index, struct head *head)
{
    seek(u, index);
    read_head(u, head);
    u->next++;
    u->link = (struct link){ .start = head->start,
                             .length = (uint32_t)head->length,
                             .line = (uint32_t)head->line,
                             .column = (uint32_t)head->column,
                             .embed = u->group->embeds[index % PACK_GROUP],
                             .more = more_of(u, index),
                             .has_url = (head->shape & SHAPE_URL) != 0,
                             .apart = !(head->shape & SHAPE_SAME),
                             .truncated = (head->shape & SHAPE_TRUNCATED) != 0,
                             .malformed = (head->shape & SHAPE_MALFORMED) != 0,
                             .kind = head->shape & SHAPE_KIND };
}

/* A link whose words are known, or their lengths. */
static const struct link *finish_link(struct unpacker *u, const struct head *head)
{
    if (head->shape & SHAPE_AS_LONG) {
        u->link.length = u->link.written_length;
    }
    return &u->link;
}

static const struct link *unpack_words(struct unpacker *u, const struct head *head)
{
    if (!has_room(u)) {
        return NULL;
    }
    read_link_words(u, head);
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

/* One part, and an empty one. */
static void set_parts(struct slice parts[2], struct slice whole)
{
    parts[0] = whole;
    parts[1] = slice_of(whole.data, 0);
}

/* A link as most are: with a brief head, and its URL is what is written. */
static const struct link *unpack_usual(struct unpacker *u, uint64_t bits, size_t index,
                                       struct slice url[2])
{
    enum { AHEAD = 256 };
    bytes_expect(u->at + AHEAD, 1);
    u->at += sizeof bits;
    u->next++;
    struct words words =
        words_of(u, bits >> BRIEF_PREFIX & UINT8_MAX, bits >> BRIEF_OWN & UINT8_MAX);
    uint16_t length = (uint16_t)(words.prefix.length + words.own.length);
    url[0] = words.prefix;
    url[1] = words.own;
    u->start += bits >> BRIEF_START & UINT16_MAX;
    u->line += bits >> BRIEF_LINE & UINT8_MAX;
    u->link = (struct link){ .start = u->start,
                             .length = length,
                             .line = (uint32_t)u->line,
                             .column = (uint32_t)(bits >> BRIEF_COLUMN),
                             .embed = u->group->embeds[index % PACK_GROUP],
                             .more = more_of(u, index),
                             .url_length = length,
                             .written_length = length,
                             .has_url = true,
                             .kind = bits >> BRIEF_KIND & SHAPE_KIND };
    return &u->link;
}

static const struct link *unpack_any_parts(struct unpacker *u, size_t index,
                                           struct link_parts *parts)
{
    struct head head;
    read_link_head(u, index, &head);
    parts->url[0] = head.url.prefix;
    parts->url[1] = head.url.own;
    const struct link *link = unpack_words(u, &head);
    if (link && link->has_url && link->written_length > 0) {
        parts->known = true;
        set_parts(parts->written, link_written(link));
    }
    return link;
}

const struct link *unpack_link_parts(struct unpacker *u, size_t index, struct link_parts *parts)
{
    parts->known = false;
    if (!u->document->pack) {
        return &u->document->links[index];
    }
    seek(u, index);
    uint64_t bits = next_bits(u);
    if ((bits & (SHAPE_KIND | BRIEF_SAME)) != (SHAPE_BRIEF | BRIEF_SAME)) {
        return unpack_any_parts(u, index, parts);
    }
    parts->known = true;
    return unpack_usual(u, bits, index, parts->url);
}
