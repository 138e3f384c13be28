/* What putting footnotes in and taking them out share. */
#ifndef ENRICH_FOOTNOTES_INSIDE_H
#define ENRICH_FOOTNOTES_INSIDE_H

#include "enrich/footnotes.h"
#include "enrich/prose.h"

#define FOOTNOTES_MARK "[^landfall-"
#define FOOTNOTES_COPY ", copy of "

/* How long the line end at the beginning is, or at the end; 0: there is none. */
size_t footnotes_line_end(struct slice s);
size_t footnotes_line_end_before(struct slice s);

#endif
