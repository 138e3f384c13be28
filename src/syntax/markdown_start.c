/* What a line begins (CommonMark, "Leaf blocks" and "Container blocks"). */
#include "syntax/markdown_inside.h"

enum { LIST_DIGITS = 9, FENCE_LEAST = 3, HEADING_MOST = 6, TAG_NAME_MOST = 10 };

static size_t run_of(struct slice s, char c)
{
    size_t i = 0;
    while (i < s.length && s.data[i] == c) {
        i++;
    }
    return i;
}

static bool all_blank(struct slice s)
{
    for (size_t i = 0; i < s.length; i++) {
        if (!ascii_is_blank(s.data[i])) {
            return false;
        }
    }
    return true;
}

size_t markdown_heading_marker(struct slice s)
{
    size_t length = run_of(s, '#');
    if (length == 0 || length > HEADING_MOST) {
        return 0;
    }
    return length == s.length || ascii_is_blank(s.data[length]) ? length : 0;
}

bool markdown_is_thematic_break(struct slice s)
{
    if (s.length < 3 || (s.data[0] != '*' && s.data[0] != '-' && s.data[0] != '_')) {
        return false;
    }
    size_t count = 0;
    for (size_t i = 0; i < s.length; i++) {
        if (s.data[i] == s.data[0]) {
            count++;
        } else if (!ascii_is_blank(s.data[i])) {
            return false;
        }
    }
    return count >= 3;
}

bool markdown_is_underline(struct slice s)
{
    if (s.length == 0 || (s.data[0] != '=' && s.data[0] != '-')) {
        return false;
    }
    return all_blank(slice_skip(s, run_of(s, s.data[0])));
}

size_t markdown_fence_length(struct slice s)
{
    if (s.length == 0 || (s.data[0] != '`' && s.data[0] != '~')) {
        return 0;
    }
    size_t length = run_of(s, s.data[0]);
    bool code_span = s.data[0] == '`' && memchr(s.data + length, '`', s.length - length);
    return length < FENCE_LEAST || code_span ? 0 : length;
}

bool markdown_closes_fence(struct slice s, char fence, size_t length)
{
    size_t run = run_of(s, fence);
    return run >= length && all_blank(slice_skip(s, run));
}

/* Elements that begin an HTML block of type 6; sorted. */
static const char *const block_names[] = {
    "address",  "article",  "aside",    "base",       "basefont", "blockquote", "body",   "caption",
    "center",   "col",      "colgroup", "dd",         "details",  "dialog",     "dir",    "div",
    "dl",       "dt",       "fieldset", "figcaption", "figure",   "footer",     "form",   "frame",
    "frameset", "h1",       "h2",       "h3",         "h4",       "h5",         "h6",     "head",
    "header",   "hr",       "html",     "iframe",     "legend",   "li",         "link",   "main",
    "menu",     "menuitem", "nav",      "noframes",   "ol",       "optgroup",   "option", "p",
    "param",    "search",   "section",  "summary",    "table",    "tbody",      "td",     "tfoot",
    "th",       "thead",    "title",    "tr",         "track",    "ul",
};

static const char *const raw_names[] = { "script", "pre", "style", "textarea" };

static bool is_listed(struct slice name)
{
    char lower[TAG_NAME_MOST + 1] = "";
    if (name.length > TAG_NAME_MOST) {
        return false;
    }
    for (size_t i = 0; i < name.length; i++) {
        lower[i] = ascii_lower(name.data[i]);
    }
    for (size_t i = 0; i < sizeof block_names / sizeof *block_names; i++) {
        if (strcmp(lower, block_names[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_raw(struct slice name)
{
    for (size_t i = 0; i < sizeof raw_names / sizeof *raw_names; i++) {
        if (slice_equal_nocase(name, slice_from(raw_names[i]))) {
            return true;
        }
    }
    return false;
}

/* Types 1, 6 and 7; s begins with "<". */
static unsigned tag_start(struct slice s, bool in_paragraph)
{
    size_t from = s.length > 1 && s.data[1] == '/' ? 2 : 1;
    size_t to = from;
    while (to < s.length && ascii_is_alnum(s.data[to])) {
        to++;
    }
    struct slice name = slice_part(s, from, to);
    char next = ' ';
    if (to < s.length) {
        next = s.data[to];
    }
    bool closed = next == '>' || ascii_is_blank(next);
    if (from == 1 && closed && is_raw(name)) {
        return 1;
    }
    bool empty = next == '/' && to + 1 < s.length && s.data[to + 1] == '>';
    if ((closed || empty) && is_listed(name)) {
        return 6;
    }
    size_t end = in_paragraph || (from == 1 && is_raw(name)) ? 0 : markdown_tag(s, 0, false);
    return end && all_blank(slice_skip(s, end)) ? 7 : 0;
}

unsigned markdown_html_start(struct slice s, bool in_paragraph)
{
    if (s.length < 2 || s.data[0] != '<') {
        return 0;
    }
    if (slice_starts(s, SLICE("<!--"))) {
        return 2;
    }
    if (s.data[1] == '?') {
        return 3;
    }
    if (s.data[1] == '!' && s.length > 2 && ascii_is_alpha(s.data[2])) {
        return 4;
    }
    if (slice_starts(s, SLICE("<![CDATA["))) {
        return 5;
    }
    return tag_start(s, in_paragraph);
}

static bool has(struct slice s, struct slice needle)
{
    return slice_find_nocase(s, needle) < s.length;
}

bool markdown_html_ends(struct slice s, unsigned type)
{
    switch (type) {
    case 1:
        return has(s, SLICE("</script>")) || has(s, SLICE("</pre>")) || has(s, SLICE("</style>")) ||
               has(s, SLICE("</textarea>"));
    case 2:
        return has(s, SLICE("-->"));
    case 3:
        return has(s, SLICE("?>"));
    case 4:
        return has(s, SLICE(">"));
    case 5:
        return has(s, SLICE("]]>"));
    default:
        return false;
    }
}

/* The blanks behind are GitHub's: code cannot begin in a footnote's first line. */
size_t markdown_footnote_marker(struct slice s)
{
    if (!slice_starts(s, SLICE("[^"))) {
        return 0;
    }
    size_t i = 2;
    while (i < s.length && i <= MARKDOWN_LABEL_MOST && s.data[i] != ']' && s.data[i] != ' ' &&
           s.data[i] != '\t' && s.data[i] != '\0') {
        i++;
    }
    if (i == 2 || i + 1 >= s.length || s.data[i] != ']' || s.data[i + 1] != ':') {
        return 0;
    }
    i += 2;
    while (i < s.length && ascii_is_blank(s.data[i])) {
        i++;
    }
    return i;
}

size_t markdown_list_marker(struct slice s, bool in_paragraph)
{
    size_t digits = 0;
    while (digits < s.length && ascii_is_digit(s.data[digits])) {
        digits++;
    }
    if (digits > LIST_DIGITS || digits == s.length || s.length == 0) {
        return 0;
    }
    if (!memchr(digits ? ".)" : "*+-", s.data[digits], digits ? 2 : 3)) {
        return 0;
    }
    struct slice behind = slice_skip(s, digits + 1);
    if (behind.length > 0 && !ascii_is_blank(behind.data[0])) {
        return 0;
    }
    unsigned long long number = 1;
    slice_number(slice_part(s, 0, digits), 999999999, &number);
    return in_paragraph && (number != 1 || all_blank(behind)) ? 0 : digits + 1;
}

static const struct {
    const char *name, *end;
} templates[] = {
    { "comment", "endcomment" },
    { "highlight", "endhighlight" },
    { "codeblock", "endcodeblock" },
};

/* Liquid's and Nunjucks's blocks whose content is no Markdown: "{% highlight ruby %}". */
struct slice markdown_template_end(struct slice s, bool mdx)
{
    if (mdx && slice_starts(s, SLICE("{/*"))) {
        return SLICE("*/}");
    }
    if (!slice_starts(s, SLICE("{%"))) {
        return (struct slice){ 0 };
    }
    size_t at = s.length > 2 && s.data[2] == '-' ? 3 : 2;
    while (at < s.length && ascii_is_blank(s.data[at])) {
        at++;
    }
    struct slice rest = slice_skip(s, at);
    for (size_t i = 0; i < sizeof templates / sizeof *templates; i++) {
        struct slice name = slice_from(templates[i].name);
        if (slice_starts(rest, name) &&
            (rest.length == name.length || !ascii_is_alnum(rest.data[name.length]))) {
            return slice_from(templates[i].end);
        }
    }
    return (struct slice){ 0 };
}
