/* What a recogniser of flattened posts sees besides the words: where the post before ends, and the
 * links that stand around. */
#ifndef SCAN_FIND_CONTEXT_H
#define SCAN_FIND_CONTEXT_H

#include "scan/find/edge.h"
#include "scan/find/find.h"

/* A link near the place that is looked at. */
struct near_link {
    size_t start, end;         /* in the view: the URL, or the words that are its link in markup */
    const struct place *place; /* of LINK_SHORT and LINK_MEDIA whose own host it has, of
                                  LINK_PERMALINK whose post it is; else NULL */
    enum link_kind kind;
};

/* In the order in which they stand. Those ahead of the view's place need not be there. */
struct near_links {
    const struct near_link *list;
    size_t count;
};

struct context {
    struct view view;
    size_t floor; /* where the embed before ends, in the view; 0 if it is out of sight */
    struct near_links links;
};

/* A claim, and the bytes of the view for which it speaks: the links among them are the post's. Its
 * slices are parts of the view or of the buffer that the caller gave. */
struct flat {
    struct claim claim;
    size_t start, end;
};

#endif
