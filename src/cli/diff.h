/* What `git diff -U0` prints, read as it comes: which lines of which files are new. It may be
 * anything: what is no diff adds nothing, or makes more of a file count than has changed. */
#ifndef CLI_DIFF_H
#define CLI_DIFF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    DIFF_LINE_MOST = 1 << 16
}; /* of a line that is looked at; the rest of a longer one is not */

struct changed_file {
    char *path;           /* from the top of the repository */
    uint64_t (*lines)[2]; /* the first and the last of each run of lines, from 1, in their order */
    size_t count, room;
    bool whole; /* all of it counts: what has changed in it is not told */
};

struct diff {
    struct changed_file *files; /* in the order of their paths, once it has ended */
    size_t count, room;
    uint64_t minus, plus; /* lines of the hunk that are still to come */
    bool passes;          /* the rest of this line is passed over */
    bool no_memory;
    size_t length;
    char line[DIFF_LINE_MOST];
};

/* One begins as all zeros. */
void diff_feed(struct diff *d, const char *bytes, size_t length);

/* The last line has come. False: out of memory. */
bool diff_end(struct diff *d);
void diff_free(struct diff *d);

/* NULL: it has not changed. */
const struct changed_file *diff_find(const struct diff *d, const char *path);

#endif
