/* The header of an answer as it comes, a line at a time, kept as it is. */
#ifndef NET_HEAD_H
#define NET_HEAD_H

#include "base/buffer.h"
#include "syntax/http.h"

enum { HEAD_MOST_BYTES = 128 << 10, HEAD_MOST_LINES = 1000 };

struct head {
    struct buffer text; /* of the last answer, its informational ones left out */
    bool is_over;       /* what was read last ended a header: another begins */
    bool complete;      /* it has been read to its end, and `says` is what it says */
    struct http_head says;
    size_t bytes, lines; /* of all headers, informational ones and trailers too */
};

void head_init(struct head *h);
void head_free(struct head *h);

/* Forgets all, for the next request. */
void head_reset(struct head *h);

/* Takes one line, its end included. False: the header, or what trails behind the body, is larger
 * than it may be, or memory ran out (`text` has failed). */
bool head_line(struct head *h, struct slice line);

/* What a Retry-After says, in milliseconds from now: seconds or a date (RFC 9110 section 10.2.3).
 * -1: nothing. */
int64_t head_retry_after(struct slice value);

#endif
