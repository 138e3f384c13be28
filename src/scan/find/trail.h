/* The links that trail a post's words: pictures, and what was written before the signature. */
#ifndef SCAN_FIND_TRAIL_H
#define SCAN_FIND_TRAIL_H

#include "scan/find/context.h"

struct trail {
    size_t start;  /* where the first of them begins, brackets and all; where there are none, the
                      end that was given */
    size_t words;  /* where what stands before that ends, as trail_skip_gap has it */
    size_t links;  /* how many links stand before it */
    bool own;      /* some are the platform's own */
    bool markdown; /* some are written in Markdown's way */
};

/* The number of links that begin before `at`. */
size_t trail_links_before(const struct context *c, size_t at);

/* Reads the links before `end`: plain, in brackets, "[words](URL)", "[words][n]", cut by an
 * ellipsis. `quoted`: lines may begin with ">". */
void trail_read(const struct context *c, const struct place *place, size_t end, bool quoted,
                struct trail *out);

/* Where what stands before `at` ends, without the spaces between, no earlier than the floor. */
size_t trail_skip_gap(const struct context *c, size_t at, bool quoted);

#endif
