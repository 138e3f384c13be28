/* What the first byte of a packed link or embed says of the rest. */
#ifndef PACK_SHAPE_H
#define PACK_SHAPE_H

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

/* Of an embed: its form, and ... */
enum {
    SHAPE_FORM = 15,
    SHAPE_TEXT_OPEN = 1 << 4,
    SHAPE_DATE = 1 << 5,
    SHAPE_FROM = 1 << 6, /* it stands in markup */
    SHAPE_MORE = 1 << 7
};

/* What the byte with the certainty of its name has besides. */
enum { SHAPE_PERMALINK = 1 << 7 };

/* The most bytes that a link or an embed takes besides its words and its links. */
enum { SHAPE_MOST = 128 };

#endif
