/* URLs that hold another URL: where each keeps it. */
#include "places/place.h"

#include "places/glob.h"
#include "places/wrapped.h"
#include "syntax/query.h"

enum wrapping {
    AS_IS,
    WITHOUT_SCHEME, /* http:// may be missing */
    ON_HOST         /* the target is a path on the same host */
};

/* `host` is one of the index (hosts.h); the rows of one host follow each other. `path` may
 * have stars in it; NULL: any. The target is the value of the parameter, or of the other one, or
 * what `read` finds. */
struct wrapper {
    const char *host, *path, *parameter, *other;
    bool (*read)(const struct url *u, struct buffer *into);
    enum wrapping wrapping;
};

static const struct wrapper wrappers[] = {
    { .host = "facebook.com", .path = "/l.php", .parameter = "u" },
    { .host = "facebook.com", .path = "/flx/warn/*", .parameter = "u" },
    { .host = "facebook.com", .path = "*/plugins/post.php", .parameter = "href" },
    { .host = "facebook.com", .path = "*/plugins/video.php", .parameter = "href" },
    { .host = "facebook.com", .path = "*/plugins/comment_embed.php", .parameter = "href" },
    { .host = "facebook.com", .path = "*/plugins/page.php", .parameter = "href" },
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
    { .host = "youtube.com", .path = "/signin", .parameter = "next", .wrapping = ON_HOST },
    { .host = "youtube.com", .path = "/oembed", .parameter = "url" },
    { .host = "accounts.youtube.com", .parameter = "continue" },
    { .host = "publish.twitter.com", .parameter = "url", .other = "query" },
    { .host = "publish.x.com", .parameter = "url", .other = "query" },
    { .host = "w.soundcloud.com", .path = "/player*", .parameter = "url" },
    { .host = "embed.bsky.app", .path = "/oembed", .parameter = "url" },
    { .host = "cdn.embedly.com", .path = "/widgets/*", .parameter = "url", .other = "src" },
    { .host = "iframe.ly", .path = "/api/*", .parameter = "url" },
    { .host = "cdn.iframe.ly", .path = "/api/*", .parameter = "url" },
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
    { .host = "archive.fo", .path = "/o/*", .read = wrapped_outlink },
    { .host = "archive.is", .path = "/o/*", .read = wrapped_outlink },
    { .host = "archive.li", .path = "/o/*", .read = wrapped_outlink },
    { .host = "archive.md", .path = "/o/*", .read = wrapped_outlink },
    { .host = "archive.ph", .path = "/o/*", .read = wrapped_outlink },
    { .host = "archive.today", .path = "/o/*", .read = wrapped_outlink },
    { .host = "archive.vn", .path = "/o/*", .read = wrapped_outlink },
};

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

bool unwrap_known(const struct known_host *known, const struct url *u, struct buffer *into)
{
    size_t count = known ? known->wrapper_count : 0;
    for (size_t i = 0; i < count; i++) {
        const struct wrapper *w = &wrappers[known->wrapper + i];
        if (!w->path || glob_match(slice_from(w->path), u->path)) {
            buffer_reset(into);
            bool found = read_target(w, u, into);
            if (found || into->failed) {
                return !into->failed && into->length <= URL_LONGEST;
            }
        }
    }
    return false;
}

bool unwrap(const struct url *u, struct buffer *into)
{
    return unwrap_known(host_find(u->host), u, into);
}

struct slice wrapper_of_path(struct slice path)
{
    for (size_t i = 0; i < sizeof wrappers / sizeof wrappers[0]; i++) {
        const struct wrapper *w = &wrappers[i];
        if (w->read == wrapped_archive && glob_match(slice_from(w->path), path) &&
            slice_find_nocase(path, SLICE("/http")) < path.length) {
            return slice_from(w->host);
        }
    }
    return (struct slice){ 0 };
}
