/* The words inside an element, as a reader sees them, and where its links and paragraphs are. */
#include "scan/find/markup_inside.h"

#include "syntax/utf8.h"

/* Where the walk through an element is. */
struct walk {
    struct markup_inside *in;
    struct slice name; /* the element's */
    size_t depth;      /* elements of that name open in it, itself included */
    bool in_link, in_paragraph;
    bool hidden; /* in a script's or style's text */
};

/* Two breaks make an empty line; more make no more. */
static void break_line(struct buffer *words)
{
    while (words->length && words->data[words->length - 1] == ' ') {
        words->length--;
    }
    bool blank = words->length > 1 && words->data[words->length - 2] == '\n';
    if (words->length && !(blank && words->data[words->length - 1] == '\n')) {
        buffer_add_char(words, '\n');
    }
}

/* A block begins on a line of its own; two that meet make one break. */
static void begin_block(struct buffer *words)
{
    while (words->length && words->data[words->length - 1] == ' ') {
        words->length--;
    }
    if (words->length && words->data[words->length - 1] != '\n') {
        buffer_add_char(words, '\n');
    }
}

static void add_space(struct buffer *words)
{
    if (words->length && !ascii_is_space(words->data[words->length - 1])) {
        buffer_add_char(words, ' ');
    }
}

/* How many bytes of white space begin s: no-break space too, and the space that JSX writes out. */
static size_t space_length(struct slice s)
{
    const struct slice no_break = SLICE("\xc2\xa0");
    if (ascii_is_space(s.data[0])) {
        return 1;
    }
    if (slice_starts(s, no_break)) {
        return no_break.length;
    }
    return slice_starts(s, SLICE("{\" \"}")) || slice_starts(s, SLICE("{' '}")) ? 5 : 0;
}

static inline bool may_be_space(char c)
{
    static const bool may_be[256] = { ['\t'] = true, ['\n'] = true, ['\f'] = true, ['\r'] = true,
                                      [' '] = true,  ['{'] = true,  [0xc2] = true };
    return may_be[(unsigned char)c];
}

/* Adds decoded words with their white space folded. */
static void fold(struct slice s, struct buffer *words)
{
    while (s.length) {
        size_t length = 0;
        while (length < s.length && !may_be_space(s.data[length])) {
            length++;
        }
        buffer_add(words, slice_part(s, 0, length));
        s = slice_skip(s, length);
        size_t space = s.length ? space_length(s) : 0;
        if (space) {
            add_space(words);
        } else if (s.length) {
            buffer_add_char(words, s.data[0]);
            space = 1;
        }
        s = slice_skip(s, space);
    }
}

static void add_text(struct slice text, struct buffer *words)
{
    if (slice_find(text, '&') == text.length) {
        fold(text, words);
        return;
    }
    struct buffer decoded = BUFFER(text.length * 3 + 1);
    html_decode(text, false, &decoded);
    words->failed |= decoded.failed;
    words->no_memory |= decoded.no_memory;
    fold(buffer_slice(&decoded), words);
    buffer_free(&decoded);
}

static bool is_block(const struct html_token *t)
{
    static const char *const blocks[] = {
        "p",  "div", "section", "blockquote", "li",     "ul", "ol",  "h1",      "h2",
        "h3", "h4",  "h5",      "h6",         "figure", "hr", "pre", "article", "header",
        "td", "th",  "footer",  "figcaption", "tr",     "dd", "dt",  NULL
    };
    return t->element->kind != HTML_INLINE && markup_is_listed(t->name, blocks);
}

static bool is_named(const struct html_token *t, struct slice name)
{
    return slice_equal_nocase(t->name, name);
}

static void end_link(struct walk *w)
{
    struct markup_inside *in = w->in;
    if (w->in_link) {
        in->links[(in->link_count - 1) % LINKS_KEPT].to = in->words.length;
        w->in_link = false;
    }
}

static void begin_link(struct walk *w, const struct html_token *t)
{
    struct markup_inside *in = w->in;
    end_link(w);
    in->links[in->link_count % LINKS_KEPT] =
        (struct markup_link){ .href = html_attribute(t, SLICE("href")), .from = in->words.length };
    in->link_count++;
    w->in_link = true;
}

static void end_paragraph(struct walk *w)
{
    if (w->in_paragraph) {
        w->in->paragraphs[w->in->paragraph_count - 1].to = w->in->words.length;
        w->in_paragraph = false;
    }
}

static void begin_paragraph(struct walk *w, const struct html_token *t)
{
    struct markup_inside *in = w->in;
    struct slice lang = html_attribute(t, SLICE("lang"));
    end_paragraph(w);
    if (in->paragraph_count < PARAGRAPHS_KEPT) {
        in->paragraphs[in->paragraph_count++].from = in->words.length;
    }
    w->in_paragraph = true;
    if (!in->lang.length) {
        in->lang = lang;
    }
}

/* An emoji that a script has replaced by its picture. */
static void add_picture(const struct html_token *t, struct buffer *words)
{
    struct slice class = html_attribute(t, SLICE("class"));
    if (slice_find_nocase(class, SLICE("emoji")) < class.length) {
        add_text(html_attribute(t, SLICE("alt")), words);
    }
}

static void read_open(struct walk *w, const struct html_token *t)
{
    struct buffer *words = &w->in->words;
    w->hidden = is_named(t, SLICE("script")) || is_named(t, SLICE("style"));
    w->depth += slice_equal_nocase(t->name, w->name) && !t->self_closing;
    if (is_named(t, SLICE("br"))) {
        break_line(words);
    } else if (is_block(t)) {
        begin_block(words);
    }
    if (is_named(t, SLICE("p"))) {
        begin_paragraph(w, t);
    } else if (is_named(t, SLICE("a"))) {
        begin_link(w, t);
    } else if (is_named(t, SLICE("img"))) {
        add_picture(t, words);
    }
}

static void read_close(struct walk *w, const struct html_token *t)
{
    w->hidden = false;
    if (slice_equal_nocase(t->name, w->name)) {
        w->depth--;
    }
    if (is_named(t, SLICE("p"))) {
        end_paragraph(w);
    } else if (is_named(t, SLICE("a"))) {
        end_link(w);
    }
    if (is_block(t)) {
        begin_block(&w->in->words);
    }
}

static void read_token(struct walk *w, const struct html_token *t)
{
    if (t->type == HTML_OPEN) {
        read_open(w, t);
    } else if (t->type == HTML_CLOSE) {
        read_close(w, t);
    } else if (t->type == HTML_TEXT && !t->raw && !w->hidden) {
        add_text(t->text, &w->in->words);
    }
}

/* To the end tag of the element, or as far as there is any of it. */
static void read_content(struct html *h, struct markup_inside *in)
{
    struct walk w = { .in = in, .name = in->open.name, .depth = 1 };
    struct html_token t;
    const char *begin = h->input.data + h->at;
    const char *end = begin;
    for (html_next(h, &t); t.type != HTML_END && w.depth; html_next(h, &t)) {
        read_token(&w, &t);
        end = w.depth ? t.whole.data + t.whole.length : t.whole.data;
    }
    end_link(&w);
    end_paragraph(&w);
    in->html = slice_of(begin, (size_t)(end - begin));
}

bool markup_inside_read(struct slice html, struct markup_inside *out)
{
    struct html h = HTML_OVER(html);
    *out = (struct markup_inside){ .words = BUFFER(html.length * 3 + 1) };
    html_next(&h, &out->open);
    out->open.list = NULL; /* it is asked for its attributes when the tokeniser is gone */
    if (out->open.type != HTML_OPEN || !buffer_reserve(&out->words, 1)) {
        return false;
    }
    out->html = slice_of(html.data, 0);
    if (!out->open.self_closing) {
        read_content(&h, out);
    }
    return !out->words.failed;
}

void markup_inside_free(struct markup_inside *in)
{
    buffer_free(&in->words);
}

const struct markup_link *markup_link_back(const struct markup_inside *in, size_t back)
{
    if (back >= in->link_count || back >= LINKS_KEPT) {
        return NULL;
    }
    return &in->links[(in->link_count - 1 - back) % LINKS_KEPT];
}
