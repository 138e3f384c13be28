/* What enriching a page puts between its bytes: attributes into start tags, and one block of data;
 * and taking both out again. */
#ifndef ENRICH_TAGS_H
#define ENRICH_TAGS_H

#include "enrich/enrich.h"
#include "enrich/reading.h"

/* Takes out what an earlier run put in. */
void tags_strip(const struct reading *r, struct edits *edits);

/* Puts in what the document says, whose places are those of the reading's bytes. False: out of
 * memory. */
bool tags_add(const struct reading *r, const struct document *document,
              const struct enrich_options *how, struct edits *edits);

#endif
