/* A block's text: its lines one behind the other without container markers, with a map back to the
 * input. */
#include "syntax/markdown_inside.h"

#include "base/array.h"

void markdown_text_reset(struct markdown_text *t)
{
    buffer_reset(&t->bytes);
    t->count = 0;
}

static bool goes_on(const struct markdown_text *t, uint64_t offset)
{
    if (t->count == 0) {
        return false;
    }
    const struct markdown_segment *last = &t->segments[t->count - 1];
    return last->input + (t->bytes.length - last->at) == offset;
}

void markdown_text_add(struct markdown *m, struct markdown_text *t, struct slice s, uint64_t offset)
{
    if (!goes_on(t, offset)) {
        void *grown = array_grow(t->segments, t->count, &t->room, sizeof *t->segments);
        if (!grown) {
            m->failed = true;
            return;
        }
        t->segments = grown;
        t->segments[t->count++] = (struct markdown_segment){ (uint32_t)t->bytes.length, offset };
    }
    buffer_add(&t->bytes, s);
    m->failed |= t->bytes.failed;
}

/* The last segment that begins at `at` or before. */
static const struct markdown_segment *segment_at(const struct markdown_text *t, size_t at)
{
    size_t from = 0;
    size_t to = t->count;
    while (to - from > 1) {
        size_t middle = from + (to - from) / 2;
        if (t->segments[middle].at <= at) {
            from = middle;
        } else {
            to = middle;
        }
    }
    return &t->segments[from];
}

uint64_t markdown_place(const struct markdown_text *t, size_t at)
{
    if (t->count == 0) {
        return 0;
    }
    const struct markdown_segment *segment = segment_at(t, at);
    return segment->input + (at - segment->at);
}

struct markdown_range markdown_range(const struct markdown_text *t, size_t from, size_t to)
{
    uint64_t start = markdown_place(t, from);
    return (struct markdown_range){ start, to > from ? markdown_place(t, to - 1) + 1 : start };
}

size_t markdown_run_end(const struct markdown_text *t, size_t at)
{
    const struct markdown_segment *segment = segment_at(t, at);
    return segment + 1 < t->segments + t->count ? segment[1].at : t->bytes.length;
}
