/* As much of JavaScript as tells where a page that is nothing but a script moves on to. */
#include "syntax/html.h"

#include "syntax/utf8.h"

static bool in_word(char c)
{
    return ascii_is_alnum(c) || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

static size_t skip_spaces(struct slice s, size_t at)
{
    while (at < s.length && (ascii_is_space(s.data[at]) || s.data[at] == '\v')) {
        at++;
    }
    return at;
}

static bool is_at(struct slice s, size_t at, char c)
{
    return at < s.length && s.data[at] == c;
}

/* The end of the literal that begins at `at`, behind its closing quote. One that is not closed ends
 * with its line, a template with the script. */
static size_t string_end(struct slice s, size_t at, bool *closed)
{
    char quote = s.data[at];
    *closed = false;
    for (size_t i = at + 1; i < s.length; i++) {
        if (s.data[i] == quote) {
            *closed = true;
            return i + 1;
        }
        if (s.data[i] == '\n' && quote != '`') {
            return i;
        }
        i += s.data[i] == '\\';
    }
    return s.length;
}

/* "//", "<!--" and block comments. */
static size_t comment_end(struct slice s, size_t at)
{
    struct slice rest = slice_skip(s, at);
    if (slice_starts(rest, SLICE("//")) || slice_starts(rest, SLICE("<!--"))) {
        return at + slice_find(rest, '\n');
    }
    if (!slice_starts(rest, SLICE("/*"))) {
        return at;
    }
    rest = slice_skip(rest, 2);
    size_t end = slice_find_nocase(rest, SLICE("*/"));
    return end < rest.length ? at + 2 + end + 2 : s.length;
}

static size_t word_end(struct slice s, size_t at)
{
    while (at < s.length && in_word(s.data[at])) {
        at++;
    }
    return at;
}

static bool is_one_of(struct slice word, const char *const *list)
{
    for (; *list; list++) {
        if (slice_equal(word, slice_from(*list))) {
            return true;
        }
    }
    return false;
}

enum move { NO_MOVE, ASSIGNMENT, CALL };

enum part { WINDOW, LOCATION, METHOD, OTHER };

/* What a word is behind what stood before it. */
static enum part part_of(enum part before, struct slice word, enum move *move)
{
    static const char *const windows[] = { "window", "document", "top", "self", "parent", NULL };
    static const char *const calls[] = { "replace", "assign", NULL };
    if (before == WINDOW && slice_equal(word, SLICE("location"))) {
        *move = ASSIGNMENT;
        return LOCATION;
    }
    if (before == WINDOW && is_one_of(word, windows)) {
        return WINDOW;
    }
    if (before == LOCATION && slice_equal(word, SLICE("href"))) {
        return METHOD;
    }
    bool call = before == LOCATION && is_one_of(word, calls);
    *move = call ? CALL : NO_MOVE;
    return call ? METHOD : OTHER;
}

/* Reads words joined by dots, such as window.location.href, and gives where they end. */
static size_t read_chain(struct slice s, size_t at, enum move *move)
{
    enum part part = WINDOW;
    *move = NO_MOVE;
    for (;;) {
        size_t end = word_end(s, at);
        part = part_of(part, slice_part(s, at, end), move);
        size_t dot = skip_spaces(s, end);
        at = is_at(s, dot, '.') ? skip_spaces(s, dot + 1) : s.length;
        if (at == s.length || !in_word(s.data[at])) {
            return end;
        }
    }
}

/* What may follow the literal: the end of the statement or call, not an operator. */
static bool ends_there(struct slice s, size_t at, enum move move)
{
    size_t next = skip_spaces(s, at);
    if (move == CALL) {
        return is_at(s, next, ')') || is_at(s, next, ',');
    }
    size_t line = slice_find(slice_part(s, at, next), '\n');
    bool line_ends = line < next - at;
    return next == s.length || slice_find(SLICE(";,)}/"), s.data[next]) < 5 ||
           (line_ends && in_word(s.data[next]));
}

/* The literal that the chain ending at `at` moves to. */
static struct slice read_target(struct slice s, size_t at, enum move move)
{
    struct slice none = { 0 };
    at = skip_spaces(s, at);
    if (!is_at(s, at, move == CALL ? '(' : '=')) {
        return none;
    }
    at = skip_spaces(s, at + 1);
    if (!is_at(s, at, '"') && !is_at(s, at, '\'')) {
        return none;
    }
    bool closed;
    size_t end = string_end(s, at, &closed);
    if (!closed || !ends_there(s, end, move)) {
        return none;
    }
    return slice_part(s, at + 1, end - 1);
}

/* A declaration makes a variable of its own of the name "location". */
static bool is_declaration(struct slice word)
{
    static const char *const words[] = { "var", "let", "const", "function", NULL };
    return is_one_of(word, words);
}

struct slice html_script_target(struct slice s)
{
    bool own = true; /* what comes next begins an expression, not a property of one */
    for (size_t at = 0; at < s.length;) {
        char c = s.data[at];
        size_t comment = c == '/' || c == '<' ? comment_end(s, at) : at;
        if (comment > at) {
            at = comment;
        } else if (c == '"' || c == '\'' || c == '`') {
            bool closed;
            at = string_end(s, at, &closed);
            own = true;
        } else if (in_word(c)) {
            enum move move;
            size_t end = read_chain(s, at, &move);
            struct slice target = { 0 };
            if (own && move != NO_MOVE) {
                target = read_target(s, end, move);
            }
            if (target.data) {
                return target;
            }
            own = !is_declaration(slice_part(s, at, end));
            at = end;
        } else {
            own = ascii_is_space(c) ? own : c != '.';
            at++;
        }
    }
    return (struct slice){ 0 };
}

/* Reads exactly `count` hexadecimal digits. */
static bool read_hex(struct slice s, size_t at, size_t count, uint32_t *out)
{
    uint32_t n = 0;
    if (at + count > s.length) {
        return false;
    }
    for (size_t i = at; i < at + count; i++) {
        int value = ascii_hex(s.data[i]);
        if (value < 0) {
            return false;
        }
        n = n << 4 | (uint32_t)value;
    }
    *out = n;
    return true;
}

/* "u{…}": up to six digits. Gives how many bytes it takes, or 0. */
static size_t read_braced(struct slice s, size_t at, uint32_t *code)
{
    size_t digits = 0;
    while (digits < 7 && at + 2 + digits < s.length && ascii_hex(s.data[at + 2 + digits]) >= 0) {
        digits++;
    }
    bool good = is_at(s, at + 1, '{') && is_at(s, at + 2 + digits, '}') && digits > 0 &&
                digits < 7 && read_hex(s, at + 2, digits, code);
    return good ? digits + 3 : 0;
}

/* Reads "u" or "x" and its digits at `at`, two surrogates as one character. Gives how many bytes
 * it takes, or 0. */
static size_t read_code(struct slice s, size_t at, uint32_t *code)
{
    size_t digits = s.data[at] == 'x' ? 2 : 4;
    if (digits == 4 && is_at(s, at + 1, '{')) {
        return read_braced(s, at, code);
    }
    if (!read_hex(s, at + 1, digits, code)) {
        return 0;
    }
    uint32_t low;
    size_t next = at + 1 + digits;
    if (*code >= 0xd800 && *code < 0xdc00 && is_at(s, next, '\\') && is_at(s, next + 1, 'u') &&
        read_hex(s, next + 2, 4, &low) && low >= 0xdc00 && low < 0xe000) {
        *code = 0x10000 + ((*code - 0xd800) << 10) + (low - 0xdc00);
        return 1 + digits + 6;
    }
    return 1 + digits;
}

/* Undoes the escape behind a backslash; gives how many bytes it takes. */
static size_t unescape(struct slice s, size_t at, struct buffer *into)
{
    static const char from[] = "nrtbfv0";
    static const char to[] = "\n\r\t\b\f\v";
    char c = s.data[at];
    uint32_t code;
    size_t length = c == 'x' || c == 'u' ? read_code(s, at, &code) : 0;
    if (length) {
        bool scalar = code < 0xd800 || (code > 0xdfff && code <= 0x10ffff);
        utf8_encode(scalar ? code : UTF8_REPLACEMENT, into);
        return length;
    }
    const char *simple = c ? strchr(from, c) : NULL;
    if (simple) {
        buffer_add_char(into, to[simple - from]);
    } else if (c != '\n' && c != '\r') {
        buffer_add_char(into, c);
    }
    return 1;
}

void html_unescape_script(struct slice s, struct buffer *into)
{
    while (s.length) {
        size_t plain = slice_find(s, '\\');
        buffer_add(into, slice_part(s, 0, plain));
        if (plain + 1 >= s.length) {
            return;
        }
        s = slice_skip(s, plain + 1 + unescape(s, plain + 1, into));
    }
}
