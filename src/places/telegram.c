/* Telegram: posts of public channels. */
#include "places/place.h"

static const struct host_row hosts[] = {
    { "*.t.me", HOST_PAGES | HOST_BARE },
    { "telegram.me", HOST_PAGES | HOST_BARE },
    { "telegram.dog", HOST_PAGES | HOST_BARE },
    { 0 },
};

static const struct route routes[] = {
    { .path = "/s/{handle}/{id}", .kind = "post" },
    { .path = "{handle}.t.me/s/{id}", .kind = "post" },
    { .path = "{handle}.t.me/{id}", .kind = "post" },
    { .path = "/{handle}/{id}", .kind = "post" },
    { .path = "/{handle}/{any}/{id}", .kind = "post" },
    { .path = "/s/{handle}",
      .kind = "channel",
      .permalink = "https://t.me/{handle}",
      .page = true },
    { .path = "/{handle}", .kind = "channel", .permalink = "https://t.me/{handle}", .page = true },
    { 0 },
};

/* "c" is for channels that only their members can read. */
static const char *const no_handles[] = {
    "s",       "c",        "joinchat",    "addstickers", "proxy",   "addemoji", "share",
    "iv",      "addtheme", "setlanguage", "socks",       "login",   "bg",       "confirmphone",
    "invoice", "www",      "addlist",     "boost",       "contact", NULL
};

static const struct markup markup[] = {
    { "*[data-telegram-post]", .id = "@data-telegram-post",
      .value = "{handle}/{id}?{any}|{handle}/{id}" },
    { 0 },
};

static const struct endpoint endpoints[] = {
    { .name = "telegram.oembed", .added = "?url={url}&format=json", .reading = READ_OEMBED },
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
    .launched_ms = 1376438400000, /* 2013-08-14 */
    .markup = markup,
    .endpoints = endpoints,
};
