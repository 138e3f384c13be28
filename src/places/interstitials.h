/* Pages of shorteners that stand between a link and its target, and show it to the reader. */
#ifndef PLACES_INTERSTITIALS_H
#define PLACES_INTERSTITIALS_H

#include "syntax/html.h"
#include "syntax/url.h"

/* The element whose attribute is the target. */
struct interstitial {
    const char *host, *path; /* with the hosts below; the path's start */
    const char *element;
    const char *attribute, *value; /* that it must have, one of whose words it is */
    const char *target;            /* the attribute */
};

/* The row of a page, or NULL: it is none. */
const struct interstitial *interstitial_at(const struct url *u);

/* The target as a start tag has it, not decoded; absent: it is another element. */
struct slice interstitial_target(const struct interstitial *row, const struct html_token *token);

#endif
