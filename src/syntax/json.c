#include "syntax/json.h"

#include "syntax/utf8.h"

void json_open(struct json *j, struct slice text)
{
    size_t mark =
        slice_starts(text, SLICE("\xef\xbb\xbf")) ? 3 : 0; /* section 8.1: may be ignored */
    *j = (struct json){ .text = text, .at = mark };
}

bool json_fail(struct json *j, const char *wrong)
{
    j->wrong = j->wrong ? j->wrong : wrong;
    return false;
}

static void skip_spaces(struct json *j)
{
    while (j->at < j->text.length && strchr(" \t\r\n", j->text.data[j->at]) &&
           j->text.data[j->at]) {
        j->at++;
    }
}

size_t json_here(struct json *j)
{
    skip_spaces(j);
    return j->at;
}

/* Whether this character comes next, behind white space; then it is taken. */
static bool take(struct json *j, char c)
{
    skip_spaces(j);
    bool there = !j->wrong && j->at < j->text.length && j->text.data[j->at] == c;
    j->at += there;
    return there;
}

bool json_begin(struct json *j, char bracket)
{
    return take(j, bracket);
}

bool json_next(struct json *j, char bracket, bool *any)
{
    if (j->wrong || take(j, bracket)) {
        return false;
    }
    if (*any && !take(j, ',')) {
        return json_fail(j, bracket == '}' ? "a comma or } is missing" : "a comma or ] is missing");
    }
    *any = true;
    return true;
}

/* --- Strings --- */

/* Reads "\uXXXX", a pair of them where it is one of UTF-16. A lone half is U+FFFD. */
static bool read_unicode(struct json *j, struct buffer *into)
{
    uint32_t code;
    uint32_t low;
    if (!slice_read_hex(j->text, j->at, 4, &code)) {
        return json_fail(j, "\\u is not followed by four hexadecimal digits");
    }
    j->at += 4;
    bool high = code >= 0xd800 && code < 0xdc00;
    bool paired = high && slice_starts(slice_skip(j->text, j->at), SLICE("\\u")) &&
                  slice_read_hex(j->text, j->at + 2, 4, &low) && low >= 0xdc00 && low < 0xe000;
    if (paired) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        j->at += 6;
    }
    bool half = code >= 0xd800 && code < 0xe000;
    utf8_encode(half ? UTF8_REPLACEMENT : code, into);
    return true;
}

/* Behind a backslash. */
static bool read_escape(struct json *j, struct buffer *into)
{
    static const char names[] = "\"\\/bfnrt";
    static const char meant[] = { '"', '\\', '/', '\b', '\f', '\n', '\r', '\t' };
    char name = '\0';
    if (j->at < j->text.length) {
        name = j->text.data[j->at];
    }
    const char *known = name ? strchr(names, name) : NULL;
    if (name == 'u') {
        j->at++;
        return read_unicode(j, into);
    }
    if (!known) {
        return json_fail(j, "a backslash is followed by no escape of JSON");
    }
    j->at++;
    buffer_add_char(into, meant[known - names]);
    return true;
}

/* The bytes up to what ends or interrupts them. */
static void read_plain(struct json *j, struct buffer *into)
{
    size_t from = j->at;
    while (j->at < j->text.length && (unsigned char)j->text.data[j->at] >= ' ' &&
           j->text.data[j->at] != '"' && j->text.data[j->at] != '\\') {
        j->at++;
    }
    buffer_add(into, slice_part(j->text, from, j->at));
}

bool json_string(struct json *j, struct buffer *into)
{
    buffer_reset(into);
    if (!take(j, '"')) {
        return json_fail(j, "a string is missing");
    }
    bool good = true;
    while (good) {
        read_plain(j, into);
        if (into->failed) {
            return json_fail(j, into->no_memory ? "out of memory" : "a string is too long");
        }
        if (j->at == j->text.length || (unsigned char)j->text.data[j->at] < ' ') {
            return json_fail(j, "a string does not end");
        }
        bool ends = j->text.data[j->at++] == '"';
        if (ends) {
            return utf8_is_valid(buffer_slice(into)) || json_fail(j, "a string is not UTF-8");
        }
        good = read_escape(j, into);
    }
    return false;
}

bool json_key(struct json *j, struct buffer *into)
{
    if (!json_string(j, into)) {
        return false;
    }
    return take(j, ':') || json_fail(j, "a colon is missing");
}

/* --- Passing over --- */

static bool skip_string(struct json *j)
{
    for (j->at++; j->at < j->text.length && (unsigned char)j->text.data[j->at] >= ' '; j->at++) {
        if (j->text.data[j->at] == '"') {
            j->at++;
            return true;
        }
        j->at += j->text.data[j->at] == '\\' && j->at + 1 < j->text.length;
    }
    return json_fail(j, "a string does not end");
}

static bool is_of_number(char c)
{
    return ascii_is_digit(c) || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

/* A number, or true, false, null; of which number it is nobody wants to know. */
static bool skip_word(struct json *j)
{
    static const char *const words[] = { "true", "false", "null" };
    struct slice rest = slice_skip(j->text, j->at);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (slice_starts(rest, slice_from(words[i]))) {
            j->at += strlen(words[i]);
            return true;
        }
    }
    size_t from = j->at;
    while (j->at < j->text.length && is_of_number(j->text.data[j->at])) {
        j->at++;
    }
    return j->at > from || json_fail(j, "a value is missing");
}

/* What is entered, innermost last, as the brackets that end it. */
struct depth {
    char ends[JSON_DEEPEST];
    bool any[JSON_DEEPEST];
    size_t count;
};

static bool enter(struct json *j, struct depth *d, char ends)
{
    if (d->count == JSON_DEEPEST) {
        return json_fail(j, "brackets stand too deep in each other");
    }
    d->ends[d->count] = ends;
    d->any[d->count++] = false;
    return true;
}

static bool skip_one(struct json *j, struct depth *d)
{
    skip_spaces(j);
    if (take(j, '{')) {
        return enter(j, d, '}');
    }
    if (take(j, '[')) {
        return enter(j, d, ']');
    }
    bool text = j->at < j->text.length && j->text.data[j->at] == '"';
    return text ? skip_string(j) : skip_word(j);
}

bool json_skip(struct json *j)
{
    struct depth d = { .count = 0 };
    bool good = !j->wrong && skip_one(j, &d);
    while (good && d.count) {
        char ends = d.ends[d.count - 1];
        if (!json_next(j, ends, &d.any[d.count - 1])) {
            d.count--;
            good = !j->wrong;
        } else if (ends == '}') {
            skip_spaces(j);
            bool text = j->at < j->text.length && j->text.data[j->at] == '"';
            good = text ? skip_string(j) : json_fail(j, "a member's name is missing");
            good = good && (take(j, ':') || json_fail(j, "a colon is missing")) && skip_one(j, &d);
        } else {
            good = skip_one(j, &d);
        }
    }
    return good;
}

bool json_end(struct json *j)
{
    return !j->wrong &&
           (json_here(j) == j->text.length || json_fail(j, "something stands behind the end"));
}

void json_place(const struct json *j, size_t *line, size_t *column)
{
    *line = 1;
    *column = 1;
    for (size_t i = 0; i < j->at && i < j->text.length; i++) {
        bool ends = j->text.data[i] == '\n';
        *line += ends;
        *column = ends ? 1 : *column + 1;
    }
}
