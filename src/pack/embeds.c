/* Embeds into bytes. */
#include "pack/numbers.h"
#include "pack/pack.h"
#include "pack/shape.h"

/* The number of what the embed is; the latest are looked at first. 0: out of memory. */
static size_t kind_number(struct packer *p, const struct embed *e)
{
    struct segments *kinds = &p->document->pack->kinds;
    for (size_t i = kinds->count; i > 0; i--) {
        const struct pack_kind *known = segments_at(kinds, i - 1);
        if (known->platform == e->platform && known->kind == e->kind) {
            return i;
        }
    }
    struct pack_kind *fresh = segments_add(kinds, &p->document->arena);
    if (!fresh) {
        return 0;
    }
    *fresh = (struct pack_kind){ e->platform, e->kind };
    return kinds->count;
}

static bool same_words(struct slice a, struct slice b)
{
    return a.data == b.data && a.length == b.length;
}

/* Those that were met last, the very words of whom the gatherer has again, are kept once. */
static const struct author *keep_author(struct packer *p, const struct author *author)
{
    uintptr_t mixed = (uintptr_t)author->handle.data ^ (uintptr_t)author->name.data >> 3;
    const struct author **known = &p->authors[(mixed ^ mixed >> 6) % PACK_AUTHORS];
    if (*known && same_words((*known)->name, author->name) &&
        same_words((*known)->handle, author->handle) && same_words((*known)->url, author->url)) {
        return *known;
    }
    struct author *fresh = ARENA_NEW(&p->document->arena, struct author);
    if (fresh) {
        *fresh = *author;
        *known = fresh;
    }
    return fresh;
}

static char *put_pointer(char *at, const void *pointer)
{
    memcpy(at, &pointer, sizeof pointer);
    return at + sizeof pointer;
}

/* The absent slice is another than the empty one. */
static char *put_slice(char *at, struct slice s)
{
    at = number_put(at, s.data ? s.length + 1 : 0);
    if (s.data && s.length) {
        memcpy(at, s.data, s.length);
    }
    return at + s.length;
}

static char *put_head(char *at, const struct embed *e, size_t kind)
{
    bool dated = e->date.source != SOURCE_NONE;
    *at++ = (char)(e->form | (e->text_open ? SHAPE_TEXT_OPEN : 0) | (dated ? SHAPE_DATE : 0) |
                   (e->span.from ? SHAPE_FROM : 0) | (e->more ? SHAPE_MORE : 0));
    at = number_put(at, kind);
    *at++ = (char)(e->name_certainty | (e->has_permalink ? SHAPE_PERMALINK : 0));
    at = number_put(at, e->span.start);
    at = number_put(at, e->span.end - e->span.start);
    at = number_put(at, e->span.line);
    at = number_put(at, e->span.column);
    if (dated) {
        *at++ = (char)(e->date.source << 4 | e->date.precision);
        at = difference_put(at, (uint64_t)e->date.ms, 0);
    }
    at = e->span.from ? put_pointer(at, e->span.from) : at;
    return e->more ? put_pointer(at, e->more) : at;
}

static char *put_links(char *at, const struct embed *e)
{
    uint64_t before = 0;
    at = number_put(at, e->link_count);
    for (uint32_t i = 0; i < e->link_count; i++) {
        at = difference_put(at, e->links[i], before);
        before = e->links[i];
    }
    return at;
}

/* The embed's bytes, in the packer's room. */
static struct slice bytes_of(struct packer *p, const struct embed *e, size_t kind)
{
    size_t words = e->text.length + e->post_id.length + e->url.length;
    size_t links = (size_t)e->link_count * NUMBER_MOST;
    buffer_reset(&p->scratch);
    char *room = buffer_reserve(&p->scratch, SHAPE_MOST + words + links);
    if (!room) {
        return (struct slice){ 0 };
    }
    char *at = put_head(room, e, kind);
    at = put_slice(at, e->text);
    at = put_slice(at, e->post_id);
    at = put_slice(at, e->url);
    at = put_links(at, e);
    return slice_of(room, (size_t)(at - room));
}

bool packer_add_embed(struct packer *p, const struct embed *embed)
{
    struct document *d = p->document;
    size_t kind = kind_number(p, embed);
    const struct author *author = kind ? keep_author(p, &embed->author) : NULL;
    struct slice bytes = author ? bytes_of(p, embed, kind) : (struct slice){ 0 };
    char *kept = bytes.data ? arena_bytes(&d->arena, bytes.length) : NULL;
    struct pack_embed *into = kept ? segments_add(&d->pack->embeds, &d->arena) : NULL;
    if (!into) {
        return false;
    }
    memcpy(kept, bytes.data, bytes.length);
    *into = (struct pack_embed){ kept, author };
    d->embed_count++;
    return true;
}

void packer_drop_embed(struct packer *p)
{
    segments_drop(&p->document->pack->embeds);
    p->document->embed_count--;
}

void pack_set_author(const struct document *d, size_t embed, const struct author *author)
{
    struct pack_embed *of = segments_at(&d->pack->embeds, embed);
    of->author = author;
}
