/* What putting footnotes in and taking them out share. */
#ifndef ENRICH_NOTES_INSIDE_H
#define ENRICH_NOTES_INSIDE_H

#include "enrich/notes.h"
#include "enrich/prose.h"

#define NOTES_MARK "[^landfall-"
#define NOTES_COPY ", copy of "

/* How long the line end at the beginning is, or at the end; 0: there is none. */
size_t footnotes_line_end(struct slice s);
size_t footnotes_line_end_before(struct slice s);

#endif
