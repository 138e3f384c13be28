/* Where a post points to. */
#ifndef DESCRIBE_TARGET_H
#define DESCRIBE_TARGET_H

#include "describe/post.h"

/* What the embed's first link that leads away from the post is. */
struct lead {
    bool found;       /* there is one ... */
    bool lost;        /* ... but where it ends is not known: it is gone, or it was cut off */
    struct slice end; /* where it ends; absent: nobody followed it, or it did not get there */
    const struct link *link; /* that link */
};

/* `id` is the post's own. */
struct lead target_find(struct context *c, const struct embed *embed, struct slice id);

/* Whether a URL shows only what the post itself has. */
bool target_is_own(struct context *c, const struct embed *embed, struct slice id, struct slice url);

#endif
