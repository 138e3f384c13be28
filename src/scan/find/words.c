#include "scan/find/words.h"

#include "syntax/utf8.h"

struct letters {
    uint32_t first, last;
    unsigned step; /* every one, or every second, beginning with the first */
};

/* The capitals of Latin, Greek, Cyrillic, Armenian and Georgian, and what has no case. In order. */
static const struct letters capitals[] = {
    { 'A', 'Z', 1 },       { 0xc0, 0xd6, 1 },     { 0xd8, 0xde, 1 },     { 0x100, 0x136, 2 },
    { 0x139, 0x147, 2 },   { 0x14a, 0x176, 2 },   { 0x178, 0x178, 1 },   { 0x179, 0x17d, 2 },
    { 0x1a0, 0x1a0, 1 },   { 0x1af, 0x1af, 1 },   { 0x218, 0x21a, 2 },   { 0x386, 0x386, 1 },
    { 0x388, 0x38f, 1 },   { 0x391, 0x3ab, 1 },   { 0x400, 0x42f, 1 },   { 0x460, 0x480, 2 },
    { 0x48a, 0x4be, 2 },   { 0x4d0, 0x52e, 2 },   { 0x531, 0x556, 1 },   { 0x5d0, 0x5ea, 1 },
    { 0x620, 0x64a, 1 },   { 0x671, 0x6d3, 1 },   { 0x904, 0x939, 1 },   { 0xe01, 0xe30, 1 },
    { 0x10d0, 0x10f0, 1 }, { 0x1ea0, 0x1ef8, 2 }, { 0x3041, 0x30ff, 1 }, { 0x4e00, 0x9fff, 1 },
    { 0xac00, 0xd7a3, 1 },
};

bool words_is_capital(uint32_t code)
{
    for (size_t i = 0; i < sizeof capitals / sizeof *capitals && capitals[i].first <= code; i++) {
        if (code <= capitals[i].last && (code - capitals[i].first) % capitals[i].step == 0) {
            return true;
        }
    }
    return false;
}

static uint32_t code_at(struct slice s, size_t at)
{
    size_t length;
    return at < s.length ? utf8_decode(slice_skip(s, at), &length) : 0;
}

static uint32_t code_before(struct slice s, size_t at)
{
    size_t length;
    return at > 0 ? utf8_decode_last(slice_part(s, 0, at), &length) : 0;
}

static bool is_letter(uint32_t code)
{
    return code < 0x80 ? ascii_is_alpha((char)code)
                       : !utf8_is_punctuation(code) && !utf8_is_space(code);
}

/* A quotation mark that closes: a curly one, or a straight one behind a letter or a stop. */
static bool is_closing_quote(struct slice s, size_t at, uint32_t code)
{
    if (code == 0x201d || code == 0xbb || code == 0x2019) {
        return true;
    }
    uint32_t before = code_before(s, at);
    return code == '"' && (is_letter(before) || before == '.' || before == '!' || before == '?' ||
                           before == ',' || before == 0x2026);
}

static bool is_opening_quote(uint32_t code)
{
    return code == 0x201c || code == 0x2018 || code == 0xab || code == 0x201e || code == '"';
}

static bool is_stop(uint32_t code)
{
    return code == '.' || code == '!' || code == '?' || code == 0x61f || code == 0x6d4;
}

/* Whether the "." at `at` belongs to an abbreviation of single capitals: "U.S.A", "J.K. Rowling".
 */
static bool is_initial(struct slice s, size_t at)
{
    uint32_t before = code_before(s, at);
    if (s.data[at] != '.' || before >= 0x250 || !words_is_capital(before)) {
        return false;
    }
    size_t letter = at - (before < 0x80 ? 1 : 2);
    uint32_t earlier = code_before(s, letter);
    return letter == 0 || !is_letter(earlier);
}

/* Japanese and Korean put particles behind words, in these letters. */
static bool in_particles(uint32_t code)
{
    return (code >= 0x3041 && code <= 0x3096) || (code >= 0xac00 && code <= 0xd7a3);
}

bool words_may_be_glued(struct slice s, size_t at)
{
    uint32_t next = code_at(s, at);
    uint32_t last = code_before(s, at);
    bool takes_particles = in_particles(last) || (last >= 0x30a0 && last <= 0x9fff);
    return words_is_capital(next) && !(takes_particles && in_particles(next));
}

/* Whether words follow right behind the mark at `at`: behind one that closes a space does. German
 * closes with the mark that English opens with. */
static bool is_before_words(struct slice s, size_t at)
{
    size_t length;
    utf8_decode(slice_skip(s, at), &length);
    return at + length < s.length && !utf8_is_space(code_at(s, at + length));
}

bool words_may_open(struct slice s, size_t at)
{
    uint32_t code = code_at(s, at);
    return words_is_capital(code) || code == '@' || code == '#' ||
           (is_opening_quote(code) && is_before_words(s, at));
}

/* A straight quote between a stop and a capital closes what was opened before, or opens what
 * follows. */
static bool opens_before(struct slice s, size_t from, size_t at)
{
    while (at > from) {
        at--;
        if (s.data[at] == '"') {
            return at == from || ascii_is_space(s.data[at - 1]);
        }
    }
    return false;
}

static bool is_joint(struct slice s, size_t from, size_t at, size_t behind, uint32_t code)
{
    if (is_stop(code)) {
        bool closes = behind < s.length && s.data[behind] == '"' && opens_before(s, from, behind);
        return !closes && !is_initial(s, at) && words_may_open(s, behind) &&
               code_before(s, at) != '/';
    }
    bool apostrophe = code == 0x2019 && is_letter(code_before(s, at));
    return !apostrophe && is_closing_quote(s, at, code) &&
           (code != '"' || opens_before(s, from, at)) && words_may_open(s, behind) &&
           code_at(s, behind) != code;
}

size_t words_find_joint(struct slice s, size_t from, size_t to)
{
    for (size_t at = from; at < to;) {
        size_t length = 1;
        uint32_t code = (unsigned char)s.data[at];
        if (code >= 0x80) {
            code = utf8_decode(slice_part(s, at, to), &length);
        }
        bool may = code >= 0x80 || code == '.' || code == '!' || code == '?' || code == '"';
        if (may && at > from && at + length < to && is_joint(s, from, at, at + length, code)) {
            return at + length;
        }
        at += length;
    }
    return to;
}

/* Short words that end with a full stop within a sentence. */
static bool is_abbreviation(struct slice s, size_t at)
{
    static const char *const words[] = { "mr",  "mrs", "ms",  "dr",  "st",  "sen", "rep",  "gov",
                                         "gen", "lt",  "col", "sgt", "jr",  "sr",  "vs",   "prof",
                                         "rev", "hon", "no",  "jan", "feb", "aug", "sept", "oct",
                                         "nov", "dec", "inc", "co",  NULL };
    size_t begin = at;
    while (begin > 0 && at - begin < 5 && ascii_is_alpha(s.data[begin - 1])) {
        begin--;
    }
    for (const char *const *word = words; *word; word++) {
        if (slice_equal_nocase(slice_part(s, begin, at), slice_from(*word))) {
            return true;
        }
    }
    return false;
}

static size_t skip_spaces(struct slice s, size_t at, size_t to)
{
    while (at < to) {
        size_t length;
        if (!utf8_is_space(utf8_decode(slice_part(s, at, to), &length))) {
            break;
        }
        at += length;
    }
    return at;
}

/* Whether a sentence ends with the sign at `at`. */
static bool ends_sentence(struct slice s, size_t at, uint32_t code)
{
    if (code == 0x2026 || code == 0x3002 || code == 0xff01 || code == 0xff1f) {
        return true;
    }
    if (is_stop(code)) {
        return !is_initial(s, at) && !(code == '.' && is_abbreviation(s, at));
    }
    uint32_t before = code_before(s, at);
    return is_closing_quote(s, at, code) && (is_stop(before) || before == 0x2026);
}

/* Whether a sentence may begin here; people also begin with small letters and pictures. */
static bool may_begin(struct slice s, size_t at, bool anyhow)
{
    return anyhow || words_may_open(s, at) || ascii_is_digit(s.data[at]) ||
           code_at(s, at) >= 0x1f000;
}

static size_t find_sentence(struct slice s, size_t from, size_t to, bool anyhow)
{
    for (size_t at = from; at < to;) {
        size_t length;
        uint32_t code = utf8_decode(slice_part(s, at, to), &length);
        size_t behind = at + length;
        size_t next = skip_spaces(s, behind, to);
        bool wide = code == 0x3002 || code == 0xff01 || code == 0xff1f;
        if ((next > behind || wide) && next < to && may_begin(s, next, anyhow) &&
            ends_sentence(s, at, code)) {
            return next;
        }
        at = next > behind ? next : behind;
    }
    return to;
}

size_t words_find_sentence(struct slice s, size_t from, size_t to)
{
    return find_sentence(s, from, to, false);
}

bool words_go_on(struct slice s, size_t from, size_t to)
{
    return find_sentence(s, from, to, true) < to;
}

size_t words_find_word(struct slice s, size_t from, size_t to)
{
    while (from < to && !ascii_is_space(s.data[from])) {
        from++;
    }
    from = skip_spaces(s, from, to);
    return from < to ? from : to;
}

static size_t word_end(struct slice s, size_t at)
{
    while (at < s.length && !ascii_is_space(s.data[at])) {
        at++;
    }
    return at;
}

static bool is_small(uint32_t code)
{
    return is_letter(code) && !words_is_capital(code);
}

static bool is_ascii_small(char letter)
{
    return ascii_lower(letter) == letter;
}

/* Where a capital stands in a word right behind a small letter or a digit, with a small one behind
 * it; `to`: nowhere. */
static size_t find_glued(struct slice s, size_t from, size_t to)
{
    for (size_t at = from + 1; at + 1 < to; at++) {
        char before = s.data[at - 1];
        bool ends = ascii_is_digit(before) || (ascii_is_alpha(before) && is_ascii_small(before));
        bool begins = ascii_is_alpha(s.data[at]) && !is_ascii_small(s.data[at]);
        if (ends && begins && ascii_is_alpha(s.data[at + 1]) && is_ascii_small(s.data[at + 1])) {
            return at;
        }
    }
    return to;
}

/* Whether a sentence seems to begin with the word at `at`: a capital, and a small word next. */
static bool begins_prose(struct slice s, size_t at, size_t end)
{
    size_t next = skip_spaces(s, end, s.length);
    return words_is_capital(code_at(s, at)) && next < s.length && is_small(code_at(s, next));
}

static bool is_crowded(struct slice line, size_t most)
{
    size_t length;
    if (line.length == 0) {
        return false;
    }
    uint32_t last = utf8_decode_last(line, &length);
    return line.length > most || is_stop(last) || is_closing_quote(line, line.length - 1, last);
}

/* Behind the first word, or the first one behind a hyphen that stands alone: "sound - name". */
static size_t first_end(struct slice s)
{
    size_t at = skip_spaces(s, 0, s.length);
    for (size_t i = at; i + 2 < s.length; i++) {
        if (slice_starts(slice_skip(s, i), SLICE(" - "))) {
            at = skip_spaces(s, i + 2, s.length);
            break;
        }
    }
    size_t end = word_end(s, at);
    return find_glued(s, at, end);
}

size_t words_own_part(struct slice line, size_t most)
{
    while (line.length && ascii_is_space(line.data[line.length - 1])) {
        line.length--;
    }
    struct slice cell = SLICE(" |");
    bool celled = line.length > cell.length && slice_ends_nocase(line, cell);
    line.length -= celled ? cell.length : 0;
    if (!is_crowded(line, most)) {
        return line.length;
    }
    struct slice near = slice_part(line, 0, line.length < most ? line.length : most);
    size_t first = first_end(near);
    for (size_t end = first; end < near.length;) {
        size_t word = skip_spaces(near, end, near.length);
        size_t next = word_end(near, word);
        if (end == word || begins_prose(line, word, next)) {
            return end;
        }
        end = next;
    }
    return line.length > most ? first : line.length;
}
