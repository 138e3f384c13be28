#include "scan/find/shortcode.h"

#include "scan/find/markup_inside.h"
#include "scan/find/shortcode_parts.h"
#include "syntax/html.h"

/* What is read of one shortcode. */
struct reading {
    const struct place *place; /* NULL: any, as its URL says */
    const struct shortcode *row;
    struct shortcode_parts parts;
    struct arena *arena;
    struct buffer decoded, first, second;
    size_t unnamed; /* how many arguments without a name there are */
};

static bool is_in(struct slice word, const char *list)
{
    struct slice rest = slice_from(list);
    while (rest.length) {
        if (slice_equal(slice_cut(&rest, '|'), word)) {
            return true;
        }
    }
    return false;
}

/* --- Which shortcode --- */

/* Whether a name in braces is the row's, in any case, or that of a variant: "youtubeLite". */
static bool is_variant(struct slice row, struct slice name)
{
    static const char *const variants[] = { "",     "simple", "card",  "embed",
                                            "lite", "player", "video", NULL };
    if (!slice_starts_nocase(name, row)) {
        return false;
    }
    struct slice rest = slice_skip(name, row.length);
    rest = slice_skip(rest, rest.length && (rest.data[0] == '-' || rest.data[0] == '_'));
    for (const char *const *variant = variants; *variant; variant++) {
        if (slice_equal_nocase(rest, slice_from(*variant))) {
            return true;
        }
    }
    return false;
}

/* A name in capitals in brackets is a forum's, whose shortcodes have something inside. Names of one
 * letter are list marks in brackets. */
static bool has_name(const struct shortcode *row, const struct shortcode_parts *parts)
{
    struct slice name = slice_from(row->name);
    if (parts->square && name.length < 2) {
        return false;
    }
    if (!parts->square) {
        return is_variant(name, parts->name);
    }
    return parts->inside.length ? slice_equal_nocase(name, parts->name)
                                : slice_equal(name, parts->name);
}

static const struct shortcode *find_row(const struct shortcode *rows,
                                        const struct shortcode_parts *parts)
{
    for (; rows && rows->name; rows++) {
        if (rows->name[0] == ascii_lower(parts->name.data[0]) && has_name(rows, parts)) {
            return rows;
        }
    }
    return NULL;
}

/* {% include video id="…" provider="youtube" %}: an argument names the place. */
static void name_by_provider(struct shortcode_parts *parts)
{
    struct slice rest = parts->rest;
    struct slice name;
    struct slice value;
    while (slice_equal(parts->name, SLICE("video")) && shortcode_argument(&rest, &name, &value)) {
        parts->name = slice_equal(name, SLICE("provider")) && value.length ? value : parts->name;
    }
}

static bool find_named(struct reading *r)
{
    name_by_provider(&r->parts);
    r->row = find_row(common_shortcodes, &r->parts);
    for (const struct place *const *p = places; !r->row && *p; p++) {
        r->row = find_row((*p)->shortcodes, &r->parts);
        r->place = r->row ? *p : NULL;
    }
    return r->row != NULL;
}

/* [media=twitter]ID[/media]: the value names the place. */
static bool name_by_value(struct reading *r)
{
    if (r->place || !r->parts.inside.length || !r->parts.value.length) {
        return false;
    }
    struct shortcode_parts named = { .name = r->parts.value, .inside = r->parts.inside };
    for (const struct place *const *p = places; *p; p++) {
        const struct shortcode *row = find_row((*p)->shortcodes, &named);
        if (row) {
            r->row = row;
            r->place = *p;
            return true;
        }
    }
    return false;
}

/* --- What it says --- */

/* Words have the form of many an id: one that is no URL has a digit, or capitals inside. */
static bool looks_like_id(struct slice s)
{
    bool capital = false;
    bool small = false;
    for (size_t i = 0; i < s.length; i++) {
        if (ascii_is_digit(s.data[i])) {
            return true;
        }
        capital |= i > 0 && s.data[i] >= 'A' && s.data[i] <= 'Z';
        small |= s.data[i] >= 'a' && s.data[i] <= 'z';
    }
    return capital && small;
}

static bool take_url(struct reading *r, struct slice value, struct claim *out)
{
    struct match m;
    struct slice href;
    buffer_reset(&r->decoded);
    if (slice_starts_nocase(value, SLICE("www."))) {
        buffer_add(&r->decoded, SLICE("https://"));
    }
    html_decode(value, true, &r->decoded);
    if (!markup_match(slice_trim(buffer_slice(&r->decoded)), NULL, r->place, true, &r->first,
                      &r->second, &m, &href)) {
        return false;
    }
    out->place = m.place;
    out->url = arena_copy(r->arena, href);
    return true;
}

/* "ID", "ID?start=3", "handle/ID". */
static bool take_id(struct reading *r, struct slice value, struct claim *out)
{
    size_t end = slice_find(value, '?');
    size_t other = slice_find(value, '&');
    struct slice id = slice_part(value, 0, end < other ? end : other);
    size_t slash = slice_find(id, '/');
    if (slash < id.length && r->row->handle) {
        struct slice handle = slice_part(id, 0, slash);
        out->handle = r->place && place_is_handle(r->place, handle) ? handle : out->handle;
        id = slice_skip(id, slash + 1);
    }
    if (!r->place || !place_is_id(r->place, id) || !looks_like_id(id)) {
        return false;
    }
    out->place = r->place;
    out->id = id;
    return true;
}

static bool take_value(struct reading *r, struct slice value, struct claim *out)
{
    value = slice_trim(value);
    return value.length && (take_url(r, value, out) || take_id(r, value, out));
}

static void take_handle(struct reading *r, struct slice value, struct claim *out)
{
    if (value.length && value.data[0] == '@') {
        value = slice_skip(value, 1);
    }
    if (r->place && place_is_handle(r->place, value)) {
        out->handle = value;
    }
}

static size_t count_unnamed(struct slice rest)
{
    struct slice name;
    struct slice value;
    size_t count = 0;
    while (shortcode_argument(&rest, &name, &value)) {
        count += name.length == 0;
    }
    return count;
}

/* An argument; true if it says which post it is. */
static bool read_argument(struct reading *r, size_t nth, struct slice name, struct slice value,
                          struct claim *out)
{
    static const char urls[] = "url|src|link|href|source";
    if (name.length == 0) {
        if (r->row->handle_first && nth == 0 && r->unnamed > 1 && r->place &&
            place_is_handle(r->place, value) && !place_is_id(r->place, value)) {
            take_handle(r, value, out);
            return false;
        }
        return take_value(r, value, out);
    }
    if (is_in(name, r->row->handle)) {
        take_handle(r, value, out);
        return false;
    }
    return (is_in(name, r->row->id) || is_in(name, urls)) && take_value(r, value, out);
}

static bool read_arguments(struct reading *r, struct claim *out)
{
    struct slice rest = r->parts.rest;
    struct slice name;
    struct slice value;
    size_t nth = 0;
    bool found = false;
    r->unnamed = count_unnamed(rest);
    while (shortcode_argument(&rest, &name, &value)) {
        bool known = found && !is_in(name, r->row->handle);
        found |= !known && read_argument(r, nth, name, value, out);
        nth += name.length == 0;
    }
    return found;
}

static bool read_parts(struct reading *r, struct claim *out)
{
    bool named = name_by_value(r);
    return (!named && take_value(r, r->parts.value, out)) || read_arguments(r, out) ||
           take_value(r, r->parts.inside, out);
}

size_t shortcode_read(struct slice s, struct arena *arena, struct claim *out)
{
    struct reading r = { .arena = arena };
    *out = (struct claim){ 0 };
    if (!shortcode_split(s, &r.parts) || !find_named(&r)) {
        return 0;
    }
    r.decoded = r.first = r.second = BUFFER(URL_MOST);
    bool found = read_parts(&r, out) && out->place;
    if (found && !out->url.length) {
        out->url = markup_permalink(out->place, out->handle, out->id, arena);
    }
    out->form = FORM_SHORTCODE;
    out->kind = r.row->kind;
    arena->failed |= r.decoded.no_memory || r.first.no_memory || r.second.no_memory;
    buffer_free(&r.decoded);
    buffer_free(&r.first);
    buffer_free(&r.second);
    return found && !arena->failed ? r.parts.length : 0;
}
