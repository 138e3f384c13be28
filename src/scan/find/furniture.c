#include "scan/find/furniture.h"

#include "scan/find/line.h"
#include "scan/find/pattern_words.h"
#include "scan/input/block.h"
#include "scan/input/marks.h"
#include "syntax/utf8.h"

static bool take(struct slice *s, struct slice words)
{
    if (!slice_starts(*s, words)) {
        return false;
    }
    *s = slice_skip(*s, words.length);
    return true;
}

static void take_handle(struct slice *s)
{
    size_t word = 1;
    while (word < s->length && (ascii_is_alnum(s->data[word]) || s->data[word] == '_')) {
        word++;
    }
    *s = slice_skip(*s, word);
}

static void take_number(struct slice *s)
{
    size_t digits = slice_starts(*s, SLICE(" "));
    while (digits < s->length && ascii_is_digit(s->data[digits])) {
        digits++;
    }
    bool whole = digits == s->length || ascii_is_space(s->data[digits]);
    *s = slice_skip(*s, digits > 1 && whole ? digits : 0);
}

/* Takes " 2" and " by NAME": the name is a handle, the author's, or the rest of the line, unless
 * that is all there is. */
static void take_whose(struct slice *s, struct slice name)
{
    take_number(s);
    if (!take(s, SLICE(" by "))) {
        return;
    }
    size_t line = line_end(*s, 0);
    if (s->length && s->data[0] == '@') {
        take_handle(s);
    } else if ((!name.length || !take(s, name)) && line < s->length) {
        *s = slice_skip(*s, line);
    }
}

/* The end of the words where they stand last in s, be it on two lines; 0: nowhere. */
static size_t find_last(struct slice s, struct slice words)
{
    size_t found = 0;
    for (size_t at = 0; at < s.length; at++) {
        at += slice_find(slice_skip(s, at), words.data[0]);
        pattern_match_words(words, s, at, &found);
    }
    return found;
}

/* The pairs of bytes in a text whose first is a sign as block_signs has it, and maybe some more. */
struct pairs {
    uint32_t seconds[128]; /* a bit for each second, behind each first */
};

static void note_pair(struct pairs *p, const char *at)
{
    p->seconds[at[0] & 0x7f] |= 1U << (at[1] & 0x1f);
}

static void note_block(struct pairs *p, const char *at)
{
    for (uint64_t signs = block_signs(at); signs; signs &= signs - 1) {
        note_pair(p, at + __builtin_ctzll(signs));
    }
}

static void note_pairs(struct slice s, struct pairs *out)
{
    size_t at = 0;
    *out = (struct pairs){ { 0 } };
    for (; at + BLOCK < s.length; at += BLOCK) {
        note_block(out, s.data + at);
    }
    if (s.length > BLOCK) {
        note_block(out, s.data + s.length - BLOCK - 1); /* some of it again */
        return;
    }
    for (; at + 1 < s.length; at++) {
        note_pair(out, s.data + at);
    }
}

/* Whether a row may stand where these pairs are: all of its own are among them. Other white space
 * may stand for a space. */
static bool may_stand(const struct pairs *p, const char *row)
{
    bool may = true;
    for (; *row && may; row++) {
        uint32_t seconds = p->seconds[*row & 0x7f];
        bool ends = row[1] == ' ' || row[1] == '\0';
        may = !block_is_sign(*row) || ends || (seconds >> (row[1] & 0x1f) & 1);
    }
    return may;
}

/* Behind "](URL)" or "][n]", which blank lines broke off the words' link; `at`: it is not there. */
static size_t skip_target(struct slice s, size_t at, size_t end)
{
    size_t from = pattern_skip_spaces(s, at);
    struct slice rest = slice_part(s, from < end ? from : end, end);
    bool url = slice_starts(rest, SLICE("](http"));
    if (!url && !slice_starts(rest, SLICE("]["))) {
        return at;
    }
    size_t close = slice_find(slice_skip(rest, 2), url ? ')' : ']');
    return close < rest.length - 2 ? from + 2 + close + 1 : at;
}

size_t furniture_end(const struct place *place, struct slice s, size_t low, size_t end,
                     struct slice name)
{
    size_t begin = low;
    struct slice range = slice_part(s, low, end);
    struct pairs pairs;
    if (!place->furniture || !marks_may_have(range.data, range.length, place->furniture_signs)) {
        return low;
    }
    note_pairs(range, &pairs);
    for (const char *const *row = place->furniture; *row; row++) {
        size_t at = may_stand(&pairs, *row) ? find_last(range, slice_from(*row)) : 0;
        if (at > 0) {
            struct slice rest = slice_skip(range, at);
            take_whose(&rest, name);
            size_t behind = (size_t)(rest.data - s.data);
            begin = behind > begin ? behind : begin;
        }
    }
    return begin > low ? utf8_skip_spaces(slice_part(s, 0, end), skip_target(s, begin, end)) : low;
}

size_t furniture_before_picture(const struct place *place, struct slice s, size_t low, size_t end)
{
    for (const struct slice *words = place->pictures; words && words->data; words++) {
        bool may = end - low >= words->length && s.data[end - 1] == words->data[words->length - 1];
        if (may && slice_equal(slice_part(s, end - words->length, end), *words)) {
            return end - words->length;
        }
    }
    return end;
}
