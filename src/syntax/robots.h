/* What robots.txt lets a crawler ask for: RFC 9309, the Robots Exclusion Protocol. */
#ifndef SYNTAX_ROBOTS_H
#define SYNTAX_ROBOTS_H

#include "base/buffer.h"

#include <stdint.h>

enum {
    ROBOTS_MOST = 500 << 10,   /* bytes of a file: section 2.5 has no more to be read */
    ROBOTS_MOST_RULES = 10000, /* what comes behind them is not read either */
    ROBOTS_MOST_DELAY = 30     /* seconds */
};

/* The rules for one crawler, each as a letter, a pattern, and an end of line. */
struct robots {
    struct buffer rules;
    unsigned delay_s; /* Crawl-delay, which many crawlers heed; 0: none is said */
};

/* Reads a file; "product" is the crawler's product token. False: out of memory. Free it whatever
 * comes of it. */
bool robots_read(struct slice file, struct slice product, struct robots *out);
void robots_free(struct robots *r);

/* Nothing may be asked for. False: out of memory. */
bool robots_forbid_all(struct robots *r);

/* Whether a URL may be asked for, of which this is the path and query. *failed: memory ran out. */
bool robots_allow(const struct robots *r, struct slice path, bool *failed);

/* The token by which files name a crawler that calls itself so: the first one of "landfall/1.0",
 * and in "Mozilla/5.0 (compatible; landfall/1.0)", which every browser begins like, that of the
 * comment. */
struct slice robots_product(struct slice user_agent);

#endif
