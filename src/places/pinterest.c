/* Pinterest, on a domain of its own in many countries. */
#include "places/place.h"

static const struct host_row hosts[] = {
    { "*.pinterest.com", HOST_PAGES | HOST_BARE },
    { "pinterest.*", HOST_PAGES | HOST_BARE },
    { 0 },
};

#define SITE "https://www.pinterest.com/"

static const struct route routes[] = {
    { .path = "/pin/{id}/{rest}", .kind = "pin" },
    { .path = "/pin/{any}--{id}/{rest}", .kind = "pin" },
    { .path = "/ext/embed.html", .kind = "pin", .query = "id" },
    { .path = "/{handle}/{id}",
      .kind = "board",
      .permalink = SITE "{handle}/{id}/",
      .id = { WORD_ANY, 1, 100 },
      .page = true },
    { .path = "/{handle}", .kind = "profile", .permalink = SITE "{handle}/", .page = true },
    { 0 },
};

#undef SITE

static const char *const no_handles[] = { "pin",   "ext",    "search",   "ideas",  "explore",
                                          "about", "login",  "settings", "topics", "categories",
                                          "today", "source", "business", "videos", NULL };

/* The script makes widgets of these links. */
static const struct markup markup[] = {
    { "*[data-pin-do=embedPin]", .url = "@href|@data-pin-href|a@href", .id = "@data-pin-id",
      .form = "widget" },
    { "*[data-pin-do=embedUser]", .url = "@href", .kind = "profile", .form = "widget" },
    { "pinterestembed", .url = "@url|@posturl" },
    { "amp-pinterest", .url = "@data-url" },
    { 0 },
};

static const struct shortcode shortcodes[] = {
    { "pinterest", .id = "url|id" },
    { 0 },
};

static const struct endpoint endpoints[] = {
    { .name = "pinterest.oembed",
      .url = "https://www.pinterest.com/oembed.json",
      .added = "?url={url}&format=json",
      .reading = READ_OEMBED },
    { 0 },
};

const struct place place_pinterest = {
    .name = "pinterest",
    .hosts = hosts,
    .routes = routes,
    .permalink = "https://www.pinterest.com/pin/{id}/",
    .profile = "https://www.pinterest.com/{handle}/",
    .id = { WORD_DIGITS, 1, 24 },
    .handle = { WORD_DIGITS | WORD_LETTERS | WORD_UNDERSCORE, 3, 30 },
    .no_handles = no_handles,
    .launched_ms = 1267401600000, /* 2010-03 */
    .markup = markup,
    .shortcodes = shortcodes,
    .endpoints = endpoints,
};
