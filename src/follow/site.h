/* What is known of each host of a run: where it is contacted, what waits for it. */
#ifndef FOLLOW_SITE_H
#define FOLLOW_SITE_H

#include "base/map.h"
#include "follow/lookup.h"
#include "follow/queue.h"
#include "syntax/url.h"

#include <curl/curl.h>

enum site_state {
    SITE_NEW,    /* nobody asked where it is */
    SITE_ASKING, /* a lookup is under way */
    SITE_FOUND,
    SITE_NOWHERE /* there is no such host */
};

struct site {
    struct host host;  /* its turns in the queue */
    struct slice key;  /* "host:port" of the URLs */
    struct slice name; /* of the host to contact */
    unsigned port;     /* likewise */
    bool redirected;   /* --connect-to names another host or port */
    bool shortener;
    unsigned char looks; /* tries that found no file descriptor */
    unsigned char at;    /* the address that worked last */
    enum site_state state;
    const struct addresses *addresses;
    struct curl_slist *headers; /* what is sent to this host alone, or the common ones */
    unsigned requests;          /* asked of it so far, those that wait included */
};

struct sites {
    struct arena *arena;
    struct map map;
    struct site **list;
    size_t count, room;
    struct pins pins;
    struct curl_slist *common;  /* headers sent to every host */
    const char *const *headers; /* "HOST: Name: value" */
};

/* Checks the headers; the options and the arena are borrowed. False: `why` says what is wrong, or
 * is empty if memory ran out. */
bool sites_open(struct sites *s, struct arena *arena, const char *const *headers,
                struct buffer *why);
void sites_close(struct sites *s);

/* The site of a URL; NULL: out of memory. One that is new is not in the queue yet. */
struct site *site_of(struct sites *s, const struct url *u);

/* Whether the site's place is known without a lookup: pinned, a literal address, or localhost (RFC
 * 6761 section 6.3). Sets it if so. */
bool site_is_known(struct sites *s, struct site *site);

/* Keeps what a lookup found. False: out of memory. */
bool site_found(struct sites *s, struct site *site, const struct addresses *found);

/* The site's address number `index`, counted from the one that worked last. */
const struct address *site_address(const struct site *site, unsigned index);

#endif
