/* Answers out of a WARC file in place of the network: of a run that was recorded (net/recorder.h)
 * the same as it got, and of other writers' files what they hold. Only an index is in memory; the
 * file is read where an answer stands. */
#ifndef NET_REPLAY_H
#define NET_REPLAY_H

#include "net/recall.h"

struct replay;

/* Reads through the file once. NULL: `why` says what is wrong and how to mend it, or is empty if
 * memory ran out. What is damaged in it is told in `damage`, a line for each place. */
struct replay *replay_open(const char *path, struct buffer *why, struct buffer *damage);

/* NULL is fine. */
void replay_close(struct replay *p);

/* What the net is to be opened with; it lives as long as the replay. */
const struct recall *replay_recall(struct replay *p);

/* Whether memory ran out. */
bool replay_failed(const struct replay *p);

#endif
