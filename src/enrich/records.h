/* Records that an earlier run wrote, NDJSON or JSON, read back: what they say of links and posts is
 * put into documents that were only scanned, in the place of asking anybody.
 *
 * Whoever wrote them may be a stranger: they are read with limits, and nothing in them is trusted.
 * What has the wrong type is passed over. */
#ifndef ENRICH_RECORDS_H
#define ENRICH_RECORDS_H

#include "base/buffer.h"
#include "record.h"

enum {
    RECORDS_MOST = 256 << 20, /* bytes of a file, */
    RECORD_MOST = 64 << 20    /* and of one record: a line, or all of a JSON report */
};

enum records_status {
    RECORDS_OK,
    RECORDS_WRONG, /* no JSON, or no record of landfall/1: *why says so, a clause for a message */
    RECORDS_NO_MEMORY
};

struct records;

/* Reads all of a file's bytes, which need not be kept. *out is NULL unless RECORDS_OK. Of what is
 * told twice the last record counts, and one of the same document before those of others. `why`
 * takes a string with a NUL. */
enum records_status records_read(struct slice bytes, struct records **out, struct buffer *why);
void records_free(struct records *r);

/* Puts what they say of a document's links, by their URLs, and of its posts, by platform and id,
 * else by a link of theirs, into the document; both stay the records'. *told has a value for each
 * embed: whether anything was said of it. False: out of memory. */
bool records_apply(const struct records *r, struct document *document, const bool **told);

#endif
