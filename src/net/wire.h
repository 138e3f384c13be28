/* The transfers under way, and the wait for them: in one epoll loop those over connections of our
 * own, and two libcurl multi handles.
 *
 * One of these keeps its connections and speaks HTTP/2, for hosts that are asked again; one closes
 * each, for the long tail, where a pool of thousands of connections costs more than it saves. */
#ifndef NET_WIRE_H
#define NET_WIRE_H

#include "net/direct.h"
#include "net/pool.h"

#include <curl/curl.h>
#include <stdbool.h>
#include <stdint.h>

enum { WIRE_POOLED, WIRE_SINGLE, WIRE_MULTIS };

struct wire_multi {
    CURLM *multi;
    struct wire *wire;
    int64_t due; /* when libcurl wants to be called; INT64_MAX: it does not */
};

struct wire {
    int epoll;
    int wake; /* an eventfd: a write ends the wait */
    const struct pool *pool;
    unsigned idle; /* connections kept by libcurl */
    struct wire_multi multis[WIRE_MULTIS];
    struct direct direct;
};

/* Keeps at most `idle` connections, and by libcurl no more than some hundred; every one is watched
 * by the pool. So many threads shake hands, the caller's among them. False: out of memory or file
 * descriptors. Must stay where it is while open. */
bool wire_open(struct wire *w, unsigned idle, size_t threads, const struct pool *pool);
void wire_close(struct wire *w);

/* Puts a transfer that has been prepared on the wire. */
bool wire_add(struct wire *w, struct fetch *f, const struct fetch_request *request);

/* Works on the transfers; if none has news, waits for it, a wake, or `until` (time_tick_ms). */
void wire_work(struct wire *w, int64_t until);

/* When it has work though none of its file descriptors has news (time_tick_ms). */
int64_t wire_due(const struct wire *w);

/* Takes a transfer that ended off the wire; NULL: none has. */
struct fetch *wire_take(struct wire *w, CURLcode *code);

/* Takes one off that has not ended. */
void wire_remove(struct wire *w, struct fetch *f);

/* News of this file descriptor, too, end the wait. */
bool wire_await(struct wire *w, int fd);

/* File descriptors ran out: idle connections are not to be kept; where no transfer is under way,
 * those there are are closed. */
void wire_drop_idle(struct wire *w, bool none_under_way);

/* Safe in a signal handler. */
void wire_wake(const struct wire *w);

#endif
