/* A request over libcurl: one that goes through a proxy, carries cookies, or speaks HTTP/2. */
#ifndef NET_CURL_WIRE_H
#define NET_CURL_WIRE_H

#include "net/fetch.h"

/* Sets the fetch's handle up; what the request points to is borrowed until it ends. False: out of
 * memory. */
bool curl_prepare(struct fetch *f, const struct fetch_request *request);

#endif
