#include "net/dns.h"

#include <ares.h>
#include <arpa/nameser.h>
#include <netinet/in.h>

static void lower(int *ttl, int to)
{
    *ttl = to < *ttl ? to : *ttl;
}

int dns_read_v4(const unsigned char *reply, int length, struct addresses *out, int *ttl)
{
    struct ares_addrttl found[PIN_ADDRESSES];
    int count = PIN_ADDRESSES;
    int status = ares_parse_a_reply(reply, length, NULL, found, &count);
    for (int i = 0; status == ARES_SUCCESS && i < count; i++) {
        struct sockaddr_in v4 = { .sin_family = AF_INET, .sin_addr = found[i].ipaddr };
        address_of((const struct sockaddr *)&v4, &out->list[out->count++]);
        lower(ttl, found[i].ttl);
    }
    return status;
}

int dns_read_v6(const unsigned char *reply, int length, struct addresses *out, int *ttl)
{
    struct ares_addr6ttl found[PIN_ADDRESSES];
    int count = PIN_ADDRESSES;
    int status = ares_parse_aaaa_reply(reply, length, NULL, found, &count);
    for (int i = 0; status == ARES_SUCCESS && i < count; i++) {
        memcpy(out->list[out->count++].bytes, &found[i].ip6addr, sizeof out->list[0].bytes);
        lower(ttl, found[i].ttl);
    }
    return status;
}

bool dns_is_truncated(const unsigned char *reply, int length)
{
    enum { FLAGS = 2, TC = 0x02 };
    return reply && length > FLAGS && ((reply[FLAGS] & TC) || length >= NS_PACKETSZ);
}
