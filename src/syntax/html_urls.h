/* Which attributes of HTML hold URLs, and what for. */
#ifndef SYNTAX_HTML_URLS_H
#define SYNTAX_HTML_URLS_H

#include "base/slice.h"

enum html_url_use {
    HTML_URL_LINK,     /* a reader can follow it, or sees what it leads to as a page of its own */
    HTML_URL_RESOURCE, /* a file that the page shows or runs */
    HTML_URL_REL       /* of <link>: html_link_use tells by its rel */
};

struct html_url {
    struct slice from; /* "a@href": element and attribute in lower case; lives for ever. Absent
                          where the attribute means the same on every element */
    enum html_url_use use;
    bool list; /* a srcset: html_srcset_next takes the URLs off its value */
    bool lazy; /* data-src and its like: scripts put it where it belongs */
};

/* The row for an attribute of an element, names as written; NULL: no URL stands there. Attributes
 * of svg are found by the same names ("image@xlink:href"). */
const struct html_url *html_url_attribute(struct slice element, struct slice attribute);

/* What <link> with this rel (words between spaces) is for, by the HTML Standard's table of link
 * types (section 4.6.7) and the most used of those registered elsewhere: hyperlinks are links,
 * external resources are resources. False for the others, which lead to no document (preconnect).
 */
bool html_link_use(struct slice rel, enum html_url_use *use);

#endif
