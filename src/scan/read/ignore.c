#include "scan/read/ignore.h"
#include "scan/read/ignore_mark.h"

#include "base/array.h"

#include <stdlib.h>

#define NAME SLICE("landfall")

/* Bytes of a line on which a mark may stand alone; of a longer one not all is looked at for each.
 */
enum { ALONE_MOST = 1 << 12 };

struct ignore_comment {
    uint64_t start, end;
};

void ignores_open(struct ignores *i, bool words)
{
    *i = (struct ignores){ .on = true, .words = words, .line = 1, .column = 1 };
    i->rest = BUFFER((size_t)2 * IGNORE_LINE);
}

void ignores_free(struct ignores *i)
{
    buffer_free(&i->rest);
    free(i->marks);
    free(i->slips);
    free(i->comments);
    free(i->ranges);
}

/* --- Where it stands --- */

static bool has_word(struct slice s)
{
    for (size_t i = 0; i < s.length; i++) {
        if (ascii_is_alnum(s.data[i]) || (unsigned char)s.data[i] >= 0x80) {
            return true;
        }
    }
    return false;
}

/* "<!--", "[//]: # (" and the marks of quotes and lists. */
static bool opens_alone(struct slice before)
{
    before = slice_trim(before);
    while (before.length && strchr(">-+*", before.data[0])) {
        before = slice_skip(before, 1);
        slice_skip_spaces(&before);
    }
    return before.length == 0 || slice_equal(before, SLICE("<!--")) ||
           slice_equal(before, SLICE("<!---")) ||
           (before.data[0] == '[' && slice_find_nocase(before, SLICE("]:")) < before.length);
}

/* What a comment ends with, in the rest of the line. */
static bool closes_alone(struct slice rest)
{
    size_t end = slice_find_nocase(rest, SLICE("-->"));
    if (end < rest.length) {
        return slice_trim(slice_skip(rest, end + strlen("-->"))).length == 0;
    }
    rest = slice_trim(rest);
    return slice_find(rest, '<') == rest.length;
}

/* Whether nothing but the mark stands on its line; `rest` is what follows it. */
static bool is_alone(const struct ignores *i, struct slice before, struct slice rest)
{
    if (i->words) {
        return !has_word(before) && (!has_word(rest) || slice_starts(rest, SLICE("--")));
    }
    return opens_alone(before) && closes_alone(rest);
}

/* In a page it begins its comment, or a line of it: elsewhere it is talked about. In a text it is
 * no part of a word or a URL. */
static bool begins(const struct ignores *i, struct slice before)
{
    if (before.length && ignore_is_word(before.data[before.length - 1]) &&
        !slice_ends_nocase(before, SLICE("<!--"))) {
        return false;
    }
    bool in_url = before.length && strchr("/.=?&@", before.data[before.length - 1]);
    if (i->words) {
        return !in_url || (before.length <= ALONE_MOST && !has_word(before));
    }
    while (before.length && ascii_is_space(before.data[before.length - 1])) {
        before.length--;
    }
    return before.length == 0 || strchr("-(\"'>", before.data[before.length - 1]);
}

static uint64_t count_columns(struct slice s)
{
    uint64_t count = 0;
    for (size_t i = 0; i < s.length; i++) {
        count += ((unsigned char)s.data[i] & 0xc0) != 0x80;
    }
    return count;
}

/* --- Lines --- */

static void add_mark(struct ignores *i, const struct ignore_mark *mark)
{
    void *grown = array_grow(i->marks, i->mark_count, &i->mark_room, sizeof *i->marks);
    if (!grown) {
        i->failed = true;
        return;
    }
    i->marks = grown;
    if (i->mark_count < IGNORE_MARKS) {
        i->marks[i->mark_count++] = *mark;
    }
}

/* Marks that stand alone speak of the line that comes now. */
static void end_waiting(struct ignores *i)
{
    for (; i->waiting < i->mark_count; i->waiting++) {
        struct ignore_mark *mark = &i->marks[i->waiting];
        mark->next_line = mark->alone ? i->line : 0;
    }
}

/* What the word that begins with ours is, behind which *rest begins; false: no mark. */
static bool take_mark(struct ignores *i, struct slice before, struct slice rest, bool whole,
                      struct ignore_mark *mark)
{
    struct slice wrong = { .length = 0 };
    bool is_mark = ignore_mark_read(&rest, mark, &wrong);
    if (wrong.length) {
        struct ignore_found_slip slip = { mark->offset, mark->line, mark->column, "", is_mark };
        ignore_slip_note(i, &slip, wrong);
    }
    if (is_mark) {
        mark->alone =
            whole && before.length + rest.length <= ALONE_MOST && is_alone(i, before, rest);
        add_mark(i, mark);
    }
    return is_mark;
}

/* The marks of a line, or of a part of one. Gives whether one stands there alone. */
static bool find_marks(struct ignores *i, struct slice line, bool whole)
{
    bool any_alone = false;
    size_t at = 0;
    size_t counted = 0; /* up to there the columns are */
    uint64_t column = i->column;
    const char *found = line.length ? memmem(line.data, line.length, NAME.data, NAME.length) : NULL;
    while (found) {
        at = (size_t)(found - line.data);
        struct slice before = slice_part(line, 0, at);
        if (begins(i, before)) {
            column += count_columns(slice_part(line, counted, at));
            counted = at;
            struct ignore_mark mark = { .offset = i->offset + at,
                                        .line = i->line,
                                        .column = column };
            any_alone |= take_mark(i, before, slice_skip(line, at), whole, &mark) && mark.alone;
        }
        at += NAME.length;
        found = memmem(line.data + at, line.length - at, NAME.data, NAME.length);
    }
    return any_alone;
}

static bool is_blank(const struct ignores *i, struct slice line)
{
    line = slice_trim(line);
    return line.length == 0 || (!i->words && slice_equal(line, SLICE("-->")));
}

/* A line, or (not `ends`) a part of one that is too long. */
static void take_line(struct ignores *i, struct slice line, bool ends)
{
    size_t before = i->mark_count;
    bool alone = find_marks(i, line, ends && i->column == 1);
    if (!alone && !is_blank(i, line)) {
        size_t all = i->mark_count;
        i->mark_count = before;
        end_waiting(i);
        i->mark_count = all;
        i->waiting = all;
    }
    i->column = ends ? 1 : i->column + count_columns(line);
    i->line += ends;
}

/* Takes the lines that end in *s off it: LF, CR and both together end one. */
static void take_lines(struct ignores *i, struct slice *s)
{
    size_t from = 0;
    for (size_t at = 0; at < s->length; at++) {
        char c = s->data[at];
        if (c == '\n' && i->after_return && at == from) {
            from++;
            i->offset++;
        } else if (c == '\n' || c == '\r') {
            take_line(i, slice_part(*s, from, at), true);
            i->offset += at + 1 - from;
            from = at + 1;
        }
        i->after_return = c == '\r';
    }
    *s = slice_skip(*s, from);
}

void ignores_feed(struct ignores *i, struct slice piece)
{
    if (!i->on || i->failed) {
        return;
    }
    if (i->rest.length) { /* up to the end of its line */
        const char *end = memchr(piece.data, '\n', piece.length);
        size_t length = end ? (size_t)(end + 1 - piece.data) : piece.length;
        buffer_add(&i->rest, slice_part(piece, 0, length));
        piece = slice_skip(piece, length);
        struct slice held = buffer_slice(&i->rest);
        take_lines(i, &held);
        if (held.length > IGNORE_LINE) {
            take_line(i, held, false);
            i->offset += held.length;
            held.length = 0;
        }
        memmove(i->rest.data, held.data, held.length);
        i->rest.length = held.length;
    }
    if (piece.length) {
        take_lines(i, &piece);
        buffer_add(&i->rest, piece);
    }
    i->failed |= i->rest.no_memory;
}

/* --- Comments and elements --- */

void ignores_comment(struct ignores *i, uint64_t start, uint64_t end, struct slice bytes)
{
    if (!i->on || !memmem(bytes.data, bytes.length, NAME.data, NAME.length)) {
        return;
    }
    void *grown = array_grow(i->comments, i->comment_count, &i->comment_room, sizeof *i->comments);
    if (!grown) {
        i->failed = true;
        return;
    }
    i->comments = grown;
    if (i->comment_count < IGNORE_MARKS) {
        i->comments[i->comment_count++] = (struct ignore_comment){ start, end };
    }
}

static void add_range(struct ignores *i, const struct ignore *range)
{
    void *grown = array_grow(i->ranges, i->range_count, &i->range_room, sizeof *i->ranges);
    i->failed |= !grown;
    i->ranges = grown ? grown : i->ranges;
    if (grown && i->range_count < IGNORE_MARKS) {
        i->ranges[i->range_count++] = *range;
    }
}

/* Elements that nothing can stand in. */
static const char *const void_elements[] = { "area",  "base",   "br",    "col",  "embed",
                                             "hr",    "img",    "input", "link", "meta",
                                             "param", "source", "track", "wbr",  NULL };

/* Elements that often have no end tag: the next tag of their name ends them. */
static const char *const loose_elements[] = { "p",  "li", "dt", "dd",    "td",     "th",
                                              "tr", "rt", "rp", "tbody", "option", NULL };

static void begin_element(struct ignores *i, struct slice name, const struct span *at,
                          const struct span *end)
{
    struct ignore range = { at->line, at->column, end->line, end->column, 0, 0, false };
    if (slice_is_any(name, void_elements) || name.length >= IGNORE_NAME) {
        add_range(i, &range);
        return;
    }
    memcpy(i->element.name, name.data, name.length);
    i->element.name[name.length] = '\0';
    i->element.depth = 1;
    i->element.range = range;
}

void ignores_tag(struct ignores *i, struct slice name, bool opens, bool has_attribute,
                 const struct span *at, const struct span *end)
{
    struct ignore_element *e = &i->element;
    bool same = slice_equal_nocase(name, slice_from(e->name));
    bool loose = slice_is_any(name, loose_elements);
    if (e->name[0] && same) {
        e->depth = loose ? 0 : opens ? e->depth + 1 : e->depth - 1;
    }
    if (e->name[0] && e->depth == 0) {
        e->range.end_line = at->line;
        e->range.end_column = at->column;
        add_range(i, &e->range);
        e->name[0] = '\0';
    }
    if (!e->name[0] && opens && has_attribute) {
        begin_element(i, name, at, end);
    }
}

/* --- The document --- */

/* Whether a mark stands in a comment; both come in the order of the input. Words need none. */
static bool is_in_comment(const struct ignores *i, uint64_t offset, size_t *comment)
{
    while (*comment < i->comment_count && i->comments[*comment].end <= offset) {
        ++*comment;
    }
    return i->words || (*comment < i->comment_count && i->comments[*comment].start <= offset);
}

/* Brings the slips into the document. */
static void tell_slips(const struct ignores *i, struct document *d)
{
    size_t comment = 0;
    d->slips = i->slip_count ? ARENA_ARRAY(&d->arena, struct ignore_slip, i->slip_count) : NULL;
    for (size_t n = 0; d->slips && n < i->slip_count; n++) {
        const struct ignore_found_slip *slip = &i->slips[n];
        if (is_in_comment(i, slip->offset, &comment)) {
            d->slips[d->slip_count++] =
                (struct ignore_slip){ slip->line, slip->column,
                                      arena_copy(&d->arena, slice_from(slip->word)),
                                      ignore_slip_meant(slip), slip->limits };
        }
    }
}

static struct ignore range_of(const struct ignore_mark *mark)
{
    uint64_t line = mark->next_line ? mark->next_line : mark->line;
    struct ignore range = {
        line, 1, line, UINT64_MAX, mark->reasons, mark->classes, mark->limited
    };
    if (mark->kind == IGNORE_FILE) {
        range.line = 1;
        range.end_line = UINT64_MAX;
    } else if (mark->kind == IGNORE_FROM) {
        range.line = mark->line;
        range.column = mark->column;
        range.end_line = UINT64_MAX; /* until its end comes */
    }
    return range;
}

/* Ends the range that was begun last and has no end. */
static void end_range(struct ignore *ranges, size_t count, const struct ignore_mark *mark)
{
    while (count > 0) {
        struct ignore *range = &ranges[--count];
        if (range->end_line == UINT64_MAX && (range->line != 1 || range->column != 1)) {
            range->end_line = mark->line;
            range->end_column = mark->column;
            return;
        }
    }
}

bool ignores_finish(struct ignores *i, struct document *d)
{
    if (!i->on || i->failed) {
        return !i->failed;
    }
    take_line(i, buffer_slice(&i->rest), true);
    if (ignores_waits(i)) {
        i->element.range.end_line = UINT64_MAX;
        add_range(i, &i->element.range);
    }
    size_t most = i->mark_count + i->range_count;
    struct ignore *list = most ? ARENA_ARRAY(&d->arena, struct ignore, most) : NULL;
    size_t count = 0;
    size_t comment = 0;
    for (size_t n = 0; list && n < i->mark_count; n++) {
        const struct ignore_mark *mark = &i->marks[n];
        if (!is_in_comment(i, mark->offset, &comment)) {
            continue;
        }
        if (mark->kind == IGNORE_TO) {
            end_range(list, count, mark);
        } else {
            list[count++] = range_of(mark);
        }
    }
    for (size_t n = 0; list && n < i->range_count; n++) {
        list[count++] = i->ranges[n];
    }
    d->ignores = list;
    d->ignore_count = count;
    tell_slips(i, d);
    return !i->failed && !d->arena.failed;
}
