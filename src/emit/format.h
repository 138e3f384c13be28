/* An output format, as a row: a file in this folder with one `const struct format format_NAME`. The
 * build collects them. */
#ifndef EMIT_FORMAT_H
#define EMIT_FORMAT_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>

struct lf_record;

/* Records on their way into a stream. A copy that is put back takes back what was written since, if
 * the stream is rewound too. */
struct report {
    FILE *to;
    bool alone;              /* one record by itself, which nothing is opened and closed around */
    bool links;              /* whether links are being written, or documents ... */
    bool any;                /* ... and whether there were some */
    const atomic_bool *stop; /* NULL: none. Set, maybe by a signal, while a record is
                              * written: that fails before its end, with EINTR */
};

/* What a format writes. Each gives false where it fails: errno says why; ENOMEM: out of memory. */
struct format {
    const char *name;
    const char *summary; /* for --help: one line */
    bool sums_up;        /* it ends with the summary, whatever was done */
    bool (*open)(struct report *r);
    /* Documents come before links. */
    bool (*write)(struct report *r, const struct lf_record *record);
    /* `summary` is NULL where none is wanted. */
    bool (*close)(struct report *r, const struct lf_record *summary);
};

/* Every format, ended by NULL, in the order of their names. */
extern const struct format *const formats[];

const struct format *format_named(const char *name);

#endif
