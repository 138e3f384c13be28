#include "syntax/slug.h"

#include "syntax/utf8.h"

/* Characters that stay. */
struct kept_range {
    uint32_t first, last;
};

/* Each `step`-th character from first to last becomes the one as far behind `to`. */
struct small_letters {
    uint32_t first, last, step, to;
};

#include "syntax/slug_table.inc"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* The one character that becomes two: a capital I with a dot above. */
enum { DOTTED_I = 0x130, DOT_ABOVE = 0x307 };

static bool is_kept(uint32_t code)
{
    size_t from = 0, to = COUNT(kept);
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (code > kept[middle].last) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    return from < COUNT(kept) && code >= kept[from].first;
}

static uint32_t small(uint32_t code)
{
    size_t from = 0, to = COUNT(smaller);
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (code > smaller[middle].last) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    const struct small_letters *row = &smaller[from];
    bool is_in =
        from < COUNT(smaller) && code >= row->first && (code - row->first) % row->step == 0;
    return is_in ? row->to + (code - row->first) : code;
}

static void add_ascii(char c, struct buffer *into)
{
    if (c == ' ') {
        buffer_add_char(into, '-');
    } else if (ascii_is_alnum(c) || c == '-' || c == '_') {
        buffer_add_char(into, ascii_lower(c));
    }
}

static void add_wide(uint32_t code, struct buffer *into)
{
    if (!is_kept(code)) {
        return;
    }
    utf8_encode(small(code), into);
    if (code == DOTTED_I) {
        utf8_encode(DOT_ABOVE, into);
    }
}

void slug_add(struct slice words, struct buffer *into)
{
    while (words.length) {
        size_t length = 1;
        if ((unsigned char)words.data[0] < 0x80) {
            add_ascii(words.data[0], into);
        } else {
            add_wide(utf8_decode(words, &length), into);
        }
        words = slice_skip(words, length);
    }
}
