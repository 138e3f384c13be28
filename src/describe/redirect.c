#include "describe/redirect.h"

#include "syntax/url.h"

bool redirect_is(const struct exchange *x)
{
    bool leads = (x->status >= 301 && x->status <= 303) || x->status == 307 || x->status == 308;
    return x->fault == FAULT_NONE && leads;
}

bool redirect_take(struct text **url, const struct exchange *x, bool *no_memory)
{
    struct buffer base = BUFFER(URL_MOST);
    struct buffer text = BUFFER(URL_MOST);
    struct url from, to;
    struct text *next = NULL;
    bool leads = x->says.location.length && !x->says.locations_differ &&
                 url_parse(text_slice(*url), NULL, &base, &from) == URL_OK &&
                 url_parse(x->says.location, &from, &text, &to) == URL_OK && !to.userinfo.data &&
                 to.href.length <= URL_LONGEST;
    if (leads) {
        next = text_new(slice_part(to.href, 0, to.href.length - to.fragment.length));
    }
    if (next) {
        text_let_go(*url);
        *url = next;
    }
    *no_memory = *no_memory || base.no_memory || text.no_memory || (leads && !next);
    buffer_free(&base);
    buffer_free(&text);
    return next != NULL;
}
