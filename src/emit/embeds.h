/* The embeds of a document as members of an array. */
#ifndef EMIT_EMBEDS_H
#define EMIT_EMBEDS_H

#include "emit/writer.h"

/* Writes embeds [from, to) of the document of a record (`of`, a `struct lf_record`), described. */
void embeds_write(struct writer *w, const void *of, size_t from, size_t to);

#endif
