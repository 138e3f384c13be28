/* YouTube. */
#include "places/place.h"

static const struct host_row hosts[] = {
    { "*.youtube.com", HOST_PAGES | HOST_BARE },
    { "youtu.be", HOST_PAGES | HOST_BARE },
    { "*.youtube-nocookie.com", HOST_PAGES },
    { "youtube.googleapis.com", HOST_PAGES },
    { "i.ytimg.com", HOST_PAGES },
    { "youtubekids.com", HOST_PAGES },
    { "y2u.be", HOST_PAGES },
    { "hooktube.com", HOST_PAGES },
    { "invidio.us", HOST_PAGES },
    { "yewtu.be", HOST_PAGES },
    { "piped.video", HOST_PAGES },
    { 0 },
};

#define WORDS    (WORD_DIGITS | WORD_LETTERS | WORD_UNDERSCORE | WORD_DASH)
#define SITE     "https://www.youtube.com/"
#define PLAYLIST SITE "playlist?list={id}"

/* Flash players had their options in the path: "/v/ID&hl=en". */
static const struct route routes[] = {
    { .path = "youtu.be/{id}/{rest}", .kind = "video" },
    { .path = "y2u.be/{id}", .kind = "video" },
    { .path = "i.ytimg.com/vi/{id}/{rest}", .kind = "video" },
    { .path = "i.ytimg.com/vi_webp/{id}/{rest}", .kind = "video" },
    { .path = "i.ytimg.com/an_webp/{id}/{rest}", .kind = "video" },
    { .path = "img.youtube.com/vi/{id}/{rest}", .kind = "video" },
    { .path = "gdata.youtube.com/feeds/api/videos/{id}/{rest}", .kind = "video" },
    { .path = "/watch", .kind = "video", .query = "v" },
    { .path = "/watch", .kind = "video", .query = "vi" },
    { .path = "/watch#!v={id}", .kind = "video" },
    { .path = "/watch#v={id}", .kind = "video" },
    { .path = "/watch/{id}", .kind = "video" },
    { .path = "/watch_popup", .kind = "video", .query = "v" },
    { .path = "/shorts/{id}/{rest}", .kind = "video" },
    { .path = "/live/{id}", .kind = "video" },
    { .path = "/embed/{id}/{rest}", .kind = "video" },
    { .path = "/v/{id}/{rest}", .kind = "video" },
    { .path = "/vi/{id}", .kind = "video" },
    { .path = "/e/{id}", .kind = "video" },
    { .path = "/w/{id}", .kind = "video" },
    { .path = "/video/{id}/{rest}", .kind = "video" },
    { .path = "/swf/l.swf", .kind = "video", .query = "video_id" },
    { .path = "#/watch", .kind = "video", .query = "v" },
    { .path = "/", .kind = "video", .query = "v" },
    { .path = "/", .kind = "video", .query = "vi" },
    { .path = "#p/{any}/{any}/{id}", .kind = "video" },
    { .path = "#p/{any}/{any}/{any}/{id}", .kind = "video" },
    { .path = "/user/{any}#p/{any}/{id}", .kind = "video" },
    { .path = "/user/{any}#p/{any}/{any}/{id}", .kind = "video" },
    { .path = "/user/{any}#p/{any}/{any}/{any}/{id}", .kind = "video" },
    { .path = "/{any}#p/{any}/{id}", .kind = "video" },
    { .path = "/{any}#p/{any}/{any}/{id}", .kind = "video" },
    { .path = "/{any}#p/{any}/{any}/{any}/{id}", .kind = "video" },
    { .path = "/clip/{id}",
      .kind = "clip",
      .permalink = SITE "clip/{id}",
      .id = { WORDS, 2, 64 },
      .unknown = true },
    { .path = "/post/{id}",
      .kind = "post",
      .permalink = SITE "post/{id}",
      .id = { WORDS, 2, 64 },
      .unknown = true },
    { .path = "/channel/{account}/community",
      .kind = "post",
      .query = "lb",
      .permalink = SITE "post/{id}",
      .id = { WORDS, 2, 64 },
      .unknown = true },
    { .path = "/playlist",
      .kind = "playlist",
      .query = "list",
      .permalink = PLAYLIST,
      .id = { WORDS, 2, 64 },
      .page = true },
    { .path = "/watch",
      .kind = "playlist",
      .query = "list",
      .permalink = PLAYLIST,
      .id = { WORDS, 2, 64 },
      .page = true },
    { .path = "/embed/live_stream",
      .kind = "channel",
      .handle_query = "channel",
      .permalink = SITE "channel/{account}",
      .page = true },
    { .path = "/embed/{rest}",
      .kind = "playlist",
      .query = "list",
      .permalink = PLAYLIST,
      .id = { WORDS, 2, 64 },
      .page = true },
    { .path = "/p/{id}",
      .kind = "playlist",
      .permalink = PLAYLIST,
      .id = { WORDS, 2, 64 },
      .page = true },
    { .path = "/{any}", .kind = "video", .query = "v" },
    { .path = "/channel/{account}/{rest}",
      .kind = "channel",
      .permalink = SITE "channel/{account}",
      .page = true },
    { .path = "/c/{account}/{rest}",
      .kind = "channel",
      .permalink = SITE "c/{account}",
      .page = true },
    { .path = "/user/{account}/{rest}",
      .kind = "channel",
      .permalink = SITE "user/{account}",
      .page = true },
    { .path = "/@{account}/{rest}",
      .kind = "channel",
      .permalink = SITE "@{account}",
      .page = true },
    { 0 },
};

#undef WORDS
#undef SITE
#undef PLAYLIST

/* Words that stand where ids do, and have their form: an embedded playlist or channel. */
static bool is_video(struct slice id)
{
    return !slice_equal(id, SLICE("videoseries")) && !slice_equal(id, SLICE("live_stream"));
}

/* A channel's number is no handle. */
static bool is_name(struct slice handle)
{
    return !(handle.length == 24 && slice_starts(handle, SLICE("UC")));
}

/* Pictures that stand in for the player until they are clicked. */
static const struct markup markup[] = {
    { "amp-youtube", .id = "@data-videoid" },
    { "lite-youtube", .id = "@videoid|@video-id|@data-videoid" },
    { "youtube", .url = "@url|@src|@id", .id = "@id|@youtubeid|@videoid|@youtube-id" },
    { "youtube-embed", .url = "@url|@src", .id = "@video-id|@videoid|@id" },
/* Components of sites that are written in JSX, by the libraries and plugins they are of */
#define COMPONENT .url = "@url|@src|@id|@videoid", .id = "@id|@videoid|@youtubeid"
    { "embedyoutube", COMPONENT },
    { "liteyoutube", COMPONENT },
    { "liteyoutubeembed", COMPONENT },
    { "youtubeembed", COMPONENT },
    { "youtubelite", COMPONENT },
    { "youtubeplayer", COMPONENT },
    { "youtubevideo", COMPONENT },
#undef COMPONENT
    { "*.lyte[id=WYL_]", .id = "@id", .value = "WYL_{id}" },
    { "youtube-video", .url = "@src" },
    { "*.youtube-player", .url = "@data-src|@src|@data-url", .id = "@data-id|@data-video-id" },
    { "*.youtube_player", .id = "@videoid|@data-videoid" },
    { "*.rll-youtube-player", .url = "@data-src", .id = "@data-id" },
    { "*.youtube-embed", .id = "@data-id|@data-video-id|@data-video_id",
      .url = "@data-src|@data-url" },
    { "*.lyte-wrapper", .url = "@data-src|a@href" },
    { "*.youtube-wrap[data-attrs]", .id = "@data-attrs:videoId" }, /* Substack's */
    { "div.youtube[data-embed]", .id = "@data-embed" },
    { "*.video-youtube", .id = "@data-id|@data-video-id" },
    { "*[data-youtube-id]", .id = "@data-youtube-id" },
    { "*[data-youtubeid]", .id = "@data-youtubeid" },
    { "*[data-yt-id]", .id = "@data-yt-id" },
    { "*[data-youtube]", .url = "@data-youtube", .id = "@data-youtube" },
    { 0 },
};

static const struct shortcode shortcodes[] = {
    { "youtube", .id = "id|v|url|video|youtube_id|video_id|videoid|videoId" },
    { "yt", .id = "id|v|url" },
    { "fusion_youtube", .id = "id" },
    { "lyte", .id = "id" },
    { "su_youtube", .id = "url" },
    { "su_youtube_advanced", .id = "url" },
    { 0 },
};

static const struct endpoint endpoints[] = {
    { .name = "youtube.oembed",
      .url = "https://www.youtube.com/oembed",
      .added = "?url={url}&format=json",
      .pages = true,
      .reading = READ_OEMBED },
    { 0 },
};

const struct place place_youtube = {
    .name = "youtube",
    .hosts = hosts,
    .routes = routes,
    .permalink = "https://www.youtube.com/watch?v={id}",
    .profile = "https://www.youtube.com/@{handle}",
    .id = { WORD_DIGITS | WORD_LETTERS | WORD_UNDERSCORE | WORD_DASH, 11, 11 },
    .handle = { WORD_DIGITS | WORD_LETTERS | WORD_UNDERSCORE | WORD_DASH | WORD_DOT, 1, 100 },
    .is_id = is_video,
    .is_handle = is_name,
    .launched_ms = 1114214400000, /* 2005-04-23 */
    .markup = markup,
    .shortcodes = shortcodes,
    .mute = true,
    .endpoints = endpoints,
};
