#include "syntax/url_encode.h"

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

void url_encode(struct buffer *into, struct slice s, unsigned where)
{
    static const char digits[] = "0123456789ABCDEF";
    size_t from = 0;
    for (size_t i = 0; i < s.length; i++) {
        if (!keeps(s.data[i], where)) {
            unsigned char byte = (unsigned char)s.data[i];
            char escape[] = { '%', digits[byte >> 4], digits[byte & 15] };
            buffer_add(into, slice_part(s, from, i));
            buffer_add(into, slice_of(escape, sizeof escape));
            from = i + 1;
        }
    }
    buffer_add(into, slice_skip(s, from));
}
