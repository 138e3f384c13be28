/* From what is written to the URL it means and what kind of link that is. */
#ifndef SCAN_FIND_MEANING_H
#define SCAN_FIND_MEANING_H

#include "places/place.h"
#include "syntax/url.h"
#include "terms.h"

/* A host that was met, and what is known of it. */
struct met_host {
    char name[48];
    size_t length; /* 0: none was met */
    const struct known_host *known;
};

enum { MET_BITS = 6, MET_HOSTS = 1 << MET_BITS };

/* Scratch space, kept from link to link; most links of a text lead to a few hosts. */
struct reader {
    struct buffer composed, parsed, target, unwrapped;
    struct met_host hosts[MET_HOSTS];
};

void reader_init(struct reader *r);

/* The same for one that was used before, whose memory it keeps. */
void reader_again(struct reader *r);

void reader_free(struct reader *r);

/* What a link means. The slices are the reader's, or parts of what was read. */
struct meaning {
    enum url_status status;
    bool truncated;       /* what is written, or would be asked for, is longer than URL_LONGEST: */
    struct slice written; /* ... so much of it as is not */
    struct slice url;     /* ... likewise; absent if malformed */
    enum link_kind kind;
    const struct place *place; /* whose post, short link or picture it is; NULL: nobody's */
    struct match match;        /* of a permalink; else unspecified */
    struct slice unwrapped;
    bool is_relative; /* nothing says what it is relative to */
};

/* Reads what is written; without a scheme it is https, as browsers have it. */
void reader_read(struct reader *r, struct slice written, bool has_scheme, struct meaning *out);

/* Reads the value of an attribute, against the document's base URL (NULL: none). One that is
 * neither absolute nor can be is URL_MALFORMED, with `is_relative` set. */
void reader_read_in(struct reader *r, struct slice value, const struct url *base,
                    struct meaning *out);

/* Whether an id that tells its time can be of a printed day, whose zone may not be known. */
bool meaning_fits_day(const struct match *match, const struct date *day);

#endif
