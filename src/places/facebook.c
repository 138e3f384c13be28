/* Facebook. Ids are numbers, or words that begin with "pfbid" and hold no time. */
#include "places/place.h"

static const char *const hosts[] = { "facebook.com", "web.facebook.com", "mbasic.facebook.com",
                                     NULL };

static const struct route routes[] = {
    { .path = "/permalink.php", .kind = "post", .query = "story_fbid", .handle_query = "id" },
    { .path = "/story.php", .kind = "post", .query = "story_fbid", .handle_query = "id" },
    { .path = "/photo.php",
      .kind = "photo",
      .query = "fbid",
      .permalink = "https://www.facebook.com/photo/?fbid={id}" },
    { .path = "/photo",
      .kind = "photo",
      .query = "fbid",
      .permalink = "https://www.facebook.com/photo/?fbid={id}" },
    { .path = "/watch",
      .kind = "video",
      .query = "v",
      .permalink = "https://www.facebook.com/watch/?v={id}" },
    { .path = "/video.php",
      .kind = "video",
      .query = "v",
      .permalink = "https://www.facebook.com/watch/?v={id}" },
    { .path = "/reel/{id}", .kind = "reel", .permalink = "https://www.facebook.com/reel/{id}" },
    { .path = "/groups/{any}/posts/{id}", .kind = "post" },
    { .path = "/groups/{any}/permalink/{id}", .kind = "post" },
    { .path = "/{handle}/posts/{id}", .kind = "post" },
    { .path = "/{handle}/posts/{any}/{id}", .kind = "post" },
    { .path = "/{handle}/photos/{any}/{id}",
      .kind = "photo",
      .permalink = "https://www.facebook.com/photo/?fbid={id}" },
    { .path = "/{handle}/videos/{id}",
      .kind = "video",
      .permalink = "https://www.facebook.com/watch/?v={id}" },
    { .path = "/{handle}/videos/{any}/{id}",
      .kind = "video",
      .permalink = "https://www.facebook.com/watch/?v={id}" },
    { 0 },
};

static const char *const no_handles[] = { "groups",  "watch", "events", "pages",    "share",
                                          "sharer",  "help",  "login",  "plugins",  "reel",
                                          "stories", "photo", "gaming", "business", NULL };

static const char *const bare_hosts[] = { "facebook.com", "fb.com", NULL };

static bool is_pfbid_or_number(struct slice id)
{
    unsigned long long n;
    return slice_starts(id, SLICE("pfbid")) || slice_number(id, INT64_MAX, &n);
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

static const char *const furniture[] = { "Skip Facebook post", "End of Facebook post", NULL };

const struct place place_facebook = {
    .name = "facebook",
    .hosts = hosts,
    .routes = routes,
    .permalink = "https://www.facebook.com/{handle}/posts/{id}",
    .permalink_without_handle = "https://www.facebook.com/{id}",
    .profile = "https://www.facebook.com/{handle}",
    .id = { WORD_DIGITS | WORD_LETTERS, 5, 128 },
    .handle = { WORD_DIGITS | WORD_LETTERS | WORD_DOT | WORD_DASH, 1, 100 },
    .no_handles = no_handles,
    .mute = true,
    .bare_hosts = bare_hosts,
    .is_id = is_pfbid_or_number,
    .flattened = flattened,
    .furniture = furniture,
    .launched_ms = 1075852800000, /* 2004-02-04 */
    .markup = markup,
    .shortcodes = shortcodes,
};
