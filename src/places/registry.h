/* The oEmbed registry: who else is known to let pages frame what is at a URL. It is asked about
 * frames alone, and last: a link to such a URL is a link like any other. */
#ifndef PLACES_REGISTRY_H
#define PLACES_REGISTRY_H

#include "places/place.h"
#include "syntax/url.h"

/* The name of the provider whose scheme the URL has ("codepen"), in small letters with "_" between
 * words; it lives for ever. NULL: none. Hosts of platforms that have a file are not in it. */
const char *registry_match(const struct url *u);

/* Where that provider can be asked about the URL, ended by { 0 }; NULL: there is none. */
const struct endpoint *registry_endpoints(const struct url *u);

/* The endpoint of a provider by its name, "codepen.oembed"; NULL: none has it. */
const struct endpoint *registry_endpoint_named(struct slice name);

/* For the test that the rows can be used. */
extern const size_t registry_count;

#endif
