/* Shortcodes of content systems, with the links in them. */
#include "scan/find/shortcode.h"
#include "scan/find/shortcode_parts.h"
#include "scan/read/text.h"

/* Adds the links between two places of the view. */
static void add_links(struct sight *at, size_t from, size_t to)
{
    struct view v = { slice_part(at->view.s, 0, to), from };
    while (v.at < to) {
        struct edge edge;
        struct meaning meaning;
        v.at += slice_find(slice_skip(v.s, v.at), '/');
        if (v.at < to && edge_at_slash(&v, &edge) && edge.start >= from && !edge.endless) {
            text_add_link(at, &edge, &meaning);
            v.at = edge.end > v.at ? edge.end : v.at + 1;
        } else {
            v.at++;
        }
    }
}

/* Whether these braces are Liquid's, as Jekyll has it, and are shown as they stand. */
static bool is_raw(struct text *t, struct slice s)
{
    struct shortcode_parts parts;
    bool liquid = slice_starts(s, SLICE("{")) && !slice_starts(s, SLICE("{{<")) &&
                  !slice_starts(s, SLICE("{{%"));
    if (slice_starts(s, SLICE("{%")) && shortcode_split(s, &parts) && !parts.rest.length) {
        t->raw |= slice_equal(parts.name, SLICE("raw"));
        t->raw &= !slice_equal(parts.name, SLICE("endraw"));
    }
    return liquid && t->raw;
}

/* Where it begins: "%" before a URL in brackets is a part of it at the start of a line. */
static size_t find_start(const struct view *v)
{
    bool marked = v->at > 0 && v->s.data[v->at - 1] == '%' &&
                  slice_starts_nocase(slice_skip(v->s, v->at), SLICE("[http"));
    bool first = marked && (v->at == 1 || v->s.data[v->at - 2] == '\n');
    return first ? v->at - 1 : v->at;
}

/* Rare: inlined, it would push what every link needs out of the loop that it is called from. */
__attribute__((noinline)) void shortcodes_recognise(struct sight *at)
{
    struct text *t = at->text;
    struct claim claim;
    size_t start = find_start(&at->view);
    struct slice s = slice_skip(at->view.s, start);
    if (is_raw(t, s) || t->in_post) {
        return;
    }
    size_t length = shortcode_read(s, &t->scratch, &claim);
    if (length) {
        add_links(at, start, start + length);
        text_add_post(at, &claim, start, start + length, start);
        t->free = t->embed_end = at->offset + start + length;
    }
    t->failed |= t->scratch.failed;
    arena_reset(&t->scratch);
}
