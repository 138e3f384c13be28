/* Host lookups that never hold up the rest: a few threads around getaddrinfo, started on demand.
 *
 * A lookup cannot be cancelled, so the threads are detached and share what they need with their
 * owner by counting: closing leaves a stuck one behind without waiting for it. */
#ifndef FOLLOW_LOOKUP_H
#define FOLLOW_LOOKUP_H

#include "follow/pin.h"

enum lookup_status {
    LOOKUP_FOUND,
    LOOKUP_NO_SUCH_HOST, /* said twice */
    LOOKUP_FAILED,       /* may pass: no answer, no network */
    LOOKUP_NO_FILES,     /* no file descriptor is left to ask with */
    LOOKUP_NO_MEMORY
};

/* One look, as getaddrinfo: 0 or an EAI_ code. */
typedef int lookup_function(const char *host, struct addresses *out);

struct lookup;

/* A finished lookup writes to the eventfd `wake`, of which a duplicate is kept. `look` is the
 * system's if NULL. NULL: out of memory or files. */
struct lookup *lookup_open(int wake, lookup_function *look);
void lookup_close(struct lookup *l);

/* Asks for a host; `tag` comes back with the answer. False: out of memory. */
bool lookup_ask(struct lookup *l, struct slice host, void *tag);

struct lookup_result {
    void *tag;
    enum lookup_status status;
    struct addresses addresses; /* the two families take turns (RFC 8305 section 4) */
};

/* Takes a finished lookup; false: none is. */
bool lookup_take(struct lookup *l, struct lookup_result *out);

/* Gives up on a lookup that runs since before `since` (time_tick_ms): its tag, or NULL. It gives no
 * result any more. */
void *lookup_overdue(struct lookup *l, int64_t since);

/* When the oldest lookup that runs was begun, or INT64_MAX. */
int64_t lookup_oldest(struct lookup *l);

#endif
