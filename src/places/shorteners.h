/* Hosts whose links lead elsewhere and say nothing about where. */
#ifndef PLACES_SHORTENERS_H
#define PLACES_SHORTENERS_H

#include "base/slice.h"

struct shortener {
    const char *host;
    bool bare; /* no prose uses the name: a link even without a scheme, when a path follows */
};

/* Sorted by host. */
extern const struct shortener shorteners[];
extern const size_t shortener_count;

/* `host` is compared without regard to case. NULL: not in the list. */
const struct shortener *shortener_find(struct slice host);

#endif
