#include "describe/post.h"

#include "places/registry.h"
#include "syntax/query.h"

/* --- Describing takes with it --- */

void context_open(struct context *c, struct document *document)
{
    *c = (struct context){ .document = document,
                           .scratch = BUFFER(URL_MOST),
                           .built = BUFFER(URL_MOST) };
}

void context_close(struct context *c)
{
    buffer_free(&c->scratch);
    buffer_free(&c->built);
}

struct slice context_built(struct context *c, bool done)
{
    struct slice result = { 0 };
    c->failed = c->failed || c->built.failed;
    if (done && !c->built.failed) {
        result = arena_copy(&c->document->arena, buffer_slice(&c->built));
    }
    buffer_reset(&c->built);
    return result;
}

/* --- A URL's post --- */

static void set_date(struct post *post)
{
    if (place_id_time(post->match.place, post->match.id, &post->date.ms)) {
        post->date.precision = post->match.place->clock.precision;
        post->date.source = SOURCE_ID;
    }
}

static bool match(const struct url *u, bool pages, struct match *out)
{
    return (pages ? place_match_page(u, out) && !out->route->share : place_match(u, out)) &&
           out->id.data;
}

/* `pages`: a page of many posts, which has an id, is read as one. */
static bool read(struct context *c, struct slice url, bool pages, struct post *out)
{
    struct arena *arena = &c->document->arena;
    struct url parsed;
    enum url_status status = url.data ? url_parse(url, NULL, &c->scratch, &parsed) : URL_MALFORMED;
    c->failed = c->failed || status == URL_NO_MEMORY;
    if (status != URL_OK) {
        return false;
    }
    *out = (struct post){ .source = SOURCE_PERMALINK };
    if (!match(&parsed, pages, &out->match)) {
        return false;
    }
    out->match.host = arena_copy(arena, out->match.host);
    out->match.group = arena_copy(arena, out->match.group);
    out->match.account = arena_copy(arena, out->match.account);
    out->match.handle = arena_copy(arena, out->match.handle);
    out->match.id = arena_copy(arena, out->match.id);
    out->handle =
        context_built(c, out->match.handle.length && match_handle(&out->match, &c->built));
    set_date(out);
    return true;
}

bool post_read(struct context *c, struct slice url, struct post *out)
{
    return read(c, url, false, out);
}

bool post_same_day(const struct date *a, const struct date *b)
{
    return civil_to_ms(civil_from_ms(a->ms)) == civil_to_ms(civil_from_ms(b->ms));
}

/* --- An embed's post --- */

static bool days_agree(const struct embed *embed, const struct post *post)
{
    return embed->date.source != SOURCE_NONE && post->date.source != SOURCE_NONE &&
           post_same_day(&embed->date, &post->date);
}

/* Whether a permalink in the post is its own: a post may name the one that it quotes, and then
 * neither the handle nor the day is its own. */
static bool is_own_permalink(const struct embed *embed, const struct post *post)
{
    struct slice printed = embed->author.handle;
    struct slice linked = post->handle;
    return !printed.data || !linked.data || slice_equal_nocase(printed, linked) ||
           days_agree(embed, post);
}

/* Whether a slug led to the post's own picture or video: to one of the printed handle. Where none
 * is printed, the day has to be. */
static bool is_own_media(const struct embed *embed, const struct post *post)
{
    struct slice printed = embed->author.handle;
    return printed.length ? post->handle.length && slice_equal_nocase(printed, post->handle)
                          : days_agree(embed, post);
}

/* "/photo/1", "/video/1". */
static bool shows_media(struct slice url)
{
    return slice_find_nocase(url, SLICE("/photo/")) < url.length ||
           slice_find_nocase(url, SLICE("/video/")) < url.length;
}

/* Whether a short link that is not marked as media led to the post's own picture or video: authors
 * link to other posts of theirs, too. */
static bool is_own_short(const struct embed *embed, const struct post *post, struct slice final)
{
    bool dated = embed->date.source != SOURCE_NONE && post->date.source != SOURCE_NONE;
    return shows_media(final) && embed->author.handle.length && is_own_media(embed, post) &&
           (!dated || days_agree(embed, post));
}

static struct slice final_of(const struct link *link)
{
    return link_outcome(link) ? link_outcome(link)->final : (struct slice){ 0 };
}

/* The post of the embed's platform that link number i leads to, if it is of this kind. */
static bool shown_post(struct context *c, const struct embed *embed, size_t i, enum link_kind kind,
                       struct post *out)
{
    const struct link *link = post_link(c, embed, i);
    struct slice end = kind == LINK_PERMALINK ? link_url(link) : final_of(link);
    bool shows = link->kind == kind && !link->truncated && post_read(c, end, out) &&
                 strcmp(out->match.place->name, embed->platform) == 0;
    out->source = kind == LINK_PERMALINK ? SOURCE_PERMALINK : SOURCE_REDIRECT;
    return shows;
}

/* The post that the scan knows it to be: by its URL, or by an id that no URL says. */
static bool known_post(struct context *c, const struct embed *embed, struct post *out)
{
    if (embed->url.length && read(c, embed->url, true, out)) {
        return true;
    }
    const struct place *place =
        embed->post_id.length ? place_named(slice_from(embed->platform)) : NULL;
    if (!place) {
        return false;
    }
    *out = (struct post){ .source = SOURCE_MARKUP };
    out->match.place = place;
    out->match.id = embed->post_id;
    set_date(out);
    return true;
}

/* Whether a link is the platform's own to a post that it does not name. */
static bool shares_post(struct context *c, const struct link *link)
{
    struct url u;
    struct match m;
    return url_parse(link_url(link), NULL, &c->scratch, &u) == URL_OK && place_match_page(&u, &m) &&
           m.route->share;
}

static bool is_own(struct context *c, const struct embed *embed, size_t i, const struct post *post)
{
    const struct link *link = post_link(c, embed, i);
    bool as_permalink = link->kind == LINK_PERMALINK || shares_post(c, link);
    return as_permalink               ? is_own_permalink(embed, post)
           : link->kind == LINK_MEDIA ? is_own_media(embed, post)
                                      : is_own_short(embed, post, final_of(link));
}

enum own post_of(struct context *c, const struct embed *embed, struct post *out)
{
    static const enum link_kind kinds[] = { LINK_PERMALINK, LINK_MEDIA, LINK_SHORT };
    struct post foreign = { .source = SOURCE_NONE };
    if (known_post(c, embed, out)) {
        return OWN_POST;
    }
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        for (size_t i = embed->link_count; i > 0; i--) {
            bool shown = shown_post(c, embed, i - 1, kinds[k], out);
            if (shown && is_own(c, embed, i - 1, out)) {
                return OWN_POST;
            }
            foreign =
                shown && kinds[k] == LINK_MEDIA && foreign.source == SOURCE_NONE ? *out : foreign;
        }
    }
    *out = foreign;
    return foreign.source == SOURCE_NONE ? OWN_NONE : OWN_FOREIGN;
}

void post_subject(struct context *c, const struct embed *embed, const struct post *post,
                  struct subject *out)
{
    struct match words = post->match;
    bool needs_handle = !words.handle.length && !words.account.length;
    words.handle = needs_handle ? embed->author.handle : words.handle;
    bool of_page = words.route ? words.route->page : embed->url.length > 0; /* no post's */
    bool built = words.route ? match_permalink(&words, &c->built)
                             : !of_page && place_permalink(words.place, &words, &c->built);
    struct slice url = context_built(c, built);
    *out = (struct subject){
        .place = words.place,
        .platform = words.place->name,
        .kind = words.route ? words.kind : embed->kind,
        .url = url.length ? url : embed->url,
        .host = words.host,
        .account = words.account.length ? words.account : words.handle,
        .handle = words.handle,
        .id = words.id,
        .is_page = of_page,
        .is_unknown = words.route && words.route->unknown,
    };
}

bool post_holds_key(struct context *c, const struct post *post, struct slice url)
{
    struct url u;
    const char *parameter = post->match.place->keyed;
    if (!parameter || url_parse(url, NULL, &c->scratch, &u) != URL_OK) {
        return false;
    }
    size_t end = slice_find_nocase(u.path, post->match.id) + post->match.id.length;
    return end + 1 < u.path.length || query_value(u.query, slice_from(parameter)).length > 0;
}

struct slice post_keyed(struct context *c, const struct embed *embed, const struct post *post)
{
    struct slice found = { 0 };
    for (size_t i = 0; post->match.place->keyed && i < embed->link_count && !found.length; i++) {
        const struct link *link = post_link(c, embed, i);
        struct slice wrapped = link->more ? link->more->unwrapped : (struct slice){ 0 };
        struct slice url = wrapped.length ? wrapped : link_url(link);
        struct post shown;
        if (post_read(c, url, &shown) && shown.match.place == post->match.place &&
            slice_equal(shown.match.id, post->match.id) && post_holds_key(c, &shown, url)) {
            found = arena_copy(&c->document->arena, url);
        }
    }
    return found;
}

struct slice post_oembed(struct context *c, const struct embed *embed, const struct post *post)
{
    struct slice found = { 0 };
    for (size_t i = 0; i < embed->link_count && !found.length; i++) {
        const struct link *link = post_link(c, embed, i);
        const struct outcome *o = link_outcome(link);
        struct post shown;
        if (o && o->oembed.length && post_read(c, o->final, &shown) &&
            shown.match.place == post->match.place && slice_equal(shown.match.id, post->match.id)) {
            found = arena_copy(&c->document->arena, o->oembed);
        }
    }
    return found;
}

bool post_of_registry(struct context *c, const struct embed *embed, struct subject *out)
{
    struct url u;
    if (!embed->url.length || place_named(slice_from(embed->platform)) ||
        url_parse(embed->url, NULL, &c->scratch, &u) != URL_OK) {
        return false;
    }
    *out = (struct subject){ .platform = embed->platform,
                             .kind = embed->kind,
                             .url = embed->url,
                             .endpoints = registry_endpoints(&u) };
    return out->endpoints != NULL;
}
