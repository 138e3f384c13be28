/* The options of a session, as one table: what lf_set takes, what lf_open copies and checks, what
 * the command's --help and the manual say. */
#ifndef SESSION_OPTION_H
#define SESSION_OPTION_H

#include "landfall.h"

#include <stdbool.h>
#include <stddef.h>

enum option_type {
    OPTION_FLAG,    /* int */
    OPTION_COUNT,   /* unsigned, in [least, most] */
    OPTION_SECONDS, /* double, above least and at most `most` */
    OPTION_TEXT,    /* const char * */
    OPTION_EACH,    /* a list: one item for each time it is given */
    OPTION_COMMAS   /* a list: one item for each part between commas */
};

/* An option decides what an answer means where who sets it otherwise has other answers. What only
 * decides when, how fast or how long is asked, and what is said of it, does not. */
struct option_row {
    lf_option option;
    enum option_type type;
    bool decides; /* what an answer means */
    size_t at;    /* offset in lf_options */
    double least, most;
};

extern const struct option_row option_rows[];
extern const size_t option_row_count;

/* NULL: there is none of this name. */
const struct option_row *option_named(const char *name);

/* Whether a session can do with the value in the options. */
bool option_is_sound(const struct option_row *row, const lf_options *options);

#endif
