/* Chains that are walked again with a jar of cookies, which most sites can do without. */
#ifndef FOLLOW_AGAIN_H
#define FOLLOW_AGAIN_H

#include "follow/chain.h"

/* Whether a chain begins anew, without the steps that it has taken: where cookies were set on its
 * way, it went without them, and they may make a difference. That is where it goes round; or where
 * it ends at a page for readers without cookies, or is refused by a host that set some at a step
 * before. False, too, where memory ran out, as the follower knows. */
bool again_in_loop(struct follow *f, struct chain *c);
bool again_at_end(struct follow *f, struct chain *c);

#endif
