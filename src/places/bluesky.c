/* Bluesky. Posts are records of the AT Protocol, named by a repository (a handle or a DID) and a
 * timestamp identifier (https://atproto.com/specs/tid). */
#include "places/ids.h"
#include "places/place.h"

static const char *const hosts[] = { "bsky.app", NULL };

static const struct route routes[] = {
    { .path = "/profile/{handle}/post/{id}/{rest}", .kind = "post" },
    { 0 },
};

enum { TID_LENGTH = 13, TID_CLOCK = 10 };

/* Microseconds above a clock's number. The author's client sets them, so they can be forged. */
static bool id_to_ms(struct slice id, int64_t *ms)
{
    uint64_t n;
    if (id.length != TID_LENGTH || !id_base32_sortable(id, TID_LENGTH, &n) || n > INT64_MAX) {
        return false;
    }
    *ms = (int64_t)(n >> TID_CLOCK) / 1000;
    return true;
}

/* The date's link is the post's, and stands last. The URI says a DID, which is no handle. */
static const struct markup markup[] = {
    { "*.bluesky-embed", .url = "a@href", .id = "@data-bluesky-uri",
      .value = "at://{any}/app.bsky.feed.post/{id}", .date = "a",
      .words = "{text}{dash}{name} (@{handle}) {date}|{any} (@{handle}) {date}",
      .tail = "[image or embed]|[contains quote post or other embedded content]" },
    { "*[data-bluesky-uri]", .id = "@data-bluesky-uri",
      .value = "at://{any}/app.bsky.feed.post/{id}" },
    { 0 },
};

static const struct shortcode shortcodes[] = {
    { "bluesky", .id = "link|url|id", .handle = "user" },
    { "bsky", .id = "link|url|id", .handle = "user" },
    { 0 },
};

/* 300 graphemes, which may be several code points each. */
static const struct length_limit lengths[] = { { 0, 360 } };

static const char *const pictures[] = { "[image or embed]",
                                        "[contains quote post or other embedded content]", NULL };

const struct place place_bluesky = {
    .name = "bluesky",
    .hosts = hosts,
    .routes = routes,
    .permalink = "https://bsky.app/profile/{handle}/post/{id}",
    .profile = "https://bsky.app/profile/{handle}",
    .id = { WORD_DIGITS | WORD_LETTERS, 1, 64 },
    .handle = { WORD_DIGITS | WORD_LETTERS | WORD_DASH | WORD_DOT | WORD_COLON, 3, 253 },
    .bare_hosts = hosts,
    .id_to_ms = id_to_ms,
    .id_precision = TIME_MS,
    .signature = ".",
    .pictures = pictures,
    .lengths = lengths,
    .launched_ms = 1668556800000, /* 2022-11-16 */
    .markup = markup,
    .shortcodes = shortcodes,
};
