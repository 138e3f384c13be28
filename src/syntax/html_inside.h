/* What the parts of the HTML tokeniser share. */
#ifndef SYNTAX_HTML_INSIDE_H
#define SYNTAX_HTML_INSIDE_H

#include "syntax/html.h"
#include "syntax/html_scan.h"

/* --- Attributes (HTML Standard, sections 13.2.5.32 to 39) --- */

static inline size_t html_skip_spaces(struct slice s, size_t at)
{
    while (at < s.length && ascii_is_space(s.data[at])) {
        at++;
    }
    return at;
}

/* Behind the value that begins at `at`; *closed: unless its quote is never closed. */
static inline size_t html_take_value(struct slice s, size_t at, struct slice *value, bool *closed)
{
    size_t from = html_skip_spaces(s, at);
    *closed = true;
    if (from < s.length && (s.data[from] == '"' || s.data[from] == '\'')) {
        char quote = s.data[from++];
        size_t end = html_find(s, from, quote);
        *value = slice_part(s, from, end);
        *closed = end < s.length;
        return end + *closed;
    }
    size_t end = from;
    while (end < s.length && s.data[end] != '>' && !ascii_is_space(s.data[end])) {
        end++;
    }
    *value = slice_part(s, from, end);
    return end;
}

/* html_next_attribute. Stops before the ">" that ends the tag. An "=" may begin a name, and nowhere
 * else be in one. */
static inline bool html_take_attribute(struct slice *attributes, struct html_attribute *out)
{
    struct slice s = *attributes;
    size_t from = 0;
    while (from < s.length && html_ends_name(s.data[from]) && s.data[from] != '>') {
        from++;
    }
    *attributes = slice_skip(s, from);
    if (from == s.length || s.data[from] == '>') {
        return false;
    }
    size_t end = html_name_end(s, from + 1, '=');
    *out = (struct html_attribute){ .name = slice_part(s, from, end) };
    size_t equals = html_skip_spaces(s, end);
    bool closed = true;
    if (equals < s.length && s.data[equals] == '=') {
        end = html_take_value(s, equals + 1, &out->value, &closed);
    }
    *attributes = slice_skip(s, end);
    return closed;
}

/* Whether more of the input may still come into the window. */
static inline bool html_waits(const struct html *h)
{
    return h->more && !h->full;
}

/* A bit for a name: names whose bits differ are different. */
static inline uint64_t html_name_bit(struct slice name)
{
    unsigned sum = (unsigned)name.length * 5 + (unsigned char)ascii_lower(name.data[0]) +
                   (unsigned char)ascii_lower(name.data[name.length - 1]) * 7U;
    return (uint64_t)1 << (sum & 63);
}

/* --- html_foreign.c: the open elements that change how bytes are read --- */

/* A start tag that is no foreign element's leaves foreign content. To be told of before the
 * element's text is judged. */
void html_break_out(struct html *h, const struct html_token *token);

void html_enter(struct html *h, const struct html_token *token);
void html_leave(struct html *h, const struct html_token *token);

/* --- html_raw.c: text in which tags do not count --- */

/* Begins the raw text of an element, if it is one that has it. */
void html_begin_raw(struct html *h, const struct html_token *token);

/* How much of s (which begins at h->at) is text of the raw element, as far as it can be told.
 * *ends: its end tag follows. Else more bytes are needed, or the input ends. */
size_t html_raw_end(struct html *h, struct slice s, bool *ends);

/* Whether references in the raw text are decoded: title and textarea. */
bool html_raw_is_decoded(struct slice element);

#endif
