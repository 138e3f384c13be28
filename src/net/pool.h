/* What the connections of a run carry: how many raw bytes came over each, whatever they were (TLS
 * records, frames without content, trailers), and whether one that is used again is as its last
 * answer left it. */
#ifndef NET_POOL_H
#define NET_POOL_H

#include "net/address.h"

/* A request reads at most 128 KiB of header and as much of a page; the rest is room for what wraps
 * them. */
enum { POOL_REQUEST_BYTES = 1 << 20 };

/* A connection. It is counted who holds it: its place in the pool, and the requests over it. */
struct connection {
    int fd;
    unsigned holders;
    unsigned port;    /* on this side; 0: no request was made over it yet */
    unsigned active;  /* requests under way */
    bool shared;      /* it served more than one request */
    bool multiplexed; /* HTTP/2: frames may come at any time */
    bool cut;         /* it carried too much and was broken off */
    uint64_t start;   /* raw bytes, before the first of the requests under way */
    uint64_t limit;   /* raw bytes, from its beginning */
    uint64_t records; /* of those, what TLS has taken so far */
    uint64_t came;    /* of those, what had come when it was last looked at */
};

struct pool {
    struct connection **by_fd; /* the last one that had each file descriptor, or NULL */
    size_t room;
};

void pool_free(struct pool *p);

/* A socket was opened for a connection, which is held for the caller. NULL: out of memory. */
struct connection *pool_open(struct pool *p, int fd);

/* An open connection by its two ends, held for the caller; NULL: there is none. */
struct connection *pool_find(const struct pool *p, unsigned port, const struct address *peer,
                             unsigned peer_port);

/* Breaks the connection off if it has carried more than its requests may. */
void pool_check(const struct pool *p, int fd);

/* Lets go of it. NULL is fine. */
void connection_release(struct connection *c);

/* Whether nothing has come over it since its last answer, and the other side has not closed it. */
bool connection_is_clean(const struct connection *c);

/* TLS has taken a record of so many bytes: the same check, made while libcurl reads. One call of it
 * reads for as long as frames without content come. */
void connection_count(struct connection *c, size_t bytes);

/* Whether so many bytes came since the last request began. */
bool connection_brought(const struct connection *c, size_t bytes);

/* A request begins, over the port on this side. */
void connection_begin(struct connection *c, unsigned port);

#endif
