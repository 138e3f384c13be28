/* Names of authors that a text prints several times: extractors cut some of them short. */
#include "scan/gather/gather.h"

static bool has_handle(const void *owner, uint32_t value, struct slice key)
{
    const struct embed *embed = gather_embed(owner, value);
    return embed && slice_equal(embed->author.handle, key);
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

static bool is_doubtful(const struct embed *e)
{
    enum { DASH = 5 };
    return e->author.handle.length && certainty(e) < DASH;
}

void gather_note_name(struct gather *g, const struct embed *embed)
{
    g->doubtful |= is_doubtful(embed);
}

/* Whether some name may be mended by another: in most documents none is. */
static bool has_doubt(struct gather *g)
{
    bool doubt = false;
    for (size_t i = 0; g->doubtful && i < g->document->embed_count && !doubt && !g->failed; i++) {
        const struct embed *embed = gather_embed(g, i);
        g->failed |= !embed;
        doubt = embed && is_doubtful(embed);
    }
    return doubt && g->document->embed_count > 1;
}

/* Looks at what two embeds say of their authors. */
static bool is_surer_than(struct gather *g, uint32_t one, uint32_t other)
{
    const struct embed *embed = gather_embed(g, one);
    struct embed first = embed ? *embed : (struct embed){ .links = NULL };
    const struct embed *second = embed ? gather_embed(g, other) : NULL;
    g->failed |= !second;
    return second && is_surer(&first, second);
}

/* For each handle the embed whose name is the surest. */
static void find_best(struct gather *g, struct map *best)
{
    for (uint32_t i = 0; i < g->document->embed_count && !best->failed && !g->failed; i++) {
        const struct embed *embed = gather_embed(g, i);
        struct slice handle = embed ? embed->author.handle : (struct slice){ 0 };
        g->failed |= !embed;
        if (!handle.length) {
            continue;
        }
        uint32_t known = map_get_or_put(best, handle, i);
        if (known != i && is_surer_than(g, i, known)) {
            map_replace(best, handle, i);
        }
    }
}

/* Gives the embed the surest name of its author. */
static void mend(struct gather *g, const struct map *best, uint32_t index)
{
    const struct embed *embed = gather_embed(g, index);
    uint32_t known;
    g->failed |= !embed;
    if (embed && embed->author.handle.length && map_get(best, embed->author.handle, &known) &&
        known != index && is_surer_than(g, known, index)) {
        const struct embed *surest = gather_embed(g, known);
        g->failed |= !surest || !gather_set_name(g, index, surest->author.name);
    }
}

bool gather_names(struct gather *g)
{
    struct map best;
    if (!has_doubt(g)) {
        return !g->failed;
    }
    map_init(&best, has_handle, g);
    find_best(g, &best);
    for (uint32_t i = 0; i < g->document->embed_count && !best.failed && !g->failed; i++) {
        mend(g, &best, i);
    }
    g->failed |= best.failed;
    map_free(&best);
    return !g->failed;
}
