/* The oEmbed registry: who else is known to let pages frame what is at a URL. It is asked about
 * frames alone, and last: a link to such a URL is a link like any other. */
#ifndef PLACES_REGISTRY_H
#define PLACES_REGISTRY_H

#include "syntax/url.h"

/* The name of the provider whose scheme the URL has ("codepen"), in small letters with "_" between
 * words; it lives for ever. NULL: none. Hosts of platforms that have a file are not in it. */
const char *registry_match(const struct url *u);

/* For the test that the rows can be used. */
extern const size_t registry_count;

#endif
