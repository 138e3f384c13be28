/* The cheap test for URLs that need no rewriting: nearly every one that stands in a text. */
#include "syntax/url.h"

/* The bytes that url.c keeps where they stand, without those that need a closer look. */
enum { HOST = 1, SEGMENT = 2, QUERY = 4, FRAGMENT = 8 };

#define PAST_HOST (SEGMENT | QUERY | FRAGMENT)

static const unsigned char kinds[256] = {
    ['0' ... '9'] = HOST | PAST_HOST,
    ['a' ... 'z'] = HOST | PAST_HOST,
    ['A' ... 'Z'] = PAST_HOST,
    ['-'] = HOST | PAST_HOST,
    ['.'] = HOST | PAST_HOST,
    ['/'] = QUERY | FRAGMENT,
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
    ['\''] = SEGMENT | FRAGMENT,
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

/* Where the path that begins at `from`, with its "/", ends; `from` if it may change. */
static size_t path_end(struct slice s, size_t from)
{
    size_t end = from;
    while (end < s.length && s.data[end] == '/') {
        if (begins_with_dot(slice_skip(s, end + 1))) {
            return from;
        }
        end = run_of(s, end + 1, SEGMENT);
    }
    return end;
}

/* Where a URL's parts end: each begins where the one before it ends. */
struct ends {
    size_t scheme, host, path, query;
};

static void give(struct slice href, const struct ends *ends, struct url *out)
{
    *out = (struct url){ .href = href,
                         .scheme = slice_part(href, 0, ends->scheme),
                         .host = slice_part(href, ends->scheme + 3, ends->host),
                         .path = slice_part(href, ends->host, ends->path) };
    if (ends->query > ends->path) {
        out->query = slice_part(href, ends->path, ends->query);
    }
    if (href.length > ends->query) {
        out->fragment = slice_skip(href, ends->query);
    }
}

bool url_read_normal(struct slice input, struct url *out)
{
    struct ends ends;
    if (input.length > URL_MOST || !slice_starts(input, SLICE("http"))) {
        return false;
    }
    ends.scheme = input.length > 4 && input.data[4] == 's' ? 5 : 4;
    if (!slice_starts(slice_skip(input, ends.scheme), SLICE("://"))) {
        return false;
    }
    ends.host = run_of(input, ends.scheme + 3, HOST);
    if (ends.host == input.length || input.data[ends.host] != '/' ||
        !is_plain_host(slice_part(input, ends.scheme + 3, ends.host))) {
        return false;
    }
    size_t end = ends.path = path_end(input, ends.host);
    if (end < input.length && input.data[end] == '?') {
        end = run_of(input, end, QUERY);
    }
    ends.query = end;
    if (end < input.length && input.data[end] == '#') {
        end = run_of(input, end + 1, FRAGMENT);
    }
    if (end == input.length) {
        give(input, &ends, out);
    }
    return end == input.length;
}
