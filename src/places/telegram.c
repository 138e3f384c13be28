/* Telegram: posts of public channels. */
#include "places/place.h"

static const char *const hosts[] = { "t.me", "telegram.me", "telegram.dog", NULL };

static const struct route routes[] = {
    { .path = "/s/{handle}/{id}", .kind = "post" },
    { .path = "/{handle}/{id}", .kind = "post" },
    { 0 },
};

/* "c" is for channels that only their members can read. */
static const char *const no_handles[] = { "s",        "c",     "joinchat", "addstickers", "proxy",
                                          "addemoji", "share", "iv",       NULL };

static const struct markup markup[] = {
    { "*[data-telegram-post]", .id = "@data-telegram-post", .value = "{handle}/{id}" },
    { 0 },
};

const struct place place_telegram = {
    .name = "telegram",
    .hosts = hosts,
    .routes = routes,
    .permalink = "https://t.me/{handle}/{id}",
    .profile = "https://t.me/{handle}",
    .id = { WORD_DIGITS, 1, 18 },
    .handle = { WORD_DIGITS | WORD_LETTERS | WORD_UNDERSCORE, 2, 32 },
    .no_handles = no_handles,
    .bare_hosts = hosts,
    .launched_ms = 1376438400000, /* 2013-08-14 */
    .markup = markup,
};
