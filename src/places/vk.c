/* VK. A thing is named by its owner's number, which is negative for a group, and its own. */
#include "places/place.h"

static const struct host_row hosts[] = {
    { "*.vk.com", HOST_PAGES | HOST_BARE },
    { "vk.ru", HOST_PAGES | HOST_BARE },
    { "*.vkvideo.ru", HOST_PAGES | HOST_BARE },
    { "vkontakte.ru", HOST_PAGES },
    { 0 },
};

#define PHOTO "https://vk.com/photo{id}"
#define VIDEO "https://vk.com/video{id}"
#define CLIP  "https://vk.com/clip{id}"

/* A page may show a post above itself: "/feed?w=wall-1_2". */
static const struct route routes[] = {
    { .path = "/wall{id}", .kind = "post" },
    { .path = "/video{id}", .kind = "video", .permalink = VIDEO },
    { .path = "/clip{id}", .kind = "clip", .permalink = CLIP },
    { .path = "/photo{id}", .kind = "photo", .permalink = PHOTO },
    { .path = "/story{id}", .kind = "story", .permalink = "https://vk.com/story{id}" },
    { .path = "/topic{id}", .kind = "thread", .permalink = "https://vk.com/topic{id}" },
    { .path = "/video_ext.php",
      .kind = "video",
      .query = "id",
      .handle_query = "oid",
      .permalink = "https://vk.com/video{account}_{id}",
      .id = { WORD_DIGITS, 1, 20 } },
    { .path = "/{rest}", .kind = "post", .query = "w=wall{id}_r{any}" },
    { .path = "/{rest}", .kind = "post", .query = "w=wall{id}%2F{any}" },
    { .path = "/{rest}", .kind = "post", .query = "w=wall{id}/{any}" },
    { .path = "/{rest}", .kind = "post", .query = "w=wall{id}" },
    { .path = "/{rest}", .kind = "video", .query = "z=video{id}%2F{any}", .permalink = VIDEO },
    { .path = "/{rest}", .kind = "video", .query = "z=video{id}/{any}", .permalink = VIDEO },
    { .path = "/{rest}", .kind = "video", .query = "z=video{id}", .permalink = VIDEO },
    { .path = "/{rest}", .kind = "clip", .query = "z=clip{id}", .permalink = CLIP },
    { .path = "/{rest}", .kind = "photo", .query = "z=photo{id}%2F{any}", .permalink = PHOTO },
    { .path = "/{rest}", .kind = "photo", .query = "z=photo{id}/{any}", .permalink = PHOTO },
    { .path = "/{rest}", .kind = "photo", .query = "z=photo{id}", .permalink = PHOTO },
    { .path = "/{any}/{any}/video{id}", .kind = "video", .permalink = VIDEO },
    { .path = "/video/playlist/{id}",
      .kind = "playlist",
      .permalink = "https://vk.com/video/playlist/{id}",
      .page = true },
    { .path = "/{handle}",
      .kind = "profile",
      .permalink = "https://vk.com/{handle}",
      .page = true },
    { 0 },
};

#undef PHOTO
#undef VIDEO
#undef CLIP

static const char *const no_handles[] = { "feed",          "video",           "im",    "groups",
                                          "away.php",      "share.php",       "apps",  "login",
                                          "video_ext.php", "widget_post.php", "about", "dev",
                                          "terms",         "search",          "clips", NULL };

static bool is_number(struct slice s)
{
    unsigned long long n;
    return slice_number(s, INT64_MAX, &n);
}

/* "-12_345" */
static bool is_owned(struct slice id)
{
    struct slice owner = slice_cut(&id, '_');
    return is_number(slice_skip(owner, owner.length && owner.data[0] == '-')) && is_number(id);
}

/* The script that fills the element takes its numbers from the same names. */
static const struct markup markup[] = {
    { "*[id=vk_post_]", .id = "@id", .value = "vk_post_{id}" },
    { 0 },
};

static const struct endpoint endpoints[] = {
    { .name = "vk.oembed", .added = "?url={url}&format=json", .reading = READ_OEMBED },
    { 0 },
};

const struct place place_vk = {
    .name = "vk",
    .hosts = hosts,
    .routes = routes,
    .permalink = "https://vk.com/wall{id}",
    .profile = "https://vk.com/{handle}",
    .id = { WORD_DIGITS | WORD_DASH | WORD_UNDERSCORE, 3, 40 },
    .handle = { WORD_DIGITS | WORD_LETTERS | WORD_UNDERSCORE | WORD_DOT, 2, 32 },
    .is_id = is_owned,
    .no_handles = no_handles,
    .launched_ms = 1160438400000, /* 2006-10-10 */
    .markup = markup,
    .endpoints = endpoints,
};
