/* What is known of HTML's elements by their names: what they do to the text around them, by the
 * rendering that the HTML Standard suggests (section 15.3), and how they are read. */
#ifndef SYNTAX_HTML_ELEMENTS_H
#define SYNTAX_HTML_ELEMENTS_H

#include "base/slice.h"

#include <stdint.h>

enum html_kind {
    HTML_INLINE,    /* text runs through it; elements nobody knows, too */
    HTML_BREAK,     /* a line ends before and behind it: div, li, td, br */
    HTML_PARAGRAPH, /* a blank line stands before and behind it: p, blockquote, h1, ul */
    HTML_CELL,      /* text is separated, on the same line: select, button */
    HTML_HIDDEN     /* what is in it is no text of the page: script, style, head's, datalist */
};

enum html_trait {
    HTML_LINKS = 1,   /* attributes hold links by names that say nothing elsewhere: a, iframe */
    HTML_RAW = 2,     /* tags in it do not count: script, style, title */
    HTML_STACKED = 4, /* whether it is open changes how bytes are read: svg, template, frameset */
    HTML_BREAKS_OUT = 8, /* it is in no foreign content: its start tag ends that */
    HTML_FACTS = 16,     /* it may say something of the whole page: html, base, meta, frameset */
    HTML_FRAME = 32,     /* it shows another page: iframe and its like */
    HTML_FILES = 64      /* attributes hold URLs of files by such names: img, script */
};

/* Elements that code asks for by themselves. */
enum html_id {
    HTML_IS_OTHER,
    HTML_IS_A,
    HTML_IS_BLOCKQUOTE,
    HTML_IS_BR,
    HTML_IS_PLAINTEXT,
    HTML_IS_PRE,
    HTML_IS_SCRIPT,
    HTML_IS_TITLE
};

struct html_element {
    struct slice name;      /* in lower case; empty: one that nobody knows. Lives for ever */
    uint64_t first, second; /* the name as two little-endian numbers, zeros behind it */
    unsigned char kind, id, traits;
};

/* The element of a name as written, of which `seen` bytes can be looked at: the name's and those
 * behind it. More of them make it faster. Never NULL. */
const struct html_element *html_element_at(struct slice name, size_t seen);

/* By the name as written. */
const struct html_element *html_element(struct slice name);

#endif
