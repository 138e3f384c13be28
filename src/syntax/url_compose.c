/* The cheap way to URLs that need no rewriting once their base and escapes are put in: nearly every
 * reference is made one. */
#include "syntax/url.h"

#include "syntax/url_encode.h"
#include "syntax/utf8.h"

/* What a reference without a scheme takes from its base: all that it does not replace. An empty one
 * replaces the fragment. */
static struct slice kept_of(const struct url *base, struct slice reference)
{
    size_t path = (size_t)(base->path.data - base->href.data);
    switch (reference.length ? reference.data[0] : '#') {
    case '/':
        return slice_part(base->href, 0,
                          slice_starts(reference, SLICE("//")) ? base->scheme.length + 1 : path);
    case '?':
        return slice_part(base->href, 0, path + base->path.length);
    case '#':
        return url_without_fragment(base->href);
    default:
        path += base->path.length;
        while (base->href.data[path - 1] != '/') {
            path--;
        }
        return slice_part(base->href, 0, path);
    }
}

/* Adds s with what is beyond ASCII encoded, as every part of a URL behind the host has it. */
static void add_encoded(struct slice s, struct buffer *into)
{
    while (s.length) {
        size_t run = utf8_ascii_run(s.data, s.length);
        buffer_add(into, slice_part(s, 0, run));
        for (; run < s.length && (unsigned char)s.data[run] >= 0x80; run++) {
            url_encode_byte(into, (unsigned char)s.data[run]);
        }
        s = slice_skip(s, run);
    }
}

bool url_compose_normal(struct slice input, const struct url *base, struct buffer *into,
                        struct url *out)
{
    struct url normal;
    bool may_be = base || slice_starts(input, SLICE("http"));
    if (!may_be || input.length > URL_MOST || !utf8_is_valid(input)) {
        return false;
    }
    if (base) {
        buffer_add(into, kept_of(base, input));
    }
    add_encoded(input, into);
    if (into->failed || !url_read_normal(buffer_slice(into), &normal)) {
        return false;
    }
    *out = normal;
    return true;
}
