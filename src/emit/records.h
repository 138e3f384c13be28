/* The shape of the records, whatever the JSON's layout. */
#ifndef EMIT_RECORDS_H
#define EMIT_RECORDS_H

#include "emit/format.h"
#include "emit/writer.h"
#include "record.h"

#include <stdbool.h>
#include <stdio.h>

/* Writes one record as a value. */
void records_put(struct writer *w, const struct lf_record *record);

/* Writes one record as JSON and a newline; false if the stream failed or the report was stopped. */
bool records_write(const struct lf_record *record, const struct report *to, bool indented);

#endif
