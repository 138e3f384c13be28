/* Claims as one line each, for tables of wants. */
#ifndef TESTS_CLAIMS_H
#define TESTS_CLAIMS_H

#include "base/buffer.h"
#include "scan/find/find.h"

static inline void add_field(struct buffer *into, const char *name, struct slice value)
{
    if (value.length) {
        buffer_printf(into, " %s=%.*s", name, (int)value.length, value.data);
    }
}

static inline void add_date(struct buffer *into, const struct date *date)
{
    char text[TIME_TEXT];
    if (date->source != SOURCE_NONE) {
        time_format(date->ms, date->precision, text);
        add_field(into, date->source == SOURCE_MARKUP ? "markup" : "attribution", slice_from(text));
    }
}

/* Whether the URL is but the permalink that the id gives. */
static inline bool is_composed(const struct claim *c)
{
    static const struct route none = { 0 };
    struct match match = { c->place, .route = &none, .account = c->handle, .handle = c->handle,
                           .id = c->id };
    struct buffer url = BUFFER(1 << 12);
    bool composed =
        c->id.length && match_permalink(&match, &url) && slice_equal(buffer_slice(&url), c->url);
    buffer_free(&url);
    return composed;
}

/* "twitter blockquote url=… handle=… name=… attribution=2018-06-19 lang=en text=…". */
static inline void describe_claim(const struct claim *c, struct buffer *into)
{
    static const char *const forms[FORM_COUNT] = {
        [FORM_BLOCKQUOTE] = "blockquote",
        [FORM_IFRAME] = "iframe",
        [FORM_WIDGET] = "widget",
        [FORM_AMP] = "amp",
        [FORM_BLOCK] = "block",
        [FORM_SHORTCODE] = "shortcode",
        [FORM_JSON] = "json",
    };
    buffer_printf(into, "%s %s", c->place ? c->place->name : c->provider, forms[c->form]);
    add_field(into, "kind", slice_from(c->kind));
    if (!is_composed(c)) {
        add_field(into, "url", c->url);
    }
    add_field(into, "id", c->id);
    add_field(into, "handle", c->handle);
    add_field(into, "name", c->name);
    add_date(into, &c->date);
    add_field(into, "lang", c->lang);
    add_field(into, "title", c->title);
    add_field(into, "text", c->text);
}

#endif
