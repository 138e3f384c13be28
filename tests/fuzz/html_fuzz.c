/* Any bytes as a page: tokens follow each other in order, and what is decoded never grows beyond
 * what a reference can stand for. */
#include "syntax/html.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds) {
        abort();
    }
}

static bool holds(struct slice outer, struct slice inner)
{
    return !inner.data ||
           (inner.data >= outer.data && inner.data + inner.length <= outer.data + outer.length);
}

static void read_token(struct slice in, const struct html_token *t, const char **end)
{
    check(t->whole.length > 0 && t->whole.data >= *end && holds(in, t->whole));
    check(holds(t->whole, t->text) && holds(t->whole, t->name) && holds(t->whole, t->attributes));
    *end = t->whole.data + t->whole.length;
    struct slice rest = t->attributes;
    struct html_attribute a;
    while (t->type == HTML_OPEN && html_next_attribute(&rest, &a)) {
        check(a.name.length > 0 && holds(t->attributes, a.name) && holds(t->attributes, a.value));
    }
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
    html_read_page(in, &page);
    check(holds(in, page.title) && holds(in, page.canonical) && holds(in, page.script_target));
    struct buffer b = BUFFER(size * 2 + 16);
    html_decode(in, false, &b);
    html_decode(in, true, &b);
    check(b.length <= size * 2 && !b.failed);
    buffer_reset(&b);
    html_unescape_script(in, &b);
    check(b.length <= size && !b.failed);
    buffer_free(&b);
    return 0;
}
