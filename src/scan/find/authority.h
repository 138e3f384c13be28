/* What stands between the "//" of a URL and its path: who asks, where, and at which port. */
#ifndef SCAN_FIND_AUTHORITY_H
#define SCAN_FIND_AUTHORITY_H

#include "base/slice.h"

/* A look ahead from an authority's end goes less far. */
enum { AUTHORITY_AHEAD = 64 };

struct authority {
    size_t host; /* where the host begins: behind the last "@", as browsers have it */
    size_t end;  /* where the userinfo would end if there were an "@" still to come */
};

/* Reads the authority that begins at `at`, behind a scheme that begins at `start`. */
struct authority authority_read(struct slice s, size_t start, size_t at);

/* The length of the IPv6 address in brackets at the start of s, or 0. */
size_t authority_ipv6(struct slice s);

/* Behind the port at `at`, if there is one. However many digits it has, all of them are the port.
 */
size_t authority_skip_port(struct slice s, size_t at);

#endif
