#include "places/registry.h"

#include "places/glob.h"
#include "places/hosts.h"

#define ENDPOINT(provider, at)                                                                     \
    .endpoints = {                                                                                 \
        { .name = provider ".oembed",                                                              \
          .url = (at),                                                                             \
          .added = "?url={url}&format=json",                                                       \
          .reading = READ_OEMBED },                                                                \
    }

/* A URL's host is one of the index, its path and query the pattern's. The rows of one host follow
 * each other. */
static const struct row {
    const char *host, *path, *name;
    struct endpoint endpoints[2]; /* ended by { 0 } */
} rows[] = {
#include "places/registry.inc"
};

#undef ENDPOINT

const size_t registry_count = sizeof rows / sizeof rows[0];

/* What providers frame of their own machinery, under a scheme for all of their hosts: forms for
 * comments, logins, buttons. */
static const char *const machinery[] = { "jetpack.wordpress.com", "public-api.wordpress.com",
                                         "subscribe.wordpress.com", NULL };

static bool is_machinery(struct slice host)
{
    for (const char *const *name = machinery; *name; name++) {
        if (slice_equal(host, slice_from(*name))) {
            return true;
        }
    }
    return false;
}

static const struct row *find(const struct url *u)
{
    const struct known_host *known = is_machinery(u->host) ? NULL : host_find(u->host);
    size_t count = known ? known->scheme_count : 0;
    struct slice shown = slice_of(u->path.data, u->path.length + u->query.length);
    for (size_t i = 0; i < count; i++) {
        if (glob_match(slice_from(rows[known->scheme + i].path), shown)) {
            return &rows[known->scheme + i];
        }
    }
    return NULL;
}

const char *registry_match(const struct url *u)
{
    const struct row *row = find(u);
    return row ? row->name : NULL;
}

const struct endpoint *registry_endpoints(const struct url *u)
{
    const struct row *row = find(u);
    return row ? row->endpoints : NULL;
}

const struct endpoint *registry_endpoint_named(struct slice name)
{
    for (size_t i = 0; i < registry_count; i++) {
        if (slice_equal(slice_from(rows[i].endpoints[0].name), name)) {
            return rows[i].endpoints;
        }
    }
    return NULL;
}
