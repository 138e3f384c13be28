#include "scan/find/attribution.h"

#include "base/runs.h"
#include "scan/find/dash.h"
#include "scan/find/line.h"
#include "scan/find/signed_date.h"
#include "scan/find/words.h"
#include "scan/input/count.h"
#include "syntax/utf8.h"

enum {
    NAME_MOST = 50,
    NAME_BYTES = 400,
    HANDLE_MOST = 253,
    COLUMNS_MOST = 100, /* of text that was broken at a column */
    INSIDE_SPACES = 2   /* between a parenthesis and what stands in it */
};

/* --- The handle --- */

static bool is_handle_byte(char c)
{
    static const bool in_handle[256] = {
        ['0' ... '9'] = true, ['a' ... 'z'] = true, ['A' ... 'Z'] = true, ['_'] = true,
        ['.'] = true,         ['-'] = true,         ['@'] = true
    };
    return in_handle[(unsigned char)c];
}

/* The parenthesis that opens before the "@" at `at`, with a space or Markdown's bracket between.
 * False: there is none. */
static bool find_parenthesis(struct slice s, size_t at, size_t *open)
{
    at -= at > 0 && (s.data[at - 1] == '[' || s.data[at - 1] == '\\');
    at = line_back_over_marks(s, at);
    for (size_t i = 0; i < INSIDE_SPACES && at > 0 && ascii_is_space(s.data[at - 1]); i++) {
        at--;
    }
    struct slice before = slice_part(s, 0, at);
    if (at > 0 && s.data[at - 1] == '(') {
        *open = at - 1;
        return true;
    }
    struct slice wide = SLICE("（");
    *open = at - (at < wide.length ? at : wide.length);
    return slice_equal(slice_skip(before, *open), wide);
}

/* Whether a handle has what this place's signatures have; it has some. */
static bool is_signed_by(const struct place *place, struct slice handle)
{
    for (const char *c = place->signature; *c; c++) {
        if (slice_find(handle, *c) == handle.length) {
            return false;
        }
    }
    return place_is_handle(place, handle);
}

const struct place *attribution_place(struct slice handle)
{
    const struct place *found = NULL;
    for (const struct place *const *p = places_signing; *p; p++) {
        if ((!found || *(*p)->signature) && is_signed_by(*p, handle)) {
            found = *p;
        }
    }
    return found;
}

#if defined(RUNS_STEP)

/* How much of a step from `at` on is of the bytes that nearly all handles are made of; 0 where
 * there is no step. */
static size_t handle_step(struct slice s, size_t at)
{
    if (s.length - at < RUNS_STEP) {
        return 0;
    }
    __m128i bytes = runs_load(s.data + at);
    __m128i signs = _mm_or_si128(runs_byte(bytes, '_'), runs_range(bytes, '0', '9'));
    return runs_length(_mm_or_si128(runs_letters(bytes), signs));
}

#else

static size_t handle_step(struct slice s, size_t at)
{
    (void)s;
    (void)at;
    return 0;
}

#endif

/* Where the handle ends that begins at `at`. *escaped: Markdown's escapes are in it. */
static size_t handle_end(struct slice s, size_t at, bool *escaped)
{
    size_t most = s.length - at <= HANDLE_MOST ? s.length : at + HANDLE_MOST + 1;
    size_t end = at + handle_step(s, at);
    *escaped = false;
    while (end < most) {
        if (is_handle_byte(s.data[end])) {
            end++;
        } else if (s.data[end] == '\\' && is_handle_byte(line_byte(s, end + 1))) {
            *escaped = true;
            end++;
        } else {
            break;
        }
    }
    return end;
}

/* A handle without Markdown's escapes, in the room. */
static struct slice unescape(struct slice handle, char room[HANDLE_MOST])
{
    size_t length = 0;
    for (size_t i = 0; i < handle.length && length < HANDLE_MOST; i++) {
        if (handle.data[i] != '\\') {
            room[length++] = handle.data[i];
        }
    }
    return slice_of(room, length);
}

/* Behind what closes the parenthesis: ")", "](URL))"; 0: it does not close. */
static size_t close_parenthesis(struct slice s, size_t at)
{
    struct slice url;
    if (at < s.length && s.data[at] == ']') {
        at = signed_date_link(s, at + 1, &url);
        if (at == 0) {
            return 0;
        }
    }
    at = line_skip_marks(s, at);
    for (size_t i = 0; i < INSIDE_SPACES && at < s.length && ascii_is_space(s.data[at]); i++) {
        at++;
    }
    if (slice_starts(slice_skip(s, at), SLICE("）"))) {
        return at + SLICE("）").length;
    }
    return at < s.length && s.data[at] == ')' ? at + 1 : 0;
}

/* Reads the handle from `at` on and gives what is behind the parenthesis; 0: it is none. */
static size_t read_handle(struct slice s, size_t at, struct attribution *out)
{
    char room[HANDLE_MOST];
    bool escaped;
    size_t end = handle_end(s, at, &escaped);
    out->handle = slice_part(s, at, end);
    bool whole = !escaped && out->handle.length <= HANDLE_MOST;
    struct slice plain = whole ? out->handle : unescape(out->handle, room);
    out->markdown = plain.length < out->handle.length;
    size_t behind = plain.length ? close_parenthesis(s, end) : 0;
    out->place = behind ? attribution_place(plain) : NULL;
    return out->place ? behind : 0;
}

/* --- Before the handle --- */

static struct slice trim_name(struct slice s)
{
    s = slice_skip(s, utf8_skip_spaces(s, 0));
    while (s.length) {
        size_t length;
        if (!utf8_is_gap(utf8_decode_last(s, &length))) {
            break;
        }
        s.length -= length;
    }
    return s;
}

static bool is_name(struct slice s)
{
    return s.length <= NAME_MOST || count_points(s.data, s.length) <= NAME_MOST;
}

/* A name without the marks that made it bold: "**Name**". */
static struct slice without_stars(struct slice name)
{
    struct slice stars = SLICE("**");
    bool bold = name.length > 2 * stars.length && slice_starts(name, stars) &&
                slice_ends_nocase(name, stars);
    return bold ? slice_part(name, stars.length, name.length - stars.length) : name;
}

/* The name behind a dash at [start, behind). False: it is none. */
static bool take_dash(struct slice s, size_t start, size_t behind, size_t end,
                      struct attribution *out)
{
    bool linked = slice_starts(slice_skip(s, end), SLICE("]("));
    struct slice name = trim_name(slice_part(s, behind, end));
    name = without_stars(slice_skip(name, linked && slice_starts(name, SLICE("["))));
    if (!is_name(name)) {
        return false;
    }
    bool hyphen = s.data[start] == '-' || s.data[start] == '\\';
    bool begins_line = hyphen && line_skip_prefix(s, line_start(s, start, 0)) == start;
    out->start = start;
    out->name = name;
    out->lead = begins_line ? LEAD_BULLET : LEAD_DASH;
    return true;
}

/* Reads the name behind the first dash, if nothing stands between it and a link that ends at
 * `link`: names have dashes, too. */
static bool by_first_dash(struct slice s, size_t link, size_t end, struct attribution *out)
{
    struct slice before = slice_part(s, 0, end);
    size_t start = utf8_skip_spaces(before, link);
    size_t behind = dash_skip(before, start);
    return behind > start && take_dash(s, start, behind, end, out);
}

/* How far back a dash may stand before the line of the name, which begins at `line`: in the line
 * above where a signature was broken: behind the dash, in a quote, or because the name did not fit.
 */
static size_t dash_low(struct slice s, size_t line, size_t end, size_t low)
{
    size_t above = line_above(s, line, low);
    bool quoted = line < end && line_is_quoted(s, line);
    bool empty = line_skip_prefix(s, line) >= end;
    if (quoted || empty) {
        return above;
    }
    size_t above_end = line_end(s, above);
    size_t words = line_skip_prefix(s, above);
    bool broken = dash_skip(s, words) > words || dash_ends(slice_part(s, above, above_end)) ||
                  (above_end - above <= COLUMNS_MOST && line_is_wrapped(s, above, above_end, line));
    return broken ? above : line;
}

/* Finds the dashes before a name that ends at `end`: a sure one in its line is the last one. */
static void find_dashes(struct slice s, size_t low, size_t end, struct dashes *out)
{
    enum { SIGNS_MOST = 2 * NAME_MOST }; /* so many that no trimming makes a name of them */
    size_t line = line_start(s, end, low);
    dashes_find(s, line, end, SIGNS_MOST, out);
    if (out->behind[0] == 0 && line > low) {
        dashes_find(s, dash_low(s, line, end, low), end, SIGNS_MOST, out);
    }
}

/* Reads the name behind the last dash. */
static bool by_last_dash(struct slice s, size_t low, size_t end, struct attribution *out)
{
    struct dashes found;
    find_dashes(s, low, end, &found);
    for (size_t row = 0; row < DASH_STRENGTHS; row++) {
        if (found.behind[row] && take_dash(s, found.at[row], found.behind[row], end, out)) {
            return true;
        }
    }
    return false;
}

/* A hyphen that is glued to the name behind it is what is left of a dash. */
static bool begins_name(struct slice s, size_t start, size_t open, enum lead lead,
                        struct attribution *out)
{
    out->lead = lead;
    out->name = trim_name(slice_part(s, start, open));
    out->start = out->name.length ? (size_t)(out->name.data - s.data) : open;
    if (out->name.length > 1 && out->name.data[0] == '-') {
        out->name = trim_name(slice_skip(out->name, 1));
    }
    return (out->name.length > 0 || lead == LEAD_LINK || lead == LEAD_GAP) && is_name(out->name);
}

/* Behind the brackets that close around a link. */
static size_t skip_closing(struct slice s, size_t at, size_t open)
{
    while (at < open && (s.data[at] == ')' || s.data[at] == ']' || s.data[at] == '>')) {
        at++;
    }
    return at;
}

/* Where dashes were lost: behind a link, two spaces or the line's beginning. `low` is where the
 * line begins, or the link before ends, `linked` says which. */
static bool by_place(struct slice s, size_t low, size_t open, bool linked, struct attribution *out)
{
    size_t begins = linked ? skip_closing(s, low, open) : line_skip_prefix(s, low);
    if (linked && slice_starts(slice_part(s, begins, open), SLICE("  "))) {
        return begins_name(s, begins, open, LEAD_GAP, out);
    }
    size_t last = open;
    while (last > begins && s.data[last - 1] == ' ') {
        last--;
    }
    for (size_t at = last; at > begins + 1; at--) {
        if (s.data[at - 1] == ' ' && s.data[at - 2] == ' ') {
            return begins_name(s, at, open, LEAD_SPACES, out);
        }
    }
    return begins <= open && begins_name(s, begins, open, linked ? LEAD_LINK : LEAD_LINE, out);
}

/* Whether a link is the name's: "[Name](URL) (@handle)". */
static bool is_of_name(struct slice s, const struct near_link *link, size_t open)
{
    return link->start > 2 && slice_starts(slice_skip(s, link->start - 2), SLICE("](")) &&
           link->end < open && s.data[link->end] == ')' &&
           line_is_blank(s, link->end + 1, open, false);
}

/* Whether a link is in the name, as people put their sites there: behind a sure dash of its line,
 * and before nothing but the handle. Those that end a post are short. */
static bool is_in_name(struct slice s, const struct near_link *link, size_t floor, size_t open)
{
    struct dashes found;
    bool ends = link->kind != LINK_SHORT && link->kind != LINK_MEDIA && link->end <= open &&
                line_is_blank(s, link->end, open, false);
    if (!ends || link->start <= floor) {
        return false;
    }
    dashes_find(s, line_start(s, link->start, floor), link->start, NAME_MOST, &found);
    return found.behind[0] > 0;
}

/* Where the links before the name end; 0: there are none in sight. *end is where the name ends, of
 * which a link may be part; in markup it may be a link itself. */
static size_t links_end(const struct context *c, size_t open, size_t *end)
{
    *end = open;
    for (size_t i = c->links.count; i-- > 0;) {
        const struct near_link *link = &c->links.list[i];
        size_t before = i > 0 ? c->links.list[i - 1].end : 0;
        if (is_of_name(c->view.s, link, *end)) {
            *end = link->start - 2;
        } else if (is_in_name(c->view.s, link, before > c->floor ? before : c->floor, *end)) {
            return before;
        } else if (link->end <= open) {
            return link->end;
        }
    }
    return 0;
}

static bool read_name(const struct context *c, size_t open, bool by_dash_only,
                      struct attribution *out)
{
    struct slice s = c->view.s;
    size_t end;
    size_t link = links_end(c, open, &end);
    size_t floor = link > c->floor ? link : c->floor;
    size_t low = end > NAME_BYTES ? end - NAME_BYTES : 0;
    low = low > floor ? low : floor;
    out->markdown |= end < open;
    if ((link > 0 && link >= low && by_first_dash(s, link, end, out)) ||
        by_last_dash(s, low, end, out)) {
        return true;
    }
    size_t line = line_start(s, open, low);
    bool empty = line > low && line_skip_prefix(s, line) >= open;
    line = empty ? line_above(s, line, low) : line;
    bool linked = line == link && link > 0;
    return !by_dash_only && by_place(s, line, open, linked, out);
}

/* Reads the handle and the date behind it; in *open where the parenthesis opens. */
static bool read_handle_and_date(const struct context *c, size_t *open, struct attribution *out)
{
    struct signed_date date;
    struct slice s = c->view.s;
    size_t at = c->view.at;
    *out = (struct attribution){ .place = NULL };
    if (!find_parenthesis(s, at, open) || *open < c->floor) {
        return false;
    }
    size_t behind = read_handle(s, at + 1, out);
    if (behind == 0) {
        return false;
    }
    bool ends = signed_date_read(out->place, s, behind, &date);
    out->date = date.date;
    out->end = date.end;
    out->permalink = date.permalink;
    out->markdown |= date.markdown;
    out->separated = date.separated;
    return ends;
}

/* Whether a space and a capital stand at the end of a handle's parenthesis; 0: there is none. */
static bool begins_sentence(struct slice s, size_t at)
{
    size_t length;
    return at > 0 && line_byte(s, at) == ' ' && at + 1 < s.length &&
           words_is_capital(utf8_decode(slice_skip(s, at + 1), &length));
}

bool attribution_read(const struct context *c, struct attribution *out)
{
    size_t open;
    bool ends = read_handle_and_date(c, &open, out);
    out->followed = !ends && begins_sentence(c->view.s, out->end);
    return (ends || out->followed) && read_name(c, open, out->date.source == SOURCE_NONE, out);
}

bool attribution_read_inside(const struct context *c, const struct place *place,
                             struct attribution *out)
{
    size_t open;
    bool ends = read_handle_and_date(c, &open, out);
    return (ends || out->end) && out->place == place && read_name(c, open, false, out);
}

static bool is_escaped(struct slice words, size_t at)
{
    static const char marks[] = "\\`*_{}[]<>()#+-.!|~";
    return at + 1 < words.length && words.data[at] == '\\' && words.data[at + 1] &&
           strchr(marks, words.data[at + 1]);
}

/* Where the next line break, or backslash of Markdown, stands, or the end. */
static size_t find_mark(struct slice words, size_t at, bool markdown)
{
    size_t end = line_end(words, at);
    return markdown ? at + slice_find(slice_part(words, at, end), '\\') : end;
}

void attribution_add_words(struct slice words, bool markdown, struct buffer *into)
{
    for (size_t i = 0; i < words.length;) {
        size_t mark = find_mark(words, i, markdown);
        buffer_add(into, slice_part(words, i, mark));
        i = mark;
        if (i < words.length) {
            i += markdown && is_escaped(words, i);
            bool breaks = words.data[i] == '\n' || words.data[i] == '\r';
            buffer_add_char(into, line_joined(words.data[i]));
            i = breaks ? line_skip_prefix(words, line_next(words, i)) : i + 1;
        }
    }
}
