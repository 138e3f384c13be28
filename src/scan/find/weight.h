/* How long a text is as its platform counts: code points, those of wide scripts twice, links 23. */
#ifndef SCAN_FIND_WEIGHT_H
#define SCAN_FIND_WEIGHT_H

#include "scan/find/context.h"

/* The end of a text, weighed from its end backwards. */
struct weighing {
    const struct context *context;
    size_t to;    /* everything from here on is weighed ... */
    size_t links; /* ... with the links from this number on */
    unsigned weight;
    unsigned most; /* it is weighed no further than that */
};

/* Begins at the end of a text; `links` is the number of links that stand before it. */
void weighing_begin(struct weighing *w, const struct context *c, size_t end, size_t links,
                    unsigned most);

/* Weighs on from `from`; false: the text weighs more than most from there on. */
bool weighing_reach(struct weighing *w, size_t from);

/* How far back a text of that weight may begin, no earlier than `low`: on the border of a
 * character, and in no link. */
size_t weighing_farthest(struct weighing *w, size_t low);

/* What words weigh, a link among them as its bytes do. Counting stops behind `most`. */
unsigned weight_of_words(struct slice s, unsigned most);

#endif
