/* Facebook. Ids are numbers, or words that begin with "pfbid" and hold no time. */
#include "places/place.h"

static const struct host_row hosts[] = {
    { "*.facebook.com", HOST_PAGES | HOST_BARE },
    { "fb.com", HOST_PAGES | HOST_BARE },
    { 0 },
};

#define SITE  "https://www.facebook.com/"
#define PHOTO SITE "photo/?fbid={id}"
#define VIDEO SITE "watch/?v={id}"
#define GROUP SITE "groups/{group}/posts/{id}/"

static const struct route routes[] = {
    { .path = "/permalink.php", .kind = "post", .query = "story_fbid", .handle_query = "id" },
    { .path = "/story.php", .kind = "post", .query = "story_fbid", .handle_query = "id" },
    { .path = "/photo.php", .kind = "photo", .query = "fbid", .permalink = PHOTO },
    { .path = "/photo.php", .kind = "video", .query = "v", .permalink = VIDEO },
    { .path = "/photo", .kind = "photo", .query = "fbid", .permalink = PHOTO },
    { .path = "/photos", .kind = "photo", .query = "fbid", .permalink = PHOTO },
    { .path = "/watch", .kind = "video", .query = "v", .permalink = VIDEO },
    { .path = "/watch/live", .kind = "video", .query = "v", .permalink = VIDEO },
    { .path = "/video.php", .kind = "video", .query = "v", .permalink = VIDEO },
    { .path = "/video/video.php", .kind = "video", .query = "v", .permalink = VIDEO },
    { .path = "/video/embed", .kind = "video", .query = "video_id", .permalink = VIDEO },
    { .path = "/reel/{id}/{rest}", .kind = "reel", .permalink = SITE "reel/{id}" },
    { .path = "/groups/{group}/posts/{any}/{id}", .kind = "post", .permalink = GROUP },
    { .path = "/groups/{group}/posts/{id}/{rest}", .kind = "post", .permalink = GROUP },
    { .path = "/groups/{group}/permalink/{id}/{rest}", .kind = "post", .permalink = GROUP },
    { .path = "/groups/{group}", .kind = "post", .query = "multi_permalinks", .permalink = GROUP },
    { .path = "/groups/{group}", .kind = "post", .query = "id", .permalink = GROUP },
    { .path = "/share/{id}", .kind = "post", .id = { WORD_ANY, 5, 64 }, .share = true },
    { .path = "/share/{any}/{id}", .kind = "post", .id = { WORD_ANY, 5, 64 }, .share = true },
    { .path = "/{account}/posts/{id}/{rest}", .kind = "post" },
    { .path = "/{account}/posts/{id}:{any}", .kind = "post" },
    { .path = "/{account}/posts/{any}/{id}", .kind = "post" },
    { .path = "/{account}/posts/{any}-{id}", .kind = "post" },
    { .path = "/pg/{account}/posts/{id}", .kind = "post" },
    { .path = "/{account}/activity/{id}", .kind = "post" },
    { .path = "/{account}/photos/{any}/{id}/{rest}", .kind = "photo", .permalink = PHOTO },
    { .path = "/{account}/photos/{id}", .kind = "photo", .permalink = PHOTO },
    { .path = "/{account}/videos/{id}/{rest}", .kind = "video", .permalink = VIDEO },
    { .path = "/{account}/videos/{any}/{id}/{rest}", .kind = "video", .permalink = VIDEO },
    { .path = "/notes/{account}/{any}/{id}", .kind = "note" },
    { .path = "/{account}/notes/{any}/{id}", .kind = "note" },
    { .path = "/{account}_{id}", .kind = "post" },
    { .path = "/events/{id}/{rest}",
      .kind = "event",
      .permalink = SITE "events/{id}/",
      .page = true },
    { .path = "/media/set",
      .kind = "album",
      .query = "set",
      .permalink = SITE "media/set/?set={id}",
      .id = { WORD_ANY, 2, 128 },
      .page = true },
    { .path = "/profile.php",
      .kind = "profile",
      .handle_query = "id",
      .permalink = SITE "profile.php?id={account}",
      .page = true },
    { .path = "/pages/{any}/{account}",
      .kind = "profile",
      .permalink = SITE "{account}",
      .page = true },
    { .path = "/people/{any}/{account}",
      .kind = "profile",
      .permalink = SITE "{account}",
      .page = true },
    { .path = "/pg/{account}/{rest}",
      .kind = "profile",
      .permalink = SITE "{account}",
      .page = true },
    { .path = "/{account}", .kind = "profile", .permalink = SITE "{account}", .page = true },
    { 0 },
};

#undef SITE
#undef PHOTO
#undef VIDEO
#undef GROUP

static const char *const no_handles[] = {
    "groups",    "watch",         "events",    "pages",       "share",      "sharer",
    "help",      "login",         "plugins",   "reel",        "stories",    "photo",
    "gaming",    "business",      "photos",    "video",       "media",      "people",
    "pg",        "notes",         "hashtag",   "marketplace", "dialog",     "sharer.php",
    "login.php", "share.php",     "l.php",     "profile.php", "photo.php",  "story.php",
    "video.php", "permalink.php", "home.php",  "tr",          "policies",   "privacy",
    "legal",     "ads",           "directory", "public",      "settings",   "search",
    "flx",       "ajax",          "connect",   "recover",     "checkpoint", NULL
};

static bool is_pfbid_or_number(struct slice id)
{
    unsigned long long n;
    return slice_starts(id, SLICE("pfbid")) || slice_number(id, INT64_MAX, &n);
}

/* A number is the account's, but no name. */
static bool is_name(struct slice handle)
{
    unsigned long long n;
    return !slice_number(handle, UINT64_MAX, &n);
}

/* The date's link is the post's, and stands last. */
#define POSTED .name = "author", .date = "a", .words = "{text} Posted by {name} on {date}"

static const struct markup markup[] = {
    { "*.fb-post", .url = "@data-href|blockquote@cite|a@href", POSTED },
    { "*.fb-video", .url = "@data-href|blockquote@cite|a@href", POSTED },
    { "*.fb-reel", .url = "@data-href|a@href", POSTED },
    { "*.fb-page", .kind = "profile", .url = "@data-href|blockquote@cite" },
    { "*.fb-xfbml-parse-ignore", .url = "@cite|a@href", POSTED },
    { "fb:post", .url = "@href" },
    { "fb:video", .url = "@href" },
    { "facebookembed", .url = "@url|@src|@href" },
    { "amp-facebook", .url = "@data-href" },
    { 0 },
};

static const struct shortcode shortcodes[] = {
    { "facebook", .id = "id|url" },
    { "fb", .id = "id|url" },
    { 0 },
};

/* What Facebook prints under a post, in its languages; the weekday tells it from a blog's byline.
 */
static const struct flattened flattened[] = {
    { .pattern = "Posted by {name} on {day}" },
    { .pattern = "Publicado por {name} en {day}" },
    { .pattern = "Publicado por {name} el {day}" },
    { .pattern = "Publicada por {name} en {day}" },
    { .pattern = "Publicado por {name} em {day}" },
    { .pattern = "Publicada por {name} em {day}" },
    { .pattern = "Publiée par {name} sur {day}" },
    { .pattern = "Publié par {name} sur {day}" },
    { .pattern = "Publiée par {name} le {day}" },
    { .pattern = "Publié par {name} le {day}" },
    { .pattern = "Gepostet von {name} am {day}" },
    { .pattern = "Pubblicato da {name} su {day}" },
    { .pattern = "Pubblicata da {name} su {day}" },
    { .pattern = "Geplaatst door {name} op {day}" },
    { .pattern = "Опубликовано {name} {day}" },
    { .pattern = "Opublikowany przez {name} {day}" },
    { .pattern = "Publicerat av {name} den {day}" },
    { .pattern = "Slået op af {name} den {day}" },
    { .pattern = "Publisert av {name} {day}" },
    { .pattern = "Julkaissut {name} {day}" },
    { .pattern = "Zveřejnil(a) {name} dne {day}" },
    { .pattern = "Közzétette: {name} – {day}" },
    { .pattern = "Postat de {name} pe {day}" },
    { .pattern = "Publicată de {name} pe {day}" },
    { .pattern = "Δημοσιεύτηκε από {name} στις {day}" },
    { .pattern = "Dikirim oleh {name} pada {day}" },
    { .pattern = "Được đăng bởi {name} vào {day}" },
    { .pattern = "Gönderen: {name} {day}" },
    { .pattern = "게시자: {name} {day}" },
    { .pattern = "تم النشر بواسطة {name} في {day}" },
    { .pattern = "פורסם על ידי {name} ב-{day}" },
    { .pattern = "{name}さんの投稿 {day}" },
    { .pattern = "由 {name} 發佈於 {day}" },
    { .pattern = "由 {name} 发布于 {day}" },
    { 0 },
};

static const struct endpoint endpoints[] = {
    { .name = "facebook.oembed",
      .url = "https://graph.facebook.com/v23.0/oembed_post",
      .added = "?url={url}&format=json",
      .reading = READ_OEMBED,
      .unasked = true,
      .untitled = true },
    { 0 },
};

static const char *const furniture[] = { "Skip Facebook post", "End of Facebook post", NULL };

const struct place place_facebook = {
    .name = "facebook",
    .hosts = hosts,
    .routes = routes,
    .permalink = "https://www.facebook.com/{account}/posts/{id}",
    .permalink_without_handle = "https://www.facebook.com/{id}",
    .profile = "https://www.facebook.com/{handle}",
    .id = { WORD_DIGITS | WORD_LETTERS, 5, 128 },
    .handle = { WORD_DIGITS | WORD_LETTERS | WORD_DOT | WORD_DASH, 1, 100 },
    .is_id = is_pfbid_or_number,
    .is_handle = is_name,
    .no_handles = no_handles,
    .mute = true,
    .launched_ms = 1075852800000, /* 2004-02-04 */
    .flattened = flattened,
    .furniture = furniture,
    .furniture_signs = "Fa",
    .markup = markup,
    .shortcodes = shortcodes,
    .endpoints = endpoints,
};
