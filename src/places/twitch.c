/* Twitch: recordings, clips and channels. */
#include "places/place.h"

static const struct host_row hosts[] = {
    { "twitch.tv", HOST_PAGES | HOST_BARE },
    { "clips.twitch.tv", HOST_PAGES | HOST_BARE },
    { "player.twitch.tv", HOST_PAGES },
    { "embed.twitch.tv", HOST_PAGES },
    { "go.twitch.tv", HOST_PAGES },
    { "secure.twitch.tv", HOST_PAGES },
    { 0 },
};

#define WORDS      (WORD_DIGITS | WORD_LETTERS | WORD_UNDERSCORE | WORD_DASH)
#define CLIP       "https://clips.twitch.tv/{id}"
#define COLLECTION "https://www.twitch.tv/collections/{id}"
#define CHANNEL    "https://www.twitch.tv/{handle}"

static const struct route routes[] = {
    { .path = "clips.twitch.tv/embed",
      .kind = "clip",
      .query = "clip",
      .permalink = CLIP,
      .id = { WORDS, 4, 100 } },
    { .path = "clips.twitch.tv/{id}", .kind = "clip", .permalink = CLIP, .id = { WORDS, 4, 100 } },
    { .path = "clips.twitch.tv/{account}/{id}",
      .kind = "clip",
      .permalink = "https://clips.twitch.tv/{account}/{id}",
      .id = { WORDS, 4, 100 } },
    { .path = "/clip/{id}", .kind = "clip", .permalink = CLIP, .id = { WORDS, 4, 100 } },
    { .path = "/{handle}/clip/{id}", .kind = "clip", .permalink = CLIP, .id = { WORDS, 4, 100 } },
    { .path = "/videos/{id}", .kind = "video" },
    { .path = "/{handle}/video/{id}", .kind = "video" },
    { .path = "/{handle}/videos/{id}", .kind = "video" },
    { .path = "/{handle}/v/{id}", .kind = "video" },
    { .path = "/{handle}/b/{id}", .kind = "video" },
    { .path = "/{handle}/c/{id}", .kind = "video" },
    { .path = "/", .kind = "video", .query = "video=v{id}" },
    { .path = "/", .kind = "video", .query = "video" },
    { .path = "/embed", .kind = "video", .query = "video=v{id}" },
    { .path = "/embed", .kind = "video", .query = "video" },
    { .path = "/",
      .kind = "collection",
      .query = "collection",
      .permalink = COLLECTION,
      .id = { WORDS, 4, 100 },
      .page = true },
    { .path = "/collections/{id}",
      .kind = "collection",
      .permalink = COLLECTION,
      .id = { WORDS, 4, 100 },
      .page = true },
    { .path = "/",
      .kind = "channel",
      .query = "channel={handle}",
      .permalink = CHANNEL,
      .page = true },
    { .path = "/embed",
      .kind = "channel",
      .query = "channel={handle}",
      .permalink = CHANNEL,
      .page = true },
    { .path = "/{handle}/embed", .kind = "channel", .permalink = CHANNEL, .page = true },
    { .path = "/{handle}", .kind = "channel", .permalink = CHANNEL, .page = true },
    { 0 },
};

#undef WORDS
#undef CLIP
#undef COLLECTION
#undef CHANNEL

static const char *const no_handles[] = { "videos",   "directory", "p",         "embed",
                                          "popout",   "jobs",      "downloads", "team",
                                          "settings", "search",    "clip",      "collections",
                                          "store",    "turbo",     "login",     "subscriptions",
                                          NULL };

static const struct shortcode shortcodes[] = {
    { "twitch", .id = "id|url|video" },
    { 0 },
};

static const struct endpoint endpoints[] = {
    { .name = "twitch.oembed", .added = "?url={url}&format=json", .reading = READ_OEMBED },
    { 0 },
};

const struct place place_twitch = {
    .name = "twitch",
    .hosts = hosts,
    .routes = routes,
    .permalink = "https://www.twitch.tv/videos/{id}",
    .profile = "https://www.twitch.tv/{handle}",
    .id = { WORD_DIGITS, 4, 16 },
    .handle = { WORD_DIGITS | WORD_LETTERS | WORD_UNDERSCORE, 2, 25 },
    .no_handles = no_handles,
    .launched_ms = 1307318400000, /* 2011-06-06 */
    .shortcodes = shortcodes,
    .endpoints = endpoints,
};
