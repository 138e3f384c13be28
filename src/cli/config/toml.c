/* A TOML document, line by line. */
#include "cli/config/toml_parser.h"

#include "cli/command.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_VALUES = 64 };

struct toml_block {
    struct toml_block *next;
    size_t count;
    struct toml values[BLOCK_VALUES];
};

/* --- What the parser does all the time --- */

struct toml_place parser_here(struct parser *p)
{
    for (; p->counted < p->at; p->counted++) {
        p->column += (*p->counted & 0xc0) != 0x80;
    }
    return (struct toml_place){ p->line, p->column };
}

bool parser_fail(struct parser *p, struct toml_place at, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(p->error->what, sizeof p->error->what, format, args);
    va_end(args);
    p->error->at = at;
    return false;
}

static struct toml *new_value(struct parser *p)
{
    struct toml_block *block = p->document->blocks;
    if (!block || block->count == BLOCK_VALUES) {
        struct toml_block *more = calloc(1, sizeof *more);
        if (!more) {
            parser_fail(p, (struct toml_place){ 0 }, "out of memory");
            return NULL;
        }
        more->next = block;
        p->document->blocks = block = more;
    }
    return &block->values[block->count++];
}

struct toml *parser_add(struct parser *p, struct toml *to, enum toml_type type,
                        struct toml_place at)
{
    if (p->values == TOML_MOST_VALUES) {
        parser_fail(p, at, "more than %d values: this is no configuration", TOML_MOST_VALUES);
        return NULL;
    }
    struct toml *value = new_value(p);
    if (!value) {
        return NULL;
    }
    p->values++;
    value->type = type;
    value->at = at;
    *(to->first ? &to->last->next : &to->first) = value;
    to->last = value;
    return value;
}

bool parser_is_at(const struct parser *p, const char *word)
{
    size_t length = strlen(word);
    return (size_t)(p->end - p->at) >= length && memcmp(p->at, word, length) == 0;
}

void parser_skip_spaces(struct parser *p)
{
    while (p->at < p->end && (*p->at == ' ' || *p->at == '\t')) {
        p->at++;
    }
}

bool parser_end_line(struct parser *p)
{
    size_t length = parser_is_at(p, "\n") ? 1 : parser_is_at(p, "\r\n") ? 2 : 0;
    if (length) {
        p->counted = p->at += length;
        p->line++;
        p->column = 1;
    }
    return length;
}

static void skip_comment(struct parser *p)
{
    if (parser_is_at(p, "#")) {
        const char *end = memchr(p->at, '\n', (size_t)(p->end - p->at));
        p->at = end ? end - (end[-1] == '\r') : p->end;
    }
}

void parser_skip_lines(struct parser *p)
{
    do {
        parser_skip_spaces(p);
        skip_comment(p);
    } while (parser_end_line(p));
}

/* --- The document --- */

/* What may stand nowhere: bytes that are no UTF-8, control characters but tabs and ends of lines.
 */
static bool check_bytes(const struct parser *start)
{
    struct parser p = *start;
    while (p.at < p.end) {
        uint32_t code;
        size_t length = visible_decode(slice_of(p.at, (size_t)(p.end - p.at)), &code);
        if (length == 0) {
            return parser_fail(&p, parser_here(&p), "this byte is no UTF-8");
        }
        if (parser_end_line(&p)) {
            continue;
        }
        if ((code < ' ' && code != '\t') || code == 0x7f) {
            return parser_fail(&p, parser_here(&p), "a control character cannot stand here");
        }
        p.at += length;
    }
    return true;
}

static bool read_line_end(struct parser *p)
{
    parser_skip_spaces(p);
    skip_comment(p);
    if (p->at == p->end || parser_end_line(p)) {
        return true;
    }
    return parser_fail(p, parser_here(p), "the line should end here; a comment begins with #");
}

static bool read_document(struct parser *p)
{
    struct toml *table = &p->document->root;
    bool good = true;
    parser_skip_lines(p);
    while (good && p->at < p->end) {
        if (*p->at == '[') {
            table = parser_header(p);
            good = table != NULL;
        } else {
            good = parser_pair(p, table);
        }
        good = good && read_line_end(p);
        parser_skip_lines(p);
    }
    return good;
}

static struct toml_document *new_document(size_t length)
{
    struct toml_document *document = calloc(1, sizeof *document);
    char *texts = malloc(length + 1);
    if (!document || !texts) {
        free(document);
        free(texts);
        return NULL;
    }
    document->root.type = TOML_TABLE;
    document->texts = texts;
    return document;
}

struct toml_document *toml_read(const char *bytes, size_t length, struct toml_error *error)
{
    struct parser p = { .at = bytes, .end = bytes + length, .counted = bytes, .line = 1 };
    p.column = p.section = p.sections = 1;
    p.error = error;
    if (length > TOML_MOST) {
        parser_fail(&p, parser_here(&p), "more than 1 MiB: this is no configuration");
        return NULL;
    }
    p.document = new_document(length);
    if (!p.document) {
        parser_fail(&p, (struct toml_place){ 0 }, "out of memory");
        return NULL;
    }
    if (parser_is_at(&p, "\xef\xbb\xbf")) { /* a byte order mark */
        p.counted = p.at += strlen("\xef\xbb\xbf");
    }
    if (!check_bytes(&p) || !read_document(&p)) {
        toml_free(p.document);
        return NULL;
    }
    return p.document;
}

void toml_free(struct toml_document *document)
{
    if (!document) {
        return;
    }
    while (document->blocks) {
        struct toml_block *next = document->blocks->next;
        free(document->blocks);
        document->blocks = next;
    }
    free(document->texts);
    free(document);
}

/* --- Reading what was read --- */

const struct toml *toml_root(const struct toml_document *document)
{
    return &document->root;
}

const struct toml *toml_member(const struct toml *table, const char *key)
{
    const struct toml *member = table->first;
    while (member && strcmp(member->key, key) != 0) {
        member = member->next;
    }
    return member;
}

const char *toml_type_name(enum toml_type type)
{
    static const char *const names[] = {
        [TOML_STRING] = "a string",       [TOML_INTEGER] = "a number", [TOML_FLOAT] = "a number",
        [TOML_BOOLEAN] = "true or false", [TOML_ARRAY] = "an array",   [TOML_TABLE] = "a table",
    };
    return names[type];
}
