/* Instagram. A shortcode names the post by whichever path it is asked for: a 64-bit number in base
 * 64; what may follow its eleven digits is a key to a private post. */
#include "places/place.h"

static const struct host_row hosts[] = {
    { "instagram.com", HOST_PAGES | HOST_BARE },
    { "instagr.am", HOST_PAGES | HOST_BARE },
    { "ddinstagram.com", HOST_PAGES },
    { "kkinstagram.com", HOST_PAGES },
    { 0 },
};

#define SITE "https://www.instagram.com/"

static const struct route routes[] = {
    { .path = "/p/{id}/{rest}", .kind = "post" },
    { .path = "/tv/{id}/{rest}", .kind = "video" },
    { .path = "/reel/{id}/{rest}", .kind = "reel" },
    { .path = "/reels/{id}/{rest}", .kind = "reel" },
    { .path = "/{handle}/p/{id}/{rest}", .kind = "post" },
    { .path = "/{handle}/tv/{id}/{rest}", .kind = "video" },
    { .path = "/{handle}/reel/{id}/{rest}", .kind = "reel" },
    { .path = "/{handle}/reels/{id}/{rest}", .kind = "reel" },
    { .path = "/share/{id}", .kind = "post", .share = true },
    { .path = "/share/p/{id}", .kind = "post", .share = true },
    { .path = "/share/reel/{id}", .kind = "reel", .share = true },
    { .path = "/stories/highlights/{id}",
      .kind = "story",
      .permalink = SITE "stories/highlights/{id}/",
      .id = { WORD_DIGITS, 5, 24 },
      .page = true },
    { .path = "/stories/{handle}/{id}",
      .kind = "story",
      .permalink = SITE "stories/{handle}/{id}/",
      .id = { WORD_DIGITS, 5, 24 },
      .page = true },
    { .path = "/{handle}/embed", .kind = "profile", .permalink = SITE "{handle}/", .page = true },
    { .path = "/{handle}", .kind = "profile", .permalink = SITE "{handle}/", .page = true },
    { 0 },
};

#undef SITE

static const char *const no_handles[] = { "p",        "tv",      "reel",  "reels",
                                          "stories",  "share",   "about", "explore",
                                          "accounts", "legal",   "web",   "direct",
                                          "api",      "graphql", "embed", NULL };

/* "/reels/audio/N" is a page of many; a story's number is no shortcode. */
static bool is_shortcode(struct slice id)
{
    unsigned long long n;
    return !slice_equal(id, SLICE("audio")) &&
           !(id.length > 11 && slice_number(id, UINT64_MAX, &n));
}

/* Since 2019 the attribution has no date; before, it had one for machines, too. In other languages
 * its line is known by the handle. */
/* How Substack's pages keep a post. */
#define SUBSTACK                                                                                   \
    .url = "a@href", .id = "@data-attrs:instagram_id", .handle = "@data-attrs:author_name"

static const struct markup markup[] = {
    { "*.instagram-media", .url = "@data-instgrm-permalink|a@href|@cite",
      .words = "A {any} shared by {name} (@{handle}) on {date}"
               "|A {any} shared by {name} (@{handle})"
               "|A {any} shared by @{handle}"
               "|A {any} posted by {name} (@{handle}) on {date}"
               "|{any} (@{handle}) {any}"
               "|{any}（@{handle}）{any}" },
    { "instagram", .url = "@url", .id = "@id|@instagramid" },
    { "instagramembed", .url = "@url|@src", .id = "@id|@postid" },
    { "iframe[data-s9e-mediaembed=instagram]", .id = "@src|@data-s9e-mediaembed-src",
      .value = "{any}#{id}#{any}|{any}#{id}" },
    { "amp-instagram", .id = "@data-shortcode" },
    { "*.instagram_post", .id = "@postid|@data-postid" },
    { "*.instagram-embed-wrap", SUBSTACK },
    { "*.instagram[data-attrs]", SUBSTACK },
    { 0 },
};

static const struct shortcode shortcodes[] = {
    { "instagram", .id = "id|url" },
    { 0 },
};

/* What Instagram prints under a post, in its languages; today without a date. */
static const struct flattened flattened[] = {
    { .pattern = "A {any} shared by {name} (@{handle})[ on {date}]", .sign = "(@" },
    { .pattern = "A {any} posted by {name} (@{handle})[ on {date}]", .sign = "(@" },
    { .pattern = "Una publicación compartida de {name} (@{handle})[ el {date}]", .sign = "(@" },
    { .pattern = "Una publicación compartida por {name} (@{handle})[ el {date}]", .sign = "(@" },
    { .pattern = "Una {any} publicada por {name} (@{handle}) on {date}", .sign = "(@" },
    { .pattern = "Una {any} publicada por {name} (@{handle})[ el {date}]", .sign = "(@" },
    { .pattern = "Un {any} publicado por {name} (@{handle})[ el {date}]", .sign = "(@" },
    { .pattern = "Une publication partagée par {name} (@{handle})[ le {date}]", .sign = "(@" },
    { .pattern = "Une {any} publiée par {name} (@{handle})[ le {date}]", .sign = "(@" },
    { .pattern = "Ein Beitrag geteilt von {name} (@{handle})[ am {date}]", .sign = "(@" },
    { .pattern = "Ein von {name} (@{handle}) geteilter Beitrag[ am {date}]", .sign = "(@" },
    { .pattern = "Ein von {name} (@{handle}) gepostetes {any} am {date}", .sign = "(@" },
    { .pattern = "Un post condiviso da {name} (@{handle})[ in data: {date}]", .sign = "(@" },
    { .pattern = "Un post condiviso da {name} (@{handle})[ in data {date}]", .sign = "(@" },
    { .pattern = "Una {any} pubblicata da {name} (@{handle})[ in data: {date}]", .sign = "(@" },
    { .pattern = "Uma publicação compartilhada por {name} (@{handle})[ em {date}]", .sign = "(@" },
    { .pattern = "Um post compartilhado por {name} (@{handle})[ em {date}]", .sign = "(@" },
    { .pattern = "Uma {any} publicada por {name} (@{handle})[ em {date}]", .sign = "(@" },
    { .pattern = "Uma publicação partilhada por {name} (@{handle})[ a {date}]", .sign = "(@" },
    { .pattern = "Een bericht gedeeld door {name} (@{handle})[ op {date}]", .sign = "(@" },
    { .pattern = "Een {any} geplaatst door {name} (@{handle})[ op {date}]", .sign = "(@" },
    { .pattern = "Публикация от {name} (@{handle})[ {date}]", .sign = "(@" },
    { .pattern = "Фото опубликовано {name} (@{handle}) {date}", .sign = "(@" },
    { .pattern = "Видео опубликовано {name} (@{handle}) {date}", .sign = "(@" },
    { .pattern = "Публікація від {name} (@{handle})[ {date}]", .sign = "(@" },
    { .pattern = "Допис, поширений {name} (@{handle})[ {date}]", .sign = "(@" },
    { .pattern = "{name} (@{handle})'in paylaştığı bir gönderi[ ({date})]", .sign = "(@" },
    { .pattern = "{name} (@{handle})’in paylaştığı bir gönderi[ ({date})]", .sign = "(@" },
    { .pattern = "Post udostępniony przez {name} (@{handle})[ {date}]", .sign = "(@" },
    { .pattern = "Zdjęcie zamieszczone przez użytkownika {name} (@{handle}) {date}", .sign = "(@" },
    { .pattern = "{name}さん(@{handle})がシェアした投稿[ - {date}]", .sign = "(@" },
    { .pattern = "{name}さん(@{handle})が投稿した写真[ - {date}]", .sign = "(@" },
    { .pattern = "{name}さん(@{handle})が投稿した動画[ - {date}]", .sign = "(@" },
    { .pattern = "{name}(@{handle})がシェアした投稿[ - {date}]", .sign = "(@" },
    { .pattern = "{name}(@{handle})님의 공유 게시물님[, {date}]", .sign = "(@" },
    { .pattern = "{name}(@{handle})님의 공유 게시물[, {date}]", .sign = "(@" },
    { .pattern = "{name} (@{handle}) 分享的帖子[ 于 {date}]", .sign = "(@" },
    { .pattern = "{name}（@{handle}）分享的帖子[ 于 {date}]", .sign = "（@" },
    { .pattern = "{name}（@{handle}）分享的貼文[ 於 {date}]", .sign = "（@" },
    { .pattern = "{name} (@{handle}) 分享的貼文[ 於 {date}]", .sign = "(@" },
    { .pattern = "تمت مشاركة منشور بواسطة {name} (@{handle})[ في {date}]", .sign = "(@" },
    { .pattern = "Sebuah kiriman dibagikan oleh {name} (@{handle})[ pada {date}]", .sign = "(@" },
    { .pattern = "Catatan dikongsi oleh {name} (@{handle})[ pada {date}]", .sign = "(@" },
    { .pattern = "Ett inlägg delat av {name} (@{handle})[ {date}]", .sign = "(@" },
    { .pattern = "Et opslag delt af {name} (@{handle})[ den {date}]", .sign = "(@" },
    { .pattern = "Et innlegg delt av {name} (@{handle})[ {date}]", .sign = "(@" },
    { .pattern = "Henkilön {name} (@{handle}) jakama julkaisu[ {date}]", .sign = "(@" },
    { .pattern = "Příspěvek sdílený {name} (@{handle})[, {date}]", .sign = "(@" },
    { .pattern = "Η δημοσίευση κοινοποιήθηκε από το χρήστη {name} (@{handle})[ στις {date}]",
      .sign = "(@" },
    { .pattern = "{name} (@{handle}) által megosztott bejegyzés[, {date}]", .sign = "(@" },
    { .pattern = "โพสต์ที่แชร์โดย {name} (@{handle})[ เมื่อ {date}]", .sign = "(@" },
    { .pattern = "Bài viết do {name} (@{handle}) chia sẻ[ vào {date}]", .sign = "(@" },
    { .pattern = "O postare distribuită de {name} (@{handle})[ pe {date}]", .sign = "(@" },
    { .pattern = "{name} (@{handle}) द्वारा साझा की गई पोस्ट[ {date}]", .sign = "(@" },
    { .pattern = "פוסט משותף על ידי {name} (@{handle})[ ב-{date}]", .sign = "(@" },
    { .pattern = "Isang post na ibinahagi ni {name} (@{handle})[ noong {date}]", .sign = "(@" },
    /* Accounts without a name */
    { .pattern = "A post shared by @{handle}[ on {date}]", .sign = "by @" },
    { .pattern = "A reel shared by @{handle}[ on {date}]", .sign = "by @" },
    { .pattern = "A {any} shared by @{handle} on {date}", .sign = "by @" },
    { .pattern = "Una publicación compartida de @{handle}[ el {date}]", .sign = "de @" },
    { .pattern = "Una publicación compartida por @{handle}[ el {date}]", .sign = "por @" },
    { .pattern = "Une publication partagée par @{handle}[ le {date}]", .sign = "par @" },
    { .pattern = "Ein Beitrag geteilt von @{handle}[ am {date}]", .sign = "von @" },
    { .pattern = "Un post condiviso da @{handle}[ in data {date}]", .sign = "da @" },
    { .pattern = "Uma publicação compartilhada por @{handle}[ em {date}]", .sign = "por @" },
    { .pattern = "Um post compartilhado por @{handle}[ em {date}]", .sign = "por @" },
    { .pattern = "Uma publicação partilhada por @{handle}[ a {date}]", .sign = "por @" },
    { .pattern = "Een bericht gedeeld door @{handle}[ op {date}]", .sign = "door @" },
    { .pattern = "Публикация от @{handle}[ {date}]", .sign = "от @" },
    { .pattern = "Post udostępniony przez @{handle}[ {date}]", .sign = "przez @" },
    { .pattern = "Sebuah kiriman dibagikan oleh @{handle}[ pada {date}]", .sign = "oleh @" },
    { .pattern = "Skip Instagram post by @{handle} End of Instagram post by @{any}",
      .alone = true,
      .sign = "by @" },
    { .pattern = "Skip Instagram post by {handle} Allow Instagram content?{skip}End of Instagram "
                 "post by {any}",
      .alone = true },
    { .pattern = "Skip Instagram post {number} by {handle} Allow Instagram content?{skip}End of "
                 "Instagram post {number} by {any}",
      .alone = true },
    { .pattern = "Skip instagram post by @{handle} End of instagram post by @{any}",
      .alone = true,
      .sign = "by @" },
    { .pattern = "Skip instagram post by {handle} Allow Instagram content?{skip}End of instagram "
                 "post by {any}",
      .alone = true },
    { .pattern = "Skip instagram post {number} by {handle} Allow Instagram content?{skip}End of "
                 "instagram post {number} by {any}",
      .alone = true },
    { 0 },
};

static const char *const furniture[] = {
    "View this post on Instagram",
    "View this profile on Instagram",
    "View this photo on Instagram",
    "Ver esta publicación en Instagram",
    "Voir cette publication sur Instagram",
    "Sieh dir diesen Beitrag auf Instagram an",
    "Diesen Beitrag auf Instagram ansehen",
    "Visualizza questo post su Instagram",
    "Ver essa foto no Instagram",
    "Ver esta publicação no Instagram",
    "Dit bericht op Instagram bekijken",
    "Dit bericht bekijken op Instagram",
    "Посмотреть эту публикацию в Instagram",
    "Переглянути цей допис в Instagram",
    "Bu gönderiyi Instagram'da gör",
    "Wyświetl ten post na Instagramie",
    "この投稿をInstagramで見る",
    "Instagram에서 이 게시물 보기",
    "在 Instagram 查看这篇帖子",
    "在 Instagram 查看這則貼文",
    "عرض هذا المنشور على Instagram",
    "Lihat postingan ini di Instagram",
    "Lihat kiriman ini di Instagram",
    "Lihat catatan ini di Instagram",
    "Visa det här inlägget på Instagram",
    "Vis dette opslag på Instagram",
    "Se dette innlegget på Instagram",
    "Näytä tämä julkaisu Instagramissa",
    "Zobrazit příspěvek na Instagramu",
    "Δείτε αυτή τη δημοσίευση στο Instagram.",
    "A bejegyzés megtekintése az Instagramon",
    "ดูโพสต์นี้บน Instagram",
    "Xem bài viết này trên Instagram",
    "Vizualizează această postare pe Instagram",
    "इस पोस्ट को Instagram पर देखें",
    "הצגת פוסט זה באינסטגרם",
    "Skip Instagram post",
    "End of Instagram post",
    "Skip instagram post",
    "End of instagram post",
    NULL,
};

static const struct endpoint endpoints[] = {
    { .name = "instagram.oembed",
      .url = "https://graph.facebook.com/v23.0/instagram_oembed",
      .added = "?url={url}&format=json",
      .reading = READ_OEMBED,
      .unasked = true,
      .caption = true },
    { 0 },
};

/* Captions have 2,200 characters at most. */
static const struct length_limit lengths[] = { { 0, 2300 } };

const struct place place_instagram = {
    .name = "instagram",
    .hosts = hosts,
    .routes = routes,
    .permalink = "https://www.instagram.com/p/{id}/",
    .profile = "https://www.instagram.com/{handle}/",
    .id = { WORD_DIGITS | WORD_LETTERS | WORD_UNDERSCORE | WORD_DASH, 5, 64 },
    .handle = { WORD_DIGITS | WORD_LETTERS | WORD_UNDERSCORE | WORD_DOT, 1, 30 },
    .is_id = is_shortcode,
    .no_handles = no_handles,
    .mute = true,
    .clock = CLOCK_OF_META,
    .launched_ms = 1286323200000, /* 2010-10-06 */
    .flattened = flattened,
    .furniture = furniture,
    .furniture_signs = "InSkEn\x98\xd7",
    .lengths = lengths,
    .markup = markup,
    .shortcodes = shortcodes,
    .endpoints = endpoints,
};
