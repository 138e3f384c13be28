/* Imgur. An album of a user's is one post; so is a gallery. */
#include "places/place.h"

static const struct host_row hosts[] = {
    { "imgur.com", HOST_PAGES | HOST_BARE },
    { "imgur.io", HOST_PAGES | HOST_BARE },
    { "i.imgur.com", HOST_PAGES | HOST_BARE },
    { 0 },
};

#define ALBUM   "https://imgur.com/a/{id}"
#define GALLERY "https://imgur.com/gallery/{id}"

static const struct route routes[] = {
    { .path = "i.imgur.com/{id}.gifv", .kind = "video" },
    { .path = "i.imgur.com/{id}.mp4", .kind = "video" },
    { .path = "/a/{id}/{rest}", .kind = "album", .permalink = ALBUM },
    { .path = "/a/{any}-{id}", .kind = "album", .permalink = ALBUM },
    { .path = "/gallery/{id}/{rest}", .kind = "post", .permalink = GALLERY },
    { .path = "/gallery/{any}-{id}", .kind = "post", .permalink = GALLERY },
    { .path = "/t/{any}/{id}", .kind = "post", .permalink = GALLERY },
    { .path = "/t/{any}/{any}-{id}", .kind = "post", .permalink = GALLERY },
    { .path = "/topic/{any}/{id}", .kind = "post", .permalink = GALLERY },
    { .path = "/r/{any}/{id}", .kind = "post" },
    { .path = "/user/{handle}",
      .kind = "profile",
      .permalink = "https://imgur.com/user/{handle}",
      .page = true },
    { .path = "/{id}/embed", .kind = "photo" },
    { .path = "/{id}", .kind = "photo" },
    { .path = "/{any}-{id}", .kind = "photo", .id = { WORD_DIGITS | WORD_LETTERS, 7, 7 } },
    { 0 },
};

#undef ALBUM
#undef GALLERY

/* Pages of the site that have an id's form. */
static bool is_image(struct slice id)
{
    static const char *const pages[] = { "about",   "account", "apps",     "beta",    "download",
                                         "emerald", "gallery", "help",     "inbox",   "memegen",
                                         "privacy", "random",  "register", "removal", "rules",
                                         "search",  "signin",  "store",    "topic",   "upload",
                                         "user",    "vidgif",  NULL };
    return !slice_is_any(id, pages);
}

static const struct markup markup[] = {
    { "*.imgur-embed-pub", .url = "a@href", .id = "@data-id",
      .value = "a/{id}|t/{any}/{id}|gallery/{id}|{id}", .words = "View post on imgur.com|{title}" },
    { "amp-imgur", .id = "@data-imgur-id", .value = "a/{id}|{id}" },
    { 0 },
};

static const struct shortcode shortcodes[] = {
    { "imgur", .id = "id|url" },
    { 0 },
};

static const struct endpoint endpoints[] = {
    { .name = "imgur.oembed", .added = "?url={url}&format=json", .reading = READ_OEMBED },
    { 0 },
};

const struct place place_imgur = {
    .name = "imgur",
    .hosts = hosts,
    .routes = routes,
    .permalink = "https://imgur.com/{id}",
    .profile = "https://imgur.com/user/{handle}",
    .id = { WORD_DIGITS | WORD_LETTERS, 5, 10 },
    .handle = { WORD_DIGITS | WORD_LETTERS | WORD_UNDERSCORE | WORD_DASH, 3, 64 },
    .is_id = is_image,
    .launched_ms = 1235347200000, /* 2009-02-23 */
    .markup = markup,
    .shortcodes = shortcodes,
    .endpoints = endpoints,
};
