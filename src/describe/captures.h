/* What the Wayback Machine says that it has of a URL: the answers of its CDX server and of its
 * availability API. Pure functions of hostile bytes. */
#ifndef DESCRIBE_CAPTURES_H
#define DESCRIBE_CAPTURES_H

#include "base/slice.h"

#include <stdint.h>

enum { CAPTURE_STAMP = 15 };

/* One capture. No stamp: there is none. */
struct capture {
    char stamp[CAPTURE_STAMP]; /* as the archive's URLs have it: "20180619030405" */
    int64_t at;                /* the same in ms since 1970 */
};

/* The captures that are closest to an instant: */
struct captures {
    struct capture copy;  /* of those with status 200, or of a post that was kept as JSON, whose
                             status is "-" */
    struct capture moved; /* of those that were redirects */
};

static inline bool capture_is(const struct capture *c)
{
    return c->stamp[0] != '\0';
}

/* The instant of now as a capture's `near`: the latest one is wanted. */
#define CAPTURE_LATEST INT64_MAX

/* Reads fourteen digits that are an instant between the archive's beginning and now. False: they
 * are not. */
bool capture_read(struct slice stamp, struct capture *out);

/* Reads an answer of the CDX server in JSON: rows, the names of their columns first. False: it is
 * none, or *no_memory is set. */
bool captures_read(struct slice json, int64_t near, struct captures *out, bool *no_memory);

/* Reads an answer of the availability API, which knows one copy or none. False: likewise. */
bool captures_read_available(struct slice json, struct capture *out, bool *no_memory);

#endif
