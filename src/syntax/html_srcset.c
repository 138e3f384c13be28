/* The candidates of srcset (HTML Standard, section 4.8.4.2.2). */
#include "syntax/html.h"

/* Behind a candidate's descriptors: a comma that stands in no parentheses. */
static size_t skip_descriptors(struct slice s)
{
    bool inside = false;
    for (size_t i = 0; i < s.length; i++) {
        if (!inside && s.data[i] == ',') {
            return i + 1;
        }
        inside = inside ? s.data[i] != ')' : s.data[i] == '(';
    }
    return s.length;
}

bool html_srcset_next(struct slice *rest, struct slice *url)
{
    struct slice s = *rest;
    while (s.length && (ascii_is_space(s.data[0]) || s.data[0] == ',')) {
        s = slice_skip(s, 1);
    }
    size_t length = 0;
    while (length < s.length && !ascii_is_space(s.data[length])) {
        length++;
    }
    *url = slice_part(s, 0, length);
    s = slice_skip(s, length);
    if (length > 0 && url->data[length - 1] == ',') {
        while (url->length > 0 && url->data[url->length - 1] == ',') {
            url->length--;
        }
    } else {
        s = slice_skip(s, skip_descriptors(s));
    }
    *rest = s;
    return url->length > 0;
}
