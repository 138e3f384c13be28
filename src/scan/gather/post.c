/* Claims into embeds. */
#include "scan/gather/gather.h"

#include "scan/find/meaning.h"
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
        bool matches = status == URL_OK
                           ? place_match_page(&parsed, &out->match)
                           : status == URL_OTHER_SCHEME && place_match_uri(claim->url, &out->match);
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

/* A copy of the words, or what was copied before if that is the same. */
static struct slice copy_again(struct gather *g, struct slice known, struct slice words)
{
    return words.length && slice_equal(known, words) ? known : arena_copy(arena_of(g), words);
}

/* Where an author is remembered. */
static struct author_known *author_slot(struct gather *g, struct slice handle)
{
    size_t mixed = handle.length;
    if (handle.length) {
        mixed +=
            (unsigned char)handle.data[0] * 5U + (unsigned char)handle.data[handle.length - 1] * 3U;
    }
    return &g->authors[mixed % AUTHORS_KNOWN];
}

/* The author's page, where the place has one. */
static struct slice profile_of(struct gather *g, const struct place *place, struct slice handle)
{
    struct slice url = { 0 };
    buffer_reset(&g->composed);
    if (handle.length && place_profile(place, handle, &g->composed)) {
        url = arena_copy(arena_of(g), buffer_slice(&g->composed));
    }
    g->failed |= g->composed.failed;
    return url;
}

/* Texts quote few authors many times: those that were met last are kept once. */
static void add_author(struct gather *g, const struct place *place, struct slice name,
                       struct slice handle, struct embed *embed)
{
    struct author_known *known = author_slot(g, handle);
    struct author *author = &embed->author;
    bool again = handle.data && known->place == place && slice_equal(known->author.handle, handle);
    author->name = copy_again(g, known->author.name, name);
    author->handle = copy_again(g, known->author.handle, handle);
    author->url = again ? known->author.url : profile_of(g, place, handle);
    *known = (struct author_known){ place, *author };
    g->has_authors = true;
}

/* Whether a link that is another embed's is this one's, too. Those that came long before are not
 * looked at: posts have few links. */
static bool shares_link(const struct embed *embed, uint32_t index)
{
    enum { LATEST = 1024 };
    size_t from = embed->link_count > LATEST ? embed->link_count - LATEST : 0;
    for (size_t i = embed->link_count; i > from; i--) {
        if (embed->links[i - 1] == index) {
            return true;
        }
    }
    return false;
}

/* Gives the embed, number `own`, a link, for which it has room, unless it has it. */
static void add_link(struct gather *g, struct embed *embed, int32_t own,
                     const struct placed *placed)
{
    uint32_t index = placed->link;
    int32_t *of = gather_embed_of(g, index);
    bool has = *of == own || (*of != NO_EMBED && shares_link(embed, index));
    *of = *of == NO_EMBED ? own : *of;
    embed->has_permalink |= placed->may_be_permalink;
    if (!has) {
        embed->links[embed->link_count++] = index;
    }
}

/* An element is given with the words behind it, of which it has none. What stands in a post inside
 * of another is the inner one's. */
static bool has_link(const struct find *find, const struct placed *placed, int32_t embed)
{
    if (placed->embed != NO_EMBED && placed->embed != embed) {
        return false;
    }
    if (find->start == find->end) {
        return placed->source >= find->span.start && placed->source < find->span.end;
    }
    return placed->start >= find->is.post.links && placed->start < find->end;
}

/* Whether the link that was placed last but `back` stands before the post. */
static bool is_before(const struct find *find, const struct gather *g, size_t back)
{
    const struct placed *placed = &g->placed[(g->placed_count - 1 - back) % PLACED_MOST];
    return placed->start < find->is.post.links;
}

/* How many links an embed with so many has room for: it doubles, as one post's element may follow
 * another's for ever. */
static size_t room_for(size_t count)
{
    size_t room = count > 0;
    while (room < count) {
        room *= 2;
    }
    return room;
}

/* Makes room for so many links more. */
static bool reserve_links(struct gather *g, struct embed *embed, size_t count)
{
    size_t room = room_for(embed->link_count + count);
    if (room == room_for(embed->link_count)) {
        return true;
    }
    uint32_t *links = ARENA_ARRAY(gather_words(g), uint32_t, room);
    if (links && embed->link_count) {
        memcpy(links, embed->links, embed->link_count * sizeof *links);
    }
    embed->links = links;
    return links != NULL;
}

static void add_links(struct gather *g, const struct find *find, struct embed *embed, int32_t own)
{
    size_t most = g->placed_count < PLACED_MOST ? g->placed_count : PLACED_MOST;
    size_t known = 0; /* links are placed in order: none of those before the post is its own */
    size_t count = 0;
    while (known < most && (find->start == find->end || !is_before(find, g, known))) {
        known++;
        count += has_link(find, &g->placed[(g->placed_count - known) % PLACED_MOST], own);
    }
    if (!reserve_links(g, embed, count)) {
        return;
    }
    for (size_t back = known; back > 0; back--) {
        struct placed *placed = &g->placed[(g->placed_count - back) % PLACED_MOST];
        if (has_link(find, placed, own)) {
            placed->embed = own;
            add_link(g, embed, own, placed);
        }
    }
}

/* What the URL says where the claim says nothing, or less: the host of a handle. */
static struct slice handle_of(struct gather *g, const struct claim *claim, const struct match *m)
{
    struct buffer *handle = &g->handle;
    buffer_reset(handle);
    if (!m->place || !m->handle.length || !match_handle(m, handle)) {
        return claim->handle;
    }
    g->failed |= handle->failed;
    bool less = claim->handle.length < handle->length &&
                slice_starts_nocase(buffer_slice(handle), claim->handle) &&
                handle->data[claim->handle.length] == '@';
    return !claim->handle.data || less ? buffer_slice(handle) : claim->handle;
}

/* Keeps what few claims say, unless the embed says it. */
static void add_rest(struct arena *arena, struct slice lang, struct slice title,
                     struct embed *embed)
{
    struct embed_more *more = embed_more_of(embed, arena);
    if (more) {
        more->lang = more->lang.length ? more->lang : lang;
        more->title = more->title.length ? more->title : title;
    }
}

static void describe(struct gather *g, const struct claim *claim, const struct identity *identity,
                     struct embed *embed)
{
    struct arena *arena = gather_words(g);
    const struct match *match = &identity->match;
    const struct place *place = claim->place ? claim->place : match->place;
    bool matched = match->place != NULL;
    embed->platform = place ? place->name : claim->provider;
    embed->kind = claim->kind ? claim->kind : matched ? match->kind : "post";
    embed->form = claim->form;
    bool named = !matched || !match->route->share; /* or its link alone, which is to be followed */
    embed->post_id = arena_copy(arena, !named    ? (struct slice){ 0 }
                                       : matched ? match->id
                                                 : claim->id);
    embed->url = arena_copy(arena, claim->provider ? claim->url : identity->url);
    embed->text = arena_copy(arena, claim->text);
    if (claim->lang.data || claim->title.data) {
        struct arena *stays = arena_of(g);
        add_rest(stays, arena_copy(stays, claim->lang), arena_copy(stays, claim->title), embed);
    }
    embed->text_open = claim->text_open;
    embed->name_certainty = (unsigned char)claim->name_certainty;
    embed->date = claim->date;
    add_author(g, place, claim->name, handle_of(g, claim, match), embed);
}

/* --- One post, one embed --- */

/* The embed with this number, to be changed. NULL: it may have been let go, or was packed: of those
 * that a text has only the last one still changes. */
static struct embed *embed_at(struct gather *g, size_t index)
{
    size_t count = gather_embed_count(g);
    if (index + 1 == count) {
        return gather_last(g);
    }
    return index < count && !g->document->pack ? &g->document->embeds[index] : NULL;
}

/* An embed of the same post, or NULL. */
static struct embed *find_same(struct gather *g, const struct embed *embed)
{
    uint32_t index;
    if (!embed->post_id.length || !map_get(&g->by_post, embed->post_id, &index)) {
        return NULL;
    }
    struct embed *known = embed_at(g, index);
    bool stands =
        known && known->platform == embed->platform && slice_equal(known->post_id, embed->post_id);
    return stands ? known : NULL;
}

static bool same_handle(const struct embed *a, const struct embed *b)
{
    return a->author.handle.length && slice_equal_nocase(a->author.handle, b->author.handle);
}

/* Whether a bare permalink can be that of the post before it, which does not say its own. */
static bool may_be_its(const struct embed *last, const struct embed *url, const struct match *match)
{
    return !last->post_id.length && same_handle(last, url) && match->place &&
           meaning_fits_day(match, &last->date);
}

/* Whether what lies around an embed speaks of the same post: it names no other. */
static bool may_hold(const struct embed *outer, const struct embed *last)
{
    if (outer->post_id.length && last->post_id.length) {
        return slice_equal(outer->post_id, last->post_id);
    }
    bool silent = !outer->author.handle.length || !last->author.handle.length;
    return silent || same_handle(outer, last);
}

static bool overlap(const struct span *a, const struct span *b)
{
    return a->start < b->end && b->start < a->end;
}

/* Whether an element stands directly behind the words of the post before it. */
static bool is_below(const struct gather *g, const struct find *find)
{
    enum { BREAKS = 2 }; /* an empty line, which no word fits into */
    return find->start == find->end && find->is.post.links >= g->post_end &&
           find->is.post.links - g->post_end <= BREAKS;
}

/* The embed before, or the one that structured data speaks of anywhere, if it is this one's post.
 * NULL: this is another. */
static struct embed *known_as(struct gather *g, const struct find *find, const struct embed *embed,
                              const struct match *match)
{
    struct embed *last = gather_last(g);
    struct embed *same = find_same(g, embed);
    if (last && last->platform == embed->platform) {
        bool nested = overlap(&last->span, &embed->span);
        bool follows = same == last
                           ? find->is.post.follows || (last->form == FORM_URL && is_below(g, find))
                           : find->is.post.follows && embed->form == FORM_URL &&
                                 may_be_its(last, embed, match);
        if (follows || (nested && may_hold(embed, last))) {
            return last;
        }
    }
    return same && (same->form == FORM_JSON || embed->form == FORM_JSON) ? same : NULL;
}

static void fill(struct slice *to, struct slice from)
{
    *to = to->length ? *to : from;
}

static void widen(struct span *to, const struct span *with)
{
    to->end = to->end > with->end ? to->end : with->end;
    if (with->start < to->start) {
        to->start = with->start;
        to->line = with->line;
        to->column = with->column;
    }
}

/* What two elements say of one post. What structured data says stands where the post itself does
 * not. */
static void merge(struct arena *arena, struct embed *into, const struct embed *from)
{
    bool data = from->form == FORM_JSON;
    if (into->form == FORM_JSON && !data) {
        into->form = from->form;
        into->span = from->span;
    } else if (!data) {
        widen(&into->span, &from->span);
        into->form = into->form == FORM_URL ? from->form : into->form;
    }
    fill(&into->post_id, from->post_id);
    fill(&into->url, from->url);
    fill(&into->author.name, from->author.name);
    fill(&into->author.handle, from->author.handle);
    fill(&into->author.url, from->author.url);
    if (from->more) {
        add_rest(arena, from->more->lang, from->more->title, into);
    }
    if (!into->text.length) {
        into->text = from->text;
        into->text_open = from->text_open;
    }
    into->date = into->date.source == SOURCE_NONE ? from->date : into->date;
}

/* Lets go of the last embed; its links are no embed's any more. */
static void let_go(struct gather *g, const struct embed *last)
{
    int32_t own = (int32_t)gather_embed_count(g) - 1;
    size_t most = g->placed_count < PLACED_MOST ? g->placed_count : PLACED_MOST;
    for (size_t i = 0; i < last->link_count; i++) {
        int32_t *of = gather_embed_of(g, last->links[i]);
        *of = *of == own ? NO_EMBED : *of;
    }
    for (size_t i = 0; i < most; i++) {
        g->placed[i].embed = g->placed[i].embed == own ? NO_EMBED : g->placed[i].embed;
    }
    gather_drop_last(g);
}

/* A permalink on a line of its own is an embed, but not where the line is one of a post's words:
 * there it is a link of the post's, as it is in a blockquote. */
static void let_go_inside(struct gather *g, const struct embed *post)
{
    const struct embed *last = post->form == FORM_FLATTENED ? gather_last(g) : NULL;
    while (last && last->form == FORM_URL && last->span.start >= post->span.start &&
           last->span.end <= post->span.end) {
        let_go(g, last);
        last = gather_last(g);
    }
}

static void note_post(struct gather *g, const struct find *find, const struct embed *embed,
                      uint32_t own)
{
    g->post_end = find->end;
    if (embed->post_id.length) {
        map_get_or_put(&g->by_post, embed->post_id, own);
        g->failed |= g->by_post.failed;
    }
}

/* The number of one that is in the arrays, or the last. */
static uint32_t number_of(const struct gather *g, const struct embed *embed)
{
    bool is_last = embed == &g->last;
    return (uint32_t)(is_last ? g->document->embed_count : (size_t)(embed - g->document->embeds));
}

bool gather_post(struct gather *g, const struct find *find, uint64_t lines)
{
    struct embed fresh = { 0 };
    fresh.span = find->span;
    fresh.span.line += lines;
    struct identity identity;
    identify(g, find->is.post.claim, &identity);
    describe(g, find->is.post.claim, &identity, &fresh);
    g->failed |= gather_words(g)->failed; /* which is another's once the embed is added */
    struct embed *embed = known_as(g, find, &fresh, &identity.match);
    if (embed) {
        merge(arena_of(g), embed, &fresh);
    } else {
        let_go_inside(g, &fresh);
        embed = gather_add_embed(g, &fresh);
        if (!embed) {
            return false;
        }
    }
    uint32_t own = number_of(g, embed);
    add_links(g, find, embed, (int32_t)own);
    note_post(g, find, embed, own);
    gather_note_name(g, embed);
    return !g->failed && !arena_of(g)->failed && !gather_words(g)->failed;
}
