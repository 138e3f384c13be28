/* Text in the formats that are not JSON: printed as it comes, memory does not grow. The first
 * failure is remembered; one check at the end serves. */
#ifndef EMIT_PRINT_H
#define EMIT_PRINT_H

#include "emit/format.h"

#include "base/slice.h"

#include <stdint.h>

/* What a grammar has instead of some characters of ASCII; NULL: the character itself. */
struct escapes {
    const char *instead[128];
};

extern const struct escapes escapes_xml;             /* text and attributes, XML 1.0 */
extern const struct escapes escapes_csv;             /* between quotes, RFC 4180 */
extern const struct escapes escapes_github_message;  /* a workflow command's message ... */
extern const struct escapes escapes_github_property; /* ... and its properties */
extern const struct escapes escapes_markdown;        /* text in a cell of a table */
extern const struct escapes escapes_code;            /* the same, in a code span */
extern const struct escapes escapes_autolink;        /* the same, in <a URL> */

struct printer {
    FILE *to; /* NULL: what is printed is counted alone */
    const atomic_bool *stop;
    const struct escapes *escapes; /* of what comes from outside; NULL: none */
    uint64_t length;               /* bytes printed so far */
    int failed;                    /* errno of the first failure; 0: none */
};

struct printer printer_of(const struct report *r, const struct escapes *escapes);

/* Whether nothing failed; else errno says why. */
bool printer_good(const struct printer *p);

/* As it stands: our own words, and text that was made fit before. */
void print_slice(struct printer *p, struct slice s);
void print(struct printer *p, const char *words);
void print_number(struct printer *p, uint64_t n);

/* From outside: made visible, without passwords, and escaped. */
void print_outside(struct printer *p, struct slice s);

/* The same of a file's path, which holds no passwords unless it is a URL. */
void print_path(struct printer *p, struct slice path);

#endif
