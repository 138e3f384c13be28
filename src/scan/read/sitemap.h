/* Sitemaps: their URLs are links. They may be gzipped; then places are those in what was packed. */
#ifndef SCAN_READ_SITEMAP_H
#define SCAN_READ_SITEMAP_H

#include "scan/find/find.h"
#include "scan/find/meaning.h"
#include "syntax/gzip.h"
#include "syntax/sitemap.h"

struct sitemap_page {
    struct sitemap sitemap;
    struct reader reader;
    struct finds *out;
    uint64_t skipped;      /* bytes of the input before it */
    struct gunzip *gunzip; /* NULL: it is not packed */
    struct buffer unpacked;
    uint64_t unpacked_bytes;
    bool ended; /* nothing more of it is read */
    bool failed;
};

/* Whether an input is a sitemap, by its first bytes. *failed: memory ran out. */
bool sitemap_page_is(struct slice head, bool *failed);

/* Finds go to `out`; `skipped` bytes stand before the first that is fed. False: out of memory. */
bool sitemap_page_init(struct sitemap_page *p, struct finds *out, struct slice head,
                       uint64_t skipped);
void sitemap_page_free(struct sitemap_page *p);

/* In pieces of any size. False: out of memory. */
bool sitemap_page_feed(struct sitemap_page *p, struct slice piece);

#endif
