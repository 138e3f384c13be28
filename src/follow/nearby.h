/* What may be meant where a file or a heading is not there: the one whose name is nearest. */
#ifndef FOLLOW_NEARBY_H
#define FOLLOW_NEARBY_H

#include "base/buffer.h"
#include "syntax/anchors.h"

/* How many names a run has looked at: it compares so many at most of a folder or file. Those that
 * it compared in all, and those on the way to folders, are so many at most; then it guesses no
 * more. */
struct nearby {
    uint64_t seen;
};

enum { NEARBY_NAMES = 1 << 12, NEARBY_MOST = 1 << 16 };

/* Whether it guesses no more. */
bool nearby_is_spent(const struct nearby *n);

/* Of a path from the folder `root` on (a file descriptor) that leads to nothing: adds the path with
 * the name in it that is not there mended, if that leads to something. Where the name is another's
 * but for its ending, that is meant. */
void nearby_file(struct nearby *n, int root, struct slice path, struct buffer *into);

/* Of a name, decoded, that is not in a file: adds the nearest that is. */
void nearby_name(struct nearby *n, const struct anchors *names, struct slice name,
                 struct buffer *into);

#endif
