#include "describe/target.h"

#include "places/hosts.h"

/* Whether a URL is one of the platform's own that shows no post: a hashtag, a profile. */
static bool is_of_platform(struct context *c, const struct embed *embed, struct slice url)
{
    struct url parsed;
    struct match match;
    if (!url.data || url_parse(url, NULL, &c->scratch, &parsed) != URL_OK) {
        return false;
    }
    const struct known_host *known = host_find(parsed.host);
    return known && known->place && (known->flags & HOST_PAGES) &&
           strcmp(known->place->name, embed->platform) == 0 && !place_match(&parsed, &match);
}

bool target_is_own(struct context *c, const struct embed *embed, struct slice id, struct slice url)
{
    struct post post;
    return is_of_platform(c, embed, url) ||
           (post_read(c, url, &post) && slice_equal(post.match.id, id));
}

/* Whether a link of the post shows only what the post itself has: its picture, itself, a hashtag.
 */
static bool leads_home(struct context *c, const struct embed *embed, struct slice id,
                       const struct link *link, struct slice end)
{
    struct slice shown = end.data ? end : link_url(link);
    return link->kind == LINK_MEDIA || is_of_platform(c, embed, link_url(link)) ||
           target_is_own(c, embed, id, shown);
}

/* Whether a chain got no further than to a shortener, which is not where it leads. */
static bool is_lost(struct context *c, const struct link *link)
{
    const struct outcome *o = link_outcome(link);
    struct url parsed;
    if (!o || link->truncated || !o->final.length) {
        return true;
    }
    return o->reason != REASON_OK && link->kind == LINK_SHORT &&
           url_parse(o->final, NULL, &c->scratch, &parsed) == URL_OK &&
           host_is_shortener(parsed.host);
}

struct lead target_find(struct context *c, const struct embed *embed, struct slice id)
{
    for (size_t i = 0; i < embed->link_count; i++) {
        const struct link *link = post_link(c, embed, i);
        struct slice end = link_outcome(link) ? link_outcome(link)->final : (struct slice){ 0 };
        if (!leads_home(c, embed, id, link, end)) {
            return (struct lead){ true, is_lost(c, link), end, link };
        }
    }
    return (struct lead){ .lost = true };
}
