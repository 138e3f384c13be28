/* What fuzz targets that scan share: two scans of a text must find the same. */
#ifndef TESTS_DOCUMENTS_H
#define TESTS_DOCUMENTS_H

#include "found.h"
#include "require.h"
#include "scan/scan.h"

static inline bool same_span(const struct span *a, const struct span *b)
{
    return a->start == b->start && a->end == b->end && a->line == b->line && a->column == b->column;
}

static inline bool same_places(const struct span_list *a, const struct span_list *b)
{
    while (a && b && same_span(&a->span, &b->span)) {
        a = a->next;
        b = b->next;
    }
    return !a && !b;
}

static inline void compare(const struct document *a, const struct document *b)
{
    require(a->link_count == b->link_count && a->embed_count == b->embed_count);
    for (size_t i = 0; i < a->link_count; i++) {
        require(slice_equal(link_url(&a->links[i]), link_url(&b->links[i])));
        require(slice_equal(link_written(&a->links[i]), link_written(&b->links[i])));
        struct span one = link_span(&a->links[i]);
        struct span other = link_span(&b->links[i]);
        require(same_span(&one, &other));
        require(same_places(link_rest(&a->links[i]).spans, link_rest(&b->links[i]).spans));
        require(a->links[i].embed == b->links[i].embed);
    }
    for (size_t i = 0; i < a->embed_count; i++) {
        require(same_span(&a->embeds[i].span, &b->embeds[i].span));
        require(slice_equal(a->embeds[i].text, b->embeds[i].text));
        require(a->embeds[i].link_count == b->embeds[i].link_count);
    }
}

static inline void compare_words(struct buffer *want, struct buffer *got)
{
    if (!slice_equal(buffer_slice(want), buffer_slice(got))) {
        fprintf(stderr, "--- whole\n%s--- cut\n%s", buffer_string(want), buffer_string(got));
        abort();
    }
    buffer_free(want);
    buffer_free(got);
}

#endif
