/* Where a text that goes on in the next piece can be cut: not in a character, a reference or an
 * end of a line. */
#include "syntax/html_inside.h"

enum { NAME_MOST = 32 };

/* Where a character reference begins that may go on behind the end of s; s.length: nowhere. */
static size_t find_cut_reference(struct slice s)
{
    size_t at = s.length;
    while (at > 0 && ascii_is_alnum(s.data[at - 1])) {
        at--;
    }
    bool number = at > 0 && s.data[at - 1] == '#';
    at -= number;
    bool begins = at > 0 && s.data[at - 1] == '&';
    return begins && (number || s.length - at <= NAME_MOST) ? at - 1 : s.length;
}

/* Where a character of UTF-8 begins that s does not have the end of; s.length: nowhere. */
static size_t find_cut_character(struct slice s)
{
    size_t at = s.length;
    size_t tail = 0;
    while (tail < 3 && at > 0 && ((unsigned char)s.data[at - 1] & 0xc0) == 0x80) {
        at--;
        tail++;
    }
    unsigned lead = at > 0 ? (unsigned char)s.data[at - 1] : 0;
    size_t needs = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc0 ? 1 : 0;
    return tail < needs ? at - 1 : s.length;
}

size_t html_text_cut(struct slice s, bool raw)
{
    size_t at = find_cut_character(s);
    if (at == s.length && s.length > 0 && s.data[at - 1] == '\r') {
        at--;
    }
    return at == s.length && !raw ? find_cut_reference(s) : at;
}
