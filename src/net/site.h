/* What is known of each host of a run: where it is contacted, what waits for it. */
#ifndef NET_SITE_H
#define NET_SITE_H

#include "base/cache.h"
#include "net/fault.h"
#include "net/lookup.h"
#include "net/queue.h"
#include "net/rate.h"
#include "net/silence.h"
#include "record.h"
#include "syntax/robots.h"
#include "syntax/url.h"

#include <curl/curl.h>

/* A name of the run's URLs, whatever their ports. Held by its sites, and by the hosts below it. */
struct site_host {
    struct cached cached; /* under its name */
    struct limit limit;
    struct silence silence;
    struct silence below;     /* of all hosts whose registrable domain this is */
    struct site_host *domain; /* this host's */
};

enum site_state {
    SITE_NEW,    /* nobody asked where it is */
    SITE_ASKING, /* a lookup is under way */
    SITE_FOUND,
    SITE_NOWHERE, /* there is no such host */
    SITE_FAILED,  /* the lookup did, or ... */
    SITE_NO_FILES /* ... found no file descriptor: both only while those that waited are told */
};

enum robots_state {
    ROBOTS_UNKNOWN,
    ROBOTS_ASKED,
    ROBOTS_KNOWN,
    ROBOTS_FAILED /* the host could not be asked for them: only while those that waited are told */
};

enum { SITES_MOST = 1 << 14 };

TAILQ_HEAD(request_list, request);

/* Held by the requests to it, and by a lookup under way. */
struct site {
    struct cached cached;    /* under "host:port" of the URLs */
    struct host host;        /* its turns in the queue */
    struct site_host *named; /* held */
    struct slice name;       /* of the host to contact */
    unsigned port;           /* likewise */
    bool redirected;         /* --connect-to names another host or port */
    bool own_headers;        /* not the common ones */
    bool shortener;
    bool asked_http2;   /* whether it speaks HTTP/2: one request does */
    bool has_http2;     /* it does, and ... */
    bool no_http2;      /* ... it does not, or was cut off for what it sent over it */
    unsigned char at;   /* the address that worked last */
    enum tls_fault tls; /* that was met, and is believed the next time */
    enum site_state state;
    struct request_list waiting; /* until it is known where it is */
    struct addresses *addresses;
    int64_t good_until;         /* of these, which may be others then (time_tick_ms) */
    struct curl_slist *headers; /* what is sent to this host alone, or the common ones */
    enum robots_state robots_state;
    struct robots robots;         /* if they are known */
    enum fault robots_fault;      /* of ROBOTS_FAILED */
    enum tls_fault robots_tls;    /* likewise */
    struct request_list checking; /* until it is known what robots.txt says */
    unsigned requests;            /* asked of it so far, those that wait included */
};

struct sites {
    struct cache cache; /* of sites; hosts go with the last of these */
    struct cache_table table, hosts;
    struct pins pins;
    struct curl_slist *common;    /* headers sent to every host */
    const char *const *headers;   /* "HOST: Name: value" */
    struct host_values rates;     /* microseconds from one request to the next */
    struct host_values per_hosts; /* requests at once */
    size_t robots_bytes;          /* of what is known of robots.txt */
};

/* Checks the headers; the options are borrowed. Must stay where it is while open. False: `why` says
 * what is wrong, or is empty if memory ran out. */
bool sites_open(struct sites *s, const char *const *headers, struct buffer *why);
void sites_close(struct sites *s);

/* The site of a URL, held for the caller; NULL: out of memory. One that is new is not in the queue
 * yet. What is known of sites that nobody asks is forgotten when SITES_MOST others were asked
 * since: they are looked up again then. */
struct site *site_of(struct sites *s, const struct url *u);
void site_let_go(struct site *site);

/* The host of a name; NULL: none of this name was met. */
const struct site_host *sites_host(const struct sites *s, struct slice name);

/* Whether the site's place is known without a lookup: pinned, a literal address, or localhost (RFC
 * 6761 section 6.3). It is found then; *failed: memory ran out. */
bool site_is_known(struct sites *s, struct site *site, bool *failed);

/* Keeps what a lookup found, which is good for so long: it is found. False: out of memory. */
bool site_found(struct site *site, const struct addresses *found, int64_t good_until);

/* What was found may be another by now: it is to be asked for again. */
void site_doubt(struct site *site, int64_t now);

/* That could not be found out. True: what was found before is kept for some time. */
bool site_keep(struct site *site, int64_t now);

/* Whether nothing is to be expected of it, as nothing came of the last links to it or its domain.
 */
bool site_is_silent(const struct site *site, int64_t now);

/* A link to it was met with silence; it said something; a link is let through all the same. */
void site_note_silence(struct site *site, int64_t now);
void site_break_silence(struct site *site);
void site_probe(struct site *site, int64_t now);

/* Nothing waits for a turn, and nothing runs: the queue is to begin anew. */
void sites_forget_turns(struct sites *s);

/* The site's address number `index`, counted from the one that worked last. */
const struct address *site_address(const struct site *site, unsigned index);

#endif
