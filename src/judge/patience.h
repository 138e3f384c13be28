/* How often, or for how long, a link has to be found dead before it fails a run. */
#ifndef JUDGE_PATIENCE_H
#define JUDGE_PATIENCE_H

#include "base/slice.h"

struct patience {
    unsigned looks; /* in a row; 0: time decides */
    int64_t ms;     /* since the first of them; 0: looks decide */
};

/* Reads "3" (looks), or a duration with its unit, "12h". False: it is neither, or not above 0. */
bool patience_read(struct slice s, struct patience *out);

/* Whether it has ended for what was found dead so many times in a row since then. What nobody
 * counts (no looks) gets none, and nobody has any where both are 0. */
bool patience_ended(const struct patience *p, unsigned looks, int64_t since, int64_t now);

#endif
