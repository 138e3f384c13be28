/* Pages that are wanted whole, for inputs: what is otherwise about them than about links.
 *
 * Where it is known beforehand that a page will be (follow_expect), it shares its answer with
 * links, and whoever of them comes first has all of it asked for. What comes is kept with the
 * answer until the page takes it, up to so many bytes in all. */
#ifndef FOLLOW_WHOLE_H
#define FOLLOW_WHOLE_H

#include "follow/chain.h"

/* The answer at which the chain's last step stands. A page that nobody expected has answers of its
 * own, which links meet once it is known; of those of links only the ones that lead on are of use
 * to it. NULL: out of memory. */
struct answer *whole_answer(struct follow *f, const struct chain *c);

/* How much of a page is asked for, for the answer at which a chain stands; 0: its head. */
size_t whole_most(const struct follow *f, const struct chain *c, const struct answer *a);

/* Where a page shared its answer, and nothing was kept of what came: gives it one of its own, for
 * which it is to ask. NULL: it needs none; or out of memory, as the follower knows. */
struct answer *whole_instead(struct follow *f, struct chain *c, const struct answer *a);

/* A chain ends: a page takes what was kept for it, and what it was answered is shared with links.
 */
void whole_share(struct follow *f, struct chain *c);

/* Keeps what came for the one chain that waits for the answer, if that is a page and it came well,
 * or for the page that is expected. False: it does not. */
bool whole_keep(struct follow *f, struct answer *a, struct exchange *x);

/* Lets go of what was kept, if anything: of a page, for an answer. */
void whole_put_away(struct follow *f, struct chain *c);
void whole_forget(struct answer *a);

/* The net is closed: all that was kept for answers went with it. */
void whole_forget_all(struct follow *f);

#endif
