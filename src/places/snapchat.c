/* Snapchat: what it shows without an account. */
#include "places/place.h"

static const struct host_row hosts[] = {
    { "snapchat.com", HOST_PAGES | HOST_BARE },
    { "story.snapchat.com", HOST_PAGES | HOST_BARE },
    { 0 },
};

#define SITE  "https://www.snapchat.com/"
#define STORY "https://story.snapchat.com/"

static const struct route routes[] = {
    { .path = "/spotlight/{id}/{rest}", .kind = "video" },
    { .path = "/@{handle}/spotlight/{id}/{rest}", .kind = "video" },
    { .path = "/embed/spotlight/{id}/{rest}", .kind = "video" },
    { .path = "/t/{id}", .kind = "video", .share = true },
    { .path = "story.snapchat.com/s/{id}", .kind = "story", .permalink = STORY "s/{id}" },
    { .path = "story.snapchat.com/p/{id}/{rest}", .kind = "story", .permalink = STORY "p/{id}" },
    { .path = "/p/{id}/{rest}", .kind = "story", .permalink = SITE "p/{id}" },
    { .path = "/lens/{id}", .kind = "lens", .permalink = SITE "lens/{id}" },
    { .path = "/add/{handle}/{rest}",
      .kind = "profile",
      .permalink = SITE "@{handle}",
      .page = true },
    { .path = "/@{handle}", .kind = "profile", .permalink = SITE "@{handle}", .page = true },
    { 0 },
};

static const struct endpoint endpoints[] = {
    { .name = "snapchat.oembed", .added = "?url={url}&format=json", .reading = READ_OEMBED },
    { 0 },
};

#undef SITE
#undef STORY

const struct place place_snapchat = {
    .name = "snapchat",
    .hosts = hosts,
    .routes = routes,
    .permalink = "https://www.snapchat.com/spotlight/{id}",
    .profile = "https://www.snapchat.com/@{handle}",
    .id = { WORD_DIGITS | WORD_LETTERS | WORD_UNDERSCORE | WORD_DASH, 6, 128 },
    .handle = { WORD_DIGITS | WORD_LETTERS | WORD_UNDERSCORE | WORD_DASH | WORD_DOT, 3, 30 },
    .launched_ms = 1314835200000, /* 2011-09 */
    .endpoints = endpoints,
};
