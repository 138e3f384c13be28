/* Which lines of which inputs have changed since a revision. */
#ifndef CLI_CHANGED_H
#define CLI_CHANGED_H

#include "cli/diff.h"

struct changed;

/* Asks git what differs between the merge base of a revision and HEAD and the working tree, in the
 * repository of the first folder that is in one; NULL ends them. NULL: it said why not. */
struct changed *changed_open(const char *const *folders, const char *revision);
void changed_close(struct changed *c); /* NULL is fine */

enum changed_part { CHANGED_NOTHING, CHANGED_LINES, CHANGED_WHOLE };

/* How much of a file counts; where it is lines, *file has them. What git does not track counts
 * whole.
 */
enum changed_part changed_of(const struct changed *c, const char *path,
                             const struct changed_file **file);

#endif
