/* Pages that are wanted whole, for inputs: what is otherwise about them than about links. */
#ifndef FOLLOW_WHOLE_H
#define FOLLOW_WHOLE_H

#include "follow/chain.h"

/* The answer at which the chain's last step stands. A page has answers of its own, which links meet
 * once it is known; of those of links only the ones that lead on are of use to it. NULL: out of
 * memory. */
struct answer *whole_answer(struct follow *f, const struct chain *c);

/* A chain ends: what it was answered is shared with links, if it is a page's. */
void whole_share(struct follow *f, const struct chain *c);

/* Keeps what came for the one chain that waits for the answer, if that is a page and it came well.
 * False: it does not. */
bool whole_keep(struct follow *f, struct answer *a, struct exchange *x);

/* Lets go of what was kept, if anything. */
void whole_put_away(struct follow *f, struct chain *c);

#endif
