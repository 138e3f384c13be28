/* Embeds and answers in; authors, dates and evidence out. */
#ifndef DESCRIBE_DESCRIBE_H
#define DESCRIBE_DESCRIBE_H

#include "record.h"

/* Completes every embed of a document from what its links' outcomes say. Links without an outcome
 * say what their URL says. `resolved` says whether links were followed: only then has an embed a
 * state. False: out of memory. */
bool describe_document(struct document *d, bool resolved);

#endif
