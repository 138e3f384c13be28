#include "places/walls.h"

/* A host stands for itself and those below it; one that ends in ".*" for every top-level domain; ""
 * for any. A path stands for itself and what continues it behind a character that is no letter or
 * digit. */
static const struct {
    const char *host, *path;
    enum wall wall;
} walls[] = {
    { "", "/accounts/login", WALL_LOGIN },
    { "facebook.com", "/login", WALL_LOGIN },
    { "facebook.com", "/checkpoint", WALL_LOGIN },
    { "threads.net", "/login", WALL_LOGIN },
    { "threads.com", "/login", WALL_LOGIN },
    { "twitter.com", "/i/flow/login", WALL_LOGIN },
    { "twitter.com", "/login", WALL_LOGIN },
    { "twitter.com", "/account/access", WALL_ROBOTS },
    { "x.com", "/i/flow/login", WALL_LOGIN },
    { "x.com", "/login", WALL_LOGIN },
    { "x.com", "/account/access", WALL_ROBOTS },
    { "linkedin.com", "/authwall", WALL_LOGIN },
    { "linkedin.com", "/uas/login", WALL_LOGIN },
    { "linkedin.com", "/login", WALL_LOGIN },
    { "linkedin.com", "/checkpoint", WALL_ROBOTS },
    { "tiktok.com", "/login", WALL_LOGIN },
    { "reddit.com", "/login", WALL_LOGIN },
    { "pinterest.*", "/login", WALL_LOGIN },
    { "medium.com", "/m/signin", WALL_LOGIN },
    { "accounts.google.com", "", WALL_LOGIN },
    { "login.microsoftonline.com", "", WALL_LOGIN },
    { "login.live.com", "", WALL_LOGIN },
    { "google.*", "/sorry", WALL_ROBOTS },
    { "consent.*", "", WALL_ROBOTS },
    { "amazon.*", "/errors/validateCaptcha", WALL_ROBOTS },
    { "captcha-delivery.com", "", WALL_ROBOTS },
    { "validate.perfdrive.com", "", WALL_ROBOTS },
};

/* "google.*" against "www.google.co.uk": the labels before the star occur, at a label's start. */
static bool is_under_any_domain(struct slice host, struct slice name)
{
    size_t at = slice_find_nocase(host, name);
    return at < host.length && (at == 0 || host.data[at - 1] == '.');
}

static bool is_host(struct slice host, struct slice name)
{
    if (slice_ends_nocase(name, SLICE(".*"))) {
        return is_under_any_domain(host, slice_part(name, 0, name.length - 1));
    }
    return slice_ends_nocase(host, name) && (host.length == name.length || name.length == 0 ||
                                             host.data[host.length - name.length - 1] == '.');
}

static bool is_path(struct slice path, struct slice start)
{
    return slice_starts_nocase(path, start) && (start.length == 0 || path.length == start.length ||
                                                !ascii_is_alnum(path.data[start.length]));
}

enum wall wall_at(const struct url *u)
{
    for (size_t i = 0; i < sizeof walls / sizeof *walls; i++) {
        if (is_host(u->host, slice_from(walls[i].host)) &&
            is_path(u->path, slice_from(walls[i].path))) {
            return walls[i].wall;
        }
    }
    return WALL_NONE;
}
