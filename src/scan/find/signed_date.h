/* The date behind the handle of an attribution, and the link that it was. */
#ifndef SCAN_FIND_SIGNED_DATE_H
#define SCAN_FIND_SIGNED_DATE_H

#include "scan/find/context.h"

struct signed_date {
    struct date date;       /* SOURCE_NONE: there is none, or none that is believed */
    size_t end;             /* behind it and its link */
    struct slice permalink; /* of its link; absent: none */
    bool markdown;          /* it is written "[date](URL)" */
    bool separated;         /* something stands before it: ", June 19, 2018" */
    bool broken;            /* what stands there was a date: "December 14, 201" */
};

/* Reads what stands behind the handle, from `at` on, of a post of `place`. False: words that are no
 * date. The line's end counts as a date that is missing. */
bool signed_date_read(const struct place *place, struct slice s, size_t at,
                      struct signed_date *out);

/* Reads a date at the start of s, in any language, with the weekday before it and the time behind
 * it, and gives how many bytes it took; 0: there is none inside the place's life. */
size_t signed_date_at(const struct place *place, struct slice s, struct date *out);

/* Whether a date begins at the start of s with a weekday, and without a time of day. */
bool signed_date_is_day(struct slice s);

/* The end of a link at `at`: "(URL)", "<URL>", 0: none. */
size_t signed_date_link(struct slice s, size_t at, struct slice *url);

#endif
