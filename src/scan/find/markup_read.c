/* What an element that embeds a post says of it. */
#include "scan/find/markup.h"

#include "places/registry.h"
#include "scan/find/flattened.h"
#include "scan/find/markup_reading.h"
#include "syntax/base64.h"
#include "syntax/query.h"
#include "syntax/script.h"

enum { FLATTENED_MOST = 64 << 10, PARAMETERS_MOST = 16, DEPTH_MOST = 3, TRIES_MOST = 8 };

static bool read_first(const struct markup_index *index, struct slice html, const struct url *base,
                       struct arena *arena, unsigned depth, struct claim *out);

/* --- Who and which --- */

/* A DID (https://www.w3.org/TR/did-core/) names an account for machines, and is no handle. */
static struct slice as_handle(const struct place *place, struct slice word)
{
    if (word.length && word.data[0] == '@') {
        word = slice_skip(word, 1);
    }
    bool good = place && place_is_handle(place, word) && !slice_starts(word, SLICE("did:"));
    return good ? word : (struct slice){ 0 };
}

static struct slice either(struct slice a, struct slice b)
{
    return a.length ? a : b;
}

/* A frame may show a page of many posts; other elements do only where the row says so. */
static bool take_url(struct reading *r, struct slice written, struct claim *out)
{
    struct match m;
    struct slice href;
    bool page = r->row && r->row->kind;
    bool frame = markup_is_frame(r->in.open.name);
    if (!markup_match(written, r->base, r->place, page || frame, &r->first, &r->second, &m,
                      &href) ||
        (page && match_is_post(&m))) {
        return false;
    }
    r->place = m.place;
    out->url = arena_copy(r->arena, href);
    return true;
}

/* The place that a row of common_markup names. */
static void name_place(struct reading *r)
{
    bool words;
    struct slice name = markup_first_source(r, r->row->place, &words);
    for (const struct place *const *p = places; !r->place && *p; p++) {
        r->place = slice_equal_nocase(slice_from((*p)->name), name) ? *p : NULL;
    }
}

static bool read_url(struct reading *r, struct claim *out)
{
    struct slice rest = slice_from(r->row->url);
    struct slice source;
    while (markup_next_source(&rest, &source)) {
        struct slice value = markup_source(r, source);
        if (value.length && take_url(r, value, out)) {
            return true;
        }
    }
    return false;
}

/* An id by the row's sources, in the form its `value` says. */
static void read_id(struct reading *r, struct claim *out)
{
    struct slice rest = slice_from(r->row->id);
    struct slice source;
    while (!out->id.length && markup_next_source(&rest, &source)) {
        struct slice value = markup_source(r, source);
        struct markup_said said = { .id = value };
        if (r->row->value && !markup_pattern_read(r->row->value, false, r->place, value, &said)) {
            continue;
        }
        if (r->place && place_is_id(r->place, said.id)) {
            out->id = said.id;
            r->account = said.handle;
            out->handle = as_handle(r->place, said.handle);
        }
    }
}

/* An id alone has its permalink, too, from which all else is known. */
static void compose_url(struct reading *r, struct claim *out)
{
    if (!out->url.length && out->id.length) {
        out->url = markup_permalink(r->place, either(out->handle, r->account), out->id, r->arena);
    }
}

/* Languages that have no code, by what posts say of them. */
static struct slice language(struct reading *r)
{
    static const char *const none[] = {
        "und", "zxx", "art", "qam", "qct", "qht", "qme", "qst", NULL
    };
    struct slice lang = markup_decoded(r, r->in.lang);
    if (slice_equal_nocase(lang, SLICE("iw"))) {
        return SLICE("he");
    }
    if (slice_equal_nocase(lang, SLICE("in"))) {
        return SLICE("id");
    }
    return markup_is_listed(lang, none) || !lang.length ? (struct slice){ 0 } : lang;
}

static struct slice copy(struct reading *r, struct slice s)
{
    return s.length ? arena_copy(r->arena, s) : (struct slice){ 0 };
}

/* A name printed over several lines is one line. */
static struct slice copy_line(struct reading *r, struct slice s)
{
    struct slice line = copy(r, s);
    for (size_t i = 0; i < line.length; i++) {
        if (line.data[i] == '\n') {
            ((char *)line.data)[i] = ' ';
        }
    }
    return line;
}

/* What the place's flattened posts say, which are in more languages, where the row's pattern left
 * something open. */
static void read_flattened(struct reading *r, struct claim *out)
{
    struct slice words = buffer_slice(&r->in.words);
    struct claim inside;
    if (!r->place || !words.length || (out->name.length && out->date.source != SOURCE_NONE)) {
        return;
    }
    struct buffer scratch = BUFFER(FLATTENED_MOST);
    if (flattened_read_inside(r->place, words, &scratch, &inside)) {
        out->name = either(out->name, copy_line(r, inside.name));
        out->handle = either(out->handle, as_handle(r->place, copy(r, inside.handle)));
        out->title = either(out->title, copy_line(r, inside.title));
        if (out->date.source == SOURCE_NONE && inside.date.source != SOURCE_NONE) {
            markup_set_date(r, inside.date.ms, inside.date.precision, SOURCE_ATTRIBUTION, out);
        }
    }
    r->arena->failed |= scratch.no_memory;
    buffer_free(&scratch);
}

static void read_words(struct reading *r, struct claim *out)
{
    bool words;
    markup_read_said(r);
    struct slice handle = markup_first_source(r, r->row->handle, &words);
    out->handle = either(out->handle, as_handle(r->place, handle));
    out->handle = either(out->handle, as_handle(r->place, copy(r, r->said.handle)));
    out->name = either(markup_first_source(r, r->row->name, &words), copy_line(r, r->said.name));
    out->title = either(markup_first_source(r, r->row->title, &words), copy_line(r, r->said.title));
    out->text = r->row->words ? markup_text(r)
                              : markup_text_of(r, markup_first_source(r, r->row->text, &words));
    out->lang = out->text.length ? language(r) : (struct slice){ 0 };
}

/* --- Elements whatever they are of --- */

static bool is_markup(struct slice s)
{
    return s.length > 10 && (s.data[0] == '<' || slice_starts_nocase(s, SLICE("&lt;")));
}

/* What is held in Base64, in the arena; another value stays as it is. */
static struct slice uncoded(struct arena *arena, struct slice value)
{
    if (!markup_is_coded(value)) {
        return value;
    }
    struct buffer decoded = BUFFER(value.length);
    bool good = base64_decode(value, &decoded);
    struct slice copy = good ? arena_copy(arena, buffer_slice(&decoded)) : value;
    arena->failed |= decoded.failed;
    buffer_free(&decoded);
    return copy;
}

/* Markup that an attribute holds, escaped once or twice, or coded. */
static bool read_escaped(const struct markup_hit *hit, struct reading *r, struct slice value,
                         unsigned depth, struct claim *out)
{
    value = uncoded(r->arena, value);
    if (depth == 0 || !is_markup(value)) {
        return false;
    }
    if (value.data[0] == '&') {
        value = markup_decoded(r, value);
    }
    return read_first(hit->index, value, r->base, r->arena, depth - 1, out);
}

/* A frame of a service that shows others' posts has the post's URL as a parameter. A place's own
 * frames are known by its routes: others of them show like buttons. */
static bool take_parameter(struct reading *r, struct slice written, struct claim *out)
{
    struct slice rest = written;
    struct url u;
    slice_cut(&rest, '?');
    if (url_parse(written, r->base, &r->first, &u) == URL_OK && markup_place_of(u.host)) {
        return false;
    }
    for (int i = 0; i < PARAMETERS_MOST && rest.length; i++) {
        struct slice value = slice_cut(&rest, '&');
        slice_cut(&value, '=');
        struct buffer decoded = BUFFER(URL_MOST);
        percent_decode(value, true, &decoded);
        bool found = slice_starts_nocase(buffer_slice(&decoded), SLICE("http")) &&
                     take_url(r, buffer_slice(&decoded), out);
        r->arena->failed |= decoded.no_memory;
        buffer_free(&decoded);
        if (found) {
            return true;
        }
    }
    return false;
}

/* The properties of a component, as scripts are given them: a URL of a post is its own. */
static bool take_json(struct reading *r, struct slice json, struct claim *out)
{
    struct slice string;
    bool found = false;
    if (!json.length || json.data[0] != '{') {
        return false;
    }
    for (int i = 0; i < STRINGS_MOST && !found && markup_next_string(&json, &string); i++) {
        struct buffer url = BUFFER(URL_MOST);
        if (markup_begins_url(string)) {
            script_unescape(string, &url);
            found = take_url(r, buffer_slice(&url), out);
        }
        buffer_free(&url);
    }
    return found;
}

/* Attributes in which a frame's or a placeholder's URL stands, and not what a button beside it
 * shares: consent tools have names of their own for a frame's. */
static bool may_say(const struct html_attribute *a, bool frame)
{
    bool data = slice_starts_nocase(a->name, SLICE("data-")) &&
                !slice_starts_nocase(a->name, SLICE("data-share"));
    return data || (frame && (slice_find_nocase(a->name, SLICE("src")) < a->name.length ||
                              slice_equal_nocase(a->name, SLICE("data"))));
}

/* Markup says more than a URL does, so it is sought first. */
static bool read_attributes(const struct markup_hit *hit, struct reading *r, unsigned depth,
                            struct claim *out)
{
    bool frame = markup_is_frame(r->in.open.name);
    for (int urls = 0; urls < 2; urls++) {
        struct slice rest = r->in.open.attributes;
        struct html_attribute a;
        while (html_next_attribute(&rest, &a)) {
            if (!may_say(&a, frame)) {
                continue;
            }
            struct slice value = markup_decoded(r, a.value);
            if (urls ? value.length &&
                           (take_url(r, value, out) || (frame && take_parameter(r, value, out)) ||
                            take_json(r, value, out))
                     : read_escaped(hit, r, value, depth, out)) {
                return true;
            }
        }
    }
    return false;
}

/* A frame of a platform that only the oEmbed registry knows. */
static bool read_provider(struct reading *r, struct claim *out)
{
    struct slice rest = r->in.open.attributes;
    struct html_attribute a;
    while (markup_is_frame(r->in.open.name) && html_next_attribute(&rest, &a)) {
        struct url u;
        if (may_say(&a, true) &&
            url_parse(markup_decoded(r, a.value), r->base, &r->first, &u) == URL_OK) {
            out->provider = registry_match(&u);
            out->url = out->provider ? arena_copy(r->arena, u.href) : (struct slice){ 0 };
        }
        if (out->provider) {
            return true;
        }
    }
    return false;
}

/* --- All of it --- */

static enum embed_form form_named(const char *name)
{
    static const char *const names[FORM_COUNT] = {
        [FORM_BLOCKQUOTE] = "blockquote", [FORM_IFRAME] = "iframe", [FORM_AMP] = "amp",
        [FORM_BLOCK] = "block",           [FORM_CARD] = "card",
    };
    for (int i = 0; i < FORM_COUNT; i++) {
        if (names[i] && slice_equal(slice_from(names[i]), slice_from(name))) {
            return (enum embed_form)i;
        }
    }
    return FORM_WIDGET;
}

static enum embed_form form_of(const struct reading *r)
{
    struct slice name = r->in.open.name;
    if (r->row && r->row->form) {
        return form_named(r->row->form);
    }
    if (slice_starts_nocase(name, SLICE("amp-"))) {
        return FORM_AMP;
    }
    if (slice_equal_nocase(name, SLICE("blockquote"))) {
        return FORM_BLOCKQUOTE;
    }
    return markup_is_frame(name) ? FORM_IFRAME : FORM_WIDGET;
}

/* By a row. A dated attribution is a claim as well; so is one below words in the element itself. */
static bool read_row(const struct markup_hit *hit, struct reading *r, unsigned depth,
                     struct claim *out)
{
    if (r->row->place) {
        name_place(r);
    }
    bool found = read_url(r, out);
    read_id(r, out);
    if (!found && !out->id.length) {
        found = read_attributes(hit, r, depth, out);
        if (found && !out->url.length) {
            return true;
        }
    }
    read_words(r, out);
    markup_read_date(r, out);
    read_flattened(r, out);
    compose_url(r, out);
    out->kind = out->url.length ? NULL : r->row->kind; /* else its route says it */
    bool says = out->date.source != SOURCE_NONE || (depth == DEPTH_MOST && out->text.length);
    return found || out->id.length || (out->handle.length && says);
}

static bool read_element(const struct markup_hit *hit, struct slice html, const struct url *base,
                         struct arena *arena, unsigned depth, struct claim *out)
{
    struct reading r = { .place = hit->place,
                         .row = hit->row,
                         .base = base,
                         .arena = arena,
                         .first = BUFFER(URL_MOST),
                         .second = BUFFER(URL_MOST) };
    *out = (struct claim){ 0 };
    bool found = markup_inside_read(html, &r.in);
    if (found) {
        r.said.from = r.in.words.length;
        found = r.row ? read_row(hit, &r, depth, out) : read_attributes(hit, &r, depth, out);
        if (!found) {
            *out = (struct claim){ 0 }; /* words of a post that they do not name are nobody's */
            found = read_provider(&r, out);
        }
    }
    if (found && !out->place) {
        out->place = r.place;
        out->form = form_of(&r);
    }
    arena->failed |= r.in.words.no_memory || r.first.no_memory || r.second.no_memory;
    markup_inside_free(&r.in);
    buffer_free(&r.first);
    buffer_free(&r.second);
    return found && (out->place || out->provider) && !arena->failed;
}

/* Whether all sources are attributes of the element itself. */
static bool are_own(const char *sources)
{
    struct slice rest = slice_from(sources);
    struct slice source;
    while (markup_next_source(&rest, &source)) {
        if (source.data[0] != '@') {
            return false;
        }
    }
    return true;
}

bool markup_is_by_tag(const struct markup_hit *hit)
{
    return hit->rule == MARKUP_PLACEHOLDER || (hit->rule == MARKUP_ROW && !hit->place &&
                                               are_own(hit->row->url) && are_own(hit->row->id));
}

bool markup_read(const struct markup_hit *hit, struct slice html, const struct url *base,
                 struct arena *arena, struct claim *out)
{
    return read_element(hit, html, base, arena, DEPTH_MOST, out);
}

/* The source of an element: all that follows its open tag, or the tag alone. */
static struct slice source_of(const struct markup_hit *hit, const struct html *h,
                              const struct html_token *t)
{
    size_t at = (size_t)(t->whole.data - h->input.data);
    return hit->has_content ? slice_skip(h->input, at) : t->whole;
}

static bool read_first(const struct markup_index *index, struct slice html, const struct url *base,
                       struct arena *arena, unsigned depth, struct claim *out)
{
    struct html h = HTML_OVER(html);
    struct html_token t;
    struct markup_hit hit;
    int tries = 0;
    for (html_next(&h, &t); t.type != HTML_END && tries < TRIES_MOST; html_next(&h, &t)) {
        if (t.type == HTML_OPEN && markup_begins(index, &t, &hit)) {
            tries++;
            if (read_element(&hit, source_of(&hit, &h, &t), base, arena, depth, out)) {
                return true;
            }
        }
    }
    return false;
}

bool markup_read_first(const struct markup_index *index, struct slice html, const struct url *base,
                       struct arena *arena, struct claim *out)
{
    return read_first(index, html, base, arena, DEPTH_MOST, out);
}

bool markup_read_coded(const struct markup_index *index, struct slice words, const struct url *base,
                       struct arena *arena, struct claim *out)
{
    words = slice_trim(words);
    return markup_is_coded(words) &&
           read_first(index, uncoded(arena, words), base, arena, DEPTH_MOST, out);
}
