/* Documents of which only some lines count. */
#ifndef SESSION_LINES_H
#define SESSION_LINES_H

#include "landfall.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct job;
struct lf_session;

/* The lines of a document that count. */
struct lines {
    uint64_t (*list)[2]; /* the first and the last of each run of them, in their order */
    size_t count;
    bool some; /* else all do */
};

/* A job takes the lines that count in it, of those that the session has now. False: out of memory.
 */
bool lines_take(const struct lf_session *s, struct job *job);

/* Once it is scanned, leaves those alone of what was found that stand there. */
lf_status lines_keep(struct lf_session *s, struct job *job);

void lines_close(struct lf_session *s);

#endif
