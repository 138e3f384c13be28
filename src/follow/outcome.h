/* What becomes of a chain. */
#ifndef FOLLOW_OUTCOME_H
#define FOLLOW_OUTCOME_H

#include "follow/chain.h"

/* Writes what the chain's steps said into its outcome, which takes their URLs over: where it ended
 * is one of these. Title and canonical URL are copied. False: out of memory. */
bool outcome_write(struct chain *c, enum reason reason);

#endif
