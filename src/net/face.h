/* What a request says of who makes it. */
#ifndef NET_FACE_H
#define NET_FACE_H

#include "net/net.h"

#include <curl/curl.h>

enum { FACE_HEADERS = 12 };

/* Room for the headers of a face, chained. */
struct face_headers {
    struct curl_slist nodes[FACE_HEADERS];
};

const char *face_agent(const struct net_options *options, enum face face);

/* The headers of a face, in `room`, and behind them those of `site` that are for it alone: what
 * follows the `common` ones, with which every site's begin. Not of FACE_OWN. */
struct curl_slist *face_dress(enum face face, struct curl_slist *site,
                              const struct curl_slist *common, struct face_headers *room);

/* Room for a header of one request. */
struct face_date {
    char text[64];
    struct curl_slist node;
};

/* The headers, and in front of them Accept-Datetime (RFC 7089 section 2.1.1), in `room`. */
struct curl_slist *face_date(int64_t ms, struct curl_slist *headers, struct face_date *room);

#endif
