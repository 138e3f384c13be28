/* URLs by the WHATWG URL Standard (https://url.spec.whatwg.org/), for the schemes that are
 * followed.
 *
 * Parsing gives the serialised href and where its parts stand in it. http and https URLs are parsed
 * in full. Any other scheme is only recognised, for a redirect may name one: it is never requested.
 */
#ifndef SYNTAX_URL_H
#define SYNTAX_URL_H

#include "base/buffer.h"
#include "base/slice.h"

enum { URL_MOST = 1 << 16 }; /* longer inputs, and longer results, are refused */

/* A longer URL is never asked for: servers refuse such requests, and whoever writes them only wants
 * the memory of the one who follows. */
#ifndef LANDFALL_SMALL
enum { URL_LONGEST = 8 << 10 };
#else /* for fuzz targets, which meet it in small inputs */
enum { URL_LONGEST = 128 };
#endif

enum url_status {
    URL_OK,
    URL_MALFORMED,    /* the standard's parser fails */
    URL_OTHER_SCHEME, /* absolute, with a scheme other than http and https; `href` holds it,
                         trimmed, as given */
    URL_TOO_LONG,
    URL_NO_MEMORY
};

/* A parsed http(s) URL. The slices point into the buffer it was parsed into and go with it. */
struct url {
    struct slice href;     /* all of it, fragment included: section 4.5 */
    struct slice scheme;   /* "http" or "https" */
    struct slice userinfo; /* "user:password" as serialised; absent if there is none */
    struct slice host;     /* in ASCII (punycode, lower case); IPv6 with its brackets */
    struct slice port;     /* absent if it is the scheme's default */
    struct slice path;     /* "/" at least */
    struct slice query;    /* with its "?"; absent if there is none */
    struct slice fragment; /* with its "#"; absent if there is none */
};

/* Section 4.4, the basic URL parser with UTF-8: reads `input` against `base` (NULL: none, then a
 * relative input is malformed). `into` is reset, takes the href and must not be what `base` stands
 * in. */
enum url_status url_parse(struct slice input, const struct url *base, struct buffer *into,
                          struct url *out);

/* Without the control characters and spaces at both ends, which the parser strips. */
struct slice url_trim(struct slice s);

/* Takes "user:password@" out of a URL, and out of the buffer it was parsed into: it is nobody's
 * business but its owner's. */
void url_drop_userinfo(struct url *u, struct buffer *holder);

/* The part before the first "#", which is what is asked for. */
static inline struct slice url_without_fragment(struct slice url)
{
    url.length = slice_find(url, '#');
    return url;
}

/* A path without the slash at its end, unless that is all of it. */
static inline struct slice url_without_slash(struct slice path)
{
    path.length -= path.length > 1 && path.data[path.length - 1] == '/';
    return path;
}

/* Has the URL stand in another copy of its href. */
void url_move(struct url *u, struct slice copy);

/* Whether url_parse would give exactly these bytes, and then the parts, as it would, in slices of
 * the input: a cheap test that may say no to a normalised URL but never yes to another. It lets the
 * scanner keep a slice where nearly every URL needs no rewriting. */
bool url_read_normal(struct slice input, struct url *out);

/* The same for a reference without a scheme, completed by its base, or, where that is NULL, for a
 * URL; characters beyond ASCII are encoded. Adds it to a buffer, where the parts are then. False,
 * too, where that has no room: what was added is of no use. */
bool url_compose_normal(struct slice input, const struct url *base, struct buffer *into,
                        struct url *out);

/* The port as a number, the scheme's default included. */
unsigned url_port(const struct url *u);

/* Whether browsers ask nothing of this port, which other protocols speak that can be made to
 * mistake a request for their own (Fetch Standard, section 2.9, "bad port"). */
bool url_port_is_bad(const struct url *u);

/* Section 3.5, "domain to ASCII" with beStrict false (UTS #46, non-transitional), then the host
 * parser's IPv4 and IPv6 rules. Adds the serialised host to `into`; false if the standard fails. */
bool url_host_to_ascii(struct slice host, struct buffer *into);

#endif
