/* YouTube. */
#include "places/place.h"

static const char *const hosts[] = { "youtube.com", "youtube-nocookie.com", "music.youtube.com",
                                     "youtu.be", NULL };

static const struct route routes[] = {
    { .path = "youtu.be/{id}", .kind = "video" },
    { .path = "/watch", .kind = "video", .query = "v" },
    { .path = "/shorts/{id}", .kind = "video" },
    { .path = "/live/{id}", .kind = "video" },
    { .path = "/v/{id}", .kind = "video" },
    { .path = "/e/{id}", .kind = "video" },
    { .path = "/embed/{id}", .kind = "video" },
    { 0 },
};

static const char *const bare_hosts[] = { "youtu.be", "youtube.com", NULL };

/* Words that stand where ids do, and have their form: an embedded playlist or channel. */
static bool is_video(struct slice id)
{
    return !slice_equal(id, SLICE("videoseries")) && !slice_equal(id, SLICE("live_stream"));
}

/* Pictures that stand in for the player until they are clicked. */
static const struct markup markup[] = {
    { "amp-youtube", .id = "@data-videoid" },
    { "lite-youtube", .id = "@videoid|@video-id|@data-videoid" },
    { "youtube", .url = "@url|@src", .id = "@id|@youtubeid|@videoid|@youtube-id" },
    { "youtube-embed", .url = "@url|@src", .id = "@video-id|@videoid|@id" },
    { "*.lyte[id=WYL_]", .id = "@id", .value = "WYL_{id}" },
    { "youtube-video", .url = "@src" },
    { "*.youtube-player", .url = "@data-src|@src|@data-url", .id = "@data-id|@data-video-id" },
    { "*.rll-youtube-player", .url = "@data-src", .id = "@data-id" },
    { "*.youtube-embed", .id = "@data-id|@data-video-id|@data-video_id",
      .url = "@data-src|@data-url" },
    { "*.lyte-wrapper", .url = "@data-src|a@href" },
    { "*.video-youtube", .id = "@data-id|@data-video-id" },
    { "*[data-youtube-id]", .id = "@data-youtube-id" },
    { "*[data-youtubeid]", .id = "@data-youtubeid" },
    { "*[data-yt-id]", .id = "@data-yt-id" },
    { "*[data-youtube]", .url = "@data-youtube", .id = "@data-youtube" },
    { 0 },
};

static const struct shortcode shortcodes[] = {
    { "youtube", .id = "id|v|url|video" },
    { "yt", .id = "id|v|url" },
    { 0 },
};

const struct place place_youtube = {
    .name = "youtube",
    .hosts = hosts,
    .routes = routes,
    .permalink = "https://www.youtube.com/watch?v={id}",
    .profile = "https://www.youtube.com/@{handle}",
    .id = { WORD_DIGITS | WORD_LETTERS | WORD_UNDERSCORE | WORD_DASH, 11, 11 },
    .bare_hosts = bare_hosts,
    .is_id = is_video,
    .launched_ms = 1114214400000, /* 2005-04-23 */
    .markup = markup,
    .shortcodes = shortcodes,
};
