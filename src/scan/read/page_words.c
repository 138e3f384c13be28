/* The text of a page: words run on through inline elements, white space is folded. */
#include "scan/read/page.h"

#include "scan/input/spaces.h"

void page_words_again(struct page_words *words)
{
    *words = (struct page_words){ .last = '\n',
                                  .blank = true,
                                  .decoded = buffer_again(&words->decoded, SIZE_MAX) };
}

void page_words_free(struct page_words *words)
{
    buffer_free(&words->decoded);
}

void page_preformat(struct page *p, bool on)
{
    p->words.preformatted = on;
}

void page_add_standing(struct page *p, struct slice s, uint64_t at, uint32_t from)
{
    page_add_mark(p, s, at, from);
    page_add_anchor(p, s);
}

void page_add_mark(struct page *p, struct slice s, uint64_t at, uint32_t from)
{
    offsets_add(&p->map, at, 1, from, (uint32_t)s.length);
    text_feed(&p->text, s);
    p->words.blank = p->words.last == '\n' && s.data[s.length - 1] == '\n';
    p->words.last = s.data[s.length - 1];
}

/* A post is not much longer: where a blockquote is, it sets its words off from the page's edge. */
enum { QUOTE_BYTES = 2000 };

void page_open_quote(struct page *p)
{
    p->words.quote_begun = p->words.quotes ? p->words.quote_begun : text_fed(&p->text);
    p->words.quotes++;
}

void page_close_quote(struct page *p)
{
    p->words.quotes -= p->words.quotes > 0;
}

/* A post that stands in a quote begins where the quote does: as in plain text, the marks of the
 * quote's lines tell that. */
static void mark_in_quote(struct page *p, struct slice mark, uint64_t at)
{
    if (p->words.last == '\n' && text_fed(&p->text) - p->words.quote_begun <= QUOTE_BYTES) {
        page_add_mark(p, mark, at, 0);
    }
}

static inline void mark_quote(struct page *p, struct slice mark, uint64_t at)
{
    if (p->words.quotes) {
        mark_in_quote(p, mark, at);
    }
}

/* Ends a line and adds a blank one. */
static void end_paragraph(struct page *p, uint64_t at)
{
    const struct slice breaks = SLICE("\n\n");
    offsets_add(&p->map, at, breaks.length, 0, 1);
    text_feed(&p->text, breaks);
    page_add_anchor(p, breaks);
    p->words.last = '\n';
    p->words.blank = true;
}

void page_end_line(struct page *p, uint64_t at, bool blank_line)
{
    if (p->words.last != '\n' && blank_line && !p->words.quotes) {
        end_paragraph(p, at);
        return;
    }
    if (p->words.last != '\n') {
        page_add_standing(p, SLICE("\n"), at, 0);
    }
    if (blank_line && !p->words.blank) {
        mark_quote(p, SLICE(">"), at);
        page_add_standing(p, SLICE("\n"), at, 0);
        p->words.blank = true;
    }
}

void page_break_line(struct page *p, const struct html_token *br)
{
    bool blank = p->words.last == '\n';
    mark_quote(p, SLICE(">"), page_offset(p, br->whole.data));
    page_add_standing(p, SLICE("\n"), page_offset(p, br->whole.data), (uint32_t)br->whole.length);
    p->words.blank = blank;
}

void page_add_space(struct page *p, uint64_t at)
{
    if (p->words.last != '\n' && p->words.last != ' ') {
        page_add_standing(p, SLICE(" "), at, 0);
    }
}

static void add_words(struct page *p, struct slice s, uint64_t at, bool plain)
{
    mark_quote(p, SLICE("> "), at);
    if (plain) {
        offsets_add_plain(&p->map, at, s.length);
    } else {
        buffer_reset(&p->words.decoded);
        html_decode_mapped(s, false, at, &p->words.decoded, &p->map);
        s = buffer_slice(&p->words.decoded);
    }
    if (s.length == 0) {
        return;
    }
    text_feed(&p->text, s);
    page_add_anchor(p, s);
    p->words.last = s.data[s.length - 1];
    p->words.blank = false;
}

/* Whether white space is no single space between words. */
static bool is_gap(struct slice s, size_t at)
{
    return ascii_is_space(s.data[at]) &&
           (s.data[at] != ' ' || at + 1 == s.length || s.data[at + 1] == ' ');
}

/* Where the first gap is of a part of the window that begins with none. *plain: no character
 * reference stands before it, nor a NUL. */
static size_t find_gap(const struct page *p, struct slice s, bool *plain)
{
    const char *seen = p->window.bytes.data + p->window.bytes.length;
    size_t i = 0;
    *plain = true;
    while (s.length - i > SPACES_STEP && spaces_are_single(s.data + i)) {
        i += SPACES_STEP;
    }
    for (; i < s.length && seen - (s.data + i) > SPACES_STEP; i += SPACES_STEP) {
        unsigned specials;
        unsigned gaps = spaces_find(s.data + i, &specials);
        if (s.length - i <= SPACES_STEP) { /* what stands behind s is none of it */
            unsigned last = (unsigned)(s.length - i - 1);
            gaps &= (2U << last) - 1;
            gaps |= (unsigned)(s.data[s.length - 1] == ' ') << last;
            gaps |= 2U << last;
        }
        if (gaps) {
            unsigned first = (unsigned)__builtin_ctz(gaps);
            *plain = *plain && !(specials & ((1U << first) - 1));
            return i + first;
        }
        *plain = *plain && !specials;
    }
    for (; i < s.length && !is_gap(s, i); i++) {
        *plain = *plain && s.data[i] != '&' && s.data[i] != '\0';
    }
    return i;
}

static void add_gap(struct page *p, uint64_t at, size_t length)
{
    if (p->words.last != ' ' && p->words.last != '\n') {
        page_add_standing(p, SLICE(" "), at, (uint32_t)length);
    }
}

void page_add_text(struct page *p, struct slice s, uint64_t at, bool raw)
{
    if (p->words.preformatted) {
        add_words(p, s, at, raw || html_is_plain(s, false));
        return;
    }
    while (s.length) {
        bool plain;
        size_t words = ascii_is_space(s.data[0]) ? 0 : find_gap(p, s, &plain);
        if (words) {
            add_words(p, slice_part(s, 0, words), at, raw || plain);
        }
        size_t end = words;
        while (end < s.length && ascii_is_space(s.data[end])) {
            end++;
        }
        if (end > words) {
            add_gap(p, at + words, end - words);
        }
        s = slice_skip(s, end);
        at += end;
    }
}
