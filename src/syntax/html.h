/* HTML tokens, by the HTML Standard's tokeniser in the places that count (section 13.2.5):
 * comments, raw text elements, script data double-escaped, foreign content's CDATA, the first of
 * duplicate attributes. <noscript> is read as markup, as without scripts.
 *
 * A tokeniser over a whole slice: pull tokens until HTML_END. Tokens are slices of the input;
 * nothing is decoded until html_decode is asked to. All of it takes time linear in the input. */
#ifndef SYNTAX_HTML_H
#define SYNTAX_HTML_H

#include "base/buffer.h"
#include "base/slice.h"

#include <stdint.h>

enum html_type { HTML_END, HTML_TEXT, HTML_OPEN, HTML_CLOSE, HTML_COMMENT, HTML_DOCTYPE };

struct html {
    struct slice input;
    size_t at;
    struct slice raw_element; /* inside <script>, <style>, <title>, ...: text up to its end tag */
    /* The svg and math elements that are open, and the elements in them whose content is HTML
     * again: a bit each, 1 for foreign, the innermost lowest. */
    uint64_t foreign;
    unsigned depth;
};

struct html_token {
    enum html_type type;
    struct slice whole;      /* the token's bytes in the input */
    struct slice text;       /* TEXT, COMMENT: what stands in it, without CDATA's or the comment's
                                brackets */
    struct slice name;       /* OPEN, CLOSE: the element's name as written */
    struct slice attributes; /* OPEN: from behind the name up to the closing ">" */
    bool self_closing;
    bool raw; /* TEXT of script, style and the like, where "&" stands for itself */
};

struct html_attribute {
    struct slice name;
    struct slice value; /* not decoded; absent where the attribute has none */
};

#define HTML_OVER(bytes) ((struct html){ .input = (bytes) })

void html_next(struct html *h, struct html_token *token);

/* Whether the tokeniser is in svg or math, where no element's text is raw. */
bool html_is_foreign(const struct html *h);

/* Takes the next attribute off *attributes; false when there is none. */
bool html_next_attribute(struct slice *attributes, struct html_attribute *out);

/* The value of the first attribute of this name (lower case), or the absent slice; "" where it is
 * given without a value. */
struct slice html_attribute(const struct html_token *token, struct slice name);

/* Adds s with its character references decoded (section 13.2.5.72 on); in an attribute "&amp"
 * before "=" or an alphanumeric stays. Knows the numeric ones and the named ones that occur in
 * links and posts. */
void html_decode(struct slice s, bool in_attribute, struct buffer *into);

/* What the head of a page says of where it belongs and where it leads. Slices of the page, not
 * decoded. */
struct html_page {
    struct slice title;
    struct slice base;      /* href of the first base element */
    struct slice canonical; /* href of link rel=canonical */
    struct slice refresh;   /* content of the first meta refresh that parses; not in noscript */
    struct slice
        quiet_refresh; /* the same inside noscript: what browsers without scripts would follow */
    struct slice script_target; /* the string a script moves to (location = "…" and its like), in a
                                   page that shows nothing; still escaped: html_unescape_script */
    bool shows_text;            /* there is text to read, titles and noscript apart */
};

/* Reads a page, or as much of its start as there is. */
void html_read_page(struct slice bytes, struct html_page *out);

/* The inside of the string literal that a script first moves the page to: location = "…",
 * location.href = "…", location.replace("…"), location.assign("…"), each also of window, document,
 * top, self or parent. The absent slice if none is a plain literal. */
struct slice html_script_target(struct slice script);

/* Adds the inside of a JavaScript string literal with its escapes undone. */
void html_unescape_script(struct slice s, struct buffer *into);

#endif
