/* Whether a chain has gone far enough. */
#ifndef FOLLOW_LIMIT_H
#define FOLLOW_LIMIT_H

#include "follow/chain.h"

/* Whether a URL, its fragment apart, is that of a step. */
bool limit_was_at(const struct chain *c, struct slice url);

/* Whether an earlier step was the same request as the last: every request is a GET, so the URL and
 * the cookies make it. */
bool limit_goes_round(const struct chain *c);

/* Whether the last step, which is not asked for yet, would be one URL too many. A target that is
 * taken out of a URL costs nothing, for nobody is asked; neither does a URL that is asked again for
 * its cookies. Always false from FOLLOW_MOST_HOPS on. */
bool limit_is_reached(const struct chain *c, unsigned max_hops);

/* How many steps behind the first there may be at all. */
unsigned limit_of_steps(unsigned max_hops);

#endif
