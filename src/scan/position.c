#include "scan/position.h"

#include "scan/count.h"
#include "scan/line.h"

void positions_init(struct positions *p, uint64_t from, bool utf16, uint64_t skipped)
{
    *p = (struct positions){ .now = { .offset = from, .line = 1, .column = 1 },
                             .utf16 = utf16,
                             .skipped = skipped };
    p->marks[p->mark_count++] = p->now;
}

/* A code point is one unit, or two where UTF-8 takes four bytes. */
static size_t count_units(const char *at, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++) {
        count += ((at[i] & 0xc0) != 0x80) + ((unsigned char)at[i] >= 0xf0);
    }
    return count;
}

/* LF, CR and CR LF end a line each. */
static void count_mixed_lines(struct position *p, const char *at, size_t length)
{
    bool after_cr = p->after_cr;
    for (size_t i = 0; i < length; i++) {
        p->line += at[i] == '\r' || (at[i] == '\n' && !after_cr);
        after_cr = at[i] == '\r';
    }
}

/* Counts the line ends and gives where the last line begins, or 0. */
static size_t count_lines(struct position *p, const char *at, size_t length)
{
    struct breaks breaks = count_breaks(at, length);
    if (breaks.returns) {
        count_mixed_lines(p, at, length);
    } else {
        p->line += breaks.feeds - (p->after_cr && at[0] == '\n');
    }
    return breaks.feeds || breaks.returns ? line_start(slice_of(at, length), length, 0) : 0;
}

static void advance(struct position *p, const struct window *w, uint64_t to, bool units)
{
    const char *at = w->bytes.data + (p->offset - w->offset);
    size_t length = (size_t)(to - p->offset);
    if (length == 0) {
        return;
    }
    size_t begins = count_lines(p, at, length);
    p->column = (begins ? 1 : p->column) + count_points(at + begins, length - begins);
    p->units += units ? count_units(at, length) : 0;
    p->after_cr = at[length - 1] == '\r';
    p->offset = to;
}

void positions_advance(struct positions *p, const struct window *w, uint64_t to)
{
    while (to > p->now.offset) {
        uint64_t left = to - p->now.offset;
        advance(&p->now, w, left > MARK_STEP ? p->now.offset + MARK_STEP : to, p->utf16);
        uint64_t last = p->marks[(p->mark_count - 1) % MARKS].offset;
        if (p->now.offset - last >= MARK_STEP / 2) {
            p->marks[p->mark_count++ % MARKS] = p->now;
        }
    }
}

struct position positions_at(struct positions *p, const struct window *w, uint64_t offset)
{
    positions_advance(p, w, offset);
    if (p->now.offset == offset) {
        return p->now;
    }
    size_t at = p->mark_count;
    do {
        at--;
    } while (p->marks[at % MARKS].offset > offset);
    struct position found = p->marks[at % MARKS];
    advance(&found, w, offset, p->utf16);
    return found;
}

void positions_add_lines(struct positions *p, uint64_t lines)
{
    p->now.line += lines;
    for (size_t i = 0; i < MARKS; i++) {
        p->marks[i].line += lines;
    }
}

struct span positions_span(struct positions *p, const struct window *w, uint64_t start,
                           uint64_t end)
{
    struct position at = positions_at(p, w, start);
    struct span span = { start + p->skipped, end + p->skipped, at.line, at.column };
    if (p->utf16) {
        struct position last = at;
        advance(&last, w, end, true);
        span.start = at.units * 2 + p->skipped;
        span.end = last.units * 2 + p->skipped;
    }
    return span;
}
