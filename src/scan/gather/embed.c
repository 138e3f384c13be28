#include "scan/gather/embed.h"

static struct arena *arena_of(struct text *t)
{
    return &t->document->arena;
}

static struct slice copy_permalink(struct text *t, const struct match *m)
{
    struct buffer *url = &t->links.reader.composed;
    buffer_reset(url);
    bool made = match_permalink(m, url);
    t->failed |= url->failed;
    return made && !url->failed ? arena_copy(arena_of(t), buffer_slice(url)) : (struct slice){ 0 };
}

bool identity_read(struct text *t, struct slice url, struct identity *out)
{
    struct url parsed;
    struct match match;
    struct buffer *into = &t->links.reader.parsed;
    enum url_status status = url_parse(url, NULL, into, &parsed);
    t->failed |= status == URL_NO_MEMORY;
    if (status != URL_OK || !place_match(&parsed, &match)) {
        return false;
    }
    *out = (struct identity){ .place = match.place, .kind = match.kind };
    out->id = arena_copy(arena_of(t), match.id);
    out->handle = arena_copy(arena_of(t), match.handle);
    out->url = copy_permalink(t, &match);
    t->failed |= arena_of(t)->failed;
    return !t->failed;
}

void embed_add_author(struct text *t, struct embed *embed, const struct place *place,
                      struct slice name, struct slice handle)
{
    struct buffer *url = &t->links.reader.composed;
    buffer_reset(url);
    embed->author.name = name;
    embed->author.handle = handle;
    if (handle.length && place_profile(place, handle, url)) {
        embed->author.url = arena_copy(arena_of(t), buffer_slice(url));
    }
    t->failed |= url->failed || arena_of(t)->failed;
}

void embed_identify(struct text *t, struct embed *embed, const struct identity *identity)
{
    embed->platform = identity->place->name;
    embed->kind = identity->kind;
    embed->post_id = identity->id;
    embed->url = identity->url;
    if (!embed->author.handle.length) {
        embed_add_author(t, embed, identity->place, embed->author.name, identity->handle);
    }
}

void embed_add_link(struct text *t, int32_t own, uint32_t index)
{
    struct embed *embed = &t->document->embeds[own];
    struct link *link = &t->document->links[index];
    link->embed = link->embed == NO_EMBED ? own : link->embed;
    for (size_t i = 0; i < embed->link_count; i++) {
        if (embed->links[i] == index) {
            return;
        }
    }
    embed->links[embed->link_count++] = index;
}

struct embed *embed_add(struct sight *at, size_t start, size_t end, size_t links)
{
    struct text *t = at->text;
    struct embed *embed = document_add_embed(t->document);
    uint32_t *indices = ARENA_ARRAY(arena_of(t), uint32_t, links + 1);
    if (!embed || !indices) {
        t->failed = true;
        return NULL;
    }
    embed->span = positions_span(&t->positions, at->window, at->offset + start, at->offset + end);
    embed->links = indices;
    int32_t own = (int32_t)(t->document->embed_count - 1);
    for (size_t back = links; back-- > 0;) {
        embed_add_link(t, own, links_latest(&t->links, back)->link);
    }
    return embed;
}
