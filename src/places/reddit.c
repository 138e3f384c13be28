/* Reddit. */
#include "places/place.h"

static const char *const hosts[] = {
    "reddit.com", "old.reddit.com", "new.reddit.com", "np.reddit.com", "sh.reddit.com", "redd.it",
    NULL
};

static const struct route routes[] = {
    { .path = "redd.it/{id}", .kind = "post" },
    { .path = "/comments/{id}/{rest}", .kind = "post" },
    { .path = "/r/{any}/comments/{id}/{any}/{rest}", .kind = "post" },
    { .path = "/r/{any}/comments/{id}", .kind = "post" },
    { .path = "/user/{handle}/comments/{id}/{rest}", .kind = "post" },
    { .path = "/u/{handle}/comments/{id}/{rest}", .kind = "post" },
    { 0 },
};

static const char *const bare_hosts[] = { "reddit.com", "redd.it", "v.redd.it", "i.redd.it", NULL };

static const struct markup markup[] = {
    { "*.reddit-embed-bq", .url = "a@href|@cite",
      .words = "Comment by u/{handle} from {any}|{title} by u/{handle} in {any}"
               "|{title} by u/{handle}" },
    { "*.reddit-card", .url = "a@href|@cite", .words = "{title} from {any}" },
    { "*.reddit-embed", .url = "a@href|@cite|@data-embed-src" },
    { "amp-reddit", .url = "@data-src" },
    { 0 },
};

static const struct shortcode shortcodes[] = {
    { "reddit", .id = "id|url" },
    { 0 },
};

static const struct flattened flattened[] = {
    { .pattern = "Comment by u/{handle} from discussion in {word}",
      .alone = true,
      .sign = "by u/" },
    { .pattern = "{title} by u/{handle} in {word}", .alone = true, .sign = "by u/" },
    { .pattern = "{title} byu/{handle} in {word}", .alone = true, .sign = "byu/" },
    { .pattern = "{title} from r/{any}", .inside = true, .alone = true },
    { 0 },
};

const struct place place_reddit = {
    .name = "reddit",
    .hosts = hosts,
    .routes = routes,
    .permalink = "https://www.reddit.com/comments/{id}/",
    .profile = "https://www.reddit.com/user/{handle}/",
    .id = { WORD_DIGITS | WORD_LETTERS, 2, 13 },
    .handle = { WORD_DIGITS | WORD_LETTERS | WORD_UNDERSCORE | WORD_DASH, 2, 23 },
    .bare_hosts = bare_hosts,
    .flattened = flattened,
    .launched_ms = 1119484800000, /* 2005-06-23 */
    .markup = markup,
    .shortcodes = shortcodes,
};
