/* A throw-away cookie jar for one chain: some sites send everybody back to the same address until
 * the cookie they set comes along. libcurl's own cookie engine keeps it, by RFC 6265. */
#ifndef NET_JAR_H
#define NET_JAR_H

#include "syntax/url.h"

#include <stdbool.h>
#include <stdint.h>

struct jar;

/* NULL: out of memory. */
struct jar *jar_open(void);

/* NULL is fine. */
void jar_close(struct jar *jar);

/* Puts in what an answer of this URL or its page's scripts set, a line each, as a Set-Cookie field
 * has it. False: out of memory. */
bool jar_add(struct jar *jar, const struct url *from, struct slice cookies);

/* Whether any of these, which an answer of `from` or its page's scripts set, goes to another URL. */
bool jar_would_send(const struct url *from, struct slice cookies, const struct url *to);

/* What one may hold: more than any wall wants, and little enough for thousands of chains. */
enum { JAR_MOST = 16 << 10 };

/* A number that stands for what the jar holds: names, values and whom they go to. False: it holds
 * more than JAR_MOST bytes. */
bool jar_state(struct jar *jar, uint64_t *state);

/* The state of one that holds more. */
#define JAR_FULL UINT64_MAX

/* The jar is to have this state, as it had when what is recalled was asked: there are no cookies to
 * tell it by. */
void jar_recall(struct jar *jar, uint64_t state);

/* libcurl's CURLSH. */
void *jar_share(const struct jar *jar);

#endif
