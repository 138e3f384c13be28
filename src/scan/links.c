#include "scan/links.h"

#include "syntax/utf8.h"

static bool has_url(const void *owner, uint32_t value, struct slice key)
{
    const struct document *d = owner;
    const struct link *link = &d->links[value];
    return slice_equal(link->url.data ? link->url : link->written, key);
}

void links_init(struct links *l, struct document *document)
{
    l->document = document;
    l->count = 0;
    reader_init(&l->reader);
    map_init(&l->by_url, has_url, document);
}

void links_free(struct links *l)
{
    map_free(&l->by_url);
    reader_free(&l->reader);
}

struct slice links_copy(struct links *l, struct slice s)
{
    if (utf8_is_valid(s)) {
        return arena_copy(&l->document->arena, s);
    }
    struct buffer repaired = BUFFER(3 * s.length);
    utf8_repair(s, &repaired);
    struct slice copy = { 0 };
    if (repaired.failed) {
        l->document->arena.failed = true;
    } else {
        copy = arena_copy(&l->document->arena, buffer_slice(&repaired));
    }
    buffer_free(&repaired);
    return copy;
}

/* Where `written` is the end of the URL, one copy serves both. */
static void copy_words(struct links *l, struct link *link, struct slice written, struct slice url)
{
    link->url = arena_copy(&l->document->arena, url);
    if (url.data && url.length >= written.length &&
        slice_equal(slice_skip(url, url.length - written.length), written)) {
        link->written = slice_skip(link->url, url.length - written.length);
    } else {
        link->written = links_copy(l, written);
    }
}

static bool add(struct links *l, struct slice written, bool truncated,
                const struct meaning *meaning, const struct span *span)
{
    struct link *link = document_add_link(l->document);
    if (!link) {
        return false;
    }
    copy_words(l, link, written, meaning->url);
    link->span = *span;
    link->kind = (uint8_t)meaning->kind;
    link->truncated = truncated;
    link->malformed = meaning->status != URL_OK;
    link->unwrapped = arena_copy(&l->document->arena, meaning->unwrapped);
    return !l->document->arena.failed;
}

static bool add_place(struct links *l, struct link *link, const struct span *span)
{
    struct span_list *place = ARENA_NEW(&l->document->arena, struct span_list);
    if (!place) {
        return false;
    }
    *place = (struct span_list){ *span, link->spans };
    link->spans = place;
    return true;
}

static struct slice key_of(struct slice written, const struct meaning *meaning)
{
    return meaning->url.data ? meaning->url : written;
}

bool links_read(struct links *l, struct slice written, bool has_scheme, struct meaning *out)
{
    reader_read(&l->reader, written, has_scheme, out);
    map_expect(&l->by_url, key_of(written, out));
    return out->status != URL_NO_MEMORY;
}

bool links_add(struct links *l, struct slice written, const struct meaning *meaning, bool truncated,
               const struct span *span, uint32_t *index)
{
    uint32_t fresh = (uint32_t)l->document->link_count;
    *index = fresh;
    if (!truncated) {
        *index = map_get_or_put(&l->by_url, key_of(written, meaning), fresh);
        if (l->by_url.failed) {
            return false;
        }
    }
    return *index == fresh ? add(l, written, truncated, meaning, span)
                           : add_place(l, &l->document->links[*index], span);
}

void links_note(struct links *l, struct occurrence where)
{
    l->last[l->count++ % OCCURRENCES] = where;
}

const struct occurrence *links_latest(const struct links *l, size_t back)
{
    return back < OCCURRENCES && back < l->count ? &l->last[(l->count - 1 - back) % OCCURRENCES]
                                                 : NULL;
}

void links_finish(struct links *l)
{
    for (size_t i = 0; i < l->document->link_count; i++) {
        struct span_list *reversed = NULL;
        struct span_list *place = l->document->links[i].spans;
        while (place) {
            struct span_list *next = place->next;
            place->next = reversed;
            reversed = place;
            place = next;
        }
        l->document->links[i].spans = reversed;
    }
}
