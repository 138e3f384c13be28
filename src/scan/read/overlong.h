/* A link that goes on behind what can be seen of it: it is read on window by window, so that it is
 * known where it ends, and what stands behind it is no part of it. Only its beginning is kept. */
#ifndef SCAN_READ_OVERLONG_H
#define SCAN_READ_OVERLONG_H

#include "scan/find/edge.h"
#include "scan/find/tail.h"
#include "scan/input/position.h"

enum { OVERLONG_KEPT = URL_LONGEST + 4 }; /* a character more tells that it is too long */

struct text;
struct sight;

struct overlong {
    bool open; /* there is one */
    bool has_scheme, truncated;
    uint64_t start;
    uint64_t at;  /* read up to here */
    uint64_t end; /* behind the last character that would not be trimmed */
    struct tail tail;
    struct span span; /* its end is that of `end` */
};

/* Begins to read one, whose edge is endless. */
void overlong_begin(struct sight *at, const struct edge *edge);

/* Reads on up to an offset in the window, behind which the window ends only if the text does. Adds
 * the link where it ends. */
void overlong_read(struct text *t, const struct window *w, uint64_t to);

/* Whether two are alike, wherever their lines began. */
bool overlong_equal(const struct overlong *a, const struct overlong *b);

#endif
