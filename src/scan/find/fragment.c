#include "scan/find/fragment.h"

#include "scan/find/weight.h"
#include "syntax/utf8.h"

enum { PROSE_LEAST = 50, TINY_WORDS = 2, FEW_WORDS = 4, WORD_WEIGHT = 8 };

/* --- Words --- */

/* Reads a number of one or two digits at *at; 0: there is none. */
static unsigned read_number(struct slice word, size_t *at)
{
    unsigned n = 0;
    for (int i = 0; i < 2 && *at < word.length && ascii_is_digit(word.data[*at]); i++) {
        n = 10 * n + (unsigned)(word.data[(*at)++] - '0');
    }
    return n;
}

bool fragment_is_count(struct slice word)
{
    size_t at = word.length && (word.data[0] == '(' || word.data[0] == '[');
    unsigned number = read_number(word, &at);
    if (number == 0 || at >= word.length || word.data[at++] != '/') {
        return false;
    }
    unsigned all = read_number(word, &at);
    at += all == 0 && at < word.length && (word.data[at] == 'n' || word.data[at] == 'N');
    at += at < word.length && strchr(")].:", word.data[at]);
    return at == word.length && (all == 0 || number <= all);
}

/* Whether a character is of a word: no punctuation, sign or emoji. */
static bool is_letter(uint32_t code)
{
    if (code < 0x80) {
        return ascii_is_alnum((char)code);
    }
    bool sign = (code >= 0x2000 && code < 0x2c00) || (code >= 0xfe00 && code <= 0xfe0f) ||
                (code >= 0x1f000 && code <= 0x1faff) || code >= 0xe0000;
    return code >= 0xc0 && !sign && !utf8_is_punctuation(code) && !utf8_is_space(code);
}

static bool has_letter(struct slice word)
{
    size_t length;
    for (size_t i = 0; i < word.length; i += length) {
        if (is_letter(utf8_decode(slice_skip(word, i), &length))) {
            return true;
        }
    }
    return false;
}

/* An emoji may be glued to a hashtag. */
static bool is_hashtag(struct slice word)
{
    size_t at = slice_find(word, '#');
    return at < word.length && !has_letter(slice_part(word, 0, at));
}

static bool is_link(struct slice word)
{
    return is_hashtag(word) || word.data[0] == '@' || slice_starts(word, SLICE("http://")) ||
           slice_starts(word, SLICE("https://")) || fragment_is_count(word);
}

static struct slice word_at(struct slice s, size_t at)
{
    size_t end = at;
    while (end < s.length && !ascii_is_space(s.data[end])) {
        end++;
    }
    return slice_part(s, at, end);
}

/* Whether a hashtag, a link, an emoji or the like stands among the words. */
static bool has_sign(struct slice s)
{
    for (size_t at = 0; at < s.length;) {
        struct slice word = word_at(s, at);
        if (word.length && (is_link(word) || !has_letter(word))) {
            return true;
        }
        at += word.length + 1;
    }
    return false;
}

/* Scripts without spaces have their words by weight. */
static unsigned count_words(struct slice s, unsigned most)
{
    unsigned words = 0;
    for (size_t at = 0; at < s.length && words <= most;) {
        struct slice word = word_at(s, at);
        if (word.length && !is_link(word) && has_letter(word)) {
            words += 1 + weight_of_words(word, most * WORD_WEIGHT) / WORD_WEIGHT;
        }
        at += word.length + 1;
    }
    return words;
}

/* --- Paragraphs --- */

bool fragment_is_sentence(struct slice paragraph)
{
    struct slice s = slice_trim(paragraph);
    static const char *const ends[] = { ".",  "!",  "?",  "\"", "”",  "»",
                                        "。", "！", "？", "」", "』", NULL };
    for (const char *const *end = ends; *end; end++) {
        if (slice_ends_nocase(s, slice_from(*end))) {
            return true;
        }
    }
    return false;
}

enum fragment fragment_of(struct slice paragraph)
{
    struct slice s = slice_trim(paragraph);
    unsigned words = count_words(s, FEW_WORDS);
    if (words == 0) {
        return has_letter(s) || fragment_is_count(s) ? FRAGMENT_TAG : FRAGMENT_SIGN;
    }
    if (words <= TINY_WORDS) {
        return FRAGMENT_TINY;
    }
    return words <= FEW_WORDS && !fragment_is_sentence(s) ? FRAGMENT_FEW : FRAGMENT_NONE;
}

bool fragment_is_prose(struct slice paragraph)
{
    struct slice s = slice_trim(paragraph);
    return fragment_is_sentence(s) && weight_of_words(s, PROSE_LEAST) >= PROSE_LEAST;
}

bool fragment_is_apart(struct slice paragraph)
{
    struct slice s = slice_trim(paragraph);
    size_t signs = 0;
    while (signs < s.length && s.data[signs] == '#') {
        signs++;
    }
    bool heading = signs > 0 && signs < s.length && s.data[signs] == ' ';
    return heading || slice_starts(s, SLICE("* ")) || slice_ends_nocase(s, SLICE(":")) ||
           slice_ends_nocase(s, SLICE("：")) || slice_find_nocase(s, SLICE("(@")) < s.length;
}

bool fragment_is_label(struct slice paragraph)
{
    enum { LABEL_WORDS = 3 };
    return !fragment_is_sentence(paragraph) && !has_sign(paragraph) &&
           count_words(slice_trim(paragraph), LABEL_WORDS) <= LABEL_WORDS;
}
