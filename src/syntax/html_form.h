/* What a form sends that nobody has filled in (HTML Standard, section 4.10.21). */
#ifndef SYNTAX_HTML_FORM_H
#define SYNTAX_HTML_FORM_H

#include "syntax/html.h"

struct html_form {
    struct slice action; /* as it stands, not decoded; absent or empty: the page itself */
    bool moves;          /* it is sent by GET and brings its reader to the answer */
};

/* Reads the form of the page whose start tag stands at `at`; its entries are added to `query` as
 * application/x-www-form-urlencoded, in UTF-8. */
void html_form_read(struct slice page, size_t at, struct html_form *out, struct buffer *query);

#endif
