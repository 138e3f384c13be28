/* What we know of a platform, as data. A platform is one file with one `const struct place
 * place_NAME`; the build collects them into the table. Hooks stand only where data cannot say it,
 * and may be NULL. */
#ifndef PLACES_PLACE_H
#define PLACES_PLACE_H

#include "base/slice.h"
#include "base/time.h"
#include "syntax/url.h"

#include <stdint.h>

/* A path by which a platform names a thing. In `path`, `{handle}`, `{id}` and `{any}` stand for one
 * segment each, a trailing
 * `/{rest}` for any segments or none; every other segment is compared without regard to case. In
 * `query`, where there is one, the value of that parameter is the id. The first route that matches
 * counts. */
struct route {
    const char *path;
    const char *query;
    const char *kind; /* "post", "video", "profile" … */
};

struct place {
    const char *name;
    const char *const
        *hosts; /* NULL-terminated; a host matches itself and its www., m. and mobile. forms */
    const struct route *routes; /* ends with { 0 } */
    /* The canonical permalink, with {handle} and {id}; the second where no handle is known. NULL:
     * none. */
    const char *permalink, *permalink_without_handle;
    const char *profile; /* an author's page, with {handle} */
    bool numeric_ids;    /* ids are decimal numbers: a route that gives another is not taken */
    bool mute; /* its pages answer alike for live and dead posts: a chain ends at a permalink */
    const char *const *bare_hosts; /* hosts that are links even without a scheme, followed by a
                                      path; NULL-terminated or NULL */
    const char *const
        *media_hosts; /* like bare_hosts, whose slug is one of short_host's: pic.twitter.com */
    const char *short_host; /* t.co */
    size_t
        short_slug; /* how long its slugs are where they are glued to what follows; 0: not fixed */
    bool (*id_to_ms)(struct slice id,
                     int64_t *ms);    /* the instant in an id; false: it holds none that can be */
    enum time_precision id_precision; /* how exact that instant is */
    bool prints_utc_days; /* its embeds print the UTC day of the post: another day is an anomaly */
    int64_t launched_ms;  /* no post is older */
};

/* What a URL is to a platform. The slices are parts of the URL. */
struct match {
    const struct place *place;
    const char *kind;
    struct slice handle, id;
};

/* Every platform, ended by NULL, in the order of their names. */
extern const struct place *const places[];

/* False: no platform's permalink. */
bool place_match(const struct url *u, struct match *out);

const struct place *place_named(struct slice name);

/* Adds the canonical permalink of (handle, id); handle may be absent. False if the place has none.
 */
bool place_permalink(const struct place *p, struct slice handle, struct slice id,
                     struct buffer *into);
bool place_profile(const struct place *p, struct slice handle, struct buffer *into);

/* The instant in an id, accepted only inside the platform's life (its launch to now). */
bool place_id_time(const struct place *p, struct slice id, int64_t *ms);

/* Whether a host (lower case, ASCII) is a link shortener's: the places' short hosts and
 * shorteners.c's list. */
bool host_is_shortener(struct slice host);

/* How text writes links without a scheme: hosts that are links as they stand, when a path follows.
 * `host` is compared without regard to case. media: the link is one to https://SHORT_HOST/SLUG. */
struct bare_host {
    struct slice host;
    const struct place *place; /* NULL: a shortener's */
    bool media;
};
bool bare_host_find(struct slice host, struct bare_host *out);

/* Reads the target out of a URL that wraps another (wrappers.c), without a request. The result,
 * still to be parsed, goes to `into`; false: not a wrapper. */
bool unwrap(const struct url *u, struct buffer *into);

#endif
