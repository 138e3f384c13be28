/* Hosts as text writes them without a scheme. */
#include "places/place.h"

/* Most words before a slash are no host: they are sent away at little cost. */
static bool may_be_host(struct slice host)
{
    return host.length >= HOST_LEAST && host.length <= HOST_MOST && ascii_is_alnum(host.data[0]) &&
           memchr(host.data, '.', host.length) != NULL;
}

bool bare_host_find(struct slice host, struct bare_host *out)
{
    const struct known_host *known = may_be_host(host) ? host_find(host) : NULL;
    if (!known || !(known->flags & HOST_BARE)) {
        return false;
    }
    *out = (struct bare_host){ known, host.length };
    return true;
}

static bool in_host(char c)
{
    return ascii_is_alnum(c) || c == '.' || c == '-';
}

/* A media host that text ends with, whatever stands before it. */
static bool media_host_ends(struct slice text, struct bare_host *out)
{
    for (const struct known_host *const *host = slug_hosts; *host; host++) {
        struct slice name = slice_of((*host)->name, (*host)->length);
        if ((*host)->flags & HOST_MEDIA && slice_ends_nocase(text, name)) {
            *out = (struct bare_host){ *host, name.length };
            return true;
        }
    }
    return false;
}

bool bare_host_ends(struct slice before_slash, struct bare_host *out)
{
    /* Media hosts first: nearly all there are. */
    if (media_host_ends(before_slash, out)) {
        return true;
    }
    size_t end = before_slash.length;
    size_t length = 0;
    while (length < end && length <= HOST_MOST && in_host(before_slash.data[end - length - 1])) {
        length++;
    }
    return bare_host_find(slice_skip(before_slash, end - length), out);
}
