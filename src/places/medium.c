/* Medium. A story's id ends its URL, behind free words; a publication or author may have a host. */
#include "places/place.h"

static const struct host_row hosts[] = {
    { "*.medium.com", HOST_PAGES | HOST_BARE },
    { 0 },
};

static const struct route routes[] = {
    { .path = "/p/{id}/{rest}", .kind = "post" },
    { .path = "/@{handle}/{any}-{id}", .kind = "post" },
    { .path = "/@{handle}/{id}", .kind = "post" },
    { .path = "/s/{any}/{any}-{id}", .kind = "post" },
    { .path = "medium.com/{any}/{any}-{id}", .kind = "post" },
    { .path = "medium.com/{any}/{id}", .kind = "post" },
    { .path = "{any}.medium.com/{any}-{id}", .kind = "post" },
    { .path = "{any}.medium.com/{id}", .kind = "post" },
    { .path = "/@{handle}",
      .kind = "profile",
      .permalink = "https://medium.com/@{handle}",
      .page = true },
    { 0 },
};

static const struct endpoint endpoints[] = {
    { .name = "medium.oembed", .added = "?url={url}&format=json", .reading = READ_OEMBED },
    { 0 },
};

const struct place place_medium = {
    .name = "medium",
    .hosts = hosts,
    .routes = routes,
    .permalink = "https://medium.com/p/{id}",
    .profile = "https://medium.com/@{handle}",
    .id = { WORD_DIGITS | WORD_LETTERS, 9, 12 },
    .handle = { WORD_DIGITS | WORD_LETTERS | WORD_UNDERSCORE | WORD_DASH | WORD_DOT, 1, 64 },
    .is_id = slice_is_hex,
    .launched_ms = 1344988800000, /* 2012-08-15 */
    .endpoints = endpoints,
};
