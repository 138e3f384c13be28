#include "pack/pack.h"

#include "pack/numbers.h"
#include "pack/shape.h"

/* What a group may have, whose links are no longer than fits a link. */
enum { GROUP_MOST = PACK_GROUP * (2 * UINT16_MAX + SHAPE_MOST) };

bool packer_open(struct packer *p, struct document *document)
{
    *p = (struct packer){ .document = document,
                          .open = BUFFER(GROUP_MOST),
                          .scratch = BUFFER(PTRDIFF_MAX) };
    struct pack *pack = ARENA_NEW(&document->arena, struct pack);
    if (pack) {
        pack->groups.size = sizeof(struct pack_group);
        pack->embeds.size = sizeof(struct pack_embed);
        pack->kinds.size = sizeof(struct pack_kind);
        pack->open = &p->open;
    }
    document->pack = pack;
    return pack != NULL;
}

/* The last group gets bytes of its own. */
static bool seal(struct packer *p)
{
    struct pack *pack = p->document->pack;
    if (pack->groups.count == 0) {
        return true;
    }
    struct pack_group *last = segments_at(&pack->groups, pack->groups.count - 1);
    char *bytes = arena_bytes(&p->document->arena, p->open.length);
    if (!bytes) {
        return false;
    }
    if (p->open.length) {
        memcpy(bytes, p->open.data, p->open.length);
    }
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
    buffer_free(&p->scratch);
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
    return group != NULL;
}

/* How many bytes two slices have in common at their ends, but for the first `but` of `b`. */
static size_t common_end(struct slice a, struct slice b, size_t but)
{
    size_t most = a.length < b.length - but ? a.length : b.length - but;
    size_t count = 0;
    while (a.data && b.data && count < most &&
           a.data[a.length - 1 - count] == b.data[b.length - 1 - count]) {
        count++;
    }
    return count;
}

static char *put_bytes(char *at, struct slice s)
{
    if (s.data && s.length) {
        memcpy(at, s.data, s.length);
    }
    return at + s.length;
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
    return put_bytes(at, slice_of(slice_skip(written, before).data, own));
}

static bool put_link(struct packer *p, const struct link *link, struct slice url,
                     struct slice written, const struct span *span)
{
    struct prefixes *prefixes = &p->document->pack->prefixes;
    char *room = buffer_reserve(&p->open, url.length + written.length + SHAPE_MOST);
    if (!room) {
        return false;
    }
    bool same = url.data == written.data ? url.length == written.length : slice_equal(url, written);
    bool as_long = span->end - span->start == written.length;
    unsigned number = prefixes_number(prefixes, &p->document->arena, url);
    size_t before = prefixes->list[number].length;
    char *at = room;
    *at++ = (char)(link->kind | (url.data ? SHAPE_URL : 0) | (same ? SHAPE_SAME : 0) |
                   (as_long ? SHAPE_AS_LONG : 0) | (link->truncated ? SHAPE_TRUNCATED : 0) |
                   (link->malformed ? SHAPE_MALFORMED : 0));
    at = difference_put(at, span->start, p->start);
    at = difference_put(at, span->line, p->line);
    at = number_put(at, span->column);
    at = as_long ? at : number_put(at, span->end - span->start);
    *at++ = (char)number;
    at = number_put(at, url.length - before);
    at = put_bytes(at, slice_skip(url, before));
    at = same ? at : put_written(p, at, url, written);
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
    *pack_embed_of(d, index) = link->embed;
    d->link_count++;
    return true;
}
