/* The proxy: what kind it is, and where. Its name is the user's own word, so it is looked up as the
 * system does, search list and all; but not by libcurl, whose look-ups end when the C library's do.
 */
#ifndef NET_PROXY_H
#define NET_PROXY_H

#include "base/buffer.h"
#include "net/lookup.h"

#include <curl/curl.h>
#include <stdint.h>

enum { PROXY_HOST_MOST = 256 };

enum proxy_state {
    PROXY_NEW, /* nobody asked where it is */
    PROXY_ASKED,
    PROXY_FOUND,
    PROXY_NOWHERE,
    PROXY_NO_MEMORY
};

struct proxy {
    const char *url;  /* borrowed; NULL: none */
    bool takes_names; /* it is given names, not addresses */
    bool is_https;
    enum proxy_state state;
    int64_t again; /* until when it is believed that it is nowhere (time_tick_ms) */
    struct buffer
        names;   /* under which it may be, by the system's search list; each ends with a NUL */
    size_t next; /* of these, to be asked for */
    char host[PROXY_HOST_MOST];
    unsigned port;
    struct curl_slist *where; /* CURLOPT_RESOLVE; NULL: the host is an address */
};

/* Reads a proxy as curl takes it, or none. False: `why` says what is wrong, or is empty if memory
 * ran out. */
bool proxy_read(struct proxy *p, const char *url, bool leave_names, struct buffer *why);
void proxy_free(struct proxy *p);

/* What is known of where it is; has it asked for if it is time to. */
enum proxy_state proxy_locate(struct proxy *p, struct lookup *lookup, int64_t now);

/* Reads what was asked for with the proxy as its tag. */
enum proxy_state proxy_take(struct proxy *p, struct lookup *lookup,
                            const struct lookup_result *result, int64_t now);

#endif
