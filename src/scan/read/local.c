#include "scan/read/local.h"

enum { ABOVE = 32 }; /* folders above the root; a link that climbs higher is one from the root */

#define HOST   "https://landfall.invalid/"
#define STEP   "~/"
#define ROOT   "~root/"
#define NO_ONE "~self"

static bool stays(char c)
{
    return ascii_is_alnum(c) || strchr("/-._~", c);
}

void local_base(struct slice place, struct buffer *into)
{
    buffer_add(into, SLICE(HOST));
    for (int i = 0; i < ABOVE; i++) {
        buffer_add(into, SLICE(STEP));
    }
    buffer_add(into, SLICE(ROOT));
    for (size_t i = 0; i < place.length; i++) {
        if (place.data[i] && stays(place.data[i])) {
            buffer_add_char(into, place.data[i]);
        } else {
            buffer_printf(into, "%%%02X", (unsigned)(unsigned char)place.data[i]);
        }
    }
    if (!place.length) {
        buffer_add(into, SLICE(NO_ONE));
    }
}

bool local_is(struct slice url)
{
    return slice_starts(url, SLICE(HOST));
}

/* The path behind the host as it is from the root; absent: it is outside. */
static struct slice path_in_root(struct slice path)
{
    size_t steps = 0;
    struct slice rest = path;
    while (slice_starts(rest, SLICE(STEP))) {
        rest = slice_skip(rest, SLICE(STEP).length);
        steps++;
    }
    if (steps == 0) {
        return path;
    }
    bool inside = steps == ABOVE && slice_starts(rest, SLICE(ROOT));
    return inside ? slice_skip(rest, SLICE(ROOT).length) : (struct slice){ 0 };
}

bool local_reference(struct slice url, bool in_folder, struct buffer *into)
{
    struct slice rest = slice_skip(url, SLICE(HOST).length);
    struct slice fragment = slice_skip(rest, slice_find(rest, '#'));
    rest.length -= fragment.length;
    struct slice path = path_in_root(slice_part(rest, 0, slice_find(rest, '?')));
    if (!in_folder) {
        buffer_add(into, fragment);
        return path.data && slice_equal(path, SLICE(NO_ONE)) && fragment.length;
    }
    buffer_add(into, path.data ? path : SLICE(".."));
    buffer_add(into, path.data ? fragment : SLICE(""));
    return true;
}

bool local_is_template(struct slice written)
{
    static const char *const signs[] = { "{{", "{%", "<%", "${", "<?" };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (slice_find_nocase(written, slice_from(signs[i])) < written.length) {
            return true;
        }
    }
    return false;
}

bool local_has(const char *from)
{
    static const char *const attributes[] = { "@href", "@src", "@srcset", "@poster" };
    const char *at = from ? strchr(from, '@') : NULL;
    bool has = from && strcmp(from, "markdown") == 0;
    for (size_t i = 0; at && i < sizeof attributes / sizeof *attributes; i++) {
        has |= strcmp(at, attributes[i]) == 0;
    }
    return has;
}
