/* Elements by which content systems embed what is on any place: what it is, its URL tells. */
#include "places/place.h"

const struct markup common_markup[] = {
    /* CKEditor */
    { "oembed", .url = "@url|@href" },
    { "*[data-oembed-url]", .url = "@data-oembed-url" },
    { "*[data-oembed]", .url = "@data-oembed" },
    /* Wagtail, as it keeps its texts */
    { "embed[embedtype=media]", .form = "widget", .url = "@url" },
    /* Gutenberg: the block's words are its URL until it is rendered. */
    { "*.wp-block-embed__wrapper", .form = "block", .url = "words" },
    /* Embedly, Iframely */
    { "*.embedly-card", .url = "@data-card-url|@href|a@href|@cite" },
    { "*[data-iframely-url]", .url = "@data-iframely-url|@href|a@href" },
/* Placeholders that name a service and a number */
#define NAMED                                                                                      \
    .place = "@data-provider|@data-service|@data-platform|@data-network|@data-plyr-provider",      \
    .url = "@data-src|@data-url|@data-href|@data-embed-url|@data-plyr-embed-id",                   \
    .id = "@data-id|@data-video-id|@data-embed-id|@data-videoid|@data-post-id|@data-plyr-embed-id"
    { "*[data-provider]", NAMED },
    { "*[data-service]", NAMED },
    { "*[data-platform]", NAMED },
    { "*[data-network]", NAMED },
    { "*[data-plyr-provider]", NAMED },
#undef NAMED
    { "*.lazy-video-container", .place = "@data-provider-name", .url = "a@href",
      .id = "@data-video-id" },
    { "embetty-video", .place = "@type", .id = "@video-id" },
    /* XenForo, and s9e's TextFormatter, which phpBB and Flarum use */
    { "*[data-media-site-id]", .place = "@data-media-site-id", .url = "a@href",
      .id = "@data-media-key" },
    /* Players that take what several places have, and pages' own elements for them */
    { "video.wp-video-shortcode", .url = "source@src|@src" },
    { "video-js", .url = "@src|source@src" },
    { "media-player", .url = "@src" },
    { "presto-player", .url = "@src" },
    { "spotify-audio", .url = "@src" },
    { "twitch-video", .url = "@src" },
    { "social-embed", .url = "@url|@src|@href" },
    { "reactplayer", .url = "@url|@src" },
    { "linkedinembed", .url = "@url|@src|@posturl" },
    { "div[data-video-id]",
      .place = "@data-type|@data-video-type|@data-video-provider|@data-source",
      .id = "@data-video-id" },
    /* Discourse */
    { "*.onebox", .url = "@data-onebox-src|a@href" },
    /* Placeholders that wait for consent */
    { "*[data-embedded-url]", .url = "@data-embedded-url" },
    { "*[data-original-href]", .url = "@data-original-href" },
    { "*[data-resourceurl]", .url = "@data-resourceurl" },
    { "*[data-embed-src]", .url = "@data-embed-src" },
    { "*[data-facadesrc]", .url = "@data-facadesrc" },
    /* Ghost's card of a page */
    { "*.kg-bookmark-card", .url = "a@href" },
    { 0 },
};

const struct shortcode common_shortcodes[] = {
    { "embed", .id = "url" },
    { "oembed", .id = "url" },
    { "embedyt", .id = "url" },
    { "embedly", .id = "url" },
    { "iframe", .id = "src" },
    { "video", .id = "url" },
    { "media", .id = "url" },
    { "audio", .id = "url" },
    { "ot-video", .id = "url" },
    { "bookmark", .id = "url" },
    /* Page builders of WordPress */
    { "av_video", .id = "src" },
    { "embedpress", .id = "url" },
    { "et_pb_video", .id = "src" },
    { "vc_video", .id = "link" },
    { 0 },
};
