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
    ['['] = PAST_HOST,
    [']'] = PAST_HOST,
    ['|'] = PAST_HOST,
    ['\''] = PATH | FRAGMENT,
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

/* Whether what follows a "/" begins like a dot segment. */
static bool begins_with_dot(struct slice s)
{
    return s.length && (s.data[0] == '.' || (s.data[0] == '%' && s.length > 2 && s.data[1] == '2' &&
                                             ascii_lower(s.data[2]) == 'e'));
}

/* How much of s, which begins with "/", is a path that stays as it is; 0 if it may change. */
static size_t plain_path(struct slice s)
{
    size_t i = 0;
    for (; i < s.length && (kinds[(unsigned char)s.data[i]] & PATH); i++) {
        if (s.data[i] == '/' && begins_with_dot(slice_skip(s, i + 1))) {
            return 0;
        }
    }
    return i;
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
    size_t end = path + plain_path(slice_skip(input, path));
    if (end < input.length && input.data[end] == '?') {
        end = run_of(input, end, QUERY);
    }
    if (end < input.length && input.data[end] == '#') {
        end = run_of(input, end + 1, FRAGMENT);
    }
    return end == input.length;
}
