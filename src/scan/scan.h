/* Bytes in, embeds and links out.
 *
 * A scan is fed an input piece by piece and holds only a window of it; what it finds is copied into
 * the document's arena. Nothing is followed and nothing is described here beyond what the bytes
 * themselves say. */
#ifndef SCAN_SCAN_H
#define SCAN_SCAN_H

#include "record.h"
#include "syntax/url.h"

struct scan_options {
    const char *type;  /* "text", "html", "markdown"; NULL: sniffed */
    bool bare_domains; /* also example.com, without path or scheme */
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

/* The input is complete: finds what was waiting for more. */
enum scan_status scan_finish(struct scan *s);

/* Why the last call did not give SCAN_OK: a clause for a message, never NULL. */
const char *scan_why(const struct scan *s);

void scan_close(struct scan *s);

/* Reads a URL given as such rather than found: fills in what `link->written` says. A known host
 * needs no scheme. One that is neither http nor https is `skipped` as denied. False: out of memory.
 */
bool scan_url(struct link *link, struct arena *arena);

#endif
