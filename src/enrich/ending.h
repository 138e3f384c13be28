/* Where in a page the block of data goes: before its end, and before what is still open there, in
 * which it would be no element. */
#ifndef ENRICH_ENDING_H
#define ENRICH_ENDING_H

#include "enrich/reading.h"
#include "syntax/html.h"

enum { ENDING_NONE = -1 };

/* Places in the text; ENDING_NONE: there is no such thing. Starts as ENDING. */
struct ending {
    int64_t body, html;   /* before the last end tags */
    int64_t raw, foreign; /* where the raw text, svg or math begins that is open */
    int64_t last;         /* where a comment or a CDATA section begins that may be open */
};

#define ENDING ((struct ending){ ENDING_NONE, ENDING_NONE, ENDING_NONE, ENDING_NONE, ENDING_NONE })

/* A token was read that begins at a place. */
void ending_see(struct ending *e, const struct html *h, const struct html_token *token, size_t at);

/* All were; behind the last of them nothing is whole from `at` on. */
size_t ending_place(const struct ending *e, const struct reading *r, size_t at);

#endif
