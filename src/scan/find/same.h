/* Whether two claims speak of one post. */
#ifndef SCAN_FIND_SAME_H
#define SCAN_FIND_SAME_H

#include "scan/find/find.h"

/* Whether they name two posts: of different places, with different ids or, where one has none, of
 * different authors. What says nothing names no other. *scratch: for parsing URLs. */
bool claim_names_other(const struct claim *a, const struct claim *b, struct buffer *scratch);

/* Adds what another claim of the same post knows besides. */
void claim_complete(struct claim *claim, const struct claim *other);

#endif
