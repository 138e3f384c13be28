#include "scan/find/line.h"

#include "syntax/utf8.h"

size_t line_above(struct slice s, size_t line, size_t low)
{
    if (line <= low) {
        return line;
    }
    bool pair = line - 1 > low && s.data[line - 1] == '\n' && s.data[line - 2] == '\r';
    return line_start(s, line - 1 - pair, low);
}

size_t line_next(struct slice s, size_t at)
{
    bool pair = at + 1 < s.length && s.data[at] == '\r' && s.data[at + 1] == '\n';
    return at < s.length ? at + 1 + pair : at;
}

/* The length of a no-break or an ideographic space at `at`; 0: it is none. */
static size_t hard_space(struct slice s, size_t at)
{
    unsigned char c = (unsigned char)s.data[at];
    struct slice rest = slice_skip(s, at);
    if (c != 0xc2 && c != 0xe3) {
        return 0;
    }
    return slice_starts(rest, SLICE("\u00a0"))   ? SLICE("\u00a0").length
           : slice_starts(rest, SLICE("\u3000")) ? SLICE("\u3000").length
                                                 : 0;
}

size_t line_skip_prefix(struct slice s, size_t line)
{
    while (line < s.length) {
        char c = s.data[line];
        size_t length = c == ' ' || c == '\t' || c == '>' ? 1 : hard_space(s, line);
        if (length == 0) {
            break;
        }
        line += length;
    }
    return line;
}

bool line_is_quoted(struct slice s, size_t line)
{
    while (line < s.length && (s.data[line] == ' ' || s.data[line] == '\t')) {
        line++;
    }
    return line < s.length && s.data[line] == '>';
}

/* The mark of an item at the start of s, without the space behind it; 0: it is none. */
static size_t item_mark(struct slice s)
{
    if (slice_starts(s, SLICE("\xe2"))) {
        bool bullet = slice_starts(s, SLICE("•")) || slice_starts(s, SLICE("◦")) ||
                      slice_starts(s, SLICE("▪"));
        return bullet ? SLICE("•").length : 0;
    }
    char c = line_byte(s, 0);
    return c == '*' || c == '-' || c == '+' || c == '|';
}

size_t line_skip_item(struct slice s, size_t at)
{
    size_t mark = item_mark(slice_skip(s, at < s.length ? at : s.length));
    return mark && at + mark < s.length && s.data[at + mark] == ' '
               ? line_skip_prefix(s, at + mark + 1)
               : at;
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

size_t line_back_over_marks(struct slice s, size_t at)
{
    while (at > 0 && (unsigned char)s.data[at - 1] >= 0x80) {
        size_t length;
        if (!utf8_is_direction_mark(utf8_decode_last(slice_part(s, 0, at), &length))) {
            break;
        }
        at -= length;
    }
    return at;
}

bool line_is_blank(struct slice s, size_t from, size_t to, bool quoted)
{
    for (size_t i = from; i < to;) {
        size_t length = 1;
        bool ascii = (unsigned char)s.data[i] < 0x80;
        bool blank = ascii ? ascii_is_space(s.data[i]) || (quoted && s.data[i] == '>')
                           : utf8_is_space(utf8_decode(slice_part(s, i, to), &length));
        if (!blank) {
            return false;
        }
        i += length;
    }
    return true;
}

bool line_is_over(struct slice s, size_t at)
{
    while (at < s.length && ascii_is_blank(s.data[at])) {
        at++;
    }
    if (at >= s.length || line_is_break(s.data[at])) {
        return true;
    }
    bool plain = s.data[at] > ' ' && s.data[at] < 0x7f; /* as nearly all is */
    return !plain && line_is_blank(s, at, line_end(s, at), false);
}

bool line_is_wrapped(struct slice s, size_t line, size_t end, size_t next)
{
    enum { LEAST = 70, MOST = 100 };
    size_t word = line_skip_prefix(s, next);
    size_t behind = word;
    while (behind < s.length && behind - word < MOST && !ascii_is_space(s.data[behind])) {
        behind++;
    }
    bool breaks = end >= line + 2 && s.data[end - 1] == ' ' && s.data[end - 2] == ' ';
    return !breaks && end > line && behind > word && end - line + behind - word >= LEAST;
}
