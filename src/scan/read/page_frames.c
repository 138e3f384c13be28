/* Frames instead of a body (HTML Standard, section 13.2.6). A <frameset> takes the place of a body
 * that shows nothing yet. As few pages have one, nothing is noted of what stands before it: the
 * page's beginning is read again where one is met. */
#include "scan/read/page.h"

#include "scan/limits.h"

/* What stands before a frameset. */
struct before {
    const char *body; /* where the body begins; NULL: it has not */
    bool ok;          /* the Standard's frameset-ok flag, which counts in a body */
};

static bool is_any(const struct html_token *token, const char *const *names)
{
    return slice_is_any(token->name, names);
}

static bool is_hidden_input(const struct html_token *token)
{
    return slice_equal_nocase(token->name, SLICE("input")) &&
           slice_equal_nocase(html_attribute(token, SLICE("type")), SLICE("hidden"));
}

/* Whether a tag, which is no foreign element's, shows something, or holds the body. */
static bool shows(const struct html_token *token)
{
    static const char *const starts[] = {
        "applet", "area",   "body",  "br",       "button",   "dd",  "dt",      "embed",   "hr",
        "iframe", "image",  "img",   "input",    "keygen",   "li",  "listing", "marquee", "object",
        "pre",    "select", "table", "template", "textarea", "wbr", "xmp",     NULL
    };
    static const char *const ends[] = { "br", NULL };
    return token->type == HTML_OPEN ? is_any(token, starts) && !is_hidden_input(token)
                                    : is_any(token, ends);
}

/* Whether a tag begins the body, where none has begun. */
static bool begins_body(const struct html_token *token)
{
    static const char *const in_head[] = { "base",  "basefont", "bgsound",  "head",     "html",
                                           "link",  "meta",     "noframes", "noscript", "script",
                                           "style", "template", "title",    NULL };
    static const char *const ends[] = { "body", "br", "html", NULL };
    return token->type == HTML_OPEN ? !is_any(token, in_head) : is_any(token, ends);
}

static bool is_blank(struct slice s)
{
    size_t i = 0;
    while (i < s.length && (ascii_is_space(s.data[i]) || s.data[i] == '\0')) {
        i++;
    }
    return i == s.length;
}

/* Whether text shows nothing: white space, also as references, and NUL. */
static bool is_empty(struct page *p, const struct html_token *token)
{
    if (token->raw || is_blank(token->text)) {
        return is_blank(token->text);
    }
    struct buffer decoded = BUFFER(SIZE_MAX);
    html_decode(token->text, false, &decoded);
    bool empty = is_blank(buffer_slice(&decoded));
    p->text.failed |= decoded.no_memory;
    buffer_free(&decoded);
    return empty;
}

/* The text of a raw element shows nothing by itself, but for what stands behind <plaintext>. */
static bool is_of_body(const struct html *h, const struct html_token *token)
{
    return token->type == HTML_TEXT &&
           (!h->raw_element.length || slice_equal(h->raw_element, SLICE("plaintext")));
}

/* What is in a template is in no body. */
static void look_at(struct page *p, const struct html *h, const struct html_token *token,
                    struct before *before)
{
    bool tag = token->type == HTML_OPEN || token->type == HTML_CLOSE;
    bool words = is_of_body(h, token) && !is_empty(p, token);
    if (html_is_inert(h)) {
        before->ok = false;
        return;
    }
    if (!before->body && (words || (tag && begins_body(token)))) {
        before->body = token->whole.data;
    }
    before->ok &= !words && !(tag && shows(token) && !html_is_foreign(h));
}

static struct before look_before(struct page *p, struct slice page)
{
    struct before before = { .ok = true };
    struct html h = HTML_OVER(page);
    struct html_token token;
    for (html_next(&h, &token); token.type != HTML_END && (before.ok || !before.body);
         html_next(&h, &token)) {
        look_at(p, &h, &token, &before);
    }
    return before;
}

/* Where something stands in the input. */
static uint64_t input_offset(struct page *p, const char *at)
{
    uint64_t offset = page_offset(p, at);
    return locator_page_span(&p->locator, &p->window, offset, offset).start;
}

/* What the body had goes with it. */
static void remove_body(struct page *p, const char *body, const struct html_token *frameset)
{
    page_close_link(p);
    page_close_posts(p);
    if (body) {
        uint64_t from = input_offset(p, body);
        text_take_back(&p->text, from, input_offset(p, frameset->whole.data));
    }
}

void page_begin_frames(struct page *p, const struct html_token *frameset)
{
    uint64_t start = page_offset(p, frameset->whole.data);
    bool begun_here = p->window.offset == 0 && start + frameset->whole.length <= PAGE_STEP;
    if (p->had_frameset || !p->by_itself || p->html.xml || !begun_here) {
        return;
    }
    p->had_frameset = true;
    struct before before = look_before(p, slice_part(p->window.bytes, 0, (size_t)start));
    if (before.ok || !before.body) {
        remove_body(p, before.body, frameset);
        html_begin_frames(&p->html);
    }
}

void page_take_inert(struct page *p, const struct html_token *token)
{
    static const char *const names[] = { "frame", "frameset", NULL };
    if (!html_in_frameset(&p->html) || !is_any(token, names)) {
        return;
    }
    if (p->ignores) {
        page_ignore_tag(p, token, token->type == HTML_OPEN);
    }
    if (token->type == HTML_OPEN) {
        page_read_links(p, token);
    }
}
