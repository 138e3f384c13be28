#include "scan/find/above.h"

#include "scan/find/fragment.h"
#include "scan/find/words.h"
#include "syntax/utf8.h"

/* --- Signs of posts: what prose does not begin or end with --- */

static struct slice first_word(struct slice s)
{
    size_t end = 0;
    while (end < s.length && !ascii_is_space(s.data[end])) {
        end++;
    }
    return slice_part(s, 0, end);
}

static struct slice last_word(struct slice s)
{
    size_t start = s.length;
    while (start > 0 && !ascii_is_space(s.data[start - 1])) {
        start--;
    }
    return slice_skip(s, start);
}

static uint32_t first_code(struct slice s)
{
    size_t length;
    return s.length ? utf8_decode(s, &length) : 0;
}

static uint32_t last_code(struct slice s)
{
    size_t length;
    return s.length ? utf8_decode_last(s, &length) : 0;
}

/* Pictures, arrows and what makes pictures of other signs; no bullets or boxes, which lists have.
 */
static bool is_emoji(uint32_t code)
{
    return code >= 0x1f000 || code == 0xfe0f || code == 0x200d || code == 0x20e3 ||
           (code >= 0x2600 && code < 0x27c0) || (code >= 0x2b00 && code < 0x2c00) ||
           (code >= 0x2190 && code < 0x2200);
}

/* A number alone is no hashtag: "#1". */
static bool is_tag(struct slice word)
{
    bool mark = word.length > 1 && (word.data[0] == '#' || word.data[0] == '@');
    size_t at = 1;
    while (mark && at < word.length && ascii_is_digit(word.data[at])) {
        at++;
    }
    return mark && at < word.length &&
           (ascii_is_alpha(word.data[at]) || word.data[at] == '_' ||
            (unsigned char)word.data[at] >= 0x80);
}

static bool begins_with_sign(struct slice s)
{
    struct slice word = first_word(s);
    struct slice next = slice_skip(s, word.length);
    struct slice repost = SLICE("RT");
    word = slice_skip(word, slice_starts(word, SLICE("[#"))); /* Markdown's link */
    word = slice_skip(word, slice_starts(word, SLICE(".@")));
    return is_tag(word) || is_emoji(first_code(s)) || fragment_is_count(word) ||
           (slice_equal(word, repost) && slice_starts(next, SLICE(" @")));
}

/* "Photo: @name" and "by @name" say whose a picture is, "Follow @name" is a button. */
static bool is_credit(struct slice before)
{
    static const char *const beginnings[] = { "Photo",  "Picture", "Image", "Video", "Credit",
                                              "Source", "Follow",  "Foto",  "Bild",  NULL };
    struct slice s = slice_trim(before);
    bool credit = slice_ends_nocase(s, SLICE(":")) || slice_ends_nocase(s, SLICE(" by")) ||
                  slice_ends_nocase(s, SLICE("via"));
    for (const char *const *word = beginnings; *word && !credit; word++) {
        credit = slice_starts_nocase(s, slice_from(*word));
    }
    return credit;
}

static bool ends_with_sign(struct slice s)
{
    struct slice word = last_word(s);
    return (is_tag(word) && !is_credit(slice_part(s, 0, s.length - word.length))) ||
           is_emoji(last_code(s)) || fragment_is_count(word);
}

/* --- Paragraphs that go together --- */

static bool is_small(uint32_t code)
{
    bool letter =
        code < 0x80 ? ascii_is_alpha((char)code) : (code >= 0xdf && code < 0x530 && code != 0xf7);
    return letter && !words_is_capital(code);
}

/* Who says something: "Me: when is the boat back"; absent: nobody. */
static struct slice speaker(struct slice s)
{
    enum { SPEAKER_MOST = 20 };
    size_t colon = slice_find(s, ':');
    bool said = colon > 0 && colon <= SPEAKER_MOST && colon + 2 < s.length &&
                s.data[colon + 1] == ' ' && slice_find(s, '@') > colon;
    return said ? slice_part(s, 0, colon) : (struct slice){ 0 };
}

/* Who speaks in the dialogues that people make up. */
static bool is_figure(struct slice who)
{
    static const char *const figures[] = { "me",     "also me",           "nobody",
                                           "no one", "absolutely nobody", "narrator",
                                           NULL };
    for (const char *const *figure = figures; *figure; figure++) {
        if (slice_equal_nocase(who, slice_from(*figure))) {
            return true;
        }
    }
    return false;
}

/* Whether two paragraphs are lines of such a dialogue. */
static bool is_dialogue(struct slice first, struct slice above)
{
    struct slice one = speaker(first);
    struct slice other = speaker(above);
    return one.length && other.length && (is_figure(one) || is_figure(other));
}

/* The mark of an item of a list: '-' for all that are no numbers, '1' for those; 0: none. */
static char item_mark(struct slice s)
{
    static const char *const marks[] = { "- ", "* ", "+ ", "–", "—", "•",
                                         "·",  "・", "▪",  "➡", "✅", NULL };
    for (const char *const *mark = marks; *mark; mark++) {
        if (slice_starts(s, slice_from(*mark))) {
            return '-';
        }
    }
    size_t digits = 0;
    s = slice_skip(s, slice_starts(s, SLICE("("))); /* "(1) " */
    while (digits < s.length && ascii_is_digit(s.data[digits])) {
        digits++;
    }
    bool letter = digits == 0 && s.length > 1 && ascii_is_alpha(s.data[0]) && s.data[1] == ')';
    digits += letter; /* "a) " */
    bool numbered = digits > 0 && digits < 3 && digits + 1 < s.length &&
                    (s.data[digits] == '.' || s.data[digits] == ')') && s.data[digits + 1] == ' ';
    char mark = '\0';
    if (numbered) {
        mark = '1';
    }
    return mark;
}

bool above_ends_with_colon(struct slice words)
{
    struct slice s = slice_trim(words);
    return slice_ends_nocase(s, SLICE(":")) || slice_ends_nocase(s, SLICE("："));
}

/* Items of one list, or one and what introduces it. */
static bool is_same_list(struct slice first, struct slice above)
{
    char mark = item_mark(first);
    return mark && (item_mark(above) == mark || above_ends_with_colon(above));
}

/* Whether a word says that prose speaks of a hashtag or of somebody: "the hashtag #one". */
static bool speaks_of_tags(struct slice word)
{
    static const char *const ends[] = { "tag", "tags", "user", "users", "account", NULL };
    for (const char *const *end = ends; *end; end++) {
        if (slice_ends_nocase(word, slice_from(*end))) {
            return true;
        }
    }
    return false;
}

/* Whether a hashtag or somebody's handle stands among the words, as one of them. */
static bool has_tag(struct slice s)
{
    struct slice before = { 0 };
    while (s.length) {
        struct slice word = first_word(s);
        if (is_tag(word) && !speaks_of_tags(before)) {
            return true;
        }
        before = word;
        s = slice_skip(s, word.length + (word.length < s.length));
    }
    return false;
}

/* What a paragraph tells by itself, whatever stands below. */
static bool is_posts(struct slice first, struct slice above)
{
    bool small = is_small(first_code(above)) &&
                 (is_small(first_code(first)) || !fragment_is_sentence(above));
    bool tagged = has_tag(above) && !is_credit(above);
    return tagged || begins_with_sign(above) || ends_with_sign(above) || small ||
           slice_starts(above, SLICE("BREAKING")) || slice_starts(above, SLICE("JUST IN")) ||
           slice_starts(above, SLICE("THREAD")) || is_dialogue(first, above);
}

bool above_is_signed(struct slice paragraph)
{
    struct slice s = slice_trim(paragraph);
    struct slice last = last_word(s);
    return (begins_with_sign(s) && !item_mark(s)) ||
           (ends_with_sign(s) && !slice_starts(last, SLICE("@")));
}

bool above_goes_on(struct slice first, struct slice above, bool gone_on)
{
    first = slice_trim(first);
    above = slice_trim(above);
    bool prose = fragment_is_prose(above);
    bool introduces = fragment_is_sentence(above) && !prose;
    bool list = is_same_list(first, above);
    if (!list && (fragment_is_apart(above) || (!gone_on && fragment_is_label(above)))) {
        return false;
    }
    if (list || is_posts(first, above)) {
        return true;
    }
    switch (fragment_of(first)) {
    case FRAGMENT_TAG:
        return !(gone_on && prose); /* a post may begin with it */
    case FRAGMENT_SIGN:
        return !introduces && !(gone_on && prose);
    case FRAGMENT_TINY:
        return !introduces && (fragment_is_sentence(first) || !prose);
    case FRAGMENT_FEW:
        return gone_on && !prose;
    case FRAGMENT_NONE:
    default:
        return false;
    }
}

/* --- What is said of a post before it --- */

/* Whether a word of a name, no initial or title, stands in the words. */
static bool names(struct slice words, struct slice name)
{
    enum { NAME_LEAST = 4 };
    while (name.length) {
        struct slice word = first_word(name);
        name = slice_skip(name, word.length + (word.length < name.length));
        if (word.length >= NAME_LEAST && slice_find_nocase(words, word) < words.length) {
            return true;
        }
    }
    return false;
}

/* Whether prose speaks of the place's posts. */
static bool speaks_of(struct slice words, const struct place *place)
{
    const char *const name[] = { place->name, NULL };
    for (const char *const *word = place->spoken ? place->spoken : name; *word; word++) {
        if (slice_find_nocase(words, slice_from(*word)) < words.length) {
            return true;
        }
    }
    return false;
}

bool above_introduces(struct slice paragraph, const struct place *place, struct slice name,
                      struct slice handle)
{
    struct slice s = slice_trim(paragraph);
    return above_ends_with_colon(s) && (speaks_of(s, place) || names(s, name) || names(s, handle));
}

/* How many more quotations end in the words than begin; negative: fewer. */
static int count_ends(struct slice s)
{
    int ends = 0;
    for (size_t at = 0; at < s.length;) {
        size_t length = 1;
        uint32_t code = (unsigned char)s.data[at];
        if (code >= 0x80) {
            code = utf8_decode(slice_skip(s, at), &length);
        }
        ends += (code == 0x201d || code == 0xbb) - (code == 0x201c || code == 0xab);
        at += length;
    }
    return ends;
}

bool above_opens_quote(struct slice text, struct slice paragraph)
{
    return count_ends(text) > 0 && count_ends(paragraph) < 0;
}
