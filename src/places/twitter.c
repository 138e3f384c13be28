/* Twitter, X since 2023. */
#include "places/place.h"

/* The mirrors serve embeds of the same posts, or send browsers on to them. */
static const struct host_row hosts[] = {
    { "twitter.com", HOST_PAGES | HOST_BARE },
    { "x.com", HOST_PAGES | HOST_BARE },
    { "t.co", HOST_SHORT | HOST_BARE },
    { "pic.twitter.com", HOST_MEDIA | HOST_BARE },
    { "pic.x.com", HOST_MEDIA | HOST_BARE },
    { "platform.twitter.com", HOST_PAGES },
    { "platform.x.com", HOST_PAGES },
    { "*.fxtwitter.com", HOST_PAGES },
    { "*.vxtwitter.com", HOST_PAGES },
    { "*.fixupx.com", HOST_PAGES },
    { "*.fixvx.com", HOST_PAGES },
    { "twittpr.com", HOST_PAGES },
    { "xcancel.com", HOST_PAGES },
    { "nitter.net", HOST_PAGES },
    { "nitter.poast.org", HOST_PAGES },
    { "nitter.it", HOST_PAGES },
    { "nitter.42l.fr", HOST_PAGES },
    { "nitter.privacydev.net", HOST_PAGES },
    { 0 },
};

#define WORDS (WORD_DIGITS | WORD_LETTERS | WORD_UNDERSCORE | WORD_DASH)
#define SITE  "https://twitter.com/"

/* Whatever else follows names a part of the post: photo/1, retweets. */
static const struct route routes[] = {
    { .path = "/i/web/status/{id}/{rest}", .kind = "post" },
    { .path = "/i/status/{id}/{rest}", .kind = "post" },
    { .path = "/statuses/{id}", .kind = "post" },
    { .path = "/{handle}/status/{id}/{rest}", .kind = "post" },
    { .path = "/{handle}/statuses/{id}/{rest}", .kind = "post" },
    { .path = "/@{handle}/status/{id}/{rest}", .kind = "post" },
    { .path = "#!/{handle}/status/{id}/{rest}", .kind = "post" },
    { .path = "#!/{handle}/statuses/{id}/{rest}", .kind = "post" },
    { .path = "/embed/tweet.html", .kind = "post", .query = "id" },
    { .path = "/embed/index.html", .kind = "post", .query = "id" },
    { .path = "/i/videos/tweet/{id}", .kind = "post" },
    { .path = "/i/videos/{id}", .kind = "post" },
    { .path = "/i/cards/tfw/v1/{id}", .kind = "post" },
    { .path = "/i/broadcasts/{id}",
      .kind = "broadcast",
      .permalink = SITE "i/broadcasts/{id}",
      .id = { WORDS, 1, 64 },
      .page = true },
    { .path = "/i/spaces/{id}/{rest}",
      .kind = "space",
      .permalink = SITE "i/spaces/{id}",
      .id = { WORDS, 1, 64 },
      .page = true },
    { .path = "/i/events/{id}", .kind = "event", .permalink = SITE "i/events/{id}", .page = true },
    { .path = "/i/moments/{id}",
      .kind = "moment",
      .permalink = SITE "i/moments/{id}",
      .page = true },
    { .path = "/i/lists/{id}", .kind = "list", .permalink = SITE "i/lists/{id}", .page = true },
    { .path = "/{handle}/lists/{id}",
      .kind = "list",
      .permalink = SITE "{handle}/lists/{id}",
      .id = { WORDS, 1, 64 },
      .page = true },
    { .path = "/{handle}/timelines/{id}",
      .kind = "collection",
      .permalink = SITE "{handle}/timelines/{id}",
      .page = true },
    { .path = "/{handle}", .kind = "profile", .permalink = SITE "{handle}", .page = true },
    { 0 },
};

#undef WORDS
#undef SITE

static const char *const no_handles[] = { "i",       "home",     "search",   "share",  "intent",
                                          "hashtag", "explore",  "settings", "login",  "signup",
                                          "about",   "tos",      "privacy",  "logout", "messages",
                                          "compose", "account",  "download", "jobs",   "oauth",
                                          "embed",   "statuses", NULL };

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
    { "blockquote.tweet", .url = PERMALINK, .date = "a", .words = ATTRIBUTION },
    { "blockquote.nojs-tweet", .url = PERMALINK, .date = "a", .words = ATTRIBUTION },
    { "*.react-tweet-theme", .form = "card", .url = "a@href" },
    { "*.twitterembed-canvas", .id = "@tweetid" },
    { "*.twitter-timeline", .kind = "profile", .url = "@href" },
    /* How Substack's pages keep a post */
    { "div.tweet[data-attrs]", .url = "@data-attrs:url|a@href", .handle = "@data-attrs:username",
      .name = "@data-attrs:name|.tweet-author-name", .date = "@data-attrs:date",
      .text = "@data-attrs:full_text" },
    /* s9e's TextFormatter, by which forums draw embeds */
    { "iframe[data-s9e-mediaembed=twitter]", .id = "@src|@data-s9e-mediaembed-src",
      .value = "{any}#{id}#{any}|{any}#{id}" },
    { "twitter-widget", .id = POST_ID },
    { "twitterwidget", .id = POST_ID },
    { "tweet", .url = "@url|@href|@tweetlink|@id", .id = "@id|@tweetid|@tweetlink",
      .value = "{handle}/status/{id}|{id}" },
/* Components of sites that are written in JSX, by the libraries and plugins they are of */
#define COMPONENT .url = "@url|@src|@id", .id = "@id|@tweetid"
    { "clienttweetcard", COMPONENT },
    { "embeddedtweet", COMPONENT },
    { "reacttweet", COMPONENT },
    { "statictweet", COMPONENT },
    { "tweetcard", COMPONENT },
    { "tweetembed", COMPONENT },
    { "twitterembed", COMPONENT },
    { "twittertweetembed", COMPONENT },
    { "xembed", COMPONENT },
#undef COMPONENT
    { "tweet-embed", .id = "@tweet-id|@id" },
    { "embetty-tweet", .id = "@status" },
    { "amp-twitter", .id = POST_ID, .words = ATTRIBUTION },
    { "*[data-tweet-id]", .id = POST_ID },
    { "*[data-tweetid]", .id = POST_ID },
    { "*[data-tweet-url]", .url = "@data-tweet-url" },
    { 0 },
};

static const struct shortcode shortcodes[] = {
    { "tweet", .id = "id", .handle = "user" },
    { "x", .id = "id", .handle = "user" },
    { "twitter", .id = "id|tweet_id|tweetid", .handle = "user" },
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
                                         "Accept and continue",
                                         "choose ‘accept and continue’.",
                                         "choose 'accept and continue'.",
                                         NULL };

static const char *const spoken[] = { "tweet",    "twitter", "tuit", "твит",
                                      "ツイート", "推特",    "推文", NULL };

static const struct slice pictures[] = { SLICE_INIT("View image on Twitter"),
                                         SLICE_INIT("View photos on Twitter"),
                                         SLICE_INIT("Embedded video"),
                                         { 0 } };

static const char *const buttons[] = {
    "Follow", "·", "· Follow", "Verified account", "Replying to @", "In reply to @", NULL
};

static const struct endpoint endpoints[] = {
    { .name = "twitter.syndication",
      .url = "https://cdn.syndication.twimg.com/tweet-result",
      .added = "?id={id}&lang=en&token={token}",
      .reading = READ_SYNDICATION },
    { .name = "twitter.oembed",
      .url = "https://publish.twitter.com/oembed",
      .added = "?url={url}&omit_script=1",
      .reading = READ_OEMBED,
      .untitled = true },
    { 0 },
};

/* Ids were counted one by one until one of 4 November 2010; since then they are snowflakes. */
const struct place place_twitter = {
    .name = "twitter",
    .hosts = hosts,
    .routes = routes,
    .permalink = "https://twitter.com/{handle}/status/{id}",
    .permalink_without_handle = "https://twitter.com/i/status/{id}",
    .profile = "https://twitter.com/{handle}",
    .id = { WORD_DIGITS, 1, 20 },
    .handle = { WORD_DIGITS | WORD_LETTERS | WORD_UNDERSCORE, 1, 20 },
    .no_handles = no_handles,
    .no_handle_most = 8,
    .mute = true,
    .short_slug = 10,
    .clock = { .shift = 22,
               .unit_us = 1000,
               .epoch_ms = 1288834974657,
               .above = 29700859247,
               .precision = TIME_MS },
    .prints_utc_days = true,
    .launched_ms = 1142899200000, /* 2006-03-21 */
    .signature = "",
    .flattened = flattened,
    .spoken = spoken,
    .furniture = furniture,
    .furniture_signs = "SkEnTwAc"
                       "\x98"
                       "a'a",
    .pictures = pictures,
    .buttons = buttons,
    .lengths = lengths,
    .markup = markup,
    .shortcodes = shortcodes,
    .endpoints = endpoints,
    .kept = true,
};
