#include "scan/read/markdown.h"

#include "scan/find/line.h"
#include "scan/limits.h"

static const char origin[] = "markdown";

enum { ANCHOR_BYTES = 1024 }; /* more than the characters that are kept of an anchor take */

bool markdown_page_init(struct markdown_page *p, struct document *document, struct finds *out,
                        const struct scan_options *options)
{
    unsigned mdx = markdown_is_mdx(document->name) ? MARKDOWN_MDX : 0;
    p->at = p->link_end = 0;
    p->learned = false;
    p->references = (struct references){ 0 };
    p->quoted = false;
    p->marked = 0;
    p->out = options->linked_only ? out : NULL;
    p->silent = false;
    p->silent_from = 0;
    p->url = BUFFER(URL_MOST);
    p->anchor = BUFFER(ANCHOR_BYTES);
    p->text = p->html = (struct markdown_range){ 0 };
    markdown_init(&p->markdown, MARKDOWN_LEARN | mdx);
    return page_init(&p->page, document, out, options);
}

void markdown_page_free(struct markdown_page *p)
{
    page_free(&p->page);
    markdown_free(&p->markdown);
    references_free(&p->references);
    buffer_free(&p->url);
    buffer_free(&p->anchor);
}

struct slice markdown_page_bytes(const struct markdown_page *p, uint64_t start, uint64_t end)
{
    uint64_t offset = p->page.window.offset;
    return slice_part(p->page.window.bytes, (size_t)(start - offset), (size_t)(end - offset));
}

/* --- Words --- */

static bool is_escape(struct slice s, size_t at)
{
    return s.data[at] == '\\' && at + 1 < s.length &&
           strchr("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", s.data[at + 1]) && s.data[at + 1];
}

static void add_plain(struct markdown_page *p, struct slice s, size_t from, size_t to)
{
    page_add_text(&p->page, slice_part(s, from, to), p->at + from, false);
}

/* "www.example.com", which is linked without a scheme. Gives where it ends. */
static size_t add_www(struct markdown_page *p, struct slice s, size_t start, size_t end)
{
    struct slice written = slice_part(s, start, end);
    buffer_reset(&p->url);
    buffer_add(&p->url, SLICE("http://"));
    html_decode(written, true, &p->url);
    if (!p->url.failed) {
        page_open_link(&p->page, buffer_slice(&p->url), written, NULL);
    }
    add_plain(p, s, start, end);
    page_close_link(&p->page);
    return end;
}

/* The bytes up to `to`, without the backslashes of escapes. Lines stay lines. */
static void add_words(struct markdown_page *p, uint64_t to)
{
    if (to <= p->at) {
        return;
    }
    struct slice s = markdown_page_bytes(p, p->at, to);
    size_t begun = 0;
    markdown_page_comments(p, s);
    page_bound_posts(&p->page, p->at);
    page_catch_up(&p->page, p->at);
    page_preformat(&p->page, true);
    for (size_t i = 0; i < s.length; i++) {
        size_t www = s.data[i] == 'w' && !p->link_end ? markdown_www(s, i) : 0;
        if (www) {
            add_plain(p, s, begun, i);
            begun = add_www(p, s, i, www);
            i = begun - 1;
        } else if (is_escape(s, i)) {
            add_plain(p, s, begun, i);
            begun = ++i;
        }
    }
    add_plain(p, s, begun, s.length);
    p->at = to;
}

/* The words of a link. Their last byte stands for what follows of it, too: a post that ends with
 * the link ends where all of that does. */
static void add_link_words(struct markdown_page *p, uint64_t to, uint64_t end)
{
    if (p->at >= to) {
        return;
    }
    struct slice s = markdown_page_bytes(p, p->at, to);
    char last = s.data[s.length - 1];
    bool escaped = s.length > 1 && s.data[s.length - 2] == '\\';
    if (last == ';' || escaped) {
        add_words(p, to);
    } else {
        add_words(p, to - 1);
        page_add_standing(&p->page, slice_of(&last, 1), to - 1, (uint32_t)(end - (to - 1)));
    }
}

/* The item goes with the next piece, in which its link may end. */
static void keep_anchor(struct markdown_page *p, struct slice words)
{
    buffer_reset(&p->anchor);
    if (words.length) {
        buffer_add(&p->anchor,
                   slice_part(words, 0, words.length < ANCHOR_BYTES ? words.length : ANCHOR_BYTES));
    }
    p->page.text.failed |= p->anchor.failed;
}

static void close_link(struct markdown_page *p)
{
    add_link_words(p, p->text.end, p->link_end);
    page_set_anchor(&p->page, buffer_slice(&p->anchor));
    page_close_link(&p->page);
    p->at = p->link_end > p->at ? p->link_end : p->at;
    p->link_end = 0;
}

/* The words up to `to`; the link that is open may end before. */
void markdown_page_advance(struct markdown_page *p, uint64_t to)
{
    if (p->link_end && to >= p->text.end) {
        close_link(p);
    }
    add_words(p, to);
}

static void skip(struct markdown_page *p, uint64_t start, uint64_t end)
{
    markdown_page_advance(p, start);
    p->at = end > p->at ? end : p->at;
}

/* --- Links --- */

static void take_image(struct markdown_page *p, const struct markdown_item *item)
{
    skip(p, item->whole.start, item->whole.end);
    if (item->is_known) {
        references_show(&p->references, item);
    } else if (item->decoded.data && !markdown_page_show(p, item) && p->page.resources) {
        page_give_link(&p->page, item->decoded,
                       markdown_page_bytes(p, item->destination.start, item->destination.end),
                       origin);
    }
}

/* The words of a link begin: their link is known already. */
static void take_anchor(struct markdown_page *p, const struct markdown_item *item)
{
    if (item->is_image) {
        take_image(p, item);
        return;
    }
    if (markdown_page_directive(p, item)) {
        return;
    }
    skip(p, item->whole.start, item->text.start);
    if (item->decoded.data && item->is_known) {
        references_open(&p->references, &p->page, item);
    } else if (item->decoded.data) {
        page_open_link(&p->page, item->decoded,
                       markdown_page_bytes(p, item->destination.start, item->destination.end),
                       origin);
    }
    p->text = item->text;
    keep_anchor(p, item->anchor);
    p->link_end = item->whole.end;
}

/* Whether nothing else stands in the line of a construct but containers' markers. */
static bool is_alone(const struct markdown_page *p, struct markdown_range range)
{
    struct slice s = p->page.window.bytes;
    size_t start = (size_t)(range.start - p->page.window.offset);
    size_t end = (size_t)(range.end - p->page.window.offset);
    return line_skip_prefix(s, line_start(s, start, 0)) == start && line_is_over(s, end);
}

/* A permalink alone on its line is an embed. Its words are to come. */
static struct find *give_post(struct markdown_page *p, const struct markdown_item *item)
{
    struct page *page = &p->page;
    const struct find *link = page_link_open(page);
    if (!link || link->is.link.kind != LINK_PERMALINK || page->text.in_post || page_in_post(page) ||
        !is_alone(p, item->whole)) {
        return NULL;
    }
    struct claim claim = { .form = FORM_URL, .url = link->is.link.url };
    struct find post = { .type = FIND_POST, .start = link->start, .end = link->start };
    post.span =
        locator_page_span(&page->locator, &page->window, item->whole.start, item->whole.end);
    post.is.post.claim = &claim;
    post.is.post.links = link->start;
    return text_given(&page->text, text_give(&page->text, &post));
}

static void take_autolink(struct markdown_page *p, const struct markdown_item *item)
{
    struct find *post = NULL;
    struct slice written = markdown_page_bytes(p, item->start, item->end);
    skip(p, item->whole.start, item->start);
    if (p->link_end) {
        page_give_link(&p->page, item->decoded, written, origin);
        skip(p, item->end, item->whole.end);
        return;
    }
    if (!item->is_mail) {
        page_open_link(&p->page, item->decoded, written, origin);
        post = give_post(p, item);
    }
    if (post) {
        post->end = text_fed(&p->page.text) + (item->end - item->start);
    }
    p->text = (struct markdown_range){ item->start, item->end };
    keep_anchor(p, item->decoded);
    p->link_end = item->whole.end;
    close_link(p);
}

static void take_code(struct markdown_page *p, const struct markdown_item *item)
{
    if (item->is_known) {
        markdown_page_comment(p, (struct markdown_range){ item->start, item->end });
    }
    skip(p, item->start, item->end);
}

/* Words that lead to it may have told its link before. */
static void take_definition(struct markdown_page *p, const struct markdown_item *item)
{
    markdown_page_comment(p, item->whole);
    skip(p, item->whole.start, item->whole.end);
    references_define(&p->references, &p->page, item);
}

/* --- Items --- */

/* How much of what is not taken yet is white space before an offset: the end of a block's last
 * line. */
static uint64_t blank_before(const struct markdown_page *p, uint64_t to)
{
    struct slice s = markdown_page_bytes(p, p->at, to);
    size_t length = s.length;
    while (length > 0 && ascii_is_space(s.data[length - 1])) {
        length--;
    }
    return s.length - length;
}

static bool is_quote_mark(struct slice mark)
{
    mark = slice_trim(mark);
    return mark.length && mark.data[0] == '>';
}

/* A post that stands in a quote begins where the quote does: as in plain text, the marks of the
 * quote's lines tell that. A blank line of a quote is a break, too, and the next one adds nothing
 * to it. */
static void mark_quote(struct markdown_page *p, struct slice mark, uint64_t at)
{
    bool quoted = is_quote_mark(mark);
    if (quoted && p->quoted && p->marked == text_fed(&p->page.text)) {
        return;
    }
    page_end_line(&p->page, at, !quoted || !p->quoted);
    if (quoted) {
        page_add_mark(&p->page, p->quoted ? SLICE(">\n> ") : SLICE("> "), at, 0);
    }
    p->quoted = quoted;
    p->marked = text_fed(&p->page.text);
}

static void take_break(struct markdown_page *p, const struct markdown_item *item)
{
    struct slice mark = markdown_page_bytes(p, item->start, item->end);
    markdown_page_advance(p, item->start - blank_before(p, item->start));
    if (slice_find(mark, '|') < mark.length) {
        page_add_space(&p->page, item->start);
    } else {
        mark_quote(p, mark, item->start);
    }
    p->at = item->end;
}

/* The marks before a line that goes on with a paragraph. */
static void take_prefix(struct markdown_page *p, const struct markdown_item *item)
{
    struct slice mark = markdown_page_bytes(p, item->start, item->end);
    skip(p, item->start, item->end);
    if (is_quote_mark(mark)) {
        page_add_mark(&p->page, SLICE("> "), item->start, 0);
    }
}

static void take(struct markdown_page *p, const struct markdown_item *item)
{
    bool is_html = item->type == MARKDOWN_HTML || item->type == MARKDOWN_COMMENT;
    bool in_tag = item->type == MARKDOWN_PREFIX && p->html.end == item->start;
    if (item->start < p->at || in_tag) {
        return;
    }
    if (!is_html) {
        markdown_page_take_html(p);
    }
    switch (item->type) {
    case MARKDOWN_BREAK:
        p->silent = false;
        take_break(p, item);
        break;
    case MARKDOWN_PREFIX:
        take_prefix(p, item);
        break;
    case MARKDOWN_CODE:
        take_code(p, item);
        break;
    case MARKDOWN_COMMENT:
    case MARKDOWN_HTML:
        markdown_page_add_html(p, item);
        break;
    case MARKDOWN_ANCHOR:
        take_anchor(p, item);
        break;
    case MARKDOWN_AUTOLINK:
        take_autolink(p, item);
        break;
    case MARKDOWN_DEFINITION:
        take_definition(p, item);
        break;
    case MARKDOWN_LINK:
    case MARKDOWN_REFERENCE:
    default:
        break;
    }
}

/* Blank lines between blocks are nothing: they need not wait for the next block. */
static void skip_blank(struct markdown_page *p)
{
    uint64_t settled = markdown_settled(&p->markdown);
    if (settled > p->at && !p->link_end && blank_before(p, settled) == settled - p->at) {
        p->at = settled;
    }
}

static bool failed(const struct markdown_page *p)
{
    return p->markdown.failed || p->url.no_memory || page_failed(&p->page);
}

/* Takes what is settled of what was added; the page's bytes before it are let go of. */
static void feed(struct markdown_page *p, size_t length, bool last)
{
    struct html *html = &p->page.html;
    struct markdown_item item;
    uint64_t offset = p->markdown.offset;
    markdown_feed(&p->markdown, markdown_page_bytes(p, offset, offset + length), last);
    while (!failed(p) && markdown_next(&p->markdown, &item)) {
        take(p, &item);
    }
    if (failed(p)) {
        return;
    }
    if (last) {
        markdown_page_take_html(p);
        markdown_page_advance(p, p->markdown.offset - blank_before(p, p->markdown.offset));
    } else if (p->html.end == 0) {
        skip_blank(p);
    }
    uint64_t needed = p->html.end && p->html.start < p->at ? p->html.start : p->at;
    html->input = markdown_page_bytes(p, needed, needed);
    html->at = 0;
    page_let_go(&p->page);
}

/* Reads all that was added, of which nothing was read before. */
static void feed_held(struct markdown_page *p, bool all)
{
    size_t left = p->page.window.bytes.length;
    references_learn(&p->references, &p->page, &p->markdown, all);
    p->learned = true;
    while (left && !failed(p)) {
        size_t length = left < MARKDOWN_STEP ? left : MARKDOWN_STEP;
        feed(p, length, false);
        left -= length;
    }
}

bool markdown_page_feed(struct markdown_page *p, struct slice piece)
{
    while (piece.length && !failed(p)) {
        size_t room = p->learned ? MARKDOWN_STEP : MARKDOWN_HELD - p->page.window.bytes.length;
        size_t length = piece.length < room ? piece.length : room;
        page_add_bytes(&p->page, slice_part(piece, 0, length));
        piece = slice_skip(piece, length);
        if (failed(p)) {
            break;
        }
        if (p->learned) {
            feed(p, length, false);
        } else if (length == room) {
            feed_held(p, false);
        }
    }
    return !failed(p);
}

bool markdown_page_finish(struct markdown_page *p)
{
    if (!p->learned && !failed(p)) {
        feed_held(p, true);
    }
    if (!failed(p)) {
        feed(p, 0, true);
    }
    return page_end(&p->page) && !failed(p);
}
