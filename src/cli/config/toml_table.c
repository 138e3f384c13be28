/* TOML's tables: by headers, by dotted keys, and what may be told of them twice. */
#include "cli/config/toml_parser.h"

#include <string.h>

/* A dotted key, in parts. */
struct path {
    struct {
        const char *key;
        struct toml_place at;
    } parts[TOML_MOST_DEPTH];
    size_t count;
};

static bool read_path(struct parser *p, struct path *path)
{
    path->count = 0;
    bool more = true;
    while (more) {
        parser_skip_spaces(p);
        struct toml_place at = parser_here(p);
        if (path->count == TOML_MOST_DEPTH) {
            return parser_fail(p, at, "more than %d keys in each other", TOML_MOST_DEPTH);
        }
        const char *key = parser_key(p);
        if (!key) {
            return false;
        }
        path->parts[path->count].key = key;
        path->parts[path->count++].at = at;
        parser_skip_spaces(p);
        more = parser_is_at(p, ".");
        p->at += more;
    }
    return true;
}

static struct toml *find(const struct toml *table, const char *key)
{
    return (struct toml *)toml_member(table, key); /* the parser's own */
}

static struct toml *add_table(struct parser *p, struct toml *to, const char *key,
                              struct toml_place at, unsigned made)
{
    struct toml *table = parser_add(p, to, TOML_TABLE, at);
    if (table) {
        table->key = key;
        table->key_at = at;
        table->made = made;
    }
    return table;
}

static struct toml *fail_twice(struct parser *p, const char *key, struct toml_place at,
                               const struct toml *before)
{
    parser_fail(p, at, "'%.60s' stands twice: line %u has it, too", key, before->key_at.line);
    return NULL;
}

/* --- Headers --- */

/* The table that a header leads through. */
static struct toml *pass(struct parser *p, struct toml *table, const char *key,
                         struct toml_place at)
{
    struct toml *inside = find(table, key);
    if (!inside) {
        return add_table(p, table, key, at, MADE_PASSING);
    }
    bool list = inside->type == TOML_ARRAY && inside->made == MADE_LIST;
    if (list) {
        return inside->last;
    }
    if (inside->type != TOML_TABLE || inside->made == MADE_INLINE) {
        return fail_twice(p, key, at, inside);
    }
    return inside;
}

static struct toml *open_table(struct parser *p, struct toml *table, const char *key,
                               struct toml_place at)
{
    struct toml *inside = find(table, key);
    if (!inside) {
        return add_table(p, table, key, at, MADE_HEADER);
    }
    if (inside->type != TOML_TABLE || inside->made != MADE_PASSING) {
        return fail_twice(p, key, at, inside);
    }
    inside->made = MADE_HEADER;
    inside->key_at = at;
    return inside;
}

static struct toml *open_item(struct parser *p, struct toml *table, const char *key,
                              struct toml_place at)
{
    struct toml *list = find(table, key);
    if (!list) {
        list = parser_add(p, table, TOML_ARRAY, at);
        if (!list) {
            return NULL;
        }
        list->key = key;
        list->key_at = at;
        list->made = MADE_LIST;
    }
    if (list->type != TOML_ARRAY || list->made != MADE_LIST) {
        return fail_twice(p, key, at, list);
    }
    return add_table(p, list, NULL, at, MADE_HEADER);
}

struct toml *parser_header(struct parser *p)
{
    bool list = parser_is_at(p, "[[");
    struct path path;
    p->at += list ? 2 : 1;
    if (!read_path(p, &path)) {
        return NULL;
    }
    if (!parser_is_at(p, list ? "]]" : "]")) {
        parser_fail(p, parser_here(p), "%s should stand here, which ends the table's name",
                    list ? "]]" : "]");
        return NULL;
    }
    p->at += list ? 2 : 1;
    p->section = ++p->sections;
    struct toml *table = &p->document->root;
    size_t last = path.count - 1;
    for (size_t i = 0; table && i < last; i++) {
        table = pass(p, table, path.parts[i].key, path.parts[i].at);
    }
    const char *key = path.parts[last].key;
    return !table ? NULL
           : list ? open_item(p, table, key, path.parts[last].at)
                  : open_table(p, table, key, path.parts[last].at);
}

/* --- Pairs --- */

/* The table that a dotted key leads through: nobody else may have told of it. */
static struct toml *enter(struct parser *p, struct toml *table, const char *key,
                          struct toml_place at)
{
    struct toml *inside = find(table, key);
    if (!inside) {
        return add_table(p, table, key, at, p->section);
    }
    bool open = inside->made == MADE_PASSING || inside->made == p->section;
    if (inside->type != TOML_TABLE || !open) {
        return fail_twice(p, key, at, inside);
    }
    inside->made = p->section;
    return inside;
}

bool parser_pair(struct parser *p, struct toml *table)
{
    struct path path;
    if (!read_path(p, &path)) {
        return false;
    }
    if (!parser_is_at(p, "=")) {
        return parser_fail(p, parser_here(p), "= should stand here, and a value behind it");
    }
    p->at++;
    parser_skip_spaces(p);
    size_t last = path.count - 1;
    for (size_t i = 0; table && i < last; i++) {
        table = enter(p, table, path.parts[i].key, path.parts[i].at);
    }
    if (!table) {
        return false;
    }
    const char *key = path.parts[last].key;
    const struct toml *before = toml_member(table, key);
    if (before) {
        fail_twice(p, key, path.parts[last].at, before);
        return false;
    }
    return parser_value(p, table, key, path.parts[last].at);
}
