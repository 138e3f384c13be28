/* Any bytes as the scripts of a page, "\f" between them: what is found is bounded, whole or cut. */
#include "syntax/script.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void run(struct slice in, bool whole)
{
    struct buffer text = BUFFER(URL_MOST);
    struct url page;
    struct script s;
    require(url_parse(SLICE("https://a.test/b/c?d#e"), NULL, &text, &page) == URL_OK);
    script_open(&s, &page);
    struct slice last = in;
    while (in.length) {
        last = slice_cut(&in, '\f');
        script_add(&s, last, whole || in.length);
    }
    script_add_handler(&s, last);
    script_run(&s);
    require(!s.failed && s.move_count <= SCRIPT_MOVES);
    for (size_t i = 0; i < s.move_count; i++) {
        require(s.moves[i].target.data && s.moves[i].script <= s.scripts &&
                s.moves[i].level != SCRIPT_NEVER);
    }
    script_free(&s);
    buffer_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice in = slice_of((const char *)data, size);
    run(in, true);
    run(in, false);
    struct buffer b = BUFFER(size + 1);
    script_unescape(in, &b);
    require(b.length <= size && !b.failed);
    buffer_free(&b);
    return 0;
}
