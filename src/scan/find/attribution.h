/* The line that says whose post it was: "— Name (@handle) June 19, 2018", what is left of an embed
 * when its markup is thrown away. */
#ifndef SCAN_FIND_ATTRIBUTION_H
#define SCAN_FIND_ATTRIBUTION_H

#include "base/time.h"
#include "scan/find/edge.h"

/* What tells the name from the text before it. Dashes get lost, so the weaker signs count where the
 * post says more. */
enum lead { LEAD_DASH, LEAD_BULLET, LEAD_LINK, LEAD_SPACES, LEAD_LINE };

struct attribution {
    enum lead lead;
    size_t start, end; /* from the dash, or the name, to behind the date */
    struct slice name, handle;
    bool dated;
    int64_t ms;
    enum time_precision precision;
    size_t permalink; /* where the URL of the date's link begins; 0: none */
};

/* Reads the attribution around the "@" at v.at, which must stand behind "(". Its name begins no
 * earlier than `floor`, where the link or embed before it ends. */
bool attribution_read(struct view v, size_t floor, struct attribution *out);

/* Copies a name, with a line break in it as one space. */
void attribution_add_name(struct slice name, struct buffer *into);

#endif
