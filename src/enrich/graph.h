/* The posts of a document as data for machines: schema.org's SocialMediaPosting, in JSON-LD. */
#ifndef ENRICH_GRAPH_H
#define ENRICH_GRAPH_H

#include "base/buffer.h"
#include "record.h"

/* `told` says of each embed whether it is to be told of; NULL: all are. Adds one JSON value of
 * ASCII without "<", ">" and "&", with each post once, in the order in which they stand. False:
 * there is none; what was added is of no use, or memory ran out (the buffer failed). */
bool graph_write(const struct document *document, const bool *told, struct buffer *into);

#endif
