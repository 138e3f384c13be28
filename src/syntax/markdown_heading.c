/* The words of a heading: what is shown of it, without links' destinations, tags, images and the
 * marks of emphasis and code. */
#include "syntax/markdown_inside.h"

#include "syntax/utf8.h"

enum { HEADING_LOOK = 64 << 10 };

/* What a byte of the text is, besides what is dropped. */
enum { BYTE_TEXT, BYTE_LITERAL, BYTE_MARK /* of emphasis */ };

void markdown_cuts_init(struct markdown_cuts *c)
{
    c->literal = BUFFER(HEADING_LOOK);
    c->dropped = BUFFER((HEADING_LOOK + 1) * sizeof(int32_t));
    c->marks = BUFFER(SIZE_MAX);
}

void markdown_cuts_free(struct markdown_cuts *c)
{
    buffer_free(&c->literal);
    buffer_free(&c->dropped);
    buffer_free(&c->marks);
}

/* So much of the text as is looked at. */
static struct slice text_of(const struct markdown_text *t)
{
    struct slice s = buffer_slice(&t->bytes);
    s.length = s.length < HEADING_LOOK ? s.length : HEADING_LOOK;
    return s;
}

static bool add_zeros(struct buffer *b, size_t count)
{
    buffer_reset(b);
    char *zeros = count ? buffer_reserve(b, count) : b->data;
    if (zeros) {
        memset(zeros, 0, count);
        b->length = count;
    }
    return zeros || !count;
}

void markdown_heading_begin(struct markdown *m, const struct markdown_text *t)
{
    size_t length = text_of(t).length;
    if (m->is_heading && !(add_zeros(&m->cuts.literal, length) &&
                           add_zeros(&m->cuts.dropped, (length + 1) * sizeof(int32_t)))) {
        m->failed = true;
        m->is_heading = false;
    }
}

static int32_t *dropped(const struct markdown *m)
{
    return (int32_t *)(void *)m->cuts.dropped.data;
}

static size_t at_most(const struct markdown *m, size_t at)
{
    return at < m->cuts.literal.length ? at : m->cuts.literal.length;
}

void markdown_cut(struct markdown *m, size_t from, size_t to)
{
    if (m->is_heading && from < to) {
        dropped(m)[at_most(m, from)]++;
        dropped(m)[at_most(m, to)]--;
    }
}

/* A space is taken off both ends of code that has both and something else (CommonMark, "Code
 * spans"). */
static bool is_padded(struct slice code)
{
    bool at_ends = code.length > 2 && strchr(" \n", code.data[0]) && code.data[0] &&
                   strchr(" \n", code.data[code.length - 1]) && code.data[code.length - 1];
    return at_ends && slice_trim(code).length > 0;
}

void markdown_cut_code(struct markdown *m, struct slice s, struct markdown_part code, size_t mark)
{
    if (!m->is_heading) {
        return;
    }
    struct slice inside = slice_part(s, code.from + mark, code.to - mark);
    size_t cut = mark + is_padded(inside);
    markdown_cut(m, code.from, code.from + cut);
    markdown_cut(m, code.to - cut, code.to);
    size_t from = at_most(m, code.from);
    size_t to = at_most(m, code.to);
    if (from < to) {
        memset(m->cuts.literal.data + from, BYTE_LITERAL, to - from);
    }
}

/* --- Emphasis (CommonMark, "Phase 2: inline structure", "process emphasis") --- */

/* A run of "*" or "_" that may still open emphasis. */
struct mark {
    size_t at, length; /* what is left of it */
    size_t number;     /* in their order */
    char sign;
    bool closes;
    size_t whole; /* its length at first */
};

/* The runs that are open, and for each kind of closing run: those before this one open none. */
struct marks {
    struct markdown *m;
    struct slice s;
    struct mark *open;
    size_t count, made;
    size_t bottom[2][2][3]; /* by sign, whether it opens, and length modulo 3 */
};

enum side { SIDE_SPACE, SIDE_PUNCTUATION, SIDE_WORD };

static enum side side_of(uint32_t code)
{
    if (utf8_is_space(code)) {
        return SIDE_SPACE;
    }
    bool is_ascii = code < 0x80;
    bool is_mark = is_ascii ? markdown_is_punctuation((char)code) : utf8_is_punctuation(code);
    return is_mark ? SIDE_PUNCTUATION : SIDE_WORD;
}

static enum side side_before(struct slice s, size_t at)
{
    size_t length;
    return at ? side_of(utf8_decode_last(slice_part(s, 0, at), &length)) : SIDE_SPACE;
}

static enum side side_behind(struct slice s, size_t at)
{
    size_t length;
    return at < s.length ? side_of(utf8_decode(slice_skip(s, at), &length)) : SIDE_SPACE;
}

/* Reads the run at `at`; *opens: it may open emphasis. */
static struct mark read_mark(struct slice s, size_t at, bool *opens)
{
    struct mark mark = { .at = at, .sign = s.data[at] };
    while (at < s.length && s.data[at] == mark.sign) {
        at++;
    }
    mark.length = mark.whole = at - mark.at;
    enum side before = side_before(s, mark.at), behind = side_behind(s, at);
    bool left = behind == SIDE_WORD || (behind == SIDE_PUNCTUATION && before != SIDE_WORD);
    bool right = before == SIDE_WORD || (before == SIDE_PUNCTUATION && behind != SIDE_WORD);
    bool free = mark.sign == '*';
    *opens = left && (free || !right || before == SIDE_PUNCTUATION);
    mark.closes = right && (free || !left || behind == SIDE_PUNCTUATION);
    return mark;
}

/* Rule 9 and 10 of "Emphasis and strong emphasis": runs that can do both match by their lengths. */
static bool matches(const struct mark *open, const struct mark *close, bool close_opens)
{
    bool both = open->closes || close_opens;
    bool odd = (open->whole + close->whole) % 3 == 0 && (open->whole % 3 || close->whole % 3);
    return open->sign == close->sign && !(both && odd);
}

/* Closes emphasis with as much of the run as it can. */
static void close_mark(struct marks *k, struct mark *close, bool opens)
{
    size_t *bottom = &k->bottom[close->sign == '_'][opens][close->whole % 3];
    size_t at = k->count;
    while (close->length && at > 0 && k->open[at - 1].number >= *bottom) {
        struct mark *open = &k->open[at - 1];
        if (!matches(open, close, opens)) {
            at--;
            continue;
        }
        size_t used = open->length > 1 && close->length > 1 ? 2 : 1;
        open->length -= used;
        memset(k->m->cuts.literal.data + open->at + open->length, BYTE_MARK, used);
        memset(k->m->cuts.literal.data + close->at, BYTE_MARK, used);
        close->at += used;
        close->length -= used;
        k->count = at -= open->length == 0;
    }
    if (close->length) {
        *bottom = k->made;
    }
}

static bool take_mark(struct marks *k, size_t at, size_t *end)
{
    bool opens;
    struct mark mark = read_mark(k->s, at, &opens);
    *end = at + mark.length;
    if (mark.closes) {
        close_mark(k, &mark, opens);
    }
    if (!opens || !mark.length) {
        return true;
    }
    k->m->cuts.marks.length = k->count * sizeof mark;
    mark.number = k->made++;
    buffer_add(&k->m->cuts.marks, slice_of((const char *)&mark, sizeof mark));
    k->open = (struct mark *)(void *)k->m->cuts.marks.data;
    k->count += !k->m->cuts.marks.failed;
    return !k->m->cuts.marks.failed;
}

static bool is_escape(struct slice s, size_t at)
{
    return s.data[at] == '\\' && at + 1 < s.length && markdown_is_punctuation(s.data[at + 1]);
}

/* Cuts the marks of emphasis. */
static void cut_emphasis(struct markdown *m, struct slice s)
{
    struct marks k = { .m = m, .s = s };
    int32_t depth = 0;
    buffer_reset(&m->cuts.marks);
    for (size_t i = 0, end; i < s.length && !m->failed; i = end) {
        depth += dropped(m)[i];
        end = i + 1;
        bool is_text = depth == 0 && m->cuts.literal.data[i] == BYTE_TEXT;
        if (is_text && is_escape(s, i)) {
            end = i + 2;
            depth += dropped(m)[i + 1];
        } else if (is_text && (s.data[i] == '*' || s.data[i] == '_')) {
            m->failed |= !take_mark(&k, i, &end);
        }
    }
}

/* --- Words --- */

static bool is_line_end(struct slice s, size_t at)
{
    return at < s.length && (s.data[at] == '\n' || s.data[at] == '\r');
}

/* Adds the blanks at `at` unless a line begins or ends with them. */
static size_t add_blanks(struct slice s, size_t at, struct buffer *into)
{
    size_t end = at;
    while (end < s.length && (s.data[end] == ' ' || s.data[end] == '\t')) {
        end++;
    }
    bool begins_line = at > 0 && is_line_end(s, at - 1);
    if (!begins_line && !is_line_end(s, end)) {
        buffer_add(into, slice_part(s, at, end));
    }
    return end;
}

static size_t add_text(struct slice s, size_t at, struct buffer *into)
{
    if (s.data[at] == ' ' || s.data[at] == '\t') {
        return add_blanks(s, at, into);
    }
    return at + markdown_decode_one(slice_skip(s, at), into);
}

static void add_words(struct markdown *m, struct slice s, struct markdown_part words,
                      struct buffer *into)
{
    size_t end;
    int32_t depth = 0;
    for (size_t i = 0; i < words.from; i++) {
        depth += dropped(m)[i];
    }
    for (size_t i = words.from; i < words.to; i = end) {
        char byte = m->cuts.literal.data[i];
        depth += dropped(m)[i];
        end = i + 1;
        if (depth == 0 && byte == BYTE_LITERAL) {
            buffer_add(into, is_line_end(s, i) ? SLICE(" ") : slice_part(s, i, i + 1));
        } else if (depth == 0 && byte == BYTE_TEXT) {
            end = add_text(slice_part(s, 0, words.to), i, into);
        }
        for (size_t skipped = i + 1; skipped < end; skipped++) {
            depth += dropped(m)[skipped];
        }
    }
}

static size_t trimmed_end(struct slice s, size_t to)
{
    while (to > 0 && ascii_is_space(s.data[to - 1])) {
        to--;
    }
    return to;
}

/* Without white space at its ends. A heading that is marked may have "#" at its end, too, behind a
 * space. */
static struct markdown_part words_of(struct slice s, bool is_marked)
{
    struct markdown_part words = { markdown_skip_space(s, 0), trimmed_end(s, s.length) };
    size_t hashes = words.to;
    while (is_marked && hashes > 0 && s.data[hashes - 1] == '#') {
        hashes--;
    }
    if (hashes == 0 || (hashes < words.to && ascii_is_space(s.data[hashes - 1]))) {
        words.to = trimmed_end(s, hashes);
    }
    return words;
}

void markdown_heading_end(struct markdown *m, const struct markdown_text *t)
{
    if (!m->is_heading) {
        return;
    }
    struct slice s = text_of(t);
    cut_emphasis(m, s);
    m->is_heading = false;
    struct markdown_entry *entry =
        markdown_add_range(m, MARKDOWN_HEADING, t, 0, buffer_slice(&t->bytes).length);
    if (!entry || m->failed) {
        return;
    }
    entry->anchor = m->words.length;
    add_words(m, s, words_of(s, t == &m->cell), &m->words);
    entry->item.anchor = slice_of("", m->words.length - entry->anchor);
}
