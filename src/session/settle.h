/* The way of a job from what was scanned to its record; settle.c tells its stages. */
#ifndef SESSION_SETTLE_H
#define SESSION_SETTLE_H

#include "session/jobs.h"

/* What was scanned goes on its way; a job with nothing to wait for ends at once. */
lf_status settle_begin(struct lf_session *s, struct job *job);

/* Jobs that wait for room take turns while there is some. */
lf_status settle_all(struct lf_session *s);

/* An outcome became done, or a question or a lookup in archives, which it lets go of: those that
 * wait for it go on. */
lf_status settle_outcome(struct lf_session *s, struct outcome *outcome);
lf_status settle_question(struct lf_session *s, struct question *question);
lf_status settle_lookup(struct lf_session *s, struct lookup *lookup);

/* Notes that the job waits for an outcome, or for what has this list of waiters. */
lf_status settle_wait(struct lf_session *s, struct job *job, struct outcome *outcome);
lf_status settle_wait_in(struct lf_session *s, struct job *job, struct waiter **waiting);

#endif
