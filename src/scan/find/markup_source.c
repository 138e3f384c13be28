/* Where in an element a row says that something stands. */
#include "scan/find/markup_reading.h"

#include "syntax/query.h"
#include "syntax/script.h"

/* A URL that was percent-encoded as a whole; and without a base, one that leaves out its scheme,
 * which is taken for https, or also the host of an archive. */
static struct slice mended(struct slice written, const struct url *base, struct buffer *spare)
{
    bool coded = slice_starts_nocase(written, SLICE("http%3A")) ||
                 slice_starts_nocase(written, SLICE("https%3A"));
    bool relative = !base && slice_starts(written, SLICE("/"));
    bool hostless = relative && !slice_starts(written, SLICE("//"));
    struct slice host = hostless ? wrapper_of_path(written) : (struct slice){ 0 };
    if (!coded && (!relative || (hostless && !host.length))) {
        return written;
    }
    buffer_reset(spare);
    if (coded) {
        percent_decode(written, false, spare);
    } else {
        buffer_add(spare, hostless ? SLICE("https://") : SLICE("https:"));
        buffer_add(spare, host);
        buffer_add(spare, written);
    }
    return buffer_slice(spare);
}

static bool parse(struct slice written, const struct url *base, struct buffer *into,
                  struct buffer *spare, struct url *out)
{
    return url_parse(mended(written, base, spare), base, into, out) == URL_OK;
}

bool markup_match(struct slice written, const struct url *base, const struct place *place,
                  bool pages, struct buffer *first, struct buffer *second, struct match *out,
                  struct slice *href)
{
    struct url u;
    if (!parse(written, base, first, second, &u)) {
        return false;
    }
    for (int i = 0; i <= URLS_NESTED; i++) {
        if (pages ? place_match_page(&u, out) : place_match(&u, out)) {
            *href = u.href;
            return !place || out->place == place;
        }
        if (!unwrap(&u, second) || url_parse(buffer_slice(second), NULL, first, &u) != URL_OK) {
            return false;
        }
    }
    return false;
}

struct slice markup_permalink(const struct place *place, struct slice handle, struct slice id,
                              struct arena *arena)
{
    static const struct route none = { 0 };
    struct match match = {
        .place = place, .route = &none, .account = handle, .handle = handle, .id = id
    };
    struct buffer url = BUFFER(URL_LONGEST);
    struct slice copy = { 0 };
    if (match_permalink(&match, &url)) {
        copy = arena_copy(arena, buffer_slice(&url));
    }
    arena->failed |= url.no_memory;
    buffer_free(&url);
    return copy;
}

bool markup_next_string(struct slice *json, struct slice *string)
{
    size_t from = slice_find(*json, '"') + 1;
    size_t at = from;
    while (at < json->length && json->data[at] != '"') {
        at += json->data[at] == '\\' ? 2 : 1;
    }
    if (at >= json->length) {
        return false;
    }
    *string = slice_part(*json, from, at);
    *json = slice_skip(*json, at + 1);
    return true;
}

bool markup_next_source(struct slice *sources, struct slice *source)
{
    if (sources->length == 0) {
        return false;
    }
    *source = slice_cut(sources, '|');
    return source->length > 0;
}

bool markup_begins_url(struct slice string)
{
    return slice_starts_nocase(string, SLICE("http")) || slice_starts(string, SLICE("//")) ||
           slice_starts(string, SLICE("\\/\\/"));
}

struct slice markup_decoded(struct reading *r, struct slice value)
{
    value = slice_trim(value);
    if (slice_find(value, '&') == value.length) {
        return arena_copy(r->arena, value);
    }
    struct buffer decoded = BUFFER(value.length * 3 + 1);
    html_decode(value, true, &decoded);
    struct slice copy = arena_copy(r->arena, slice_trim(buffer_slice(&decoded)));
    r->arena->failed |= decoded.failed;
    buffer_free(&decoded);
    return copy;
}

static bool leads_to_post(struct reading *r, const struct markup_link *link)
{
    struct match m;
    struct slice href;
    struct buffer decoded = BUFFER(URL_MOST);
    html_decode(link->href, true, &decoded);
    bool found = markup_match(slice_trim(buffer_slice(&decoded)), r->base, r->place, false,
                              &r->first, &r->second, &m, &href);
    r->arena->failed |= decoded.no_memory;
    buffer_free(&decoded);
    return found;
}

static const struct markup_link *find_post_link(struct reading *r)
{
    const struct markup_link *link;
    for (size_t back = 0; (link = markup_link_back(&r->in, back)); back++) {
        if (leads_to_post(r, link)) {
            return link;
        }
    }
    return NULL;
}

/* Several sources of a row ask for it. */
const struct markup_link *markup_post_link(struct reading *r)
{
    if (!r->has_post || r->post_place != r->place) {
        r->post = find_post_link(r);
        r->post_place = r->place;
        r->has_post = true;
    }
    return r->post;
}

const struct place *markup_place_of(struct slice host)
{
    const struct known_host *known = host_find(host);
    return known ? known->place : NULL;
}

/* The last link before the post's, or of all where none is the post's, that leads to the place's
 * own site: its author's page. */
static const struct markup_link *author_link(struct reading *r)
{
    const struct markup_link *post = markup_post_link(r);
    const struct markup_link *link;
    for (size_t back = 0; (link = markup_link_back(&r->in, back)); back++) {
        struct url u;
        struct slice href = markup_decoded(r, link->href);
        bool before = !post || link->from < post->from;
        if (before && url_parse(href, r->base, &r->first, &u) == URL_OK && r->place &&
            markup_place_of(u.host) == r->place && !leads_to_post(r, link)) {
            return link;
        }
    }
    return NULL;
}

/* Where the last of several paragraphs begins, if it signs the post. Else where the words end. */
static size_t find_signature(struct reading *r)
{
    size_t end = r->in.words.length;
    size_t count = r->in.paragraph_count;
    const struct markup_link *post = markup_post_link(r);
    const struct markup_link *author = author_link(r);
    if (count < 2 || !post || !author) {
        return end;
    }
    size_t from = r->in.paragraphs[count - 1].from;
    return author->from >= from && post->from > author->from ? from : end;
}

void markup_read_said(struct reading *r)
{
    struct slice words = buffer_slice(&r->in.words);
    bool read = markup_pattern_read(r->row->words, true, r->place, words, &r->said);
    if (!read && slice_equal(slice_from(r->row->name), SLICE("author"))) {
        r->said.from = find_signature(r);
    }
}

static struct slice link_words(struct reading *r, const struct markup_link *link)
{
    if (!link) {
        return (struct slice){ 0 };
    }
    size_t to = link->to < r->in.words.length ? link->to : r->in.words.length;
    size_t from = link->from < to ? link->from : to;
    return arena_copy(r->arena, slice_trim(slice_part(buffer_slice(&r->in.words), from, to)));
}

/* The first element inside of that name, or with that class (".class"). */
static bool find_element(struct slice html, struct slice want, struct html *h, struct html_token *t)
{
    bool by_class = want.data[0] == '.';
    *h = HTML_OVER(html);
    for (html_next(h, t); t->type != HTML_END; html_next(h, t)) {
        if (t->type != HTML_OPEN) {
            continue;
        }
        struct slice classes = html_attribute(t, SLICE("class"));
        struct slice word;
        if (!by_class && slice_equal_nocase(t->name, want)) {
            return true;
        }
        while (by_class && markup_next_class(&classes, &word)) {
            if (slice_equal_nocase(word, slice_skip(want, 1))) {
                return true;
            }
        }
    }
    return false;
}

static struct slice element_words(struct reading *r, struct slice html)
{
    struct markup_inside in;
    struct slice words = { 0 };
    if (markup_inside_read(html, &in)) {
        words = arena_copy(r->arena, slice_trim(buffer_slice(&in.words)));
    }
    r->arena->failed |= in.words.no_memory;
    markup_inside_free(&in);
    return words;
}

/* "name@attribute", ".class@attribute", "name", ".class". */
static struct slice inner_source(struct reading *r, struct slice source)
{
    struct html h;
    struct html_token t;
    struct slice attribute = source;
    struct slice want = slice_cut(&attribute, '@');
    if (!find_element(r->in.html, want, &h, &t)) {
        return (struct slice){ 0 };
    }
    if (attribute.length) {
        return markup_decoded(r, html_attribute(&t, attribute));
    }
    size_t at = (size_t)(t.whole.data - r->in.html.data);
    return element_words(r, slice_skip(r->in.html, at));
}

/* What JSX writes as {"…"} or {…}. */
static struct slice without_braces(struct slice s)
{
    static const char quotes[] = "\"'`";
    if (s.length < 2 || s.data[0] != '{' || s.data[s.length - 1] != '}') {
        return s;
    }
    s = slice_part(s, 1, s.length - 1);
    bool quoted =
        s.length > 1 && s.data[0] && strchr(quotes, s.data[0]) && s.data[0] == s.data[s.length - 1];
    return quoted ? slice_part(s, 1, s.length - 1) : s;
}

/* The first string of that key in JSON, in the arena. */
static struct slice json_string(struct reading *r, struct slice json, struct slice key)
{
    struct slice string;
    struct slice value = { 0 };
    bool found = false;
    for (int i = 0; i < STRINGS_MOST && !found && markup_next_string(&json, &string); i++) {
        json = slice_trim(json);
        bool named = slice_equal(string, key) && slice_starts(json, SLICE(":"));
        json = slice_trim(slice_skip(json, named));
        found = named && slice_starts(json, SLICE("\"")) && markup_next_string(&json, &string);
    }
    if (found && string.length) {
        struct buffer decoded = BUFFER(string.length * 3);
        script_unescape(string, &decoded);
        value = arena_copy(r->arena, slice_trim(buffer_slice(&decoded)));
        r->arena->failed |= decoded.failed;
        buffer_free(&decoded);
    }
    return value;
}

/* "@attribute", "@attribute:key". The braces of JSON are its own, whatever it ends with. */
static struct slice own_attribute(struct reading *r, struct slice source)
{
    struct slice key = slice_skip(source, 1);
    struct slice name = slice_cut(&key, ':');
    struct slice value = markup_decoded(r, html_attribute(&r->in.open, name));
    return key.length ? json_string(r, value, key) : without_braces(value);
}

struct slice markup_source(struct reading *r, struct slice source)
{
    if (source.data[0] == '@') {
        return own_attribute(r, source);
    }
    if (slice_equal(source, SLICE("words"))) {
        return arena_copy(r->arena, slice_trim(buffer_slice(&r->in.words)));
    }
    if (slice_equal(source, SLICE("author"))) {
        return link_words(r, author_link(r));
    }
    if (slice_equal(source, SLICE("a")) || slice_equal(source, SLICE("a@href"))) {
        const struct markup_link *link = markup_post_link(r);
        return link && source.length > 1 ? markup_decoded(r, link->href) : link_words(r, link);
    }
    return inner_source(r, source);
}

struct slice markup_first_source(struct reading *r, const char *sources, bool *words)
{
    struct slice rest = slice_from(sources);
    struct slice source;
    while (markup_next_source(&rest, &source)) {
        struct slice value = markup_source(r, source);
        if (value.length) {
            *words = slice_find(source, '@') == source.length;
            return value;
        }
    }
    return (struct slice){ 0 };
}
