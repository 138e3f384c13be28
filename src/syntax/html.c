#include "syntax/html.h"

static bool ends_name(char c)
{
    return ascii_is_space(c) || c == '/' || c == '>';
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

/* Whether s begins with `start`, which is a tag's beginning, and the tag's name ends there. */
static bool starts_tag(struct slice s, struct slice start)
{
    return s.length > start.length && ends_name(s.data[start.length]) &&
           slice_starts_nocase(s, start);
}

/* --- Attributes (13.2.5.32 to 39) --- */

static void skip_to_attribute(struct slice *s)
{
    while (s->length && (ascii_is_space(s->data[0]) || s->data[0] == '/')) {
        *s = slice_skip(*s, 1);
    }
}

static void skip_spaces(struct slice *s)
{
    while (s->length && ascii_is_space(s->data[0])) {
        *s = slice_skip(*s, 1);
    }
}

/* Takes the value behind "="; false if its quote is never closed. */
static bool take_value(struct slice *s, struct slice *value)
{
    skip_spaces(s);
    if (s->length && (s->data[0] == '"' || s->data[0] == '\'')) {
        char quote = s->data[0];
        *s = slice_skip(*s, 1);
        size_t end = slice_find(*s, quote);
        *value = slice_part(*s, 0, end);
        *s = slice_skip(*s, end < s->length ? end + 1 : end);
        return value->data + value->length < s->data;
    }
    size_t end = 0;
    while (end < s->length && !ascii_is_space(s->data[end]) && s->data[end] != '>') {
        end++;
    }
    *value = slice_part(*s, 0, end);
    *s = slice_skip(*s, end);
    return true;
}

/* Stops before the ">" that ends the tag. An "=" may begin a name, and nowhere else be in one. */
bool html_next_attribute(struct slice *attributes, struct html_attribute *out)
{
    struct slice s = *attributes;
    skip_to_attribute(&s);
    *attributes = s;
    if (s.length == 0 || s.data[0] == '>') {
        return false;
    }
    size_t end = 1;
    while (end < s.length && !ends_name(s.data[end]) && s.data[end] != '=') {
        end++;
    }
    *out = (struct html_attribute){ .name = slice_part(s, 0, end) };
    s = slice_skip(s, end);
    *attributes = s;
    skip_spaces(&s);
    if (s.length && s.data[0] == '=') {
        s = slice_skip(s, 1);
        bool closed = take_value(&s, &out->value);
        *attributes = s;
        return closed;
    }
    return true;
}

struct slice html_attribute(const struct html_token *token, struct slice name)
{
    struct slice rest = token->attributes;
    struct html_attribute a;
    while (html_next_attribute(&rest, &a)) {
        if (slice_equal_nocase(a.name, name)) {
            return a.value.data ? a.value : SLICE("");
        }
    }
    return (struct slice){ 0 };
}

/* --- Foreign content (13.2.6.5) --- */

bool html_is_foreign(const struct html *h)
{
    return h->depth > 0 && (h->foreign & 1);
}

/* What is nested deeper than there are bits is taken to be like what it stands in. */
static void push(struct html *h, bool foreign)
{
    if (h->depth < 64) {
        h->foreign = h->foreign << 1 | foreign;
        h->depth++;
    }
}

static void pop(struct html *h)
{
    h->foreign >>= 1;
    h->depth--;
}

static const char *const roots[] = { "svg", "math", NULL };
static const char *const holds_html[] = {
    "foreignobject", "desc", "title", "mi", "mo", "mn", "ms", "mtext", "annotation-xml", NULL
};

/* Start tags that no foreign element holds: HTML goes on from there. */
static const char *const breaks_out[] = {
    "b",      "big",  "blockquote", "body",  "br",   "center", "code",    "dd",   "div",
    "dl",     "dt",   "em",         "embed", "h1",   "h2",     "h3",      "h4",   "h5",
    "h6",     "head", "hr",         "i",     "img",  "li",     "listing", "menu", "meta",
    "nobr",   "ol",   "p",          "pre",   "ruby", "s",      "small",   "span", "strong",
    "strike", "sub",  "sup",        "table", "tt",   "u",      "ul",      "var",  NULL
};

static void break_out(struct html *h, struct slice name)
{
    if (html_is_foreign(h) && is_listed(name, breaks_out)) {
        while (html_is_foreign(h)) {
            pop(h);
        }
    }
}

static void enter(struct html *h, const struct html_token *token)
{
    if (token->self_closing) {
        return;
    }
    if (is_listed(token->name, roots)) {
        push(h, true);
    } else if (html_is_foreign(h) && is_listed(token->name, holds_html)) {
        push(h, false);
    }
}

static void leave(struct html *h, const struct html_token *token)
{
    if (h->depth == 0) {
        return;
    }
    if (is_listed(token->name, roots)) {
        while (h->depth && !html_is_foreign(h)) {
            pop(h);
        }
        if (h->depth) {
            pop(h);
        }
    } else if (!html_is_foreign(h) && is_listed(token->name, holds_html)) {
        pop(h);
    }
}

/* --- Raw text (13.2.5.2 to 31) --- */

static const char *const decoded_text[] = { "title", "textarea", NULL };
static const char *const raw_text[] = { "script",  "style",    "xmp",       "iframe",
                                        "noembed", "noframes", "plaintext", NULL };

enum script_state { PLAIN, ESCAPED, DOUBLE_ESCAPED };

/* Where </script> ends a script. Inside <!-- a <script> hides its own end tag. */
static size_t find_script_end(struct slice s)
{
    enum script_state state = PLAIN;
    for (size_t i = 0; i < s.length; i++) {
        if (state == PLAIN) {
            i += slice_find(slice_skip(s, i), '<');
        }
        struct slice rest = slice_skip(s, i);
        if (state != PLAIN && slice_starts(rest, SLICE("-->"))) {
            state = PLAIN;
        } else if (rest.length == 0 || rest.data[0] != '<') {
            continue;
        } else if (starts_tag(rest, SLICE("</script"))) {
            if (state != DOUBLE_ESCAPED) {
                return i;
            }
            state = ESCAPED;
        } else if (state == PLAIN && slice_starts(rest, SLICE("<!--"))) {
            state = ESCAPED;
            i++; /* its own dashes may begin the end, as in <!--> */
        } else if (state == ESCAPED && starts_tag(rest, SLICE("<script"))) {
            state = DOUBLE_ESCAPED;
        }
    }
    return s.length;
}

static size_t find_raw_end(struct slice s, struct slice element)
{
    if (slice_equal_nocase(element, SLICE("plaintext"))) {
        return s.length;
    }
    if (slice_equal_nocase(element, SLICE("script"))) {
        return find_script_end(s);
    }
    for (size_t i = 0; i < s.length; i++) {
        i += slice_find(slice_skip(s, i), '<');
        struct slice rest = slice_skip(s, i);
        if (rest.length > 2 && rest.data[1] == '/' && starts_tag(slice_skip(rest, 2), element)) {
            return i;
        }
    }
    return s.length;
}

/* --- Tokens --- */

/* Ends the token `length` bytes behind where it begins. */
static void finish(struct html *h, struct html_token *token, enum html_type type, size_t length)
{
    token->type = type;
    token->whole = slice_part(h->input, h->at, h->at + length);
    h->at += length;
}

/* A tag that the input does not end is dropped with all that follows. */
static void read_tag(struct html *h, struct html_token *token, struct slice s, bool close)
{
    struct slice rest = slice_skip(s, close ? 2 : 1);
    size_t length = 0;
    while (length < rest.length && !ends_name(rest.data[length])) {
        length++;
    }
    token->name = slice_part(rest, 0, length);
    rest = slice_skip(rest, length);
    struct slice attributes = rest;
    struct html_attribute a;
    const char *last = rest.data;
    while (html_next_attribute(&rest, &a)) {
        last = rest.data;
    }
    if (rest.length == 0) {
        h->at = h->input.length;
        token->type = HTML_END;
        return;
    }
    token->attributes = slice_of(attributes.data, (size_t)(rest.data - attributes.data));
    token->self_closing = rest.data > last && rest.data[-1] == '/';
    finish(h, token, close ? HTML_CLOSE : HTML_OPEN, (size_t)(rest.data - s.data) + 1);
    if (close) {
        leave(h, token);
        return;
    }
    break_out(h, token->name);
    if (!html_is_foreign(h) &&
        (is_listed(token->name, raw_text) || is_listed(token->name, decoded_text))) {
        h->raw_element = token->name;
    }
    enter(h, token);
}

/* 13.2.5.43 to 52: s begins with "<!--". */
static void read_comment(struct html *h, struct html_token *token, struct slice s)
{
    struct slice inside = slice_skip(s, 4);
    if (slice_starts(inside, SLICE(">")) || slice_starts(inside, SLICE("->"))) {
        token->text = slice_part(inside, 0, 0);
        finish(h, token, HTML_COMMENT, inside.data[0] == '>' ? 5 : 6);
        return;
    }
    for (size_t i = 0; i < inside.length; i++) {
        i += slice_find(slice_skip(inside, i), '-');
        struct slice rest = slice_skip(inside, i);
        size_t end = slice_starts(rest, SLICE("-->"))    ? 3
                     : slice_starts(rest, SLICE("--!>")) ? 4
                                                         : 0;
        if (end) {
            token->text = slice_part(inside, 0, i);
            finish(h, token, HTML_COMMENT, 4 + i + end);
            return;
        }
    }
    token->text = inside;
    finish(h, token, HTML_COMMENT, s.length);
}

/* A comment that only ">" ends, and a doctype, which its quotes do not shield either. */
static void read_bogus(struct html *h, struct html_token *token, struct slice s,
                       enum html_type type)
{
    size_t end = slice_find(s, '>');
    token->text = slice_part(s, 2, end);
    finish(h, token, type, end < s.length ? end + 1 : end);
}

static void read_cdata(struct html *h, struct html_token *token, struct slice s)
{
    struct slice inside = slice_skip(s, sizeof "<![CDATA[" - 1);
    size_t end = slice_find_nocase(inside, SLICE("]]>"));
    token->text = slice_part(inside, 0, end);
    token->raw = true;
    size_t length = (size_t)(inside.data - s.data) + end + 3;
    finish(h, token, HTML_TEXT, length < s.length ? length : s.length);
}

/* What "<" begins, which the caller has found to be no text. */
static void read_markup(struct html *h, struct html_token *token, struct slice s)
{
    if (ascii_is_alpha(s.data[1])) {
        read_tag(h, token, s, false);
    } else if (s.data[1] == '/' && ascii_is_alpha(s.data[2])) {
        read_tag(h, token, s, true);
    } else if (slice_starts(s, SLICE("<!--"))) {
        read_comment(h, token, s);
    } else if (slice_starts_nocase(s, SLICE("<!doctype"))) {
        read_bogus(h, token, s, HTML_DOCTYPE);
    } else if (html_is_foreign(h) && slice_starts(s, SLICE("<![CDATA["))) {
        read_cdata(h, token, s);
    } else {
        read_bogus(h, token, s, HTML_COMMENT);
    }
}

/* Whether "<" at the start of s begins anything (13.2.5.6 and 7). */
static bool begins_markup(struct slice s)
{
    if (s.length < 2) {
        return false;
    }
    char c = s.data[1];
    return ascii_is_alpha(c) || c == '!' || c == '?' || (c == '/' && s.length > 2);
}

static size_t find_markup(struct slice s)
{
    for (size_t i = 0; i < s.length; i++) {
        i += slice_find(slice_skip(s, i), '<');
        if (begins_markup(slice_skip(s, i))) {
            return i;
        }
    }
    return s.length;
}

void html_next(struct html *h, struct html_token *token)
{
    *token = (struct html_token){ .type = HTML_END };
    if (h->at >= h->input.length) {
        return;
    }
    struct slice s = slice_skip(h->input, h->at);
    struct slice element = h->raw_element;
    h->raw_element = (struct slice){ 0 };
    size_t length = element.data ? find_raw_end(s, element) : find_markup(s);
    if (length == 0) {
        read_markup(h, token, s);
        return;
    }
    token->text = slice_part(s, 0, length);
    token->raw = element.data && is_listed(element, raw_text);
    finish(h, token, HTML_TEXT, length);
}
