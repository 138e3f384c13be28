/* How far a scan sees and how much it holds. Fuzz targets are built with LANDFALL_SMALL, to meet
 * all of these limits in small inputs. */
#ifndef SCAN_LIMITS_H
#define SCAN_LIMITS_H

#include "syntax/url.h"

/* How far can be seen ahead: past the end of every link that may be asked for. */
enum { EDGE_MOST = URL_LONGEST + 256 };

#ifndef LANDFALL_SMALL
enum {
    VIEW_BEFORE = 8 << 10, /* how far can be seen back */
    POST_BYTES = 6 << 10,  /* how long a post may be: less than can be seen back */
    MARK_STEP = 1 << 10,
    CARRY_ROOM = 64 << 10,
    RUN_UP = 32 << 10,      /* how much before a part may be scanned besides: many posts */
    RUN_UP_NEAR = 16 << 10, /* ... and how much is where lines are short */
    PART_READ = 256 << 10,
    PAGE_STEP = 64 << 10,         /* tokens of a page are asked for when so much more was fed */
    IN_PLACE_MOST = 256 << 10,    /* so much of it is read where it lies */
    TOKEN_MOST = 8 << 20,         /* a longer tag or comment is cut */
    BEHIND_MOST = 16 << 20,       /* of a page: what is kept for words that are not decided yet */
    ELEMENT_MOST = 256 << 10,     /* of a post's element: what is read */
    MARKDOWN_STEP = 64 << 10,     /* Markdown is read in such pieces */
    MARKDOWN_HELD = 4 << 20,      /* of its beginning, to know what is defined behind its use */
    REUSED_MOST = 256,            /* a longer URL of a definition is told once only */
    MARKDOWN_HTML_MOST = 1 << 20, /* lines of HTML that are read together */
    GIVEN_MOST_HERE = 4096,       /* finds of it between two words */
    GIVEN_DROP = 256              /* so many finds of a page's reader are forgotten at once */
};
#else
enum {
    VIEW_BEFORE = 1 << 10,
    POST_BYTES = 300,
    MARK_STEP = 128,
    CARRY_ROOM = 4 << 10,
    RUN_UP = 1500,
    RUN_UP_NEAR = 1400,
    PART_READ = 4 << 10,
    PAGE_STEP = 256,
    IN_PLACE_MOST = 1 << 10,
    TOKEN_MOST = 2 << 10,
    BEHIND_MOST = 12 << 10,
    ELEMENT_MOST = 1 << 10,
    MARKDOWN_STEP = 300,
    MARKDOWN_HELD = 700,
    REUSED_MOST = 60,
    MARKDOWN_HTML_MOST = 600,
    GIVEN_MOST_HERE = 20,
    GIVEN_DROP = 4
};
#endif

enum { KEEP = VIEW_BEFORE + 2 * MARK_STEP }; /* of what is decided, so that it can be seen back */

#endif
