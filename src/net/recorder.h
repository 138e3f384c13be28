/* Every exchange kept as evidence, in a WARC file (ISO 28500, WARC 1.1): a recall that is told of
 * what the network brings.
 *
 * Of each try there is a request and, where an answer came, a response, both as they went over the
 * wire; of HTTP/2, whose heads are not text, as HTTP/1.1 writes them (WARC-Protocol says so). What
 * came of a name, of a try that failed and of all tries together is said by metadata records
 * (application/warc-fields), by which net/replay.h answers. */
#ifndef NET_RECORDER_H
#define NET_RECORDER_H

#include "net/recall.h"

struct recorder_options {
    const char *path;
    const char *software, *user_agent;
    const char *settings;       /* in words, for the file's first record; no secrets */
    const char *const *headers; /* "HOST: Name: value", ended by NULL, or NULL: such values are
                                   secrets, and stand as *** in the file */
};

struct recorder;

/* What the options point to is copied, but for the headers. NULL: `why` says what is wrong and how
 * to mend it, or is empty if memory ran out. */
struct recorder *recorder_open(const struct recorder_options *options, struct buffer *why);

/* NULL is fine. */
void recorder_close(struct recorder *r);

/* What the net is to be opened with; it lives as long as the record. */
const struct recall *recorder_recall(struct recorder *r);

/* Why nothing is recorded any more: told once, then NULL again. What still waited to be written is
 * written first: what fails at closing is told to nobody. It lives as long as the record. */
const char *recorder_trouble(struct recorder *r);

#endif
