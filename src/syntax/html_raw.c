/* Raw text (HTML Standard, sections 13.2.5.2 to 31): where it begins and ends. */
#include "syntax/html_inside.h"

bool html_raw_is_decoded(struct slice element)
{
    return element.length && element.data[0] == 't'; /* title, textarea */
}

/* The script holds data, which is of use only as a whole. */
static bool is_json(const struct html_token *token)
{
    struct slice type = html_attribute(token, SLICE("type"));
    return type.length && slice_find_nocase(type, SLICE("json")) < type.length;
}

void html_begin_raw(struct html *h, const struct html_token *token)
{
    bool counts = !h->frames || slice_equal(token->element->name, SLICE("noframes"));
    if (token->element->traits & HTML_RAW && counts) {
        h->raw_element = token->element->name;
        h->script = 0;
        h->whole = token->element->id == HTML_IS_SCRIPT && (h->whole_scripts || is_json(token));
    }
}

/* Whether s begins with `start`, which is a tag's beginning, and the tag's name ends there. */
static bool starts_tag(struct slice s, struct slice start)
{
    return s.length > start.length && html_ends_name(s.data[start.length]) &&
           slice_starts_nocase(s, start);
}

enum script_state { PLAIN, ESCAPED, DOUBLE_ESCAPED };

/* The longest that has to be seen to tell what it is: "</script" and what ends the name. */
enum { SCRIPT_LOOK = sizeof "</script" };

/* Where </script> ends a script. Inside <!-- a <script> hides its own end tag. */
static size_t find_script_end(struct html *h, struct slice s, bool *ends)
{
    enum script_state state = (enum script_state)h->script;
    size_t i = h->searched;
    for (; i < s.length; i++) {
        if (state == PLAIN) {
            i += slice_find(slice_skip(s, i), '<');
        }
        struct slice rest = slice_skip(s, i);
        if (rest.length == 0) {
            break;
        }
        if (rest.data[0] != '<' && rest.data[0] != '-') {
            continue;
        }
        if (rest.length < SCRIPT_LOOK && html_waits(h)) {
            break;
        }
        if (state != PLAIN && slice_starts(rest, SLICE("-->"))) {
            state = PLAIN;
        } else if (starts_tag(rest, SLICE("</script"))) {
            *ends = state != DOUBLE_ESCAPED;
            if (*ends) {
                break;
            }
            state = ESCAPED;
        } else if (state == PLAIN && slice_starts(rest, SLICE("<!--"))) {
            state = ESCAPED;
            i++; /* its own dashes may begin the end, as in <!--> */
        } else if (state == ESCAPED && starts_tag(rest, SLICE("<script"))) {
            state = DOUBLE_ESCAPED;
        }
    }
    h->script = (unsigned char)state;
    return i;
}

static size_t find_end(struct html *h, struct slice s, bool *ends)
{
    size_t i = h->searched;
    for (; i < s.length; i++) {
        i += slice_find(slice_skip(s, i), '<');
        struct slice rest = slice_skip(s, i);
        if (rest.length == 0 || (rest.length < h->raw_element.length + 3 && html_waits(h))) {
            break;
        }
        *ends = rest.length > 2 && rest.data[1] == '/' &&
                starts_tag(slice_skip(rest, 2), h->raw_element);
        if (*ends) {
            break;
        }
    }
    return i < s.length ? i : s.length;
}

size_t html_raw_end(struct html *h, struct slice s, bool *ends)
{
    *ends = false;
    if (slice_equal(h->raw_element, SLICE("plaintext"))) {
        return s.length;
    }
    return slice_equal(h->raw_element, SLICE("script")) ? find_script_end(h, s, ends)
                                                        : find_end(h, s, ends);
}
