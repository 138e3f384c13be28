#include "scan/input/locator.h"

#include "syntax/url.h"

static void locate_in_page(struct locator *l, const struct window *page, uint64_t start,
                           uint64_t end, struct span *out)
{
    struct positions *positions = l->shared ? l->shared : &l->positions;
    positions_span(positions, page, start, end, out);
    if (l->bytes) {
        out->start = offsets_start(l->bytes, start);
        out->end = end > start ? offsets_end(l->bytes, end) : out->start;
    }
}

struct span locator_page_span(struct locator *l, const struct window *page, uint64_t start,
                              uint64_t end)
{
    struct span span;
    locate_in_page(l, page, start, end, &span);
    return span;
}

void locator_locate(struct locator *l, const struct window *text, uint64_t start, uint64_t end,
                    struct span *out)
{
    if (!l->page) {
        locate_in_page(l, text, start, end, out);
        return;
    }
    uint64_t from = offsets_start(l->text, start);
    locate_in_page(l, l->page, from, end > start ? offsets_end(l->text, end) : from, out);
}

struct span locator_span(struct locator *l, const struct window *text, uint64_t start, uint64_t end)
{
    struct span span;
    locator_locate(l, text, start, end, &span);
    return span;
}

struct slice locator_written(const struct locator *l, uint64_t start, uint64_t end,
                             struct slice decoded)
{
    if (!l->page) {
        return decoded;
    }
    uint64_t from = offsets_start(l->text, start);
    uint64_t to = offsets_end(l->text, end);
    if (from < l->page->offset || to - from > URL_LONGEST) {
        return decoded;
    }
    return slice_part(l->page->bytes, (size_t)(from - l->page->offset),
                      (size_t)(to - l->page->offset));
}
