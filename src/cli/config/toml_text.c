/* TOML's strings of four kinds, and its keys. */
#include "cli/config/toml_parser.h"

#include <string.h>

/* --- Room for texts --- */

static void put(struct parser *p, char c)
{
    p->document->texts[p->document->texts_length++] = c;
}

static void put_code(struct parser *p, unsigned code)
{
    if (code < 0x80) {
        put(p, (char)code);
        return;
    }
    unsigned more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    static const unsigned char leads[] = { 0, 0xc0, 0xe0, 0xf0 };
    put(p, (char)(leads[more] | code >> (6 * more)));
    while (more-- > 0) {
        put(p, (char)(0x80 | (code >> (6 * more) & 0x3f)));
    }
}

static const char *begin_text(const struct parser *p)
{
    return p->document->texts + p->document->texts_length;
}

/* --- Escapes --- */

static int hex(char c)
{
    static const char digits[] = "0123456789abcdefABCDEF";
    const char *digit = c ? strchr(digits, c) : NULL;
    int at = digit ? (int)(digit - digits) : -1;
    return at > 15 ? at - 6 : at;
}

/* Behind "\u" or "\U": so many digits of a code point. */
static bool read_code(struct parser *p, struct toml_place at, size_t digits)
{
    unsigned code = 0;
    for (size_t i = 0; i < digits; i++) {
        int digit = p->at < p->end ? hex(*p->at) : -1;
        if (digit < 0) {
            return parser_fail(p, at, "this escape needs %zu hexadecimal digits", digits);
        }
        code = code << 4 | (unsigned)digit;
        p->at++;
    }
    if (code == 0) {
        return parser_fail(p, at, "a zero byte cannot stand in a string");
    }
    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) {
        return parser_fail(p, at, "this escape is of no character");
    }
    put_code(p, code);
    return true;
}

static bool read_escape(struct parser *p)
{
    static const char letters[] = "btnfr\"\\";
    static const char meanings[] = "\b\t\n\f\r\"\\";
    struct toml_place at = parser_here(p);
    char letter = '\n';
    if (++p->at < p->end) {
        letter = *p->at;
    }
    const char *found = strchr(letters, letter);
    if (found) {
        put(p, meanings[found - letters]);
        p->at++;
        return true;
    }
    if (letter == 'u' || letter == 'U') {
        p->at++;
        return read_code(p, at, letter == 'u' ? 4 : 8);
    }
    return parser_fail(p, at,
                       "no escape is written so: a backslash is \\\\ here, or put the string in "
                       "'single quotes'");
}

/* "\" at the end of a line takes the white space up to the next text away. */
static bool skip_line_end(struct parser *p)
{
    const char *start = p->at++;
    parser_skip_spaces(p);
    if (!parser_end_line(p)) {
        p->at = start;
        return false;
    }
    do {
        parser_skip_spaces(p);
    } while (parser_end_line(p));
    return true;
}

/* --- Strings --- */

/* What a string ends with, and whether backslashes mean something in it. */
struct kind {
    const char *quote;
    bool escapes, lines;
};

static const struct kind kinds[] = {
    { "\"\"\"", true, true },
    { "'''", false, true },
    { "\"", true, false },
    { "'", false, false },
};

/* One or two quotes may stand right before the three that end a string. */
static bool ends(const struct parser *p, const struct kind *kind)
{
    enum { MOST = 6 };
    size_t length = strlen(kind->quote);
    size_t run = 0;
    while (run < MOST && p->at + run < p->end && p->at[run] == *kind->quote) {
        run++;
    }
    return length == 1 ? run > 0 : run == length || run == MOST;
}

static bool read_character(struct parser *p, const struct kind *kind)
{
    if (*p->at == '\\' && kind->escapes) {
        return (kind->lines && skip_line_end(p)) || read_escape(p);
    }
    if (parser_end_line(p)) {
        put(p, '\n');
    } else {
        put(p, *p->at++);
    }
    return true;
}

static bool read_to_quote(struct parser *p, const struct kind *kind, struct toml_place at)
{
    while (!ends(p, kind)) {
        bool line_ends = parser_is_at(p, "\n") || parser_is_at(p, "\r\n");
        if (p->at == p->end || (line_ends && !kind->lines)) {
            return parser_fail(p, at, "this string does not end: %s is missing", kind->quote);
        }
        if (!read_character(p, kind)) {
            return false;
        }
    }
    p->at += strlen(kind->quote);
    put(p, '\0');
    return true;
}

const char *parser_string(struct parser *p)
{
    struct toml_place at = parser_here(p);
    const struct kind *kind = kinds;
    while (!parser_is_at(p, kind->quote)) {
        kind++; /* the caller has seen a quote */
    }
    p->at += strlen(kind->quote);
    if (kind->lines) {
        parser_end_line(p);
    }
    const char *text = begin_text(p);
    return read_to_quote(p, kind, at) ? text : NULL;
}

/* --- Keys --- */

static bool is_bare(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
}

const char *parser_key(struct parser *p)
{
    struct toml_place at = parser_here(p);
    if (parser_is_at(p, "\"\"\"") || parser_is_at(p, "'''")) {
        parser_fail(p, at, "a key stands on one line, in single or double quotes");
        return NULL;
    }
    if (parser_is_at(p, "\"") || parser_is_at(p, "'")) {
        return parser_string(p);
    }
    const char *text = begin_text(p);
    const char *start = p->at;
    while (p->at < p->end && is_bare(*p->at)) {
        put(p, *p->at++);
    }
    if (p->at == start) {
        parser_fail(p, at, "a key should stand here: letters, digits, _ and -, or a string");
        return NULL;
    }
    put(p, '\0');
    return text;
}
