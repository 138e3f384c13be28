#include "describe/describe.h"

#include "describe/notes.h"
#include "places/hosts.h"
#include "places/place.h"

/* The post a URL leads to, its slices copied to the document's arena. */
struct post {
    struct match match;
    struct slice handle; /* as records have it; absent where the URL does not say it */
    struct date date;    /* of its id; source SOURCE_NONE if the id holds none */
};

struct describer {
    struct document *document;
    struct buffer scratch;  /* the URL being looked at */
    struct buffer scratch2; /* what is built from it */
    bool failed;            /* out of memory */
    enum reason unasked;
};

static struct arena *arena_of(struct describer *d)
{
    return &d->document->arena;
}

static struct slice built(struct describer *d, bool done)
{
    struct slice result = { 0 };
    d->failed |= d->scratch2.failed;
    if (done && !d->scratch2.failed) {
        result = arena_copy(arena_of(d), buffer_slice(&d->scratch2));
    }
    buffer_reset(&d->scratch2);
    return result;
}

static void set_date(struct post *post)
{
    if (place_id_time(post->match.place, post->match.id, &post->date.ms)) {
        post->date.precision = post->match.place->clock.precision;
        post->date.source = SOURCE_ID;
    }
}

static bool read_post(struct describer *d, struct slice url, struct post *out)
{
    struct url parsed;
    enum url_status status = url.data ? url_parse(url, NULL, &d->scratch, &parsed) : URL_MALFORMED;
    d->failed |= status == URL_NO_MEMORY;
    if (status != URL_OK) {
        return false;
    }
    *out = (struct post){ 0 };
    if (!place_match(&parsed, &out->match) || !out->match.id.data) {
        return false;
    }
    out->match.host = arena_copy(arena_of(d), out->match.host);
    out->match.group = arena_copy(arena_of(d), out->match.group);
    out->match.account = arena_copy(arena_of(d), out->match.account);
    out->match.handle = arena_copy(arena_of(d), out->match.handle);
    out->match.id = arena_copy(arena_of(d), out->match.id);
    out->handle = built(d, out->match.handle.length && match_handle(&out->match, &d->scratch2));
    set_date(out);
    return true;
}

static struct link *link_of(const struct describer *d, const struct embed *embed, size_t i)
{
    return &d->document->links[embed->links[i]];
}

/* Where a link shows its post: a permalink in its own URL, a media link only where it ends. */
static struct slice post_end(const struct link *link)
{
    struct slice final = link_outcome(link) ? link_outcome(link)->final : (struct slice){ 0 };
    return link->kind == LINK_PERMALINK ? link_url(link) : final;
}

static bool same_day(const struct date *a, const struct date *b)
{
    return civil_to_ms(civil_from_ms(a->ms)) == civil_to_ms(civil_from_ms(b->ms));
}

/* Whether a post that a link leads to is the embed's: a post may quote another, or show another's
 * photo or video, and then neither the handle nor the day is its own. */
static bool is_own(const struct embed *embed, const struct post *post)
{
    struct slice printed = embed->author.handle;
    struct slice linked = post->handle;
    bool handles_agree = !printed.data || !linked.data || slice_equal_nocase(printed, linked);
    bool days_agree = embed->date.source != SOURCE_NONE && post->date.source != SOURCE_NONE &&
                      same_day(&embed->date, &post->date);
    return handles_agree || days_agree;
}

/* Whether link number i of the embed leads to a post of its platform. */
static bool shows_post(struct describer *d, const struct embed *embed, size_t i,
                       enum link_kind kind, struct post *out)
{
    const struct link *link = link_of(d, embed, i);
    return link->kind == kind && !link->truncated && read_post(d, post_end(link), out) &&
           strcmp(out->match.place->name, embed->platform) == 0;
}

/* The post that the scan knows it to be: by its URL, or by an id that no URL says. */
static bool known_post(struct describer *d, const struct embed *embed, struct post *out)
{
    if (embed->url.length && read_post(d, embed->url, out)) {
        return true;
    }
    const struct place *place =
        embed->post_id.length ? place_named(slice_from(embed->platform)) : NULL;
    if (!place) {
        return false;
    }
    *out = (struct post){ 0 };
    out->match.place = place;
    out->match.id = embed->post_id;
    set_date(out);
    return true;
}

/* The embed's own post: what is known of it, what a permalink in it names, or else where its media
 * link leads. *foreign: the media leads to a post that is not its own, which is then *out. */
static bool own_post(struct describer *d, const struct embed *embed, struct post *out,
                     bool *foreign)
{
    static const enum link_kind kinds[] = { LINK_PERMALINK, LINK_MEDIA };
    *foreign = false;
    if (known_post(d, embed, out)) {
        return true;
    }
    for (size_t k = 0; k < 2; k++) {
        for (size_t i = embed->link_count; i > 0 && !*foreign; i--) {
            bool shown = shows_post(d, embed, i - 1, kinds[k], out);
            if (shown && is_own(embed, out)) {
                return true;
            }
            *foreign = shown && kinds[k] == LINK_MEDIA;
        }
    }
    return false;
}

static void compare_handles(struct notes *notes, const struct embed *embed, const struct post *post,
                            const char *note)
{
    struct slice printed = embed->author.handle;
    struct slice linked = post->handle;
    if (printed.data && linked.data && !slice_equal_nocase(printed, linked)) {
        notes_dispute(notes, "author.handle", printed, linked, note);
    }
}

/* A printed day is compared as UTC only where the platform prints UTC days. */
static void take_date(struct notes *notes, struct embed *embed, const struct post *post)
{
    if (post->date.source == SOURCE_NONE) {
        return;
    }
    notes_add_date(notes, &post->date);
    if (embed->date.source != SOURCE_NONE && post->match.place->prints_utc_days &&
        !same_day(&embed->date, &post->date)) {
        notes_dispute_date(notes, &embed->date, &post->date,
                           "the printed date is not the UTC date of the post's id");
    }
    embed->date = post->date;
}

static void take_post(struct describer *d, struct notes *notes, struct embed *embed,
                      const struct post *post)
{
    const struct match *m = &post->match;
    compare_handles(notes, embed, post, "the account was renamed, or the text credits another");
    embed->post_id = m->id;
    struct match named = *m;
    named.handle = m->handle.data ? m->handle : embed->author.handle;
    if (m->route) {
        embed->url = built(d, match_permalink(&named, &d->scratch2));
    }
    notes_add(notes, "post_id", m->id, m->route ? SOURCE_PERMALINK : SOURCE_MARKUP);
    notes_add(notes, "author.handle", post->handle, SOURCE_PERMALINK);
    if (!embed->author.handle.data && post->handle.data) {
        embed->author.handle = post->handle;
        embed->author.url = built(d, place_profile(m->place, m->handle, &d->scratch2));
    }
    take_date(notes, embed, post);
}

/* Whether a URL is one of the platform's own that shows no post: a hashtag, a profile. */
static bool is_of_platform(struct describer *d, const struct embed *embed, struct slice url)
{
    struct url parsed;
    struct match match;
    if (!url.data || url_parse(url, NULL, &d->scratch, &parsed) != URL_OK) {
        return false;
    }
    const struct known_host *known = host_find(parsed.host);
    return known && known->place && (known->flags & HOST_PAGES) &&
           strcmp(known->place->name, embed->platform) == 0 && !place_match(&parsed, &match);
}

/* Whether a link of the post shows only what the post itself has: its picture, itself, a hashtag.
 */
static bool leads_home(struct describer *d, const struct embed *embed, const struct link *link,
                       struct slice end)
{
    struct post post;
    struct slice shown = end.data ? end : link_url(link);
    return link->kind == LINK_MEDIA || is_of_platform(d, embed, link_url(link)) ||
           is_of_platform(d, embed, end) ||
           (read_post(d, shown, &post) && slice_equal(post.match.id, embed->post_id));
}

/* Where the first link ends that leads away from the post. */
static struct slice find_target(struct describer *d, const struct embed *embed)
{
    for (size_t i = 0; i < embed->link_count; i++) {
        const struct link *link = link_of(d, embed, i);
        struct slice end = link_outcome(link) ? link_outcome(link)->final : (struct slice){ 0 };
        if (!leads_home(d, embed, link, end)) {
            return end;
        }
    }
    return (struct slice){ 0 };
}

/* What is known of the post itself: its own page's answer where pages tell, and else that nothing
 * was asked. */
static enum reason judge(const struct describer *d, const struct embed *embed,
                         const struct post *post)
{
    if (!post || post->match.place->mute) {
        return d->unasked;
    }
    for (size_t i = 0; i < embed->link_count; i++) {
        const struct link *link = link_of(d, embed, i);
        if (link->kind == LINK_PERMALINK && link_outcome(link)) {
            return link_outcome(link)->reason;
        }
    }
    return d->unasked;
}

/* What the document itself says of the post: in words, or where markup holds its date. */
static void note_attribution(struct notes *notes, const struct embed *embed)
{
    if (embed->form == FORM_FLATTENED || embed->form == FORM_CARD) {
        notes_add(notes, "author.handle", embed->author.handle, SOURCE_ATTRIBUTION);
    }
    if (embed->date.source == SOURCE_ATTRIBUTION || embed->date.source == SOURCE_MARKUP) {
        notes_add_date(notes, &embed->date);
    }
}

/* `post` is the embed's own; or, if foreign, the one whose media it shows; or NULL. */
static void complete(struct describer *d, struct embed *embed, const struct post *post,
                     bool foreign)
{
    struct notes notes = { .arena = arena_of(d) };
    note_attribution(&notes, embed);
    if (foreign) {
        compare_handles(
            &notes, embed, post,
            "the media stands in another account's post: its id and date are not taken");
    } else if (post) {
        take_post(d, &notes, embed, post);
    }
    struct slice target = find_target(d, embed);
    struct embed_more *more = target.data ? embed_more_of(embed, arena_of(d)) : NULL;
    if (more) {
        more->target = target;
    }
    embed->reason = judge(d, embed, foreign ? NULL : post);
    notes_keep(&notes, embed);
}

static void describe_embed(struct describer *d, struct embed *embed)
{
    struct post post;
    bool foreign;
    bool found = own_post(d, embed, &post, &foreign);
    if (found || foreign || d->unasked != REASON_NONE) {
        complete(d, embed, found || foreign ? &post : NULL, foreign);
    }
}

bool describe_document(struct document *document, enum reason unasked)
{
    struct describer d = {
        .document = document,
        .scratch = BUFFER(URL_MOST),
        .scratch2 = BUFFER(URL_MOST),
        .unasked = unasked,
    };
    for (size_t i = 0; i < document->embed_count; i++) {
        describe_embed(&d, &document->embeds[i]);
    }
    buffer_free(&d.scratch);
    buffer_free(&d.scratch2);
    return !d.failed && !document->arena.failed;
}
