#include "follow/signs.h"

#include "places/missing.h"
#include "places/parked.h"
#include "syntax/html_page.h"

enum {
    FEW_BYTES = 900,      /* of text, white space apart */
    SURELY_WHOLE = 4096,  /* so much of a page is read, at least, if there is as much */
    HEADING_BYTES = 1024, /* a longer one is no phrase */
    HEADING_ROOM = 8 * HEADING_BYTES,
    HEADINGS = 3
};

struct reader {
    unsigned signs;
    size_t text; /* bytes of it */
    struct slice raw_element;
    bool whole; /* its end has been seen */
    bool in_noscript, in_heading;
    unsigned headings;
    struct buffer heading, decoded;
    bool *failed;
};

/* --- Headings --- */

static void end_heading(struct reader *r)
{
    r->in_heading = false;
    buffer_reset(&r->decoded);
    html_decode(buffer_slice(&r->heading), false, &r->decoded);
    *r->failed = *r->failed || r->heading.failed || r->decoded.failed;
    if (!*r->failed && missing_is_phrase(buffer_slice(&r->decoded), r->failed)) {
        r->signs |= SIGN_HEADING;
    }
}

static void begin_heading(struct reader *r)
{
    r->in_heading = r->headings++ < HEADINGS;
    buffer_reset(&r->heading);
}

/* --- Elements --- */

static bool says(const struct html_token *t, const char *attribute, const char *const *words)
{
    return slice_is_any(slice_trim(html_attribute(t, slice_from(attribute))), words);
}

static void read_meta(struct reader *r, const struct html_token *t)
{
    static const char *const robots[] = { "robots", "googlebot", NULL };
    static const char *const status[] = { "prerender-status-code", NULL };
    static const char *const gone[] = { "404", "410", NULL };
    static const char *const type[] = { "og:type", NULL };
    static const char *const article[] = { "article", "newsarticle", "blog", NULL };
    static const char *const published[] = { "article:published_time", NULL };
    struct slice content = html_attribute(t, SLICE("content"));
    bool no_index =
        says(t, "name", robots) && slice_find_nocase(content, SLICE("noindex")) < content.length;
    if (no_index || (says(t, "name", status) && says(t, "content", gone))) {
        r->signs |= SIGN_NO_INDEX;
    }
    if ((says(t, "property", type) && says(t, "content", article)) ||
        (says(t, "property", published) && content.length)) {
        r->signs |= SIGN_ARTICLE;
    }
}

static void read_resource(struct reader *r, const struct html_token *t)
{
    static const char *const links[] = { "link", NULL };
    bool link = slice_is_any(t->name, links);
    struct slice url = html_attribute(t, link ? SLICE("href") : SLICE("src"));
    if (url.length && parked_is_service(url)) {
        r->signs |= SIGN_SERVICE;
    }
}

static void read_open(struct reader *r, const struct html_token *t)
{
    static const char *const resources[] = { "script", "img", "iframe", "frame", "link", NULL };
    static const char *const metas[] = { "meta", NULL };
    static const char *const headings[] = { "h1", NULL };
    static const char *const noscripts[] = { "noscript", NULL };
    if (slice_is_any(t->name, metas)) {
        read_meta(r, t);
    } else if (slice_is_any(t->name, resources)) {
        read_resource(r, t);
    } else if (slice_is_any(t->name, headings)) {
        begin_heading(r);
    }
    r->in_noscript = r->in_noscript || slice_is_any(t->name, noscripts);
}

static void read_close(struct reader *r, const struct html_token *t)
{
    static const char *const ends[] = { "body", "html", NULL };
    static const char *const headings[] = { "h1", NULL };
    static const char *const noscripts[] = { "noscript", NULL };
    r->whole = r->whole || slice_is_any(t->name, ends);
    r->in_noscript = r->in_noscript && !slice_is_any(t->name, noscripts);
    if (r->in_heading && slice_is_any(t->name, headings)) {
        end_heading(r);
    }
}

/* --- Text --- */

static size_t count_bytes(struct slice s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.length; i++) {
        count += !ascii_is_space(s.data[i]);
    }
    return count;
}

static void read_text(struct reader *r, const struct html_token *t)
{
    static const char *const scripts[] = { "script", NULL };
    if (slice_is_any(r->raw_element, scripts)) {
        r->signs |= parked_is_code(t->text) ? SIGN_CODE : 0;
    } else if (!r->raw_element.data && !r->in_noscript) {
        r->text += count_bytes(t->text);
        if (r->in_heading && r->heading.length + t->text.length <= HEADING_BYTES) {
            buffer_add(&r->heading, t->text);
        }
    }
}

/* --- Pages --- */

static void read_again(struct reader *r, struct slice page)
{
    struct html h = HTML_OVER(page);
    struct html_token t;
    r->whole = page.length < SURELY_WHOLE;
    for (html_next(&h, &t); t.type != HTML_END; html_next(&h, &t)) {
        if (html_is_inert(&h) || html_is_foreign(&h)) {
            continue;
        }
        if (t.type == HTML_OPEN) {
            read_open(r, &t);
        } else if (t.type == HTML_CLOSE) {
            read_close(r, &t);
        } else if (t.type == HTML_TEXT) {
            read_text(r, &t);
        }
        r->raw_element = h.raw_element;
    }
    r->signs |= r->whole && r->text < FEW_BYTES ? SIGN_FEW : 0;
}

unsigned signs_read(struct slice page, const struct url *url, struct slice title, bool shows_text,
                    bool *failed)
{
    struct reader r = { .heading = BUFFER(HEADING_ROOM),
                        .decoded = BUFFER(HEADING_ROOM),
                        .failed = failed };
    r.signs |= missing_in_title(title, failed) ? SIGN_TITLE : 0;
    r.signs |= parked_names(title, url->host) ? SIGN_NAME : 0;
    if (r.signs || !shows_text || missing_in_path(url->path)) {
        read_again(&r, page);
    }
    buffer_free(&r.heading);
    buffer_free(&r.decoded);
    return r.signs;
}
