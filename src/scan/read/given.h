/* What a reader of markup tells of the text before it is decided: text.h has the outside of it. */
#ifndef SCAN_READ_GIVEN_H
#define SCAN_READ_GIVEN_H

#include "scan/read/text.h"

/* The first link or gap that is given at `from` or later and is not empty; NULL: none is known. */
const struct find *given_wide(struct text *t, uint64_t from);

/* Where the next of what is given begins, or `to` if that is earlier. */
uint64_t given_next(const struct text *t, uint64_t to);

/* Whether only white space stands between the post before and an offset of the window. */
bool given_follows(const struct text *t, const struct window *w, uint64_t offset);

#endif
