/* SoundCloud, whose tracks are known by their words in the URL; its players by their numbers. */
#include "places/place.h"

static const struct host_row hosts[] = {
    { "soundcloud.com", HOST_PAGES | HOST_BARE },
    { "api.soundcloud.com", HOST_PAGES },
    { "api-v2.soundcloud.com", HOST_PAGES },
    { 0 },
};

#define API  "https://api.soundcloud.com/"
#define SITE "https://soundcloud.com/"

static const struct route routes[] = {
    { .path = "/tracks/soundcloud:tracks:{id}", .kind = "track", .permalink = API "tracks/{id}" },
    { .path = "/tracks/{id}", .kind = "track", .permalink = API "tracks/{id}" },
    { .path = "/playlists/soundcloud:playlists:{id}",
      .kind = "playlist",
      .permalink = API "playlists/{id}",
      .page = true },
    { .path = "/playlists/{id}",
      .kind = "playlist",
      .permalink = API "playlists/{id}",
      .page = true },
    { .path = "/users/{id}", .kind = "profile", .permalink = API "users/{id}", .page = true },
    { .path = "/{handle}/sets/{id}/{rest}",
      .kind = "playlist",
      .permalink = SITE "{handle}/sets/{id}",
      .page = true },
    { .path = "/{handle}/{id}/{rest}", .kind = "track" },
    { .path = "/{handle}", .kind = "profile", .permalink = SITE "{handle}", .page = true },
    { 0 },
};

#undef API
#undef SITE

static const char *const no_handles[] = {
    "charts", "discover", "feed",     "groups", "imprint", "jobs",         "messages",
    "mobile", "oembed",   "pages",    "people", "player",  "playlists",    "pro",
    "search", "settings", "stations", "stream", "tags",    "terms-of-use", "tracks",
    "upload", "users",    "you",      NULL
};

/* An artist's pages of many tracks. */
static bool is_track(struct slice id)
{
    static const char *const pages[] = { "albums", "comments", "followers",      "following",
                                         "likes",  "reposts",  "popular-tracks", "toptracks",
                                         "tracks", "sets",     "spotlight",      NULL };
    return !slice_is_any(id, pages);
}

static const struct markup markup[] = {
    { "amp-soundcloud", .id = "@data-trackid", .kind = "track" },
    { "*.soundcloud_player[data-playable-type=tracks]", .id = "@data-playable-id",
      .kind = "track" },
    { "soundcloud", .url = "@url|@src|@soundcloudlink" },
    { 0 },
};

static const struct shortcode shortcodes[] = {
    { "soundcloud", .id = "url" },
    { 0 },
};

static const struct endpoint endpoints[] = {
    { .name = "soundcloud.oembed",
      .url = "https://soundcloud.com/oembed",
      .added = "?url={url}&format=json",
      .pages = true,
      .reading = READ_OEMBED },
    { .name = "soundcloud.oembed",
      .url = "https://soundcloud.com/oembed",
      .added = "?url={keyed}&format=json",
      .reading = READ_KEYED },
    { 0 },
};

const struct place place_soundcloud = {
    .name = "soundcloud",
    .hosts = hosts,
    .routes = routes,
    .permalink = "https://soundcloud.com/{handle}/{id}",
    .profile = "https://soundcloud.com/{handle}",
    .id = { WORD_DIGITS | WORD_LETTERS | WORD_UNDERSCORE | WORD_DASH, 1, 255 },
    .handle = { WORD_DIGITS | WORD_LETTERS | WORD_UNDERSCORE | WORD_DASH, 1, 64 },
    .is_id = is_track,
    .no_handles = no_handles,
    .launched_ms = 1185926400000, /* 2007-08 */
    .markup = markup,
    .shortcodes = shortcodes,
    .keyed = "secret_token",
    .endpoints = endpoints,
};
