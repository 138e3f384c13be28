#include "scan/read/references.h"

#include "base/array.h"
#include "scan/limits.h"

#include <stdlib.h>

static const char origin[] = "markdown";

void references_free(struct references *r)
{
    free(r->items);
    arena_free(&r->arena);
    *r = (struct references){ 0 };
}

/* NULL: it is none, or was not noted. */
static struct reference *find(const struct references *r, const struct markdown_item *item)
{
    return item->definition < r->count ? &r->items[item->definition] : NULL;
}

static struct slice bytes_in(const struct page *page, uint64_t start, uint64_t end)
{
    uint64_t offset = page->window.offset;
    return slice_part(page->window.bytes, (size_t)(start - offset), (size_t)(end - offset));
}

static struct slice bytes_of(const struct page *page, const struct markdown_item *item)
{
    return bytes_in(page, item->start, item->end);
}

/* "[//]: # (words)" is a comment. */
static bool is_comment(const struct page *page, const struct markdown_item *item)
{
    return slice_equal(bytes_of(page, item), SLICE("#")) &&
           slice_equal(bytes_in(page, item->text.start, item->text.end), SLICE("//"));
}

static bool has_room(const struct references *r, struct slice written)
{
    return written.length <= URL_LONGEST && r->length + written.length <= MARKDOWN_LABEL_BYTES;
}

/* Notes a definition. Their numbers come in order. */
static void note(struct references *r, struct page *page, struct locator *locator,
                 const struct markdown_item *item)
{
    struct slice written = bytes_of(page, item);
    if (item->definition != r->count || !has_room(r, written)) {
        return;
    }
    void *grown = array_grow(r->items, r->count, &r->room, sizeof *r->items);
    if (!grown) {
        page->text.failed = true;
        return;
    }
    r->items = grown;
    r->length += written.length;
    r->items[r->count++] = (struct reference){
        .written = arena_copy(&r->arena, written),
        .span = locator_page_span(locator, &page->window, item->start, item->end),
        .is_comment = is_comment(page, item),
    };
    page->text.failed |= r->arena.failed;
}

void references_learn(struct references *r, struct page *page, struct markdown *m, bool all)
{
    struct locator locator = page->locator;
    struct slice rest = page->window.bytes;
    struct markdown_item item;
    while (rest.length && !m->failed) {
        size_t length = rest.length < MARKDOWN_STEP ? rest.length : MARKDOWN_STEP;
        markdown_feed(m, slice_part(rest, 0, length), all && length == rest.length);
        while (markdown_next(m, &item)) {
            note(r, page, &locator, &item);
        }
        rest = slice_skip(rest, length);
    }
    markdown_again(m);
}

void references_open(struct references *r, struct page *page, const struct markdown_item *anchor)
{
    struct reference *reference = find(r, anchor);
    if (!reference || reference->is_comment ||
        (reference->given && anchor->decoded.length > REUSED_MOST)) {
        return;
    }
    page_open_link_at(page, anchor->decoded, reference->written, origin, &reference->span,
                      reference->given);
    reference->given = true;
}

void references_show(struct references *r, const struct markdown_item *anchor)
{
    struct reference *reference = find(r, anchor);
    if (reference) {
        reference->is_image = true;
    }
}

void references_define(struct references *r, struct page *page, const struct markdown_item *item)
{
    note(r, page, &page->locator, item);
    struct reference *reference = find(r, item);
    if (reference &&
        (reference->given || reference->is_comment || (reference->is_image && !page->resources))) {
        return;
    }
    page_give_link(page, item->decoded, bytes_of(page, item), origin);
    if (reference) {
        reference->given = true;
    }
}
