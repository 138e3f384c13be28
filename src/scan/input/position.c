#include "scan/input/position.h"

#include "scan/find/line.h"
#include "scan/input/count.h"
#include "scan/input/marks.h"

_Static_assert(MARK_STEP % BLOCK == 0 && MARK_STEP / BLOCK <= MARKED_MOST,
               "a step is marked at once");

enum { FAR_STEP = MARK_STEP * MARKS / 4, NEAR = MARK_STEP };

/* Of the rings nothing is read that was not put there: they are not cleared. */
void positions_init(struct positions *p, uint64_t from, uint64_t skipped)
{
    p->now = p->first = (struct mark){ .offset = from, .line = 1 };
    p->begin = (struct column){ from, 1 };
    p->skipped = skipped;
    p->told = 0;
    p->returns = false;
    p->start_count = p->column_count = 0;
    p->marks[0] = p->far[0] = p->now;
    p->mark_count = p->far_count = 1;
    p->far_step = FAR_STEP;
}

static void advance(const struct positions *p, struct mark *m, const struct window *w, uint64_t to)
{
    const char *at = w->bytes.data + (m->offset - w->offset);
    size_t length = (size_t)(to - m->offset);
    if (length == 0) {
        return;
    }
    m->line += p->returns ? count_ends(at, length, m->after_cr ? '\r' : ' ')
                          : marks_count_feeds(at, length);
    m->after_cr = at[length - 1] == '\r';
    m->offset = to;
}

/* Where there is no room for one more mark every other one goes. */
static void mark_far(struct positions *p)
{
    if (p->now.offset - p->far[p->far_count - 1].offset < p->far_step) {
        return;
    }
    if (p->far_count == MARKS) {
        for (size_t i = 1; i < MARKS / 2; i++) {
            p->far[i] = p->far[2 * i];
        }
        p->far_count = MARKS / 2;
        p->far_step *= 2;
    }
    p->far[p->far_count++] = p->now;
}

/* Forgets the marks before an offset but for the last of them. */
static void forget_far(struct positions *p, uint64_t offset)
{
    size_t gone = 0;
    while (gone + 1 < p->far_count && p->far[gone + 1].offset <= offset) {
        gone++;
    }
    p->far_count -= gone;
    memmove(p->far, p->far + gone, p->far_count * sizeof *p->far);
    p->far_step = p->far_count == 1 ? FAR_STEP : p->far_step;
}

/* Each part by itself: they were just written so, and as one they are read later. */
static inline void copy_now(const struct positions *p, struct mark *to)
{
    to->offset = p->now.offset;
    to->line = p->now.line;
    to->after_cr = p->now.after_cr;
}

static inline void mark_near(struct positions *p)
{
    if (p->now.offset - p->marks[(p->mark_count - 1) % MARKS].offset >= MARK_STEP / 2) {
        copy_now(p, &p->marks[p->mark_count++ % MARKS]);
        mark_far(p);
    }
}

/* It is not known any more where the lines begin, if another did. */
static void count_lines(struct positions *p, const struct window *w, uint64_t to)
{
    uint64_t line = p->now.line;
    advance(p, &p->now, w, to);
    p->start_count = p->now.line == line ? p->start_count : 0;
}

static void begin_line(struct positions *p, uint64_t offset)
{
    p->now = (struct mark){ offset, p->now.line + 1, false };
    p->starts[p->start_count++ % STARTS] = offset;
}

/* Notes where lines begin up to an offset, in blocks that the window has. False: there is a CR
 * before it, up to where the last line that was noted begins. */
static bool note_lines(struct positions *p, const struct window *w, size_t blocks, uint64_t to)
{
    uint64_t found[MARK_STEP / BLOCK];
    uint64_t from = p->now.offset;
    const char *at = w->bytes.data + (from - w->offset);
    for (unsigned some = marks_find_ends(at, blocks, found); some; some &= some - 1) {
        size_t block = (size_t)__builtin_ctz(some);
        for (uint64_t ends = found[block]; ends; ends &= ends - 1) {
            size_t end = block * BLOCK + (size_t)__builtin_ctzll(ends);
            if (from + end >= to) {
                break;
            }
            if (at[end] == '\r') {
                return false;
            }
            begin_line(p, from + end + 1);
        }
    }
    p->now.offset = to;
    return true;
}

/* Before bytes are counted: then it is known whether all lines in them end with LF. */
static void expect(struct positions *p, struct slice piece)
{
    p->returns = p->returns || slice_find(piece, '\r') < piece.length;
}

/* No more than a step. */
static void count_some(struct positions *p, const struct window *w, uint64_t to)
{
    size_t begun = (size_t)(p->now.offset - w->offset);
    size_t length = (size_t)(to - p->now.offset);
    size_t blocks = (length + BLOCK - 1) / BLOCK;
    bool seen = begun + blocks * BLOCK <= w->bytes.length;
    if (p->returns || !seen || !note_lines(p, w, blocks, to)) {
        expect(p,
               slice_part(w->bytes, (size_t)(p->now.offset - w->offset), (size_t)(to - w->offset)));
        count_lines(p, w, to);
    }
}

static inline bool is_told(const struct positions *p, uint64_t offset)
{
    return offset - p->now.offset < p->told;
}

/* The line ends of what was told, up to an offset at most. */
static struct lines_before told_before(const struct positions *p, uint64_t offset)
{
    return is_told(p, offset) ? lines_before(&p->lines, (size_t)(offset - p->now.offset))
                              : lines_in_all(&p->lines);
}

/* Goes on behind what was told, up to an offset at most: its bytes may be gone. */
static void leave_told(struct positions *p, uint64_t offset)
{
    if (p->told) {
        struct lines_before told = told_before(p, offset);
        if (told.count) {
            p->starts[0] = p->now.offset + told.end;
            p->start_count = 1;
        }
        p->now.offset = is_told(p, offset) ? offset : p->now.offset + p->told;
        p->now.line += told.count;
        p->told = 0;
        mark_near(p);
    }
}

void positions_reach(struct positions *p, const struct window *w, uint64_t offset)
{
    if (offset <= p->now.offset) {
        return;
    }
    leave_told(p, offset);
    while (offset > p->now.offset) {
        uint64_t left = offset - p->now.offset;
        count_some(p, w, left > MARK_STEP ? p->now.offset + MARK_STEP : offset);
        mark_near(p);
    }
}

void positions_tell(struct positions *p, uint64_t offset, uint64_t length)
{
    p->returns |= p->lines.returns;
    p->told = p->returns || offset != p->now.offset ? 0 : length;
}

/* The last column before an offset that is known. */
static struct column known_column(const struct positions *p, uint64_t offset)
{
    for (size_t back = 1; back <= p->column_count && back <= COLUMNS; back++) {
        struct column known = p->columns[(p->column_count - back) % COLUMNS];
        if (known.offset <= offset && known.offset >= p->begin.offset) {
            return known;
        }
    }
    return p->begin;
}

/* The column in a line that does not begin near. */
static uint64_t far_column(struct positions *p, const struct window *w, uint64_t offset)
{
    struct column known = known_column(p, offset);
    size_t from = (size_t)(known.offset - w->offset);
    size_t at = (size_t)(offset - w->offset);
    size_t line = line_start(w->bytes, at, from);
    uint64_t column = line > from ? 1 : known.column;
    column += marks_count_points(w->bytes.data + line, at - line);
    p->columns[p->column_count++ % COLUMNS] = (struct column){ offset, column };
    return column;
}

static uint64_t points_in(const struct window *w, uint64_t from, uint64_t to)
{
    return marks_count_points(w->bytes.data + (from - w->offset), (size_t)(to - from));
}

static uint64_t column_of(struct positions *p, const struct window *w, uint64_t offset)
{
    uint64_t low = offset - p->begin.offset > NEAR ? offset - NEAR : p->begin.offset;
    size_t at = (size_t)(offset - w->offset);
    size_t line = line_start(w->bytes, at, (size_t)(low - w->offset));
    return w->offset + line > low ? 1 + points_in(w, w->offset + line, offset)
                                  : far_column(p, w, offset);
}

/* The last mark that is not behind an offset. */
static struct mark last_mark(const struct positions *p, uint64_t offset)
{
    for (size_t back = 1; back <= p->mark_count && back <= MARKS; back++) {
        const struct mark *near = &p->marks[(p->mark_count - back) % MARKS];
        if (near->offset <= offset) {
            return near->offset < p->first.offset ? p->first : *near;
        }
    }
    size_t at = p->far_count - 1;
    while (at > 0 && p->far[at].offset > offset) {
        at--;
    }
    return p->far[at].offset < p->first.offset ? p->first : p->far[at];
}

static struct mark told_mark(const struct positions *p, uint64_t offset)
{
    struct lines_before told = told_before(p, offset);
    return (struct mark){ offset, p->now.line + told.count, false };
}

static struct mark mark_at(struct positions *p, const struct window *w, uint64_t offset)
{
    if (is_told(p, offset)) {
        return told_mark(p, offset);
    }
    positions_reach(p, w, offset);
    if (p->now.offset == offset) {
        return p->now;
    }
    struct mark found = last_mark(p, offset);
    advance(p, &found, w, offset);
    return found;
}

void positions_let_go(struct positions *p, const struct window *w, uint64_t to)
{
    if (to > p->begin.offset) {
        p->first = mark_at(p, w, to);
        p->begin = (struct column){ to, column_of(p, w, to) };
        forget_far(p, to);
    }
}

void positions_add_lines(struct positions *p, uint64_t lines)
{
    p->now.line += lines;
    p->first.line += lines;
    for (size_t i = 0; i < MARKS && i < p->mark_count; i++) {
        p->marks[i].line += lines;
    }
    for (size_t i = 0; i < p->far_count; i++) {
        p->far[i].line += lines;
    }
}

/* Where the line begins that an offset is in, if that was noted, and which it is. False: it began
 * too long ago. */
static bool find_line(const struct positions *p, uint64_t offset, uint64_t *start, uint64_t *line)
{
    size_t most = p->start_count < STARTS ? p->start_count : STARTS;
    for (size_t back = 0; back < most && offset <= p->now.offset; back++) {
        *start = p->starts[(p->start_count - 1 - back) % STARTS];
        *line = p->now.line - back;
        if (*start <= offset) {
            return true;
        }
    }
    return false;
}

/* The same where line ends were told. */
static bool find_told(const struct positions *p, uint64_t offset, uint64_t *start, uint64_t *line)
{
    struct lines_before told = told_before(p, offset);
    if (told.count == 0 && p->start_count == 0) {
        return false;
    }
    *line = p->now.line + told.count;
    *start = told.count ? p->now.offset + told.end : p->starts[(p->start_count - 1) % STARTS];
    return true;
}

static bool find_start(struct positions *p, const struct window *w, uint64_t offset,
                       uint64_t *start, uint64_t *line)
{
    if (is_told(p, offset)) {
        return find_told(p, offset, start, line);
    }
    positions_reach(p, w, offset);
    return find_line(p, offset, start, line);
}

/* Sets both where they will stay: of a struct that is given back the halves are written, and read
 * as one at once, for which the processor waits. */
static void locate(struct positions *p, const struct window *w, uint64_t offset, uint64_t *line,
                   uint64_t *column)
{
    uint64_t start;
    if (!find_start(p, w, offset, &start, line)) {
        *line = mark_at(p, w, offset).line;
        *column = column_of(p, w, offset);
        return;
    }
    bool near = start >= p->begin.offset && offset - start <= NEAR;
    *column = near ? 1 + points_in(w, start, offset) : far_column(p, w, offset);
}

struct position positions_at(struct positions *p, const struct window *w, uint64_t offset)
{
    struct position at;
    locate(p, w, offset, &at.line, &at.column);
    return at;
}

void positions_span(struct positions *p, const struct window *w, uint64_t start, uint64_t end,
                    struct span *out)
{
    locate(p, w, start, &out->line, &out->column);
    out->start = start + p->skipped;
    out->end = end + p->skipped;
    out->from = NULL;
}
