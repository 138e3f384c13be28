#include "scan/find/pattern.h"

#include "scan/find/furniture.h"
#include "scan/find/line.h"
#include "scan/find/pattern_words.h"
#include "scan/find/signed_date.h"
#include "scan/find/words.h"

enum {
    NAME_BYTES = 256, /* 64 characters, as of fancy letters */
    TEXT_BYTES = 4 << 10,
    TITLE_BYTES = 400,
    ANY_BYTES = 120,
    SKIP_BYTES = 800,
    PARTS = 8
};

/* --- Reading a pattern --- */

/* The next part of a pattern: words that stand for themselves, or a brace. */
static struct slice next_part(struct slice *rest)
{
    struct slice part = *rest;
    if (part.length && part.data[0] == '{') {
        part.length = slice_find(part, '}') + 1;
    } else {
        size_t brace = slice_find(part, '{');
        size_t option = slice_find(part, '[');
        part.length = brace < option ? brace : option;
    }
    *rest = slice_skip(*rest, part.length);
    return part;
}

static bool is_brace(struct slice part)
{
    return part.length && part.data[0] == '{';
}

char pattern_sign(const struct flattened *row)
{
    if (!row->sign) {
        return '\0';
    }
    return row->sign[strlen(row->sign) - 1];
}

/* Whether the sign of a row ends with the byte at `at`. White space may stand within it. */
static bool has_sign(const struct flattened *row, struct slice s, size_t at)
{
    size_t i = strlen(row->sign);
    size_t end = at + 1;
    for (int spaces = 0; i > 0; end--) {
        if (end == 0) {
            return false;
        }
        char c = s.data[end - 1];
        if (c == row->sign[i - 1] || (ascii_is_space(c) && row->sign[i - 1] == ' ')) {
            i--;
        } else if (!ascii_is_space(c) || spaces++ > 2) {
            return false;
        }
    }
    return true;
}

/* --- What stands for a brace --- */

static struct slice trim(struct slice s)
{
    s = slice_skip(s, pattern_skip_spaces(s, 0));
    s.length = pattern_back_over_spaces(SLICE(" "), s, 0, s.length);
    return s;
}

/* The words of "[words](URL)" or "[words][n]". */
static struct slice unlink_words(struct slice s)
{
    size_t close = slice_find(s, ']');
    bool linked = s.length && s.data[0] == '[' && close + 1 < s.length &&
                  ((s.data[close + 1] == '(' && s.data[s.length - 1] == ')') ||
                   (s.data[close + 1] == '[' && s.data[s.length - 1] == ']'));
    return linked ? trim(slice_part(s, 1, close)) : s;
}

static size_t bound(struct slice brace)
{
    if (slice_equal(brace, SLICE("{text}"))) {
        return TEXT_BYTES;
    }
    if (slice_equal(brace, SLICE("{skip}"))) {
        return SKIP_BYTES;
    }
    return slice_equal(brace, SLICE("{any}")) ? ANY_BYTES : NAME_BYTES;
}

/* Whether words reach over the beginning of another post, "@handle" first on a line, or the end of
 * one, "(@handle)": they are not of one post then. */
static bool reach_over(struct slice words)
{
    size_t at = 0;
    for (; (at += slice_find(slice_skip(words, at), '@')) < words.length; at++) {
        bool first = line_skip_prefix(words, line_start(words, at, 0)) == at && at > 0;
        if (first || (at > 0 && words.data[at - 1] == '(')) {
            return true;
        }
    }
    return false;
}

/* Keeps the words for a brace; false: they cannot stand for it. */
static bool keep(const struct place *place, struct slice brace, struct slice words,
                 struct pattern_match *out)
{
    if (slice_equal(brace, SLICE("{name}"))) {
        out->name = unlink_words(trim(words));
        return pattern_mention(words) == words.length;
    }
    if (slice_equal(brace, SLICE("{handle}"))) {
        out->handle = words;
        return place_is_handle(place, words);
    }
    if (slice_equal(brace, SLICE("{text}"))) {
        out->text = trim(words);
        return !reach_over(words);
    }
    bool one_line = slice_find(words, '\n') == words.length;
    if (slice_equal(brace, SLICE("{word}"))) {
        unsigned long long n; /* "in 1987" says when */
        words = trim(words);
        return words.length > 0 && one_line && slice_find(words, ' ') == words.length &&
               !slice_number(words, UINT64_MAX, &n);
    }
    if (slice_equal(brace, SLICE("{skip}"))) {
        return slice_find(words, '@') == words.length;
    }
    if (slice_equal(brace, SLICE("{number}"))) {
        unsigned long long n;
        return slice_number(trim(words), UINT16_MAX, &n);
    }
    if (slice_equal(brace, SLICE("{title}"))) {
        out->title = trim(words);
        return out->title.length > 0;
    }
    return one_line;
}

/* The end of a handle at `at`, by the place's form. */
static size_t handle_end(const struct place *place, struct slice s, size_t at)
{
    size_t end = at;
    bool hosted = false; /* "name@host" */
    while (end < s.length && end - at < place->handle.most) {
        char c = s.data[end];
        bool host = c == '@' && !hosted && end > at && (place->handle.characters & WORD_AT);
        if (!ascii_is_alnum(c) && c != '_' && c != '.' && c != '-' && !host) {
            break;
        }
        hosted |= host;
        end++;
    }
    while (end > at &&
           (s.data[end - 1] == '.' || s.data[end - 1] == '-' || s.data[end - 1] == '@')) {
        end--;
    }
    return place_is_handle(place, slice_part(s, at, end)) ? end : at;
}

/* --- Forward --- */

static bool read_forward(const struct place *place, struct slice pattern, struct slice s, size_t at,
                         struct pattern_match *out);

/* Behind "](URL)" or "][n]" at `at`; `at`: neither is there. */
static size_t skip_target(struct slice s, size_t at, struct slice *url)
{
    enum { REFERENCE_MOST = 6 };
    if (!slice_starts(slice_skip(s, at), SLICE("]["))) {
        bool closes = at < s.length && s.data[at] == ']';
        size_t end = closes ? signed_date_link(s, at + 1, url) : 0;
        return end ? end : at;
    }
    struct slice number = slice_skip(s, at + 2);
    number.length = number.length < REFERENCE_MOST ? number.length : REFERENCE_MOST;
    size_t close = slice_find(number, ']');
    return close < number.length ? at + 2 + close + 1 : at;
}

static bool read_date(const struct place *place, bool weekday, struct slice s, size_t *at,
                      struct pattern_match *out)
{
    *at = pattern_skip_spaces(s, *at);
    bool linked = *at < s.length && s.data[*at] == '[';
    *at += linked;
    struct slice rest = slice_skip(s, *at);
    size_t length = signed_date_at(place, rest, &out->date);
    *at += length;
    *at = linked ? skip_target(s, *at, &out->permalink) : *at;
    return length > 0 && (!weekday || out->lenient || signed_date_is_day(rest));
}

static bool read_handle(const struct place *place, struct slice s, size_t *at,
                        struct pattern_match *out)
{
    out->handle = slice_part(s, *at, handle_end(place, s, *at));
    *at += out->handle.length;
    return out->handle.length > 0;
}

/* What a brace at the end of a pattern stands for: the rest of the line. */
static bool read_line(const struct place *place, struct slice brace, struct slice s, size_t *at,
                      size_t most, struct pattern_match *out)
{
    size_t from = *at;
    struct slice line = slice_part(s, from, line_end(s, from));
    *at = slice_equal(brace, SLICE("{any}"))
              ? from + words_own_part(line, most - from)
              : from + (line.length < most - from ? line.length : most - from);
    return keep(place, brace, slice_part(s, from, *at), out);
}

/* What a brace stands for, up to the words behind it, and what follows. A name may hold those
 * words, too: what follows shows which they are. */
static bool read_until(const struct place *place, struct slice brace, struct slice *pattern,
                       struct slice s, size_t *at, size_t most, struct pattern_match *out)
{
    struct pattern_stretch found;
    struct slice words = next_part(pattern);
    size_t from = *at;
    for (size_t low = from; pattern_find(words, s, low, most, &found); low = found.start + 1) {
        struct pattern_match rest = *out;
        if (read_forward(place, *pattern, s, found.end, &rest)) {
            *out = rest;
            *at = out->end;
            pattern->length = 0;
            return keep(place, brace, slice_part(s, from, found.start), out);
        }
    }
    return false;
}

/* A brace, and what is behind it where that ends it. */
static bool read_brace(const struct place *place, struct slice brace, struct slice *pattern,
                       struct slice s, size_t *at, struct pattern_match *out)
{
    bool weekday = slice_equal(brace, SLICE("{day}"));
    if (weekday || slice_equal(brace, SLICE("{date}"))) {
        return read_date(place, weekday, s, at, out);
    }
    if (slice_equal(brace, SLICE("{handle}"))) {
        return read_handle(place, s, at, out);
    }
    size_t most = s.length - *at < bound(brace) ? s.length : *at + bound(brace);
    bool last = pattern->length == 0 || pattern->data[0] == '[';
    return last ? read_line(place, brace, s, at, most, out)
                : read_until(place, brace, pattern, s, at, most, out);
}

/* Behind the words that a date should follow, which end at `at`, where nothing else stands on their
 * line: it was in an element of its own, and lost with that. Else `end`. */
static size_t behind_lost(struct slice s, size_t end, size_t at)
{
    size_t words = pattern_back_over_spaces(SLICE(" "), s, end, at);
    return line_is_over(s, words) ? words : end;
}

/* Reads a pattern from `at` on; out->end is behind it. What stands in "[…]" may be missing. */
static bool read_forward(const struct place *place, struct slice pattern, struct slice s, size_t at,
                         struct pattern_match *out)
{
    bool optional = false;
    out->end = at;
    while (pattern.length) {
        if (pattern.data[0] == '[') {
            optional = true;
            pattern = slice_part(pattern, 1, pattern.length - 1);
        }
        struct slice part = next_part(&pattern);
        struct pattern_match before = *out;
        bool fits = is_brace(part) ? read_brace(place, part, &pattern, s, &at, out)
                                   : pattern_match_words(part, s, at, &at);
        if (!fits) {
            *out = before;
            out->end = optional && is_brace(part) ? behind_lost(s, out->end, at) : out->end;
            return optional;
        }
        out->end = optional && pattern.length ? out->end : at;
    }
    return true;
}

/* --- Backward --- */

/* Where a {title} begins that ends at `at`: its line, or the line before. */
static size_t title_start(struct slice s, size_t low, size_t *at)
{
    size_t end = *at;
    while (end > low && ascii_is_space(s.data[end - 1])) {
        end--;
    }
    *at = end;
    size_t from = end > TITLE_BYTES ? end - TITLE_BYTES : 0;
    return line_start(s, end, from > low ? from : low);
}

/* Where a {name} begins that nothing stands before. */
static size_t name_start(struct slice s, size_t low, size_t at)
{
    size_t from = at > NAME_BYTES ? at - NAME_BYTES : 0;
    return line_start(s, at, from > low ? from : low);
}

/* Words that stand for themselves and end at `at`. */
static bool read_words_back(struct slice words, struct slice s, size_t low, size_t *at)
{
    struct pattern_stretch found;
    size_t most = words.length + PATTERN_SPACES;
    size_t from = *at > most && *at - most > low ? *at - most : low;
    if (!pattern_find_back(words, s, from, *at, &found) || found.end != *at) {
        return false;
    }
    *at = found.start;
    return true;
}

/* What a brace stands for that ends at `at`, behind `words`. */
static bool read_brace_back(const struct place *place, struct slice brace, struct slice words,
                            struct slice s, size_t low, size_t *at, struct pattern_match *out)
{
    struct pattern_stretch found;
    size_t most = bound(brace);
    size_t from = *at > most && *at - most > low ? *at - most : low;
    if (!pattern_find_back(words, s, from, *at, &found) ||
        !keep(place, brace, slice_part(s, found.end, *at), out)) {
        return false;
    }
    *at = found.end;
    return true;
}

/* What the brace at the beginning of a pattern stands for. */
static bool read_first_brace(const struct place *place, struct slice brace, struct slice s,
                             size_t low, size_t *at, struct pattern_match *out)
{
    bool title = slice_equal(brace, SLICE("{title}"));
    size_t start = title ? title_start(s, low, at) : name_start(s, low, *at);
    start = title ? start : furniture_end(place, s, start, *at, (struct slice){ 0 });
    struct slice words = slice_part(s, start, *at);
    size_t item = line_skip_item(words, pattern_skip_spaces(words, 0));
    *at = start + item;
    return keep(place, brace, slice_skip(words, item), out);
}

/* Reads the parts before a place, the last one first. */
static bool read_backward(const struct place *place, const struct slice *parts, size_t count,
                          struct slice s, size_t low, size_t at, struct pattern_match *out)
{
    bool fits = true;
    while (fits && count-- > 0) {
        struct slice part = parts[count];
        fits = !is_brace(part) ? read_words_back(part, s, low, &at)
               : count > 0     ? read_brace_back(place, part, parts[count - 1], s, low, &at, out)
                               : read_first_brace(place, part, s, low, &at, out);
    }
    out->start = at;
    return fits;
}

/* The parts of a pattern before its handle. */
static size_t split(struct slice pattern, struct slice *parts, size_t most)
{
    size_t count = 0;
    while (pattern.length && count < most) {
        parts[count++] = next_part(&pattern);
    }
    return pattern.length ? 0 : count;
}

size_t pattern_low(const struct context *c)
{
    size_t low = c->view.at > 2 * (size_t)NAME_BYTES ? c->view.at - 2 * (size_t)NAME_BYTES : 0;
    low = low > c->floor ? low : c->floor;
    enum { NAMED_MOST = 4 };
    size_t end = c->view.at;
    for (int i = 0; i < NAMED_MOST && end > low; i++) {
        const char *other = memrchr(c->view.s.data + low, '@', end - low);
        if (!other) {
            return low;
        }
        end = (size_t)(other - c->view.s.data);
        if (pattern_mention(slice_part(c->view.s, end, c->view.at)) == 0) {
            return end + 1;
        }
    }
    return end > low ? end + 1 : low;
}

/* A title may be a link, on more lines than one. */
static void extend_title(const struct context *c, size_t low, struct pattern_match *m)
{
    size_t end = (size_t)(m->title.data + m->title.length - c->view.s.data);
    for (size_t i = c->links.count; i-- > 0 && c->links.list[i].end >= end;) {
        size_t start = line_skip_prefix(c->view.s, c->links.list[i].start);
        if (start >= low && start < m->start && m->start - start < TITLE_BYTES) {
            m->start = start;
            m->title = slice_part(c->view.s, start, end);
        }
    }
}

bool pattern_match_around(const struct place *place, const struct flattened *row,
                          const struct context *c, size_t low, bool lenient,
                          struct pattern_match *out)
{
    struct slice parts[PARTS];
    struct slice s = c->view.s;
    *out = (struct pattern_match){ .row = row, .lenient = lenient };
    if (!has_sign(row, s, c->view.at)) {
        return false;
    }
    struct slice pattern = slice_from(row->pattern);
    size_t before = (size_t)(strstr(row->pattern, "{handle}") - row->pattern);
    /* The sign itself stands at the view's place: it is the last of the words before. */
    size_t count = split(slice_part(pattern, 0, before), parts, PARTS);
    bool fits = count > 0 &&
                read_forward(place, slice_skip(pattern, before), s, c->view.at + 1, out) &&
                read_backward(place, parts, count, s, low, c->view.at + 1, out);
    if (fits && out->title.length) {
        extend_title(c, low, out);
    }
    return fits;
}

bool pattern_match_at(const struct place *place, const struct flattened *row,
                      const struct context *c, bool lenient, struct pattern_match *out)
{
    *out = (struct pattern_match){ .row = row, .lenient = lenient };
    out->start = c->view.at;
    return read_forward(place, slice_from(row->pattern), c->view.s, c->view.at, out);
}
