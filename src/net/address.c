#include "net/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <unistd.h>

enum { V4_AT = 12, V4_BITS = 96 };

#define V4(a, b, c, d, length)                                                                     \
    {                                                                                              \
        { { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, a, b, c, d } }, V4_BITS + (length)           \
    }
#define V6(a, b, c, d, length)                                                                     \
    {                                                                                              \
        { { (a) >> 8, (a)&0xff, (b) >> 8, (b)&0xff, (c) >> 8, (c)&0xff, (d) >> 8, (d)&0xff } },    \
            length                                                                                 \
    }

static const struct address_range v4_mapped = V4(0, 0, 0, 0, 0);
static const struct address_range nat64 = V6(0x64, 0xff9b, 0, 0, 96);
static const struct address_range global_v6 = V6(0x2000, 0, 0, 0, 3);

/* The IANA special-purpose registries (RFC 6890), and 168.63.129.16, a cloud's inner service. */
static const struct address_range refused[] = {
    V4(0, 0, 0, 0, 8),        V4(10, 0, 0, 0, 8),      V4(100, 64, 0, 0, 10),
    V4(127, 0, 0, 0, 8),      V4(169, 254, 0, 0, 16),  V4(172, 16, 0, 0, 12),
    V4(192, 0, 0, 0, 24),     V4(192, 0, 2, 0, 24),    V4(192, 88, 99, 0, 24),
    V4(192, 168, 0, 0, 16),   V4(198, 18, 0, 0, 15),   V4(198, 51, 100, 0, 24),
    V4(203, 0, 113, 0, 24),   V4(224, 0, 0, 0, 4),     V4(240, 0, 0, 0, 4),
    V4(168, 63, 129, 16, 32), V6(0x2001, 0, 0, 0, 23), V6(0x2001, 0xdb8, 0, 0, 32),
    V6(0x2002, 0, 0, 0, 16),  V6(0x3fff, 0, 0, 0, 20),
};

static bool is_in(const struct address_range *range, const struct address *a)
{
    size_t whole = range->bits / 8;
    unsigned rest = range->bits % 8;
    if (memcmp(range->from.bytes, a->bytes, whole) != 0) {
        return false;
    }
    return rest == 0 || ((range->from.bytes[whole] ^ a->bytes[whole]) >> (8 - rest)) == 0;
}

static bool is_in_any(const struct address_range *ranges, size_t count, const struct address *a)
{
    for (size_t i = 0; i < count; i++) {
        if (is_in(&ranges[i], a)) {
            return true;
        }
    }
    return false;
}

static struct address map_v4(const void *bytes)
{
    struct address a = v4_mapped.from;
    memcpy(a.bytes + V4_AT, bytes, sizeof a.bytes - V4_AT);
    return a;
}

bool address_parse(struct slice text, struct address *out)
{
    if (text.length > 2 && text.data[0] == '[' && text.data[text.length - 1] == ']') {
        text = slice_part(text, 1, text.length - 1);
    }
    char string[ADDRESS_TEXT];
    if (text.length == 0 || text.length >= sizeof string || memchr(text.data, '\0', text.length)) {
        return false;
    }
    memcpy(string, text.data, text.length);
    string[text.length] = '\0';
    struct in_addr v4;
    if (inet_pton(AF_INET, string, &v4) == 1) {
        *out = map_v4(&v4);
        return true;
    }
    return inet_pton(AF_INET6, string, out->bytes) == 1;
}

bool address_of(const struct sockaddr *socket, struct address *out)
{
    if (socket->sa_family == AF_INET) {
        struct sockaddr_in v4;
        memcpy(&v4, socket, sizeof v4);
        *out = map_v4(&v4.sin_addr);
        return true;
    }
    if (socket->sa_family == AF_INET6) {
        struct sockaddr_in6 v6;
        memcpy(&v6, socket, sizeof v6);
        memcpy(out->bytes, &v6.sin6_addr, sizeof out->bytes);
        return true;
    }
    return false;
}

bool address_is_v4(const struct address *a)
{
    return is_in(&v4_mapped, a);
}

/* inet_ntop's printf would be a good part of what it costs to record an exchange. */
static void format_v4(const unsigned char *bytes, char *out)
{
    for (unsigned i = 0; i < 4; i++) {
        unsigned byte = bytes[i];
        if (byte >= 100) {
            *out++ = (char)('0' + byte / 100);
        }
        if (byte >= 10) {
            *out++ = (char)('0' + byte / 10 % 10);
        }
        *out++ = (char)('0' + byte % 10);
        *out++ = i < 3 ? '.' : '\0';
    }
}

void address_format(const struct address *a, char out[ADDRESS_TEXT])
{
    if (address_is_v4(a)) {
        format_v4(a->bytes + V4_AT, out);
        return;
    }
    char text[INET6_ADDRSTRLEN];
    inet_ntop(AF_INET6, a->bytes, text, sizeof text);
    snprintf(out, ADDRESS_TEXT, "[%s]", text);
}

/* Connecting a datagram socket sends nothing, and chooses the address on this side. */
bool address_is_routed(const struct address *a)
{
    struct sockaddr_in6 remote = { .sin6_family = AF_INET6, .sin6_port = htons(443) };
    memcpy(&remote.sin6_addr, a->bytes, sizeof a->bytes);
    struct sockaddr_in6 local = { 0 };
    socklen_t length = sizeof local;
    int fd = socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    bool routed = fd >= 0 && connect(fd, (struct sockaddr *)&remote, sizeof remote) == 0 &&
                  getsockname(fd, (struct sockaddr *)&local, &length) == 0;
    if (fd >= 0) {
        close(fd);
    }
    return routed && ((local.sin6_addr.s6_addr[0] ^ a->bytes[0]) & 0xe0) == 0;
}

bool address_range_parse(struct slice text, struct address_range *out)
{
    struct slice rest = text;
    struct slice address = slice_cut(&rest, '/');
    if (!address_parse(address, &out->from)) {
        return false;
    }
    bool v4 = address_is_v4(&out->from) && slice_find(address, ':') == address.length;
    unsigned long long bits = v4 ? 32 : 128;
    if (address.length < text.length && !slice_number(rest, bits, &bits)) {
        return false;
    }
    out->bits = (uint8_t)(bits + (v4 ? V4_BITS : 0));
    return true;
}

bool address_policy_read(const char *const *ranges, struct arena *arena, struct address_policy *out,
                         struct buffer *why)
{
    size_t count = strings_count(ranges);
    *out = (struct address_policy){ 0 };
    struct address_range *open = ARENA_ARRAY(arena, struct address_range, count + 1);
    if (!open) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (!address_range_parse(slice_from(ranges[i]), &open[i])) {
            buffer_printf(why,
                          "\"%s\" is no range of addresses: write it like 10.0.0.0/8 or fd00::/8",
                          ranges[i]);
            return false;
        }
    }
    *out = (struct address_policy){ open, count };
    return true;
}

static bool is_public(const struct address *a)
{
    if (is_in(&nat64, a)) { /* RFC 6052: leads to the IPv4 address in its last bytes */
        struct address inner = map_v4(a->bytes + V4_AT);
        return !is_in_any(refused, sizeof refused / sizeof *refused, &inner);
    }
    return (is_in(&v4_mapped, a) || is_in(&global_v6, a)) &&
           !is_in_any(refused, sizeof refused / sizeof *refused, a);
}

bool address_is_allowed(const struct address_policy *policy, const struct address *a)
{
    return is_in_any(policy->open, policy->count, a) || is_public(a);
}
