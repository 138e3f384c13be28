/* Connections that are kept for another request to the same origin, and what TLS needs to resume
 * those that are gone. Both are few. */
#ifndef NET_KEEP_H
#define NET_KEEP_H

#include "net/stream.h"

#include <sys/queue.h>

struct http1;

/* A connection that speaks HTTP/1.1 with one request at a time. */
struct http1_connection {
    struct stream stream;
    struct http1 *user; /* the request under way; NULL: it is kept */
    struct address peer;
    bool was_used;   /* a request was sent over it */
    bool is_opening; /* over TLS, and counts at its origin */
    /* While it is kept: */
    struct origin *origin;
    int64_t until;                       /* time_tick_ms */
    LIST_ENTRY(http1_connection) nearby; /* of the same origin */
    TAILQ_ENTRY(http1_connection) entry; /* of all, the oldest first */
};

TAILQ_HEAD(http1_connections, http1_connection);

enum { KEEP_BUCKETS = 1024 }; /* and as many origins at the most */

/* A scheme, host, and port: "https://example.com". */
struct origin {
    LIST_ENTRY(origin) chain;
    TAILQ_ENTRY(origin) entry; /* the one that was not asked for longest first */
    LIST_HEAD(, http1_connection) kept;
    SSL_SESSION *session; /* NULL: none is known */
    bool refuses;         /* a session was offered, and the handshake broke off */
    unsigned opening;     /* connections over TLS that shake hands, or will */
    int64_t began;        /* when the first of all was opened (time_tick_ms); 0: none was */
    size_t length;
    char name[];
};

struct keep {
    struct http1_connection **by_fd; /* all, those in use too, or NULL */
    size_t room;
    unsigned most; /* connections that are kept */
    unsigned count;
    unsigned spare; /* of them, those beyond the first of their origins */
    unsigned late;  /* how many came when there was no room */
    uint64_t seed;
    struct http1_connections connections;
    size_t origin_count;
    TAILQ_HEAD(, origin) origins;
    LIST_HEAD(, origin) buckets[KEEP_BUCKETS];
};

/* It must stay where it is. */
void keep_open(struct keep *k, unsigned most);

/* Closes what is kept. Those in use must be closed before. */
void keep_close(struct keep *k);

/* A connection by the file descriptor of its stream: enters it, which may fail for want of memory;
 * finds it (NULL: there is none); closes it, which is not kept. */
bool keep_enter(struct keep *k, struct http1_connection *c);
struct http1_connection *keep_find(const struct keep *k, int fd);
void keep_drop(struct keep *k, struct http1_connection *c);

/* Takes a kept connection that is clean; NULL: there is none. */
struct http1_connection *keep_take(struct keep *k, struct slice origin);

/* Whether there is one, clean or not. */
bool keep_has(const struct keep *k, struct slice origin);

/* A session to resume, which is the caller's; NULL: none is known. It is a copy: OpenSSL has one of
 * TLS 1.3 resumed once, so that nobody sees whose connections belong together (RFC 8446 appendix
 * C.4), which is no secret here, and connections that are opened at a time are to have it all. */
SSL_SESSION *keep_session(struct keep *k, struct slice origin);

/* What was given to resume a connection with is kept, if it is trusted and sessions are of use. */
void keep_note_session(struct keep *k, struct slice origin, struct http1_connection *c);

/* A connection broke off that was offered a session: it is forgotten, and no other is kept. */
void keep_forget_session(struct keep *k, struct slice origin);

/* A connection is opened over TLS; its handshake has ended, or never will. */
void keep_note_opening(struct keep *k, struct slice origin, struct http1_connection *c);
void keep_note_opened(struct keep *k, struct slice origin, struct http1_connection *c);

/* Whether no more are to be opened for now: as many are as a server takes at once, or the first was
 * just now, and may soon give a session that all others resume. */
bool keep_is_opening(const struct keep *k, struct slice origin);

/* Keeps a connection for another request, or closes it. Where there is no room, every fourth takes
 * the place of the oldest: hosts that have links waiting take turns, so the one whose turn is over
 * will be the last to have another. */
void keep_put(struct keep *k, struct slice origin, struct http1_connection *c);

/* One that is kept has news: it is closed, unless that is TLS's alone. */
void keep_check(struct keep *k, struct http1_connection *c);

/* Closes what was kept long enough by now. */
void keep_expire(struct keep *k, int64_t now);

/* When that is of the oldest (time_tick_ms); INT64_MAX: nothing is kept. */
int64_t keep_due(const struct keep *k);

/* Closes the oldest of what is kept until there are no more than so many. */
void keep_close_beyond(struct keep *k, size_t most);

/* Likewise, but leaves each origin one. */
void keep_close_spare(struct keep *k, size_t most);

/* Keeps no more than so many from now on. */
void keep_shrink(struct keep *k, unsigned most);

#endif
