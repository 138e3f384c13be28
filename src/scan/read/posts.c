/* Posts whose markup an extractor threw away. */
#include "scan/find/flattened.h"
#include "scan/find/line.h"
#include "scan/read/given.h"

/* An offset of the text in the view; 0 if it lies before. */
static size_t in_view(const struct sight *at, uint64_t offset)
{
    return offset > at->offset ? (size_t)(offset - at->offset) : 0;
}

/* The links in the view, oldest first, at the end of the room for them: those behind the embed
 * before, and the last one before its end, of which a name behind it may be part. */
static struct near_links read_links(const struct sight *at, struct near_link room[SEEN_MOST])
{
    const struct seen *seen = &at->text->seen;
    const struct seen_link *link = seen_latest(seen, 0);
    uint64_t low = at->text->embed_end;
    size_t count = 0;
    while (link && link->start >= at->offset) {
        room[SEEN_MOST - ++count] =
            (struct near_link){ (size_t)(link->start - at->offset), in_view(at, link->end),
                                link->place, link->kind };
        link = link->start >= low ? seen_latest(seen, count) : NULL;
    }
    return (struct near_links){ room + SEEN_MOST - count, count };
}

/* The links of the post that are ahead: that of its date, those in a card. */
static void read_links_ahead(struct sight *at, const struct flat *flat)
{
    struct slice s = at->view.s;
    struct slice seen = slice_part(s, 0, flat->end);
    for (size_t slash = at->view.at; slash < flat->end; slash++) {
        struct edge edge;
        struct meaning meaning;
        slash += slice_find(slice_skip(seen, slash), '/');
        if (slash < flat->end && edge_at_slash(&(struct view){ s, slash }, &edge) &&
            !edge.endless && at->offset + edge.start >= at->text->free &&
            edge.start >= flat->start && edge.end <= flat->end) {
            text_add_link(at, &edge, &meaning);
        }
    }
}

/* In a page the date itself is the link. */
static void read_date_link(struct sight *at, struct flat *flat)
{
    struct text *t = at->text;
    const struct find *find = text_given_at(t, at->offset + flat->end - 1);
    if (flat->claim.date.source != SOURCE_NONE && find && find->is.link.kind == LINK_PERMALINK) {
        flat->claim.url = find->is.link.url;
        text_take_given(t, at->window, at->offset + flat->end);
    }
}

/* Where its links begin: those of a quote's own tag stand before the mark of its line. */
static size_t links_start(const struct sight *at, const struct flat *flat)
{
    enum { MARK_MOST = 4 };
    size_t low = flat->start > MARK_MOST ? flat->start - MARK_MOST : 0;
    size_t line = line_start(at->view.s, flat->start, low);
    return line_skip_prefix(at->view.s, line) == flat->start ? line : flat->start;
}

static void add_post(struct sight *at, struct flat *flat)
{
    struct text *t = at->text;
    uint64_t end = at->offset + flat->end;
    if (given_next(t, end) < end) {
        read_date_link(at, flat);
    } else {
        read_links_ahead(at, flat);
    }
    flat->claim.words = buffer_slice(&t->words);
    text_add_post(at, &flat->claim, flat->start, flat->end, links_start(at, flat));
    t->embed_end = end;
}

static void find_post(struct sight *at)
{
    struct text *t = at->text;
    struct near_link links[SEEN_MOST];
    struct flat flat;
    struct context c = { .view = at->view, .floor = in_view(at, t->embed_end) };
    c.links = read_links(at, links);
    buffer_reset(&t->words);
    if (flattened_find(&c, &t->words, &flat)) {
        add_post(at, &flat);
    }
    t->failed |= t->words.failed || t->words.no_memory;
}

/* Half of all "@" stand in addresses of mail, for which nothing is made ready. */
void posts_recognise(struct sight *at)
{
    if (!at->text->in_post && flattened_may_find(&at->view)) {
        find_post(at);
    }
}

void posts_at_slash(struct sight *at)
{
    if (at->view.at > 0 && at->view.s.data[at->view.at - 1] == 'u') {
        posts_recognise(at);
    }
}

void posts_at_line(struct sight *at)
{
    at->view.at = flattened_line(at->view.s, at->view.at + 1);
    if (at->view.at < at->view.s.length) {
        posts_recognise(at);
    }
}
