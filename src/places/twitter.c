/* Twitter, X since 2023. */
#include "places/ids.h"
#include "places/place.h"

/* The mirrors serve embeds of the same posts, or send browsers on to them. */
static const char *const hosts[] = { "twitter.com",   "x.com",      "fxtwitter.com",
                                     "vxtwitter.com", "fixupx.com", "fixvx.com",
                                     "twittpr.com",   "nitter.net", NULL };

/* Whatever else follows names a part of the post: photo/1, retweets. */
static const struct route routes[] = {
    { .path = "/i/web/status/{id}/{rest}", .kind = "post" },
    { .path = "/i/status/{id}/{rest}", .kind = "post" },
    { .path = "/statuses/{id}", .kind = "post" },
    { .path = "/{handle}/status/{id}/{rest}", .kind = "post" },
    { .path = "/{handle}/statuses/{id}/{rest}", .kind = "post" },
    { .path = "#!/{handle}/status/{id}/{rest}", .kind = "post" },
    { .path = "#!/{handle}/statuses/{id}/{rest}", .kind = "post" },
    { 0 },
};

static const char *const no_handles[] = { "i", NULL };
static const char *const media_hosts[] = { "pic.twitter.com", "pic.x.com", NULL };
static const char *const bare_hosts[] = { "twitter.com", "x.com", NULL };

/* Ids were counted one by one until this one, on 4 November 2010; since then they are snowflakes,
 * whose upper bits are milliseconds. */
enum { SNOWFLAKE_TIME = 22 };
static const uint64_t last_counted = 29700859247;
static const int64_t epoch = 1288834974657;

static bool id_to_ms(struct slice id, int64_t *ms)
{
    uint64_t n;
    if (!id_number(id, &n) || n <= last_counted) {
        return false;
    }
    *ms = (int64_t)(n >> SNOWFLAKE_TIME) + epoch;
    return true;
}

/* The permalink is the last link: others may stand in the text. */
#define ATTRIBUTION "{text}{dash}{name} (@{handle}) {date}|{any} (@{handle}) {date}"
#define PERMALINK   "a@href|@data-embedded-url|@data-original-href|@data-resourceurl|@data-url|@cite"
#define POST_ID     "@data-tweet-id|@data-tweetid|@data-tweet|@data-id"

static const struct markup markup[] = {
    { "div.twitter-tweet.twitter-tweet-rendered", .form = "iframe", .url = "iframe@src",
      .id = POST_ID "|iframe@data-tweet-id" },
    { "*.twitter-tweet", .url = PERMALINK, .id = POST_ID, .date = "a", .words = ATTRIBUTION },
    { "*.twitter-video", .url = PERMALINK, .id = POST_ID, .date = "a", .words = ATTRIBUTION },
    { "div.twitter-tweet-rendered", .form = "iframe", .url = "iframe@src",
      .id = POST_ID "|iframe@data-tweet-id" },
    { "*.twitter-timeline", .kind = "profile", .url = "@href" },
    { "twitter-widget", .id = POST_ID },
    { "twitterwidget", .id = POST_ID },
    { "tweet", .url = "@url|@href|@tweetlink", .id = "@id|@tweetid" },
    { "twittertweetembed", .id = "@tweetid" },
    { "tweet-embed", .id = "@tweet-id|@id" },
    { "amp-twitter", .id = POST_ID },
    { "*[data-tweet-id]", .id = POST_ID },
    { "*[data-tweet-url]", .url = "@data-tweet-url" },
    { 0 },
};

static const struct shortcode shortcodes[] = {
    { "tweet", .id = "id", .handle = "user" },
    { "x", .id = "id", .handle = "user" },
    { "twitter", .id = "id|tweet_id", .handle = "user" },
    { "twitter_simple", .id = "id", .handle = "user" },
    { "tweet_simple", .id = "id", .handle = "user" },
    { "x_simple", .id = "id", .handle = "user" },
    { 0 },
};

/* The limit was 140 until 7 November 2017, and has been 280 since; some slack for what older posts
 * did not count. */
static const struct length_limit lengths[] = { { 1510012800000, 150 }, { 0, 320 } };

/* What a site prints where the post itself is missing. */
static const struct flattened flattened[] = {
    { .pattern = "Skip Twitter post by @{handle} End of Twitter post by @{any}",
      .alone = true,
      .sign = "by @" },
    { .pattern =
          "Skip Twitter post by {handle} Allow Twitter content?{skip}End of Twitter post by {any}",
      .alone = true },
    { .pattern = "Skip Twitter post {number} by {handle} Allow Twitter content?{skip}End of "
                 "Twitter post {number} by {any}",
      .alone = true },
    { .pattern = "Skip twitter post by @{handle} End of twitter post by @{any}",
      .alone = true,
      .sign = "by @" },
    { .pattern =
          "Skip twitter post by {handle} Allow Twitter content?{skip}End of twitter post by {any}",
      .alone = true },
    { .pattern = "Skip twitter post {number} by {handle} Allow Twitter content?{skip}End of "
                 "twitter post {number} by {any}",
      .alone = true },
    { 0 },
};

static const char *const furniture[] = { "Skip Twitter post",
                                         "End of Twitter post",
                                         "Skip X post",
                                         "End of X post",
                                         "Skip twitter post",
                                         "End of twitter post",
                                         "Twitter Ads info and privacy",
                                         "Twitter Ads information and privacy",
                                         NULL };

static const char *const pictures[] = { "View image on Twitter", "View photos on Twitter",
                                        "Embedded video", NULL };

static const char *const buttons[] = { "Follow", "·", "Verified account", NULL };

const struct place place_twitter = {
    .name = "twitter",
    .hosts = hosts,
    .routes = routes,
    .permalink = "https://twitter.com/{handle}/status/{id}",
    .permalink_without_handle = "https://twitter.com/i/web/status/{id}",
    .profile = "https://twitter.com/{handle}",
    .id = { WORD_DIGITS, 1, 20 },
    .handle = { WORD_DIGITS | WORD_LETTERS | WORD_UNDERSCORE, 1, 20 },
    .no_handles = no_handles,
    .mute = true,
    .bare_hosts = bare_hosts,
    .media_hosts = media_hosts,
    .short_host = "t.co",
    .short_slug = 10,
    .id_to_ms = id_to_ms,
    .id_precision = TIME_MS,
    .prints_utc_days = true,
    .signature = "",
    .flattened = flattened,
    .furniture = furniture,
    .pictures = pictures,
    .buttons = buttons,
    .lengths = lengths,
    .launched_ms = 1142899200000, /* 2006-03-21 */
    .markup = markup,
    .shortcodes = shortcodes,
};
