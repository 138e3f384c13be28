/* Asking a site for a name that cannot exist, to know how it answers where nothing is (Bar-Yossef
 * et al., "Sic transit gloria telae", 2004). Once for each folder, and a few times for each site.
 */
#ifndef FOLLOW_PROBE_H
#define FOLLOW_PROBE_H

#include "follow/chain.h"

enum {
    PROBE_HOPS = 10,        /* it follows no more */
    PROBE_READS = 64 << 10, /* of a page, to compare it */
    PROBES_A_SITE = 8
};

struct probe {
    struct cached cached; /* by the name that cannot exist */
    struct chain *chain;  /* which follows it */
    struct chain_list waiting;
    bool ended;
    enum reason reason; /* what became of it ... */
    unsigned moves;     /* ... after so many redirects, ... */
    struct arena text;
    struct slice final, sketch; /* ... there, and what that shows */
};

void probes_open(struct follow *f);
void probes_close(struct follow *f);

/* Looks twice at a chain that ended well, if there is reason to: *reason becomes worse if its end
 * is what a name has that cannot exist. False: it waits to know that, and walks again then. */
bool probe_settle(struct follow *f, struct chain *c, enum reason *reason);

/* The chain of a probe has ended: those that wait for it walk on. */
void probe_end(struct follow *f, struct chain *c, enum reason reason);

void probe_let_go(struct probe *p);

#endif
