/* Records of web archives: WARC 1.1 (ISO 28500:2017), 1.0 and the drafts before it. Only heads are
 * read and written here; what follows a head is its block, of so many bytes, and empty lines. */
#ifndef SYNTAX_WARC_H
#define SYNTAX_WARC_H

#include "base/buffer.h"

#include <stdint.h>

enum warc_type {
    WARC_OTHER,
    WARC_INFO,
    WARC_REQUEST,
    WARC_RESPONSE,
    WARC_METADATA,
    WARC_REVISIT,
    WARC_RESOURCE,
    WARC_CONVERSION,
    WARC_CONTINUATION
};

enum { WARC_HEAD_MOST = 1 << 20 };

/* What a head says, in slices of it, without the angle brackets around URIs; absent where it does
 * not say so. Of a field that is repeated the first counts. */
struct warc_head {
    enum warc_type type;
    struct slice version; /* "WARC/1.1" */
    struct slice id, date, uri, content_type, truncated;
    struct slice ip, concurrent_to;
    struct slice refers_to, refers_to_uri, refers_to_date;
    bool has_length;
    uint64_t length; /* of the block */
    size_t size;     /* of the head, its empty line included */
};

enum warc_status {
    WARC_WHOLE,
    WARC_CUT,   /* its end is not in sight */
    WARC_BROKEN /* it is no head, or one larger than WARC_HEAD_MOST */
};

/* Reads the head at the start of `in`. Lines may end with LF alone and be folded. */
enum warc_status warc_read_head(struct slice in, struct warc_head *out);

/* Whether a record may begin here: "WARC/", as much of it as there is, but something. */
bool warc_may_begin(struct slice in);

/* Where a record's head may begin behind the start of `in`, at the start of a line; in.length: it
 * does nowhere. A beginning that is cut off at the end counts. */
size_t warc_find_head(struct slice in);

/* Takes the next "Name: value" of a block of fields (application/warc-fields) off *rest. False:
 * there are no more. */
bool warc_next_field(struct slice *rest, struct slice *name, struct slice *value);

/* The instant of a WARC-Date in milliseconds since 1970: RFC 3339 in UTC, 14 digits as some write
 * it, or the year, month or day alone. False: it is none. */
bool warc_read_date(struct slice date, int64_t *ms);

/* --- Writing: a head is begun, given fields, and ended --- */

/* The date is as time_format writes it. */
void warc_begin(struct buffer *into, struct slice type, struct slice id, struct slice date);

/* What would end the field's line is left out of the value. */
void warc_field(struct buffer *into, struct slice name, struct slice value);

/* For values of the writer's own, in which nothing ends a line: names, dates, digests. */
void warc_own_field(struct buffer *into, struct slice name, struct slice value);
void warc_end(struct buffer *into, uint64_t length);

/* What stands behind each block. */
#define WARC_BEHIND SLICE("\r\n\r\n")

#endif
