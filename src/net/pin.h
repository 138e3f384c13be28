/* Where a host is contacted when the user says so: curl's --connect-to and --resolve. */
#ifndef NET_PIN_H
#define NET_PIN_H

#include "net/address.h"

enum {
    PIN_ADDRESSES = 8,
    NAME_MOST = 255 /* bytes of a name in DNS (RFC 1035 section 2.3.4) */
};

static inline struct slice name_without_final_dot(struct slice name)
{
    bool has_dot = name.length > 1 && name.data[name.length - 1] == '.';
    return slice_part(name, 0, name.length - has_dot);
}

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

/* One of each in turn, as many as there is room for (RFC 8305 section 4). */
void addresses_take_turns(const struct addresses *first, const struct addresses *second,
                          struct addresses *out);

#endif
