/* Any bytes as markup: every tag is asked about and every hit read; what is claimed is of a place,
 * and no longer than what it can come from. */
#include "require.h"
#include "scan/find/block.h"
#include "scan/find/markup.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_claim(const struct claim *c, size_t size)
{
    if (!c->place) {
        require(c->provider && c->url.length);
        return;
    }
    require((c->url.length || c->id.length || c->handle.length));
    require(c->text.length <= size * 3 && c->name.length <= size * 3);
    require(c->title.length <= size * 3 && c->lang.length <= size * 3);
    require(!c->handle.length || place_is_handle(c->place, c->handle));
    require(!c->id.length || place_is_id(c->place, c->id));
    require(c->date.source == SOURCE_NONE || c->date.ms > c->place->launched_ms - MS_PER_DAY);
}

static void read_tag(const struct markup_index *index, struct slice in, const struct html_token *t,
                     struct arena *arena)
{
    struct markup_hit hit;
    struct claim claim;
    if (!markup_begins(index, t, &hit)) {
        return;
    }
    struct slice source = slice_skip(in, (size_t)(t->whole.data - in.data));
    if (markup_read(&hit, hit.has_content ? source : t->whole, NULL, arena, &claim)) {
        check_claim(&claim, in.length);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { HITS_MOST = 16 };
    static struct markup_index index;
    if (!index.filter[0] && !index.filter[1]) {
        markup_index_build(&index);
    }
    struct slice in = slice_of((const char *)data, size);
    struct html h = HTML_OVER(in);
    struct html_token t;
    struct arena arena = { 0 };
    struct claim claim;
    int tags = 0;
    for (html_next(&h, &t); t.type != HTML_END && tags < HITS_MOST; html_next(&h, &t)) {
        if (t.type == HTML_OPEN) {
            read_tag(&index, in, &t, &arena);
            tags++;
        }
        if (t.type == HTML_COMMENT && block_read(t.text, &arena, &claim)) {
            check_claim(&claim, size);
        }
    }
    arena_free(&arena);
    return 0;
}
