#include "syntax/url_encode.h"

#include "syntax/encoding.h"
#include "syntax/utf8.h"

/* Sets of bytes as ranges, so that the table below can be read against the standard. */
#define ALNUM(bits) ['0' ... '9'] = (bits), ['A' ... 'Z'] = (bits), ['a' ... 'z'] = (bits)
#define EVERYWHERE  (URL_IN_PATH | URL_IN_QUERY | URL_IN_FRAGMENT | URL_IN_USERINFO)
#define PAST_USER   (URL_IN_PATH | URL_IN_QUERY | URL_IN_FRAGMENT)

static const unsigned char stays[256] = {
    ALNUM(EVERYWHERE),
    ['!'] = EVERYWHERE,
    ['$'] = EVERYWHERE,
    ['%'] = EVERYWHERE,
    ['&'] = EVERYWHERE,
    ['('] = EVERYWHERE,
    [')'] = EVERYWHERE,
    ['*'] = EVERYWHERE,
    ['+'] = EVERYWHERE,
    [','] = EVERYWHERE,
    ['-'] = EVERYWHERE,
    ['.'] = EVERYWHERE,
    ['_'] = EVERYWHERE,
    ['~'] = EVERYWHERE,
    ['\''] = EVERYWHERE & ~URL_IN_QUERY,
    ['/'] = PAST_USER,
    [':'] = PAST_USER,
    [';'] = PAST_USER,
    ['='] = PAST_USER,
    ['@'] = PAST_USER,
    ['['] = PAST_USER,
    [']'] = PAST_USER,
    ['|'] = PAST_USER,
    ['\\'] = PAST_USER,
    ['^'] = URL_IN_QUERY | URL_IN_FRAGMENT,
    ['?'] = URL_IN_QUERY | URL_IN_FRAGMENT,
    ['`'] = URL_IN_QUERY,
    ['{'] = URL_IN_QUERY | URL_IN_FRAGMENT,
    ['}'] = URL_IN_QUERY | URL_IN_FRAGMENT,
    ['#'] = URL_IN_FRAGMENT,
};

static bool keeps(char c, unsigned where)
{
    return (stays[(unsigned char)c] & where) != 0;
}

void url_encode_byte(struct buffer *into, unsigned char byte)
{
    static const char digits[] = "0123456789ABCDEF";
    const char escape[] = { '%', digits[byte >> 4], digits[byte & 15] };
    buffer_add(into, slice_of(escape, sizeof escape));
}

void url_encode(struct buffer *into, struct slice s, unsigned where)
{
    size_t from = 0;
    for (size_t i = 0; i < s.length; i++) {
        if (!keeps(s.data[i], where)) {
            buffer_add(into, slice_part(s, from, i));
            url_encode_byte(into, (unsigned char)s.data[i]);
            from = i + 1;
        }
    }
    buffer_add(into, slice_skip(s, from));
}

static void encode_character(const struct encoding *e, struct slice character, struct buffer *into)
{
    enum { CHARACTER_MOST = 16 };
    struct buffer bytes = BUFFER(CHARACTER_MOST);
    size_t length;
    if (encoding_encode(e, character, &bytes)) {
        url_encode(into, buffer_slice(&bytes), URL_IN_QUERY);
    } else {
        buffer_printf(into, "%%26%%23%u%%3B", (unsigned)utf8_decode(character, &length));
    }
    into->no_memory = into->no_memory || bytes.no_memory;
    into->failed = into->failed || bytes.no_memory;
    buffer_free(&bytes);
}

void url_encode_query(const struct encoding *e, struct slice reference, struct buffer *into)
{
    size_t end = slice_find(reference, '#');
    size_t at = slice_find(slice_part(reference, 0, end), '?');
    buffer_add(into, slice_part(reference, 0, at));
    while (at < end && !into->failed) {
        size_t length;
        utf8_decode(slice_skip(reference, at), &length);
        struct slice character = slice_part(reference, at, at + length);
        if (length > 1) {
            encode_character(e, character, into);
        } else {
            buffer_add(into, character);
        }
        at += length;
    }
    buffer_add(into, slice_skip(reference, end));
}
