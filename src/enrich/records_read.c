/* From JSON to what it tells. */
#include "enrich/records_inside.h"

#include "enrich/value.h"

#include <jansson.h>

enum { HOPS_MOST = 1000, WORD_MOST = 64 };

/* --- Values; of the wrong type they are absent --- */

static struct slice text_of(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    return json_is_string(value) ? slice_of(json_string_value(value), json_string_length(value))
                                 : (struct slice){ 0 };
}

static struct slice keep(struct records *r, const json_t *object, const char *key)
{
    return arena_copy(&r->arena, text_of(object, key));
}

static uint64_t count_of(const json_t *object, const char *key)
{
    json_int_t value = json_integer_value(json_object_get(object, key));
    return value > 0 ? (uint64_t)value : 0;
}

static bool is_word(const json_t *object, const char *key, const char *word)
{
    return word && slice_equal(text_of(object, key), slice_from(word));
}

static bool read_time(const json_t *object, const char *key, int64_t *ms)
{
    enum time_precision precision;
    return value_read_date(text_of(object, key), ms, &precision);
}

/* --- Words --- */

static enum state read_state(const json_t *object)
{
    for (enum state state = STATE_ALIVE; state <= STATE_SKIPPED; state++) {
        if (is_word(object, "state", state_word(state))) {
            return state;
        }
    }
    return STATE_NONE;
}

/* A reason that this version does not know is the plainest of its state. */
static enum reason read_reason(const json_t *object)
{
    static const enum reason plainest[] = { [STATE_NONE] = REASON_NONE,
                                            [STATE_ALIVE] = REASON_OK,
                                            [STATE_DEAD] = REASON_GONE,
                                            [STATE_UNSURE] = REASON_UNVERIFIED,
                                            [STATE_SKIPPED] = REASON_EXCLUDED };
    enum state state = read_state(object);
    for (enum reason reason = REASON_OK; reason < REASON_COUNT; reason++) {
        if (reason_state(reason) == state && is_word(object, "reason", reason_word(reason))) {
            return reason;
        }
    }
    return plainest[state];
}

static enum via read_via(const json_t *object)
{
    for (enum via via = VIA_REDIRECT; via <= VIA_FORM; via++) {
        if (is_word(object, "via", via_word(via))) {
            return via;
        }
    }
    return VIA_NONE;
}

static enum tls_fault read_tls(const json_t *object)
{
    for (enum tls_fault fault = TLS_NONE + 1; fault < TLS_COUNT; fault++) {
        if (is_word(object, "tls", tls_word(fault))) {
            return fault;
        }
    }
    return TLS_NONE;
}

static const char *read_archive_reason(const json_t *object)
{
    static const char *const words[] = { "none", "excluded", "rate_limited", "unreachable" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (is_word(object, "reason", words[i])) {
            return words[i];
        }
    }
    return NULL;
}

/* --- Links --- */

static const struct archive *read_archive(struct records *r, const json_t *of)
{
    const json_t *object = json_object_get(of, "archive");
    struct archive *archive = json_is_object(object) ? ARENA_NEW(&r->arena, struct archive) : NULL;
    if (archive) {
        archive->url = keep(r, object, "url");
        archive->source = keep(r, object, "source");
        archive->reason = read_archive_reason(object);
        archive->datetime = ARCHIVE_NO_TIME;
        read_time(object, "datetime", &archive->datetime);
    }
    return archive;
}

static int read_status(const json_t *object)
{
    uint64_t status = count_of(object, "status");
    return status < 1000 ? (int)status : 0;
}

static struct hop read_hop(struct records *r, const json_t *object)
{
    return (struct hop){ keep(r, object, "url"), read_status(object), read_via(object) };
}

/* The hops, and behind them where the chain would have gone on. */
static void read_hops(struct records *r, const json_t *object, struct outcome *outcome)
{
    const json_t *hops = json_object_get(object, "hops");
    const json_t *next = json_object_get(object, "next");
    size_t count = json_array_size(hops);
    count = count < HOPS_MOST ? count : HOPS_MOST;
    outcome->hops = ARENA_ARRAY(&r->arena, struct hop, count + 1);
    if (!outcome->hops) {
        return;
    }
    outcome->hop_count = count;
    for (size_t i = 0; i < count; i++) {
        outcome->hops[i] = read_hop(r, json_array_get(hops, i));
    }
    outcome->cut = json_is_object(next);
    if (outcome->cut) {
        outcome->hops[count] = read_hop(r, next);
    }
}

static const struct outcome *read_outcome(struct records *r, const json_t *object)
{
    enum reason reason = read_reason(object);
    struct outcome *outcome = reason == REASON_NONE ? NULL : ARENA_NEW(&r->arena, struct outcome);
    if (!outcome) {
        return NULL;
    }
    const json_t *permanent = json_object_get(object, "permanent");
    uint64_t attempts = count_of(object, "attempts");
    outcome->url = keep(r, object, "url");
    outcome->done = true;
    outcome->reason = reason;
    outcome->tls = read_tls(object);
    outcome->status = read_status(object);
    read_hops(r, object, outcome);
    outcome->final = keep(r, object, "final");
    outcome->redirected = json_is_boolean(permanent);
    outcome->permanent = json_is_true(permanent);
    outcome->canonical = keep(r, object, "canonical");
    outcome->title = keep(r, object, "title");
    outcome->ms = (int64_t)count_of(object, "ms");
    outcome->attempts = attempts < UINT32_MAX ? (unsigned)attempts : 0;
    read_time(object, "checked_at", &outcome->checked_at);
    return outcome;
}

static void tell_link(struct records *r, struct slice url, struct slice name,
                      const struct told_link *told)
{
    static const struct slice nobody;
    if (name.data) {
        records_tell(r, records_key(&r->key, KEY_LINK, name, nobody, url), NULL, told);
    }
    records_tell(r, records_key(&r->key, KEY_LINK, nobody, nobody, url), NULL, told);
}

static void read_link(struct records *r, const json_t *object, struct slice name)
{
    struct slice url = text_of(object, "url");
    struct told_link *told = url.length ? ARENA_NEW(&r->arena, struct told_link) : NULL;
    if (told) {
        told->outcome = read_outcome(r, object);
        told->archive = read_archive(r, object);
        tell_link(r, url, name, told);
    }
}

/* --- Posts --- */

static struct date read_date(const json_t *of)
{
    const json_t *object = json_object_get(of, "date");
    struct date date = { .source = SOURCE_NONE };
    if (!value_read_date(text_of(object, "value"), &date.ms, &date.precision)) {
        return date;
    }
    date.source = SOURCE_MARKUP;
    for (enum source source = SOURCE_NONE + 1; source < SOURCE_COUNT; source++) {
        date.source = is_word(object, "source", source_word(source)) ? source : date.source;
    }
    return date;
}

static struct author read_author(struct records *r, const json_t *of)
{
    const json_t *object = json_object_get(of, "author");
    return (struct author){ keep(r, object, "name"), keep(r, object, "handle"),
                            keep(r, object, "url") };
}

static struct told_post *read_post(struct records *r, const json_t *object)
{
    struct told_post *post = ARENA_NEW(&r->arena, struct told_post);
    if (post) {
        *post = (struct told_post){ .platform = keep(r, object, "platform"),
                                    .post_id = keep(r, object, "post_id"),
                                    .url = keep(r, object, "url"),
                                    .author = read_author(r, object),
                                    .date = read_date(object),
                                    .text = keep(r, object, "text"),
                                    .lang = keep(r, object, "lang"),
                                    .title = keep(r, object, "title"),
                                    .target = keep(r, object, "target"),
                                    .text_open = json_is_true(json_object_get(object, "text_open")),
                                    .reason = read_reason(object),
                                    .archive = read_archive(r, object) };
    }
    return post;
}

/* With the document's name and without. */
static void tell_post(struct records *r, enum key_type type, struct slice name, struct slice word,
                      const struct told_post *post)
{
    static const struct slice nobody;
    if (word.length == 0) {
        return;
    }
    if (name.data) {
        records_tell(r, records_key(&r->key, type, name, post->platform, word), post, NULL);
    }
    records_tell(r, records_key(&r->key, type, nobody, post->platform, word), post, NULL);
}

static void read_embed(struct records *r, const json_t *object, const json_t *links,
                       struct slice name)
{
    const struct told_post *post = json_is_object(object) ? read_post(r, object) : NULL;
    const json_t *indices = json_object_get(object, "links");
    if (!post) {
        return;
    }
    tell_post(r, KEY_POST, name, post->post_id, post);
    for (size_t i = 0; i < json_array_size(indices); i++) {
        json_int_t index = json_integer_value(json_array_get(indices, i));
        const json_t *link = index >= 0 ? json_array_get(links, (size_t)index) : NULL;
        tell_post(r, KEY_POST_LINK, name, text_of(link, "url"), post);
    }
}

/* --- Records --- */

static void read_document(struct records *r, const json_t *object)
{
    const json_t *links = json_object_get(object, "links");
    const json_t *embeds = json_object_get(object, "embeds");
    struct slice name = text_of(json_object_get(object, "source"), "name");
    r->number++;
    for (size_t i = 0; i < json_array_size(links); i++) {
        read_link(r, json_array_get(links, i), name);
    }
    for (size_t i = 0; i < json_array_size(embeds); i++) {
        read_embed(r, json_array_get(embeds, i), links, name);
    }
}

/* Whether it is of this schema; says why not. */
static bool is_ours(const json_t *object, struct buffer *why)
{
    struct slice schema = text_of(object, "schema");
    if (slice_equal(schema, SLICE("landfall/1"))) {
        return true;
    }
    if (schema.data) {
        int length = schema.length < WORD_MOST ? (int)schema.length : WORD_MOST;
        buffer_printf(why, "holds a record of the schema \"%.*s\", not landfall/1", length,
                      schema.data);
    } else {
        buffer_add(why, SLICE("holds what is no record of landfall: it names no schema"));
    }
    return false;
}

static bool read_record(struct records *r, const json_t *object, struct buffer *why);

static bool read_all(struct records *r, const json_t *list, struct buffer *why)
{
    bool good = true;
    for (size_t i = 0; good && i < json_array_size(list); i++) {
        good = read_record(r, json_array_get(list, i), why);
    }
    return good;
}

/* Records of other types say nothing that is asked for. A report holds no report. */
static bool read_record(struct records *r, const json_t *object, struct buffer *why)
{
    static const struct slice nobody;
    if (!is_ours(object, why)) {
        return false;
    }
    if (is_word(object, "type", "document")) {
        read_document(r, object);
    } else if (is_word(object, "type", "link")) {
        r->number++;
        read_link(r, object, nobody);
    }
    return true;
}

static bool read_value(struct records *r, const json_t *value, struct buffer *why)
{
    bool report = is_word(value, "type", "report");
    return read_record(r, value, why) &&
           (!report || (read_all(r, json_object_get(value, "documents"), why) &&
                        read_all(r, json_object_get(value, "links"), why)));
}

/* --- All --- */

/* Takes the next value off *rest. NULL: there is none, and *why says so. */
static json_t *take_value(struct slice *rest, struct buffer *why)
{
    json_error_t error;
    size_t length = rest->length < RECORD_MOST ? rest->length : RECORD_MOST;
    json_t *value = json_loadb(rest->data, length, JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL, &error);
    if (value && error.position > 0) {
        *rest = slice_skip(*rest, (size_t)error.position);
        return value;
    }
    json_decref(value);
    if (json_error_code(&error) == json_error_out_of_memory) {
        why->failed = why->no_memory = true;
    } else if (length < rest->length) {
        buffer_printf(why, "holds a record that is no JSON, or is longer than %d MiB",
                      RECORD_MOST >> 20);
    } else {
        buffer_printf(why, "is no JSON: %s", error.text);
    }
    return NULL;
}

static bool read_values(struct records *r, struct slice rest, struct buffer *why)
{
    struct slice mark = SLICE("\xef\xbb\xbf");
    bool good = true;
    rest = slice_skip(rest, slice_starts(rest, mark) ? mark.length : 0);
    slice_skip_spaces(&rest);
    while (good && rest.length > 0) {
        json_t *value = take_value(&rest, why);
        good = value && read_value(r, value, why);
        json_decref(value);
        slice_skip_spaces(&rest);
    }
    return good;
}

enum records_status records_read(struct slice bytes, struct records **out, struct buffer *why)
{
    struct records *r = records_new();
    *out = NULL;
    if (!r) {
        return RECORDS_NO_MEMORY;
    }
    bool good = read_values(r, bytes, why);
    bool starved =
        why->no_memory || r->failed || r->arena.failed || r->keys.failed || r->key.no_memory;
    if (good && !starved) {
        *out = r;
        return RECORDS_OK;
    }
    records_free(r);
    buffer_add_char(why, '\0');
    return starved ? RECORDS_NO_MEMORY : RECORDS_WRONG;
}
