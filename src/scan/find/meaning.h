/* From what is written to the URL it means and what kind of link that is. */
#ifndef SCAN_FIND_MEANING_H
#define SCAN_FIND_MEANING_H

#include "places/place.h"
#include "syntax/url.h"
#include "terms.h"

/* What is known of a host, whatever the rest of its URLs: an article's links are mostly to a few
 * hosts. */
struct host_note {
    char host[47];
    unsigned char length; /* 0: a free place */
    bool plain;           /* no platform's, shortener's or wrapper's of its own */
    bool shortener;
    bool media;                /* with `slugs`: its links are written as this host's pictures */
    const struct place *slugs; /* the platform whose short links these are */
};

enum { HOST_NOTES = 64 };

/* Scratch space and notes, kept from link to link. */
struct reader {
    struct buffer composed, parsed, target, unwrapped;
    struct host_note notes[HOST_NOTES];
};

void reader_init(struct reader *r);

void reader_free(struct reader *r);

/* What a link means. The slices are the reader's, or parts of what was read. */
struct meaning {
    enum url_status status;
    bool truncated;       /* what is written, or would be asked for, is longer than URL_LONGEST: */
    struct slice written; /* ... so much of it as is not */
    struct slice url;     /* ... likewise; absent if malformed */
    enum link_kind kind;
    const struct place *place; /* whose post, short link or picture it is; NULL: nobody's */
    struct match match;        /* of a permalink */
    struct slice unwrapped;
    bool is_relative; /* nothing says what it is relative to */
};

/* Reads what is written; without a scheme it is https, as browsers have it. */
void reader_read(struct reader *r, struct slice written, bool has_scheme, struct meaning *out);

/* Reads the value of an attribute, against the document's base URL (NULL: none). One that is
 * neither absolute nor can be is URL_MALFORMED, with `is_relative` set. */
void reader_read_in(struct reader *r, struct slice value, const struct url *base,
                    struct meaning *out);

#endif
