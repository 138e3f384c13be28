/* The rows of flattened posts that places have, read against a text. */
#ifndef SCAN_FIND_PATTERN_H
#define SCAN_FIND_PATTERN_H

#include "scan/find/context.h"

/* What a row found. Slices are parts of the text, absent where the row does not have them. */
struct pattern_match {
    const struct flattened *row;
    size_t start, end;
    struct slice name, handle, text, title;
    struct slice permalink; /* of a date that is a link in Markdown */
    struct date date;       /* SOURCE_NONE: none */
    bool lenient;           /* a {day} may lack its weekday */
};

/* How far back what belongs to the sign at the view's place may begin: not behind the sign of
 * another handle, nor far. */
size_t pattern_low(const struct context *c);

/* Matches a row around the sign at the view's place before a handle: the "@" of "@{handle}", the
 * "/" of "u/{handle}"; `low` is pattern_low's. `lenient`: it is known to be a post, and a {day} may
 * lack its weekday. */
bool pattern_match_around(const struct place *place, const struct flattened *row,
                          const struct context *c, size_t low, bool lenient,
                          struct pattern_match *out);

/* Matches a row without a handle from the view's place on. */
bool pattern_match_at(const struct place *place, const struct flattened *row,
                      const struct context *c, bool lenient, struct pattern_match *out);

/* The sign before the handle in a row ('@', '/'); 0: it has no handle. */
char pattern_sign(const struct flattened *row);

/* Whether a parenthesis opens before the sign of a row. */
static inline bool pattern_opens(const struct flattened *row)
{
    return row->sign[0] == '(' || row->sign[0] == '\xef';
}

#endif
