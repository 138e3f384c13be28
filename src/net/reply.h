/* The header of an answer, read a line at a time, keeping what following needs. */
#ifndef NET_REPLY_H
#define NET_REPLY_H

#include "base/buffer.h"

#include <stdint.h>

enum { REPLY_MOST_BYTES = 128 << 10, REPLY_MOST_LINES = 1000, REPLY_MOST_REFRESH = 8 << 10 };

enum reply_type { REPLY_TYPE_UNSTATED, REPLY_HTML, REPLY_OTHER };

struct reply {
    int status;             /* 0: no status line yet */
    bool complete;          /* the header of the last answer has been read to its end */
    struct buffer location; /* the first Location ... */
    unsigned locations;     /* ... of so many ... */
    bool locations_differ;  /* ... which do not all say the same */
    struct buffer refresh;  /* the first Refresh */
    unsigned refreshes;
    int64_t retry_after_ms; /* -1: not said */
    int64_t length;         /* Content-Length; -1: not said */
    enum reply_type type;
    bool latin1; /* the charset stated is one of those that browsers read as windows-1252 */
    bool sets_cookies, challenged;
    bool no_memory;      /* for a field that is not too long */
    bool odd_encoding;   /* a content coding that was not asked for */
    size_t bytes, lines; /* of all headers, informational ones and trailers too */
};

void reply_init(struct reply *r);
void reply_free(struct reply *r);

/* Forgets all, for the next request. */
void reply_reset(struct reply *r);

/* Takes one line, its end included. False: the header, or what trails behind the body, is larger
 * than it may be. */
bool reply_line(struct reply *r, struct slice line);

/* Whether a charset is named that browsers read as windows-1252. (iso-8859-15 is taken for one: it
 * differs in 8 signs.) */
bool reply_is_latin1(struct slice words);

#endif
