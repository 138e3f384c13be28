/* What the parts of the HTML tokeniser share. */
#ifndef SYNTAX_HTML_INSIDE_H
#define SYNTAX_HTML_INSIDE_H

#include "syntax/html.h"
#include "syntax/html_scan.h"

/* What the window begins with the rest of (`part`). MARKUP: what "<" begins is not whole; RAW_END:
 * the end tag of a raw element. */
enum {
    HTML_PART_NONE,
    HTML_PART_MARKUP,
    HTML_PART_RAW_END,
    HTML_PART_COMMENT,
    HTML_PART_BOGUS,
    HTML_PART_DOCTYPE,
    HTML_PART_CDATA,
    HTML_PART_TAG
};

/* Whether more of the input may still come into the window. */
static inline bool html_waits(const struct html *h)
{
    return h->more && !h->full;
}

/* Ends the token `length` bytes behind where it begins. */
static inline void html_finish(struct html *h, struct html_token *token, enum html_type type,
                               size_t length)
{
    token->type = type;
    token->whole = slice_of(h->input.data + h->at, length);
    h->at += length;
    h->searched = 0;
}

/* The token goes on behind the window. So far `searched` bytes of it need no other look. */
static inline void html_wait(struct html *h, struct html_token *token, size_t searched)
{
    token->type = HTML_MORE;
    h->searched = searched;
}

/* --- Attributes (HTML Standard, sections 13.2.5.32 to 39) --- */

static inline const char *html_skip_spaces(const char *at, const char *end)
{
    while (at < end && ascii_is_space(*at)) {
        at++;
    }
    return at;
}

/* Behind the value that begins at `at`; *closed: unless its quote is never closed. */
static inline const char *html_take_value(const char *at, const char *end, struct slice *value,
                                          bool *closed)
{
    at = html_skip_spaces(at, end);
    *closed = true;
    if (at < end && (*at == '"' || *at == '\'')) {
        const char *quote = html_find(at + 1, end, *at);
        *value = slice_of(at + 1, (size_t)(quote - at - 1));
        *closed = quote < end;
        return quote + *closed;
    }
    const char *from = at;
    while (at < end && *at != '>' && !ascii_is_space(*at)) {
        at++;
    }
    *value = slice_of(from, (size_t)(at - from));
    return at;
}

/* Takes the attribute that begins at *at or behind it, and moves *at on to behind it; false: there
 * is none, or the end is met in its value. Stops before the ">" that ends the tag. An "=" may begin
 * a name, and nowhere else be in one. */
static inline bool html_take_attribute(const char **at, const char *end, struct html_attribute *out)
{
    const char *from = *at;
    from += end - from > 1 && *from == ' ' && from[1] > '>'; /* as it mostly is */
    while (from < end && html_ends_name(*from) && *from != '>') {
        from++;
    }
    *at = from;
    if (from == end || *from == '>') {
        return false;
    }
    const char *behind = html_name_end(from + 1, end, '=');
    out->name = slice_of(from, (size_t)(behind - from));
    out->value = (struct slice){ 0 };
    const char *equals = behind;
    bool closed = true;
    if (end - behind > 1 && *behind == '=' && behind[1] == '"') { /* likewise */
        const char *quote = html_find(behind + 2, end, '"');
        out->value = slice_of(behind + 2, (size_t)(quote - behind) - 2);
        *at = quote + (quote < end);
        return quote < end;
    }
    equals = html_skip_spaces(equals, end);
    if (equals < end && *equals == '=') {
        behind = html_take_value(equals + 1, end, &out->value, &closed);
    }
    *at = behind;
    return closed;
}

/* --- html_tag.c: tags --- */

/* A tag that s begins with. */
void html_read_tag(struct html *h, struct html_token *token, struct slice s, bool close);

/* Goes on to behind the end of a tag whose beginning was given, or to the window's. */
void html_skip_tag(struct html *h);

/* The same where nothing of the tag was read before, sooner: at `start`, in a window that ends at
 * `end`, stands what may be one, "</" or "<", and two bytes more at least. */
void html_read_close(struct html *h, struct html_token *token, const char *start, const char *end);
void html_read_open(struct html *h, struct html_token *token, const char *start, const char *end);

/* html.c: any token, however it is written. */
void html_read_any(struct html *h, struct html_token *token);

/* --- html_foreign.c: the open elements that change how bytes are read --- */

/* A start tag that is no foreign element's leaves foreign content. To be told of before the
 * element's text is judged. */
void html_break_out(struct html *h, const struct html_token *token);

void html_enter(struct html *h, const struct html_token *token);
void html_leave(struct html *h, const struct html_token *token);

/* html_frames.c: a tag of a page that may have frames instead of a body: a frameset is one more, or
 * one less. */
void html_count_framesets(struct html *h, const struct html_token *token);

/* --- html_raw.c: text in which tags do not count --- */

/* Begins the raw text of an element, if it is one that has it. */
void html_begin_raw(struct html *h, const struct html_token *token);

/* How much of s (which begins at h->at) is text of the raw element, as far as it can be told.
 * *ends: its end tag follows. Else more bytes are needed, or the input ends. */
size_t html_raw_end(struct html *h, struct slice s, bool *ends);

/* Whether references in the raw text are decoded: title and textarea. */
bool html_raw_is_decoded(struct slice element);

/* How much of a text whose end is a piece's can be given; `raw`: it holds no references. */
size_t html_text_cut(struct slice s, bool raw);

#endif
