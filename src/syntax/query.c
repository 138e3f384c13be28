#include "syntax/query.h"

struct slice query_value(struct slice query, struct slice name)
{
    struct slice rest = query.length ? slice_skip(query, 1) : query;
    while (rest.length) {
        struct slice value = slice_cut(&rest, '&');
        if (slice_starts(value, SLICE("amp;"))) {
            value = slice_skip(value, sizeof "amp;" - 1);
        }
        if (slice_equal(slice_cut(&value, '='), name)) {
            return value;
        }
    }
    return (struct slice){ 0 };
}

char percent_decode_first(struct slice s, size_t *length)
{
    *length = s.length > 0;
    if (s.length < 3 || s.data[0] != '%') {
        return (char)(s.length ? s.data[0] : '\0');
    }
    int high = ascii_hex(s.data[1]);
    int low = ascii_hex(s.data[2]);
    if (high < 0 || low < 0) {
        return '%';
    }
    *length = 3;
    return (char)(high << 4 | low);
}

void percent_decode(struct slice s, bool plus, struct buffer *into)
{
    char *to = buffer_reserve(into, s.length);
    while (to && s.length) {
        size_t length;
        char c = percent_decode_first(s, &length);
        into->data[into->length++] = (char)(plus && s.data[0] == '+' ? ' ' : c);
        s = slice_skip(s, length);
    }
}
