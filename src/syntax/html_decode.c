/* Character references (HTML Standard section 13.2.5.72 on). */
#include "syntax/html.h"

#include "syntax/html_names.h"
#include "syntax/utf8.h"

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
static size_t read_number(struct slice s, uint32_t *code)
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
    *code = mend(n);
    return at + (at < s.length && s.data[at] == ';');
}

/* A name without its semicolon: the longest of those that never needed one. */
static size_t read_legacy(struct slice s, size_t length, bool in_attribute, uint32_t *code)
{
    for (size_t i = length < LEGACY_MOST ? length : LEGACY_MOST; i >= 2; i--) {
        const struct html_name *name = find_name(slice_part(s, 1, 1 + i));
        if (name && name->legacy) {
            char next = '\0';
            if (1 + i < s.length) {
                next = s.data[1 + i];
            }
            *code = name->code;
            return in_attribute && (next == '=' || ascii_is_alnum(next)) ? 0 : 1 + i;
        }
    }
    return 0;
}

/* s begins with "&". Gives how many bytes the reference takes, or 0. */
static size_t read_reference(struct slice s, bool in_attribute, uint32_t *code)
{
    if (s.length > 1 && s.data[1] == '#') {
        return read_number(s, code);
    }
    size_t length = 0;
    while (length < NAME_MOST && 1 + length < s.length && ascii_is_alnum(s.data[1 + length])) {
        length++;
    }
    if (1 + length < s.length && s.data[1 + length] == ';') {
        const struct html_name *name = find_name(slice_part(s, 1, 1 + length));
        if (name) {
            *code = name->code;
            return length + 2;
        }
    }
    return read_legacy(s, length, in_attribute, code);
}

void html_decode(struct slice s, bool in_attribute, struct buffer *into)
{
    while (s.length) {
        size_t plain = slice_find(s, '&');
        buffer_add(into, slice_part(s, 0, plain));
        s = slice_skip(s, plain);
        if (s.length == 0) {
            return;
        }
        uint32_t code;
        size_t length = read_reference(s, in_attribute, &code);
        if (length) {
            utf8_encode(code, into);
        } else {
            buffer_add_char(into, '&');
            length = 1;
        }
        s = slice_skip(s, length);
    }
}
