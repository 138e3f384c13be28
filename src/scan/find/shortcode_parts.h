/* The parts of a shortcode, whatever it names. */
#ifndef SCAN_FIND_SHORTCODE_PARTS_H
#define SCAN_FIND_SHORTCODE_PARTS_H

#include "base/slice.h"

struct shortcode_parts {
    bool square;         /* [name …], rather than in braces */
    struct slice name;   /* "tweet" */
    struct slice value;  /* of [name=value] */
    struct slice rest;   /* the arguments, as they stand */
    struct slice inside; /* between [name] and [/name] */
    size_t length;
};

/* Reads the shortcode at the start of s; false: it is none. Looks at a bounded number of bytes. */
bool shortcode_split(struct slice s, struct shortcode_parts *out);

/* Takes the next argument off *rest, without its quotes; its name is absent where it has none.
 * False: there is no more. */
bool shortcode_argument(struct slice *rest, struct slice *name, struct slice *value);

#endif
