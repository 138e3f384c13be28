/* What a run did, as a record has it. */
#ifndef EMIT_SUMMARY_H
#define EMIT_SUMMARY_H

#include "emit/writer.h"
#include "record.h"

/* Writes the members of a summary's record. */
void summary_put(struct writer *w, const struct summary *summary);

#endif
