/* Bluesky. Posts are records of the AT Protocol, named by a repository (a handle or a DID) and a
 * timestamp identifier (https://atproto.com/specs/tid): microseconds above a clock's number, set by
 * the author's client, so they can be forged. */
#include "places/place.h"

static const struct host_row hosts[] = {
    { "bsky.app", HOST_PAGES | HOST_BARE },
    { "staging.bsky.app", HOST_PAGES },
    { "embed.bsky.app", HOST_PAGES },
    { "bskyx.app", HOST_PAGES },
    { "fxbsky.app", HOST_PAGES },
    { "vxbsky.app", HOST_PAGES },
    { 0 },
};

#define SITE "https://bsky.app/"

static const struct route routes[] = {
    { .path = "/profile/{account}/post/{id}/{rest}", .kind = "post" },
    { .path = "/embed/{account}/app.bsky.feed.post/{id}", .kind = "post" },
    { .path = "/profile/{account}/feed/{id}",
      .kind = "feed",
      .permalink = SITE "profile/{account}/feed/{id}",
      .id = { WORD_ANY, 1, 64 },
      .page = true },
    { .path = "/profile/{account}/lists/{id}",
      .kind = "list",
      .permalink = SITE "profile/{account}/lists/{id}",
      .page = true },
    { .path = "/starter-pack/{account}/{id}",
      .kind = "list",
      .permalink = SITE "starter-pack/{account}/{id}",
      .page = true },
    { .path = "/profile/{account}",
      .kind = "profile",
      .permalink = SITE "profile/{account}",
      .page = true },
    { 0 },
};

#undef SITE

static const struct route uris[] = {
    { .path = "at://{account}/app.bsky.feed.post/{id}", .kind = "post" },
    { 0 },
};

/* Handles are domain names; "handle.invalid" stands where one no longer leads to its account. */
static bool is_domain(struct slice handle)
{
    return slice_find(handle, '.') < handle.length &&
           !slice_equal_nocase(handle, SLICE("handle.invalid"));
}

/* The date's link is the post's, and stands last. The URI says a DID, which is no handle. */
static const struct markup markup[] = {
    { "*.bluesky-embed", .url = "a@href", .id = "@data-bluesky-uri",
      .value = "at://{handle}/app.bsky.feed.post/{id}", .date = "a",
      .words = "{text}{dash}{name} (@{handle}) {date}|{any} (@{handle}) {date}",
      .tail = "[image or embed]|[contains quote post or other embedded content]" },
    /* How Substack's pages keep a post */
    { "*.bluesky-wrap[data-attrs]", .id = "@data-attrs:uri",
      .value = "at://{handle}/app.bsky.feed.post/{id}", .handle = "@data-attrs:authorHandle",
      .name = "@data-attrs:authorName", .date = "@data-attrs:createdAt",
      .text = "@data-attrs:text" },
    { "iframe[data-s9e-mediaembed=bluesky]", .id = "@src|@data-s9e-mediaembed-src",
      .value = "{any}#at://{handle}/app.bsky.feed.post/{id}#{any}" },
    { "bluesky-post", .url = "@src" },
    { "blueskypost", .url = "@id|@url" },
    { "blueskyembed", .url = "@url|@src|@id" },
    { "*[data-bluesky-uri]", .id = "@data-bluesky-uri",
      .value = "at://{handle}/app.bsky.feed.post/{id}" },
    { 0 },
};

static const struct shortcode shortcodes[] = {
    { "bluesky", .id = "link|url|id", .handle = "user" },
    { "bsky", .id = "link|url|id", .handle = "user" },
    { 0 },
};

static const struct endpoint endpoints[] = {
    { .name = "bluesky.api",
      .url = "https://public.api.bsky.app/xrpc",
      .added = "/app.bsky.feed.getPosts?uris=at://{did}/app.bsky.feed.post/{id}",
      .reading = READ_POSTS },
    { .name = "bluesky.api",
      .url = "https://public.api.bsky.app/xrpc",
      .added = "/com.atproto.identity.resolveHandle?handle={handle}",
      .reading = READ_HANDLE },
    { .name = "bluesky.api",
      .url = "https://public.api.bsky.app/xrpc",
      .added = "/app.bsky.actor.getProfile?actor={did}",
      .reading = READ_PROFILE },
    { .name = "bluesky.oembed",
      .url = "https://embed.bsky.app/oembed",
      .added = "?url={url}&format=json",
      .reading = READ_OEMBED,
      .untitled = true },
    { 0 },
};

/* 300 graphemes, which may be several code points each. */
static const struct length_limit lengths[] = { { 0, 360 } };

static const struct slice pictures[] = { SLICE_INIT("[image or embed]"),
                                         SLICE_INIT(
                                             "[contains quote post or other embedded content]"),
                                         { 0 } };

const struct place place_bluesky = {
    .name = "bluesky",
    .hosts = hosts,
    .routes = routes,
    .uris = uris,
    .permalink = "https://bsky.app/profile/{account}/post/{id}",
    .profile = "https://bsky.app/profile/{handle}",
    .id = { WORD_DIGITS | WORD_LETTERS, 1, 64 },
    .handle = { WORD_DIGITS | WORD_LETTERS | WORD_DASH | WORD_DOT, 3, 253 },
    .is_handle = is_domain,
    .clock = { .alphabet = "234567abcdefghijklmnopqrstuvwxyz",
               .bits = 5,
               .digits = 13,
               .whole = true,
               .shift = 10,
               .unit_us = 1,
               .precision = TIME_MS },
    .launched_ms = 1668556800000, /* 2022-11-16 */
    .signature = ".",
    .pictures = pictures,
    .lengths = lengths,
    .markup = markup,
    .shortcodes = shortcodes,
    .mute = true,
    .endpoints = endpoints,
};
