#include "scan/input/locator.h"

#include "syntax/url.h"

struct span locator_page_span(struct locator *l, const struct window *page, uint64_t start,
                              uint64_t end)
{
    struct positions *positions = l->shared ? l->shared : &l->positions;
    struct span span = positions_span(positions, page, start, end);
    if (l->bytes) {
        span.start = offsets_start(l->bytes, start);
        span.end = end > start ? offsets_end(l->bytes, end) : span.start;
    }
    return span;
}

struct span locator_span(struct locator *l, const struct window *text, uint64_t start, uint64_t end)
{
    if (!l->page) {
        return locator_page_span(l, text, start, end);
    }
    uint64_t from = offsets_start(l->text, start);
    return locator_page_span(l, l->page, from, end > start ? offsets_end(l->text, end) : from);
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
