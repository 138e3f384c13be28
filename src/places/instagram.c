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

/* Since 2019 the attribution has no date; before, it had one for machines, too. */
static const struct markup markup[] = {
    { "*.instagram-media", .url = "@data-instgrm-permalink|a@href|@cite",
      .words = "A {any} shared by {name} (@{handle}) on {date}"
               "|A {any} shared by {name} (@{handle})"
               "|A {any} posted by {name} (@{handle}) on {date}"
               "|Una publicación compartida de {name} (@{handle}) {any}"
               "|Una publicación compartida por {name} (@{handle}) {any}"
               "|Ein Beitrag geteilt von {name} (@{handle}) {any}"
               "|Ein von {name} (@{handle}) {any}"
               "|Une publication partagée par {name} (@{handle}) {any}"
               "|Un post condiviso da {name} (@{handle}) {any}"
               "|Uma publicação compartilhada por {name} (@{handle}) {any}"
               "|Uma publicação partilhada por {name} (@{handle}) {any}"
               "|Een bericht gedeeld door {name} (@{handle}) {any}"
               "|Публикация от {name} (@{handle}) {any}"
               "|Post udostępniony przez {name} (@{handle}) {any}"
               "|{any} (@{handle}) {any}" },
    { "amp-instagram", .id = "@data-shortcode" },
    { 0 },
};

static const struct shortcode shortcodes[] = {
    { "instagram", .id = "id|url" },
    { 0 },
};

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
    .markup = markup,
    .shortcodes = shortcodes,
};
