/* Spotify. */
#include "places/place.h"

static const struct host_row hosts[] = {
    { "open.spotify.com", HOST_PAGES | HOST_BARE },
    { "play.spotify.com", HOST_PAGES | HOST_BARE },
    { "embed.spotify.com", HOST_PAGES },
    { 0 },
};

#define SITE "https://open.spotify.com/"

/* The ways to a thing of one kind. */
#define ROUTE(way, name, is_page)                                                                  \
    {                                                                                              \
        .path = (way), .kind = (name), .permalink = SITE name "/{id}", .page = (is_page)           \
    }
#define ROUTES(name, is_page)                                                                      \
    ROUTE("/" name "/{id}", name, is_page), ROUTE("/embed/" name "/{id}/{rest}", name, is_page),   \
        ROUTE("/embed-podcast/" name "/{id}/{rest}", name, is_page),                               \
        ROUTE("/intl-{any}/" name "/{id}", name, is_page),                                         \
    {                                                                                              \
        .path = "embed.spotify.com/", .kind = (name), .query = "uri=spotify:" name ":{id}",        \
        .permalink = SITE name "/{id}", .page = (is_page)                                          \
    }

static const struct route routes[] = {
    ROUTES("track", false),
    ROUTES("episode", false),
    ROUTES("album", true),
    ROUTES("playlist", true),
    ROUTES("show", true),
    ROUTES("artist", true),
    ROUTE("/user/{account}/playlist/{id}", "playlist", true),
    ROUTE("/embed/user/{account}/playlist/{id}", "playlist", true),
    { .path = "embed.spotify.com/",
      .kind = "playlist",
      .query = "uri=spotify:user:{account}:playlist:{id}",
      .permalink = SITE "playlist/{id}",
      .page = true },
    { .path = "embed.spotify.com/",
      .kind = "playlist",
      .query = "uri=spotify:user:{account}%3Aplaylist%3A{id}",
      .permalink = SITE "playlist/{id}",
      .page = true },
    { .path = "/user/{handle}",
      .kind = "profile",
      .permalink = SITE "user/{handle}",
      .page = true },
    { 0 },
};

static const struct route uris[] = {
    ROUTE("spotify:track:{id}", "track", false),
    ROUTE("spotify:episode:{id}", "episode", false),
    ROUTE("spotify:album:{id}", "album", true),
    ROUTE("spotify:playlist:{id}", "playlist", true),
    ROUTE("spotify:show:{id}", "show", true),
    ROUTE("spotify:artist:{id}", "artist", true),
    { 0 },
};

#undef ROUTE
#undef ROUTES
#undef SITE

static const struct shortcode shortcodes[] = {
    { "spotify", .id = "url|id|uri" },
    { 0 },
};

static const struct endpoint endpoints[] = {
    { .name = "spotify.oembed",
      .url = "https://open.spotify.com/oembed",
      .added = "?url={url}&format=json",
      .pages = true,
      .reading = READ_OEMBED },
    { 0 },
};

const struct place place_spotify = {
    .name = "spotify",
    .hosts = hosts,
    .routes = routes,
    .uris = uris,
    .permalink = "https://open.spotify.com/track/{id}",
    .profile = "https://open.spotify.com/user/{handle}",
    .id = { WORD_DIGITS | WORD_LETTERS, 22, 22 },
    .launched_ms = 1223337600000, /* 2008-10-07 */
    .shortcodes = shortcodes,
    .endpoints = endpoints,
};
