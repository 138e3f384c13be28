/* Attributes by their names. */
#include "syntax/html_inside.h"

bool html_next_attribute(struct slice *attributes, struct html_attribute *out)
{
    const char *at = attributes->data;
    const char *end = at + attributes->length;
    bool found = attributes->length > 0 && html_take_attribute(&at, end, out);
    *attributes = slice_of(at, (size_t)(end - at));
    return found;
}

struct slice html_find_attribute(const struct html_token *token, struct slice name)
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
