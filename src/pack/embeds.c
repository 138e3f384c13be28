/* Embeds into bytes. */
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

/* The absent slice is another than the empty one. */
static uint16_t length_of(struct slice s)
{
    return s.data ? (uint16_t)(s.length + 1) : 0;
}

static struct embed_head head_of(const struct embed *e, size_t kind)
{
    return (struct embed_head){ .start = e->span.start,
                                .ms = e->date.ms,
                                .length = (uint32_t)(e->span.end - e->span.start),
                                .line = (uint32_t)e->span.line,
                                .column = (uint16_t)e->span.column,
                                .kind = (uint16_t)kind,
                                .link_count = (uint16_t)e->link_count,
                                .text = length_of(e->text),
                                .post_id = length_of(e->post_id),
                                .url = length_of(e->url),
                                .certainty = e->name_certainty,
                                .form = (unsigned)e->form & 15,
                                .text_open = e->text_open,
                                .has_permalink = e->has_permalink,
                                .has_from = e->span.from != NULL,
                                .has_more = e->more != NULL,
                                .source = (unsigned)e->date.source & 15,
                                .precision = (unsigned)e->date.precision & 15 };
}

/* Whether all numbers of an embed have room in its head. */
static bool fits(const struct embed *e, size_t kind)
{
    uint64_t length = e->span.end - e->span.start;
    uint64_t words = e->text.length | e->post_id.length | e->url.length;
    uint64_t shorts = words | e->span.column | e->link_count | kind;
    return (shorts >> 15 | length >> 32 | e->span.line >> 32) == 0;
}

static char *put(char *at, const void *bytes, size_t count)
{
    if (count) {
        memcpy(at, bytes, count);
    }
    return at + count;
}

static size_t pointers_size(const struct embed_head *head)
{
    return ((size_t)head->has_from + head->has_more) * sizeof(void *);
}

static const char *put_embed(struct arena *arena, const struct embed *e, size_t kind)
{
    struct embed_head head = head_of(e, kind);
    size_t words = e->text.length + e->post_id.length + e->url.length;
    size_t links = e->link_count * sizeof *e->links;
    char *bytes = arena_bytes(arena, sizeof head + pointers_size(&head) + words + links);
    if (bytes) {
        char *at = put(bytes, &head, sizeof head);
        at = put(at, &e->span.from, head.has_from ? sizeof e->span.from : 0);
        at = put(at, &e->more, head.has_more ? sizeof e->more : 0);
        at = put(at, e->text.data, e->text.length);
        at = put(at, e->post_id.data, e->post_id.length);
        at = put(at, e->url.data, e->url.length);
        put(at, e->links, links);
    }
    return bytes;
}

/* An embed with a copy of all it says. NULL: out of memory. */
static const struct embed *copy_wide(struct arena *arena, const struct embed *e)
{
    struct embed *copy = ARENA_NEW(arena, struct embed);
    uint32_t *links = ARENA_ARRAY(arena, uint32_t, e->link_count);
    if (!copy || !links) {
        return NULL;
    }
    put((char *)links, e->links, e->link_count * sizeof *links);
    *copy = *e;
    copy->links = links;
    copy->text = arena_copy(arena, e->text);
    copy->post_id = arena_copy(arena, e->post_id);
    copy->url = arena_copy(arena, e->url);
    return arena->failed ? NULL : copy;
}

static const char *put_wide(struct arena *arena, const struct embed *e)
{
    const struct embed_head head = { .wide = true };
    const struct embed *copy = copy_wide(arena, e);
    char *bytes = copy ? arena_bytes(arena, sizeof head + sizeof copy) : NULL;
    if (bytes) {
        put(put(bytes, &head, sizeof head), &copy, sizeof copy);
    }
    return bytes;
}

bool packer_add_embed(struct packer *p, const struct embed *embed)
{
    struct document *d = p->document;
    size_t kind = kind_number(p, embed);
    const struct author *author = kind ? keep_author(p, &embed->author) : NULL;
    const char *bytes = !author             ? NULL
                        : fits(embed, kind) ? put_embed(&d->arena, embed, kind)
                                            : put_wide(&d->arena, embed);
    struct pack_embed *into = bytes ? segments_add(&d->pack->embeds, &d->arena) : NULL;
    if (!into) {
        return false;
    }
    *into = (struct pack_embed){ bytes, author };
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
