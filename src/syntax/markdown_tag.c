/* What "<" begins inside text (CommonMark, "Autolinks" and "Raw HTML"). */
#include "syntax/markdown_inside.h"

enum { SCHEME_LEAST = 2, SCHEME_MOST = 32, DOMAIN_LABEL_MOST = 63, EXPRESSION_MOST = 2048 };

static char at_or_nul(struct slice s, size_t at)
{
    char c = '\0';
    if (at < s.length) {
        c = s.data[at];
    }
    return c;
}

static bool is_one_of(char c, const char *set)
{
    return c && strchr(set, c);
}

static size_t uri(struct slice s, size_t at)
{
    size_t from = at;
    while (ascii_is_alnum(at_or_nul(s, at)) || is_one_of(at_or_nul(s, at), "+.-")) {
        at++;
    }
    bool scheme = ascii_is_alpha(at_or_nul(s, from)) && at - from >= SCHEME_LEAST &&
                  at - from <= SCHEME_MOST && at_or_nul(s, at) == ':';
    if (!scheme) {
        return 0;
    }
    while (at < s.length && (unsigned char)s.data[at] > ' ' && s.data[at] != '<' &&
           s.data[at] != '>') {
        at++;
    }
    return at_or_nul(s, at) == '>' ? at + 1 : 0;
}

static bool is_local_part(char c)
{
    return ascii_is_alnum(c) || is_one_of(c, ".!#$%&'*+/=?^_`{|}~-");
}

static size_t domain_label(struct slice s, size_t at)
{
    size_t from = at;
    while (ascii_is_alnum(at_or_nul(s, at)) || (at > from && at_or_nul(s, at) == '-')) {
        at++;
    }
    return at == from || at - from > DOMAIN_LABEL_MOST || s.data[at - 1] == '-' ? 0 : at;
}

static size_t mail(struct slice s, size_t at)
{
    size_t from = at;
    while (is_local_part(at_or_nul(s, at))) {
        at++;
    }
    if (at == from || at_or_nul(s, at) != '@') {
        return 0;
    }
    do {
        at = domain_label(s, at + 1);
    } while (at && at_or_nul(s, at) == '.');
    return at && at_or_nul(s, at) == '>' ? at + 1 : 0;
}

size_t markdown_autolink(struct slice s, size_t at, bool *is_mail)
{
    size_t end = uri(s, at + 1);
    *is_mail = false;
    if (end == 0) {
        end = mail(s, at + 1);
        *is_mail = end > 0;
    }
    return end;
}

static size_t tag_name(struct slice s, size_t at)
{
    if (!ascii_is_alpha(at_or_nul(s, at))) {
        return 0;
    }
    while (ascii_is_alnum(at_or_nul(s, at)) || at_or_nul(s, at) == '-') {
        at++;
    }
    return at;
}

static bool is_attribute_start(char c)
{
    return ascii_is_alpha(c) || c == '_' || c == ':';
}

static bool is_attribute_name(char c)
{
    return is_attribute_start(c) || ascii_is_digit(c) || c == '.' || c == '-';
}

/* JSX's expression in braces, which may hold others; 0: it does not end, or goes on for long. */
static size_t expression(struct slice s, size_t at)
{
    size_t most = s.length - at < EXPRESSION_MOST ? s.length : at + EXPRESSION_MOST;
    for (size_t depth = 0; at < most; at++) {
        depth += s.data[at] == '{';
        depth -= s.data[at] == '}';
        if (depth == 0) {
            return at + 1;
        }
    }
    return 0;
}

static size_t attribute_value(struct slice s, size_t at, bool mdx)
{
    char quote = at_or_nul(s, at);
    if (mdx && quote == '{') {
        return expression(s, at);
    }
    if (quote == '"' || quote == '\'') {
        const char *end = memchr(s.data + at + 1, quote, s.length - at - 1);
        return end ? (size_t)(end - s.data) + 1 : 0;
    }
    size_t from = at;
    while (at < s.length && !ascii_is_space(s.data[at]) && !is_one_of(s.data[at], "\"'=<>`")) {
        at++;
    }
    return at > from ? at : 0;
}

/* An attribute's name and value; 0: the value is none. */
static size_t attribute(struct slice s, size_t at, bool mdx)
{
    while (is_attribute_name(at_or_nul(s, at))) {
        at++;
    }
    size_t sign = markdown_skip_space(s, at);
    return at_or_nul(s, sign) == '=' ? attribute_value(s, markdown_skip_space(s, sign + 1), mdx)
                                     : at;
}

static size_t attributes(struct slice s, size_t at, bool mdx)
{
    for (;;) {
        size_t next = markdown_skip_space(s, at);
        if (next == at || !is_attribute_start(at_or_nul(s, next))) {
            return next;
        }
        at = attribute(s, next, mdx);
        if (at == 0) {
            return 0;
        }
    }
}

size_t markdown_tag(struct slice s, size_t at, bool mdx)
{
    bool closes = at_or_nul(s, at + 1) == '/';
    size_t i = tag_name(s, at + (closes ? 2 : 1));
    if (i == 0) {
        return 0;
    }
    i = closes ? markdown_skip_space(s, i) : attributes(s, i, mdx);
    if (i == 0) {
        return 0;
    }
    i += !closes && at_or_nul(s, i) == '/';
    return at_or_nul(s, i) == '>' ? i + 1 : 0;
}

/* What begins with `start` and ends with `end`. */
static const struct {
    const char *start, *end;
} markups[] = {
    { "<!--", "-->" },
    { "<?", "?>" },
    { "<![CDATA[", "]]>" },
    { "<!", ">" },
};

static bool begins(struct slice s, size_t kind)
{
    bool declaration = kind == 3;
    return slice_starts(s, slice_from(markups[kind].start)) &&
           (!declaration || (s.length > 2 && ascii_is_alpha(s.data[2])));
}

size_t markdown_markup(struct slice s, size_t at, unsigned *what_fails, bool *is_comment)
{
    struct slice rest = slice_skip(s, at);
    *is_comment = slice_starts(rest, SLICE("<!--"));
    if (slice_starts(rest, SLICE("<!-->"))) {
        return at + SLICE("<!-->").length;
    }
    if (slice_starts(rest, SLICE("<!--->"))) {
        return at + SLICE("<!--->").length;
    }
    for (size_t kind = 0; kind < sizeof markups / sizeof *markups; kind++) {
        if (!begins(rest, kind) || (*what_fails & (1U << kind))) {
            continue;
        }
        struct slice start = slice_from(markups[kind].start);
        struct slice end = slice_from(markups[kind].end);
        struct slice inside = slice_skip(rest, start.length);
        size_t length = slice_find_nocase(inside, end);
        if (length < inside.length) {
            return at + start.length + length + end.length;
        }
        *what_fails |= 1U << kind;
    }
    return 0;
}
