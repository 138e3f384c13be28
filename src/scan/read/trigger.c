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
    return s.length - at > 2 && flattened_may_follow(s.data[at + 1]) && begins_post(s, at);
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

/* Whether a byte triggers a recogniser; `told` hears of the line that it ends. */
static inline bool triggers(const struct text *t, const struct window *w, size_t at,
                            struct positions *told)
{
    struct slice s = w->bytes;
    char c = s.data[at];
    if (c == '\n') {
        if (told) {
            positions_line(told, w->offset + at + 1);
        }
        return break_triggers(s, at);
    }
    return c == '/' || c == '@' || rare_triggers(t, s, at);
}

/* Has two more bytes found in a block. */
static void find_more(struct marked *m, size_t block, const char *at, char a, char b)
{
    m->found[block] |= block_find(at, a, b);
    m->filled |= (unsigned)(m->found[block] != 0) << block;
}

/* Looks through the next blocks of the window; there may be none. */
static void look_ahead(struct text *t, const struct window *w, size_t at)
{
    struct marked *m = &t->marked;
    const char *data = w->bytes.data + at;
    size_t blocks = (w->bytes.length - at) / BLOCK;
    m->from = w->offset + at;
    marks_find(data, blocks < MARKED_MOST ? blocks : MARKED_MOST, m);
    t->locator.positions.returns |= m->returns;
    for (size_t i = 0; t->bare_domains && i < m->blocks; i++) {
        find_more(m, i, data + i * BLOCK, '.', '.');
    }
    for (size_t i = 0; t->shortcodes && i < m->blocks; i++) {
        find_more(m, i, data + i * BLOCK, '[', '{');
    }
}

/* Who is told of lines by the way: in a text itself, where no CR was seen. NULL: nobody. */
static struct positions *told_by(struct text *t)
{
    struct positions *own = &t->locator.positions;
    return t->locator.page || t->locator.shared || own->returns ? NULL : own;
}

static inline void pass(struct positions *told, uint64_t offset)
{
    if (told) {
        positions_pass(told, offset);
    }
}

void trigger_pass(struct text *t, uint64_t offset)
{
    pass(told_by(t), offset);
}

/* The first byte that triggers one in [at, to), as far as blocks were looked through. Where there
 * is none, *end is where these end, or `to`, and that is given, too. */
static size_t find_marked(const struct text *t, const struct window *w, size_t at, size_t to,
                          struct positions *told, size_t *end)
{
    const struct marked *m = &t->marked;
    size_t from = (size_t)(w->offset + at - m->from);
    size_t block = from / BLOCK;
    size_t begin = at - from;
    uint64_t found = m->found[block] >> from % BLOCK << from % BLOCK;
    unsigned filled = m->filled >> block >> 1 << block << 1; /* those behind it */
    *end = begin + m->blocks * BLOCK;
    *end = *end < to ? *end : to;
    for (;;) {
        for (; found; found &= found - 1) {
            size_t i = begin + block * BLOCK + (size_t)__builtin_ctzll(found);
            if (i >= to) {
                return to;
            }
            if (triggers(t, w, i, told)) {
                return i;
            }
        }
        if (!filled) {
            return *end;
        }
        block = (size_t)__builtin_ctz(filled);
        found = m->found[block];
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
static size_t find_in_rest(struct text *t, const struct window *w, size_t at, size_t to)
{
    if (told_by(t)) {
        positions_expect(&t->locator.positions, slice_part(w->bytes, at, to));
    }
    struct positions *told = told_by(t);
    while (at < to && !triggers(t, w, at, told)) {
        at++;
    }
    pass(told, w->offset + at + (at < to));
    return at;
}

size_t trigger_find(struct text *t, const struct window *w, size_t at, size_t to)
{
    if (told_by(t)) {
        positions_reach(&t->locator.positions, w, w->offset + at);
    }
    while (at < to && look_through(t, w, at)) {
        size_t end;
        struct positions *told = told_by(t);
        at = find_marked(t, w, at, to, told, &end);
        pass(told, w->offset + at + (at < end));
        if (at < end) {
            return at;
        }
    }
    return find_in_rest(t, w, at, to);
}
