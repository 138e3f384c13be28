/* Takes out what is a link to nobody who reads the document: in markup, a URL that stands in words
 * which are no link's and belong to no post. */
#include "base/array.h"
#include "scan/gather/gather.h"

#include <stdlib.h>

bool gather_silence(struct gather *g, const struct span *span)
{
    void *grown = array_grow(g->silent, g->silent_count, &g->silent_room, sizeof *g->silent);
    if (!grown) {
        return false;
    }
    g->silent = grown;
    g->silent[g->silent_count++] = *span;
    return true;
}

/* They stand in order, and none in another. */
static bool is_silent(const struct gather *g, uint64_t at)
{
    size_t from = 0;
    size_t to = g->silent_count;
    while (from < to) {
        size_t middle = (from + to) / 2;
        if (g->silent[middle].end <= at) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    return from < g->silent_count && g->silent[from].start <= at;
}

/* GFM links what begins with a scheme or "www." (section 6.9). */
static bool is_extended_autolink(struct slice written)
{
    return slice_starts_nocase(written, SLICE("http://")) ||
           slice_starts_nocase(written, SLICE("https://")) ||
           slice_starts_nocase(written, SLICE("www."));
}

/* What a reader can follow or is shown. Others, such as cite, are for nobody's eyes. */
static bool is_shown(const char *from)
{
    static const char *const attributes[] = { "href", "src", "srcset", "poster", NULL };
    struct slice rest = slice_from(from);
    slice_cut(&rest, '@');
    return slice_is_any(rest, attributes) || slice_equal(slice_from(from), SLICE("markdown"));
}

static bool is_linked(const struct gather *g, const struct span *span, struct slice written)
{
    if (span->from) {
        return is_shown(span->from);
    }
    return g->linking == GATHER_EXTENDED && is_extended_autolink(written) &&
           !is_silent(g, span->start);
}

/* The first of the places that is a link becomes the link's own. */
static bool keep_places(const struct gather *g, struct link *link)
{
    struct slice written = link_written(link);
    struct span first = link_span(link);
    struct span_list *spans = link->more ? link->more->spans : NULL;
    struct span_list **last = &spans;
    for (struct span_list *place = *last; place; place = *last) {
        struct slice words = place->written.data ? place->written : written;
        if (is_linked(g, &place->span, words)) {
            last = &place->next;
        } else {
            *last = place->next;
        }
    }
    if (link->more) {
        link->more->spans = spans;
    }
    if (is_linked(g, &first, written)) {
        return true;
    }
    if (!spans) {
        return false;
    }
    link->more->spans = spans->next;
    for (struct span_list *place = spans->next; place && spans->written.data; place = place->next) {
        place->written = place->written.data ? place->written : written;
    }
    struct arena *arena = &g->document->arena;
    struct slice words = spans->written.data ? spans->written : written;
    return link_set_words(link, arena, link_url(link), words) &&
           link_set_span(link, arena, &spans->span);
}

enum { LEFT_OUT = UINT32_MAX };

static void keep_of_embeds(struct document *d, const uint32_t *moved)
{
    for (size_t i = 0; i < d->embed_count; i++) {
        struct embed *embed = &d->embeds[i];
        for (uint32_t k = 0; k < embed->link_count; k++) {
            embed->links[k] = moved[embed->links[k]]; /* none of its links was left out */
        }
    }
}

bool gather_keep_linked(struct gather *g)
{
    struct document *d = g->document;
    size_t kept = 0;
    if (g->linking == GATHER_ALL || d->link_count == 0) {
        return true;
    }
    uint32_t *moved = malloc(d->link_count * sizeof *moved);
    for (size_t i = 0; moved && i < d->link_count; i++) {
        struct link *link = &d->links[i];
        bool keeps = link->embed != NO_EMBED || keep_places(g, link);
        moved[i] = keeps ? (uint32_t)kept : LEFT_OUT;
        if (keeps) {
            d->links[kept++] = *link;
        }
    }
    if (moved) {
        d->link_count = kept;
        keep_of_embeds(d, moved);
    }
    free(moved);
    return moved && !d->arena.failed;
}
