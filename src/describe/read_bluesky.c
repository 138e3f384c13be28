/* The AT Protocol's public API, as Bluesky's own clients ask it (lexicons com.atproto.identity and
 * app.bsky.*). */
#include "describe/reader.h"

#include "describe/words.h"

static bool is_did(struct slice s)
{
    return slice_starts(s, SLICE("did:")) && s.length > 8 && s.length <= 256;
}

/* An error's word: {"error":"AccountTakedown","message":"Account has been suspended"}. */
static struct slice read_error(struct reader *r)
{
    json_t *root = tree_read(r->body, &r->no_memory);
    struct slice word = reader_keep(r, tree_text(root, "error"));
    json_decref(root);
    return word;
}

/* What an error says of the account; REASON_NONE: nothing. */
static enum reason cause_of(struct slice error)
{
    return slice_equal(error, SLICE("AccountTakedown"))      ? REASON_SUSPENDED
           : slice_equal(error, SLICE("AccountDeactivated")) ? REASON_DELETED
                                                             : REASON_NONE;
}

/* A handle that leads to no account says nothing about a post: it may have another one now. */
void read_handle(struct reader *r)
{
    if (r->status == 400) {
        enum reason cause = cause_of(read_error(r));
        r->told->reason = cause == REASON_NONE ? REASON_UNVERIFIED : cause;
        return;
    }
    if (r->status == 404) {
        r->told->reason = REASON_UNVERIFIED;
        return;
    }
    json_t *root = reader_object(r);
    if (!root) {
        return;
    }
    struct slice did = tree_text(root, "did");
    r->told->reason = is_did(did) ? REASON_NONE : REASON_PROTOCOL;
    if (is_did(did)) {
        r->did = reader_keep(r, did);
        r->next = READ_POSTS;
    }
    json_decref(root);
}

/* --- A post --- */

/* "at://did:plc:x/app.bsky.feed.post/3k…": whose post it is, and its key. */
static bool read_uri(struct slice uri, struct slice *did, struct slice *key)
{
    struct match m;
    bool is_post = place_match_uri(uri, &m);
    *did = m.account;
    *key = m.id;
    return is_post;
}

static bool is_asked(struct reader *r, const json_t *post)
{
    struct slice did;
    struct slice key;
    struct slice asked = r->did.length ? r->did : r->about->account;
    return read_uri(tree_text(post, "uri"), &did, &key) && slice_equal(key, r->about->id) &&
           slice_equal(did, asked);
}

static struct author read_account(struct reader *r, const json_t *post)
{
    struct slice handle = tree_text(post, "author.handle");
    bool is_handle = place_is_handle(r->about->place, handle);
    return (struct author){
        .name = reader_keep(r, slice_trim(tree_text(post, "author.displayName"))),
        .handle = is_handle ? reader_keep(r, handle) : (struct slice){ 0 },
        .url = is_handle ? reader_profile(r, handle) : (struct slice){ 0 },
    };
}

/* The first link in the text, by where it stands. */
static struct slice read_facets(struct reader *r, const json_t *record)
{
    struct slice first = { 0 };
    double least = 0;
    size_t i;
    const json_t *facet;
    json_array_foreach(tree_at(record, "facets"), i, facet)
    {
        double at = json_number_value(tree_at(facet, "index.byteStart"));
        size_t j;
        const json_t *feature;
        json_array_foreach(tree_at(facet, "features"), j, feature)
        {
            struct slice url = tree_text(feature, "uri");
            if (url.length && (!first.length || at < least) && reader_leads_away(r, url)) {
                first = url;
                least = at;
            }
        }
    }
    return first;
}

/* The permalink of a post that is quoted; its handle stands in what the service makes of it. */
static struct slice read_quoted(struct reader *r, const json_t *post)
{
    static const char *const uris[] = { "record.embed.record.uri",
                                        "record.embed.record.record.uri" };
    static const char *const handles[] = { "embed.record.author.handle",
                                           "embed.record.record.author.handle" };
    for (size_t i = 0; i < sizeof uris / sizeof *uris; i++) {
        struct slice did;
        struct slice key;
        if (read_uri(tree_text(post, uris[i]), &did, &key)) {
            struct slice handle = tree_text(post, handles[i]);
            bool is_handle = place_is_handle(r->about->place, handle);
            return reader_permalink(r, is_handle ? handle : did, key);
        }
    }
    return (struct slice){ 0 };
}

static struct slice read_target(struct reader *r, const json_t *post)
{
    static const char *const cards[] = { "record.embed.external.uri",
                                         "record.embed.media.external.uri" };
    struct slice target = read_facets(r, tree_at(post, "record"));
    for (size_t i = 0; i < sizeof cards / sizeof *cards && !target.length; i++) {
        struct slice url = tree_text(post, cards[i]);
        target = reader_leads_away(r, url) ? url : target;
    }
    return target.length ? reader_url(r, target) : read_quoted(r, post);
}

static bool is_ill_typed(const json_t *post)
{
    return tree_is_not(post, "author", JSON_OBJECT) || tree_is_not(post, "record", JSON_OBJECT) ||
           tree_is_not(post, "author.handle", JSON_STRING) ||
           tree_is_not(post, "record.text", JSON_STRING) ||
           tree_is_not(post, "record.createdAt", JSON_STRING);
}

static void read_post(struct reader *r, const json_t *post)
{
    struct told *told = r->told;
    if (!is_asked(r, post) || is_ill_typed(post)) {
        told->reason = REASON_PROTOCOL;
        return;
    }
    told->post_id = r->about->id;
    told->author = read_account(r, post);
    struct slice account = r->did.length ? r->did : r->about->account;
    struct slice named = told->author.handle.length ? told->author.handle : account;
    told->url = reader_permalink(r, named, r->about->id);
    reader_date(r, tree_text(post, "record.createdAt"), TIME_MS);
    told->text = words_plain(tree_text(post, "record.text"), r->arena);
    const json_t *langs = tree_at(post, "record.langs");
    if (json_array_size(langs) == 1) {
        struct slice lang = slice_from(json_string_value(json_array_get(langs, 0)));
        told->lang = reader_keep(r, words_language(lang));
    }
    told->target = read_target(r, post);
}

/* An empty list is a word: there is no such post. Why, its account may tell. */
void read_posts(struct reader *r)
{
    json_t *root = reader_object(r);
    if (!root) {
        r->told->reason = r->told->reason == REASON_DELETED ? REASON_CLIENT_ERROR : r->told->reason;
        return;
    }
    const json_t *posts = tree_at(root, "posts");
    if (!json_is_array(posts)) {
        r->told->reason = json_object_size(root) ? REASON_PROTOCOL : REASON_NONE;
    } else if (json_array_size(posts) == 0) {
        r->told->reason = REASON_DELETED;
        r->next = READ_PROFILE;
    } else {
        read_post(r, json_array_get(posts, 0));
    }
    json_decref(root);
}

/* Why posts are gone that are: unless their account says otherwise, its author deleted them. */
void read_profile(struct reader *r)
{
    json_t *root = tree_read(r->body, &r->no_memory);
    struct date since = { .source = SOURCE_NONE };
    r->account = (struct account_told){ .cause = REASON_NONE };
    if (r->status == 400) {
        r->account.cause = cause_of(tree_text(root, "error"));
    } else if (r->status == 200 && reader_instant(tree_text(root, "createdAt"), TIME_MS, &since)) {
        r->account.since = since.ms;
    }
    json_decref(root);
}
