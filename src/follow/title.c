#include "follow/title.h"

#include "syntax/html.h"

static void add_collapsed(struct slice s, struct buffer *into)
{
    s = slice_trim(s);
    for (size_t i = 0; i < s.length; i++) {
        bool space = ascii_is_space(s.data[i]) || s.data[i] == '\0';
        if (!space) {
            buffer_add_char(into, s.data[i]);
        } else if (into->length && into->data[into->length - 1] != ' ') {
            buffer_add_char(into, ' ');
        }
    }
}

void title_add(struct slice raw, struct buffer *scratch, struct buffer *into)
{
    enum { MOST = 2 << 10 };
    if (raw.length > MOST) {
        raw.length = MOST;
        while (raw.length && ((unsigned char)raw.data[raw.length] & 0xc0) == 0x80) {
            raw.length--; /* not in the middle of a character */
        }
    }
    html_decode(raw, false, scratch);
    if (!scratch->failed) {
        add_collapsed(buffer_slice(scratch), into);
    }
}
