/* The Wayback Machine's endpoints. What follows them is more than words: describe/search.c adds it.
 */
#include "places/endpoint.h"

const struct endpoint archive_endpoints[] = {
    { .name = "wayback.available",
      .url = "https://archive.org/wayback/available",
      .added = "?url={url}" },
    { .name = "wayback.cdx",
      .url = "https://web.archive.org/cdx/search/cdx",
      .added = "?url={url}&output=json" },
    { .name = "wayback.play", .url = "https://web.archive.org/web", .added = "" },
    { 0 },
};
