/* Where in Markdown something may be put behind a link: not in code, HTML and front matter, and
 * behind all of a link, not in it. */
#ifndef ENRICH_PROSE_H
#define ENRICH_PROSE_H

#include "enrich/reading.h"
#include "syntax/markdown.h"

/* A link that is written as Markdown has it: [words](destination), [words][label], <URL>. */
struct prose_link {
    size_t url; /* where its destination stands, which may be in a definition */
    size_t end; /* behind all of it */
};

/* Places in the text. Starts as { 0 }. */
struct prose {
    struct markdown_range *hidden; /* code and the like, and definitions, in order */
    size_t hidden_count, hidden_room;
    struct markdown_range *notes; /* footnotes, in order, each to its next block */
    size_t note_count, note_room;
    struct markdown_range *linked; /* links of Markdown, in order */
    size_t linked_count, linked_room;
    struct prose_link *links;
    size_t link_count, link_room;
    size_t *definitions; /* where their destinations stand */
    size_t definition_count, definition_room;
    bool failed; /* out of memory */
};

/* Reads a text; of what is no Markdown everything is prose. */
void prose_read(struct prose *p, struct slice text, enum article_form form);
void prose_free(struct prose *p);

/* Whether a byte of the text is hidden, part of a footnote, or of a link as Markdown has it. */
bool prose_hides(const struct prose *p, size_t at);
bool prose_notes(const struct prose *p, size_t at);
bool prose_links(const struct prose *p, size_t at);

/* The link that begins at a byte of the text, as Markdown has it; absent: none does. */
struct slice prose_link_from(const struct prose *p, struct slice text, size_t at);

#endif
