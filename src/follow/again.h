/* Chains that are walked again with a jar of cookies, which most sites can do without. */
#ifndef FOLLOW_AGAIN_H
#define FOLLOW_AGAIN_H

#include "follow/chain.h"

/* Whether a chain begins anew, without the steps that it has taken: where cookies were set on its
 * way, it went without them, and they may make a difference. That is where it goes round; or where
 * it ends at a page for readers without cookies, or at one that sets some and reloads itself, or is
 * refused by a host that set some at a step before. False, too, where memory ran out, as the
 * follower knows. */
bool again_in_loop(struct follow *f, struct chain *c);
bool again_at_end(struct follow *f, struct chain *c);

/* Whether a chain with a jar asks once more for the page at which it stands: that reloads itself,
 * and the jar has another cookie by now than it was asked with. */
bool again_by_reload(const struct chain *c);

#endif
