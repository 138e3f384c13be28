/* Chains that take cookies along or are walked again with them, which most sites can do without. */
#ifndef FOLLOW_AGAIN_H
#define FOLLOW_AGAIN_H

#include "follow/chain.h"

/* Has the chain take along, from its next step on, what was set on its way and may go there. Where
 * memory runs out, the follower has failed. */
void again_take_cookies(struct follow *f, struct chain *c, const struct url *to);

/* Whether a chain begins anew, without the steps that it has taken: where cookies were set on its
 * way, it went without them, and they may make a difference. That is where it goes round; or where
 * it ends at a page for readers without cookies, or is refused by a host that set some at a step
 * before. False, too, where memory ran out, as the follower knows. */
bool again_in_loop(struct follow *f, struct chain *c);
bool again_at_end(struct follow *f, struct chain *c);

/* Whether a chain asks once more for the page at which it stands: that reloads itself, and has set
 * a cookie since it was asked. */
bool again_by_reload(struct follow *f, struct chain *c);

#endif
