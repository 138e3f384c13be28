/* Robust Links (robustlinks.mementoweb.org): what stands in the start tag of an <a>, and in which
 * form an earlier run put it there. */
#ifndef ENRICH_ROBUST_H
#define ENRICH_ROBUST_H

#include "enrich/facts.h"
#include "enrich/reading.h"
#include "syntax/html.h"

/* Takes out what an earlier run put into the start tag of an <a>. */
void robust_strip(const struct reading *r, const struct html_token *tag, struct edits *edits);

/* Whether nobody else has put Robust Links into the tag. */
bool robust_is_free(const struct html_token *tag);

/* Puts the facts behind the tag's name; `rewrite`: and leads the <a> to the other end of a link
 * that is alive, if its href stands in quotes. */
void robust_add(const struct reading *r, const struct html_token *tag,
                const struct link_facts *facts, bool rewrite, struct edits *edits);

#endif
