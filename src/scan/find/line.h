/* Lines and what stands before their words: indentation, the marks of quotes. */
#ifndef SCAN_FIND_LINE_H
#define SCAN_FIND_LINE_H

#include "base/slice.h"

/* The byte at `at`, or the one before it; beyond the ends a space, for that is what an end is to
 * those who ask. */
static inline char line_byte(struct slice s, size_t at)
{
    if (at < s.length) {
        return s.data[at];
    }
    return ' ';
}

static inline char line_byte_before(struct slice s, size_t at)
{
    if (at > 0) {
        return s.data[at - 1];
    }
    return ' ';
}

static inline bool line_is_break(char c)
{
    return c == '\n' || c == '\r';
}

/* A line break as the space it stands for. */
static inline char line_joined(char c)
{
    if (line_is_break(c)) {
        return ' ';
    }
    return c;
}

/* The same as line_start and line_end, which see the ends that are near first. */
size_t line_find_start(struct slice s, size_t at, size_t low);
size_t line_find_end(struct slice s, size_t at);

/* Where the line of `at` begins, no earlier than `low`. */
static inline size_t line_start(struct slice s, size_t at, size_t low)
{
    bool begins = at <= low || line_is_break(s.data[at - 1]);
    return begins ? at : line_find_start(s, at, low);
}

/* Where the line before the one at `line` begins, no earlier than `low`; `line`: there is none. */
size_t line_above(struct slice s, size_t line, size_t low);

/* Where the line ends that `at` is in. */
static inline size_t line_end(struct slice s, size_t at)
{
    bool ends = at >= s.length || line_is_break(s.data[at]);
    return ends ? at : line_find_end(s, at);
}

/* Behind the line break at `at`. */
size_t line_next(struct slice s, size_t at);

/* Behind the spaces and ">" at the beginning of a line. */
size_t line_skip_prefix(struct slice s, size_t line);

/* Whether the line at `line` begins with the mark of a quote, be it indented. */
bool line_is_quoted(struct slice s, size_t line);

/* Behind the mark of a list's item or a table's cell at `at`: "* ", "| "; `at`: there is none. */
size_t line_skip_item(struct slice s, size_t at);

/* Behind marks of direction. */
size_t line_skip_marks(struct slice s, size_t at);

/* Before marks of direction that end at `at`. */
size_t line_back_over_marks(struct slice s, size_t at);

/* Whether nothing but spaces, and in a quote its marks, stands between the two. */
bool line_is_blank(struct slice s, size_t from, size_t to, bool quoted);

/* Whether nothing but spaces follows on the line of `at`. */
bool line_is_over(struct slice s, size_t at);

/* Whether the line in [line, end) was broken because the first word of the one at `next` did not
 * fit. */
bool line_is_wrapped(struct slice s, size_t line, size_t end, size_t next);

#endif
