/* Attributes (HTML Standard, sections 13.2.5.32 to 39). */
#include "syntax/html_inside.h"

static size_t skip_spaces(struct slice s, size_t at)
{
    while (at < s.length && ascii_is_space(s.data[at])) {
        at++;
    }
    return at;
}

/* Behind the value that begins at `at`; *closed: unless its quote is never closed. */
static size_t take_value(struct slice s, size_t at, struct slice *value, bool *closed)
{
    size_t from = skip_spaces(s, at);
    *closed = true;
    if (from < s.length && (s.data[from] == '"' || s.data[from] == '\'')) {
        char quote = s.data[from++];
        size_t end = html_find(s, from, quote);
        *value = slice_part(s, from, end);
        *closed = end < s.length;
        return end + *closed;
    }
    size_t end = from;
    while (end < s.length && s.data[end] != '>' && !ascii_is_space(s.data[end])) {
        end++;
    }
    *value = slice_part(s, from, end);
    return end;
}

/* Stops before the ">" that ends the tag. An "=" may begin a name, and nowhere else be in one. */
bool html_next_attribute(struct slice *attributes, struct html_attribute *out)
{
    struct slice s = *attributes;
    size_t from = 0;
    while (from < s.length && html_ends_name(s.data[from]) && s.data[from] != '>') {
        from++;
    }
    *attributes = slice_skip(s, from);
    if (from == s.length || s.data[from] == '>') {
        return false;
    }
    size_t end = html_name_end(s, from + 1, '=');
    *out = (struct html_attribute){ .name = slice_part(s, from, end) };
    size_t equals = skip_spaces(s, end);
    bool closed = true;
    if (equals < s.length && s.data[equals] == '=') {
        end = take_value(s, equals + 1, &out->value, &closed);
    }
    *attributes = slice_skip(s, end);
    return closed;
}

struct slice html_attribute(const struct html_token *token, struct slice name)
{
    struct html_attribute a;
    for (struct html_walk walk = html_walk(token); html_walk_next(&walk, &a);) {
        if (slice_equal_nocase(a.name, name)) {
            return a.value.data ? a.value : SLICE("");
        }
    }
    return (struct slice){ 0 };
}

static bool has_name(const struct html_attribute *list, size_t count, struct slice name)
{
    for (size_t i = 0; i < count; i++) {
        if (slice_equal_nocase(list[i].name, name)) {
            return true;
        }
    }
    return false;
}

size_t html_attributes(const struct html_token *token, struct html_attribute *out, size_t room)
{
    struct html_walk walk = html_walk(token);
    uint64_t bits = 0;
    size_t count = 0;
    while (count < room && html_walk_next(&walk, &out[count])) {
        uint64_t bit = html_name_bit(out[count].name);
        if (!(bits & bit) || !has_name(out, count, out[count].name)) {
            count++;
        }
        bits |= bit;
    }
    return count;
}
