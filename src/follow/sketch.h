/* What words a page shows, small enough to be kept: of the runs of words in it (shingles) those
 * whose hashes are the least. Pages are alike where they share nearly all of them. */
#ifndef FOLLOW_SKETCH_H
#define FOLLOW_SKETCH_H

#include "base/buffer.h"

enum { SKETCH_MOST = 512 * 8 }; /* bytes of one */

/* Adds the sketch of a page in UTF-8. Words that hold the last segment of its path are left out:
 * many a page for what is missing says what that was, and has nothing else of its own. `into` takes
 * SKETCH_MOST bytes at most. */
void sketch_add(struct slice page, struct slice path, struct buffer *into);

/* Whether two pages show the same text but for a twentieth, by their sketches. Never of pages with
 * few words, or none. */
bool sketch_is_alike(struct slice a, struct slice b);

#endif
