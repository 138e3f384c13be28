/* Where a post ends whose element does not say it. */
#include "scan/find/markup.h"
#include "scan/find/markup_reading.h"

enum { WORDS_MOST = 512, ID_MOST = 256 };

struct ending {
    const struct place *place; /* NULL: any */
    const struct url *base;
    struct buffer first, second;
    struct slice href;   /* of the link that is open, not decoded; absent: none is */
    struct buffer words; /* its words */
    char id[ID_MOST];    /* of the first post that is linked to */
    size_t id_length;
    size_t dated; /* where the first link to a post ends that is its date, or a <time> behind one */
    size_t last;  /* where the last link to the first post ends */
};

/* Whether the open link leads to a post; if it is another than the first, only its date counts. */
static bool is_same(struct ending *e, const struct match *m)
{
    if (e->id_length == 0 && m->id.length <= ID_MOST && m->id.length) {
        memcpy(e->id, m->id.data, m->id.length);
        e->id_length = m->id.length;
    }
    return slice_equal(slice_of(e->id, e->id_length), m->id);
}

static void end_link(struct ending *e, size_t at)
{
    struct match m;
    struct slice href;
    struct buffer decoded = BUFFER(URL_MOST);
    int64_t ms;
    enum time_precision precision;
    html_decode(e->href, true, &decoded);
    if (e->href.length && markup_match(slice_trim(buffer_slice(&decoded)), e->base, e->place, false,
                                       &e->first, &e->second, &m, &href)) {
        e->last = is_same(e, &m) ? at : e->last;
        e->dated = markup_day(buffer_slice(&e->words), &ms, &precision) ? at : 0;
    }
    e->href = (struct slice){ 0 };
    buffer_reset(&e->words);
    buffer_free(&decoded);
}

static void read_token(struct ending *e, const struct html_token *t, size_t at)
{
    bool link = t->type != HTML_TEXT && t->type != HTML_COMMENT && t->element &&
                t->element->id == HTML_IS_A;
    if (link) {
        end_link(e, t->type == HTML_CLOSE ? at + t->whole.length : at);
    }
    if (e->last && t->type == HTML_CLOSE && slice_equal_nocase(t->name, SLICE("time"))) {
        e->dated = at + t->whole.length;
    }
    if (link && t->type == HTML_OPEN) {
        e->href = html_attribute(t, SLICE("href"));
    } else if (t->type == HTML_TEXT && e->href.length && t->text.length < WORDS_MOST) {
        html_decode(t->text, false, &e->words);
    }
}

/* The end tag of a paragraph that the date stands in goes with it. */
static size_t behind_paragraph(struct slice html, size_t at)
{
    struct html h = HTML_OVER(slice_skip(html, at));
    struct html_token t;
    html_next(&h, &t);
    bool ends = t.type == HTML_CLOSE && slice_equal_nocase(t.name, SLICE("p"));
    return ends ? at + t.whole.length : at;
}

size_t markup_content_end(const struct markup_hit *hit, struct slice html, const struct url *base,
                          struct arena *arena)
{
    struct ending e = { .place = hit->place,
                        .base = base,
                        .first = BUFFER(URL_MOST),
                        .second = BUFFER(URL_MOST),
                        .words = BUFFER((size_t)3 * WORDS_MOST) };
    struct html h = HTML_OVER(html);
    struct html_token t;
    struct claim claim;
    html_next(&h, &t);
    size_t tag = t.whole.length;
    for (html_next(&h, &t); t.type != HTML_END && !e.dated; html_next(&h, &t)) {
        read_token(&e, &t, (size_t)(t.whole.data - html.data));
    }
    size_t end = e.dated ? behind_paragraph(html, e.dated) : e.last;
    if (end == 0 && markup_read(hit, slice_part(html, 0, tag), base, arena, &claim)) {
        end = tag;
    }
    buffer_free(&e.first);
    buffer_free(&e.second);
    buffer_free(&e.words);
    return end;
}
