/* The part of a URL behind its host: where it ends. */
#ifndef SCAN_FIND_TAIL_H
#define SCAN_FIND_TAIL_H

#include "base/slice.h"

enum { TAIL_DEPTH = 32, TAIL_AHEAD = 16 };

/* What has to be known of a tail to read on in it. */
struct tail {
    char fence;            /* ends it, since it stands before the URL too: "|url|", "**url**" */
    char open[TAIL_DEPTH]; /* the brackets that are open, the outermost first */
    size_t depth;
};

/* `fence` 0: none. */
static inline void tail_begin(struct tail *t, char fence)
{
    t->fence = fence;
    t->depth = 0;
}

/* Reads the path, query and fragment from `from` on up to `to`, and gives where they end, before
 * anything is trimmed; where they go on behind `to`, the end of the character that reaches it, and
 * where `from` lies there already, that. A look ahead goes less than TAIL_AHEAD bytes behind `to`.
 */
size_t tail_run(struct tail *t, struct slice s, size_t from, size_t to);

/* The bytes of the character beyond ASCII at i, or 0 if the URL ends before it. */
size_t tail_wide(struct slice s, size_t i);

/* The end without trailing punctuation, no earlier than `from`. */
size_t tail_trim(struct slice s, size_t from, size_t end);

#endif
