#include "syntax/html_page.h"

#include "syntax/refresh.h"

/* More than any page's value takes when it is decoded: one that fails has found no memory. */
enum { VALUE_ROOM = 16 << 20 };

struct reader {
    struct html_page *page;
    const char *start; /* of the page */
    struct script *scripts;
    struct slice text_of; /* the element whose raw text comes next; absent in other text */
    struct buffer decoded;
    bool in_noscript, in_form, in_body;
    bool script_runs; /* the script at hand is JavaScript, and here */
};

static void keep_first(struct slice *field, struct slice value)
{
    if (!field->data) {
        *field = value;
    }
}

bool html_has_word(struct slice list, struct slice word)
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

/* A value without its character references, until the next one is decoded. */
static struct slice decode(struct reader *r, struct slice value)
{
    struct slice decoded = html_value(value, &r->decoded);
    r->page->failed = r->page->failed || r->decoded.failed;
    return decoded;
}

static bool is_refresh(struct reader *r, const struct html_token *t, struct slice content,
                       uint32_t *seconds)
{
    struct slice url;
    return slice_equal_nocase(decode(r, html_attribute(t, SLICE("http-equiv"))),
                              SLICE("refresh")) &&
           refresh_parse(decode(r, content), seconds, &url);
}

/* Of several the soonest counts, and of those the last: browsers wait for the page to load before
 * time runs, and a refresh takes the place of one that is no sooner. */
static void read_meta(struct reader *r, const struct html_token *t)
{
    uint32_t seconds;
    struct slice content = html_attribute(t, SLICE("content"));
    struct html_page *page = r->page;
    struct slice *field = r->in_noscript ? &page->quiet_refresh : &page->refresh;
    uint32_t *field_s = r->in_noscript ? &page->quiet_s : &page->refresh_s;
    if (content.data && is_refresh(r, t, content, &seconds) &&
        (!field->data || seconds <= *field_s)) {
        *field = content;
        *field_s = seconds;
        *(r->in_noscript ? &page->quiet_has_base : &page->refresh_has_base) =
            page->base.data != NULL;
    }
}

static void read_link(struct reader *r, const struct html_token *t)
{
    struct slice href = html_attribute(t, SLICE("href"));
    if (href.length && html_has_word(html_attribute(t, SLICE("rel")), SLICE("canonical"))) {
        keep_first(&r->page->canonical, href);
    } else if (href.length && html_has_word(html_attribute(t, SLICE("rel")), SLICE("alternate")) &&
               slice_equal_nocase(html_attribute(t, SLICE("type")),
                                  SLICE("application/json+oembed"))) {
        keep_first(&r->page->oembed, href);
    }
}

static void read_base(struct reader *r, const struct html_token *t)
{
    struct slice href = html_attribute(t, SLICE("href"));
    if (href.data && !r->page->base.data && !r->in_noscript) {
        r->page->base = href;
        r->page->scripts_before_base = r->scripts ? r->scripts->scripts : 0;
    }
}

/* No type, or one of JavaScript's (HTML Standard, section 4.12.1.1): JSON and templates do not run.
 * Browsers that know modules leave out what is there for others. */
static bool is_javascript(const struct html_token *t)
{
    static const char *const subtypes[] = { "javascript",    "ecmascript",    "x-javascript",
                                            "x-ecmascript",  "jscript",       "livescript",
                                            "javascript1.0", "javascript1.1", "javascript1.2",
                                            "javascript1.3", "javascript1.4", "javascript1.5",
                                            "javascript1.6", "javascript1.7", NULL };
    struct slice type = slice_trim(html_attribute(t, SLICE("type")));
    bool stated = html_attribute(t, SLICE("type")).data != NULL;
    struct slice language = html_attribute(t, SLICE("language"));
    if (html_attribute(t, SLICE("nomodule")).data) {
        return false;
    }
    if (!stated) {
        return language.length == 0 || slice_is_any(language, subtypes);
    }
    struct slice family = slice_cut(&type, '/');
    return (family.length == 0 && type.length == 0) ||
           slice_equal_nocase(family, SLICE("module")) ||
           ((slice_equal_nocase(family, SLICE("text")) ||
             slice_equal_nocase(family, SLICE("application"))) &&
            slice_is_any(type, subtypes));
}

/* Of an event, only of the page's load (section 4.12.1.1). */
static bool is_for_page(const struct html_token *t)
{
    static const char *const windows[] = { "window", NULL };
    static const char *const loads[] = { "onload", "onload()", NULL };
    struct slice of = html_attribute(t, SLICE("for"));
    struct slice event = html_attribute(t, SLICE("event"));
    return !of.data || !event.data ||
           (slice_is_any(slice_trim(of), windows) && slice_is_any(slice_trim(event), loads));
}

static void read_script(struct reader *r, const struct html_token *t)
{
    bool runs = !r->in_noscript && is_javascript(t) && is_for_page(t);
    bool loads = html_attribute(t, SLICE("src")).data != NULL;
    r->script_runs = runs && !loads;
    r->page->loads_scripts = r->page->loads_scripts || (runs && loads);
}

static void read_body(struct reader *r, const struct html_token *t)
{
    keep_first(&r->page->onload, html_attribute(t, SLICE("onload")));
    keep_first(&r->page->onload, html_attribute(t, SLICE("onpageshow")));
}

/* One in another is none (HTML Standard, section 13.2.6.4.7). */
static void read_form(struct reader *r, const struct html_token *t)
{
    if (r->in_noscript || r->in_form) {
        return;
    }
    r->in_form = true;
    if (r->page->form_count < HTML_FORMS) {
        r->page->forms[r->page->form_count++] = (struct html_form_place){
            .at = (size_t)(t->whole.data - r->start),
            .scripts = r->scripts ? r->scripts->scripts : 0,
            .name = html_attribute(t, SLICE("name")),
            .id = html_attribute(t, SLICE("id")),
        };
    }
}

/* Scripts may click on it. */
static void read_anchor(struct reader *r, const struct html_token *t)
{
    static const char *const here[] = { "", "_self", "_top", "_parent", NULL };
    struct html_page *page = r->page;
    struct slice href = html_attribute(t, SLICE("href"));
    if (!r->scripts || r->in_noscript || !href.data) {
        return;
    }
    unsigned number = page->links_seen++;
    struct slice id = html_attribute(t, SLICE("id"));
    struct slice target = html_attribute(t, SLICE("target"));
    if ((number == 0 || id.length) && page->link_count < HTML_CLICKED) {
        page->links[page->link_count++] = (struct html_link_place){
            .href = href,
            .id = id,
            .number = number,
            .scripts = r->scripts->scripts,
            .here = (!target.data || slice_is_any(target, here)) &&
                    !html_attribute(t, SLICE("onclick")).data &&
                    !html_attribute(t, SLICE("download")).data,
        };
    }
}

/* Frames without a size or out of sight are there to count readers. */
static bool is_in_sight(const struct html_token *t)
{
    static const char *const none[] = { "0", "1", "0px", "1px", "0%", NULL };
    static const char *const hidden[] = { "display:none", "display: none", "visibility:hidden",
                                          "visibility: hidden" };
    struct slice style = html_attribute(t, SLICE("style"));
    bool seen = !html_attribute(t, SLICE("hidden")).data &&
                !slice_is_any(html_attribute(t, SLICE("width")), none) &&
                !slice_is_any(html_attribute(t, SLICE("height")), none);
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
        seen = seen && slice_find_nocase(style, slice_from(hidden[i])) == style.length;
    }
    return seen;
}

static void read_media(struct reader *r, const struct html_token *t)
{
    r->page->shows_media = r->page->shows_media || (!r->in_noscript && is_in_sight(t));
}

static void enter_noscript(struct reader *r, const struct html_token *t)
{
    (void)t;
    r->in_noscript = true;
}

static void read_open(struct reader *r, const struct html_token *t)
{
    static const struct {
        const char *name;
        void (*read)(struct reader *r, const struct html_token *t);
    } elements[] = {
        { "meta", read_meta },          { "link", read_link },   { "base", read_base },
        { "script", read_script },      { "body", read_body },   { "frameset", read_body },
        { "noscript", enter_noscript }, { "form", read_form },   { "frame", read_media },
        { "iframe", read_media },       { "video", read_media }, { "audio", read_media },
        { "a", read_anchor },           { "area", read_anchor }, { "canvas", read_media },
        { "object", read_media },       { "embed", read_media },
    };
    for (size_t i = 0; i < sizeof elements / sizeof elements[0]; i++) {
        if (slice_equal_nocase(t->name, slice_from(elements[i].name))) {
            elements[i].read(r, t);
        }
    }
}

static void read_close(struct reader *r, const struct html_token *t)
{
    r->in_noscript = r->in_noscript && !slice_equal_nocase(t->name, SLICE("noscript"));
    r->in_form = r->in_form && (r->in_noscript || !slice_equal_nocase(t->name, SLICE("form")));
}

/* Whether there is anything to read: spaces, also hard ones, are nothing. */
static bool says_something(struct slice text)
{
    static const char *const blanks[] = { "&nbsp;", "&#160;", "\xc2\xa0", "\xef\xbb\xbf",
                                          "\xe2\x80\x8b" };
    for (;;) {
        while (text.length && ascii_is_space(text.data[0])) {
            text = slice_skip(text, 1);
        }
        size_t before = text.length;
        for (size_t i = 0; i < sizeof blanks / sizeof blanks[0]; i++) {
            if (slice_starts_nocase(text, slice_from(blanks[i]))) {
                text = slice_skip(text, strlen(blanks[i]));
            }
        }
        if (text.length == before) {
            return before > 0;
        }
    }
}

/* A script that the page's end cuts is not whole. */
static void read_text(struct reader *r, const struct html_token *t, bool whole)
{
    if (slice_equal_nocase(r->text_of, SLICE("title"))) {
        keep_first(&r->page->title, t->text);
    } else if (slice_equal_nocase(r->text_of, SLICE("script"))) {
        if (r->script_runs && r->scripts) {
            script_add(r->scripts, t->text, whole);
        }
    } else if (!r->in_noscript && (!t->raw || !r->text_of.data) && !r->page->shows_text) {
        r->page->shows_text = says_something(t->text);
    }
}

/* Whether the token can stand in no head (HTML Standard, section 13.2.6.4.4): with it, the body
 * begins. */
static bool begins_body(const struct reader *r, const struct html_token *t)
{
    static const char *const of_head[] = { "html",     "head",     "title",   "base",
                                           "link",     "meta",     "style",   "script",
                                           "noscript", "template", "bgsound", "basefont",
                                           "noframes", NULL };
    return t->type == HTML_OPEN ? !slice_is_any(t->name, of_head)
           : t->type == HTML_TEXT
               ? !r->in_noscript && !t->raw && !r->text_of.data && slice_trim(t->text).length > 0
               : false;
}

void html_read_page(struct slice bytes, struct html_page *out, struct script *scripts)
{
    *out = (struct html_page){ 0 };
    struct html h = HTML_OVER(bytes);
    bool first = scripts && !scripts->html.data;
    if (first) {
        scripts->html = h.input;
    }
    struct reader r = {
        .page = out, .start = bytes.data, .scripts = scripts, .decoded = BUFFER(VALUE_ROOM)
    };
    struct html_token t;
    for (html_next(&h, &t); t.type != HTML_END; html_next(&h, &t)) {
        bool counts = !html_is_inert(&h);
        if (t.type == HTML_OPEN && counts && !html_is_foreign(&h)) {
            read_open(&r, &t);
        } else if (t.type == HTML_TEXT && counts) {
            read_text(&r, &t, h.at < bytes.length);
        } else if (t.type == HTML_CLOSE && counts) {
            read_close(&r, &t);
        }
        if (first && counts && !r.in_body && begins_body(&r, &t)) {
            r.in_body = true;
            scripts->before_body = scripts->scripts;
        }
        r.text_of = h.raw_element;
    }
    if (first) {
        scripts->before_body = r.in_body ? scripts->before_body : scripts->scripts;
        scripts->alone = !out->loads_scripts;
    }
    if (!out->base.data) {
        out->scripts_before_base = scripts ? scripts->scripts : 0;
    }
    buffer_free(&r.decoded);
}

void html_read_written(struct slice text, struct html_page *page, struct script *scripts)
{
    struct html_page said;
    html_read_page(text, &said, scripts);
    page->failed = page->failed || said.failed;
    if (scripts) {
        scripts->alone = scripts->alone && !said.loads_scripts;
    }
    if (said.refresh.data && (!page->refresh.data || said.refresh_s <= page->refresh_s)) {
        page->refresh = said.refresh;
        page->refresh_s = said.refresh_s;
        page->refresh_has_base = page->base.data != NULL;
    }
}

/* --- What is a page --- */

bool html_may_be_page(struct slice start)
{
    static const char *const tags[] = {
        "<!doctype html", "<html", "<head",  "<script", "<iframe", "<h1",   "<div", "<font",
        "<table",         "<a",    "<style", "<title",  "<b",      "<body", "<br",  "<p",
        "<!--",           "<?xml",
    };
    slice_skip_spaces(&start);
    bool may = start.length == 0;
    for (size_t i = 0; !may && i < sizeof tags / sizeof *tags; i++) {
        struct slice tag = slice_from(tags[i]);
        may = slice_starts_nocase(start, tag) || slice_starts_nocase(tag, start);
    }
    return may;
}

bool html_may_be_xhtml(struct slice start)
{
    enum { MOST_BEFORE = 2 << 10 };
    size_t at = slice_find(start, '<');
    while (at < start.length && at + 1 < start.length && !ascii_is_alpha(start.data[at + 1])) {
        at += 1 + slice_find(slice_skip(start, at + 1), '<');
    }
    struct slice root = slice_skip(start, at < start.length ? at : start.length);
    struct slice tag = slice_part(root, 0, slice_find(root, '>'));
    bool cut = tag.length == root.length && at < MOST_BEFORE;
    return cut || (slice_starts(tag, SLICE("<html")) &&
                   slice_find_nocase(tag, SLICE("www.w3.org/1999/xhtml")) < tag.length);
}
