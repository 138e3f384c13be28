/* How two scans of the same text are compared. */
#include "scan/read/text.h"

static uint64_t later(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

void text_standing(struct text *t, struct standing *out)
{
    struct window w = text_window(t);
    struct position at = positions_at(&t->locator.positions, &w, t->done);
    uint64_t view = t->done > VIEW_BEFORE ? t->done - VIEW_BEFORE : 0;
    out->free = later(t->free, view);
    out->no_dots = later(t->no_dots, view);
    out->embed_end = later(t->embed_end, view);
    out->line = at.line;
    out->column = at.column;
    out->overlong = t->overlong;
    out->count = seen_since(&t->seen, view);
    for (size_t i = 0; i < out->count; i++) {
        out->last[i] = *seen_latest(&t->seen, out->count - 1 - i);
    }
}

bool standing_equal(const struct standing *a, const struct standing *b)
{
    bool alike = a->free == b->free && a->no_dots == b->no_dots && a->embed_end == b->embed_end &&
                 a->column == b->column && a->count == b->count &&
                 overlong_equal(&a->overlong, &b->overlong);
    for (size_t i = 0; alike && i < a->count; i++) {
        alike = a->last[i].start == b->last[i].start && a->last[i].end == b->last[i].end;
    }
    return alike;
}
