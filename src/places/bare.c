/* Hosts as text writes them without a scheme. */
#include "places/place.h"
#include "places/shorteners.h"

enum { HOST_LEAST = 4, HOST_MOST = 32 }; /* t.co; a test holds the tables to both */

static const char *find_in(const char *const *list, struct slice host)
{
    for (; list && *list; list++) {
        /* The first characters alone settle nearly every case. */
        if (**list == ascii_lower(host.data[0]) && slice_equal_nocase(slice_from(*list), host)) {
            return *list;
        }
    }
    return NULL;
}

static bool find_in_places(struct slice host, struct bare_host *out)
{
    for (const struct place *const *p = places; *p; p++) {
        const char *const short_host[] = { (*p)->short_host, NULL };
        const char *media = find_in((*p)->media_hosts, host);
        const char *found = media ? media : find_in(short_host, host);
        if (!found) {
            found = find_in((*p)->bare_hosts, host);
        }
        if (found) {
            *out = (struct bare_host){ slice_from(found), host.length, *p, media != NULL };
            return true;
        }
    }
    return false;
}

static bool find(struct slice host, struct bare_host *out)
{
    const struct shortener *shortener = shortener_find(host);
    if (shortener) {
        *out = (struct bare_host){ .host = slice_from(shortener->host), .length = host.length };
        return shortener->bare;
    }
    return find_in_places(host, out);
}

/* Most words before a slash are no host: they are sent away at little cost. */
static bool may_be_host(struct slice host)
{
    return host.length >= HOST_LEAST && host.length <= HOST_MOST && ascii_is_alnum(host.data[0]) &&
           memchr(host.data, '.', host.length) != NULL;
}

bool bare_host_find(struct slice host, struct bare_host *out)
{
    static const struct slice forms[] = { { "www.", 4 }, { "m.", 2 }, { "mobile.", 7 } };
    if (!may_be_host(host)) {
        return false;
    }
    if (find(host, out)) {
        return true;
    }
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (slice_starts_nocase(host, forms[i])) {
            struct slice rest = slice_skip(host, forms[i].length);
            bool found = may_be_host(rest) && find(rest, out) && !out->media;
            out->length = host.length;
            return found;
        }
    }
    return false;
}

static bool in_host(char c)
{
    return ascii_is_alnum(c) || c == '.' || c == '-';
}

/* A media host that text ends with, whatever stands before it. */
static bool media_host_ends(struct slice text, struct bare_host *out)
{
    for (const struct place *const *p = places; *p; p++) {
        for (const char *const *host = (*p)->media_hosts; host && *host; host++) {
            struct slice name = slice_from(*host);
            if (slice_ends_nocase(text, name)) {
                *out = (struct bare_host){ name, name.length, *p, true };
                return true;
            }
        }
    }
    return false;
}

bool bare_host_ends(struct slice before_slash, struct bare_host *out)
{
    size_t end = before_slash.length;
    size_t length = 0;
    while (length < end && length <= HOST_MOST && in_host(before_slash.data[end - length - 1])) {
        length++;
    }
    /* Media hosts first: nearly all there are. */
    return (length >= HOST_LEAST && media_host_ends(before_slash, out)) ||
           bare_host_find(slice_skip(before_slash, end - length), out);
}

bool host_is_shortener(struct slice host)
{
    if (slice_starts(host, SLICE("www."))) {
        host = slice_skip(host, 4);
    }
    for (const struct place *const *p = places; *p; p++) {
        if ((*p)->short_host && slice_equal(host, slice_from((*p)->short_host))) {
            return true;
        }
    }
    return shortener_find(host) != NULL;
}
