/* Mastodon, on any host: only a path and an id of exactly its form count, for other sites name
 * pages "/@user/…" too. */
#include "places/place.h"

static const struct route routes[] = {
    { .path = "/@{handle}/{id}", .kind = "post" },
    { .path = "/@{handle}/{id}/embed", .kind = "post" },
    { .path = "/users/{handle}/statuses/{id}/{rest}", .kind = "post" },
    { .path = "/web/@{handle}/{id}", .kind = "post" },
    { .path = "/web/statuses/{id}", .kind = "post" },
    { .path = "/deck/@{handle}/{id}", .kind = "post" },
    { 0 },
};

static const struct markup markup[] = {
    { "mastodonpost", .url = "@id|@url" },
    { "mastodonembed", .url = "@url|@src|@id" },
    { "*.mastodon-embed", .url = "@data-embed-url|@src|@data-src|a@href|@cite",
      .words = "Post by @{handle} View on Mastodon" },
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

static const struct endpoint endpoints[] = {
    { .name = "mastodon.api",
      .url = "https://{host}/api/v1/statuses",
      .added = "/{id}",
      .reading = READ_STATUS },
    { .name = "mastodon.oembed",
      .url = "https://{host}/api/oembed",
      .added = "?url={url}",
      .reading = READ_OEMBED,
      .untitled = true },
    { 0 },
};

const struct place place_mastodon = {
    .name = "mastodon",
    .routes = routes,
    .letters = "@uwd",
    .permalink = "https://{host}/@{handle}/{id}",
    .permalink_without_handle = "https://{host}/web/statuses/{id}",
    .id = { WORD_DIGITS, 15, 19 },
    .handle = { WORD_DIGITS | WORD_LETTERS | WORD_UNDERSCORE | WORD_DASH | WORD_DOT | WORD_AT, 1,
                285 },
    .handle_at_host = true,
    .clock = { .shift = 16, .unit_us = 1000, .precision = TIME_MS },
    .launched_ms = 1475625600000, /* 2016-10-05 */
    .flattened = flattened,
    .markup = markup,
    .shortcodes = shortcodes,
    .endpoints = endpoints,
};
