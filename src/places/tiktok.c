/* TikTok. */
#include "places/ids.h"
#include "places/place.h"

static const char *const hosts[] = { "tiktok.com", NULL };

static const struct route routes[] = {
    { .path = "/@{handle}/video/{id}/{rest}", .kind = "video" },
    { .path = "/@{handle}/photo/{id}/{rest}",
      .kind = "photo",
      .permalink = "https://www.tiktok.com/@{handle}/photo/{id}" },
    { .path = "/embed/{id}", .kind = "video" },
    { .path = "/embed/v2/{id}", .kind = "video" },
    { .path = "/player/v1/{id}", .kind = "video" },
    { .path = "/v/{id}.html", .kind = "video" },
    { 0 },
};

static bool id_to_ms(struct slice id, int64_t *ms)
{
    return id_shifted_ms(id, 32, 1000, ms);
}

/* The caption stands between the author and the music. */
static const struct markup markup[] = {
    { "*.tiktok-embed[data-embed-type=creator]", .kind = "profile", .url = "@cite" },
    { "*.tiktok-embed", .url = "@cite|a@href", .id = "@data-video-id",
      .words = "@{handle} {text} ♬ {any}" },
    { "tiktok", .url = "@url", .id = "@id" },
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

const struct place place_tiktok = {
    .name = "tiktok",
    .hosts = hosts,
    .routes = routes,
    .permalink = "https://www.tiktok.com/@{handle}/video/{id}",
    .permalink_without_handle = "https://www.tiktok.com/embed/v2/{id}",
    .profile = "https://www.tiktok.com/@{handle}",
    .id = { WORD_DIGITS, 10, 20 },
    .handle = { WORD_DIGITS | WORD_LETTERS | WORD_UNDERSCORE | WORD_DOT, 1, 30 },
    .bare_hosts = hosts,
    .id_to_ms = id_to_ms,
    .id_precision = TIME_SECOND,
    .flattened = flattened,
    .launched_ms = 1404172800000, /* 2014-07: Musical.ly, whose ids it took over */
    .markup = markup,
    .shortcodes = shortcodes,
};
