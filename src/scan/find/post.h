/* The post before an attribution: its words and the links that trail them. */
#ifndef SCAN_FIND_POST_H
#define SCAN_FIND_POST_H

#include "scan/find/attribution.h"
#include "scan/find/seen.h"

struct post {
    size_t start; /* the text's first byte; where that is unknown, the first trailing link's, or
                     the attribution's */
    struct slice text; /* as it stands, lines and all; absent if it is unknown where it begins */
    bool quoted;       /* its lines begin with ">" */
    size_t links;      /* how many of the latest links are in it */
    size_t trailing;   /* ... and how many of those trail the text */
};

/* Finds the post before the attribution in a view that begins at `offset`, no earlier than `floor`,
 * where the embed before it ends. False: a byline, a list or a remark rather than a post. */
bool post_find(const struct view *v, uint64_t offset, size_t floor, const struct attribution *a,
               const struct seen *seen, struct post *out);

/* Adds the text as its author wrote it, without the marks of quotes. */
void post_add_text(const struct post *post, struct buffer *into);

#endif
