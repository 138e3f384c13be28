/* Threads, which numbers its posts as Instagram does. */
#include "places/place.h"

static const struct host_row hosts[] = {
    { "threads.com", HOST_PAGES | HOST_BARE },
    { "threads.net", HOST_PAGES | HOST_BARE },
    { "fixthreads.net", HOST_PAGES },
    { 0 },
};

static const struct route routes[] = {
    { .path = "/@{handle}/post/{id}/{rest}", .kind = "post" },
    { .path = "/t/{id}/{rest}", .kind = "post" },
    { .path = "/@{handle}",
      .kind = "profile",
      .permalink = "https://www.threads.com/@{handle}",
      .page = true },
    { 0 },
};

static const struct markup markup[] = {
    { "*.text-post-media", .url = "@data-text-post-permalink|a@href|@cite" },
    { 0 },
};

static const struct shortcode shortcodes[] = {
    { "threads", .id = "id|url", .handle = "user" },
    { 0 },
};

static const struct flattened flattened[] = {
    { .pattern = "Post by @{handle} View on Threads", .alone = true, .sign = "by @" },
    { 0 },
};

static const struct endpoint endpoints[] = {
    { .name = "threads.oembed",
      .url = "https://graph.threads.net/v1.0/oembed",
      .added = "?url={url}&format=json",
      .reading = READ_OEMBED,
      .unasked = true,
      .untitled = true },
    { 0 },
};

const struct place place_threads = {
    .name = "threads",
    .hosts = hosts,
    .routes = routes,
    .permalink = "https://www.threads.com/@{handle}/post/{id}",
    .permalink_without_handle = "https://www.threads.com/t/{id}",
    .profile = "https://www.threads.com/@{handle}",
    .id = { WORD_DIGITS | WORD_LETTERS | WORD_UNDERSCORE | WORD_DASH, 5, 64 },
    .handle = { WORD_DIGITS | WORD_LETTERS | WORD_UNDERSCORE | WORD_DOT, 1, 30 },
    .mute = true,
    .clock = CLOCK_OF_META,
    .launched_ms = 1688515200000, /* 2023-07-05 */
    .flattened = flattened,
    .markup = markup,
    .shortcodes = shortcodes,
    .endpoints = endpoints,
};
