#include "syntax/utf8_fold.h"

#include "syntax/utf8.h"

static const struct utf8_folding *find_folding(uint32_t code)
{
    size_t from = 0;
    size_t to = utf8_folding_count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        const struct utf8_folding *f = &utf8_foldings[middle];
        if (code >= f->first && code <= f->last) {
            return (code - f->first) % f->step ? NULL : f;
        }
        if (code < f->first) {
            to = middle;
        } else {
            from = middle + 1;
        }
    }
    return NULL;
}

size_t utf8_fold_character(struct slice s, struct buffer *into)
{
    if ((unsigned char)s.data[0] < 0x80) {
        buffer_add_char(into, ascii_lower(s.data[0]));
        return 1;
    }
    size_t length;
    uint32_t code = utf8_decode(s, &length);
    const struct utf8_folding *f = find_folding(code);
    if (f) {
        utf8_encode(f->to[0] + (f->to[1] ? 0 : code - f->first), into);
        for (size_t i = 1; i < 3 && f->to[i]; i++) {
            utf8_encode(f->to[i], into);
        }
    } else {
        buffer_add(into, slice_part(s, 0, length));
    }
    return length;
}

void utf8_fold_case(struct slice s, struct buffer *into)
{
    while (s.length) {
        s = slice_skip(s, utf8_fold_character(s, into));
    }
}
