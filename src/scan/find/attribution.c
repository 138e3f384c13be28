#include "scan/find/attribution.h"

#include "scan/find/line.h"
#include "scan/input/count.h"
#include "syntax/date.h"
#include "syntax/utf8.h"

enum {
    NAME_MOST = 50,
    NAME_BYTES = 400,
    HANDLE_MOST = 20,
    DATE_MOST = 64,
    SPACES_MOST = 16,
    LINKED_MOST = 512
};

/* --- Behind the handle --- */

static size_t read_handle(struct slice s, size_t at, struct slice *handle)
{
    size_t end = at;
    while (end < s.length && end - at <= HANDLE_MOST &&
           (ascii_is_alnum(s.data[end]) || s.data[end] == '_')) {
        end++;
    }
    *handle = slice_part(s, at, end);
    end = line_skip_marks(s, end);
    bool closed = end < s.length && s.data[end] == ')';
    return closed && handle->length && handle->length <= HANDLE_MOST ? end + 1 : 0;
}

/* A stretch of text with line breaks, and the quote marks behind them, as single spaces. */
struct flat {
    char bytes[DATE_MOST];
    unsigned char from[DATE_MOST + 1]; /* where each of them stands */
    size_t length;
};

static void flatten(struct slice s, struct flat *out)
{
    size_t i = 0;
    out->length = 0;
    while (i < s.length && i < DATE_MOST && out->length < DATE_MOST) {
        out->from[out->length] = (unsigned char)i;
        bool breaks = s.data[i] == '\n' || s.data[i] == '\r';
        out->bytes[out->length++] = line_joined(s.data[i]);
        i = breaks ? line_skip_prefix(s, line_next(s, i)) : i + 1;
    }
    out->from[out->length] = (unsigned char)(i < DATE_MOST ? i : DATE_MOST);
}

static size_t skip_spaces(struct slice s)
{
    size_t i = 0;
    size_t count = 0;
    while (i < s.length && count++ < SPACES_MOST) {
        size_t length;
        uint32_t code = utf8_decode(slice_skip(s, i), &length);
        if (!utf8_is_space(code) && !utf8_is_direction_mark(code)) {
            break;
        }
        i += length;
    }
    return i;
}

/* Thirteen digits: milliseconds since 1970, as some sites print them. */
static size_t read_epoch(struct slice s, struct attribution *out)
{
    unsigned long long ms;
    size_t digits = 0;
    while (digits < s.length && ascii_is_digit(s.data[digits])) {
        digits++;
    }
    if (digits != 13 || !slice_number(slice_part(s, 0, digits), INT64_MAX, &ms)) {
        return 0;
    }
    out->ms = (int64_t)ms;
    out->precision = ms % 1000 ? TIME_MS : TIME_SECOND;
    return digits;
}

static size_t read_day(struct slice s, struct attribution *out)
{
    struct civil day;
    size_t length = date_read(s, &day);
    if (length) {
        out->ms = civil_to_ms(day);
        out->precision = TIME_DAY;
    }
    return length ? length : read_epoch(s, out);
}

static bool is_scheme_at(struct slice s, size_t at)
{
    return slice_starts(slice_skip(s, at), SLICE("http://")) ||
           slice_starts(slice_skip(s, at), SLICE("https://"));
}

/* The end of a link in brackets at `at`: "(https://…)" or "<https://…>"; 0: none. */
static size_t read_linked(struct slice s, size_t at, struct attribution *out)
{
    if (at >= s.length || (s.data[at] != '(' && s.data[at] != '<') || !is_scheme_at(s, at + 1)) {
        return 0;
    }
    char close = s.data[at] == '(' ? ')' : '>';
    size_t end = at;
    size_t most = s.length - at < LINKED_MOST ? s.length : at + LINKED_MOST;
    while (end < most && !ascii_is_space(s.data[end]) && s.data[end] != close) {
        end++;
    }
    if (end == most || s.data[end] != close) {
        return 0;
    }
    out->permalink = at + 1;
    return end + 1;
}

/* The link that the date was: "[June 19, 2018](https://…)", or on the next line. */
static size_t read_permalink(struct slice s, size_t at, bool bracketed, struct attribution *out)
{
    if (bracketed) {
        bool closed = at < s.length && s.data[at] == ']';
        size_t end = closed ? read_linked(s, at + 1, out) : 0;
        return end ? end : at + closed;
    }
    size_t next = at + skip_spaces(slice_skip(s, at));
    next = line_skip_prefix(s, next);
    size_t end = read_linked(s, next, out);
    return end ? end : at;
}

/* Reads a date at the start of `words` and gives where it begins and ends in them; 0: there is
 * none.
 */
static size_t find_date(struct slice words, bool *bracketed, struct attribution *out)
{
    size_t i = skip_spaces(words);
    *bracketed = i < words.length && words.data[i] == '[';
    i += *bracketed;
    if (*bracketed && slice_starts(slice_skip(words, i), SLICE("> "))) {
        i += 2;
    }
    size_t length = read_day(slice_skip(words, i), out);
    return length ? i + length : 0;
}

/* Reads the date behind the handle, whose parenthesis closes before `at`. Only where a quote breaks
 * it does it have to be put together first. */
static bool read_date(struct slice s, size_t at, struct attribution *out)
{
    struct slice words = slice_skip(s, at);
    words.length = words.length < DATE_MOST ? words.length : DATE_MOST;
    bool bracketed;
    size_t end = find_date(words, &bracketed, out);
    if (end == 0 && slice_find(words, '>') < words.length) {
        struct flat flat;
        flatten(words, &flat);
        end = find_date(slice_of(flat.bytes, flat.length), &bracketed, out);
        end = end ? flat.from[end] : 0;
    }
    if (end) {
        out->end = read_permalink(s, at + end, bracketed, out);
    }
    return end > 0;
}

/* What stands where a date should: the line's end, or a date that is none ("December 14, 201"). */
static bool lacks_date(struct slice s, size_t at)
{
    static const char months[][4] = { "jan", "feb", "mar", "apr", "may", "jun",
                                      "jul", "aug", "sep", "oct", "nov", "dec" };
    while (at < s.length && (s.data[at] == ' ' || s.data[at] == '\t')) {
        at++;
    }
    struct slice rest = slice_skip(s, at);
    if (rest.length == 0 || ascii_is_space(rest.data[0]) || ascii_is_digit(rest.data[0])) {
        return true;
    }
    for (size_t i = 0; i < sizeof months / sizeof *months; i++) {
        if (slice_starts_nocase(rest, slice_from(months[i]))) {
            return true;
        }
    }
    return false;
}

/* --- Before the handle --- */

static struct slice trim_name(struct slice s)
{
    while (s.length) {
        size_t length;
        uint32_t code = utf8_decode(s, &length);
        if (!utf8_is_space(code) && !utf8_is_direction_mark(code)) {
            break;
        }
        s = slice_skip(s, length);
    }
    while (s.length) {
        size_t length;
        uint32_t code = utf8_decode_last(s, &length);
        if (!utf8_is_space(code) && !utf8_is_direction_mark(code)) {
            break;
        }
        s.length -= length;
    }
    return s;
}

static bool is_name(struct slice s)
{
    return count_points(s.data, s.length) <= NAME_MOST;
}

struct dash {
    struct slice text;
    bool space_before, space_after; /* must stand there, for what else it may be */
};

/* The surer ones first: names have hyphens, and en dashes stand between years. */
enum { DASH_ROWS = 3, DASHES = 5 };

static const struct dash dashes[DASH_ROWS][DASHES] = {
    { { { "—", 3 }, false, false },
      { { "―", 3 }, false, false },
      { { "--", 2 }, false, false },
      { { "&mdash;", 7 }, false, false },
      { { "&#8212;", 7 }, false, false } },
    { { { "–", 3 }, false, true }, { { "&ndash;", 7 }, false, true } },
    { { { "-", 1 }, true, true } },
};

static bool is_space_at(struct slice s, size_t at)
{
    size_t length;
    return at >= s.length || utf8_is_space(utf8_decode(slice_skip(s, at), &length));
}

static bool is_space_before(struct slice s, size_t at)
{
    size_t length;
    return at == 0 || utf8_is_space(utf8_decode_last(slice_part(s, 0, at), &length));
}

static bool is_dash_at(struct slice s, size_t at, const struct dash *dash)
{
    /* The first byte alone settles nearly every case. */
    return dash->text.data && *dash->text.data == s.data[at] &&
           slice_starts(slice_skip(s, at), dash->text) &&
           (!dash->space_before || is_space_before(s, at)) &&
           (!dash->space_after || is_space_at(s, at + dash->text.length));
}

static bool may_begin_dash(char c)
{
    return c == '-' || c == '&' || c == '\xe2';
}

/* The last dash of each strength that leaves a name before the parenthesis, and what is behind it;
 * 0: there is none. */
struct found_dashes {
    size_t at[DASH_ROWS], behind[DASH_ROWS];
};

static void note_dash(struct slice s, size_t at, size_t open, struct found_dashes *found)
{
    for (size_t row = 0; row < DASH_ROWS; row++) {
        for (size_t i = 0; i < DASHES && found->behind[row] == 0; i++) {
            const struct dash *dash = &dashes[row][i];
            size_t behind = at + dash->text.length;
            if (behind <= open && is_dash_at(s, at, dash)) {
                found->at[row] = at;
                found->behind[row] = behind;
            }
        }
    }
}

static bool by_dash(struct slice s, size_t low, size_t open, struct attribution *out)
{
    struct found_dashes found = { .behind = { 0 } };
    size_t signs = 0; /* so many that no trimming makes a name of them */
    for (size_t at = open; at-- > low && found.behind[0] == 0 && signs < 2 * (size_t)NAME_MOST;) {
        signs += s.data[at] > ' ' && s.data[at] < '\x7f';
        if (may_begin_dash(s.data[at])) {
            note_dash(s, at, open, &found);
        }
    }
    for (size_t row = 0; row < DASH_ROWS; row++) {
        struct slice name = trim_name(slice_part(s, found.behind[row], open));
        if (found.behind[row] && is_name(name)) {
            out->start = found.at[row];
            out->name = name;
            bool begins_line = s.data[out->start] == '-' &&
                               line_skip_prefix(s, line_start(s, out->start, 0)) == out->start;
            out->lead = begins_line ? LEAD_BULLET : LEAD_DASH;
            return true;
        }
    }
    return false;
}

static bool begins_name(struct slice s, size_t start, size_t open, enum lead lead,
                        struct attribution *out)
{
    out->lead = lead;
    out->name = trim_name(slice_part(s, start, open));
    out->start = (size_t)(out->name.data - s.data);
    return out->name.length > 0 && is_name(out->name);
}

/* Where dashes were lost: behind a link, two spaces or the line's beginning. */
static bool by_place(struct slice s, size_t low, size_t open, size_t floor, struct attribution *out)
{
    size_t line = line_start(s, open, low);
    size_t begins = line > low || line == 0 ? line_skip_prefix(s, line) : line;
    size_t last = open;
    while (last > begins && s.data[last - 1] == ' ') {
        last--;
    }
    for (size_t at = last; at > begins + 1; at--) {
        if (s.data[at - 1] == ' ' && s.data[at - 2] == ' ') {
            return begins_name(s, at, open, LEAD_SPACES, out);
        }
    }
    bool at_link = floor == line && line == low && floor > 0;
    return begins_name(s, begins, open, at_link ? LEAD_LINK : LEAD_LINE, out);
}

/* How far back a name may begin: in its own line, or in the one before where a long line was
 * broken. */
static size_t name_low(struct slice s, size_t open, size_t floor)
{
    size_t low = open > NAME_BYTES ? open - NAME_BYTES : 0;
    low = low > floor ? low : floor;
    size_t line = line_start(s, open, low);
    bool quoted = line < open && s.data[line] == '>';
    bool empty = line_skip_prefix(s, line) >= open;
    return line > low && (quoted || empty) ? line_start(s, line - 1, low) : line;
}

bool attribution_read(struct view v, size_t floor, struct attribution *out)
{
    *out = (struct attribution){ .dated = false };
    if (v.at == 0 || v.s.data[v.at - 1] != '(' || floor >= v.at) {
        return false;
    }
    size_t open = v.at - 1;
    size_t behind = read_handle(v.s, v.at + 1, &out->handle);
    if (behind == 0) {
        return false;
    }
    out->end = behind;
    out->dated = read_date(v.s, behind, out);
    if (!out->dated && !lacks_date(v.s, behind)) {
        return false;
    }
    size_t low = name_low(v.s, open, floor);
    return by_dash(v.s, low, open, out) || (out->dated && by_place(v.s, low, open, floor, out));
}

void attribution_add_name(struct slice name, struct buffer *into)
{
    for (size_t i = 0; i < name.length;) {
        bool breaks = name.data[i] == '\n' || name.data[i] == '\r';
        buffer_add_char(into, line_joined(name.data[i]));
        i = breaks ? line_skip_prefix(name, line_next(name, i)) : i + 1;
    }
}
