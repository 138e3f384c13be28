/* Tumblr: a blog has a host of its own, or a path. */
#include "places/place.h"

static const struct host_row hosts[] = {
    { "*.tumblr.com", HOST_PAGES | HOST_BARE },
    { 0 },
};

#define PROFILE "https://www.tumblr.com/{handle}"

static const struct route routes[] = {
    { .path = "embed.tumblr.com/embed/post/{any}/{id}/{rest}", .kind = "post" },
    { .path = "tumblr.com/dashboard/blog/{handle}/{id}/{rest}", .kind = "post" },
    { .path = "tumblr.com/blog/view/{handle}/{id}/{rest}", .kind = "post" },
    { .path = "tumblr.com/blog/{handle}/{id}/{rest}", .kind = "post" },
    { .path = "tumblr.com/{handle}/{id}/{rest}", .kind = "post" },
    { .path = "{handle}.tumblr.com/post/{id}/{rest}", .kind = "post" },
    { .path = "{handle}.tumblr.com/image/{id}", .kind = "post" },
    { .path = "{handle}.tumblr.com/{id}/{rest}", .kind = "post" },
    { .path = "{handle}.tumblr.com/", .kind = "profile", .permalink = PROFILE, .page = true },
    { .path = "tumblr.com/{handle}", .kind = "profile", .permalink = PROFILE, .page = true },
    { 0 },
};

#undef PROFILE

static const char *const no_handles[] = { "www",    "embed",  "assets", "blog",     "dashboard",
                                          "tagged", "search", "api",    "settings", "explore",
                                          "login",  "docs",   "share",  "widgets",  "register",
                                          "about",  "policy", "apps",   "oembed",   "likes",
                                          "media",  NULL };

/* The link inside says the blog, the attribute only keys. */
static const struct markup markup[] = {
    { "*.tumblr-post", .url = "a@href|@data-href|@cite" },
    { 0 },
};

static const struct shortcode shortcodes[] = {
    { "tumblr", .id = "url" },
    { 0 },
};

static const struct endpoint endpoints[] = {
    { .name = "tumblr.oembed",
      .url = "https://www.tumblr.com/oembed/1.0",
      .added = "?url={url}&format=json",
      .reading = READ_OEMBED,
      .name_is_handle = true },
    { 0 },
};

const struct place place_tumblr = {
    .name = "tumblr",
    .hosts = hosts,
    .routes = routes,
    .permalink = "https://www.tumblr.com/{handle}/{id}",
    .profile = "https://www.tumblr.com/{handle}",
    .id = { WORD_DIGITS, 4, 20 },
    .handle = { WORD_DIGITS | WORD_LETTERS | WORD_DASH, 1, 32 },
    .no_handles = no_handles,
    .launched_ms = 1177632000000, /* 2007-04-27 */
    .markup = markup,
    .shortcodes = shortcodes,
    .endpoints = endpoints,
};
