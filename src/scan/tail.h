/* The part of a URL behind its host: where it ends. */
#ifndef SCAN_TAIL_H
#define SCAN_TAIL_H

#include "base/slice.h"

/* The end of the path, query and fragment that begin at `from`, before anything is trimmed. `fence`
 * is a character that ends it, since it stands before the URL too: "|url|", "**url**"; 0: none. */
size_t tail_run(struct slice s, size_t from, char fence);

/* The end without trailing punctuation, no earlier than `from`. */
size_t tail_trim(struct slice s, size_t from, size_t end);

#endif
