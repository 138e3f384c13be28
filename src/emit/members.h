/* An array of many members, written by several threads: each makes the text of some, which are
 * written in their order. */
#ifndef EMIT_MEMBERS_H
#define EMIT_MEMBERS_H

#include "emit/writer.h"

/* Writes members [from, to); several threads may do so at a time, each with a writer of its own. */
typedef void members_function(struct writer *w, const void *of, size_t from, size_t to);

struct members {
    const void *of;
    size_t count;
    members_function *write;
    size_t threads; /* 0: as many as can run at once, if it is worth it, ... */
    size_t most;    /* ... and no more than this; 0: no limit */
};

/* The array with all its members. */
void members_write(struct writer *w, const struct members *m);

#endif
