/* Embeds and answers in; authors, dates and evidence out. */
#ifndef DESCRIBE_DESCRIBE_H
#define DESCRIBE_DESCRIBE_H

#include "record.h"

/* Completes every embed of a document from what its links' outcomes say; a link without an outcome
 * says what its URL says. `unasked` is the verdict on a post that nothing was asked about:
 * REASON_UNVERIFIED when resolving, REASON_OFFLINE, or REASON_NONE when only scanning. False: out
 * of memory. */
bool describe_document(struct document *d, enum reason unasked);

#endif
