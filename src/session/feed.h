/* How an input gets into its scan. */
#ifndef SESSION_FEED_H
#define SESSION_FEED_H

#include "base/slice.h"
#include "landfall.h"

struct anchors;
struct buffer;
struct document;
struct lf_session;
struct scan;

/* What is kept from input to input, of no two threads. Starts as { 0 }. */
struct feed_room {
    char *bytes;       /* to read into */
    struct scan *scan; /* one that was ended, to scan with again */
};

void feed_room_free(struct feed_room *room);

/* What a scan feeds on: memory, or a file from where it stands. */
struct feed {
    struct slice bytes;
    int fd;         /* -1: bytes */
    size_t threads; /* that may scan it */
    uint64_t size;  /* of a regular file when it was looked at; 0: unknown */
    struct feed_room *room;
    struct buffer *error;
    bool is_article;                   /* it may be written back */
    struct slice media, charset, base; /* of a page: as its header says, and where it was got */
    struct anchors **names;            /* where to put what fragments may name in it, if it is in no
                                          folder */
};

/* Scans an input into the document, which has its name; the error says what is wrong. Several
 * threads may do so at a time. */
lf_status feed_scan(struct lf_session *s, const struct feed *feed, struct document *into);

#endif
