/* Fields that several kinds of records have. */
#ifndef EMIT_FIELDS_H
#define EMIT_FIELDS_H

#include "emit/writer.h"
#include "record.h"

/* An absent string is unknown, and so is an empty one: neither is written. */
static inline void write_known(struct writer *w, const char *key, struct slice value)
{
    if (value.length) {
        write_field(w, key, value);
    }
}

/* A flag is only told where it is set. */
static inline void write_true(struct writer *w, const char *key, bool value)
{
    if (value) {
        write_key(w, key);
        write_bool(w, true);
    }
}

void write_time(struct writer *w, const char *key, int64_t ms, enum time_precision precision);

/* A place in a run, as a value. */
char *put_span(struct writer *w, char *at, const struct span *span);

/* The state and its reason; neither where the reason is REASON_NONE. */
void write_verdict(struct writer *w, enum reason reason);

/* Nothing where no copy was sought. */
void write_archive(struct writer *w, const struct archive *archive);

/* `source` is absent where no date is known: then nothing is written. */
void write_date(struct writer *w, const char *key, const struct date *date, const char *source);

/* A date in a run, as a value. */
char *put_date(struct writer *w, char *at, const struct date *date, const char *source);

/* What is written cannot be got: out of memory. */
void writer_lacks_memory(struct writer *w);

#endif
