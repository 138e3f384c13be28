#include "scan/read/trigger.h"

#include "scan/find/flattened.h"
#include "scan/input/marks.h"

/* Whether words that may be a flattened post's begin behind a break. */
static bool begins_post(struct slice s, size_t at)
{
    return flattened_may_begin(slice_skip(s, flattened_line(s, at + 1)));
}

/* The first bytes settle nearly every case. */
static inline bool triggers(const struct text *t, struct slice s, size_t at)
{
    switch (s.data[at]) {
    case '/':
    case '@':
        return true;
    case '\n':
        return s.length - at > 2 && flattened_may_follow(s.data[at + 1]) && begins_post(s, at);
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

/* Goes over blocks in which nothing may trigger one, and gives how many: *found has the bytes that
 * may in the one behind them; 0: it is not known yet. */
static size_t skip_blocks(const struct text *t, const char *at, size_t blocks, uint64_t *found)
{
    static const char marks[4] = { '/', '@', '\n', 'P' };
    if (!t->bare_domains && !t->shortcodes) {
        return marks_skip(at, blocks, found);
    }
    *found = block_find_four(at, marks);
    if (t->bare_domains) {
        *found |= block_find(at, '.', '.');
    }
    if (t->shortcodes) {
        *found |= block_find(at, '[', '{');
    }
    return !*found;
}

/* Whether lines are counted by the way: in a text itself, whose lines LF alone ends. */
static bool tells(const struct text *t)
{
    return !t->locator.page && !t->locator.shared && !t->locator.positions.returns;
}

void trigger_pass(struct text *t, uint64_t offset)
{
    if (tells(t)) {
        positions_pass(&t->locator.positions, offset);
    }
}

size_t trigger_find(struct text *t, const struct window *w, size_t at, size_t to)
{
    struct slice s = w->bytes;
    struct positions *told = tells(t) ? &t->locator.positions : NULL;
    if (told) {
        positions_reach(told, w, w->offset + at);
    }
    while (at + BLOCK <= to) {
        uint64_t found;
        at += BLOCK * skip_blocks(t, s.data + at, (to - at) / BLOCK, &found);
        size_t behind = found ? at + BLOCK : at;
        for (; found; found &= found - 1) {
            size_t i = at + (size_t)__builtin_ctzll(found);
            if (told && s.data[i] == '\n') {
                positions_line(told, w->offset + i + 1);
            }
            if (triggers(t, s, i)) {
                trigger_pass(t, w->offset + i + 1);
                return i;
            }
        }
        at = behind;
    }
    for (; at < to; at++) {
        if (told && s.data[at] == '\n') {
            positions_line(told, w->offset + at + 1);
        }
        if (triggers(t, s, at)) {
            break;
        }
    }
    trigger_pass(t, w->offset + at + (at < to));
    return at;
}
