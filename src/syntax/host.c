/* Hosts by section 3.5 of the URL Standard: domains, IPv4 and IPv6. */
#include "syntax/url.h"

#include "syntax/idna.h"
#include "syntax/utf8.h"

#include <stdint.h>

/* --- IPv6 --- */

struct ipv6 {
    uint16_t piece[8];
};

/* Dotted decimal at the end of an IPv6 address: two pieces. */
static bool read_dotted(struct slice s, uint16_t pieces[2])
{
    uint32_t address = 0;
    for (int i = 0; i < 4; i++) {
        size_t dot = slice_find(s, '.');
        unsigned long long byte;
        struct slice digits = slice_of(s.data, dot);
        bool padded = digits.length > 1 && digits.data[0] == '0';
        if (padded || digits.length > 3 || !slice_number(digits, 255, &byte) ||
            (dot == s.length) != (i == 3)) {
            return false;
        }
        address = address << 8 | (uint32_t)byte;
        s = slice_skip(s, dot + (dot < s.length));
    }
    pieces[0] = (uint16_t)(address >> 16);
    pieces[1] = (uint16_t)address;
    return true;
}

static size_t read_piece(struct slice s, uint16_t *piece)
{
    size_t length = 0;
    *piece = 0;
    while (length < 4 && length < s.length && ascii_hex(s.data[length]) >= 0) {
        *piece = (uint16_t)(*piece << 4 | ascii_hex(s.data[length]));
        length++;
    }
    return length;
}

/* Moves the pieces behind "::" to the end. */
static void spread(struct ipv6 *out, size_t compress, size_t count)
{
    size_t behind = count - compress;
    memmove(out->piece + 8 - behind, out->piece + compress, behind * sizeof *out->piece);
    memset(out->piece + compress, 0, (8 - count) * sizeof *out->piece);
}

/* The "::" stands for one piece at least, so it counts as one. */
static bool read_ipv6(struct slice s, struct ipv6 *out)
{
    size_t count = 0;
    size_t compress = SIZE_MAX;
    if (slice_starts(s, SLICE("::"))) {
        count = compress = 1;
        s = slice_skip(s, 2);
    } else if (s.length == 0 || s.data[0] == ':') {
        return false;
    }
    while (s.length) {
        if (count == 8) {
            return false;
        }
        if (s.data[0] == ':') {
            if (compress != SIZE_MAX) {
                return false;
            }
            compress = ++count;
            s = slice_skip(s, 1);
            continue;
        }
        size_t length = read_piece(s, &out->piece[count]);
        if (length < s.length && s.data[length] == '.') {
            if (length == 0 || count > 6 || !read_dotted(s, &out->piece[count])) {
                return false;
            }
            count += 2;
            break;
        }
        bool more = length < s.length;
        if ((more && s.data[length] != ':') || (more && length + 1 == s.length)) {
            return false;
        }
        count++;
        s = slice_skip(s, length + more);
    }
    if (compress != SIZE_MAX) {
        spread(out, compress, count);
        return true;
    }
    return count == 8;
}

/* The first longest run of two or more zero pieces. */
static size_t find_zeros(const struct ipv6 *address, size_t *length)
{
    size_t best = 8;
    *length = 1;
    for (size_t i = 0; i < 8; i++) {
        size_t run = 0;
        while (i + run < 8 && address->piece[i + run] == 0) {
            run++;
        }
        if (run > *length) {
            *length = run;
            best = i;
        }
    }
    return best;
}

static void add_ipv6(const struct ipv6 *address, struct buffer *into)
{
    size_t zeros;
    size_t from = find_zeros(address, &zeros);
    buffer_add_char(into, '[');
    for (size_t i = 0; i < 8; i++) {
        if (i == from) {
            buffer_add(into, i ? SLICE(":") : SLICE("::"));
            i += zeros - 1;
            continue;
        }
        buffer_printf(into, i < 7 ? "%x:" : "%x", (unsigned)address->piece[i]);
    }
    buffer_add_char(into, ']');
}

/* --- IPv4 --- */

/* A number in decimal, octal or hexadecimal; what is larger than 32 bits becomes UINT64_MAX. */
static bool read_ipv4_number(struct slice s, uint64_t *out)
{
    if (s.length == 0) {
        return false;
    }
    uint64_t radix = 10;
    if (slice_starts_nocase(s, SLICE("0x"))) {
        radix = 16;
        s = slice_skip(s, 2);
    } else if (s.length > 1 && s.data[0] == '0') {
        radix = 8;
        s = slice_skip(s, 1);
    }
    uint64_t n = 0;
    for (size_t i = 0; i < s.length; i++) {
        int digit = ascii_hex(s.data[i]);
        if (digit < 0 || (uint64_t)digit >= radix) {
            return false;
        }
        n = n > UINT32_MAX ? n : n * radix + (uint64_t)digit;
    }
    *out = n > UINT32_MAX ? UINT64_MAX : n;
    return true;
}

static struct slice last_label(struct slice host)
{
    if (host.length && host.data[host.length - 1] == '.') {
        host.length--;
    }
    size_t from = host.length;
    while (from > 0 && host.data[from - 1] != '.') {
        from--;
    }
    return slice_skip(host, from);
}

/* The "ends in a number checker". */
static bool ends_in_number(struct slice host)
{
    struct slice last = last_label(host);
    uint64_t unused;
    bool all_digits = last.length > 0;
    for (size_t i = 0; i < last.length; i++) {
        all_digits = all_digits && ascii_is_digit(last.data[i]);
    }
    return all_digits || read_ipv4_number(last, &unused);
}

static bool read_ipv4(struct slice host, uint32_t *out)
{
    uint64_t parts[4];
    size_t count = 0;
    if (host.data[host.length - 1] == '.') {
        host.length--;
    }
    for (bool more = true; more; count++) {
        more = slice_find(host, '.') < host.length;
        struct slice part = slice_cut(&host, '.');
        if (count == 4 || !read_ipv4_number(part, &parts[count])) {
            return false;
        }
    }
    uint64_t address = parts[count - 1];
    if (address >= (uint64_t)1 << 8 * (5 - count)) {
        return false;
    }
    for (size_t i = 0; i + 1 < count; i++) {
        if (parts[i] > 255) {
            return false;
        }
        address |= parts[i] << 8 * (3 - i);
    }
    *out = (uint32_t)address;
    return true;
}

static void add_ipv4(uint32_t address, struct buffer *into)
{
    for (int shift = 24; shift >= 0; shift -= 8) {
        buffer_add_number(into, address >> shift & 255);
        if (shift) {
            buffer_add_char(into, '.');
        }
    }
}

/* --- Domains --- */

static void percent_decode(struct slice s, struct buffer *into)
{
    for (size_t i = 0; i < s.length; i++) {
        char byte = s.data[i];
        int high = byte == '%' && i + 2 < s.length ? ascii_hex(s.data[i + 1]) : -1;
        int low = high >= 0 ? ascii_hex(s.data[i + 2]) : -1;
        if (low >= 0) {
            byte = (char)(high << 4 | low);
            i += 2;
        }
        buffer_add_char(into, byte);
    }
}

/* The forbidden domain code points of section 3.2, those beyond ASCII aside. */
static bool is_forbidden(char c)
{
    return (unsigned char)c <= ' ' || c == 0x7f || strchr("#/:<>?@[\\]^|%", c);
}

static bool has_forbidden(struct slice host)
{
    for (size_t i = 0; i < host.length; i++) {
        if (is_forbidden(host.data[i])) {
            return true;
        }
    }
    return false;
}

/* Of a domain in ASCII no label is looked into, not even one in punycode. */
static bool add_decoded(struct slice domain, struct buffer *into)
{
    if (!slice_is_ascii(domain)) {
        return utf8_is_valid(domain) && idna_to_ascii(domain, into);
    }
    char *to = buffer_reserve(into, domain.length);
    for (size_t i = 0; to && i < domain.length; i++) {
        to[i] = ascii_lower(domain.data[i]);
    }
    into->length += to ? domain.length : 0;
    return to != NULL;
}

static bool add_domain(struct slice host, struct buffer *into)
{
    if (slice_find(host, '%') == host.length) {
        return add_decoded(host, into);
    }
    struct buffer decoded = BUFFER(host.length);
    percent_decode(host, &decoded);
    bool good = !decoded.failed && add_decoded(buffer_slice(&decoded), into);
    into->failed |= decoded.failed;
    buffer_free(&decoded);
    return good;
}

/* Adds a domain or, where it ends in a number, the IPv4 address that it must be then. */
static bool add_name(struct slice host, struct buffer *into)
{
    size_t before = into->length;
    if (!add_domain(host, into) || into->length == before) {
        return false;
    }
    struct slice domain = slice_skip(buffer_slice(into), before);
    if (has_forbidden(domain)) {
        return false;
    }
    if (ends_in_number(domain)) {
        uint32_t address;
        if (!read_ipv4(domain, &address)) {
            return false;
        }
        into->length = before;
        add_ipv4(address, into);
    }
    return true;
}

static bool add_bracketed(struct slice host, struct buffer *into)
{
    struct ipv6 address = { { 0 } };
    if (host.length < 2 || host.data[host.length - 1] != ']' ||
        !read_ipv6(slice_part(host, 1, host.length - 1), &address)) {
        return false;
    }
    add_ipv6(&address, into);
    return true;
}

bool url_host_to_ascii(struct slice host, struct buffer *into)
{
    size_t before = into->length;
    bool bracketed = host.length && host.data[0] == '[';
    bool good = bracketed ? add_bracketed(host, into) : add_name(host, into);
    if (!good) {
        into->length = before;
    }
    return good && !into->failed;
}
