/* Mastodon, on any host: only a path and an id of exactly its form count, for other sites name
 * pages "/@user/…" too. */
#include "places/ids.h"
#include "places/place.h"

static const struct route routes[] = {
    { .path = "/@{handle}/{id}", .kind = "post" },
    { .path = "/@{handle}/{id}/embed", .kind = "post" },
    { .path = "/users/{handle}/statuses/{id}", .kind = "post" },
    { 0 },
};

static bool id_to_ms(struct slice id, int64_t *ms)
{
    return id_shifted_ms(id, 16, 1, ms);
}

static const struct markup markup[] = {
    { "*.mastodon-embed", .url = "@data-embed-url|@src|@data-src|a@href|@cite",
      .words = "Post by @{handle} View on Mastodon" },
    { "*[data-embed-url]", .url = "@data-embed-url" },
    { 0 },
};

static const struct shortcode shortcodes[] = {
    { "mastodon", .id = "status|url|id", .handle = "user" },
    { "toot", .id = "url|id", .handle = "user" },
    { 0 },
};

static const struct flattened flattened[] = {
    { .pattern = "Post by @{handle} View on Mastodon", .alone = true, .sign = "by @" },
    { 0 },
};

const struct place place_mastodon = {
    .name = "mastodon",
    .routes = routes,
    .permalink = "https://{host}/@{handle}/{id}",
    .id = { WORD_DIGITS, 15, 19 },
    .handle = { WORD_DIGITS | WORD_LETTERS | WORD_UNDERSCORE | WORD_DASH | WORD_DOT | WORD_AT, 1,
                285 },
    .id_to_ms = id_to_ms,
    .id_precision = TIME_MS,
    .flattened = flattened,
    .launched_ms = 1475625600000, /* 2016-10-05 */
    .markup = markup,
    .shortcodes = shortcodes,
};
