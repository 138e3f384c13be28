#include "places/walls.h"

#include "places/hosts.h"
#include "syntax/host_pattern.h"
#include "syntax/query.h"

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
    return name.length == 0 || host_is_within(host, name);
}

static bool is_path(struct slice path, struct slice start)
{
    return slice_starts_nocase(path, start) && (start.length == 0 || path.length == start.length ||
                                                !ascii_is_alnum(path.data[start.length]));
}

enum wall wall_at(const struct url *u)
{
    for (size_t i = 0; i < sizeof walls / sizeof *walls; i++) {
        if (is_path(u->path,
                    slice_from(walls[i].path)) && /* which is seldom so, and quick to see */
            is_host(u->host, slice_from(walls[i].host))) {
            return walls[i].wall;
        }
    }
    return WALL_NONE;
}

/* --- Walls that carry back where their reader came from --- */

/* Of a path's segment, without what follows a dot, or a host's first label. */
static const struct {
    const char *word;
    enum wall wall;
} words[] = {
    { "login", WALL_LOGIN },           { "log-in", WALL_LOGIN },        { "log_in", WALL_LOGIN },
    { "logon", WALL_LOGIN },           { "signin", WALL_LOGIN },        { "sign-in", WALL_LOGIN },
    { "sign_in", WALL_LOGIN },         { "wp-login", WALL_LOGIN },      { "auth", WALL_LOGIN },
    { "authenticate", WALL_LOGIN },    { "authorize", WALL_LOGIN },     { "oauth", WALL_LOGIN },
    { "oauth2", WALL_LOGIN },          { "sso", WALL_LOGIN },           { "session", WALL_LOGIN },
    { "sessions", WALL_LOGIN },        { "authwall", WALL_LOGIN },      { "consent", WALL_ROBOTS },
    { "cookie-consent", WALL_ROBOTS }, { "privacy-gate", WALL_ROBOTS }, { "captcha", WALL_ROBOTS },
};

static enum wall wall_of_word(struct slice word)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (slice_equal_nocase(word, slice_from(words[i].word))) {
            return words[i].wall;
        }
    }
    return WALL_NONE;
}

static enum wall wall_by_words(const struct url *u)
{
    struct slice host = u->host;
    struct slice path = u->path;
    enum wall wall = wall_of_word(slice_cut(&host, '.'));
    while (wall == WALL_NONE && path.length) {
        struct slice segment = slice_cut(&path, '/');
        wall = wall_of_word(slice_cut(&segment, '.'));
    }
    return wall;
}

static bool is_same_page(const struct url *a, const struct url *b)
{
    return slice_equal(host_without_form(a->host), host_without_form(b->host)) &&
           slice_equal(url_without_slash(a->path), url_without_slash(b->path)) &&
           (a->query.length <= 1 || b->query.length <= 1 || slice_equal(a->query, b->query));
}

/* Whether a parameter's value, decoded once or twice, is the URL, or its path. */
static bool is_value(struct slice value, const struct url *from, const struct url *u, bool *failed)
{
    struct buffer once = BUFFER(URL_MOST);
    struct buffer twice = BUFFER(URL_MOST);
    struct buffer text = BUFFER(URL_MOST + 1);
    struct url target;
    percent_decode(value, false, &once);
    percent_decode(buffer_slice(&once), false, &twice);
    bool is = once.length && url_parse(buffer_slice(&once), u, &text, &target) == URL_OK &&
              is_same_page(&target, from);
    is = is || (once.length && url_parse(buffer_slice(&twice), u, &text, &target) == URL_OK &&
                is_same_page(&target, from));
    *failed = *failed || once.failed || twice.failed || text.failed;
    buffer_free(&once);
    buffer_free(&twice);
    buffer_free(&text);
    return is;
}

enum wall wall_between(const struct url *from, const struct url *u, bool *failed)
{
    enum { PARAMETERS = 16 };
    enum wall wall = u->query.length ? wall_by_words(u) : WALL_NONE;
    struct slice rest = slice_skip(u->query, u->query.length > 0);
    for (unsigned i = 0; wall != WALL_NONE && rest.length && i < PARAMETERS; i++) {
        struct slice value = slice_cut(&rest, '&');
        slice_cut(&value, '=');
        if (is_value(value, from, u, failed)) {
            return wall;
        }
    }
    return WALL_NONE;
}
