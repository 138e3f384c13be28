/* Where a host is contacted when the user says so: curl's --connect-to and --resolve. */
#ifndef FOLLOW_PIN_H
#define FOLLOW_PIN_H

#include "follow/address.h"

enum { PIN_ADDRESSES = 8 };

struct addresses {
    unsigned count;
    struct address list[PIN_ADDRESSES];
};

struct pins {
    const struct connect_to *connect_to; /* the first that fits counts */
    size_t connect_to_count;
    const struct resolve *resolve;
    size_t resolve_count;
};

/* Reads NULL-terminated lists (or NULL), which must outlive the pins. False: `why` says which is
 * wrong and how it is written. */
bool pins_read(const char *const *connect_to, const char *const *resolve, struct arena *arena,
               struct pins *out, struct buffer *why);

/* Replaces host (IPv6 in brackets) and port by what --connect-to says. */
void pins_connect_to(const struct pins *p, struct slice *host, unsigned *port);

/* What --resolve says of a host and port; NULL: nothing. */
const struct addresses *pins_resolve(const struct pins *p, struct slice host, unsigned port);

#endif
