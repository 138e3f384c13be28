/* Flickr. An account is named by the words it chose or by a number that ends in "@N" and digits. */
#include "places/place.h"

static const struct host_row hosts[] = {
    { "flickr.com", HOST_PAGES | HOST_BARE },
    { "secure.flickr.com", HOST_PAGES },
    { "embedr.flickr.com", HOST_PAGES },
    { 0 },
};

#define SITE  "https://www.flickr.com/"
#define ALBUM SITE "photos/{account}/albums/{id}"

static const struct route routes[] = {
    { .path = "embedr.flickr.com/photos/{id}", .kind = "photo" },
    { .path = "/photos/{account}/{id}/{rest}", .kind = "photo" },
    { .path = "/photos/{account}/sets/{id}/{rest}",
      .kind = "album",
      .permalink = ALBUM,
      .page = true },
    { .path = "/photos/{account}/albums/{id}/{rest}",
      .kind = "album",
      .permalink = ALBUM,
      .page = true },
    { .path = "/photos/{account}/galleries/{id}/{rest}",
      .kind = "gallery",
      .permalink = SITE "photos/{account}/galleries/{id}/",
      .page = true },
    { .path = "/photo.gne", .kind = "photo", .query = "id" },
    { .path = "/photo_zoom.gne", .kind = "photo", .query = "id" },
    { .path = "/groups/{id}/{rest}",
      .kind = "group",
      .permalink = SITE "groups/{id}/",
      .id = { WORD_ANY, 1, 64 },
      .page = true },
    { .path = "/photos/{account}",
      .kind = "profile",
      .permalink = SITE "photos/{account}/",
      .page = true },
    { .path = "/people/{account}",
      .kind = "profile",
      .permalink = SITE "people/{account}/",
      .page = true },
    { 0 },
};

#undef SITE
#undef ALBUM

static const char *const no_handles[] = { "tags", "search", "upload", "friends", "organize", NULL };

static const struct markup markup[] = {
    { "a[data-flickr-embed]", .url = "@href", .title = "@title", .form = "widget" },
    { 0 },
};

static const struct shortcode shortcodes[] = {
    { "flickr", .id = "url|id|photo" },
    { 0 },
};

static const struct endpoint endpoints[] = {
    { .name = "flickr.oembed",
      .url = "https://www.flickr.com/services/oembed/",
      .added = "?url={url}&format=json",
      .reading = READ_OEMBED },
    { 0 },
};

const struct place place_flickr = {
    .name = "flickr",
    .hosts = hosts,
    .routes = routes,
    .permalink = "https://www.flickr.com/photos/{account}/{id}/",
    .permalink_without_handle = "https://www.flickr.com/photo.gne?id={id}",
    .profile = "https://www.flickr.com/photos/{handle}/",
    .id = { WORD_DIGITS, 1, 20 },
    .handle = { WORD_DIGITS | WORD_LETTERS | WORD_UNDERSCORE | WORD_DASH, 1, 64 },
    .no_handles = no_handles,
    .launched_ms = 1076371200000, /* 2004-02-10 */
    .markup = markup,
    .shortcodes = shortcodes,
    .endpoints = endpoints,
};
