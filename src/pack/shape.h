/* What the first byte of a packed link or embed says of the rest. */
#ifndef PACK_SHAPE_H
#define PACK_SHAPE_H

/* Of a link: its kind, and ... */
enum {
    SHAPE_KIND = 7,
    SHAPE_URL = 1 << 3,
    SHAPE_SAME = 1 << 4,    /* what is written is the URL */
    SHAPE_AS_LONG = 1 << 5, /* its place is as long as what is written */
    SHAPE_TRUNCATED = 1 << 6,
    SHAPE_MALFORMED = 1 << 7
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
