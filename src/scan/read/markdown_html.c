/* Raw HTML in Markdown. */
#include "scan/limits.h"
#include "scan/read/markdown.h"

/* --- Words that are shown as they are, or to nobody --- */

/* Elements whose words are no Markdown to readers. */
static bool is_silent(const struct html_token *token)
{
    static const char *const names[] = { "script",   "style", "textarea", "template",
                                         "noscript", "code",  "pre",      NULL };
    return slice_is_any(token->name, names);
}

static void note_silence(struct markdown_page *p, const struct html_token *token)
{
    bool tag = token->type == HTML_OPEN || token->type == HTML_CLOSE;
    if (tag && is_silent(token)) {
        p->silent = token->type == HTML_OPEN;
    }
}

/* No URL in the words of raw HTML is a link: of a block, and of elements that begin in the middle
 * of words and end there. They are told of in order, so what stands in such an element is told of
 * with it. */
static void silence(struct markdown_page *p, bool before)
{
    struct find words = { .type = FIND_NOTHING };
    words.span = locator_page_span(&p->page.locator, &p->page.window, p->html.start, p->html.end);
    if (p->silent) {
        p->silent_from = before ? p->silent_from : words.span.start;
        return;
    }
    words.span.start = before ? p->silent_from : words.span.start;
    p->page.text.failed |= !finds_add(p->out, &words);
}

/* --- Raw HTML --- */

void markdown_page_take_html(struct markdown_page *p)
{
    struct html *html = &p->page.html;
    struct html_token token;
    if (p->html.end == 0) {
        return;
    }
    markdown_page_advance(p, p->html.start);
    page_bound_posts(&p->page, p->html.start);
    page_catch_up(&p->page, p->html.start);
    *html = (struct html){ .input = markdown_page_bytes(p, p->html.start, p->html.end) };
    bool was_silent = p->silent;
    for (html_next(html, &token); token.type != HTML_END; html_next(html, &token)) {
        note_silence(p, &token);
        page_take(&p->page, &token);
        page_bound_posts(&p->page, page_offset(&p->page, html->input.data + html->at));
    }
    if (p->out) {
        silence(p, was_silent);
    }
    p->at = p->html.end;
    p->html = (struct markdown_range){ 0 };
}

/* The containers' marks between lines of HTML are no part of it: they become spaces in what is held
 * of the page, so that a tag can go over them. */
static void blank_marks(struct markdown_page *p, uint64_t start, uint64_t end)
{
    memset(p->page.bytes.data + (start - p->page.window.offset), ' ', (size_t)(end - start));
    p->html.end = end;
}

void markdown_page_add_html(struct markdown_page *p, const struct markdown_item *item)
{
    if (item->continues && p->html.end && p->html.end < item->start) {
        blank_marks(p, p->html.end, item->start);
    }
    if (p->html.end != item->start || p->html.end - p->html.start > MARKDOWN_HTML_MOST) {
        markdown_page_take_html(p);
        p->html.start = item->start;
    }
    p->html.end = item->end;
}
