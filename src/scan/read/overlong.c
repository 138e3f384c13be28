#include "scan/read/overlong.h"

#include "scan/read/text.h"

void overlong_begin(struct sight *at, const struct edge *edge)
{
    struct text *t = at->text;
    struct overlong *o = &t->overlong;
    uint64_t start = at->offset + edge->start;
    size_t seen = at->view.s.length - edge->start;
    o->open = true;
    o->has_scheme = edge->form == EDGE_URL;
    o->truncated = edge->truncated;
    o->start = start;
    o->at = at->offset + edge->tail;
    o->end = o->at;
    tail_begin(&o->tail, edge->fence);
    o->span = locator_span(&t->locator, at->window, start, o->end);
    memcpy(t->overlong_kept, at->view.s.data + edge->start,
           seen < OVERLONG_KEPT ? seen : OVERLONG_KEPT);
}

/* Notes where the last character stands that would not be trimmed. */
static void note_end(struct text *t, const struct window *w, size_t from, size_t to)
{
    struct overlong *o = &t->overlong;
    uint64_t end = w->offset + tail_trim(w->bytes, from, to);
    if (end > w->offset + from && end > o->end) {
        o->end = end;
        o->span.end = locator_span(&t->locator, w, end, end).start;
    }
}

static void finish(struct text *t)
{
    struct overlong *o = &t->overlong;
    struct meaning meaning;
    uint64_t length = o->end - o->start;
    size_t kept = length < OVERLONG_KEPT ? (size_t)length : OVERLONG_KEPT;
    o->open = false;
    if (text_read(t, slice_of(t->overlong_kept, kept), o->has_scheme, &meaning)) {
        meaning.truncated |= o->truncated;
        text_add(t, &meaning, o->start, o->end, &o->span);
    }
}

void overlong_read(struct text *t, const struct window *w, uint64_t to)
{
    struct overlong *o = &t->overlong;
    size_t from = (size_t)(o->at - w->offset);
    size_t most = (size_t)(to - w->offset);
    size_t end = tail_run(&o->tail, w->bytes, from, most);
    note_end(t, w, from, end);
    o->at = w->offset + end;
    if (end < most || end == w->bytes.length) {
        o->truncated |= edge_is_cut(w->bytes, end);
        finish(t);
    }
}

bool overlong_equal(const struct overlong *a, const struct overlong *b)
{
    return a->open == b->open &&
           (!a->open || (a->start == b->start && a->at == b->at && a->end == b->end &&
                         a->has_scheme == b->has_scheme && a->truncated == b->truncated &&
                         a->tail.fence == b->tail.fence && a->tail.depth == b->tail.depth &&
                         memcmp(a->tail.open, b->tail.open, a->tail.depth) == 0));
}
