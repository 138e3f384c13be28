#include "follow/verdict.h"

#include "follow/signs.h"
#include "net/reason.h"
#include "places/hosts.h"
#include "places/missing.h"

enum reason verdict_of_status(int status, bool challenged)
{
    return challenged ? REASON_BLOCKED : reason_of_status(status);
}

bool verdict_is_redirect(int status)
{
    return (status >= 301 && status <= 303) || status == 307 || status == 308;
}

enum reason verdict_of_wall(enum wall wall)
{
    return wall == WALL_LOGIN    ? REASON_LOGIN_WALL
           : wall == WALL_ROBOTS ? REASON_BLOCKED
                                 : REASON_NONE;
}

/* --- Sent home --- */

/* "/en", "/pt-BR": a root in another language. */
static bool is_language(struct slice segment)
{
    bool is = segment.length == 2 ||
              (segment.length == 5 && (segment.data[2] == '-' || segment.data[2] == '_'));
    for (size_t i = 0; is && i < segment.length; i++) {
        is = i == 2 || ascii_is_alpha(segment.data[i]);
    }
    return is;
}

/* "/", "/en/", "/index.html" and the like: not deep. */
static bool is_root(const struct url *u)
{
    struct slice rest = slice_skip(u->path, 1);
    struct slice segment = slice_cut(&rest, '/');
    if (rest.length) {
        return false;
    }
    return (segment.length == 0 && u->query.length <= 1) || is_language(segment) ||
           slice_starts_nocase(segment, SLICE("index.")) ||
           slice_starts_nocase(segment, SLICE("default.")) ||
           slice_equal_nocase(segment, SLICE("home"));
}

/* Whether one host is the other or below it. A site that moved to another name is not told from a
 * shortener that nobody has heard of, so such a move says nothing. */
static bool is_same_site(struct slice a, struct slice b)
{
    a = host_without_form(a);
    b = host_without_form(b);
    struct slice longer = a.length > b.length ? a : b;
    struct slice shorter = a.length > b.length ? b : a;
    if (!slice_ends_nocase(longer, shorter)) {
        return false;
    }
    struct slice below = slice_part(longer, 0, longer.length - shorter.length);
    return below.length == 0 || slice_ends_nocase(below, SLICE("."));
}

static bool is_sent_home(const struct url *from, const struct url *to)
{
    return !is_root(from) && slice_equal(to->path, SLICE("/")) && to->query.length <= 1 &&
           is_same_site(from->host, to->host);
}

/* --- Not there, though nothing says so but words --- */

/* What an article on errors may have in common with an error is no sign where it says what it is.
 */
static bool is_missing(const struct url *from, const struct url *to, bool moved, unsigned signs)
{
    bool led_to_error = moved && missing_in_path(to->path);
    unsigned others = SIGN_NO_INDEX | (signs & SIGN_ARTICLE ? 0 : SIGN_HEADING | SIGN_FEW);
    if (is_root(from) || is_root(to) || missing_in_path(from->path)) {
        return false;
    }
    return signs & SIGN_TITLE ? led_to_error || (signs & others)
                              : led_to_error && (signs & SIGN_HEADING);
}

static bool is_parked(unsigned signs)
{
    unsigned of_service = signs & (SIGN_SERVICE | SIGN_CODE);
    unsigned all = SIGN_SERVICE | SIGN_CODE | SIGN_FEW;
    return (of_service && (signs & SIGN_NAME)) || (signs & all) == all;
}

enum reason verdict_of_page(const struct url *from, const struct url *to, bool moved,
                            unsigned signs)
{
    return is_parked(signs)                     ? REASON_PARKED
           : is_missing(from, to, moved, signs) ? REASON_SOFT_404
           : moved && is_sent_home(from, to)    ? REASON_REDIRECTED_HOME
                                                : REASON_OK;
}

/* --- Doubt --- */

bool verdict_is_doubtful(const struct url *from, const struct url *to, bool moved, unsigned signs)
{
    bool sent =
        moved && !slice_equal_nocase(url_without_slash(from->path), url_without_slash(to->path));
    bool one_sign = signs & (SIGN_TITLE | SIGN_HEADING | SIGN_FEW | SIGN_NO_INDEX);
    return !is_root(from) && !missing_in_path(from->path) && (sent || one_sign);
}

enum reason verdict_of_missing(const struct url *to)
{
    return is_root(to) ? REASON_REDIRECTED_HOME : REASON_SOFT_404;
}

/* --- Shared ends --- */

/* Not a slug, which a shortener that nobody has heard of may send anywhere. */
static bool is_deep(const struct url *u)
{
    enum { LONGEST_SLUG = 20 };
    struct slice path = url_without_slash(slice_skip(u->path, 1));
    return slice_find(path, '/') < path.length || path.length > LONGEST_SLUG;
}

enum reason verdict_of_shared(const struct url *from, const struct url *to, unsigned signs)
{
    bool home = slice_equal(to->path, SLICE("/")) && to->query.length <= 1;
    bool one_sign = missing_in_path(to->path) ||
                    (!(signs & SIGN_ARTICLE) && (signs & (SIGN_TITLE | SIGN_HEADING)));
    if (is_root(from) || missing_in_path(from->path)) {
        return REASON_OK;
    }
    return home && is_deep(from) && !is_same_site(from->host, to->host) ? REASON_REDIRECTED_HOME
           : one_sign && !is_root(to)                                   ? REASON_SOFT_404
                                                                        : REASON_OK;
}
