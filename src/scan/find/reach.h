/* How far back the text of a post may begin: what begins before that weighs too much for one. */
#ifndef SCAN_FIND_REACH_H
#define SCAN_FIND_REACH_H

#include "scan/find/start.h"

/* A text that begins at `at` and weighs so much although its links weigh nothing: a character of
 * it weighs 1 at least. */
struct reach {
    size_t at;
    size_t links; /* how many end before it */
};

/* Goes back to where a text begins that weighs `most` more, at `low` at the earliest. */
void reach_back(const struct start_search *q, size_t low, size_t most, struct reach *reach);

/* Where furniture may begin that is of use to a text of that reach: what stands behind any before
 * that would be too heavy. */
size_t reach_furniture(const struct start_search *q, size_t low, struct reach reach);

/* Whether the line above the one at `start` begins out of reach. */
bool reach_ends_above(const struct start_search *q, size_t start, size_t low, struct reach reach);

#endif
