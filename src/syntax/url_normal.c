/* The cheap test for URLs that need no rewriting: nearly every one that stands in a text. */
#include "syntax/url.h"

/* The bytes that url.c keeps where they stand, without those that need a closer look. */
enum { HOST = 1, PATH = 2, QUERY = 4, FRAGMENT = 8 };

#define PAST_HOST (PATH | QUERY | FRAGMENT)

static const unsigned char kinds[256] = {
    ['0' ... '9'] = HOST | PAST_HOST,
    ['a' ... 'z'] = HOST | PAST_HOST,
    ['A' ... 'Z'] = PAST_HOST,
    ['-'] = HOST | PAST_HOST,
    ['.'] = HOST | PAST_HOST,
    ['/'] = PAST_HOST,
    ['_'] = PAST_HOST,
    ['~'] = PAST_HOST,
    ['!'] = PAST_HOST,
    ['$'] = PAST_HOST,
    ['%'] = PAST_HOST,
    ['&'] = PAST_HOST,
    ['('] = PAST_HOST,
    [')'] = PAST_HOST,
    ['*'] = PAST_HOST,
    ['+'] = PAST_HOST,
    [','] = PAST_HOST,
    [':'] = PAST_HOST,
    [';'] = PAST_HOST,
    ['='] = PAST_HOST,
    ['@'] = PAST_HOST,
    ['?'] = QUERY | FRAGMENT,
};

static size_t run_of(struct slice s, size_t from, unsigned kind)
{
    while (from < s.length && (kinds[(unsigned char)s.data[from]] & kind)) {
        from++;
    }
    return from;
}

/* A name of ASCII labels whose last begins with a letter is no IPv4 address and stays as it is. */
static bool is_plain_host(struct slice host)
{
    size_t last = host.length;
    while (last > 0 && host.data[last - 1] != '.') {
        last--;
    }
    return last < host.length && ascii_is_alpha(host.data[last]);
}

/* No segment may begin like a dot segment. */
static bool has_plain_path(struct slice path)
{
    for (size_t i = 0; i + 1 < path.length; i++) {
        if (path.data[i] == '/' && (path.data[i + 1] == '.' || path.data[i + 1] == '%')) {
            return false;
        }
    }
    return true;
}

bool url_is_normal(struct slice input)
{
    if (input.length > URL_MOST || !slice_starts(input, SLICE("http"))) {
        return false;
    }
    size_t at = input.length > 4 && input.data[4] == 's' ? 5 : 4;
    if (!slice_starts(slice_skip(input, at), SLICE("://"))) {
        return false;
    }
    at += 3;
    size_t path = run_of(input, at, HOST);
    if (path == input.length || input.data[path] != '/' ||
        !is_plain_host(slice_part(input, at, path))) {
        return false;
    }
    size_t end = run_of(input, path, PATH);
    if (!has_plain_path(slice_part(input, path, end))) {
        return false;
    }
    if (end < input.length && input.data[end] == '?') {
        end = run_of(input, end, QUERY);
    }
    if (end < input.length && input.data[end] == '#') {
        end = run_of(input, end + 1, FRAGMENT);
    }
    return end == input.length;
}
