#include "describe/words.h"

#include "base/buffer.h"
#include "syntax/html.h"
#include "syntax/utf8.h"

enum { WORDS_MOST = 256 << 10 };

/* --- Links in words --- */

static bool is_gap(char c)
{
    return ascii_is_space(c) || c == '\v';
}

/* Where the last word of s begins. */
static size_t last_word(struct slice s)
{
    size_t at = s.length;
    while (at > 0 && !is_gap(s.data[at - 1])) {
        at--;
    }
    return at;
}

/* Where in a word a link begins, which often stands glued to what is before it; its length: there
 * is none. */
static size_t find_link(struct slice word)
{
    static const struct slice begins[] = { SLICE_INIT("https://"), SLICE_INIT("http://"),
                                           SLICE_INIT("pic.twitter.com/"),
                                           SLICE_INIT("pic.x.com/") };
    size_t first = word.length;
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
        size_t at = slice_find_nocase(word, begins[i]);
        first = at < first ? at : first;
    }
    return first;
}

static struct slice without_trailing_links(struct slice text)
{
    bool goes_on = true;
    text = slice_trim(text);
    while (goes_on && text.length) {
        size_t start = last_word(text);
        size_t link = find_link(slice_skip(text, start));
        goes_on = start + link < text.length;
        text.length = goes_on ? start + link : text.length;
        text = slice_trim(text);
    }
    return text;
}

static struct slice keep(struct buffer *words, struct arena *arena)
{
    arena->failed = arena->failed || words->no_memory;
    struct slice text = without_trailing_links(buffer_slice(words));
    struct slice kept = { 0 };
    if (text.length && !words->failed) {
        kept = arena_copy(arena, text);
    }
    buffer_free(words);
    return kept;
}

struct slice words_of_tweet(struct slice text, struct arena *arena)
{
    struct buffer words = BUFFER(WORDS_MOST);
    html_decode(text, false, &words);
    return keep(&words, arena);
}

struct slice words_plain(struct slice text, struct arena *arena)
{
    struct slice words = without_trailing_links(text);
    return words.length ? arena_copy(arena, words) : (struct slice){ 0 };
}

struct slice words_language(struct slice tag)
{
    static const char *const none[] = { "und", "zxx", "qme", "qam", "qct",
                                        "qht", "qst", "mul", "art", NULL };
    bool is_tag = tag.length >= 2 && tag.length <= 35 && !slice_is_any(tag, none);
    for (size_t i = 0; is_tag && i < tag.length; i++) {
        is_tag = ascii_is_alnum(tag.data[i]) || tag.data[i] == '-';
    }
    bool old_hebrew = slice_equal_nocase(tag, SLICE("iw"));
    bool old_indonesian = slice_equal_nocase(tag, SLICE("in"));
    return old_hebrew       ? SLICE("he")
           : old_indonesian ? SLICE("id")
           : is_tag         ? tag
                            : (struct slice){ 0 };
}

/* --- HTML --- */

struct flat {
    struct buffer words;
    struct buffer scratch;
    unsigned hidden;   /* elements that are open and not shown, or inside of one */
    unsigned in_link;  /* the words of a link that was written as its URL */
    bool breaks, gaps; /* a line's or paragraph's end comes before the next words */
};

static bool has_class(const struct html_token *t, const char *name)
{
    struct slice classes = html_attribute(t, SLICE("class"));
    while (classes.length) {
        if (slice_equal(slice_cut(&classes, ' '), slice_from(name))) {
            return true;
        }
    }
    return false;
}

static void add_words(struct flat *f, struct slice words)
{
    if (f->words.length && words.length) {
        buffer_add(&f->words, f->gaps ? SLICE("\n\n") : f->breaks ? SLICE("\n") : SLICE(""));
    }
    f->breaks = f->gaps = f->breaks && !words.length;
    buffer_add(&f->words, words);
}

/* A link to elsewhere is written as its URL; mentions and hashtags are words. */
static void open_link(struct flat *f, const struct html_token *t)
{
    struct slice href = html_attribute(t, SLICE("href"));
    if (href.length && !has_class(t, "mention") && !has_class(t, "hashtag")) {
        buffer_reset(&f->scratch);
        html_decode(href, true, &f->scratch);
        add_words(f, slice_trim(buffer_slice(&f->scratch)));
        f->in_link = 1;
    }
}

static void open_element(struct flat *f, const struct html_token *t)
{
    bool is_void = slice_equal_nocase(t->name, SLICE("br")) ||
                   slice_equal_nocase(t->name, SLICE("img")) ||
                   slice_equal_nocase(t->name, SLICE("hr"));
    if (slice_equal_nocase(t->name, SLICE("br"))) {
        f->gaps = f->gaps || f->breaks;
        f->breaks = true;
    } else if (slice_equal_nocase(t->name, SLICE("p"))) {
        f->gaps = f->breaks = true;
    } else if (slice_equal_nocase(t->name, SLICE("li"))) {
        f->breaks = true;
    } else if (slice_equal_nocase(t->name, SLICE("a")) && !f->hidden) {
        open_link(f, t);
    }
    if (!is_void && (f->hidden || has_class(t, "quote-inline"))) {
        f->hidden++;
    }
}

static void close_element(struct flat *f, const struct html_token *t)
{
    if (slice_equal_nocase(t->name, SLICE("a"))) {
        f->in_link = 0;
    }
    f->hidden -= f->hidden > 0;
}

static void add_text(struct flat *f, struct slice text)
{
    if (!f->hidden && !f->in_link) {
        buffer_reset(&f->scratch);
        html_decode(text, false, &f->scratch);
        bool blank = f->breaks && slice_trim(buffer_slice(&f->scratch)).length == 0;
        add_words(f, blank ? SLICE("") : buffer_slice(&f->scratch));
    }
}

struct slice words_of_html(struct slice html, struct arena *arena)
{
    struct flat f = { .words = BUFFER(WORDS_MOST), .scratch = BUFFER(WORDS_MOST) };
    struct html h = HTML_OVER(html);
    struct html_token t;
    for (html_next(&h, &t); t.type != HTML_END; html_next(&h, &t)) {
        if (t.type == HTML_TEXT && !t.raw) {
            add_text(&f, t.text);
        } else if (t.type == HTML_OPEN) {
            open_element(&f, &t);
        } else if (t.type == HTML_CLOSE) {
            close_element(&f, &t);
        }
    }
    f.words.no_memory = f.words.no_memory || f.scratch.no_memory;
    buffer_free(&f.scratch);
    return keep(&f.words, arena);
}

/* --- The same words --- */

/* How many bytes of what shows nothing begin s: spaces of any kind, and marks of direction, of
 * joining and of variants. */
static size_t blank(struct slice s)
{
    enum {
        SOFT_HYPHEN = 0xAD,
        ZERO_WIDTH = 0x200B,
        JOINER = 0x200D,
        WORD_JOINER = 0x2060,
        EMOJI_STYLE = 0xFE0F,
        ORDER_MARK = 0xFEFF
    };
    size_t length;
    uint32_t code = utf8_decode(s, &length);
    bool shows_nothing = utf8_is_space(code) || utf8_is_direction_mark(code) ||
                         code == SOFT_HYPHEN || (code >= ZERO_WIDTH && code <= JOINER) ||
                         code == WORD_JOINER || code == EMOJI_STYLE || code == ORDER_MARK;
    return shows_nothing ? length : 0;
}

/* "nyti.ms/2x": a link as it is shown. */
static bool is_shown_link(struct slice word)
{
    size_t dot = slice_find(word, '.');
    size_t slash = slice_find(word, '/');
    return dot > 0 && dot + 2 < slash && slash < word.length && ascii_is_alpha(word.data[dot + 1]);
}

/* Adds the characters of a word that are compared. */
static void add_compared(struct slice word, struct buffer *into)
{
    word.length = is_shown_link(word) ? 0 : find_link(word);
    while (word.length) {
        size_t skipped = blank(word);
        if (skipped == 0) {
            buffer_add_char(into, word.data[0]);
        }
        word = slice_skip(word, skipped ? skipped : 1);
    }
}

static struct slice compared(struct slice text, struct buffer *decoded, struct buffer *into)
{
    html_decode(text, false, decoded);
    struct slice rest = buffer_slice(decoded);
    while (rest.length) {
        size_t length = 0;
        while (length < rest.length && !is_gap(rest.data[length])) {
            length++;
        }
        add_compared(slice_part(rest, 0, length), into);
        rest = slice_skip(rest, length < rest.length ? length + 1 : length);
    }
    return buffer_slice(into);
}

/* Whether `cut` is the beginning of `whole` with an ellipsis behind it. */
static bool is_cut_off(struct slice cut, struct slice whole)
{
    struct slice ellipsis = SLICE("\xE2\x80\xA6");
    size_t length = cut.length - ellipsis.length;
    return cut.length > ellipsis.length && slice_ends_nocase(cut, ellipsis) &&
           slice_starts(whole, slice_part(cut, 0, length));
}

static bool are_same(struct slice printed, struct slice told, bool open)
{
    if (is_cut_off(printed, told) || is_cut_off(told, printed)) {
        return true;
    }
    if (open && printed.length > told.length) {
        printed = slice_skip(printed, printed.length - told.length);
    }
    return slice_equal(printed, told);
}

bool words_are_same(struct slice printed, struct slice told, bool open, bool *no_memory)
{
    struct buffer work[4] = { BUFFER(WORDS_MOST), BUFFER(WORDS_MOST), BUFFER(WORDS_MOST),
                              BUFFER(WORDS_MOST) };
    struct slice one = compared(printed, &work[0], &work[1]);
    struct slice other = compared(told, &work[2], &work[3]);
    bool same = are_same(one, other, open);
    for (size_t i = 0; i < sizeof work / sizeof *work; i++) {
        *no_memory = *no_memory || work[i].no_memory;
        buffer_free(&work[i]);
    }
    return same;
}
