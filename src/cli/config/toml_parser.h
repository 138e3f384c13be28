/* What the files of the TOML parser share. The parser goes over the bytes once, and the first
 * error ends it. */
#ifndef CLI_CONFIG_TOML_PARSER_H
#define CLI_CONFIG_TOML_PARSER_H

#include "cli/config/toml.h"

struct toml_block;

/* How a table came to be (toml.made). What is less: by
 * dotted keys in the section of this number. */
enum {
    MADE_PASSING = 1 << 30, /* on the way of a header to a table inside */
    MADE_HEADER,
    MADE_INLINE, /* whole as it stands: nothing may be added */
    MADE_LIST    /* an array of tables by [[headers]] */
};

struct toml_document {
    struct toml root;
    struct toml_block *blocks; /* of values */
    char *texts;               /* of strings and keys, each ended by a NUL ... */
    size_t texts_length;       /* ... which take no more room than in the file */
};

struct parser {
    const char *at, *end;
    const char *counted; /* `line` and `column` are of this byte */
    unsigned line, column;
    struct toml_document *document;
    struct toml_error *error;
    unsigned values, depth;
    unsigned section;  /* the number of the header, or inline table, whose pairs are read ... */
    unsigned sections; /* ... of so many so far */
};

/* --- toml.c --- */

/* Where the next byte stands. */
struct toml_place parser_here(struct parser *p);

/* Says what is wrong; gives false. */
__attribute__((format(printf, 3, 4))) bool parser_fail(struct parser *p, struct toml_place at,
                                                       const char *format, ...);

/* A new value at the end of a table or array. NULL: there are too many, or memory ran out. */
struct toml *parser_add(struct parser *p, struct toml *to, enum toml_type type,
                        struct toml_place at);

bool parser_is_at(const struct parser *p, const char *word);
void parser_skip_spaces(struct parser *p);

/* Takes the end of a line. False: none is here. */
bool parser_end_line(struct parser *p);

/* Takes white space, comments and ends of lines. */
void parser_skip_lines(struct parser *p);

/* --- toml_text.c: strings, and keys, which may be strings --- */

/* Reads the string that begins here. NULL: it is wrong. */
const char *parser_string(struct parser *p);

/* Reads a bare or quoted key. NULL: it is wrong. */
const char *parser_key(struct parser *p);

/* --- toml_table.c --- */

/* Reads "key = value" into a table. */
bool parser_pair(struct parser *p, struct toml *table);

/* Reads "[key]" or "[[key]]"; gives the table whose pairs follow, or NULL. */
struct toml *parser_header(struct parser *p);

/* --- toml_value.c --- */

/* Reads the value that begins here into a table or, where `key` is NULL, an array. */
bool parser_value(struct parser *p, struct toml *to, const char *key, struct toml_place key_at);

#endif
