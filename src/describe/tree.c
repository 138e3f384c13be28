#include "describe/tree.h"

#include "base/buffer.h"

/* Jansson reads values in each other by recursion: how deep they are is seen before. */
static bool is_too_deep(struct slice text)
{
    size_t depth = 0;
    bool in_string = false;
    for (size_t i = 0; i < text.length && depth <= TREE_DEEPEST; i++) {
        char c = text.data[i];
        if (in_string) {
            i += c == '\\';
            in_string = c != '"';
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            depth++;
        } else if ((c == '}' || c == ']') && depth > 0) {
            depth--;
        }
    }
    return depth > TREE_DEEPEST;
}

/* A byte order mark is none of JSON's, but sent all the same (RFC 8259 section 8.1). */
static struct slice without_mark(struct slice text)
{
    struct slice mark = SLICE("\xEF\xBB\xBF");
    return slice_starts(text, mark) ? slice_skip(text, mark.length) : text;
}

static json_t *load(struct slice text, bool *no_memory)
{
    json_error_t error;
    size_t flags = JSON_ALLOW_NUL | JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL;
    json_t *value = json_loadb(text.data ? text.data : "", text.length, flags, &error);
    *no_memory = *no_memory || (!value && json_error_code(&error) == json_error_out_of_memory);
    return value;
}

/* The code unit that begins s as an escape: "\uD83D". False: none does. */
static bool read_unit(struct slice s, unsigned *unit)
{
    enum { LENGTH = 6, RADIX = 16 };
    bool is_unit = s.length >= LENGTH && s.data[0] == '\\' && s.data[1] == 'u';
    *unit = 0;
    for (size_t i = 2; is_unit && i < LENGTH; i++) {
        int digit = ascii_hex(s.data[i]);
        is_unit = digit >= 0;
        *unit = *unit * RADIX + (unsigned)(is_unit ? digit : 0);
    }
    return is_unit;
}

/* What makers that count in UTF-16 cut in the middle of a character, which Jansson calls no JSON:
 * half of a pair becomes a replacement character. */
static void add_with_whole_pairs(struct slice text, struct buffer *into)
{
    enum { HIGH = 0xD800, LOW = 0xDC00, END = 0xE000, ESCAPE = 6 };
    while (text.length) {
        unsigned unit;
        unsigned next;
        bool is_unit = read_unit(text, &unit);
        bool is_pair = is_unit && unit >= HIGH && unit < LOW &&
                       read_unit(slice_skip(text, ESCAPE), &next) && next >= LOW && next < END;
        bool is_half = is_unit && unit >= HIGH && unit < END && !is_pair;
        size_t length = is_pair                                   ? (size_t)2 * ESCAPE
                        : is_unit                                 ? ESCAPE
                        : text.data[0] == '\\' && text.length > 1 ? 2
                                                                  : 1;
        buffer_add(into, is_half ? SLICE("\\uFFFD") : slice_part(text, 0, length));
        text = slice_skip(text, length);
    }
}

static json_t *load_mended(struct slice text, bool *no_memory)
{
    struct buffer mended = BUFFER(TREE_MOST + 1);
    add_with_whole_pairs(text, &mended);
    json_t *value = mended.failed ? NULL : load(buffer_slice(&mended), no_memory);
    *no_memory = *no_memory || mended.no_memory;
    buffer_free(&mended);
    return value;
}

/* Jansson takes want of memory for an error of syntax, mostly: what it cannot read is read again.
 * If there is no memory now either, others will say so. */
json_t *tree_read(struct slice text, bool *no_memory)
{
    text = without_mark(text);
    if (text.length > TREE_MOST || is_too_deep(text)) {
        return NULL;
    }
    json_t *value = load(text, no_memory);
    return value ? value : load_mended(text, no_memory);
}

json_t *tree_at(const json_t *value, const char *path)
{
    struct slice rest = slice_from(path);
    json_t *at = (json_t *)value;
    while (at && rest.length) {
        struct slice key = slice_cut(&rest, '.');
        at = json_object_getn(at, key.data, key.length);
    }
    return at;
}

struct slice tree_text(const json_t *value, const char *path)
{
    const json_t *at = tree_at(value, path);
    struct slice text = slice_of(json_string_value(at), json_string_length(at));
    bool is_word =
        text.length > 0 && text.length <= TREE_LONGEST && slice_find(text, '\0') == text.length;
    return is_word ? text : (struct slice){ 0 };
}

bool tree_is_not(const json_t *value, const char *path, json_type type)
{
    const json_t *at = tree_at(value, path);
    return at && !json_is_null(at) && json_typeof(at) != type;
}
