#include "scan/find/line.h"

#include "scan/input/block.h"
#include "syntax/utf8.h"

static bool is_break(char c)
{
    return c == '\n' || c == '\r';
}

size_t line_start(struct slice s, size_t at, size_t low)
{
    while (at >= low + BLOCK) {
        uint64_t breaks = block_find(s.data + at - BLOCK, '\n', '\r');
        if (breaks) {
            return at - (size_t)__builtin_clzll(breaks);
        }
        at -= BLOCK;
    }
    while (at > low && !is_break(s.data[at - 1])) {
        at--;
    }
    return at;
}

size_t line_end(struct slice s, size_t at)
{
    for (; at + BLOCK <= s.length; at += BLOCK) {
        uint64_t breaks = block_find(s.data + at, '\n', '\r');
        if (breaks) {
            return at + (size_t)__builtin_ctzll(breaks);
        }
    }
    while (at < s.length && !is_break(s.data[at])) {
        at++;
    }
    return at;
}

size_t line_next(struct slice s, size_t at)
{
    bool pair = at + 1 < s.length && s.data[at] == '\r' && s.data[at + 1] == '\n';
    return at < s.length ? at + 1 + pair : at;
}

size_t line_skip_prefix(struct slice s, size_t line)
{
    while (line < s.length &&
           (s.data[line] == ' ' || s.data[line] == '\t' || s.data[line] == '>')) {
        line++;
    }
    return line;
}

size_t line_skip_marks(struct slice s, size_t at)
{
    while (at < s.length && (unsigned char)s.data[at] >= 0x80) {
        size_t length;
        if (!utf8_is_direction_mark(utf8_decode(slice_skip(s, at), &length))) {
            break;
        }
        at += length;
    }
    return at;
}

bool line_is_blank(struct slice s, size_t from, size_t to, bool quoted)
{
    for (size_t i = from; i < to; i++) {
        if (!ascii_is_space(s.data[i]) && !(quoted && s.data[i] == '>')) {
            return false;
        }
    }
    return true;
}
