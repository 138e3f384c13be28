#include "enrich/spots.h"

#include <stdlib.h>

static size_t count_places(const struct document *document)
{
    size_t count = 0;
    for (size_t i = 0; i < document->link_count; i++) {
        struct link_more rest = link_rest(&document->links[i]);
        count++;
        for (const struct span_list *more = rest.spans; more; more = more->next) {
            count++;
        }
    }
    return count;
}

static void add(struct spots *s, const struct span *span, size_t link)
{
    if (span->line > 0) {
        s->list[s->count++] = (struct spot){ span->start, span->end, span->from, link };
    }
}

static int by_start(const void *a, const void *b)
{
    const struct spot *one = a;
    const struct spot *other = b;
    if (one->start != other->start) {
        return one->start < other->start ? -1 : 1;
    }
    return one->link < other->link ? -1 : one->link > other->link;
}

bool spots_open(struct spots *s, const struct document *document)
{
    size_t count = count_places(document);
    *s = (struct spots){ .list = reallocarray(NULL, count + 1, sizeof *s->list) };
    if (!s->list) {
        return false;
    }
    for (size_t i = 0; i < document->link_count; i++) {
        const struct link *link = &document->links[i];
        struct link_more rest = link_rest(link);
        struct span first = link_span(link);
        add(s, &first, i);
        for (const struct span_list *more = rest.spans; more; more = more->next) {
            add(s, &more->span, i);
        }
    }
    qsort(s->list, s->count, sizeof *s->list, by_start);
    return true;
}

void spots_free(struct spots *s)
{
    free(s->list);
    *s = (struct spots){ .list = NULL };
}

static bool is_from(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

const struct spot *spots_find(const struct spots *s, uint64_t start, const char *from)
{
    size_t low = 0;
    size_t high = s->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (s->list[middle].start < start) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (; low < s->count && s->list[low].start == start; low++) {
        if (is_from(s->list[low].from, from)) {
            return &s->list[low];
        }
    }
    return NULL;
}
