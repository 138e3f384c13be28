/* Raw HTML in Markdown. */
#include "scan/limits.h"
#include "scan/read/markdown.h"

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
    for (html_next(html, &token); token.type != HTML_END; html_next(html, &token)) {
        page_take(&p->page, &token);
        page_bound_posts(&p->page, page_offset(&p->page, html->input.data + html->at));
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
