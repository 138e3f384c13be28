/* What is written, without Markdown's own characters. */
#include "syntax/markdown_inside.h"

#include "syntax/html.h"
#include "syntax/utf8.h"

enum { REFERENCE_MOST = 34, ANCHOR_MOST = 200, ANCHOR_LOOK = 4096, DECIMALS = 7, HEXES = 6 };

/* The length of the character reference at the start of s, with its semicolon; 0: it is none
 * (CommonMark, "Entity and numeric character references"). */
static size_t reference_length(struct slice s)
{
    bool number = s.length > 1 && s.data[1] == '#';
    bool hex = number && s.length > 2 && ascii_lower(s.data[2]) == 'x';
    size_t from = hex ? 3 : number ? 2 : 1;
    size_t i = from;
    while (i < s.length && i < REFERENCE_MOST && ascii_is_alnum(s.data[i])) {
        i++;
    }
    if (i == from || i >= s.length || s.data[i] != ';') {
        return 0;
    }
    return number && i - from > (hex ? HEXES : DECIMALS) ? 0 : i + 1;
}

size_t markdown_decode_one(struct slice s, struct buffer *into)
{
    if (s.data[0] == '\\' && s.length > 1 && markdown_is_punctuation(s.data[1])) {
        buffer_add_char(into, s.data[1]);
        return 2;
    }
    size_t length = s.data[0] == '&' ? reference_length(s) : 0;
    if (length) {
        /* As in an attribute: "&copyx;" is none because "&copy" is one. */
        html_decode(slice_part(s, 0, length), true, into);
        return length;
    }
    buffer_add_char(into, s.data[0]);
    return 1;
}

void markdown_decode(struct slice s, struct buffer *into)
{
    if (!s.length || (!memchr(s.data, '\\', s.length) && !memchr(s.data, '&', s.length))) {
        buffer_add(into, s);
        return;
    }
    for (size_t i = 0; i < s.length;) {
        i += markdown_decode_one(slice_skip(s, i), into);
    }
}

/* --- The words of a link's text --- */

static bool is_word(struct slice s, size_t at)
{
    return at < s.length && (ascii_is_alnum(s.data[at]) || (unsigned char)s.data[at] >= 0x80);
}

/* Emphasis, strikethrough and code marks are no words; an underscore inside a word is. */
static bool is_mark(struct slice s, size_t at)
{
    char c = s.data[at];
    if (c == '_') {
        return !(at > 0 && is_word(s, at - 1) && is_word(s, at + 1));
    }
    return c == '*' || c == '`' || c == '~';
}

/* Behind an image's text: skips its destination or label. */
static size_t skip_target(struct slice s, size_t at)
{
    struct markdown_part ignored;
    size_t end = 0;
    if (at < s.length && s.data[at] == '(') {
        end = markdown_destination(s, markdown_skip_space(s, at + 1), &ignored);
        const char *close = end ? memchr(s.data + end, ')', s.length - end) : NULL;
        return close ? (size_t)(close - s.data) + 1 : at;
    }
    end = markdown_label_end(s, at, &ignored);
    return end ? end : at;
}

/* What is no word at `at`: the place behind it. */
static size_t skip_markup(struct slice s, size_t at)
{
    if (s.data[at] == '!' && at + 1 < s.length && s.data[at + 1] == '[') {
        return at + 2;
    }
    if (s.data[at] == ']') {
        size_t end = skip_target(s, at + 1);
        return end > at + 1 ? end : at;
    }
    if (s.data[at] == '<') {
        size_t end = markdown_tag(s, at, false);
        return end ? end : at;
    }
    return is_mark(s, at) ? at + 1 : at;
}

/* White space is one space, and none at the start. */
static void add_space(struct buffer *into, size_t from)
{
    if (into->length > from && into->data[into->length - 1] != ' ') {
        buffer_add_char(into, ' ');
    }
}

/* The address in "<https://...>" at `at`; gives the place behind it, or `at`. */
static size_t add_autolink(struct slice s, size_t at, struct buffer *into)
{
    bool is_mail;
    size_t end = s.data[at] == '<' ? markdown_autolink(s, at, &is_mail) : 0;
    if (end) {
        buffer_add(into, slice_part(s, at + 1, end - 1));
    }
    return end ? end : at;
}

static size_t add_word(struct slice s, size_t at, size_t from, struct buffer *into)
{
    size_t next = add_autolink(s, at, into);
    next = next == at ? skip_markup(s, at) : next;
    if (next > at) {
        return next;
    }
    if (ascii_is_space(s.data[at])) {
        add_space(into, from);
        return at + 1;
    }
    return at + markdown_decode_one(slice_skip(s, at), into);
}

void markdown_anchor(struct slice s, struct buffer *into)
{
    size_t from = into->length;
    s.length = s.length < ANCHOR_LOOK ? s.length : ANCHOR_LOOK;
    for (size_t i = 0; i < s.length && into->length - from < ANCHOR_MOST;) {
        i = add_word(s, i, from, into);
    }
    if (into->length > from && into->data[into->length - 1] == ' ') {
        into->length--;
    }
}

/* --- Labels --- */

void markdown_fold(struct slice s, struct buffer *into)
{
    size_t from = into->length;
    for (size_t i = 0; i < s.length;) {
        if (ascii_is_space(s.data[i])) {
            add_space(into, from);
            i++;
        } else {
            i += utf8_fold_character(slice_skip(s, i), into);
        }
    }
    if (into->length > from && into->data[into->length - 1] == ' ') {
        into->length--;
    }
}
