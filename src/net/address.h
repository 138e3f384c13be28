/* Which addresses may be contacted: those of the public Internet, and ranges the user opens. */
#ifndef NET_ADDRESS_H
#define NET_ADDRESS_H

#include "base/arena.h"
#include "base/buffer.h"

#include <stdint.h>
#include <sys/socket.h>

/* IPv4 stands as its IPv4-mapped IPv6 address (RFC 4291 section 2.5.5.2). */
struct address {
    uint8_t bytes[16];
};

struct address_range {
    struct address from;
    uint8_t bits; /* of the 128 */
};

/* What is open although it would be refused. */
struct address_policy {
    const struct address_range *open;
    size_t count;
};

enum { ADDRESS_TEXT = 48 };

/* Reads "192.0.2.1", "2001:db8::1" or "[2001:db8::1]". */
bool address_parse(struct slice text, struct address *out);

/* False for a family that is neither IPv4 nor IPv6. */
bool address_of(const struct sockaddr *socket, struct address *out);

bool address_is_v4(const struct address *a);

/* Writes it as it stands in a URL: IPv6 in brackets. */
void address_format(const struct address *a, char out[ADDRESS_TEXT]);

/* Reads "10.0.0.0/8", "fd00::/8", or a single address. */
bool address_range_parse(struct slice text, struct address_range *out);

/* Reads a NULL-terminated list (or NULL) into the arena. False: `why` says which is wrong. */
bool address_policy_read(const char *const *ranges, struct arena *arena, struct address_policy *out,
                         struct buffer *why);

/* Whether this machine has an IPv6 address of the same kind (global, local) to reach this one from.
 * Nothing is sent. */
bool address_is_routed(const struct address *a);

bool address_is_allowed(const struct address_policy *policy, const struct address *a);

#endif
