/* Instagram. */
#include "places/ids.h"
#include "places/place.h"

static const char *const hosts[] = { "instagram.com", "instagr.am", NULL };

/* A shortcode names the post by whichever of these paths it is asked for. */
static const struct route routes[] = {
    { .path = "/p/{id}/{rest}", .kind = "post" },
    { .path = "/tv/{id}/{rest}", .kind = "video" },
    { .path = "/reel/{id}/{rest}", .kind = "reel" },
    { .path = "/reels/{id}/{rest}", .kind = "reel" },
    { .path = "/{handle}/p/{id}/{rest}", .kind = "post" },
    { .path = "/{handle}/tv/{id}/{rest}", .kind = "video" },
    { .path = "/{handle}/reel/{id}/{rest}", .kind = "reel" },
    { 0 },
};

static const char *const no_handles[] = { "p",     "tv",      "reel",     "reels", "stories",
                                          "share", "explore", "accounts", NULL };

const struct place place_instagram = {
    .name = "instagram",
    .hosts = hosts,
    .routes = routes,
    .permalink = "https://www.instagram.com/p/{id}/",
    .profile = "https://www.instagram.com/{handle}/",
    .id = { WORD_DIGITS | WORD_LETTERS | WORD_UNDERSCORE | WORD_DASH, 5, 64 },
    .handle = { WORD_DIGITS | WORD_LETTERS | WORD_UNDERSCORE | WORD_DOT, 1, 30 },
    .no_handles = no_handles,
    .mute = true,
    .bare_hosts = hosts,
    .id_to_ms = id_meta_shortcode_ms,
    .id_precision = TIME_MS,
    .launched_ms = 1286323200000, /* 2010-10-06 */
};
