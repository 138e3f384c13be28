/* TOML's values. */
#include "cli/config/toml_parser.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- Numbers, true and false: words without quotes --- */

enum { WORD_MOST = 64 };

static size_t word_length(const struct parser *p)
{
    size_t length = 0;
    while (p->at + length < p->end && (isalnum((unsigned char)p->at[length]) ||
                                       (p->at[length] && strchr("_+-.:", p->at[length])))) {
        length++;
    }
    return length;
}

static size_t digits_at(const char *s)
{
    return strspn(s, "0123456789");
}

/* "1979-05-27", "07:32:00", and what begins so. */
static bool is_date(const char *word)
{
    size_t digits = digits_at(word);
    return (digits == 4 && word[4] == '-') || (digits == 2 && word[2] == ':');
}

static bool is_digit(char c, bool hexadecimal)
{
    return hexadecimal ? isxdigit((unsigned char)c) : c >= '0' && c <= '9';
}

/* Takes the underscores away, each of which stands between two digits. */
static bool strip_underscores(char *word)
{
    bool hexadecimal = strncmp(word, "0x", 2) == 0;
    char *to = word;
    char before = '\0';
    for (const char *at = word; *at; at++) {
        if (*at == '_' && !(is_digit(before, hexadecimal) && is_digit(at[1], hexadecimal))) {
            return false;
        }
        before = *at;
        if (*at != '_') {
            *to++ = *at;
        }
    }
    *to = '\0';
    return true;
}

/* Digits, of which none leads with a zero. */
static size_t whole_part(const char *s)
{
    size_t digits = digits_at(s);
    return digits > 1 && *s == '0' ? 0 : digits;
}

static bool is_integer(const char *s)
{
    s += *s == '+' || *s == '-';
    size_t digits = whole_part(s);
    return digits > 0 && s[digits] == '\0';
}

static bool is_float(const char *s)
{
    s += *s == '+' || *s == '-';
    if (strcmp(s, "inf") == 0 || strcmp(s, "nan") == 0) {
        return true;
    }
    size_t digits = whole_part(s);
    s += digits;
    if (digits > 0 && *s == '.') {
        digits = digits_at(++s);
        s += digits;
    }
    if (digits > 0 && (*s == 'e' || *s == 'E')) {
        s++;
        s += *s == '+' || *s == '-';
        digits = digits_at(s);
        s += digits;
    }
    return digits > 0 && *s == '\0';
}

/* The base of "0x1f", "0o17", "0b11"; 0: it is none of these. */
static int base_of(const char *s)
{
    static const struct {
        const char *start, *digits;
        int base;
    } rows[] = {
        { "0x", "0123456789abcdefABCDEF", 16 },
        { "0o", "01234567", 8 },
        { "0b", "01", 2 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t digits = strspn(s + 2, rows[i].digits);
        if (strncmp(s, rows[i].start, 2) == 0 && digits > 0 && s[2 + digits] == '\0') {
            return rows[i].base;
        }
    }
    return 0;
}

/* The number that a word without underscores is; false: it is none. */
static bool set_number(struct toml *value, const char *word)
{
    int base = word[0] == '0' && word[1] ? base_of(word) : 0;
    if (base || is_integer(word)) {
        errno = 0;
        value->type = TOML_INTEGER;
        value->integer = strtoll(base ? word + 2 : word, NULL, base ? base : 10);
        return errno == 0;
    }
    value->type = TOML_FLOAT;
    value->number = is_float(word) ? strtod(word, NULL) : 0;
    return is_float(word);
}

/* What the word could have been meant for. */
static bool fail_word(struct parser *p, const struct toml *value, const char *word)
{
    bool boolean = strcasecmp(word, "true") == 0 || strcasecmp(word, "false") == 0;
    if (boolean) {
        return parser_fail(p, value->at, "true and false are written in small letters");
    }
    if (is_date(word)) {
        return parser_fail(p, value->at,
                           "no option takes a date; a text is written in quotes: \"%s\"", word);
    }
    bool number = digits_at(word + (*word == '+' || *word == '-')) > 0;
    return parser_fail(p, value->at, "%sa text is written in quotes: \"%s\"",
                       number ? "this is no number, and " : "", word);
}

static bool read_word(struct parser *p, struct toml *value)
{
    char word[WORD_MOST];
    size_t length = word_length(p);
    if (length == 0) {
        return parser_fail(p, value->at,
                           "a value should stand here: a text in quotes, a number, "
                           "true, false, [an array] or {a table}");
    }
    snprintf(word, sizeof word, "%.*s", (int)(length < WORD_MOST ? length : WORD_MOST), p->at);
    value->truth = strcmp(word, "true") == 0;
    value->type = TOML_BOOLEAN;
    char number[WORD_MOST];
    memcpy(number, word, sizeof number);
    bool boolean = value->truth || strcmp(word, "false") == 0;
    if (!boolean && (length >= WORD_MOST || is_date(word) || !strip_underscores(number) ||
                     !set_number(value, number))) {
        return fail_word(p, value, word);
    }
    p->at += length;
    return true;
}

/* --- Values in values --- */

static bool read_into(struct parser *p, struct toml *value);

/* Reads items up to the bracket. Comments and ends of lines may stand anywhere in between. */
static bool read_array(struct parser *p, struct toml *array)
{
    p->at++;
    parser_skip_lines(p);
    while (!parser_is_at(p, "]")) {
        if (p->at == p->end) {
            return parser_fail(p, array->at, "this array does not end: ] is missing");
        }
        if (!parser_value(p, array, NULL, (struct toml_place){ 0 })) {
            return false;
        }
        parser_skip_lines(p);
        if (parser_is_at(p, ",")) {
            p->at++;
            parser_skip_lines(p);
        } else if (p->at < p->end && *p->at != ']') {
            return parser_fail(p, parser_here(p), "a comma or ] should stand here");
        }
    }
    p->at++;
    return true;
}

static bool fail_open(struct parser *p, const struct toml *table)
{
    return parser_fail(p, table->at, "this table does not end on its line: } is missing");
}

/* What follows a pair in an inline table. */
static bool read_comma(struct parser *p, const struct toml *table)
{
    parser_skip_spaces(p);
    if (parser_is_at(p, "}")) {
        return true;
    }
    if (p->at == p->end || *p->at == '\r' || *p->at == '\n') {
        return fail_open(p, table);
    }
    if (!parser_is_at(p, ",")) {
        return parser_fail(p, parser_here(p), "a comma or } should stand here");
    }
    p->at++;
    parser_skip_spaces(p);
    if (parser_is_at(p, "}")) {
        return parser_fail(p, parser_here(p), "no comma stands before the } of a table");
    }
    return true;
}

/* Its dotted keys are a section of their own. */
static bool read_table(struct parser *p, struct toml *table)
{
    unsigned section = p->section;
    p->section = ++p->sections;
    table->made = MADE_INLINE;
    p->at++;
    parser_skip_spaces(p);
    bool good = true;
    while (good && !parser_is_at(p, "}")) {
        if (p->at == p->end || *p->at == '\r' || *p->at == '\n') {
            return fail_open(p, table);
        }
        good = parser_pair(p, table) && read_comma(p, table);
    }
    p->at += good;
    p->section = section;
    return good;
}

static bool read_nested(struct parser *p, struct toml *value)
{
    if (p->depth == TOML_MOST_DEPTH) {
        return parser_fail(p, value->at, "more than %d values in each other", TOML_MOST_DEPTH);
    }
    p->depth++;
    value->type = *p->at == '[' ? TOML_ARRAY : TOML_TABLE;
    bool good = *p->at == '[' ? read_array(p, value) : read_table(p, value);
    p->depth--;
    return good;
}

static bool read_into(struct parser *p, struct toml *value)
{
    switch (p->at < p->end ? *p->at : 0) {
    case '"':
    case '\'':
        value->text = parser_string(p);
        return value->text != NULL;
    case '[':
    case '{':
        return read_nested(p, value);
    default:
        return read_word(p, value);
    }
}

bool parser_value(struct parser *p, struct toml *to, const char *key, struct toml_place key_at)
{
    struct toml *value = parser_add(p, to, TOML_STRING, parser_here(p));
    if (!value) {
        return false;
    }
    value->key = key;
    value->key_at = key_at;
    return read_into(p, value);
}
