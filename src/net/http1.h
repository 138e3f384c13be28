/* A request and its answer over HTTP/1.1 (RFC 9112), on a connection of our own. */
#ifndef NET_HTTP1_H
#define NET_HTTP1_H

#include "net/handshakes.h"
#include "net/keep.h"
#include "net/timers.h"
#include "syntax/coding.h"

struct fetch;
struct fetch_request;

enum http1_state {
    HTTP1_CONNECTS,
    HTTP1_SHAKES_HANDS, /* of TLS */
    HTTP1_SENDS,
    HTTP1_READS, /* the head, then the body */
    HTTP1_DONE
};

struct http1 {
    enum http1_state state;
    struct fetch *fetch; /* whose request it is, and who reads the answer */
    struct http1_connection *connection;
    struct handshake handshake;
    TAILQ_ENTRY(http1) entry; /* among those that are done */
    struct timer timer;
    bool in_line; /* it is among those that are done */
    bool secure;
    bool whole;  /* the answer has been read to its end ... */
    bool excess; /* ... and more came */
    enum fault fault;
    enum tls_fault tls;
    int64_t ends_at, connects_by; /* time_tick_ms */
    int64_t stall_ms;             /* without much news, which are too long; 0: none are */
    int64_t watched;              /* since then it is counted what comes */
    size_t left_over;             /* bytes of empty lines before the answer */
    size_t came;                  /* bytes of the answer; ... */
    size_t body, body_before;     /* ... of its body, and how many there were then */
    struct slice origin;          /* of the URL */
    struct buffer host;           /* its host */
    struct buffer text;           /* what is sent ... */
    size_t sent;                  /* ... of that, so far */
    struct buffer line;           /* of the head, as far as it has come */
    int64_t left;                 /* of a body of a known length */
    struct chunks chunks;
};

/* It holds nothing yet. */
void http1_init(struct http1 *h, struct fetch *f);

/* Lets go of all that it holds. */
void http1_clear(struct http1 *h);

/* Writes the request, and what else is known before there is a connection. False: out of memory. */
bool http1_prepare(struct http1 *h, const struct fetch_request *request);

/* "https://example.com:8443" of a URL that is normalised. */
struct slice http1_origin(struct slice url);

/* Sends what it can at once over a connection on which nothing has come: whatever is to be done
 * then is news of its socket, unless it is done. */
void http1_send(struct http1 *h);

/* Takes it from state to state until it has to wait for its socket, or is done. */
void http1_go_on(struct http1 *h);

/* Reads a piece of the answer while it READS; gives the state after it. */
enum http1_state http1_take(struct http1 *h, struct slice piece);

/* Likewise: the other side has closed the connection. */
enum http1_state http1_take_end(struct http1 *h);

/* When it is to be looked at again though its socket has no news (time_tick_ms). */
int64_t http1_due(const struct http1 *h);

/* Ends it if it has taken too long by now. */
void http1_check_time(struct http1 *h, int64_t now);

/* Whether its connection may serve another request. */
bool http1_leaves_open(const struct http1 *h);

#endif
