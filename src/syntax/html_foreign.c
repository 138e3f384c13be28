/* Foreign content (HTML Standard, section 13.2.6.5) and templates: a stack of the open elements
 * that decide whether text is raw, what a CDATA section is, and what is part of the page. */
#include "syntax/html_inside.h"

enum space { SPACE_HTML, SPACE_SVG, SPACE_MATH };

/* The elements that stand on the stack. What is in one is of the namespace `content`; SVG and MATH
 * have their names only in the namespace `in`. */
enum { SVG, MATH, ANNOTATION, TEMPLATE };

static const struct {
    struct slice name;
    enum space in, content;
} elements[] = {
    [SVG] = { SLICE_INIT("svg"), SPACE_HTML, SPACE_SVG },
    [MATH] = { SLICE_INIT("math"), SPACE_HTML, SPACE_MATH },
    [ANNOTATION] = { SLICE_INIT("annotation-xml"), SPACE_MATH, SPACE_MATH },
    [TEMPLATE] = { SLICE_INIT("template"), SPACE_HTML, SPACE_HTML },
    { SLICE_INIT("foreignobject"), SPACE_SVG, SPACE_HTML },
    { SLICE_INIT("desc"), SPACE_SVG, SPACE_HTML },
    { SLICE_INIT("title"), SPACE_SVG, SPACE_HTML },
    { SLICE_INIT("mi"), SPACE_MATH, SPACE_HTML },
    { SLICE_INIT("mo"), SPACE_MATH, SPACE_HTML },
    { SLICE_INIT("mn"), SPACE_MATH, SPACE_HTML },
    { SLICE_INIT("ms"), SPACE_MATH, SPACE_HTML },
    { SLICE_INIT("mtext"), SPACE_MATH, SPACE_HTML },
};

enum { ELEMENTS = sizeof elements / sizeof elements[0], SPACE_SHIFT = 4 };

static unsigned find_element(struct slice name)
{
    if (name.length < 2 || name.length > 14) {
        return ELEMENTS;
    }
    char first = ascii_lower(name.data[0]);
    for (unsigned i = 0; i < ELEMENTS; i++) {
        if (elements[i].name.data[0] == first && slice_equal_nocase(name, elements[i].name)) {
            return i;
        }
    }
    return ELEMENTS;
}

static unsigned top_element(const struct html *h)
{
    return h->open[h->depth - 1] & ((1U << SPACE_SHIFT) - 1);
}

static enum space top_space(const struct html *h)
{
    return h->depth ? (enum space)(h->open[h->depth - 1] >> SPACE_SHIFT) : SPACE_HTML;
}

bool html_is_foreign(const struct html *h)
{
    return h->depth > 0 && top_space(h) != SPACE_HTML;
}

bool html_in_foreign(const struct html *h)
{
    for (unsigned i = 0; i < h->depth; i++) {
        unsigned element = h->open[i] & ((1U << SPACE_SHIFT) - 1);
        if (element == SVG || element == MATH) {
            return true;
        }
    }
    return false;
}

/* What is nested deeper than there is room is taken to be like what it stands in. */
static void push(struct html *h, unsigned element, enum space content)
{
    if (h->depth < HTML_DEPTH) {
        h->open[h->depth++] = (unsigned char)(element | (unsigned)content << SPACE_SHIFT);
        h->templates += element == TEMPLATE;
    } else {
        h->deeper++;
    }
}

static void pop(struct html *h)
{
    h->templates -= top_element(h) == TEMPLATE;
    h->depth--;
}

static bool is_listed(struct slice name, const char *const *list)
{
    for (; *list; list++) {
        if (**list == ascii_lower(name.data[0]) && slice_equal_nocase(name, slice_from(*list))) {
            return true;
        }
    }
    return false;
}

static bool is_old_font(const struct html_token *token)
{
    return slice_equal_nocase(token->name, SLICE("font")) &&
           (html_attribute(token, SLICE("color")).data ||
            html_attribute(token, SLICE("face")).data || html_attribute(token, SLICE("size")).data);
}

static void leave_foreign(struct html *h)
{
    while (html_is_foreign(h)) {
        pop(h);
    }
    h->deeper = 0;
}

void html_break_out(struct html *h, const struct html_token *token)
{
    h->seen |= html_name_bit(token->name);
    if (html_is_foreign(h) && (token->element->traits & HTML_BREAKS_OUT || is_old_font(token))) {
        leave_foreign(h);
    }
}

/* Whether HTML may stand in this <annotation-xml>. */
static bool annotates_html(const struct html_token *token)
{
    struct slice encoding = html_attribute(token, SLICE("encoding"));
    return slice_equal_nocase(encoding, SLICE("text/html")) ||
           slice_equal_nocase(encoding, SLICE("application/xhtml+xml"));
}

/* A shadow root's content is shown. */
static bool is_shadow(const struct html_token *token)
{
    struct slice mode = html_attribute(token, SLICE("shadowrootmode"));
    return slice_equal_nocase(mode, SLICE("open")) || slice_equal_nocase(mode, SLICE("closed"));
}

/* The namespace of what is in an element that begins here; false: it does not count. */
static bool content_of(const struct html *h, const struct html_token *token, unsigned element,
                       enum space *content)
{
    enum space in = top_space(h);
    *content = elements[element].content;
    if (element == SVG || element == MATH) {
        bool annotated = element == SVG && in == SPACE_MATH && top_element(h) == ANNOTATION;
        *content = in == SPACE_HTML || annotated ? *content : in;
        return true;
    }
    if (element == ANNOTATION) {
        *content = annotates_html(token) ? SPACE_HTML : SPACE_MATH;
    }
    return in == elements[element].in && !(element == TEMPLATE && is_shadow(token));
}

void html_enter(struct html *h, const struct html_token *token)
{
    enum space content;
    if (!(token->element->traits & HTML_STACKED)) {
        return;
    }
    if (h->frames) {
        html_count_framesets(h, token);
        return;
    }
    unsigned element = find_element(token->name);
    if (element == ELEMENTS || !content_of(h, token, element, &content)) {
        return;
    }
    /* "/>" ends a foreign element, and no HTML element. */
    if (!token->self_closing || (element == TEMPLATE && !h->xml)) {
        push(h, element, content);
    }
}

/* Pops up to the innermost of these that is open. An open template hides what is around it. */
static void pop_to(struct html *h, unsigned element)
{
    unsigned i = h->depth;
    while (i > 0 && (h->open[i - 1] & ((1U << SPACE_SHIFT) - 1)) != element) {
        i--;
        if ((h->open[i] & ((1U << SPACE_SHIFT) - 1)) == TEMPLATE) {
            return;
        }
    }
    while (i > 0 && h->depth >= i) {
        pop(h);
    }
}

/* Whether an end tag in foreign content ends it: one of an element around it, which it ends with
 * all that is in it. (That the element is still open is taken for granted if it ever was: its tags
 * are not counted.) */
static bool ends_foreign(const struct html *h, const struct html_token *token)
{
    static const char *const always[] = { "br", "p", NULL };
    static const char *const never[] = { "embed", "hr", "img", "meta", NULL };
    struct slice name = token->name;
    return is_listed(name, always) || (token->element->traits & HTML_BREAKS_OUT &&
                                       !is_listed(name, never) && (h->seen & html_name_bit(name)));
}

void html_leave(struct html *h, const struct html_token *token)
{
    if (h->depth == 0) {
        html_count_framesets(h, token);
        return;
    }
    unsigned element = find_element(token->name);
    if (element == ELEMENTS) {
        if (html_is_foreign(h) && ends_foreign(h, token)) {
            leave_foreign(h);
        }
    } else if (h->deeper > 0) {
        h->deeper--;
    } else {
        pop_to(h, element);
    }
}
