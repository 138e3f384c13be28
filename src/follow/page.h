/* Where a page leads, or else what it says of itself. */
#ifndef FOLLOW_PAGE_H
#define FOLLOW_PAGE_H

#include "base/arena.h"
#include "net/exchange.h"
#include "record.h"
#include "syntax/url.h"

/* What is absent was not said. */
struct page {
    struct slice next;             /* where it leads ... */
    enum via via;                  /* ... and how it says so */
    bool reloads;                  /* it leads nowhere but to itself, soon */
    struct slice cookies;          /* that its scripts set, a line each, wherever it leads */
    struct slice address;          /* that it gives itself while it stays; it leads nowhere */
    struct slice title, canonical; /* of one that leads nowhere; and ... */
    struct slice oembed;           /* ... where its oEmbed is, in JSON (https://oembed.com) */
    unsigned signs;                /* likewise: what it says against itself (signs.h) */
    struct slice sketch;           /* likewise, and if that is wanted: of its words (sketch.h) */
};

/* Reads a page that came from `url`; what is found is copied into the arena. `thorough`: it may be
 * compared with another, so all its signs are looked for, and its sketch is wanted. False: out of
 * memory. */
bool page_read(const struct exchange *x, const struct url *url, bool thorough, struct arena *arena,
               struct page *out);

#endif
