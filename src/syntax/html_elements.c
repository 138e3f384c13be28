#include "syntax/html_elements.h"

enum { NAME_MOST = 10 };

struct row {
    const char *name;
    enum html_kind kind;
};

/* Sorted by name. Elements that are not here are inline. */
static const struct row rows[] = {
    { "address", HTML_BREAK },
    { "area", HTML_HIDDEN },
    { "article", HTML_BREAK },
    { "aside", HTML_BREAK },
    { "base", HTML_HIDDEN },
    { "basefont", HTML_HIDDEN },
    { "blockquote", HTML_PARAGRAPH },
    { "body", HTML_BREAK },
    { "br", HTML_BREAK },
    { "button", HTML_CELL },
    { "caption", HTML_BREAK },
    { "center", HTML_BREAK },
    { "col", HTML_HIDDEN },
    { "colgroup", HTML_HIDDEN },
    { "datalist", HTML_HIDDEN },
    { "dd", HTML_BREAK },
    { "details", HTML_BREAK },
    { "dialog", HTML_BREAK },
    { "dir", HTML_PARAGRAPH },
    { "div", HTML_BREAK },
    { "dl", HTML_PARAGRAPH },
    { "dt", HTML_BREAK },
    { "fieldset", HTML_BREAK },
    { "figcaption", HTML_BREAK },
    { "figure", HTML_PARAGRAPH },
    { "footer", HTML_BREAK },
    { "form", HTML_BREAK },
    { "frame", HTML_BREAK },
    { "frameset", HTML_BREAK },
    { "h1", HTML_PARAGRAPH },
    { "h2", HTML_PARAGRAPH },
    { "h3", HTML_PARAGRAPH },
    { "h4", HTML_PARAGRAPH },
    { "h5", HTML_PARAGRAPH },
    { "h6", HTML_PARAGRAPH },
    { "head", HTML_HIDDEN },
    { "header", HTML_BREAK },
    { "hgroup", HTML_BREAK },
    { "hr", HTML_PARAGRAPH },
    { "html", HTML_BREAK },
    { "iframe", HTML_HIDDEN },
    { "input", HTML_CELL },
    { "legend", HTML_BREAK },
    { "li", HTML_BREAK },
    { "link", HTML_HIDDEN },
    { "listing", HTML_PARAGRAPH },
    { "main", HTML_BREAK },
    { "menu", HTML_PARAGRAPH },
    { "meta", HTML_HIDDEN },
    { "nav", HTML_BREAK },
    { "noembed", HTML_HIDDEN },
    { "noframes", HTML_HIDDEN },
    { "ol", HTML_PARAGRAPH },
    { "optgroup", HTML_BREAK },
    { "option", HTML_BREAK },
    { "p", HTML_PARAGRAPH },
    { "param", HTML_HIDDEN },
    { "plaintext", HTML_PARAGRAPH },
    { "pre", HTML_PARAGRAPH },
    { "rp", HTML_HIDDEN },
    { "script", HTML_HIDDEN },
    { "search", HTML_BREAK },
    { "section", HTML_BREAK },
    { "select", HTML_CELL },
    { "source", HTML_HIDDEN },
    { "style", HTML_HIDDEN },
    { "summary", HTML_BREAK },
    { "table", HTML_BREAK },
    { "tbody", HTML_BREAK },
    { "td", HTML_CELL },
    { "template", HTML_HIDDEN },
    { "textarea", HTML_CELL },
    { "tfoot", HTML_BREAK },
    { "th", HTML_CELL },
    { "thead", HTML_BREAK },
    { "title", HTML_HIDDEN },
    { "tr", HTML_BREAK },
    { "track", HTML_HIDDEN },
    { "ul", HTML_PARAGRAPH },
    { "xmp", HTML_PARAGRAPH },
};

enum { ROWS = sizeof rows / sizeof rows[0] };

static int compare(struct slice lower, const char *name)
{
    size_t length = strlen(name);
    int order = memcmp(lower.data, name, lower.length < length ? lower.length : length);
    return order ? order : (lower.length > length) - (lower.length < length);
}

/* Bisects: seven steps, most of which end at the first letter. */
enum html_kind html_element_kind(struct slice name)
{
    char lower[NAME_MOST];
    if (name.length == 0 || name.length > NAME_MOST) {
        return HTML_INLINE;
    }
    for (size_t i = 0; i < name.length; i++) {
        lower[i] = ascii_lower(name.data[i]);
    }
    size_t from = 0;
    size_t to = ROWS;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = compare(slice_of(lower, name.length), rows[middle].name);
        if (order == 0) {
            return rows[middle].kind;
        }
        if (order < 0) {
            to = middle;
        } else {
            from = middle + 1;
        }
    }
    return HTML_INLINE;
}

bool html_is_void(struct slice name)
{
    static const char *const names[] = { "area",  "base",   "basefont", "bgsound", "br",
                                         "col",   "embed",  "frame",    "hr",      "image",
                                         "img",   "input",  "keygen",   "link",    "meta",
                                         "param", "source", "track",    "wbr" };
    for (size_t i = 0; name.length && i < sizeof names / sizeof names[0]; i++) {
        if (names[i][0] == ascii_lower(name.data[0]) &&
            slice_equal_nocase(name, slice_from(names[i]))) {
            return true;
        }
    }
    return false;
}
