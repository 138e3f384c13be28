/* What becomes of a chain. */
#ifndef FOLLOW_OUTCOME_H
#define FOLLOW_OUTCOME_H

#include "follow/chain.h"

/* Writes what the chain's steps said into its outcome, and copies there what of them is to last;
 * title, canonical URL and where it ended may be slices of theirs. False: out of memory. */
bool outcome_write(struct chain *c, enum reason reason);

#endif
