#include "scan/find/pattern.h"

#include "scan/find/line.h"
#include "scan/find/signed_date.h"
#include "syntax/utf8.h"

enum {
    NAME_BYTES = 200,
    TEXT_BYTES = 4 << 10,
    ANY_BYTES = 120,
    SKIP_BYTES = 800,
    SPACES_MOST = 32,
    WORDS = 4
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
    return row->sign ? row->sign[strlen(row->sign) - 1] : '\0';
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
        if (c == row->sign[i - 1]) {
            i--;
        } else if (ascii_is_space(c) && row->sign[i - 1] == ' ') {
            i--;
        } else if (!ascii_is_space(c) || spaces++ > 2) {
            return false;
        }
    }
    return true;
}

/* --- Words that stand for themselves --- */

static size_t skip_spaces(struct slice s, size_t at)
{
    for (int count = 0; at < s.length && count < SPACES_MOST; count++) {
        size_t length;
        uint32_t code = utf8_decode(slice_skip(s, at), &length);
        bool mark = code == '>' && line_skip_prefix(s, line_start(s, at, 0)) > at;
        if (!utf8_is_space(code) && !utf8_is_direction_mark(code) && !mark) {
            break;
        }
        at += length;
    }
    return at;
}

/* Whether `words` stand in s at `at`; *end is behind them. White space stands for any, and for none
 * at the ends, which are beside braces. */
static bool match_words(struct slice words, struct slice s, size_t at, size_t *end)
{
    for (size_t i = 0; i < words.length; i++) {
        if (words.data[i] == ' ') {
            size_t behind = skip_spaces(s, at);
            if (behind == at && i > 0 && i + 1 < words.length) {
                return false;
            }
            at = behind;
        } else if (at < s.length && s.data[at] == words.data[i]) {
            at++;
        } else {
            return false;
        }
    }
    *end = at;
    return true;
}

/* The first byte that is no space. */
static char first_sign(struct slice words)
{
    size_t i = 0;
    while (i + 1 < words.length && words.data[i] == ' ') {
        i++;
    }
    return words.length ? words.data[i] : '\0';
}

/* Goes back over the white space with which `words` begin. */
static size_t back_over_spaces(struct slice words, struct slice s, size_t low, size_t at)
{
    for (int count = 0; words.data[0] == ' ' && at > low && count < SPACES_MOST; count++) {
        size_t length;
        uint32_t code = utf8_decode_last(slice_part(s, low, at), &length);
        if (!utf8_is_space(code) && !utf8_is_direction_mark(code)) {
            break;
        }
        at -= length;
    }
    return at;
}

struct stretch {
    size_t start, end;
};

/* The last place in [low, to) at which `words` stand, and end at `to` or before. */
static bool find_words_back(struct slice words, struct slice s, size_t low, size_t to,
                            struct stretch *out)
{
    char first = first_sign(words);
    struct slice solid = words;
    while (solid.length > 1 && solid.data[0] == ' ') {
        solid = slice_skip(solid, 1);
    }
    for (size_t end = to; end > low;) {
        const char *found = memrchr(s.data + low, first, end - low);
        if (!found) {
            return false;
        }
        size_t at = (size_t)(found - s.data);
        if (match_words(solid, s, at, &out->end) && out->end <= to) {
            out->start = back_over_spaces(words, s, low, at);
            return true;
        }
        end = at;
    }
    return false;
}

/* The first place in [from, to) at which `words` stand. */
static bool find_words(struct slice words, struct slice s, size_t from, size_t to,
                       struct stretch *out)
{
    char first = first_sign(words);
    struct slice solid = words;
    while (solid.length > 1 && solid.data[0] == ' ') {
        solid = slice_skip(solid, 1);
    }
    for (size_t at = from; at < to; at++) {
        at += slice_find(slice_part(s, at, to), first);
        if (at < to && match_words(solid, s, at, &out->end)) {
            out->start = back_over_spaces(words, s, from, at);
            return true;
        }
    }
    return false;
}

/* --- What stands for a brace --- */

static struct slice trim(struct slice s)
{
    s = slice_skip(s, skip_spaces(s, 0));
    s.length = back_over_spaces(SLICE(" "), s, 0, s.length);
    return s;
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

/* Keeps the words for a brace; false: they cannot stand for it. */
static bool keep(const struct place *place, struct slice brace, struct slice words,
                 struct pattern_match *out)
{
    if (slice_equal(brace, SLICE("{name}"))) {
        out->name = trim(words);
        return slice_find(words, '@') == words.length;
    }
    if (slice_equal(brace, SLICE("{handle}"))) {
        out->handle = words;
        return place_is_handle(place, words);
    }
    if (slice_equal(brace, SLICE("{text}"))) {
        out->text = trim(words);
        return true;
    }
    bool one_line = slice_find(words, '\n') == words.length;
    if (slice_equal(brace, SLICE("{word}"))) {
        words = trim(words);
        return words.length > 0 && one_line && slice_find(words, ' ') == words.length;
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

/* A brace, and the words behind it where they end it. */
static bool read_brace(const struct place *place, struct slice brace, struct slice *pattern,
                       struct slice s, size_t *at, struct pattern_match *out)
{
    bool weekday = slice_equal(brace, SLICE("{day}"));
    if (weekday || slice_equal(brace, SLICE("{date}"))) {
        *at = skip_spaces(s, *at);
        struct slice rest = slice_skip(s, *at);
        size_t length = signed_date_at(place, rest, &out->date);
        *at += length;
        return length > 0 && (!weekday || out->lenient || signed_date_is_day(rest));
    }
    if (slice_equal(brace, SLICE("{handle}"))) {
        size_t end = handle_end(place, s, *at);
        struct slice handle = slice_part(s, *at, end);
        *at = end;
        return handle.length > 0 && keep(place, brace, handle, out);
    }
    size_t most = s.length - *at < bound(brace) ? s.length : *at + bound(brace);
    if (pattern->length == 0 || pattern->data[0] == '[') {
        size_t end = line_end(s, *at);
        end = end < most ? end : most;
        struct slice words = slice_part(s, *at, end);
        *at = end;
        return keep(place, brace, words, out);
    }
    struct stretch found;
    struct slice words = next_part(pattern);
    size_t from = *at;
    /* A name may hold the words that follow it: a date shows which they are. */
    for (size_t low = from; find_words(words, s, low, most, &found); low = found.start + 1) {
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
                                   : match_words(part, s, at, &at);
        if (!fits) {
            *out = before;
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
    size_t from = end > NAME_BYTES * 2 ? end - NAME_BYTES * 2 : 0;
    return line_start(s, end, from > low ? from : low);
}

/* Where a {name} begins that nothing stands before. */
static size_t name_start(struct slice s, size_t low, size_t at)
{
    size_t from = at > NAME_BYTES ? at - NAME_BYTES : 0;
    return line_start(s, at, from > low ? from : low);
}

/* Reads the parts before a place, the last one first. */
static bool read_backward(const struct place *place, const struct slice *parts, size_t count,
                          struct slice s, size_t low, size_t at, struct pattern_match *out)
{
    out->start = at;
    while (count-- > 0) {
        struct slice part = parts[count];
        struct stretch found = { at, at };
        if (!is_brace(part)) {
            size_t most = part.length + SPACES_MOST;
            size_t from = at > most && at - most > low ? at - most : low;
            if (!find_words_back(part, s, from, at, &found) || found.end != at) {
                return false;
            }
            at = found.start;
        } else if (count > 0) {
            size_t most = bound(part);
            size_t from = at > most && at - most > low ? at - most : low;
            if (!find_words_back(parts[count - 1], s, from, at, &found) ||
                !keep(place, part, slice_part(s, found.end, at), out)) {
                return false;
            }
            at = found.end;
        } else {
            bool title = slice_equal(part, SLICE("{title}"));
            size_t start = title ? title_start(s, low, &at) : name_start(s, low, at);
            struct slice words = slice_part(s, start, at);
            at = start + skip_spaces(words, 0);
            if (!keep(place, part, words, out)) {
                return false;
            }
        }
        out->start = at;
    }
    return true;
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
    const char *other =
        c->view.at > low ? memrchr(c->view.s.data + low, '@', c->view.at - low) : NULL;
    return other ? (size_t)(other + 1 - c->view.s.data) : low;
}

bool pattern_match_around(const struct place *place, const struct flattened *row,
                          const struct context *c, size_t low, bool lenient,
                          struct pattern_match *out)
{
    struct slice parts[2 * WORDS];
    struct slice s = c->view.s;
    *out = (struct pattern_match){ .row = row, .lenient = lenient };
    if (!has_sign(row, s, c->view.at)) {
        return false;
    }
    struct slice pattern = slice_from(row->pattern);
    size_t before = (size_t)(strstr(row->pattern, "{handle}") - row->pattern);
    /* The sign itself stands at the view's place: it is the last of the words before. */
    size_t count = split(slice_part(pattern, 0, before), parts, 2 * WORDS);
    return count > 0 && read_forward(place, slice_skip(pattern, before), s, c->view.at + 1, out) &&
           read_backward(place, parts, count, s, low, c->view.at + 1, out);
}

bool pattern_match_at(const struct place *place, const struct flattened *row,
                      const struct context *c, bool lenient, struct pattern_match *out)
{
    *out = (struct pattern_match){ .row = row, .lenient = lenient };
    out->start = c->view.at;
    return read_forward(place, slice_from(row->pattern), c->view.s, c->view.at, out);
}
