#include "emit/walk.h"

#include <stdlib.h>

static int by_link(const void *a, const void *b)
{
    const struct finding *x = *(const struct finding *const *)a;
    const struct finding *y = *(const struct finding *const *)b;
    if (x->link != y->link) {
        return x->link < y->link ? -1 : 1;
    }
    if (x->place != y->place) {
        return x->place < y->place ? -1 : 1;
    }
    return (x->class > y->class) - (x->class < y->class);
}

bool walk_open(struct walk *w, const struct document *document)
{
    size_t count = document->finding_count;
    *w = (struct walk){ .document = document };
    w->findings = count ? calloc(count, sizeof(struct finding *)) : NULL;
    for (size_t i = 0; w->findings && i < count; i++) {
        w->findings[i] = &document->findings[i];
    }
    if (w->findings) {
        qsort((void *)w->findings, count, sizeof(struct finding *), by_link);
    }
    w->count = w->findings ? count : 0;
    return w->count == count;
}

void walk_close(struct walk *w)
{
    free((void *)w->findings);
    w->findings = NULL;
}

/* Takes the findings of one place, if any are of it. */
static void take_findings(struct walk *w, size_t link, size_t place, struct spot *out)
{
    out->findings = w->count ? w->findings + w->next : NULL;
    while (w->next < w->count && w->findings[w->next]->link == link &&
           w->findings[w->next]->place == place) {
        w->next++;
        out->count++;
    }
    if (out->count) { /* it may know better than the span, which holds white space around a URL */
        out->line = out->findings[0]->line;
        out->column = out->findings[0]->column;
    }
}

static void take_link(struct walk *w, struct spot *out)
{
    const struct link *link = &w->document->links[w->link];
    struct span span = w->later ? w->later->span : link_span(link);
    struct slice url = link->kind == LINK_LOCAL ? (struct slice){ 0 } : link_url(link);
    *out = (struct spot){ .link = link,
                          .url = url.length ? url : link_written(link),
                          .line = span.line,
                          .column = span.column };
    take_findings(w, w->link, w->place, out);
    w->later = w->later ? w->later->next : link_rest(link).spans;
    w->place++;
    if (!w->later) {
        w->link++;
        w->place = 0;
    }
}

/* Findings of embeds to which no link leads. */
static void take_other(struct walk *w, struct spot *out)
{
    const struct finding *f = w->findings[w->next];
    *out = (struct spot){ .url = f->url.length ? f->url : f->written };
    take_findings(w, f->link, f->place, out);
}

bool walk_next(struct walk *w, struct spot *out)
{
    if (w->link < w->document->link_count) {
        take_link(w, out);
        return true;
    }
    if (w->next < w->count) {
        take_other(w, out);
        return true;
    }
    return false;
}
