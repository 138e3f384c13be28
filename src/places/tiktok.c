/* TikTok. */
#include "places/place.h"

static const struct host_row hosts[] = {
    { "tiktok.com", HOST_PAGES | HOST_BARE },
    { "tiktokv.com", HOST_PAGES },
    { "vxtiktok.com", HOST_PAGES },
    { "tnktok.com", HOST_PAGES },
    { 0 },
};

#define SITE "https://www.tiktok.com/"

static const struct route routes[] = {
    { .path = "/@{handle}/video/{id}/{rest}", .kind = "video" },
    { .path = "/@{handle}/photo/{id}/{rest}",
      .kind = "photo",
      .permalink = SITE "@{handle}/photo/{id}" },
    { .path = "/@/video/{id}/{rest}", .kind = "video" },
    { .path = "/@{account}/video/{id}/{rest}", .kind = "video" },
    { .path = "/{any}#/@{handle}/video/{id}", .kind = "video" },
    { .path = "/embed/{id}", .kind = "video" },
    { .path = "/embed/v2/{id}", .kind = "video" },
    { .path = "/embed/v3/{id}", .kind = "video" },
    { .path = "/player/v1/{id}", .kind = "video" },
    { .path = "/share/video/{id}", .kind = "video" },
    { .path = "/share/item/{id}", .kind = "video" },
    { .path = "/i18n/share/video/{id}", .kind = "video" },
    { .path = "/video/{id}", .kind = "video" },
    { .path = "/v/{id}.html", .kind = "video" },
    { .path = "/v/{id}", .kind = "video" },
    { .path = "/h5/share/usr/{id}.html", .kind = "video" },
    { .path = "/trending", .kind = "video", .query = "shareId" },
    { .path = "/foryou", .kind = "video", .query = "shareId" },
    { .path = "/t/{id}", .kind = "video", .id = { WORD_ANY, 5, 32 }, .share = true },
    { .path = "/@{handle}/playlist/{any}-{id}",
      .kind = "playlist",
      .permalink = SITE "@{handle}/playlist/-{id}",
      .page = true },
    { .path = "/@{handle}/live", .kind = "live", .permalink = SITE "@{handle}/live", .page = true },
    { .path = "/embed/@{handle}", .kind = "profile", .permalink = SITE "@{handle}", .page = true },
    { .path = "/@{handle}", .kind = "profile", .permalink = SITE "@{handle}", .page = true },
    { 0 },
};

#undef SITE

/* The caption stands between the author and the music. */
static const struct markup markup[] = {
    { "*.tiktok-embed[data-embed-type=creator]", .kind = "profile", .url = "@cite" },
    { "*.tiktok-embed", .url = "@cite|a@href", .id = "@data-video-id",
      .words = "@{handle} {text} ♬ {any}" },
    { "tiktok", .url = "@url", .id = "@id|@tiktokid" },
    { "tiktokembed", .url = "@url|@src", .id = "@id|@videoid" },
    { "tiktok-video", .url = "@src" },
    { "lite-tiktok", .id = "@videoid" },
    { "amp-tiktok", .url = "@data-src", .id = "@data-src" },
    { 0 },
};

static const struct shortcode shortcodes[] = {
    { "tiktok", .id = "id|url", .handle = "user" },
    { 0 },
};

static const struct flattened flattened[] = {
    { .pattern = "@{handle} {text} ♬ {any}", .kind = "video", .alone = true, .sign = "@" },
    { .pattern = "Skip TikTok post by @{handle} End of TikTok post by @{any}",
      .alone = true,
      .sign = "by @" },
    { .pattern =
          "Skip TikTok post by {handle} Allow TikTok content?{skip}End of TikTok post by {any}",
      .alone = true },
    { .pattern = "Skip TikTok post {number} by {handle} Allow TikTok content?{skip}End of TikTok "
                 "post {number} by {any}",
      .alone = true },
    { .pattern = "Skip tiktok post by @{handle} End of tiktok post by @{any}",
      .alone = true,
      .sign = "by @" },
    { .pattern =
          "Skip tiktok post by {handle} Allow TikTok content?{skip}End of tiktok post by {any}",
      .alone = true },
    { .pattern = "Skip tiktok post {number} by {handle} Allow TikTok content?{skip}End of tiktok "
                 "post {number} by {any}",
      .alone = true },
    { 0 },
};

static const struct endpoint endpoints[] = {
    { .name = "tiktok.oembed",
      .url = "https://www.tiktok.com/oembed",
      .added = "?url={url}&format=json",
      .reading = READ_OEMBED,
      .caption = true },
    { 0 },
};

const struct place place_tiktok = {
    .name = "tiktok",
    .hosts = hosts,
    .routes = routes,
    .permalink = "https://www.tiktok.com/@{handle}/video/{id}",
    .permalink_without_handle = "https://www.tiktok.com/embed/v2/{id}",
    .profile = "https://www.tiktok.com/@{handle}",
    .id = { WORD_DIGITS, 10, 20 },
    .handle = { WORD_DIGITS | WORD_LETTERS | WORD_UNDERSCORE | WORD_DOT, 1, 30 },
    .clock = { .shift = 32, .unit_us = 1000000, .precision = TIME_SECOND },
    .launched_ms = 1404172800000, /* 2014-07: Musical.ly, whose ids it took over */
    .flattened = flattened,
    .markup = markup,
    .shortcodes = shortcodes,
    .mute = true,
    .endpoints = endpoints,
};
