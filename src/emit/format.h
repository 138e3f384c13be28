/* An output format, as a row: a file in this folder with one `const struct format format_NAME`. The
 * build collects them. */
#ifndef EMIT_FORMAT_H
#define EMIT_FORMAT_H

#include <stdbool.h>
#include <stdio.h>

struct lf_record;

struct format {
    const char *name;
    const char *summary; /* for --help: one line */
    /* False: errno says why; ENOMEM: out of memory. */
    bool (*write)(const struct lf_record *record, FILE *to);
};

/* Every format, ended by NULL, in the order of their names. */
extern const struct format *const formats[];

const struct format *format_named(const char *name);

#endif
