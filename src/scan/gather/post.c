/* Claims into embeds. */
#include "scan/gather/gather.h"

#include "syntax/url.h"

static struct arena *arena_of(const struct gather *g)
{
    return &g->document->arena;
}

/* What is known of the post that a claim speaks of. */
struct identity {
    struct match match; /* its place is NULL where no URL says it */
    struct slice url;   /* the canonical permalink, in the gatherer's buffer */
};

static void identify(struct gather *g, const struct claim *claim, struct identity *out)
{
    struct url parsed;
    *out = (struct identity){ .match.place = NULL };
    buffer_reset(&g->composed);
    if (claim->url.data) {
        enum url_status status = url_parse(claim->url, NULL, &g->parsed, &parsed);
        g->failed |= status == URL_NO_MEMORY;
        bool matches = status == URL_OK && place_match(&parsed, &out->match);
        if (!matches || (claim->place && claim->place != out->match.place)) {
            *out = (struct identity){ .match.place = NULL }; /* of another post */
            return;
        }
        if (match_permalink(&out->match, &g->composed)) {
            out->url = buffer_slice(&g->composed);
        }
    }
    g->failed |= g->composed.failed;
}

/* The author's page, where the place has one. */
static void add_author(struct gather *g, const struct place *place, struct slice name,
                       struct slice handle, struct embed *embed)
{
    embed->author.name = arena_copy(arena_of(g), name);
    embed->author.handle = arena_copy(arena_of(g), handle);
    buffer_reset(&g->composed);
    if (handle.length && place_profile(place, handle, &g->composed)) {
        embed->author.url = arena_copy(arena_of(g), buffer_slice(&g->composed));
    }
    g->failed |= g->composed.failed;
}

/* Gives the embed a link, for which it has room, unless it has it. */
static void add_link(struct gather *g, struct embed *embed, uint32_t index)
{
    struct link *link = &g->document->links[index];
    int32_t own = (int32_t)(embed - g->document->embeds);
    link->embed = link->embed == NO_EMBED ? own : link->embed;
    for (size_t i = 0; i < embed->link_count; i++) {
        if (embed->links[i] == index) {
            return;
        }
    }
    embed->links[embed->link_count++] = index;
}

static void add_links(struct gather *g, const struct find *find, struct embed *embed)
{
    size_t remembered = g->placed_count < PLACED_MOST ? g->placed_count : PLACED_MOST;
    size_t count = 0;
    while (count < remembered &&
           g->placed[(g->placed_count - 1 - count) % PLACED_MOST].start >= find->is.post.links) {
        count++;
    }
    embed->links = ARENA_ARRAY(arena_of(g), uint32_t, count + 1);
    for (size_t back = count; embed->links && back > 0; back--) {
        const struct placed *placed = &g->placed[(g->placed_count - back) % PLACED_MOST];
        if (placed->start < find->end) {
            add_link(g, embed, placed->link);
        }
    }
}

static void describe(struct gather *g, const struct claim *claim, struct embed *embed)
{
    struct arena *arena = arena_of(g);
    struct identity identity;
    identify(g, claim, &identity);
    const struct place *place = claim->place ? claim->place : identity.match.place;
    bool matched = identity.match.place != NULL;
    embed->platform = place ? place->name : NULL;
    embed->kind = claim->kind ? claim->kind : matched ? identity.match.kind : "post";
    embed->form = claim->form;
    embed->post_id = arena_copy(arena, matched ? identity.match.id : claim->id);
    embed->url = arena_copy(arena, identity.url);
    embed->text = arena_copy(arena, claim->text);
    embed->lang = arena_copy(arena, claim->lang);
    embed->title = arena_copy(arena, claim->title);
    embed->text_open = claim->text_open;
    embed->date = claim->date;
    add_author(g, place, claim->name, claim->handle.data ? claim->handle : identity.match.handle,
               embed);
}

bool gather_post(struct gather *g, const struct find *find, uint64_t lines)
{
    struct embed *embed = document_add_embed(g->document);
    if (!embed) {
        return false;
    }
    embed->span = find->span;
    embed->span.line += lines;
    describe(g, find->is.post.claim, embed);
    add_links(g, find, embed);
    return !g->failed && !arena_of(g)->failed;
}
