#include "scan/find/inside.h"

#include "scan/find/attribution.h"
#include "scan/find/flattened.h"
#include "scan/find/furniture.h"
#include "scan/find/line.h"
#include "scan/find/pattern.h"
#include "scan/find/post.h"

enum { INSIDE_BYTES = 16 << 10 };

/* What is written before the first slash behind the scheme. */
static struct slice host_of(struct slice url)
{
    size_t slashes = 0;
    while (slashes + 3 <= url.length && !slice_starts(slice_skip(url, slashes), SLICE("://"))) {
        slashes++;
    }
    struct slice host = slashes + 3 <= url.length ? slice_skip(url, slashes + 3) : url;
    host.length = slice_find(host, '/');
    return host;
}

static struct near_link read_link(struct slice words, const struct edge *edge)
{
    const struct known_host *slugs =
        host_with_slugs(host_of(slice_part(words, edge->start, edge->end)));
    enum link_kind kind = !slugs ? LINK_WEB : slugs->flags & HOST_MEDIA ? LINK_MEDIA : LINK_SHORT;
    return (struct near_link){ edge->start, edge->end, slugs ? slugs->place : NULL, kind };
}

size_t inside_links(struct slice words, struct near_link out[INSIDE_LINKS])
{
    size_t count = 0;
    size_t free = 0;
    for (size_t at = slice_find(words, '/'); at < words.length && count < INSIDE_LINKS;) {
        struct edge edge;
        if (at >= free && edge_at_slash(&(struct view){ words, at }, &edge) && !edge.endless &&
            edge.start >= free) {
            out[count++] = read_link(words, &edge);
            free = edge.end;
        }
        at++;
        at += slice_find(slice_skip(words, at), '/');
    }
    return count;
}

/* --- The words --- */

/* The text before `end`, without what trails it and the furniture before. */
static void take_text(const struct context *c, const struct place *place, size_t end,
                      struct slice name, struct post *out)
{
    struct trail trail;
    struct slice s = c->view.s;
    trail_read(c, place, end, false, &trail);
    size_t start = furniture_end(place, s, 0, trail.start, name);
    size_t words = trail.words;
    words = furniture_before_picture(place, s, start < words ? start : words, words);
    out->text = start < words ? slice_trim(slice_part(s, start, words)) : (struct slice){ 0 };
    out->markdown |= trail.markdown;
}

/* The last signature in the words. */
static bool find_signature(struct context *c, const struct place *place, struct attribution *out)
{
    struct slice s = c->view.s;
    for (size_t at = s.length; at-- > 0;) {
        c->view.at = at;
        if (s.data[at] == '@' && attribution_read_inside(c, place, out)) {
            return true;
        }
    }
    return false;
}

static bool match_row(struct context *c, const struct place *place, const struct flattened *row,
                      struct pattern_match *out)
{
    char sign = pattern_sign(row);
    char first = row->pattern[0];
    if (sign) {
        first = sign;
    }
    struct slice s = c->view.s;
    for (size_t at = 0; at < s.length; at++) {
        if (first != '{') {
            at += slice_find(slice_skip(s, at), first);
        }
        c->view.at = at;
        if (at < s.length && (sign ? pattern_match_around(place, row, c, pattern_low(c), true, out)
                                   : pattern_match_at(place, row, c, true, out))) {
            return true;
        }
        at = first == '{' ? line_end(s, at) : at;
    }
    return false;
}

static bool find_row(struct context *c, const struct place *place, struct pattern_match *out)
{
    for (const struct flattened *row = place->flattened; row && row->pattern; row++) {
        if (match_row(c, place, row, out)) {
            return true;
        }
    }
    return false;
}

bool flattened_read_inside(const struct place *place, struct slice words, struct buffer *scratch,
                           struct claim *out)
{
    struct near_link links[INSIDE_LINKS];
    words.length = words.length < INSIDE_BYTES ? words.length : INSIDE_BYTES;
    struct context c = { .view = { words, 0 }, .links = { links, 0 } };
    c.links.count = inside_links(words, links);
    *out = (struct claim){ .place = place, .form = FORM_FLATTENED };
    struct attribution a;
    struct pattern_match m;
    struct post post = { .start = 0 };
    if (place->signature && find_signature(&c, place, &a)) {
        post.markdown = a.markdown;
        take_text(&c, place, a.start, a.name, &post);
        out->date = a.date;
        flattened_set_words(a.name, a.handle, &post, scratch, out);
    } else if (find_row(&c, place, &m)) {
        post.text = m.text;
        if (!m.row->alone) {
            take_text(&c, place, m.start, m.name, &post);
        }
        out->date = m.date;
        out->title = m.title;
        out->kind = m.row->kind;
        flattened_set_words(m.name, m.handle, &post, scratch, out);
    } else {
        return false;
    }
    return !scratch->failed;
}
