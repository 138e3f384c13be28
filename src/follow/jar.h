/* A throw-away cookie jar for one chain: some sites send everybody back to the same address until
 * the cookie they set comes along. libcurl's own cookie engine keeps it, by RFC 6265. */
#ifndef FOLLOW_JAR_H
#define FOLLOW_JAR_H

#include <curl/curl.h>
#include <stdint.h>

/* NULL: out of memory. */
CURLSH *jar_open(void);
void jar_close(CURLSH *jar);

/* A number that stands for what the jar holds: names, values and whom they go to. */
uint64_t jar_state(CURLSH *jar);

#endif
