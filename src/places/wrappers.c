/* URLs that hold another URL: where each keeps it. */
#include "places/place.h"

#include "places/query.h"
#include "places/wrapped.h"

enum wrapping {
    AS_IS,
    WITHOUT_SCHEME, /* http:// may be missing */
    ON_HOST         /* the target is a path on the same host */
};

/* `host` may begin with "*." for any subdomain, or end in ".*" for any country's domain; it matches
 * itself with a "www." and "m." too. `path` may end in "*"; NULL: any. The target is the value of
 * the parameter, or of the other one, or what `read` finds. */
struct wrapper {
    const char *host, *path, *parameter, *other;
    bool (*read)(const struct url *u, struct buffer *into);
    enum wrapping wrapping;
};

static const struct wrapper wrappers[] = {
    { .host = "facebook.com", .path = "/l.php", .parameter = "u" },
    { .host = "facebook.com", .path = "/flx/warn/*", .parameter = "u" },
    { .host = "facebook.com", .path = "/plugins/post.php", .parameter = "href" },
    { .host = "facebook.com", .path = "/plugins/video.php", .parameter = "href" },
    { .host = "l.facebook.com", .parameter = "u" },
    { .host = "lm.facebook.com", .parameter = "u" },
    { .host = "l.instagram.com", .parameter = "u" },
    { .host = "l.messenger.com", .parameter = "u" },
    { .host = "l.threads.com", .parameter = "u" },
    { .host = "l.threads.net", .parameter = "u" },
    { .host = "l.wl.co", .path = "/l", .parameter = "u" },
    { .host = "google.*", .path = "/url", .parameter = "q", .other = "url" },
    { .host = "google.*", .path = "/amp/*", .read = wrapped_amp_viewer },
    { .host = "consent.google.*", .parameter = "continue" },
    { .host = "consent.youtube.com", .parameter = "continue" },
    { .host = "*.cdn.ampproject.org", .read = wrapped_amp_cache },
    { .host = "youtube.com", .path = "/redirect", .parameter = "q", .wrapping = WITHOUT_SCHEME },
    { .host = "youtube.com", .path = "/attribution_link", .parameter = "u", .wrapping = ON_HOST },
    { .host = "*.safelinks.protection.outlook.com", .parameter = "url" },
    { .host = "linkedin.com", .path = "/safety/go", .parameter = "url" },
    { .host = "linkedin.com", .path = "/redir/redirect", .parameter = "url" },
    { .host = "twitter.com", .path = "/safety/unsafe_link_warning", .parameter = "unsafe_link" },
    { .host = "x.com", .path = "/safety/unsafe_link_warning", .parameter = "unsafe_link" },
    { .host = "out.reddit.com", .parameter = "url" },
    { .host = "click.redditmail.com", .path = "/CL0/*", .read = wrapped_segment },
    { .host = "*.awstrack.me", .path = "/L0/*", .read = wrapped_segment },
    { .host = "vk.com", .path = "/away.php", .parameter = "to" },
    { .host = "steamcommunity.com", .path = "/linkfilter/*", .parameter = "url", .other = "u" },
    { .host = "t.umblr.com", .path = "/redirect", .parameter = "z" },
    { .host = "href.li", .read = wrapped_query },
    { .host = "duckduckgo.com", .path = "/l/", .parameter = "uddg" },
    { .host = "slack-redir.net", .path = "/link", .parameter = "url" },
    { .host = "bing.com", .path = "/ck/a", .read = wrapped_bing },
    { .host = "urldefense.proofpoint.com", .path = "/v1/url", .parameter = "u" },
    { .host = "urldefense.proofpoint.com", .path = "/v2/url", .read = wrapped_defense_2 },
    { .host = "urldefense.proofpoint.com", .path = "/v3/*", .read = wrapped_defense_3 },
    { .host = "urldefense.com", .path = "/v3/*", .read = wrapped_defense_3 },
    { .host = "urldefense.us", .path = "/v3/*", .read = wrapped_defense_3 },
    { .host = "web.archive.org", .path = "/web/*", .read = wrapped_archive },
};

/* ".com", ".de", ".co.uk", ".com.br": one label, or two short ones. */
static bool is_country(struct slice domain)
{
    size_t labels = 0;
    while (domain.length) {
        domain = slice_skip(domain, 1);
        size_t length = slice_find(domain, '.');
        labels++;
        if (length < 2 || length > 3 || labels > 2) {
            return false;
        }
        domain = slice_skip(domain, length);
    }
    return labels > 0;
}

static bool match_host(const char *pattern, struct slice host)
{
    struct slice want = slice_from(pattern);
    if (*pattern == '*') {
        return slice_ends_nocase(host, slice_skip(want, 1));
    }
    /* The first characters alone settle nearly every case. */
    if (host.length == 0 || *pattern != host.data[0]) {
        return false;
    }
    if (want.data[want.length - 1] == '*') {
        want.length -= 2;
        return slice_starts(host, want) && is_country(slice_skip(host, want.length));
    }
    return slice_equal(host, want);
}

static bool match_path(const char *pattern, struct slice path)
{
    struct slice want = slice_from(pattern);
    if (want.length == 0) {
        return true;
    }
    if (want.data[want.length - 1] == '*') {
        want.length--;
        return slice_starts_nocase(path, want);
    }
    return slice_equal_nocase(path, want);
}

/* A value whose own "://" is written out was put there by hand: in it "+" is a plus sign. */
static bool decode_target(struct slice value, enum wrapping wrapping, const struct url *u,
                          struct buffer *into)
{
    bool by_hand = slice_starts_nocase(value, SLICE("http://")) ||
                   slice_starts_nocase(value, SLICE("https://"));
    buffer_reset(into);
    percent_decode(value, !by_hand, into);
    if (wrapped_is_url(buffer_slice(into))) {
        return true;
    }
    bool on_host = into->length > 1 && into->data[0] == '/' && into->data[1] != '/';
    if (into->failed || wrapping == AS_IS || into->length == 0 ||
        (wrapping == ON_HOST) != on_host) {
        return false;
    }
    buffer_reset(into);
    if (on_host) {
        buffer_printf(into, "%.*s://%.*s", (int)u->scheme.length, u->scheme.data,
                      (int)u->host.length, u->host.data);
    } else {
        buffer_add(into, SLICE("http://"));
    }
    percent_decode(value, !by_hand, into);
    return true;
}

static bool read_target(const struct wrapper *w, const struct url *u, struct buffer *into)
{
    if (w->read) {
        return w->read(u, into);
    }
    const char *const names[] = { w->parameter, w->other };
    for (size_t i = 0; i < 2 && names[i]; i++) {
        struct slice value = query_value(u->query, slice_from(names[i]));
        if (value.length && (decode_target(value, w->wrapping, u, into) || into->failed)) {
            return true;
        }
    }
    return false;
}

static struct slice bare_name(struct slice host)
{
    size_t prefix = slice_starts(host, SLICE("www.")) ? 4 : slice_starts(host, SLICE("m.")) ? 2 : 0;
    return slice_skip(host, prefix);
}

bool wrapper_has_host(struct slice host)
{
    struct slice bare = bare_name(host);
    for (size_t i = 0; i < sizeof wrappers / sizeof wrappers[0]; i++) {
        if (match_host(wrappers[i].host, bare)) {
            return true;
        }
    }
    return false;
}

bool unwrap(const struct url *u, struct buffer *into)
{
    struct slice host = bare_name(u->host);
    for (size_t i = 0; i < sizeof wrappers / sizeof wrappers[0]; i++) {
        const struct wrapper *w = &wrappers[i];
        if (match_host(w->host, host) && match_path(w->path, u->path)) {
            buffer_reset(into);
            bool found = read_target(w, u, into);
            if (found || into->failed) {
                return !into->failed && into->length <= URL_LONGEST;
            }
        }
    }
    return false;
}
