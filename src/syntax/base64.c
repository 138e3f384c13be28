#include "syntax/base64.h"

/* The value of a digit, or 64. */
static unsigned digit(char c)
{
    return c >= 'A' && c <= 'Z'   ? (unsigned)(c - 'A')
           : c >= 'a' && c <= 'z' ? (unsigned)(c - 'a') + 26
           : ascii_is_digit(c)    ? (unsigned)(c - '0') + 52
           : c == '+'             ? 62
           : c == '/'             ? 63
                                  : 64;
}

bool base64_decode(struct slice s, struct buffer *into)
{
    unsigned bits = 0;
    unsigned count = 0;
    while (s.length && (s.data[s.length - 1] == '=' || ascii_is_space(s.data[s.length - 1]))) {
        s.length--;
    }
    for (size_t i = 0; i < s.length; i++) {
        unsigned value = digit(s.data[i]);
        if (value < 64) {
            bits = (bits << 6 | value) & 0xffff;
            count += 6;
        } else if (!ascii_is_space(s.data[i])) {
            return false;
        }
        if (count >= 8) {
            count -= 8;
            buffer_add_char(into, (char)(bits >> count & 0xff));
        }
    }
    return true;
}
