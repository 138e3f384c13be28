#include "scan/find/data.h"

#include "scan/find/markup_inside.h"
#include "syntax/script.h"

/* --- Keys --- */

struct data_key {
    const char *name;
    enum data_field field;
};

/* schema.org's, oEmbed's, and those of Arc's ANS. */
static const struct data_key keys[] = {
    { "@type", DATA_IS_TYPE },
    { "type", DATA_IS_TYPE },
    { "url", DATA_IS_URL },
    { "mainEntityOfPage", DATA_IS_URL },
    { "@id", DATA_IS_URL },
    { "embedUrl", DATA_IS_EMBED_URL },
    { "embedURL", DATA_IS_EMBED_URL },
    { "contentUrl", DATA_IS_CONTENT_URL },
    { "contentURL", DATA_IS_CONTENT_URL },
    { "author", DATA_IS_AUTHOR },
    { "creator", DATA_IS_AUTHOR },
    { "author_name", DATA_IS_AUTHOR },
    { "name", DATA_IS_NAME },
    { "alternateName", DATA_IS_HANDLE },
    { "datePublished", DATA_IS_DATE },
    { "dateCreated", DATA_IS_CREATED },
    { "uploadDate", DATA_IS_DATE },
    { "articleBody", DATA_IS_TEXT },
    { "text", DATA_IS_TEXT },
    { "html", DATA_IS_HTML },
    { "content", DATA_IS_CONTENT },
    { "inLanguage", DATA_IS_LANGUAGE },
};

static enum data_field field_of(struct slice key)
{
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (key.length && keys[i].name[0] == key.data[0] &&
            slice_equal(slice_from(keys[i].name), key)) {
            return keys[i].field;
        }
    }
    return DATA_NOTHING;
}

/* --- Levels --- */

static struct data_level *top(struct data *d)
{
    return d->depth && d->depth <= DATA_DEPTH ? &d->levels[d->depth - 1] : NULL;
}

/* The innermost open object: what stands in an array is said of the object that holds it. */
static struct data_level *object(struct data *d)
{
    for (size_t i = d->depth <= DATA_DEPTH ? d->depth : 0; i-- > 0;) {
        if (!d->levels[i].is_array) {
            return &d->levels[i];
        }
    }
    return NULL;
}

static void open_level(struct data *d, bool is_array)
{
    const struct data_level *outer = top(d);
    enum data_field field = outer && outer->is_array ? outer->field : d->field;
    d->field = DATA_NOTHING;
    d->depth++;
    struct data_level *level = top(d);
    if (level) {
        *level = (struct data_level){ .field = field, .is_array = is_array, .start = d->at };
    }
}

static void set(struct data_level *level, enum data_field field, struct slice string)
{
    if (level && field != DATA_NOTHING && !level->strings[field].length) {
        level->strings[field] = string;
    }
}

/* Ends the level. An author that is an object gives its names to what it wrote, and a page that is
 * one its URL. */
static void close_level(struct data *d)
{
    struct data_level *level = top(d);
    d->field = DATA_NOTHING;
    if (d->depth == 0) {
        return;
    }
    if (!level || level->is_array) {
        d->depth--;
        return;
    }
    d->ended = *level;
    d->has_ended = true;
    d->next = DATA_CLAIM;
    d->depth--;
    struct data_level *outer = object(d);
    if (level->field == DATA_IS_AUTHOR) {
        set(outer, DATA_IS_AUTHOR, d->ended.strings[DATA_IS_NAME]);
        set(outer, DATA_IS_HANDLE, d->ended.strings[DATA_IS_HANDLE]);
    } else if (level->field == DATA_IS_URL) {
        set(outer, DATA_IS_URL, d->ended.strings[DATA_IS_URL]);
    }
}

/* --- Strings --- */

/* Takes the string that begins at the quote, and gives its inside. One without an end, or with a
 * line break in it, is none: the quote was something else. */
static bool take_string(struct data *d, struct slice *inside)
{
    size_t at = d->at + 1;
    for (; at < d->text.length; at++) {
        char c = d->text.data[at];
        if (c == '"') {
            *inside = slice_part(d->text, d->at + 1, at);
            d->at = at + 1;
            return true;
        }
        if (c == '\n') {
            break;
        }
        at += c == '\\';
    }
    d->at = at < d->text.length ? at : d->text.length;
    return false;
}

static bool is_key(const struct data *d)
{
    size_t at = d->at;
    while (at < d->text.length && ascii_is_space(d->text.data[at])) {
        at++;
    }
    return at < d->text.length && d->text.data[at] == ':';
}

static void read_string(struct data *d)
{
    struct slice inside;
    if (!take_string(d, &inside)) {
        return;
    }
    const struct data_level *level = top(d);
    bool in_array = level && level->is_array;
    if (!in_array && is_key(d)) {
        d->field = field_of(inside);
        return;
    }
    set(object(d), in_array ? level->field : d->field, inside);
    d->field = DATA_NOTHING;
}

/* Goes on to the end of the next object; false: there is none. */
static bool read_object(struct data *d)
{
    while (d->at < d->text.length && !d->has_ended) {
        char c = d->text.data[d->at];
        if (c == '"') {
            read_string(d);
            continue;
        }
        if (c == '{' || c == '[') {
            open_level(d, c == '[');
        } else if (c == '}' || c == ']') {
            close_level(d);
        } else if (c == ',' || c == ';') {
            d->field = DATA_NOTHING;
        }
        d->at++;
    }
    return d->has_ended;
}

/* --- What an object says --- */

static struct slice decode(struct data *d, enum data_field field)
{
    struct slice inside = d->ended.strings[field];
    if (slice_find(inside, '\\') == inside.length) {
        return inside.length ? arena_copy(d->arena, inside) : inside;
    }
    struct buffer decoded = BUFFER(inside.length * 3);
    script_unescape(inside, &decoded);
    struct slice copy = arena_copy(d->arena, buffer_slice(&decoded));
    d->arena->failed |= decoded.failed;
    buffer_free(&decoded);
    return copy;
}

/* Whether an object of the page's data is of a type that ends so, as schema.org's subtypes do. */
static bool is_type(const struct data *d, struct slice end)
{
    return slice_ends_nocase(d->ended.strings[DATA_IS_TYPE], end);
}

static bool take_post(struct data *d, enum data_field field, struct claim *out)
{
    struct match m;
    struct slice href;
    struct slice url = decode(d, field);
    if (!url.length || !markup_match(url, d->base, NULL, true, &d->first, &d->second, &m, &href)) {
        return false;
    }
    *out = (struct claim){ .place = m.place, .url = arena_copy(d->arena, href) };
    return true;
}

/* Among those an object has, the date it was published. */
static struct slice date_of(struct data *d)
{
    bool published = d->ended.strings[DATA_IS_DATE].length > 0;
    return decode(d, published ? DATA_IS_DATE : DATA_IS_CREATED);
}

static void take_date(struct data *d, struct claim *out)
{
    struct date date = { .source = SOURCE_MARKUP };
    if (out->date.source == SOURCE_NONE && markup_instant(date_of(d), &date.ms, &date.precision) &&
        date.ms >= out->place->launched_ms && date.ms <= time_now_ms() + MS_PER_DAY) {
        out->date = date;
    }
}

static void take_author(struct data *d, struct claim *out)
{
    struct slice handle = decode(d, DATA_IS_HANDLE);
    if (handle.length && handle.data[0] == '@') {
        handle = slice_skip(handle, 1);
    }
    if (!out->handle.length && place_is_handle(out->place, handle) &&
        !slice_starts(handle, SLICE("did:"))) {
        out->handle = handle;
    }
    if (!out->name.length) {
        out->name = decode(d, DATA_IS_AUTHOR);
    }
}

/* Markup that a content system keeps, with what its provider said of it. */
static bool claim_markup(struct data *d, struct claim *out)
{
    enum data_field field = is_type(d, SLICE("raw_html")) ? DATA_IS_CONTENT : DATA_IS_HTML;
    struct slice html = slice_trim(decode(d, field));
    if (html.length && html.data[0] == '<' &&
        markup_read_first(d->index, html, d->base, d->arena, out)) {
        return true;
    }
    bool oembed = is_type(d, SLICE("rich")) || is_type(d, SLICE("video"));
    return html.length && oembed && take_post(d, DATA_IS_URL, out);
}

static bool claim_posting(struct data *d, struct claim *out)
{
    if ((!is_type(d, SLICE("SocialMediaPosting")) &&
         !is_type(d, SLICE("DiscussionForumPosting"))) ||
        !take_post(d, DATA_IS_URL, out)) {
        return false;
    }
    out->text = decode(d, DATA_IS_TEXT);
    take_date(d, out);
    return true;
}

static bool claim_video(struct data *d, struct claim *out)
{
    if (!is_type(d, SLICE("VideoObject")) && !is_type(d, SLICE("AudioObject"))) {
        return false;
    }
    if (!take_post(d, DATA_IS_EMBED_URL, out) && !take_post(d, DATA_IS_CONTENT_URL, out)) {
        return false;
    }
    out->title = decode(d, DATA_IS_NAME);
    take_date(d, out);
    return true;
}

static bool claim(struct data *d, struct data_found *out)
{
    struct claim *c = &out->claim;
    if (!claim_markup(d, c) && !claim_posting(d, c) && !claim_video(d, c)) {
        return false;
    }
    if (c->place) {
        take_author(d, c);
    }
    c->form = FORM_JSON;
    return true;
}

static bool say_url(struct data *d, struct data_found *out)
{
    struct match m;
    struct slice href;
    enum data_field field =
        d->ended.strings[DATA_IS_EMBED_URL].length ? DATA_IS_EMBED_URL : DATA_IS_CONTENT_URL;
    out->words = decode(d, field);
    return slice_starts_nocase(out->words, SLICE("http")) &&
           !markup_match(out->words, d->base, NULL, true, &d->first, &d->second, &m, &href);
}

/* The page's own article is the text's first, or one of its graph: related ones stand deeper. */
static bool is_article(const struct data *d)
{
    enum { DEEPEST = 2 }; /* what holds it: { "@graph": [ … ] } */
    return d->depth <= DEEPEST &&
           (is_type(d, SLICE("Article")) || is_type(d, SLICE("BlogPosting")) ||
            is_type(d, SLICE("WebPage")));
}

static bool say_published(struct data *d, struct data_found *out)
{
    out->date = (struct date){ .source = SOURCE_MARKUP };
    bool said = !d->published && is_article(d) &&
                markup_day(date_of(d), &out->date.ms, &out->date.precision);
    d->published |= said;
    return said;
}

static bool say_language(struct data *d, struct data_found *out)
{
    out->words = decode(d, DATA_IS_LANGUAGE);
    bool said = !d->said_language && is_article(d) && out->words.length > 0;
    d->said_language |= said;
    return said;
}

/* The next thing that the object that ended last says. */
static bool say(struct data *d, struct data_found *out)
{
    static bool (*const says[])(struct data *, struct data_found *) = {
        [DATA_CLAIM] = claim,
        [DATA_URL] = say_url,
        [DATA_PUBLISHED] = say_published,
        [DATA_LANGUAGE] = say_language,
    };
    while (d->next < sizeof says / sizeof says[0]) {
        *out = (struct data_found){ .type = d->next };
        d->next++;
        if (says[out->type](d, out)) {
            out->whole = slice_part(d->text, d->ended.start, d->at);
            return true;
        }
    }
    d->has_ended = false;
    return false;
}

void data_open(struct data *d, struct slice text, const struct markup_index *index,
               const struct url *base, struct arena *arena)
{
    /* All but the levels, of which none is open. */
    d->text = text;
    d->at = d->depth = 0;
    d->index = index;
    d->base = base;
    d->arena = arena;
    d->field = DATA_NOTHING;
    d->first = BUFFER(URL_MOST);
    d->second = BUFFER(URL_MOST);
    d->next = DATA_CLAIM;
    d->has_ended = d->published = d->said_language = false;
}

bool data_next(struct data *d, struct data_found *out)
{
    while (!d->arena->failed && (d->has_ended || read_object(d))) {
        if (say(d, out)) {
            return !d->arena->failed;
        }
    }
    return false;
}

void data_close(struct data *d)
{
    d->arena->failed |= d->first.no_memory || d->second.no_memory;
    buffer_free(&d->first);
    buffer_free(&d->second);
}
