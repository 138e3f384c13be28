#include "pack/pack.h"

#include "pack/bytes.h"
#include "pack/numbers.h"
#include "pack/shape.h"

#include <endian.h>

/* What a group may have, whose links are no longer than fits a link. */
enum { GROUP_MOST = PACK_GROUP * (2 * UINT16_MAX + SHAPE_MOST) };

bool packer_open(struct packer *p, struct document *document)
{
    *p = (struct packer){ .document = document, .open = BUFFER(GROUP_MOST) };
    struct pack *pack = ARENA_NEW(&document->arena, struct pack);
    if (pack) {
        pack->groups.size = sizeof(struct pack_group);
        pack->embeds.size = sizeof(struct pack_embed);
        pack->kinds.size = sizeof(struct pack_kind);
        pack->open = &p->open;
        prefixes_init(&pack->prefixes);
    }
    document->pack = pack;
    return pack != NULL;
}

/* The last group gets bytes of its own, and a step's behind them. */
static bool seal(struct packer *p)
{
    struct pack *pack = p->document->pack;
    if (pack->groups.count == 0) {
        return true;
    }
    struct pack_group *last = segments_at(&pack->groups, pack->groups.count - 1);
    char *bytes = arena_bytes(&p->document->arena, p->open.length + BYTES_STEP);
    if (!bytes) {
        return false;
    }
    if (p->open.length) {
        memcpy(bytes, p->open.data, p->open.length);
    }
    memset(bytes + p->open.length, 0, BYTES_STEP);
    last->bytes = bytes;
    buffer_reset(&p->open);
    return true;
}

bool packer_finish(struct packer *p)
{
    bool sealed = seal(p);
    p->document->pack->open = NULL;
    return sealed;
}

void packer_free(struct packer *p)
{
    buffer_free(&p->open);
}

/* --- Links --- */

static struct pack_group *group_of(const struct document *d, size_t link)
{
    return segments_at(&d->pack->groups, link / PACK_GROUP);
}

int32_t *pack_embed_of(const struct document *d, size_t link)
{
    return &group_of(d, link)->embeds[link % PACK_GROUP];
}

struct link_more *pack_rest_of(const struct document *d, size_t link)
{
    const struct pack_group *group = group_of(d, link);
    return group->more ? group->more[link % PACK_GROUP] : NULL;
}

struct link_more **pack_more_of(struct document *d, size_t link)
{
    struct pack_group *group = group_of(d, link);
    if (!group->more) {
        group->more = ARENA_ARRAY(&d->arena, struct link_more *, PACK_GROUP);
    }
    return group->more ? &group->more[link % PACK_GROUP] : NULL;
}

static bool begin_group(struct packer *p)
{
    struct pack *pack = p->document->pack;
    struct pack_group *group = seal(p) ? segments_add(&pack->groups, &p->document->arena) : NULL;
    if (group) {
        group->start = p->start;
        group->line = p->line;
    }
    p->group = group;
    return group != NULL;
}

/* How many of the eight bytes before two places are the same, from the last on. */
static size_t common_eight(const char *a, const char *b)
{
    uint64_t first, second;
    memcpy(&first, a - sizeof first, sizeof first);
    memcpy(&second, b - sizeof second, sizeof second);
    uint64_t other = le64toh(first ^ second);
    return other ? (size_t)__builtin_clzll(other) / 8 : sizeof first;
}

/* How many bytes two slices have in common at their ends, but for the first `but` of `b`. */
static size_t common_end(struct slice a, struct slice b, size_t but)
{
    enum { EIGHT = 8 };
    size_t most = a.length < b.length - but ? a.length : b.length - but;
    size_t count = 0;
    size_t same = EIGHT;
    while (same == EIGHT && most - count >= EIGHT) {
        same = common_eight(a.data + a.length - count, b.data + b.length - count);
        count += same;
    }
    while (same == EIGHT && count < most &&
           a.data[a.length - 1 - count] == b.data[b.length - 1 - count]) {
        count++;
    }
    return count;
}

/* What is written where it is not the URL: a prefix, bytes of its own, and the end of the URL. */
static char *put_written(struct packer *p, char *at, struct slice url, struct slice written)
{
    struct prefixes *prefixes = &p->document->pack->prefixes;
    unsigned number = prefixes_number(prefixes, &p->document->arena, written);
    size_t before = prefixes->list[number].length;
    size_t end = common_end(url, written, before);
    size_t own = written.length - before - end;
    *at++ = (char)number;
    at = number_put(at, own);
    at = number_put(at, end);
    return bytes_put_short(at, slice_of(slice_skip(written, before).data, own));
}

/* How a link is packed. */
struct form {
    const struct link *link;
    const struct span *span;
    struct slice own; /* what its URL has behind the prefix */
    unsigned prefix;
    bool has_url, same, as_long;
};

/* What a link begins with if it is brief; 0: it is not. */
static uint64_t brief_head(const struct packer *p, const struct form *f)
{
    const struct link *link = f->link;
    uint64_t start = f->span->start - p->start;
    uint64_t line = f->span->line - p->line;
    uint64_t column = f->span->column;
    uint64_t own = f->own.length;
    bool usual = f->has_url && f->as_long && !link->truncated && !link->malformed;
    bool fits = (start >> 16 | line >> 8 | column >> 16 | own >> 8) == 0;
    uint64_t shape = SHAPE_BRIEF | (uint64_t)link->kind << BRIEF_KIND | (f->same ? BRIEF_SAME : 0);
    return usual && fits ? shape | (uint64_t)f->prefix << BRIEF_PREFIX | own << BRIEF_OWN |
                               line << BRIEF_LINE | start << BRIEF_START | column << BRIEF_COLUMN
                         : 0;
}

/* What any other begins with. */
static char *put_head(const struct packer *p, char *at, const struct form *f)
{
    const struct link *link = f->link;
    const struct span *span = f->span;
    *at++ = (char)(link->kind | (f->has_url ? SHAPE_URL : 0) | (f->same ? SHAPE_SAME : 0) |
                   (f->as_long ? SHAPE_AS_LONG : 0) | (link->truncated ? SHAPE_TRUNCATED : 0) |
                   (link->malformed ? SHAPE_MALFORMED : 0));
    at = difference_put(at, span->start, p->start);
    at = difference_put(at, span->line, p->line);
    at = number_put(at, span->column);
    at = f->as_long ? at : number_put(at, span->end - span->start);
    *at++ = (char)f->prefix;
    return number_put(at, f->own.length);
}

/* What stands before its own bytes. */
static char *put_any_head(const struct packer *p, char *at, const struct form *f)
{
    uint64_t brief = htole64(brief_head(p, f));
    if (!brief) {
        return put_head(p, at, f);
    }
    memcpy(at, &brief, sizeof brief);
    return at + sizeof brief;
}

static bool same_words(struct slice a, struct slice b)
{
    return a.data == b.data ? a.length == b.length : slice_equal(a, b);
}

static bool put_link(struct packer *p, const struct link *link, struct slice url,
                     struct slice written, const struct span *span)
{
    struct prefixes *prefixes = &p->document->pack->prefixes;
    char *room = buffer_reserve(&p->open, url.length + written.length + SHAPE_MOST);
    if (!room) {
        return false;
    }
    struct form form = { .link = link, .span = span, .has_url = url.data != NULL };
    form.same = same_words(url, written);
    form.as_long = span->end - span->start == written.length;
    form.prefix = prefixes_number(prefixes, &p->document->arena, url);
    form.own = slice_skip(url, prefixes->list[form.prefix].length);
    char *at = bytes_put_short(put_any_head(p, room, &form), form.own);
    at = form.same ? at : put_written(p, at, url, written);
    p->open.length += (size_t)(at - room);
    p->start = span->start;
    p->line = span->line;
    return true;
}

/* A link that is longer than fits says all that in its `more`. */
static bool put_wide(struct packer *p, struct link *link, struct slice url, struct slice written,
                     const struct span *span)
{
    struct arena *arena = &p->document->arena;
    const struct span here = { .start = p->start, .end = p->start, .line = p->line };
    return link_widen(link, arena) && link_set_words(link, arena, url, written) &&
           link_set_span(link, arena, span) &&
           put_link(p, link, (struct slice){ 0 }, (struct slice){ 0 }, &here);
}

bool packer_add_link(struct packer *p, struct link *link, struct slice url, struct slice written,
                     const struct span *span)
{
    struct document *d = p->document;
    size_t index = d->link_count;
    struct link_more *marked = span->from ? link_more_of(link, &d->arena) : NULL;
    if ((span->from && !marked) || (index % PACK_GROUP == 0 && !begin_group(p))) {
        return false;
    }
    if (marked) {
        marked->from = span->from;
    }
    bool put = link_fits(url, written, span) ? put_link(p, link, url, written, span)
                                             : put_wide(p, link, url, written, span);
    struct link_more **more = put && link->more ? pack_more_of(d, index) : NULL;
    if (!put || (link->more && !more)) {
        return false;
    }
    if (more) {
        *more = link->more;
    }
    p->group->embeds[index % PACK_GROUP] = link->embed;
    d->link_count++;
    return true;
}
