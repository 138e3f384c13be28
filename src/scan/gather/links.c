#include "scan/gather/links.h"

static struct slice key_of_link(const struct link *link)
{
    return link->url.data ? link->url : link->written;
}

static bool has_url(const void *owner, uint32_t value, struct slice key)
{
    const struct document *d = owner;
    return slice_equal(key_of_link(&d->links[value]), key);
}

void links_init(struct links *l, struct document *document)
{
    l->document = document;
    l->count = 0;
    l->repeated = false;
    reader_init(&l->reader);
    map_init(&l->by_url, has_url, document);
}

void links_free(struct links *l)
{
    map_free(&l->by_url);
    reader_free(&l->reader);
}

void links_restart(struct links *l, struct document *document)
{
    map_clear(&l->by_url);
    l->by_url.owner = l->document = document;
    l->count = 0;
    l->repeated = false;
}

/* Where `written` is the end of the URL, one copy serves both. */
static void copy_words(struct links *l, struct link *link, struct slice written, struct slice url)
{
    link->url = arena_copy(&l->document->arena, url);
    if (url.data && url.length >= written.length &&
        slice_equal(slice_skip(url, url.length - written.length), written)) {
        link->written = slice_skip(link->url, url.length - written.length);
    } else {
        link->written = read_copy(&l->document->arena, written);
    }
}

static bool add(struct links *l, const struct meaning *meaning, const struct span *span)
{
    struct link *link = document_add_link(l->document);
    if (!link) {
        return false;
    }
    copy_words(l, link, meaning->written, meaning->url);
    link->span = *span;
    link->kind = (uint8_t)meaning->kind;
    link->truncated = meaning->truncated;
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
    l->repeated = true;
    return true;
}

static struct slice key_of(const struct meaning *meaning)
{
    return meaning->url.data ? meaning->url : meaning->written;
}

bool links_read(struct links *l, struct slice written, bool has_scheme, struct meaning *out)
{
    reader_read(&l->reader, written, has_scheme, out);
    l->hash = map_hash(&l->by_url, key_of(out));
    map_expect(&l->by_url, l->hash);
    return out->status != URL_NO_MEMORY;
}

bool links_add(struct links *l, const struct meaning *meaning, const struct span *span,
               uint32_t *index)
{
    uint32_t fresh = (uint32_t)l->document->link_count;
    *index = fresh;
    if (!meaning->truncated) {
        *index = map_get_or_put_hashed(&l->by_url, key_of(meaning), l->hash, fresh);
        if (l->by_url.failed) {
            return false;
        }
    }
    return *index == fresh ? add(l, meaning, span)
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

size_t links_since(const struct links *l, uint64_t from, struct occurrence out[OCCURRENCES])
{
    size_t count = 0;
    const struct occurrence *o = links_latest(l, 0);
    while (o && o->start >= from) {
        o = links_latest(l, ++count);
    }
    for (size_t i = 0; i < count; i++) {
        out[i] = *links_latest(l, count - 1 - i);
    }
    return count;
}

/* --- From document to document --- */

/* Where the link is in the document: that of its URL, or a new one that is still to be filled. */
static bool number_of(struct links *l, const struct link *link, uint32_t hash, uint32_t *index)
{
    uint32_t fresh = (uint32_t)l->document->link_count;
    *index =
        link->truncated ? fresh : map_get_or_put_hashed(&l->by_url, key_of_link(link), hash, fresh);
    return !l->by_url.failed && (*index < fresh || document_add_link(l->document));
}

static bool carry(struct links *l, const struct link *link, uint32_t *index)
{
    struct arena *arena = &l->document->arena;
    size_t count = l->document->link_count;
    if (!number_of(l, link, map_hash(&l->by_url, key_of_link(link)), index)) {
        return false;
    }
    if (*index == count) {
        struct link *copy = &l->document->links[*index];
        *copy = *link;
        copy->url = arena_copy(arena, link->url);
        copy->written = arena_copy(arena, link->written);
        copy->unwrapped = arena_copy(arena, link->unwrapped);
        copy->spans = NULL;
        copy->embed = NO_EMBED;
    }
    return !arena->failed;
}

bool links_move(struct links *l, struct document *to, uint64_t from)
{
    struct occurrence last[OCCURRENCES];
    size_t count = links_since(l, from, last);
    const struct document *old = l->document;
    links_restart(l, to);
    for (size_t i = 0; i < count; i++) {
        if (!carry(l, &old->links[last[i].link], &last[i].link)) {
            return false;
        }
        links_note(l, last[i]);
    }
    return true;
}

void links_hashes(const struct links *l, uint32_t *out)
{
    map_hashes(&l->by_url, out);
}

bool links_adopt(struct links *l, const struct link *link, uint32_t hash, uint32_t *index)
{
    size_t count = l->document->link_count;
    if (!number_of(l, link, hash, index)) {
        return false;
    }
    if (*index == count) {
        l->document->links[*index] = *link;
        l->repeated |= link->spans != NULL;
        return true;
    }
    if (!add_place(l, &l->document->links[*index], &link->span)) {
        return false;
    }
    links_add_places(l, *index, link->spans);
    return true;
}

void links_add_places(struct links *l, uint32_t index, struct span_list *latest)
{
    struct link *link = &l->document->links[index];
    struct span_list *first = latest;
    while (first && first->next) {
        first = first->next;
    }
    if (first) {
        first->next = link->spans;
        link->spans = latest;
        l->repeated = true;
    }
}

void links_finish(struct links *l)
{
    for (size_t i = 0; l->repeated && i < l->document->link_count; i++) {
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
