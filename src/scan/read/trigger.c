#include "scan/read/trigger.h"

#include "scan/find/flattened.h"
#include "scan/input/marks.h"

/* Whether words that may be a flattened post's begin at a "P", or behind a break. */
static bool begins_post(struct slice s, size_t at)
{
    if (s.data[at] == 'P') {
        return flattened_may_begin_amid(s, at);
    }
    return s.data[at] == '\n' && at + 2 < s.length && s.data[at + 1] != '\n' &&
           flattened_may_begin(slice_skip(s, flattened_line(s, at + 1)));
}

static bool triggers(const struct text *t, struct slice s, size_t at)
{
    switch (s.data[at]) {
    case '/':
    case '@':
        return true;
    case '\n':
    case 'P':
        return begins_post(s, at);
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
        return marks_skip(at, blocks, marks, found);
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

size_t trigger_find(const struct text *t, struct slice s, size_t at, size_t to)
{
    while (at + BLOCK <= to) {
        uint64_t found;
        at += BLOCK * skip_blocks(t, s.data + at, (to - at) / BLOCK, &found);
        size_t behind = found ? at + BLOCK : at;
        for (; found; found &= found - 1) {
            size_t i = at + (size_t)__builtin_ctzll(found);
            if (triggers(t, s, i)) {
                return i;
            }
        }
        at = behind;
    }
    while (at < to && !triggers(t, s, at)) {
        at++;
    }
    return at;
}
