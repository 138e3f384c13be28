/* The dash before the name of who signs a post, in all the ways in which it is written, escaped or
 * broken. */
#ifndef SCAN_FIND_DASH_H
#define SCAN_FIND_DASH_H

#include "base/slice.h"

/* By how sure they are: names have hyphens, and en dashes stand between years. */
enum { DASH_STRENGTHS = 3 };

/* The last dash of each strength, the surest first, and what is behind it; 0: there is none. */
struct dashes {
    size_t at[DASH_STRENGTHS], behind[DASH_STRENGTHS];
};

/* Looks for dashes in [low, to), from the end and no further than over `signs` characters that are
 * ASCII and no spaces, or the last sure dash. */
void dashes_find(struct slice s, size_t low, size_t to, size_t signs, struct dashes *out);

/* Behind a sure dash that begins at `at`; `at`: there is none. */
size_t dash_skip(struct slice s, size_t at);

/* Whether words end with a sure dash, and are not all of it. */
bool dash_ends(struct slice words);

#endif
