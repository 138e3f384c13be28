/* The places of a document's links in the order in which they stand, each with what was found
 * there; and places of findings that stand at no link. */
#ifndef EMIT_WALK_H
#define EMIT_WALK_H

#include "record.h"

struct walk {
    const struct document *document;
    const struct finding **findings; /* in the order of links and their places */
    size_t finding_count;
    struct later *laters; /* places but the links' first ones, in order */
    size_t later_count;
    size_t link, later; /* what comes next of both */
};

struct spot {
    const struct link *link; /* NULL: what was found stands at none */
    struct slice url;        /* or what is written, where there is none */
    uint64_t line, column;
    const struct finding *const *findings;
    size_t count;
};

/* False: out of memory. */
bool walk_open(struct walk *w, const struct document *document);

/* False: there are no more. */
bool walk_next(struct walk *w, struct spot *out);

/* Goes back to the first place. */
void walk_rewind(struct walk *w);
void walk_close(struct walk *w);

#endif
