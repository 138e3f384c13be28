#include "emit/walk.h"

#include <stdlib.h>

/* A place that is not a link's first, of which a document has few. */
struct later {
    uint64_t line, column;
    size_t link, place;
    struct slice written; /* absent: as in the first place */
};

/* --- Orders --- */

static int by_numbers(const uint64_t *a, const uint64_t *b, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (a[i] != b[i]) {
            return a[i] < b[i] ? -1 : 1;
        }
    }
    return 0;
}

static int by_link(const void *a, const void *b)
{
    const struct finding *x = *(const struct finding *const *)a;
    const struct finding *y = *(const struct finding *const *)b;
    return by_numbers((uint64_t[]){ x->link, x->place, x->class },
                      (uint64_t[]){ y->link, y->place, y->class }, 3);
}

static int by_place(const void *a, const void *b)
{
    const struct later *x = a;
    const struct later *y = b;
    return by_numbers((uint64_t[]){ x->line, x->column, x->link, x->place },
                      (uint64_t[]){ y->line, y->column, y->link, y->place }, 4);
}

/* --- What is gone through --- */

static bool sort_findings(struct walk *w)
{
    size_t count = w->document->finding_count;
    w->findings = count ? calloc(count, sizeof(struct finding *)) : NULL;
    for (size_t i = 0; w->findings && i < count; i++) {
        w->findings[i] = &w->document->findings[i];
    }
    w->finding_count = w->findings ? count : 0;
    if (w->findings) {
        qsort((void *)w->findings, count, sizeof(struct finding *), by_link);
    }
    return w->finding_count == count;
}

static bool stands_at_link(const struct walk *w, const struct finding *f)
{
    return f->link < w->document->link_count;
}

/* Of several findings in one place, the first stands for all. */
static bool opens_place(const struct walk *w, size_t i)
{
    const struct finding *f = w->findings[i];
    const struct finding *before = i ? w->findings[i - 1] : NULL;
    return !stands_at_link(w, f) &&
           (!before || before->link != f->link || before->place != f->place);
}

/* Counts the places, or, where there is room for them, fills them in. */
static size_t gather(const struct walk *w, struct later *into)
{
    size_t count = 0;
    for (size_t i = 0; i < w->document->link_count; i++) {
        size_t place = 1;
        for (const struct span_list *p = link_rest(&w->document->links[i]).spans; p; p = p->next) {
            if (into) {
                into[count] =
                    (struct later){ p->span.line, p->span.column, i, place++, p->written };
            }
            count++;
        }
    }
    for (size_t i = 0; i < w->finding_count; i++) {
        const struct finding *f = w->findings[i];
        bool opens = opens_place(w, i);
        if (into && opens) {
            into[count] = (struct later){ f->line, f->column, f->link, f->place, { 0 } };
        }
        count += opens;
    }
    return count;
}

static bool sort_laters(struct walk *w)
{
    size_t count = gather(w, NULL);
    w->laters = count ? calloc(count, sizeof *w->laters) : NULL;
    if (w->laters) {
        w->later_count = gather(w, w->laters);
        qsort(w->laters, count, sizeof *w->laters, by_place);
    }
    return w->later_count == count;
}

bool walk_open(struct walk *w, const struct document *document)
{
    *w = (struct walk){ .document = document };
    if (sort_findings(w) && sort_laters(w)) {
        return true;
    }
    walk_close(w);
    return false;
}

void walk_rewind(struct walk *w)
{
    w->link = w->later = 0;
}

void walk_close(struct walk *w)
{
    free((void *)w->findings);
    free(w->laters);
    *w = (struct walk){ .document = w->document };
}

/* --- Place by place --- */

/* The first finding at the place or behind it. */
static size_t lower_bound(const struct walk *w, size_t link, size_t place)
{
    size_t from = 0;
    size_t to = w->finding_count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        const struct finding *f = w->findings[middle];
        if (by_numbers((uint64_t[]){ f->link, f->place }, (uint64_t[]){ link, place }, 2) < 0) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    return from;
}

static void add_findings(const struct walk *w, size_t link, size_t place, struct spot *out)
{
    size_t at = lower_bound(w, link, place);
    const struct finding *first = at < w->finding_count ? w->findings[at] : NULL;
    if (!first || first->link != link || first->place != place) {
        return;
    }
    out->findings = w->findings + at;
    while (at + out->count < w->finding_count && out->findings[out->count]->link == link &&
           out->findings[out->count]->place == place) {
        out->count++;
    }
    out->line = first->line; /* a span may hold white space before the URL */
    out->column = first->column;
}

/* A URL begins behind the white space that stands before it in an attribute. CR, LF and both
 * together end a line. */
static void skip_spaces(struct spot *spot, struct slice written)
{
    struct slice url = slice_trim(written);
    size_t length = url.length ? (size_t)(url.data - written.data) : 0;
    for (size_t i = 0; i < length; i++) {
        bool pair = written.data[i] == '\r' && written.data[i + 1] == '\n';
        bool ends = written.data[i] == '\n' || (written.data[i] == '\r' && !pair);
        spot->line += ends;
        spot->column = ends ? 1 : spot->column + !pair;
    }
}

static void take_first(struct walk *w, struct spot *out)
{
    const struct link *link = &w->document->links[w->link];
    struct span span = link_span(link);
    *out = (struct spot){ .link = link, .line = span.line, .column = span.column };
    skip_spaces(out, link_written(link));
    add_findings(w, w->link++, 0, out);
}

static void take_later(struct walk *w, struct spot *out)
{
    const struct later *later = &w->laters[w->later++];
    bool at_link = later->link < w->document->link_count;
    *out = (struct spot){ .link = at_link ? &w->document->links[later->link] : NULL,
                          .url = later->written,
                          .line = later->line,
                          .column = later->column };
    if (at_link) {
        skip_spaces(out, later->written.data ? later->written : link_written(out->link));
    }
    add_findings(w, later->link, later->place, out);
}

/* A link's URL comes before what is written in the place, and that before what is written in the
 * link's first. */
static void name(struct spot *spot)
{
    const struct link *link = spot->link;
    struct slice url = link && link->kind != LINK_LOCAL ? link_url(link) : (struct slice){ 0 };
    if (!link && spot->count) {
        const struct finding *f = spot->findings[0];
        url = f->url.length ? f->url : f->written;
    }
    if (url.length) {
        spot->url = url;
    } else if (link && !spot->url.length) {
        spot->url = link_written(link);
    }
    spot->url = slice_trim(spot->url);
}

static bool first_is_next(const struct walk *w)
{
    if (w->link == w->document->link_count || w->later == w->later_count) {
        return w->link < w->document->link_count;
    }
    struct span span = link_span(&w->document->links[w->link]);
    const struct later *later = &w->laters[w->later];
    return by_numbers((uint64_t[]){ span.line, span.column },
                      (uint64_t[]){ later->line, later->column }, 2) <= 0;
}

bool walk_next(struct walk *w, struct spot *out)
{
    if (w->link == w->document->link_count && w->later == w->later_count) {
        return false;
    }
    if (first_is_next(w)) {
        take_first(w, out);
    } else {
        take_later(w, out);
    }
    name(out);
    return true;
}
