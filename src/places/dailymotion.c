/* Dailymotion. Behind an id and a dash below may stand the words of its title. */
#include "places/place.h"

static const struct host_row hosts[] = {
    { "*.dailymotion.com", HOST_PAGES | HOST_BARE },
    { "dai.ly", HOST_PAGES | HOST_BARE },
    { 0 },
};

#define PLAYLIST "https://www.dailymotion.com/playlist/{id}"

static const struct route routes[] = {
    { .path = "dai.ly/{id}", .kind = "video" },
    { .path = "/video/{id}_{any}", .kind = "video" },
    { .path = "/video/{id}/{rest}", .kind = "video" },
    { .path = "/{any}/video/{id}_{any}", .kind = "video" },
    { .path = "/{any}/video/{id}", .kind = "video" },
    { .path = "/swf/video/{id}_{any}", .kind = "video" },
    { .path = "/swf/video/{id}", .kind = "video" },
    { .path = "/swf/{id}_{any}", .kind = "video" },
    { .path = "/swf/{id}", .kind = "video" },
    { .path = "/live/{id}", .kind = "video" },
    { .path = "/embed/{id}", .kind = "video" },
    { .path = "/sequence/{id}", .kind = "video" },
    { .path = "/{rest}#video={id}", .kind = "video" },
    { .path = "/{any}/{any}#video={id}", .kind = "video" },
    { .path = "/hub/{any}#videoid={id}", .kind = "video" },
    { .path = "geo.dailymotion.com/{rest}", .kind = "video", .query = "video" },
    { .path = "geo.dailymotion.com/{rest}",
      .kind = "playlist",
      .query = "playlist",
      .permalink = PLAYLIST,
      .page = true },
    { .path = "/playlist/{id}_{any}", .kind = "playlist", .permalink = PLAYLIST, .page = true },
    { .path = "/playlist/{id}", .kind = "playlist", .permalink = PLAYLIST, .page = true },
    { .path = "/embed/playlist/{id}", .kind = "playlist", .permalink = PLAYLIST, .page = true },
    { .path = "/{handle}",
      .kind = "profile",
      .permalink = "https://www.dailymotion.com/{handle}",
      .page = true },
    { 0 },
};

#undef PLAYLIST

/* The word before an id that is lacking is none. */
static bool is_video(struct slice id)
{
    return !slice_equal(id, SLICE("video")) && !slice_equal(id, SLICE("playlist"));
}

static const char *const no_handles[] = { "video",    "embed",  "swf",  "hub",   "playlist",
                                          "services", "search", "feed", "about", "legal",
                                          "signin",   "login",  "rss",  NULL };

static const struct markup markup[] = {
    { "amp-dailymotion", .id = "@data-videoid" },
    { "*.dailymotion_player", .id = "@videoid" },
    { "script[src=https://geo.dailymotion.com/player]", .id = "@data-video" },
    { "*.dailymotion-cpe", .id = "@data-video-id|@data-id|@videoid" },
    { 0 },
};

static const struct shortcode shortcodes[] = {
    { "dailymotion", .id = "id|url" },
    { 0 },
};

static const struct endpoint endpoints[] = {
    { .name = "dailymotion.oembed",
      .url = "https://www.dailymotion.com/services/oembed",
      .added = "?url={url}&format=json",
      .reading = READ_OEMBED },
    { 0 },
};

const struct place place_dailymotion = {
    .name = "dailymotion",
    .hosts = hosts,
    .routes = routes,
    .permalink = "https://www.dailymotion.com/video/{id}",
    .profile = "https://www.dailymotion.com/{handle}",
    .id = { WORD_DIGITS | WORD_LETTERS, 3, 24 },
    .is_id = is_video,
    .handle = { WORD_DIGITS | WORD_LETTERS | WORD_UNDERSCORE | WORD_DASH | WORD_DOT, 2, 64 },
    .no_handles = no_handles,
    .launched_ms = 1110844800000, /* 2005-03-15 */
    .markup = markup,
    .shortcodes = shortcodes,
    .endpoints = endpoints,
};
