#include "places/query.h"

struct slice query_value(struct slice query, struct slice name)
{
    struct slice rest = query.length ? slice_skip(query, 1) : query;
    while (rest.length) {
        struct slice value = slice_cut(&rest, '&');
        if (slice_equal(slice_cut(&value, '='), name)) {
            return value;
        }
    }
    return (struct slice){ 0 };
}

int hex_value(char c)
{
    if (ascii_is_digit(c)) {
        return c - '0';
    }
    c = ascii_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool is_escape(struct slice s, size_t at)
{
    return s.data[at] == '%' && at + 2 < s.length && hex_value(s.data[at + 1]) >= 0 &&
           hex_value(s.data[at + 2]) >= 0;
}

void percent_decode(struct slice s, bool plus, struct buffer *into)
{
    char *to = buffer_reserve(into, s.length);
    for (size_t i = 0; to && i < s.length; i++) {
        char c = s.data[i];
        if (is_escape(s, i)) {
            c = (char)(hex_value(s.data[i + 1]) << 4 | hex_value(s.data[i + 2]));
            i += 2;
        } else if (plus && c == '+') {
            c = ' ';
        }
        into->data[into->length++] = c;
    }
}
