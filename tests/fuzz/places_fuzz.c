/* Any URL against what is known of platforms, wrappers and hosts: parts are parts of the URL, and
 * a permalink made from a match is a URL. */
#include "places/place.h"
#include "places/registry.h"
#include "require.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool holds(struct slice outer, struct slice inner)
{
    return !inner.data ||
           (inner.data >= outer.data && inner.data + inner.length <= outer.data + outer.length);
}

static void match(const struct url *u)
{
    struct match m;
    int64_t ms;
    if (!place_match_page(u, &m)) {
        return;
    }
    require(m.kind && m.route && holds(u->href, m.id) && holds(u->href, m.handle) &&
            holds(u->href, m.account) && holds(u->href, m.group));
    require(m.id.length > 0 || !match_is_post(&m));
    place_id_time(m.place, m.id, &ms);
    struct buffer permalink = BUFFER(URL_MOST);
    struct buffer href = BUFFER(URL_MOST);
    struct url again;
    if (match_permalink(&m, &permalink) && !permalink.failed) {
        require(url_parse(buffer_slice(&permalink), NULL, &href, &again) == URL_OK);
    }
    buffer_free(&permalink);
    buffer_free(&href);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice in = slice_of((const char *)data, size);
    struct buffer href = BUFFER(URL_MOST);
    struct buffer target = BUFFER(URL_MOST);
    struct bare_host bare;
    struct match m;
    struct url u;
    if (bare_host_ends(in, &bare)) {
        require(bare.length <= size);
    }
    if (place_match_uri(in, &m)) {
        require(holds(in, m.id) && holds(in, m.account));
    }
    if (url_parse(in, NULL, &href, &u) == URL_OK) {
        match(&u);
        unwrap(&u, &target);
        registry_match(&u);
        host_is_shortener(u.host);
        bare_host_find(u.host, &bare);
    }
    buffer_free(&href);
    buffer_free(&target);
    return 0;
}
