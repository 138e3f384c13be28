#include "scan/find/authority.h"

#include "scan/find/edge.h"
#include "scan/find/line.h"
#include "scan/find/tail.h"

enum { ADDRESS_MOST = 48 };

enum kind { STOP, PLAIN, AT, AMPERSAND, CLOSE, WIDE };

static const unsigned char kinds[256] = {
    ['0' ... '9'] = PLAIN,
    ['a' ... 'z'] = PLAIN,
    ['A' ... 'Z'] = PLAIN,
    ['-'] = PLAIN,
    ['.'] = PLAIN,
    ['_'] = PLAIN,
    ['~'] = PLAIN,
    ['!'] = PLAIN,
    ['$'] = PLAIN,
    ['('] = PLAIN,
    ['+'] = PLAIN,
    [','] = PLAIN,
    [';'] = PLAIN,
    ['='] = PLAIN,
    [':'] = PLAIN,
    ['%'] = PLAIN,
    ['@'] = AT,
    ['&'] = AMPERSAND,
    [')'] = CLOSE,
    ['\''] = CLOSE,
    ['*'] = CLOSE,
    [0x80 ... 0xff] = WIDE,
};

/* Whether a character ends the URL because its partner stands before it: (url), 'url', **url**. */
static bool closes(char c, char before)
{
    return before == (c == ')' ? '(' : c);
}

/* The bytes of the character at i, or 0 if the authority ends before it. */
static size_t step(struct slice s, size_t i, char before)
{
    char c = s.data[i];
    switch ((enum kind)kinds[(unsigned char)c]) {
    case PLAIN:
    case AT:
        return 1;
    case AMPERSAND:
        return edge_entity(slice_skip(s, i)) == 0;
    case CLOSE:
        return !closes(c, before);
    case WIDE:
        return tail_wide(s, i);
    case STOP:
    default:
        return 0;
    }
}

struct authority authority_read(struct slice s, size_t start, size_t at)
{
    char before = line_byte_before(s, start);
    size_t i = at + authority_ipv6(slice_skip(s, at));
    size_t host = at;
    size_t length = 1;
    while (length > 0) {
        while (i < s.length && kinds[(unsigned char)s.data[i]] == PLAIN) {
            i++;
        }
        length = i < s.length ? step(s, i, before) : 0;
        host = length > 0 && s.data[i] == '@' ? i + 1 : host;
        i += length;
    }
    return (struct authority){ host, i };
}

size_t authority_ipv6(struct slice s)
{
    size_t i = 1;
    if (s.length == 0 || s.data[0] != '[') {
        return 0;
    }
    while (i < s.length && i < ADDRESS_MOST &&
           (ascii_is_digit(s.data[i]) || s.data[i] == ':' || s.data[i] == '.' ||
            (ascii_lower(s.data[i]) >= 'a' && ascii_lower(s.data[i]) <= 'f'))) {
        i++;
    }
    return i > 3 && i < s.length && s.data[i] == ']' ? i + 1 : 0;
}

size_t authority_skip_port(struct slice s, size_t at)
{
    size_t i = at + 1;
    if (at >= s.length || s.data[at] != ':') {
        return at;
    }
    while (i < s.length && ascii_is_digit(s.data[i])) {
        i++;
    }
    return i > at + 1 ? i : at;
}
