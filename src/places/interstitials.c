#include "places/interstitials.h"

#include "syntax/host_pattern.h"
#include "syntax/html_page.h"

static const struct interstitial rows[] = {
    { "lnkd.in", "/", "a", "data-tracking-control-name", "external_url_click", "href" },
    { "preview.tinyurl.com", "/", "a", "id", "redirecturl", "href" },
    { "tinyurl.com", "/", "a", "id", "redirecturl", "href" },
    { "v.gd", "/", "a", "class", "biglink", "href" },
    { "is.gd", "/", "a", "class", "biglink", "href" },
};

const struct interstitial *interstitial_at(const struct url *u)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (host_is_within(u->host, slice_from(rows[i].host)) &&
            slice_starts_nocase(u->path, slice_from(rows[i].path))) {
            return &rows[i];
        }
    }
    return NULL;
}

struct slice interstitial_target(const struct interstitial *row, const struct html_token *token)
{
    struct slice value = { 0 };
    if (slice_equal_nocase(token->name, slice_from(row->element))) {
        value = html_attribute(token, slice_from(row->attribute));
    }
    return html_has_word(value, slice_from(row->value))
               ? html_attribute(token, slice_from(row->target))
               : (struct slice){ 0 };
}
