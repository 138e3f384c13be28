/* Any bytes as a page: tokens follow each other in order, they are the same whatever windows they
 * are read in, and what is decoded never grows beyond what a reference can stand for. */
#include "require.h"
#include "syntax/html_page.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool holds(struct slice outer, struct slice inner)
{
    return !inner.data ||
           (inner.data >= outer.data && inner.data + inner.length <= outer.data + outer.length);
}

static void read_token(struct slice in, const struct html_token *t, const char **end)
{
    require(t->whole.length > 0 && t->whole.data >= *end && holds(in, t->whole));
    require(holds(t->whole, t->text) && holds(t->whole, t->name) && holds(t->whole, t->attributes));
    *end = t->whole.data + t->whole.length;
    struct slice rest = t->attributes;
    struct html_attribute a;
    struct html_attribute listed;
    struct html_walk walk = html_walk(t);
    while (t->type == HTML_OPEN && html_next_attribute(&rest, &a)) {
        require(a.name.length > 0 && holds(t->attributes, a.name) && holds(t->attributes, a.value));
        require(html_walk_next(&walk, &listed) && listed.name.data == a.name.data &&
                listed.name.length == a.name.length && listed.value.data == a.value.data &&
                listed.value.length == a.value.length);
    }
    require(t->type != HTML_OPEN || !html_walk_next(&walk, &listed));
}

/* Adds a token in a form in which texts in a row are one. */
static void add_token(const struct html_token *t, char *last, struct buffer *b)
{
    char type = (char)('a' + (int)t->type + (t->raw ? 8 : 0));
    if (t->type != HTML_TEXT || type != *last) {
        buffer_add_char(b, type);
    }
    *last = type;
    buffer_add(b, t->name);
    buffer_add(b, t->attributes);
    buffer_add(b, t->text);
    buffer_add_char(b, t->self_closing ? '/' : '\0');
    b->length -= t->type == HTML_TEXT;
}

/* Reads a page in windows that grow by `step` bytes. */
static void read_in_windows(struct slice in, size_t step, struct buffer *b)
{
    struct html h = HTML_OVER(slice_part(in, 0, 0));
    struct html_token t;
    size_t from = 0;
    size_t to = 0;
    char last = '\0';
    h.more = true;
    for (html_next(&h, &t); t.type != HTML_END; html_next(&h, &t)) {
        if (t.type != HTML_MORE) {
            add_token(&t, &last, b);
            continue;
        }
        require(h.more);
        from += h.at;
        to = to + step < in.length ? to + step : in.length;
        h.more = to < in.length;
        html_slide(&h, slice_part(in, from, to));
    }
}

/* Windows of a size that tokens may not fit in: nothing is the same, but it ends. */
static void read_in_small_windows(struct slice in, size_t size)
{
    struct html h = HTML_OVER(slice_part(in, 0, 0));
    struct html_token t = { .type = HTML_MORE };
    size_t from = 0;
    size_t rounds = 0;
    for (h.more = true; t.type != HTML_END; html_next(&h, &t)) {
        require(rounds++ <= 4 * in.length + 16);
        require(t.type == HTML_MORE || t.whole.length > 0);
        if (t.type == HTML_MORE) {
            h.full = h.at == 0 && h.input.length == size;
            from += h.at;
            size_t to = from + size < in.length ? from + size : in.length;
            h.more = to < in.length;
            html_slide(&h, slice_part(in, from, to));
        } else {
            h.full = false;
        }
    }
}

static void check_map(struct slice in, struct buffer *b)
{
    struct offsets map = { 0 };
    buffer_reset(b);
    html_decode_mapped(in, true, 100, b, &map);
    require(map.decoded == b->length && !map.failed);
    uint64_t last = 100;
    for (size_t i = 0; i < b->length; i++) {
        uint64_t start = offsets_start(&map, i);
        require(start >= last && start < 100 + in.length && offsets_end(&map, i + 1) > start);
        last = start;
    }
    offsets_free(&map);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice in = slice_of((const char *)data, size);
    struct html h = HTML_OVER(in);
    struct html_token t;
    const char *end = in.data;
    for (html_next(&h, &t); t.type != HTML_END; html_next(&h, &t)) {
        read_token(in, &t, &end);
    }
    struct html_page page;
    html_read_page(in, &page, NULL);
    require(holds(in, page.title) && holds(in, page.canonical) && holds(in, page.onload));
    struct buffer whole = BUFFER(size * 4 + 16);
    struct buffer b = BUFFER(size * 4 + 16);
    read_in_windows(in, size + 1, &whole);
    read_in_windows(in, size ? 1 + data[0] % 31U : 1, &b);
    require(slice_equal(buffer_slice(&whole), buffer_slice(&b)));
    buffer_free(&whole);
    read_in_small_windows(in, 16 + size % 32);
    check_map(in, &b);
    buffer_reset(&b);
    html_decode(in, false, &b);
    require(b.length <= size * 3 && !b.failed);
    buffer_free(&b);
    return 0;
}
