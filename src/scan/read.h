/* From what is written to the URL it means and what kind of link that is. */
#ifndef SCAN_READ_H
#define SCAN_READ_H

#include "record.h"
#include "syntax/url.h"

/* Scratch space, kept from link to link. */
struct reader {
    struct buffer composed, parsed, target, unwrapped;
};

#define READER                                                                                     \
    ((struct reader){ BUFFER(URL_MOST), BUFFER(URL_MOST), BUFFER(URL_MOST), BUFFER(URL_MOST) })

void reader_free(struct reader *r);

/* What a link means. The slices are the reader's, or parts of what was read. */
struct meaning {
    enum url_status status;
    struct slice url; /* absent if malformed */
    enum link_kind kind;
    struct slice unwrapped;
};

/* Reads what is written; without a scheme it is https, as browsers have it. */
void reader_read(struct reader *r, struct slice written, bool has_scheme, struct meaning *out);

#endif
