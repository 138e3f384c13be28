#include "follow/discover.h"

#include "syntax/html.h"
#include "syntax/http_fields.h"

static struct slice keep(struct slice target, const struct url *base, struct arena *arena,
                         bool *no_memory)
{
    struct buffer text = BUFFER(URL_MOST);
    struct url to;
    struct slice kept = { 0 };
    if (url_parse(target, base, &text, &to) == URL_OK && to.href.length <= URL_LONGEST) {
        kept = arena_copy(arena, to.href);
    }
    *no_memory = *no_memory || text.no_memory;
    buffer_free(&text);
    return kept;
}

static bool is_oembed(const struct http_link *link)
{
    return http_link_is(link, SLICE("alternate")) &&
           slice_equal_nocase(link->type, SLICE("application/json+oembed"));
}

struct slice discover_oembed(const struct exchange *x, struct slice href, const struct url *base,
                             struct arena *arena, bool *no_memory)
{
    struct buffer decoded = BUFFER(URL_MOST);
    struct slice found = { 0 };
    struct slice head = x->head;
    struct slice value;
    struct http_link link;
    if (href.length) {
        html_decode(href, true, &decoded);
        found = keep(buffer_slice(&decoded), base, arena, no_memory);
    }
    while (!found.length && http_next_field(&head, SLICE("link"), &value)) {
        while (!found.length && http_next_link(&value, &link)) {
            found = is_oembed(&link) ? keep(link.target, base, arena, no_memory) : found;
        }
    }
    *no_memory = *no_memory || decoded.no_memory;
    buffer_free(&decoded);
    return found;
}
