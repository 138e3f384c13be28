/* The proxy: what kind it is, and where. Its name is the user's own word, so it is looked up as the
 * system does, search list and all; but not by libcurl, whose look-ups end when the C library's do.
 */
#ifndef NET_PROXY_H
#define NET_PROXY_H

#include "base/buffer.h"

#include <curl/curl.h>
#include <stdint.h>

enum { PROXY_HOST_MOST = 256 };

enum proxy_status { PROXY_FOUND, PROXY_LATE, PROXY_NOWHERE, PROXY_NO_MEMORY };

struct proxy {
    const char *url;  /* borrowed; NULL: none */
    bool takes_names; /* it is given names, not addresses */
    bool is_https;
    bool is_found;
    enum proxy_status failed; /* where it was not ... */
    int64_t again;            /* ... until when that is believed (time_tick_ms) */
    char host[PROXY_HOST_MOST];
    unsigned port;
    struct curl_slist *where; /* CURLOPT_RESOLVE; NULL: the host is an address */
};

/* Reads a proxy as curl takes it, or none. False: `why` says what is wrong, or is empty if memory
 * ran out. */
bool proxy_read(struct proxy *p, const char *url, bool leave_names, struct buffer *why);
void proxy_free(struct proxy *p);

/* Finds out where it is, once; waits until `until` (time_tick_ms) at most, or `stop` is set. */
enum proxy_status proxy_find(struct proxy *p, int64_t until, bool (*stop)(const void *),
                             const void *of);

#endif
