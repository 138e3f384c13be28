/* Vimeo. What may follow an id is a key to a private video. */
#include "places/place.h"

static const struct host_row hosts[] = {
    { "vimeo.com", HOST_PAGES | HOST_BARE },
    { "player.vimeo.com", HOST_PAGES },
    { "vimeopro.com", HOST_PAGES },
    { 0 },
};

#define SITE "https://vimeo.com/"

static const struct route routes[] = {
    { .path = "/{id}", .kind = "video" },
    { .path = "/{id}/{any}", .kind = "video" },
    { .path = "/video/{id}/{rest}", .kind = "video" },
    { .path = "/videos/{id}", .kind = "video" },
    { .path = "/channels/{any}/{id}", .kind = "video" },
    { .path = "/groups/{any}/videos/{id}", .kind = "video" },
    { .path = "/album/{any}/video/{id}", .kind = "video" },
    { .path = "/showcase/{any}/video/{id}", .kind = "video" },
    { .path = "/ondemand/{any}/{id}", .kind = "video" },
    { .path = "/manage/videos/{id}/{rest}", .kind = "video" },
    { .path = "/m/{id}", .kind = "video" },
    { .path = "/couchmode/{id}", .kind = "video" },
    { .path = "player.vimeo.com/play/{id}", .kind = "video" },
    { .path = "player.vimeo.com/external/{id}.{any}", .kind = "video" },
    { .path = "/event/{any}/videos/{id}", .kind = "video" },
    { .path = "/m#/{id}", .kind = "video" },
    { .path = "/{any}.swf", .kind = "video", .query = "clip_id" },
    { .path = "/moogaloop.php", .kind = "video", .query = "clip_id" },
    { .path = "/{account}/review/{id}/{rest}", .kind = "video" },
    { .path = "vimeopro.com/{any}/{any}/video/{id}", .kind = "video" },
    { .path = "#/{id}", .kind = "video" },
    { .path = "#{id}", .kind = "video" },
    { .path = "/event/{id}/{rest}", .kind = "event", .permalink = SITE "event/{id}" },
    { .path = "/album/{id}/{rest}",
      .kind = "playlist",
      .permalink = SITE "showcase/{id}",
      .page = true },
    { .path = "/showcase/{id}/{rest}",
      .kind = "playlist",
      .permalink = SITE "showcase/{id}",
      .page = true },
    { .path = "/channels/{id}",
      .kind = "channel",
      .permalink = SITE "channels/{id}",
      .id = { WORD_ANY, 1, 64 },
      .page = true },
    { .path = "/groups/{id}",
      .kind = "group",
      .permalink = SITE "groups/{id}",
      .id = { WORD_ANY, 1, 64 },
      .page = true },
    { .path = "vimeo.com/{handle}", .kind = "profile", .permalink = SITE "{handle}", .page = true },
    { 0 },
};

#undef SITE

static const char *const no_handles[] = {
    "about",    "album",    "blog",     "categories", "channels", "create", "event",
    "features", "groups",   "help",     "join",       "log_in",   "manage", "ondemand",
    "search",   "settings", "showcase", "stock",      "terms",    "upload", "upgrade",
    "video",    "videos",   "watch",    NULL
};

static const struct markup markup[] = {
    { "amp-vimeo", .id = "@data-videoid" },
    { "lite-vimeo", .id = "@videoid" },
    { "vimeo", .url = "@url|@src|@id|@video", .id = "@id|@videoid|@vimeoid|@video" },
    { "vimeoembed", .url = "@url|@src|@id", .id = "@id|@videoid" },
    { "vimeoplayer", .url = "@url|@src|@id", .id = "@id|@videoid" },
    { "vimeo-video", .url = "@src" },
    { "*.vimeo_player", .id = "@videoid|@data-videoid" },
    { "*.vimeo-wrap[data-attrs]", .id = "@data-attrs:videoId" },
    { "*[data-vimeo-id]", .id = "@data-vimeo-id" },
    { "*[data-vimeo-url]", .url = "@data-vimeo-url" },
    { 0 },
};

static const struct shortcode shortcodes[] = {
    { "vimeo", .id = "id|url" },
    { "vimeo_simple", .id = "id" },
    { "fusion_vimeo", .id = "id" },
    { "su_vimeo", .id = "url" },
    { 0 },
};

static const struct endpoint endpoints[] = {
    { .name = "vimeo.oembed",
      .url = "https://vimeo.com/api/oembed.json",
      .added = "?url={url}&format=json",
      .reading = READ_OEMBED },
    { .name = "vimeo.oembed",
      .url = "https://vimeo.com/api/oembed.json",
      .added = "?url={keyed}&format=json",
      .reading = READ_KEYED },
    { 0 },
};

const struct place place_vimeo = {
    .name = "vimeo",
    .hosts = hosts,
    .routes = routes,
    .permalink = "https://vimeo.com/{id}",
    .profile = "https://vimeo.com/{handle}",
    .id = { WORD_DIGITS, 2, 12 },
    .handle = { WORD_DIGITS | WORD_LETTERS | WORD_UNDERSCORE | WORD_DASH, 2, 64 },
    .no_handles = no_handles,
    .launched_ms = 1099267200000, /* 2004-11 */
    .markup = markup,
    .shortcodes = shortcodes,
    .keyed = "h",
    .endpoints = endpoints,
};
