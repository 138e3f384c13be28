/* An output format, as a row: a file in this folder with one `const struct format format_NAME`. The
 * build collects them. Reports for people show what comes from outside as messages do: visible.h.
 */
#ifndef EMIT_FORMAT_H
#define EMIT_FORMAT_H

#include "emit/visible.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct lf_record;

enum { REPORT_COUNTS = 12 };

/* Which array of records is being written. They come in this order. */
enum report_part { REPORT_DOCUMENTS, REPORT_LINKS, REPORT_FINDINGS };

/* Records on their way into a stream. A copy that is put back takes back what was written since, if
 * the stream is rewound too and the format keeps nothing in `own`. */
struct report {
    FILE *to;
    bool alone; /* one record by itself, which nothing is opened and closed around */
    enum report_part part;
    bool any;                /* whether some of the part's records were written */
    const atomic_bool *stop; /* NULL: none. Set, maybe by a signal, while a record is
                              * written: that fails before its end, with EINTR */
    /* What a format for people or for other tools wants to know besides. */
    bool checks;         /* of a check: findings come behind the documents, in place of links */
    bool color;          /* control sequences are welcome */
    unsigned width;      /* columns of the terminal that shows it; 0: there is none */
    const char *version; /* landfall's; NULL: not told */
    const char *root;    /* the folder that paths are relative to, absolute; NULL: none is known */
    void *own;           /* the format's, from `open` to `drop` */
    uint64_t counts[REPORT_COUNTS]; /* the format's, too: of what it was given so far */
};

/* What a format writes. Each function gives false where it fails: errno says why; ENOMEM: out of
 * memory. Documents come before links or findings; what a format has no use for, it takes without
 * writing anything. */
struct format {
    const char *name;
    const char *summary; /* for --help: one line */
    bool judges;         /* it shows what a check found: no other command has it */
    bool sums_up;        /* it ends with the summary, whatever was done */
    bool is_value;       /* what it opens has to be closed, or no reader takes it */
    bool whole;          /* of no worth without its end: a file of it is never left half written */
    bool (*open)(struct report *r);
    bool (*write)(struct report *r, const struct lf_record *record);
    /* `summary` is NULL where none is wanted. */
    bool (*close)(struct report *r, const struct lf_record *summary);
    void (*drop)(struct report *r); /* frees `own`, whatever was done; NULL: it keeps nothing */
};

/* Every format, ended by NULL, in the order of their names. */
extern const struct format *const formats[];

/* What --write-baseline writes: no format to choose. */
extern const struct format baseline_file;

const struct format *format_named(const char *name);

#endif
