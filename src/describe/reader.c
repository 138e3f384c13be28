#include "describe/reader.h"

#include "net/reason.h"
#include "syntax/date.h"

#include <stddef.h>

void reader_run(struct reader *r, enum answer_form as)
{
    static void (*const readers[])(struct reader *) = {
        [READ_OEMBED] = read_oembed,
        [READ_KEYED] = read_keyed,
        [READ_SYNDICATION] = read_syndication,
        [READ_HANDLE] = read_handle,
        [READ_POSTS] = read_posts,
        [READ_PROFILE] = read_profile,
        [READ_STATUS] = read_status,
    };
    r->next = READ_NOTHING;
    readers[as](r);
    r->no_memory = r->no_memory || r->arena->failed;
}

enum reason reader_status(const struct reader *r)
{
    enum reason reason = reason_of_status(r->status);
    return reason == REASON_GONE ? REASON_DELETED : reason;
}

/* Whether the words of a refusal say that it is for the post's own sake: "private". A page says
 * much. */
static enum reason reason_in_words(struct reader *r)
{
    static const char *const paths[] = { "reason", "error", "message" };
    enum { SHORT = 200 };
    struct slice body = r->body;
    bool page = body.length > SHORT || slice_find(body, '<') < body.length;
    json_t *root = tree_read(body, &r->no_memory);
    struct slice said = page || root ? (struct slice){ 0 } : body;
    bool is_private = slice_find_nocase(said, SLICE("private")) < said.length;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        said = tree_text(root, paths[i]);
        is_private = is_private || slice_find_nocase(said, SLICE("private")) < said.length;
    }
    json_decref(root);
    return is_private ? REASON_PROTECTED : REASON_BLOCKED;
}

/* {"error":"Record not found"}, as Mastodon's API says it. What else is in it, or no more than the
 * status in words, is of any site's server. */
static bool is_error(const json_t *root)
{
    struct slice error = tree_text(root, "error");
    size_t members = 1U + (tree_at(root, "error_description") != NULL);
    return error.length && json_object_size(root) == members &&
           !slice_equal_nocase(error, SLICE("not found"));
}

/* Sites of any name have pages at such paths, too: of those only an error that is the API's own is
 * a word. A 410 is one without any. The registry's endpoints may be of old: what they say in JSON
 * counts. */
static bool is_word(struct reader *r)
{
    const struct place *place = r->about->place;
    if (place && place->hosts) {
        return true;
    }
    bool empty = r->body.length == 0;
    json_t *root = empty ? NULL : tree_read(r->body, &r->no_memory);
    bool is = place ? is_error(root) || (empty && r->status == 410) : empty || json_is_object(root);
    json_decref(root);
    return is;
}

json_t *reader_object(struct reader *r)
{
    r->told->reason = reader_status(r);
    if (r->told->reason == REASON_DELETED && !is_word(r)) {
        r->told->reason = REASON_NONE;
    } else if (r->told->reason == REASON_BLOCKED) {
        r->told->reason = reason_in_words(r);
    }
    if (r->told->reason != REASON_OK) {
        return NULL;
    }
    json_t *value = tree_read(r->body, &r->no_memory);
    if (!json_is_object(value)) {
        r->told->reason = REASON_PROTOCOL;
        json_decref(value);
        return NULL;
    }
    return value;
}

struct slice reader_keep(struct reader *r, struct slice s)
{
    return s.length ? arena_copy(r->arena, s) : (struct slice){ 0 };
}

bool reader_instant(struct slice text, enum time_precision finest, struct date *out)
{
    static const int64_t units[] = {
        [TIME_DAY] = MS_PER_DAY, [TIME_MINUTE] = 60000, [TIME_SECOND] = 1000, [TIME_MS] = 1
    };
    bool zoned = false;
    struct date date = { .source = SOURCE_API };
    size_t length = date_read_iso(text, &date.ms, &date.precision, &zoned);
    if (length == 0 || length != text.length) {
        return false;
    }
    enum time_precision most = zoned ? finest : TIME_DAY;
    date.precision = date.precision < most ? date.precision : most;
    date.ms -= date.ms % units[date.precision];
    *out = date;
    return true;
}

void reader_date(struct reader *r, struct slice text, enum time_precision finest)
{
    reader_instant(text, finest, &r->told->date);
}

/* --- URLs --- */

struct slice reader_url(struct reader *r, struct slice url)
{
    struct buffer text = BUFFER(URL_MOST);
    struct url u;
    struct slice kept = { 0 };
    if (url.length && url_parse(url, NULL, &text, &u) == URL_OK && u.href.length <= URL_LONGEST) {
        kept = reader_keep(r, u.href);
    }
    r->no_memory = r->no_memory || text.no_memory;
    buffer_free(&text);
    return kept;
}

bool reader_leads_away(struct reader *r, struct slice url)
{
    struct buffer text = BUFFER(URL_MOST);
    struct url u;
    struct match m;
    enum url_status status = url.length ? url_parse(url, NULL, &text, &u) : URL_MALFORMED;
    r->no_memory = r->no_memory || status == URL_NO_MEMORY;
    bool away = status == URL_OK;
    const struct known_host *known = away ? host_find(u.host) : NULL;
    bool is_ours =
        known && known->place && known->place == r->about->place && known->flags & HOST_PAGES;
    if (away && place_match(&u, &m) && m.place == r->about->place) {
        away = !slice_equal(m.id, r->about->id);
    } else if (is_ours) {
        away = false;
    }
    buffer_free(&text);
    return away;
}

static struct slice keep_built(struct reader *r, struct buffer *built, bool done)
{
    r->no_memory = r->no_memory || built->no_memory;
    struct slice kept = { 0 };
    if (done && !built->failed) {
        kept = reader_url(r, buffer_slice(built));
    }
    buffer_free(built);
    return kept;
}

/* What stands in a URL as a word of the platform's, or nothing. */
static struct slice word_of_url(const struct reader *r, struct slice handle)
{
    const struct place *place = r->about->place;
    bool is = place && (place_is_handle(place, handle) || slice_starts(handle, SLICE("did:")));
    return is ? handle : (struct slice){ 0 };
}

/* On the post's own host authors are named without it. */
static struct slice at_own_host(const struct reader *r, struct slice handle)
{
    const struct place *place = r->about->place;
    size_t at = slice_find(handle, '@');
    bool own = place && place->handle_at_host &&
               slice_equal_nocase(slice_skip(handle, at + (at < handle.length)), r->about->host);
    return own ? slice_part(handle, 0, at) : handle;
}

struct slice reader_permalink(struct reader *r, struct slice handle, struct slice id)
{
    handle = at_own_host(r, word_of_url(r, handle));
    struct buffer built = BUFFER(URL_MOST);
    struct match words = { .handle = handle, .account = handle, .id = id, .host = r->about->host };
    bool done = id.length && r->about->place && place_permalink(r->about->place, &words, &built);
    return keep_built(r, &built, done);
}

struct slice reader_profile(struct reader *r, struct slice handle)
{
    struct buffer built = BUFFER(URL_MOST);
    handle = word_of_url(r, handle);
    bool done = handle.length && r->about->place && place_profile(r->about->place, handle, &built);
    return keep_built(r, &built, done);
}
