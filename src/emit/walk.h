/* The places of a document's links, one after the other, each with what was found there: first
 * those of links, in the links' order, then what stands at no link. */
#ifndef EMIT_WALK_H
#define EMIT_WALK_H

#include "record.h"

struct walk {
    const struct document *document;
    const struct finding **findings; /* in the order of links and their places */
    size_t count, next;
    size_t link, place;
    const struct span_list *later; /* the place itself, unless it is a link's first */
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
void walk_close(struct walk *w);

#endif
