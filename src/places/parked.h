/* What parked domains show: the services that fill them with advertisements, and the markets where
 * they are for sale. */
#ifndef PLACES_PARKED_H
#define PLACES_PARKED_H

#include "syntax/url.h"

/* Whether `to` offers the name of `from`'s host for sale: it is on a market of names, and names it.
 * *failed: memory ran out. */
bool parked_is_offer(const struct url *from, const struct url *to, bool *failed);

/* Whether a page's resource (the URL of a script, a picture, a frame, as it is written) is a
 * parking service's. */
bool parked_is_service(struct slice resource);

/* Whether a script's code is: what services write into their pages themselves. */
bool parked_is_code(struct slice code);

/* Whether a text names a host: "harbour.example", without its www., not as a part of a longer
 * name. */
bool parked_names(struct slice text, struct slice host);

#endif
