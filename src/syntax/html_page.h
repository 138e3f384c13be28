/* Where a page says that it belongs and where it leads. What stands in a <template> is no part of
 * the page, and what stands in svg or math says nothing of it. */
#ifndef SYNTAX_HTML_PAGE_H
#define SYNTAX_HTML_PAGE_H

#include "syntax/html.h"
#include "syntax/script.h"

/* Slices of the page, not decoded. What an element before the base element refers to is resolved
 * against the page's own URL. */
enum { HTML_FORMS = 16, HTML_CLICKED = 16 };

struct html_page {
    struct slice title;
    struct slice base;           /* href of the first base element that has one */
    struct slice canonical;      /* href of link rel=canonical */
    struct slice oembed;         /* href of link rel=alternate to JSON of oEmbed */
    struct slice refresh;        /* content of the meta refresh that is to be made; not in noscript
                                  */
    struct slice quiet_refresh;  /* the same inside noscript: what browsers without scripts would
                                    follow */
    struct slice onload;         /* of the body */
    uint32_t refresh_s, quiet_s; /* after so many seconds */
    bool refresh_has_base, quiet_has_base; /* the base element stands before it */
    unsigned scripts_before_base;          /* so many of those that were added */
    struct html_form_place {
        size_t at;        /* where its start tag stands */
        unsigned scripts; /* so many of those that were added stand before it */
        struct slice name, id;
    } forms[HTML_FORMS]; /* the first ones, in noscript apart */
    size_t form_count;
    struct html_link_place {
        struct slice href, id;
        unsigned number;   /* of all links that there are, from 0 */
        unsigned scripts;  /* so many of those that were added stand before it */
        bool here;         /* it opens no other window, nor is there more to it than a link */
    } links[HTML_CLICKED]; /* the first one, and the first ones that have ids */
    size_t link_count;
    unsigned links_seen;
    bool loads_scripts; /* it has scripts that stand elsewhere, which can do anything */
    bool shows_text;    /* there is text to read, titles and noscript apart */
    bool shows_media;   /* there are frames or media to look at; pictures may be mere decoration */
    bool failed;        /* out of memory */
};

/* Reads a page, or as much of its start as there is, and adds its scripts (NULL: nobody asks). */
void html_read_page(struct slice bytes, struct html_page *out, struct script *scripts);

/* Reads what a script wrote into the page, and adds the scripts of that; the text lasts as long as
 * what is read of the page. */
void html_read_written(struct slice text, struct html_page *page, struct script *scripts);

/* Whether what has no type of its own is shown as a page (MIME Sniffing Standard, section 7.1; as
 * in Chromium a name may go on), by as much of its start as there is. */
bool html_may_be_page(struct slice start);

/* Whether XML is a page, by as much of its start as there is: its outermost element says so. */
bool html_may_be_xhtml(struct slice start);

/* Whether a list of words separated by white space holds this one, in any case. */
bool html_has_word(struct slice list, struct slice word);

#endif
