/* The parts of links (CommonMark, "Links"). */
#include "syntax/markdown_inside.h"

enum { PARENTHESES = 32 };

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

bool markdown_is_punctuation(char c)
{
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
           (c >= '{' && c <= '~');
}

/* A backslash takes the punctuation behind it along. */
static size_t step(struct slice s, size_t at)
{
    bool escape =
        s.data[at] == '\\' && at + 1 < s.length && markdown_is_punctuation(s.data[at + 1]);
    return escape ? 2 : 1;
}

size_t markdown_skip_space(struct slice s, size_t at)
{
    while (at < s.length && (ascii_is_blank(s.data[at]) || is_line_end(s.data[at]))) {
        at++;
    }
    return at;
}

size_t markdown_label_end(struct slice s, size_t at, struct markdown_part *label)
{
    if (at >= s.length || s.data[at] != '[') {
        return 0;
    }
    size_t from = at + 1;
    size_t i = from;
    while (i < s.length && s.data[i] != '[' && s.data[i] != ']' &&
           i - from <= MARKDOWN_LABEL_MOST) {
        i += step(s, i);
    }
    if (i >= s.length || s.data[i] != ']' || i - from > MARKDOWN_LABEL_MOST) {
        return 0;
    }
    *label = (struct markdown_part){ from, i };
    return markdown_skip_space(slice_part(s, 0, i), from) < i ? i + 1 : 0;
}

static size_t pointed_destination(struct slice s, size_t at, struct markdown_part *destination)
{
    size_t i = at + 1;
    while (i < s.length && s.data[i] != '>' && s.data[i] != '<' && !is_line_end(s.data[i])) {
        i += step(s, i);
    }
    if (i >= s.length || s.data[i] != '>') {
        return 0;
    }
    *destination = (struct markdown_part){ at + 1, i };
    return i + 1;
}

static bool ends_destination(char c)
{
    unsigned char byte = (unsigned char)c;
    return byte <= ' ' || byte == 0x7f;
}

size_t markdown_destination(struct slice s, size_t at, struct markdown_part *destination)
{
    if (at < s.length && s.data[at] == '<') {
        return pointed_destination(s, at, destination);
    }
    unsigned open = 0;
    size_t i = at;
    for (; i < s.length && !ends_destination(s.data[i]); i += step(s, i)) {
        if (s.data[i] == '(' && ++open > PARENTHESES) {
            return 0;
        }
        if (s.data[i] == ')' && open-- == 0) {
            open = 0;
            break;
        }
    }
    *destination = (struct markdown_part){ at, i };
    return i > at && open == 0 ? i : 0;
}

size_t markdown_title(struct slice s, size_t at, struct markdown_part *title)
{
    char open = '\0';
    if (at < s.length) {
        open = s.data[at];
    }
    if (open != '"' && open != '\'' && open != '(') {
        return 0;
    }
    char close = open;
    if (open == '(') {
        close = ')';
    }
    size_t i = at + 1;
    while (i < s.length && s.data[i] != close) {
        if (open == '(' && s.data[i] == '(') {
            return 0;
        }
        i += step(s, i);
    }
    *title = (struct markdown_part){ at + 1, i };
    return i < s.length ? i + 1 : 0;
}
