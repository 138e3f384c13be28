/* What platforms and archives said, as text that outlives the run, and back.
 *
 * The text may have been written by anybody: what is not exactly as it is written here is nothing.
 */
#ifndef DESCRIBE_REMEMBERED_H
#define DESCRIBE_REMEMBERED_H

#include "describe/archive.h"
#include "describe/question.h"

enum { REMEMBERED_MOST = 256 << 10 };

/* Adds the text of a question that is done. */
void question_write(const struct question *q, struct buffer *into);

/* Reads what was told of the question's subject, which is set; the answers are copied into its
 * arena. False: it is no such text, and the question is as it was, or memory ran out. */
bool question_read(struct question *q, struct slice text);

/* The same of a lookup. */
void lookup_write(const struct lookup *l, struct buffer *into);
bool lookup_read(struct lookup *l, struct slice text);

#endif
