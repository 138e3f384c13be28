/* What a reply of the Domain Name System holds (RFC 1035 section 4), read by c-ares. */
#ifndef NET_DNS_H
#define NET_DNS_H

#include "net/pin.h"

/* Adds the addresses of a reply, as many as there is room for, and lowers *ttl (in seconds) to that
 * of the first of them to be forgotten; gives c-ares's status. */
int dns_read_v4(const unsigned char *reply, int length, struct addresses *out, int *ttl);
int dns_read_v6(const unsigned char *reply, int length, struct addresses *out, int *ttl);

/* Whether it says that it was cut to fit a datagram, or fills one: c-ares cuts what is longer. */
bool dns_is_truncated(const unsigned char *reply, int length);

#endif
