/* What the first bytes of a packed link or embed say of the rest. */
#ifndef PACK_SHAPE_H
#define PACK_SHAPE_H

#include <stdbool.h>
#include <stdint.h>

/* Of a link: its kind, or SHAPE_BRIEF, and ... */
enum {
    SHAPE_KIND = 7,
    SHAPE_BRIEF = 7, /* no kind: it begins as most do, by the eight bytes told below */
    SHAPE_URL = 1 << 3,
    SHAPE_SAME = 1 << 4,    /* what is written is the URL */
    SHAPE_AS_LONG = 1 << 5, /* its place is as long as what is written */
    SHAPE_TRUNCATED = 1 << 6,
    SHAPE_MALFORMED = 1 << 7
};

/* A link whose place is as long as what is written, with a URL, and neither truncated nor
 * malformed, begins with one number of eight bytes, the lowest first, if its numbers have room in
 * it. The URL's own bytes follow, and what is written unless it is the same. */
enum {
    BRIEF_KIND = 3, /* the bit at which its kind begins */
    BRIEF_SAME = 1 << 6,
    BRIEF_PREFIX = 8, /* the URL's, a byte */
    BRIEF_OWN = 16,   /* how many bytes are the URL's own, a byte */
    BRIEF_LINE = 24,  /* how many lines it stands behind the link before, a byte */
    BRIEF_START = 32, /* ... and how many bytes, two bytes */
    BRIEF_COLUMN = 48 /* two bytes */
};

/* The most bytes that a link takes besides its words; a step's (bytes.h) are among them. */
enum { SHAPE_MOST = 128 };

/* What an embed begins with. Two pointers follow, if it has what they point to, its words, and the
 * numbers of its links. */
struct embed_head {
    uint64_t start;
    int64_t ms; /* of its date */
    uint32_t length, line;
    uint16_t column, kind, link_count;
    uint16_t text, post_id, url; /* how long they are, and one; 0: absent */
    uint8_t certainty;
    uint8_t form : 4, text_open : 1, has_permalink : 1, has_from : 1, has_more : 1;
    uint8_t source : 4, precision : 4;
    bool wide; /* its numbers have no room here: a pointer to a struct embed follows, and no more */
};

#endif
