/* Giphy. The words before an id are free. */
#include "places/place.h"

static const struct host_row hosts[] = {
    { "*.giphy.com", HOST_PAGES | HOST_BARE },
    { 0 },
};

static const struct route routes[] = {
    { .path = "/gifs/{id}/{rest}", .kind = "gif" },
    { .path = "/gifs/{any}-{id}/{rest}", .kind = "gif" },
    { .path = "/gifs/{any}/{any}-{id}", .kind = "gif" },
    { .path = "/stickers/{id}", .kind = "gif" },
    { .path = "/stickers/{any}-{id}", .kind = "gif" },
    { .path = "/clips/{id}", .kind = "clip", .permalink = "https://giphy.com/clips/{id}" },
    { .path = "/clips/{any}-{id}", .kind = "clip", .permalink = "https://giphy.com/clips/{id}" },
    { .path = "/videos/{id}", .kind = "clip", .permalink = "https://giphy.com/clips/{id}" },
    { .path = "/videos/{any}-{id}", .kind = "clip", .permalink = "https://giphy.com/clips/{id}" },
    { .path = "/embed/{id}/{rest}", .kind = "gif" },
    { .path = "/media/{id}/{any}", .kind = "gif" },
    { .path = "/media/v1.{any}/{id}/{any}", .kind = "gif" },
    { .path = "i.giphy.com/{id}.gif", .kind = "gif" },
    { .path = "i.giphy.com/{id}.webp", .kind = "gif" },
    { .path = "i.giphy.com/{id}.mp4", .kind = "gif" },
    { .path = "/channel/{handle}",
      .kind = "profile",
      .permalink = "https://giphy.com/{handle}",
      .page = true },
    { 0 },
};

static const struct shortcode shortcodes[] = {
    { "giphy", .id = "id|url" },
    { 0 },
};

static const struct endpoint endpoints[] = {
    { .name = "giphy.oembed",
      .url = "https://giphy.com/services/oembed",
      .added = "?url={url}&format=json",
      .reading = READ_OEMBED },
    { 0 },
};

const struct place place_giphy = {
    .name = "giphy",
    .hosts = hosts,
    .routes = routes,
    .permalink = "https://giphy.com/gifs/{id}",
    .profile = "https://giphy.com/{handle}",
    .id = { WORD_DIGITS | WORD_LETTERS, 6, 32 },
    .launched_ms = 1359676800000, /* 2013-02 */
    .shortcodes = shortcodes,
    .endpoints = endpoints,
};
