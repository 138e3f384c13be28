#include "scan/input/locator.h"

struct span locator_page_span(struct locator *l, const struct window *page, uint64_t start,
                              uint64_t end)
{
    struct span span = positions_span(&l->positions, page, start, end);
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
