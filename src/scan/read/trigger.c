#include "scan/read/trigger.h"

#include "scan/find/flattened.h"
#include "scan/input/marks.h"

/* Whether words that may be a flattened post's begin behind a break. */
static bool begins_post(struct slice s, size_t at)
{
    return flattened_may_begin(slice_skip(s, flattened_line(s, at + 1)));
}

/* What stands behind a break settles nearly every case. */
static inline bool break_triggers(struct slice s, size_t at)
{
    return s.length - at > 3 && flattened_may_follow(s.data + at + 1) && begins_post(s, at);
}

static bool rare_triggers(const struct text *t, struct slice s, size_t at)
{
    switch (s.data[at]) {
    case 'P':
        return flattened_may_begin_amid(s, at);
    case '.':
        return t->bare_domains;
    case '[':
    case '{':
        return t->shortcodes;
    default:
        return false;
    }
}

static inline bool triggers(const struct text *t, struct slice s, size_t at)
{
    char c = s.data[at];
    if (c == '/' || c == '@') {
        return true;
    }
    return c == '\n' ? break_triggers(s, at) : rare_triggers(t, s, at);
}

/* Has two more bytes found in the blocks. */
static void find_more(struct marked *m, const char *at, char a, char b)
{
    for (size_t half = 0; half < 2 * m->blocks; half += 2) {
        uint64_t more = block_find(at + half * BLOCK_HALF, a, b);
        m->found[half] = marked_in(m, half) | (uint32_t)more;
        m->found[half + 1] = marked_in(m, half + 1) | (uint32_t)(more >> BLOCK_HALF);
        m->filled |= (uint64_t)(m->found[half] != 0) << half;
        m->filled |= (uint64_t)(m->found[half + 1] != 0) << half << 1;
    }
}

/* Who is told where lines end: in a text itself. NULL: nobody. */
static struct positions *told_by(struct text *t)
{
    return t->locator.page || t->locator.shared ? NULL : &t->locator.positions;
}

/* Finds the marks of some blocks, and tells the line ends in them. */
static void find_marks(struct text *t, const struct window *w, size_t at, size_t blocks)
{
    struct marked *m = &t->marked;
    struct positions *told = told_by(t);
    m->from = w->offset + at;
    if (told) {
        positions_reach(told, w, m->from);
    }
    marks_find(w->bytes.data + at, blocks, m, &t->locator.positions.lines);
    if (told) {
        positions_tell(told, m->from, m->blocks * BLOCK);
    }
}

/* Looks through the next blocks of the window; there may be none. A byte is left behind them. */
static void look_ahead(struct text *t, const struct window *w, size_t at)
{
    const char *data = w->bytes.data + at;
    size_t blocks = (w->bytes.length - at - 1) / BLOCK;
    find_marks(t, w, at, blocks < MARKED_MOST ? blocks : MARKED_MOST);
    if (t->bare_domains) {
        find_more(&t->marked, data, '.', '.');
    }
    if (t->shortcodes) {
        find_more(&t->marked, data, '[', '{');
    }
}

/* The first byte that triggers one in [at, to), as far as blocks were looked through. Where there
 * is none, *end is where these end, or `to`, and that is given, too. */
static size_t find_marked(const struct text *t, const struct window *w, size_t at, size_t to,
                          size_t *end)
{
    const struct marked *m = &t->marked;
    size_t from = (size_t)(w->offset + at - m->from);
    size_t half = from / BLOCK_HALF;
    size_t begin = at - from;
    uint32_t found = marked_in(m, half) >> from % BLOCK_HALF << from % BLOCK_HALF;
    uint64_t filled = m->filled >> half >> 1 << half << 1; /* those behind it */
    *end = begin + m->blocks * BLOCK;
    *end = *end < to ? *end : to;
    for (;;) {
        for (; found; found &= found - 1) {
            size_t i = begin + half * BLOCK_HALF + (size_t)__builtin_ctz(found);
            if (i >= to) {
                return to;
            }
            if (triggers(t, w->bytes, i)) {
                return i;
            }
        }
        if (!filled) {
            return *end;
        }
        half = (size_t)__builtin_ctzll(filled);
        found = m->found[half];
        filled &= filled - 1;
    }
}

/* What was looked through stays so while the text goes on. False: less than a block is in sight. */
static inline bool look_through(struct text *t, const struct window *w, size_t at)
{
    const struct marked *m = &t->marked;
    if (w->offset + at - m->from >= m->blocks * BLOCK) {
        look_ahead(t, w, at);
    }
    return m->blocks > 0;
}

/* As trigger_find, where less than a block is in sight. */
static size_t find_in_rest(const struct text *t, struct slice s, size_t at, size_t to)
{
    while (at < to && !triggers(t, s, at)) {
        at++;
    }
    return at;
}

size_t trigger_find(struct text *t, const struct window *w, size_t at, size_t to)
{
    while (at < to && look_through(t, w, at)) {
        size_t end;
        at = find_marked(t, w, at, to, &end);
        if (at < end) {
            return at;
        }
    }
    return find_in_rest(t, w->bytes, at, to);
}
