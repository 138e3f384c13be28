/* Character references (HTML Standard section 13.2.5.72 on). */
#include "syntax/html.h"

#include "syntax/html_names.h"
#include "syntax/utf8.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum { NAME_MOST = 32, LEGACY_MOST = 6 };

/* Code points that 0x80 to 0x9f stand for: the page meant windows-1252. */
static const uint16_t windows_1252[32] = {
    0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8d,   0x017d, 0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178,
};

static const struct html_name *find_name(struct slice name)
{
    size_t from = 0;
    size_t to = html_name_count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        struct slice have = slice_from(html_names[middle].name);
        size_t shared = have.length < name.length ? have.length : name.length;
        int order = memcmp(name.data, have.data, shared);
        if (order == 0 && have.length == name.length) {
            return &html_names[middle];
        }
        if (order < 0 || (order == 0 && name.length < have.length)) {
            to = middle;
        } else {
            from = middle + 1;
        }
    }
    return NULL;
}

/* What a reference stands for: one code point or, where `second` is none of 0, two. */
struct reference {
    uint32_t code, second;
};

static int digit_value(char c, unsigned base)
{
    if (ascii_is_digit(c)) {
        return c - '0';
    }
    c = ascii_lower(c);
    return base == 16 && c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static uint32_t mend(uint32_t code)
{
    if (code == 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
        return UTF8_REPLACEMENT;
    }
    return code >= 0x80 && code < 0xa0 ? windows_1252[code - 0x80] : code;
}

/* s begins with "&#". Gives how many bytes the reference takes, or 0. */
static size_t read_number(struct slice s, struct reference *out)
{
    unsigned base = s.length > 2 && ascii_lower(s.data[2]) == 'x' ? 16 : 10;
    size_t first = base == 16 ? 3 : 2;
    size_t at = first;
    uint32_t n = 0;
    for (; at < s.length && digit_value(s.data[at], base) >= 0; at++) {
        n = n * base + (uint32_t)digit_value(s.data[at], base);
        n = n > 0x110000 ? 0x110000 : n;
    }
    if (at == first) {
        return 0;
    }
    *out = (struct reference){ mend(n), 0 };
    return at + (at < s.length && s.data[at] == ';');
}

/* A name without its semicolon: the longest of those that never needed one. */
static size_t read_legacy(struct slice s, size_t length, bool in_attribute, struct reference *out)
{
    for (size_t i = length < LEGACY_MOST ? length : LEGACY_MOST; i >= 2; i--) {
        const struct html_name *name = find_name(slice_part(s, 1, 1 + i));
        if (name && name->legacy) {
            char next = '\0';
            if (1 + i < s.length) {
                next = s.data[1 + i];
            }
            *out = (struct reference){ name->code, name->second };
            return in_attribute && (next == '=' || ascii_is_alnum(next)) ? 0 : 1 + i;
        }
    }
    return 0;
}

/* s begins with "&". Gives how many bytes the reference takes, or 0. */
static size_t read_reference(struct slice s, bool in_attribute, struct reference *out)
{
    if (slice_starts(s, SLICE("&amp;"))) { /* most of all, in URLs */
        *out = (struct reference){ '&', 0 };
        return sizeof "&amp;" - 1;
    }
    if (s.length > 1 && s.data[1] == '#') {
        return read_number(s, out);
    }
    size_t length = 0;
    while (length < NAME_MOST && 1 + length < s.length && ascii_is_alnum(s.data[1 + length])) {
        length++;
    }
    if (1 + length < s.length && s.data[1 + length] == ';') {
        const struct html_name *name = find_name(slice_part(s, 1, 1 + length));
        if (name) {
            *out = (struct reference){ name->code, name->second };
            return length + 2;
        }
    }
    return read_legacy(s, length, in_attribute, out);
}

/* --- Decoding --- */

struct decoding {
    struct buffer *into;
    struct offsets *map; /* NULL: nobody asks */
    uint64_t source;     /* of the next byte */
    bool in_attribute;
};

static void add_plain(struct decoding *d, struct slice s)
{
    buffer_add(d->into, s);
    if (d->map && !d->into->failed) {
        offsets_add_plain(d->map, d->source, s.length);
    }
    d->source += s.length;
}

/* `from` source bytes have given what the buffer has behind its first `before` bytes. */
static void note(struct decoding *d, size_t from, size_t before)
{
    if (d->map && !d->into->failed) {
        uint32_t counted = from < UINT32_MAX ? (uint32_t)from : UINT32_MAX;
        offsets_add(d->map, d->source, 1, counted, (uint32_t)(d->into->length - before));
    }
    d->source += from;
}

static size_t decode_reference(struct decoding *d, struct slice s)
{
    struct reference reference;
    size_t length = read_reference(s, d->in_attribute, &reference);
    if (length == 0) {
        buffer_add_char(d->into, '&');
        return 1;
    }
    utf8_encode(reference.code, d->into);
    if (reference.second) {
        utf8_encode(reference.second, d->into);
    }
    return length;
}

/* What s begins with is no plain byte. Gives how many bytes were decoded. */
static size_t decode_special(struct decoding *d, struct slice s)
{
    switch (s.data[0]) {
    case '&':
        return decode_reference(d, s);
    case '\r':
        buffer_add_char(d->into, '\n');
        return s.length > 1 && s.data[1] == '\n' ? 2 : 1;
    default: /* NUL (13.2.5.36 to 38, 13.2.6.4.7) */
        if (d->in_attribute) {
            utf8_encode(UTF8_REPLACEMENT, d->into);
        }
        return 1;
    }
}

#if defined(__SSE2__)

enum { SPECIAL_STEP = 16 };

/* A bit for each of as many bytes that is "&", NUL or another. */
static inline unsigned specials_in(const char *at, char other)
{
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
    __m128i found = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('&')),
                                 _mm_cmpeq_epi8(bytes, _mm_setzero_si128()));
    return (unsigned)_mm_movemask_epi8(
        _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(other))));
}

#endif

/* The first byte of s, from `at` on, that may not stand for itself; CR only in an attribute. */
static size_t find_special(struct slice s, size_t at, bool in_attribute)
{
    const char ret = in_attribute ? '\r' : '&';
#if defined(__SSE2__)
    for (; s.length - at >= SPECIAL_STEP; at += SPECIAL_STEP) {
        unsigned mask = specials_in(s.data + at, ret);
        if (mask) {
            return at + (size_t)__builtin_ctz(mask);
        }
    }
    if (s.length >= SPECIAL_STEP) { /* the rest, with what stands before it */
        size_t rest = s.length - at;
        unsigned mask = specials_in(s.data + s.length - SPECIAL_STEP, ret);
        mask >>= SPECIAL_STEP - rest;
        return mask ? at + (size_t)__builtin_ctz(mask) : s.length;
    }
#endif
    while (at < s.length && s.data[at] != '&' && s.data[at] != '\0' && s.data[at] != ret) {
        at++;
    }
    return at;
}

bool html_is_plain(struct slice s, bool in_attribute)
{
    return find_special(s, 0, in_attribute) == s.length;
}

/* "&amp;" where nobody asks for a map, as nearly all references in URLs are: the "&" it begins with
 * is what it stands for, and is added with what stands before. */
static size_t skip_ampersand(const struct decoding *d, struct slice s, size_t *plain)
{
    if (d->map || !slice_starts(slice_skip(s, *plain), SLICE("&amp;"))) {
        return 0;
    }
    *plain += 1;
    return sizeof "amp;" - 1;
}

/* Adds s, whose first `special` bytes stand for themselves. */
static void decode(struct decoding *d, struct slice s, size_t special)
{
    for (size_t at = 0; at < s.length;) {
        size_t skipped = skip_ampersand(d, s, &special);
        add_plain(d, slice_part(s, at, special));
        at = special + skipped;
        if (!skipped && at < s.length) {
            size_t before = d->into->length;
            size_t length = decode_special(d, slice_skip(s, at));
            note(d, length, before);
            at += length;
        }
        special = find_special(s, at, d->in_attribute);
    }
}

void html_decode_mapped(struct slice s, bool in_attribute, uint64_t source, struct buffer *into,
                        struct offsets *map)
{
    struct decoding d = { into, map, source, in_attribute };
    decode(&d, s, find_special(s, 0, in_attribute));
}

void html_decode(struct slice s, bool in_attribute, struct buffer *into)
{
    html_decode_mapped(s, in_attribute, 0, into, NULL);
}

struct slice html_value(struct slice s, struct buffer *into)
{
    struct decoding d = { .into = into, .in_attribute = true };
    size_t special = find_special(s, 0, true);
    if (special == s.length) {
        return s;
    }
    buffer_reset(into);
    decode(&d, s, special);
    return buffer_slice(into);
}
