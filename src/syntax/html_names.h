/* The named character references of the HTML Standard (section 13.5). */
#ifndef SYNTAX_HTML_NAMES_H
#define SYNTAX_HTML_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct html_name {
    const char *name;
    uint32_t code;
    uint16_t second; /* a few stand for two code points; 0: for one */
    bool legacy;     /* counts without its semicolon too */
};

/* Sorted by name, by bytes. */
extern const struct html_name html_names[];
extern const size_t html_name_count;

#endif
