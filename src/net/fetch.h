/* One request and its answer, read no further than needed; by libcurl or over a connection of our
 * own. It is used again. */
#ifndef NET_FETCH_H
#define NET_FETCH_H

#include "net/body.h"
#include "net/face.h"
#include "net/fault.h"
#include "net/head.h"
#include "net/http1.h"
#include "net/pool.h"
#include "net/proxy.h"
#include "net/tls.h"
#include "record.h"

#include <curl/curl.h>
#include <sys/queue.h>

/* What all requests of a follower have in common. */
struct fetch_manner {
    struct proxy *proxy; /* NULL: none */
    struct tls *tls;
    struct pool *pool;
    struct address_policy policy;
    bool keeps_raw; /* requests and bodies are wanted as they went over the wire */
};

struct fetch_request {
    const char *url;
    const char *connect_to; /* "::ADDRESS:PORT", so that libcurl looks nothing up; or NULL */
    const char *user_agent;
    struct curl_slist *headers;
    struct jar *cookies; /* NULL: none are sent or kept; with a jar a handle is not used again */
    int64_t timeout_ms, connect_ms;
    const struct address *where; /* a connection of our own is to lead here; NULL: by libcurl */
    unsigned port;               /* likewise */
    size_t most;                 /* the whole is wanted, so many bytes of it; 0: a page's head */
    bool any;                    /* likewise: whatever answer it comes with */
    bool pooled;
    bool fresh; /* over a connection of its own */
    bool http2; /* if it is pooled */
};

enum fetch_plan {
    FETCH_HEADER, /* reading the header */
    FETCH_KEEP,   /* the start of a page is kept */
    FETCH_DRAIN   /* what little there is is read, so that the connection can be used again */
};

struct fetch {
    STAILQ_ENTRY(fetch) entry; /* among those that are idle */
    const struct fetch_manner *manner;
    void *owner;         /* of the request under way */
    bool direct;         /* over a connection of our own; else by libcurl */
    bool pooled;         /* the connection may serve another */
    bool counted;        /* the owner's: as another try */
    struct address peer; /* who is asked; zeros: nobody yet, or the proxy */
    size_t most;         /* as in the request ... */
    bool any;            /* ... as this is */
    enum fetch_plan plan;
    bool enough;                   /* stopped by us: all that is needed was read */
    bool too_large;                /* stopped by us: the header is */
    bool refused;                  /* stopped by us: the address may not be contacted */
    bool out_of_files;             /* no socket could be had */
    bool no_memory;                /* ran out */
    struct connection *connection; /* held; NULL: none yet */
    bool sent;                     /* the request began on it */
    bool reused;                   /* it served others before, or its session did */
    bool stale;                    /* stopped by us: something stands unread on it */
    struct head head;
    struct body body;
    struct face_headers face; /* of a request that is not made as usual */
    struct face_date date;    /* of one that asks for a time */
    /* If it is direct: */
    struct http1 http1;
    bool connected; /* the other side has answered */
    bool cut;       /* it carried too much */
    /* By libcurl: */
    CURL *easy;       /* NULL: it was not used yet */
    bool spoke_http2; /* the connection does */
    struct curl_slist connect_to;
    struct buffer connect_text;
    struct buffer curl_sent; /* the head of the request, where it is wanted */
    char message[CURL_ERROR_SIZE];
};

/* The manner is borrowed. NULL: out of memory. */
struct fetch *fetch_new(const struct fetch_manner *manner);
void fetch_free(struct fetch *f);

/* Sets the handle up for a request; what the request points to is borrowed until it ends. */
bool fetch_prepare(struct fetch *f, const struct fetch_request *request);

/* Half the time without news is a stall, in seconds; 0: none is. */
long fetch_stall_seconds(int64_t timeout_ms);

/* What is read of the answer: a line of the head, then pieces of the body. False: it is enough, or
 * too much. */
bool fetch_line(struct fetch *f, struct slice line);
bool fetch_data(struct fetch *f, struct slice part);

/* Lets go of the connection: others may use it. What came stays. */
void fetch_leave(struct fetch *f);

/* Lets go of large buffers. */
void fetch_clear(struct fetch *f);

/* Its transfer has ended: reads what is left to be read of the page. */
void fetch_end(struct fetch *f);

/* Whether the answer is as complete as it needs to be, whatever the transfer ended with. */
bool fetch_is_settled(const struct fetch *f, CURLcode code);

/* Of one that is settled: why the body is not whole, in WARC-Truncated's words; NULL: it is. */
const char *fetch_cut(const struct fetch *f, CURLcode code);

/* Why less of the body was read than there is, likewise. */
const char *fetch_unread(const struct fetch *f, CURLcode code);

/* The head of the request, as far as it was sent; of one that libcurl makes it is known if requests
 * are wanted. */
struct slice fetch_sent(const struct fetch *f);

/* What went wrong with one that is not settled. */
enum fault fetch_fault(const struct fetch *f, CURLcode code, enum tls_fault *tls);

/* Whether what went wrong may be the fault of an earlier request over the same connection, so that
 * one more over a fresh one is to tell. */
bool fetch_may_be_stale(const struct fetch *f, CURLcode code);

/* Whether memory ran out, here or in libcurl. */
bool fetch_ran_out(const struct fetch *f, CURLcode code);

/* Whether the connection was shut down for what it carried. */
bool fetch_was_cut(const struct fetch *f);

/* Whether no connection came about in time: another address may do better. */
bool fetch_is_unconnected(const struct fetch *f, CURLcode code);

#endif
