/* TOML 1.0 (https://toml.io/en/v1.0.0), read into a tree that knows where everything stands.
 *
 * Two things of it are refused, with words that say so: dates and times, which no option takes, and
 * zero bytes in strings. What a file may hold is bounded, too: TOML_MOST bytes, TOML_MOST_VALUES
 * values and names, TOML_MOST_DEPTH tables and arrays in each other. */
#ifndef CLI_CONFIG_TOML_H
#define CLI_CONFIG_TOML_H

#include <stdbool.h>
#include <stddef.h>

enum { TOML_MOST = 1 << 20, TOML_MOST_VALUES = 1 << 14, TOML_MOST_DEPTH = 32 };

enum toml_type { TOML_STRING, TOML_INTEGER, TOML_FLOAT, TOML_BOOLEAN, TOML_ARRAY, TOML_TABLE };

/* Both count from 1, columns in code points. Line 0: it stands nowhere. */
struct toml_place {
    unsigned line, column;
};

/* A value. It lives as long as its document. */
struct toml {
    enum toml_type type;
    const char *key; /* NULL: an item of an array, or the root */
    struct toml_place key_at, at;
    const char *text; /* of a string, in UTF-8 */
    long long integer;
    double number;
    bool truth;
    struct toml *first, *last; /* of a table or array, in the order of the file ... */
    struct toml *next;         /* ... which this is one of */
    unsigned made;             /* the parser's: how a table came to be */
};

struct toml_error {
    struct toml_place at;
    char what[200];
};

struct toml_document;

/* Reads a file's bytes, of which it keeps nothing. NULL: `error` says where it breaks and what is
 * wrong there; line 0: memory ran out. */
struct toml_document *toml_read(const char *bytes, size_t length, struct toml_error *error);
void toml_free(struct toml_document *document);

/* The table that holds all others. */
const struct toml *toml_root(const struct toml_document *document);

/* NULL: the table has none of this name. */
const struct toml *toml_member(const struct toml *table, const char *key);

/* What a value is, in words: "a string", "a table". */
const char *toml_type_name(enum toml_type type);

#endif
