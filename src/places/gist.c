/* Gist, GitHub's pieces of code. */
#include "places/place.h"

static const struct host_row hosts[] = {
    { "gist.github.com", HOST_PAGES | HOST_BARE },
    { 0 },
};

static const struct route routes[] = {
    { .path = "/{id}.js", .kind = "gist" },
    { .path = "/{id}.json", .kind = "gist" },
    { .path = "/{id}", .kind = "gist" },
    { .path = "/{handle}/{id}.js", .kind = "gist" },
    { .path = "/{handle}/{id}.json", .kind = "gist" },
    { .path = "/{handle}/{id}.pibb", .kind = "gist" },
    { .path = "/{handle}/{id}/{rest}", .kind = "gist" },
    { .path = "/{handle}",
      .kind = "profile",
      .permalink = "https://gist.github.com/{handle}",
      .page = true },
    { 0 },
};

static const char *const no_handles[] = { "discover", "search", "starred", "forked", NULL };

/* Ids were numbers first, and are long hexadecimal ones since 2012. */
static bool is_number(struct slice id)
{
    unsigned long long n;
    return (id.length >= 20 && slice_is_hex(id)) || slice_number(id, UINT64_MAX, &n);
}

static const struct markup markup[] = {
    { "script[src=https://gist.github.com/]", .url = "@src" },
    { "*[data-gist-id]", .id = "@data-gist-id", .value = "{handle}/{id}|{id}" },
    { "gist", .url = "@url|@src", .id = "@id|@gistid|@gistlink", .value = "{handle}/{id}|{id}" },
    { "*[data-gistid]", .id = "@data-gistid" },
    { 0 },
};

static const struct shortcode shortcodes[] = {
    { "gist", .id = "id|url", .handle = "user", .handle_first = true },
    { 0 },
};

static const struct endpoint endpoints[] = {
    { .name = "gist.oembed", .added = "?url={url}&format=json", .reading = READ_OEMBED },
    { 0 },
};

const struct place place_gist = {
    .name = "gist",
    .hosts = hosts,
    .routes = routes,
    .permalink = "https://gist.github.com/{handle}/{id}",
    .permalink_without_handle = "https://gist.github.com/{id}",
    .profile = "https://gist.github.com/{handle}",
    .id = { WORD_DIGITS | WORD_LETTERS, 1, 40 },
    .handle = { WORD_DIGITS | WORD_LETTERS | WORD_DASH, 1, 39 },
    .is_id = is_number,
    .no_handles = no_handles,
    .launched_ms = 1216598400000, /* 2008-07-21 */
    .markup = markup,
    .shortcodes = shortcodes,
    .endpoints = endpoints,
};
