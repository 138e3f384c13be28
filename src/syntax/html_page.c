/* Where a page says that it belongs and where it leads. */
#include "syntax/html.h"

#include "syntax/refresh.h"

struct reader {
    struct html_page *page;
    struct slice script_target;
    struct slice text_of; /* the element whose raw text comes next; absent in other text */
    bool in_noscript;
    bool script_runs; /* the script at hand is JavaScript, and here */
};

static void keep_first(struct slice *field, struct slice value)
{
    if (!field->data) {
        *field = value;
    }
}

/* Whether a list of words holds this one. */
static bool has_word(struct slice list, struct slice word)
{
    while (list.length) {
        size_t end = 0;
        while (end < list.length && !ascii_is_space(list.data[end])) {
            end++;
        }
        if (slice_equal_nocase(slice_part(list, 0, end), word)) {
            return true;
        }
        list = slice_skip(list, end < list.length ? end + 1 : end);
    }
    return false;
}

static void read_meta(struct reader *r, const struct html_token *t)
{
    uint32_t seconds;
    struct slice url;
    struct slice content = html_attribute(t, SLICE("content"));
    if (content.data &&
        slice_equal_nocase(html_attribute(t, SLICE("http-equiv")), SLICE("refresh")) &&
        refresh_parse(content, &seconds, &url)) {
        keep_first(r->in_noscript ? &r->page->quiet_refresh : &r->page->refresh, content);
    }
}

static void read_link(struct reader *r, const struct html_token *t)
{
    struct slice href = html_attribute(t, SLICE("href"));
    if (href.length && has_word(html_attribute(t, SLICE("rel")), SLICE("canonical"))) {
        keep_first(&r->page->canonical, href);
    }
}

static void read_base(struct reader *r, const struct html_token *t)
{
    struct slice href = html_attribute(t, SLICE("href"));
    if (href.data) {
        keep_first(&r->page->base, href);
    }
}

/* No type, or one of JavaScript's: JSON and templates do not run. */
static void read_script(struct reader *r, const struct html_token *t)
{
    struct slice type = html_attribute(t, SLICE("type"));
    r->script_runs = !html_attribute(t, SLICE("src")).data &&
                     (type.length == 0 || slice_equal_nocase(type, SLICE("module")) ||
                      slice_find_nocase(type, SLICE("javascript")) < type.length ||
                      slice_find_nocase(type, SLICE("ecmascript")) < type.length);
}

static void enter_noscript(struct reader *r, const struct html_token *t)
{
    (void)t;
    r->in_noscript = true;
}

static void read_open(struct reader *r, const struct html_token *t)
{
    static const struct {
        struct slice name;
        void (*read)(struct reader *r, const struct html_token *t);
    } elements[] = {
        { { "meta", 4 }, read_meta },          { { "link", 4 }, read_link },
        { { "base", 4 }, read_base },          { { "script", 6 }, read_script },
        { { "noscript", 8 }, enter_noscript },
    };
    for (size_t i = 0; i < sizeof elements / sizeof elements[0]; i++) {
        if (slice_equal_nocase(t->name, elements[i].name)) {
            elements[i].read(r, t);
        }
    }
}

/* Whether there is anything to read: spaces, also hard ones, are nothing. */
static bool says_something(struct slice text)
{
    static const struct slice blanks[] = { { "&nbsp;", 6 },
                                           { "\xc2\xa0", 2 },
                                           { "\xef\xbb\xbf", 3 } };
    for (;;) {
        while (text.length && ascii_is_space(text.data[0])) {
            text = slice_skip(text, 1);
        }
        size_t before = text.length;
        for (size_t i = 0; i < sizeof blanks / sizeof blanks[0]; i++) {
            if (slice_starts_nocase(text, blanks[i])) {
                text = slice_skip(text, blanks[i].length);
            }
        }
        if (text.length == before) {
            return before > 0;
        }
    }
}

static void read_text(struct reader *r, const struct html_token *t)
{
    if (slice_equal_nocase(r->text_of, SLICE("title"))) {
        keep_first(&r->page->title, t->text);
    } else if (slice_equal_nocase(r->text_of, SLICE("script"))) {
        if (r->script_runs && !r->script_target.data) {
            r->script_target = html_script_target(t->text);
        }
    } else if (!r->in_noscript && (!t->raw || !r->text_of.data) && !r->page->shows_text) {
        r->page->shows_text = says_something(t->text);
    }
}

void html_read_page(struct slice bytes, struct html_page *out)
{
    *out = (struct html_page){ 0 };
    struct html h = HTML_OVER(bytes);
    struct reader r = { .page = out };
    struct html_token t;
    for (html_next(&h, &t); t.type != HTML_END; html_next(&h, &t)) {
        if (t.type == HTML_OPEN && !html_is_foreign(&h) && !html_is_inert(&h)) {
            read_open(&r, &t);
        } else if (t.type == HTML_TEXT) {
            read_text(&r, &t);
        } else if (t.type == HTML_CLOSE && slice_equal_nocase(t.name, SLICE("noscript"))) {
            r.in_noscript = false;
        }
        r.text_of = h.raw_element;
    }
    if (!out->shows_text) {
        out->script_target = r.script_target;
    }
}
