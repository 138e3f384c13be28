/* Names of authors that a text prints several times: extractors cut some of them short. */
#include "scan/gather/gather.h"

static bool has_handle(const void *owner, uint32_t value, struct slice key)
{
    const struct document *d = owner;
    return slice_equal(d->embeds[value].author.handle, key);
}

/* Names that markup gives are sure. */
enum { SURE = 6 };

static unsigned certainty(const struct embed *e)
{
    bool words = e->form == FORM_FLATTENED || e->form == FORM_CARD;
    return !e->author.name.length ? 0 : words ? e->name_certainty : SURE;
}

static bool is_surer(const struct embed *a, const struct embed *b)
{
    return a->platform == b->platform && certainty(a) > certainty(b);
}

/* Whether some name may be mended by another: in most documents none is. */
static bool has_doubt(const struct document *d)
{
    enum { DASH = 5 };
    size_t doubts = 0;
    for (size_t i = 0; i < d->embed_count && doubts == 0; i++) {
        doubts += d->embeds[i].author.handle.length && certainty(&d->embeds[i]) < DASH;
    }
    return doubts && d->embed_count > 1;
}

/* For each handle the embed whose name is the surest. */
static void find_best(const struct document *d, struct map *best)
{
    for (uint32_t i = 0; i < d->embed_count && !best->failed; i++) {
        struct slice handle = d->embeds[i].author.handle;
        if (!handle.length) {
            continue;
        }
        uint32_t known = map_get_or_put(best, handle, i);
        if (is_surer(&d->embeds[i], &d->embeds[known])) {
            map_replace(best, handle, i);
        }
    }
}

bool gather_names(struct document *document)
{
    struct map best;
    if (!has_doubt(document)) {
        return true;
    }
    map_init(&best, has_handle, document);
    find_best(document, &best);
    for (uint32_t i = 0; i < document->embed_count && !best.failed; i++) {
        struct embed *e = &document->embeds[i];
        uint32_t known;
        if (e->author.handle.length && map_get(&best, e->author.handle, &known) &&
            is_surer(&document->embeds[known], e)) {
            e->author.name = document->embeds[known].author.name;
        }
    }
    bool made = !best.failed;
    map_free(&best);
    return made;
}
