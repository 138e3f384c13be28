/* The post before an attribution: its words and the links that trail them. */
#ifndef SCAN_FIND_POST_H
#define SCAN_FIND_POST_H

#include "base/buffer.h"
#include "scan/find/attribution.h"
#include "scan/find/trail.h"

struct post {
    size_t start; /* the text's first byte; where there is none, the first trailing link's, or the
                     attribution's */
    struct slice text; /* as it stands, lines and all */
    bool open;         /* nobody can tell where it begins: it may begin later */
    bool quoted;       /* its lines begin with ">" */
    bool markdown;     /* it is written in Markdown's way */
    bool linked;       /* links trail it, and some are the platform's own */
};

/* Finds the post before the attribution. False: a byline, a list or a remark rather than a post. */
bool post_find(const struct context *c, const struct attribution *a, struct post *out);

/* What signs a post: it stands at [start, end). */
struct post_sign {
    size_t start, end;
    struct slice name, handle;
    struct date date;
};

/* Finds the words of a post of `place` before what signs it, no earlier than the floor, where it is
 * known that it is one, as post_find does. */
void post_find_text(const struct context *c, const struct place *place, struct post_sign sign,
                    struct post *out);

/* Adds the text as its author wrote it, without the marks of quotes and of Markdown's links. */
void post_add_text(const struct post *post, struct buffer *into);

#endif
