/* Reddit. */
#include "places/place.h"

static const struct host_row hosts[] = {
    { "*.reddit.com", HOST_PAGES | HOST_BARE },
    { "redd.it", HOST_PAGES | HOST_BARE },
    { "v.redd.it", HOST_BARE },
    { "i.redd.it", HOST_BARE },
    { "*.redditmedia.com", HOST_PAGES },
    { "rxddit.com", HOST_PAGES },
    { "vxreddit.com", HOST_PAGES },
    { "libredd.it", HOST_PAGES },
    { "teddit.net", HOST_PAGES },
    { 0 },
};

#define SITE "https://www.reddit.com/"

static const struct route routes[] = {
    { .path = "redd.it/{id}", .kind = "post" },
    { .path = "/comments/{id}/{rest}", .kind = "post" },
    { .path = "/r/{any}/comments/{id}/{rest}", .kind = "post" },
    { .path = "/user/{handle}/comments/{id}/{rest}", .kind = "post" },
    { .path = "/u/{handle}/comments/{id}/{rest}", .kind = "post" },
    { .path = "/gallery/{id}/{rest}", .kind = "post" },
    { .path = "/tb/{id}", .kind = "post" },
    { .path = "/by_id/t3_{id}", .kind = "post" },
    { .path = "/r/{any}/s/{id}", .kind = "post", .id = { WORD_ANY, 5, 32 }, .share = true },
    { .path = "/u/{any}/s/{id}", .kind = "post", .id = { WORD_ANY, 5, 32 }, .share = true },
    { .path = "/user/{any}/s/{id}", .kind = "post", .id = { WORD_ANY, 5, 32 }, .share = true },
    { .path = "/r/{id}",
      .kind = "community",
      .permalink = SITE "r/{id}/",
      .id = { WORD_DIGITS | WORD_LETTERS | WORD_UNDERSCORE, 2, 24 },
      .page = true },
    { .path = "/user/{handle}",
      .kind = "profile",
      .permalink = SITE "user/{handle}/",
      .page = true },
    { .path = "/u/{handle}", .kind = "profile", .permalink = SITE "user/{handle}/", .page = true },
    { 0 },
};

#undef SITE

static const struct markup markup[] = {
    { "*.reddit-embed-bq", .url = "a@href|@cite",
      .words = "Comment by u/{handle} from {any}|{title} by u/{handle} in {any}"
               "|{title} by u/{handle}"
               "|{title} by u/[deleted] in {any}" },
    { "*.reddit-card", .url = "a@href|@cite", .words = "{title} from {any}" },
    { "*.reddit-embed", .url = "a@href|@cite|@data-embed-src" },
    { "iframe[data-s9e-mediaembed=reddit]", .id = "@src|@data-s9e-mediaembed-src",
      .value = "{any}/comments/{id}/{any}|{any}/comments/{id}#{any}|{any}/comments/{id}" },
    { "amp-reddit", .url = "@data-src" },
    { 0 },
};

static const struct shortcode shortcodes[] = {
    { "reddit", .id = "id|url" },
    { 0 },
};

static const struct flattened flattened[] = {
    { .pattern = "Comment by u/{handle} from discussion in {word}",
      .alone = true,
      .sign = "by u/" },
    { .pattern = "{title} by u/{handle} in {word}", .alone = true, .sign = "by u/" },
    { .pattern = "{title} byu/{handle} in {word}", .alone = true, .sign = "byu/" },
    { .pattern = "{title} from r/{any}", .inside = true, .alone = true },
    { 0 },
};

static const struct endpoint endpoints[] = {
    { .name = "reddit.oembed",
      .url = "https://www.reddit.com/oembed",
      .added = "?url={url}&format=json",
      .reading = READ_OEMBED,
      .name_is_handle = true },
    { 0 },
};

const struct place place_reddit = {
    .name = "reddit",
    .hosts = hosts,
    .routes = routes,
    .permalink = "https://www.reddit.com/comments/{id}/",
    .profile = "https://www.reddit.com/user/{handle}/",
    .id = { WORD_DIGITS | WORD_LETTERS, 2, 13 },
    .handle = { WORD_DIGITS | WORD_LETTERS | WORD_UNDERSCORE | WORD_DASH, 2, 23 },
    .launched_ms = 1119484800000, /* 2005-06-23 */
    .flattened = flattened,
    .markup = markup,
    .shortcodes = shortcodes,
    .endpoints = endpoints,
};
