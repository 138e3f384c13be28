/* Substack: a publication has a host of its own. */
#include "places/place.h"

static const struct host_row hosts[] = {
    { "*.substack.com", HOST_PAGES | HOST_BARE },
    { 0 },
};

#define NOTE "https://substack.com/@{handle}/note/c-{id}"
#define POST "https://substack.com/home/post/p-{id}"

static const struct route routes[] = {
    { .path = "substack.com/@{handle}/note/c-{id}", .kind = "post", .permalink = NOTE },
    { .path = "substack.com/@{any}/p-{id}", .kind = "post", .permalink = POST },
    { .path = "substack.com/home/post/p-{id}", .kind = "post", .permalink = POST },
    { .path = "open.substack.com/pub/{handle}/p/{id}", .kind = "post" },
    { .path = "{handle}.substack.com/p/{id}/{rest}", .kind = "post" },
    { .path = "{handle}.substack.com/embed/p/{id}", .kind = "post" },
    { .path = "{handle}.substack.com/embed",
      .kind = "profile",
      .permalink = "https://{handle}.substack.com/",
      .page = true },
    { .path = "{handle}.substack.com/",
      .kind = "profile",
      .permalink = "https://{handle}.substack.com/",
      .page = true },
    { .path = "substack.com/@{handle}",
      .kind = "profile",
      .permalink = "https://substack.com/@{handle}",
      .page = true },
    { 0 },
};

#undef NOTE
#undef POST

static const char *const no_handles[] = { "www", "open",  "support", "on",
                                          "api", "email", "cdn",     NULL };

static const struct markup markup[] = {
    { "*.substack-post-embed", .url = "a@href" },
    { "*.embedded-post-wrap[data-attrs]", .url = "@data-attrs:url|a@href",
      .title = "@data-attrs:title" },
    { 0 },
};

static const struct endpoint endpoints[] = {
    { .name = "substack.oembed", .added = "?url={url}&format=json", .reading = READ_OEMBED },
    { 0 },
};

const struct place place_substack = {
    .name = "substack",
    .hosts = hosts,
    .routes = routes,
    .permalink = "https://{handle}.substack.com/p/{id}",
    .profile = "https://{handle}.substack.com/",
    .id = { WORD_DIGITS | WORD_LETTERS | WORD_UNDERSCORE | WORD_DASH, 1, 255 },
    .handle = { WORD_DIGITS | WORD_LETTERS | WORD_DASH, 1, 63 },
    .no_handles = no_handles,
    .launched_ms = 1506816000000, /* 2017-10 */
    .markup = markup,
    .endpoints = endpoints,
};
