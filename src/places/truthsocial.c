/* Truth Social, made from Mastodon; that its ids hold the time as Mastodon's do is not confirmed.
 */
#include "places/place.h"

static const struct host_row hosts[] = {
    { "truthsocial.com", HOST_PAGES | HOST_BARE },
    { 0 },
};

static const struct route routes[] = {
    { .path = "/@{handle}/{id}/{rest}", .kind = "post" },
    { .path = "/@{handle}/posts/{id}/{rest}", .kind = "post" },
    { .path = "/users/{handle}/statuses/{id}", .kind = "post" },
    { .path = "/{handle}/posts/{id}", .kind = "post" },
    { .path = "/@{handle}",
      .kind = "profile",
      .permalink = "https://truthsocial.com/@{handle}",
      .page = true },
    { 0 },
};

static const struct markup markup[] = {
    { "*.truthsocial-embed", .url = "@src|@data-src|@data-embed-url|a@href|@cite" },
    { 0 },
};

static const struct endpoint endpoints[] = {
    { .name = "truthsocial.oembed", .added = "?url={url}&format=json", .reading = READ_OEMBED },
    { 0 },
};

const struct place place_truthsocial = {
    .name = "truthsocial",
    .hosts = hosts,
    .routes = routes,
    .permalink = "https://truthsocial.com/@{handle}/posts/{id}",
    .profile = "https://truthsocial.com/@{handle}",
    .id = { WORD_DIGITS, 15, 20 },
    .handle = { WORD_DIGITS | WORD_LETTERS | WORD_UNDERSCORE, 1, 30 },
    .launched_ms = 1645401600000, /* 2022-02-21 */
    .markup = markup,
    .endpoints = endpoints,
};
