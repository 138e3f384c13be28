#include "places/registry.h"

#include "places/glob.h"
#include "places/hosts.h"

/* A URL's host is one of the index, its path and query the pattern's. The rows of one host follow
 * each other. */
static const struct {
    const char *host, *path, *name;
} rows[] = {
#include "places/registry.inc"
};

const size_t registry_count = sizeof rows / sizeof rows[0];

const char *registry_match(const struct url *u)
{
    const struct known_host *known = host_find(u->host);
    size_t count = known ? known->scheme_count : 0;
    struct slice shown = slice_of(u->path.data, u->path.length + u->query.length);
    for (size_t i = 0; i < count; i++) {
        if (glob_match(slice_from(rows[known->scheme + i].path), shown)) {
            return rows[known->scheme + i].name;
        }
    }
    return NULL;
}
