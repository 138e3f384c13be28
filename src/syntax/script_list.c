/* What scripts do with lists of strings. */
#include "syntax/script_inside.h"

bool script_list_split(struct call *c)
{
    struct slice rest = c->self;
    struct slice at = c->arguments[0];
    c->type = VALUE_LIST;
    if (c->count != 1 || c->types[0] != VALUE_TEXT || !slice_is_ascii(rest) ||
        slice_find(rest, SCRIPT_COMMA) < rest.length) {
        return false;
    }
    size_t end = at.length ? script_find(rest, at) : 1;
    while (end < rest.length) {
        buffer_add(&c->result, slice_part(rest, 0, end));
        buffer_add_char(&c->result, SCRIPT_COMMA);
        rest = slice_skip(rest, end + at.length);
        end = at.length ? script_find(rest, at) : 1;
    }
    buffer_add(&c->result, rest);
    c->work += c->result.length;
    return true;
}

bool script_list_join(struct call *c)
{
    for (size_t i = 0; i < c->self.length && c->result.length <= SCRIPT_RESULT; i++) {
        if (c->self.data[i] == SCRIPT_COMMA) {
            buffer_add(&c->result, c->count ? c->arguments[0] : SLICE(","));
        } else {
            buffer_add_char(&c->result, c->self.data[i]);
        }
    }
    return c->count <= 1 && c->result.length <= SCRIPT_RESULT;
}

/* Where the first item is that is equal; -1: nowhere. */
static long long item_of(const struct call *c)
{
    struct slice rest = c->self;
    for (long long i = 0;; i++) {
        bool last = slice_find(rest, SCRIPT_COMMA) == rest.length;
        if (slice_equal(slice_cut(&rest, SCRIPT_COMMA), c->arguments[0])) {
            return i;
        }
        if (last) {
            return -1;
        }
    }
}

bool script_list_find(struct call *c)
{
    return c->count == 1 && script_give_number(c, item_of(c));
}

bool script_list_includes(struct call *c)
{
    return c->count == 1 && script_give_boolean(c, item_of(c) >= 0);
}

bool script_list_reverse(struct call *c)
{
    struct slice rest = c->self;
    c->type = VALUE_LIST;
    for (size_t end = rest.length; c->count == 0; end--) {
        if (end == 0 || rest.data[end - 1] == SCRIPT_COMMA) {
            buffer_add(&c->result, slice_skip(rest, end));
            if (end == 0) {
                return true;
            }
            buffer_add_char(&c->result, SCRIPT_COMMA);
            rest.length = end - 1;
        }
    }
    return false;
}
