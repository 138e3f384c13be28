/* Bytes in, embeds and links out.
 *
 * A scan is fed an input piece by piece and holds only a window of it; what it finds is copied into
 * the document's arena. Nothing is followed and nothing is described here beyond what the bytes
 * themselves say. */
#ifndef SCAN_SCAN_H
#define SCAN_SCAN_H

#include "record.h"
#include "syntax/url.h"

#include <stdatomic.h>

struct markup_index; /* of scan/find/markup.h */

struct scan_options {
    const char *type;            /* "text", "html", "markdown"; NULL: sniffed */
    struct slice media, charset; /* what whoever sent it says it is; absent: nothing */
    struct slice base;           /* where it was got, normalised; absent: nowhere */
    bool bare_domains;           /* also example.com, without path or scheme */
    bool sitemaps;               /* a sitemap's URLs are links, where no type is given */
    bool resources;              /* also images, videos and other files that a page shows */
    struct slice place; /* the document's path from the root of the folder that it is in: relative
                           links are given, too, as LINK_LOCAL. "": it is in none, and only its own
                           fragments are. Absent: none are. Not where there is a base */
    bool linked_only; /* in markup only what readers can follow: no URL in the words of a page or of
                         raw HTML, but those of posts */
    bool packs;       /* of a text, links and embeds may be packed (pack/pack.h). Not with any of
                         the two above and below, which change them */
    bool ignores;     /* the document may say where its links are to be left alone */
    const struct markup_index *markup; /* shared by many scans; NULL: each makes its own */
    uint64_t seed; /* of its hash maps (base/map.h), for many scans; 0: each draws its own */
};

enum scan_status {
    SCAN_OK,
    SCAN_BINARY,    /* no text: *why says what it looks like */
    SCAN_NO_READER, /* a type that this version does not read: *why names it */
    SCAN_NO_MEMORY
};

struct scan;

/* The document has its name already; the scan fills the rest. NULL: out of memory. The document
 * outlives the scan. */
struct scan *scan_open(const struct scan_options *options, struct document *into);

/* The next piece, of any size. After anything but SCAN_OK only closing makes sense. */
enum scan_status scan_feed(struct scan *s, struct slice piece);

/* The only piece, all of the input: scan_finish comes next. A page is read the faster. */
enum scan_status scan_all(struct scan *s, struct slice bytes);

/* An input whose bytes can be had at any place, from several threads at once. */
struct scan_source {
    const char *bytes; /* all of them; NULL: they are read ... */
    int fd;            /* ... from this file, ... */
    uint64_t begin;    /* ... in which the input begins here */
    uint64_t size;
    const atomic_bool *stop; /* set while it is read: the scan need not go on */
    size_t part;             /* how much a thread scans at a time; 0: as much as is good */
    size_t threads;          /* 0: as many as can run at once, if that is more than one */
};

/* Scans on from where feeding stands, *at bytes into the source, with several threads: most of what
 * is left if that is much, and nothing if it is not worth it or cannot be done. Moves *at to where
 * feeding is to go on. What is found is the same. */
enum scan_status scan_ahead(struct scan *s, const struct scan_source *source, uint64_t *at);

/* The input is complete: finds what was waiting for more. */
enum scan_status scan_finish(struct scan *s);

/* Why the last call did not give SCAN_OK: a clause for a message, never NULL. */
const char *scan_why(const struct scan *s);

void scan_close(struct scan *s);

/* Ends a scan, whose memory stays: scan_again or scan_close comes next. So many small inputs cost
 * fewer allocations; a large one may have taken much. */
void scan_end(struct scan *s);

/* Begins another scan in the place of one that was ended, as scan_open does. */
void scan_again(struct scan *s, const struct scan_options *options, struct document *into);

/* Reads a URL given as such rather than found, into a link that says nothing yet; the input is what
 * is written. A known host needs no scheme. One that is neither http nor https is `skipped` as
 * denied. False: out of memory. */
bool scan_url(struct slice input, struct link *link, struct arena *arena);

#endif
