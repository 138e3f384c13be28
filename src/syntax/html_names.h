/* Named character references: all that may stand without a semicolon, all of HTML 4, and those for
 * letters and marks of European text. The HTML Standard (section 13.5) has some 1,700 more, for
 * mathematics. */
#ifndef SYNTAX_HTML_NAMES_H
#define SYNTAX_HTML_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct html_name {
    const char *name;
    uint16_t code;
    bool legacy; /* counts without its semicolon too */
};

/* Sorted by name, by bytes. */
extern const struct html_name html_names[];
extern const size_t html_name_count;

#endif
