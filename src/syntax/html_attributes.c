/* Attributes (HTML Standard, sections 13.2.5.32 to 39). */
#include "syntax/html_inside.h"

static void skip_to_attribute(struct slice *s)
{
    while (s->length && (ascii_is_space(s->data[0]) || s->data[0] == '/')) {
        *s = slice_skip(*s, 1);
    }
}

static void skip_spaces(struct slice *s)
{
    while (s->length && ascii_is_space(s->data[0])) {
        *s = slice_skip(*s, 1);
    }
}

/* Takes the value behind "="; false if its quote is never closed. */
static bool take_value(struct slice *s, struct slice *value)
{
    skip_spaces(s);
    if (s->length && (s->data[0] == '"' || s->data[0] == '\'')) {
        char quote = s->data[0];
        *s = slice_skip(*s, 1);
        size_t end = slice_find(*s, quote);
        *value = slice_part(*s, 0, end);
        *s = slice_skip(*s, end < s->length ? end + 1 : end);
        return value->data + value->length < s->data;
    }
    size_t end = 0;
    while (end < s->length && !ascii_is_space(s->data[end]) && s->data[end] != '>') {
        end++;
    }
    *value = slice_part(*s, 0, end);
    *s = slice_skip(*s, end);
    return true;
}

/* Stops before the ">" that ends the tag. An "=" may begin a name, and nowhere else be in one. */
bool html_next_attribute(struct slice *attributes, struct html_attribute *out)
{
    struct slice s = *attributes;
    skip_to_attribute(&s);
    *attributes = s;
    if (s.length == 0 || s.data[0] == '>') {
        return false;
    }
    size_t end = 1;
    while (end < s.length && !html_ends_name(s.data[end]) && s.data[end] != '=') {
        end++;
    }
    *out = (struct html_attribute){ .name = slice_part(s, 0, end) };
    s = slice_skip(s, end);
    *attributes = s;
    skip_spaces(&s);
    if (s.length && s.data[0] == '=') {
        s = slice_skip(s, 1);
        bool closed = take_value(&s, &out->value);
        *attributes = s;
        return closed;
    }
    return true;
}

struct slice html_attribute(const struct html_token *token, struct slice name)
{
    struct slice rest = token->attributes;
    struct html_attribute a;
    while (html_next_attribute(&rest, &a)) {
        if (slice_equal_nocase(a.name, name)) {
            return a.value.data ? a.value : SLICE("");
        }
    }
    return (struct slice){ 0 };
}

/* A bit for a name: names whose bits differ are different. */
static uint64_t name_bit(struct slice name)
{
    unsigned sum = (unsigned)name.length * 5 + (unsigned char)ascii_lower(name.data[0]) +
                   (unsigned char)ascii_lower(name.data[name.length - 1]) * 7U;
    return (uint64_t)1 << (sum & 63);
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
    struct slice rest = token->attributes;
    uint64_t bits = 0;
    size_t count = 0;
    while (count < room && html_next_attribute(&rest, &out[count])) {
        uint64_t bit = name_bit(out[count].name);
        if (!(bits & bit) || !has_name(out, count, out[count].name)) {
            count++;
        }
        bits |= bit;
    }
    return count;
}
