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

const struct place place_reddit = {
    .name = "reddit",
    .hosts = hosts,
    .routes = routes,
    .permalink = "https://www.reddit.com/comments/{id}/",
    .profile = "https://www.reddit.com/user/{handle}/",
    .id = { WORD_DIGITS | WORD_LETTERS, 2, 13 },
    .handle = { WORD_DIGITS | WORD_LETTERS | WORD_UNDERSCORE | WORD_DASH, 2, 23 },
    .bare_hosts = bare_hosts,
    .launched_ms = 1119484800000, /* 2005-06-23 */
};
