/* Many deep links of one site that end at one URL: a sign against it that only a run with many
 * links sees, and no request more. A chain against which that would count is held while others of
 * its site are under way, so that what is said of it does not depend on which ends first. */
#ifndef FOLLOW_SHARED_H
#define FOLLOW_SHARED_H

#include "follow/chain.h"

enum {
    SHARED_LEAST = 3, /* links with different paths */
    HELD_MOST = 64    /* of one host */
};

/* Chains under way whose links mean URLs of one host. */
struct siblings {
    struct cached cached; /* by the host */
    unsigned open;        /* those that are not held */
    uint64_t ended;       /* so many have */
    struct chain_list held;
    unsigned held_count;
};

void shared_open(struct follow *f);
void shared_close(struct follow *f);

/* The chain is about to ask for its last step's URL. */
void shared_join(struct follow *f, struct chain *c);

/* Looks at a chain that ended well: *reason becomes worse if its end is shared by many. False: it
 * is held, and walks again when as many others have ended as are under way now. */
bool shared_settle(struct follow *f, struct chain *c, enum reason *reason);

/* The chain has ended. */
void shared_leave(struct follow *f, struct chain *c);

#endif
