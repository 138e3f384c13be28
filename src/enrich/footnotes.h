/* Footnotes: what enriching puts into texts and Markdown. A mark " [^landfall-N]" stands right
 * behind a link, and at the article's end, behind an empty line, a line for each N:
 *
 *     [^landfall-1]: <https://example.com/>, copy of 2018-06-20T12:00:00Z: <https://archive/...>
 */
#ifndef ENRICH_FOOTNOTES_H
#define ENRICH_FOOTNOTES_H

#include "enrich/reading.h"
#include "record.h"

/* Takes out what an earlier run put in: the last such lines, and the marks that lead to them. A
 * text without the lines has no marks of ours. False: out of memory. */
bool footnotes_strip(const struct reading *r, struct edits *edits);

/* Puts in what the document says of its links, whose places are those of the reading's bytes.
 * Nothing where the article's end is code or a comment that is still open. False: out of memory. */
bool footnotes_add(const struct reading *r, const struct document *document, struct edits *edits);

#endif
