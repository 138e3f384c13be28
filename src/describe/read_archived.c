/* Posts of X as archives have kept them, as JSON of two of its APIs: which of an archive's files is
 * what, and the post in it. Pages are read by read_archived_page.c. */
#include "describe/archived.h"

#include "describe/words.h"
#include "syntax/date.h"

/* --- What both have --- */

/* A date as the older API writes it: "Wed Aug 27 13:08:45 +0000 2008". */
static void read_date_in_words(struct reader *r, struct slice text)
{
    struct date_words date;
    if (text.length && date_read_words(text, &date) == text.length && date.has_time &&
        date.has_zone) {
        int64_t minutes = (int64_t)date.hour * 60 + date.minute - date.zone_minutes;
        r->told->date =
            (struct date){ .ms = civil_to_ms(date.day) + (minutes * 60 + date.second) * 1000,
                           .precision = TIME_SECOND,
                           .source = SOURCE_ARCHIVE };
    }
}

static void read_milliseconds(struct reader *r, struct slice text)
{
    unsigned long long ms;
    if (text.length && slice_number(text, (unsigned long long)253402300799999, &ms)) {
        r->told->date =
            (struct date){ .ms = (int64_t)ms, .precision = TIME_MS, .source = SOURCE_ARCHIVE };
    }
}

static struct slice first_outbound(struct reader *r, const json_t *urls)
{
    size_t index;
    const json_t *entity;
    json_array_foreach(urls, index, entity)
    {
        struct slice url = archived_url(tree_text(entity, "expanded_url"));
        if (reader_leads_away(r, url)) {
            return reader_keep(r, url);
        }
    }
    return (struct slice){ 0 };
}

/* --- The older API --- */

static void read_user(struct reader *r, const json_t *user, struct author *out)
{
    struct slice handle = tree_text(user, "screen_name");
    handle = handle.length ? handle : tree_text(user, "username");
    *out = archived_author(r, tree_text(user, "name"), handle);
}

static const json_t *either(const json_t *value, const char *one, const char *other)
{
    const json_t *at = tree_at(value, one);
    return at && !json_is_null(at) ? at : tree_at(value, other);
}

static struct slice text_of(const json_t *tweet)
{
    static const char *const paths[] = { "extended_tweet.full_text", "full_text", "text" };
    struct slice text = { 0 };
    for (size_t i = 0; i < sizeof paths / sizeof *paths && !text.length; i++) {
        text = tree_text(tweet, paths[i]);
    }
    return text;
}

static void read_older(struct reader *r, const json_t *tweet)
{
    struct told *told = r->told;
    read_user(r, tree_at(tweet, "user"), &told->author);
    read_date_in_words(r, tree_text(tweet, "created_at"));
    read_milliseconds(r, tree_text(tweet, "timestamp_ms"));
    const json_t *original = tree_at(tweet, "retweeted_status");
    if (json_is_object(original)) {
        read_user(r, tree_at(original, "user"), &told->original);
        told->reposted = reader_permalink(r, told->original.handle, tree_text(original, "id_str"));
        return;
    }
    told->text = words_of_tweet(text_of(tweet), r->arena);
    told->lang = reader_keep(r, words_language(tree_text(tweet, "lang")));
    told->target =
        first_outbound(r, either(tweet, "extended_tweet.entities.urls", "entities.urls"));
    if (!told->target.length) {
        told->target = reader_permalink(r, tree_text(tweet, "quoted_status.user.screen_name"),
                                        tree_text(tweet, "quoted_status_id_str"));
    }
}

/* --- The newer API --- */

/* What of a list has this id. */
static const json_t *with_id(const json_t *list, struct slice id)
{
    size_t index;
    const json_t *entry;
    json_array_foreach(list, index, entry)
    {
        if (id.length && slice_equal(tree_text(entry, "id"), id)) {
            return entry;
        }
    }
    return NULL;
}

/* The permalink of a post that this one refers to as `type`, and who wrote that. */
static struct slice read_reference(struct reader *r, const json_t *root, const char *type,
                                   struct author *by)
{
    size_t index;
    const json_t *entry;
    json_array_foreach(tree_at(root, "data.referenced_tweets"), index, entry)
    {
        struct slice id = tree_text(entry, "id");
        if (id.length && slice_equal(tree_text(entry, "type"), slice_from(type))) {
            const json_t *post = with_id(tree_at(root, "includes.tweets"), id);
            struct slice author = tree_text(post, "author_id");
            read_user(r, with_id(tree_at(root, "includes.users"), author), by);
            return reader_permalink(r, by->handle, id);
        }
    }
    return (struct slice){ 0 };
}

static void read_newer(struct reader *r, const json_t *root)
{
    struct told *told = r->told;
    struct slice author = tree_text(root, "data.author_id");
    read_user(r, with_id(tree_at(root, "includes.users"), author), &told->author);
    reader_date(r, tree_text(root, "data.created_at"), TIME_SECOND);
    told->reposted = read_reference(r, root, "retweeted", &told->original);
    if (told->reposted.length) {
        return;
    }
    told->text = words_of_tweet(tree_text(root, "data.text"), r->arena);
    told->lang = reader_keep(r, words_language(tree_text(root, "data.lang")));
    told->target = first_outbound(r, tree_at(root, "data.entities.urls"));
    if (!told->target.length) {
        struct author quoted;
        told->target = read_reference(r, root, "quoted", &quoted);
    }
}

static void read_json(struct reader *r)
{
    json_t *root = tree_read(r->body, &r->no_memory);
    struct slice id = tree_text(root, "id_str");
    bool is_newer = json_is_object(tree_at(root, "data"));
    id = is_newer ? tree_text(root, "data.id") : id;
    if (id.length && slice_equal(id, r->about->id)) {
        archived_begin(r);
        (is_newer ? read_newer : read_older)(r, root);
    }
    json_decref(root);
}

/* --- Both --- */

void archived_begin(struct reader *r)
{
    r->told->reason = REASON_OK;
    r->told->post_id = reader_keep(r, r->about->id);
}

struct author archived_author(struct reader *r, struct slice name, struct slice handle)
{
    bool is_handle = handle.length && place_is_handle(r->about->place, handle);
    handle = is_handle ? handle : (struct slice){ 0 };
    return (struct author){ .name = reader_keep(r, name),
                            .handle = reader_keep(r, handle),
                            .url = is_handle ? reader_profile(r, handle) : (struct slice){ 0 } };
}

struct slice archived_url(struct slice url)
{
    size_t at = slice_find_nocase(url, SLICE("/web/"));
    struct slice rest = at < url.length ? slice_skip(url, at + 5) : (struct slice){ 0 };
    size_t digits = 0;
    while (digits < rest.length && ascii_is_digit(rest.data[digits])) {
        digits++;
    }
    slice_cut(&rest, '/');
    bool is_inside = digits >= 4 && (slice_starts_nocase(rest, SLICE("http://")) ||
                                     slice_starts_nocase(rest, SLICE("https://")));
    return is_inside ? rest : url;
}

void read_archived(struct reader *r)
{
    struct slice begin = slice_trim(r->body);
    r->told->reason = REASON_NONE;
    r->told->archived = true;
    if (!r->about->place || !r->about->id.length) {
        return;
    }
    if (begin.length && begin.data[0] == '{') {
        read_json(r);
    } else {
        read_archived_page(r);
    }
    bool dated = r->told->date.source != SOURCE_NONE;
    r->told->date.source = dated ? SOURCE_ARCHIVE : SOURCE_NONE;
    if (r->told->author.handle.length) {
        r->told->url = reader_permalink(r, r->told->author.handle, r->about->id);
    }
}
