/* What the parts of the HTML tokeniser share. */
#ifndef SYNTAX_HTML_INSIDE_H
#define SYNTAX_HTML_INSIDE_H

#include "syntax/html.h"
#include "syntax/html_scan.h"

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
