/* LinkedIn. What names a post is its activity, share or ugcPost number; the three differ. */
#include "places/place.h"

static const struct host_row hosts[] = {
    { "*.linkedin.com", HOST_PAGES | HOST_BARE },
    { 0 },
};

#define SITE  "https://www.linkedin.com/"
#define SHARE SITE "feed/update/urn:li:share:{id}/"
#define UGC   SITE "feed/update/urn:li:ugcPost:{id}/"

/* In "/posts/who_what-they-wrote-activity-N-xxxx" the number stands behind free words. */
static const struct route routes[] = {
    { .path = "/feed/update/urn:li:activity:{id}/{rest}", .kind = "post" },
    { .path = "/feed/update/urn:li:share:{id}/{rest}", .kind = "post", .permalink = SHARE },
    { .path = "/feed/update/urn:li:ugcpost:{id}/{rest}", .kind = "post", .permalink = UGC },
    { .path = "/feed/update/activity:{id}/{rest}", .kind = "post" },
    { .path = "/embed/feed/update/urn:li:activity:{id}/{rest}", .kind = "post" },
    { .path = "/embed/feed/update/urn:li:share:{id}/{rest}", .kind = "post", .permalink = SHARE },
    { .path = "/embed/feed/update/urn:li:ugcpost:{id}/{rest}", .kind = "post", .permalink = UGC },
    { .path = "/posts/{any}-activity-{id}-{any}", .kind = "post" },
    { .path = "/posts/{any}-activity-{id}", .kind = "post" },
    { .path = "/posts/activity-{id}-{any}", .kind = "post" },
    { .path = "/posts/activity-{id}", .kind = "post" },
    { .path = "/posts/{any}-share-{id}-{any}", .kind = "post", .permalink = SHARE },
    { .path = "/posts/{any}-share-{id}", .kind = "post", .permalink = SHARE },
    { .path = "/posts/{any}-ugcpost-{id}-{any}", .kind = "post", .permalink = UGC },
    { .path = "/posts/{any}-ugcpost-{id}", .kind = "post", .permalink = UGC },
    { .path = "/video/live/urn:li:ugcpost:{id}/{rest}", .kind = "video", .permalink = UGC },
    { .path = "/nhome/updates", .kind = "post", .query = "topic" },
    { .path = "/in/{handle}/{rest}",
      .kind = "profile",
      .permalink = SITE "in/{handle}",
      .page = true },
    { .path = "/company/{id}/{rest}",
      .kind = "profile",
      .permalink = SITE "company/{id}",
      .id = { WORD_ANY, 1, 100 },
      .page = true },
    { 0 },
};

#undef SITE
#undef SHARE
#undef UGC

const struct place place_linkedin = {
    .name = "linkedin",
    .hosts = hosts,
    .routes = routes,
    .permalink = "https://www.linkedin.com/feed/update/urn:li:activity:{id}/",
    .profile = "https://www.linkedin.com/in/{handle}",
    .id = { WORD_DIGITS, 15, 20 },
    .mute = true,
    .clock = { .shift = 22, .unit_us = 1000, .precision = TIME_MS },
    .launched_ms = 1052092800000, /* 2003-05-05 */
};
