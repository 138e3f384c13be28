/* What elements do to the text around them, by the rendering that the HTML Standard suggests
 * (section 15.3). */
#ifndef SYNTAX_HTML_ELEMENTS_H
#define SYNTAX_HTML_ELEMENTS_H

#include "base/slice.h"

enum html_kind {
    HTML_INLINE,    /* text runs through it; elements nobody knows, too */
    HTML_BREAK,     /* a line ends before and behind it: div, li, tr, br */
    HTML_PARAGRAPH, /* a blank line stands before and behind it: p, blockquote, h1, ul */
    HTML_CELL,      /* text is separated, on the same line: td, th, option, button */
    HTML_HIDDEN     /* what is in it is no text of the page: script, style, head's, datalist */
};

/* By the name as written. */
enum html_kind html_element_kind(struct slice name);

/* Elements that have no content and no end tag: br, img, meta. */
bool html_is_void(struct slice name);

#endif
