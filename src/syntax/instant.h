/* Instants as machines write them: ISO 8601 in the forms that RFC 3339 and HTML allow. */
#ifndef SYNTAX_INSTANT_H
#define SYNTAX_INSTANT_H

#include "base/slice.h"
#include "base/time.h"

/* Reads all of s but white space around it: "2018-09-03", "2018-09-03T22:55:42.967Z",
 * "2018-09-03 22:55+02:00", "2018-09-03T22:55:42+0200". Gives the instant in UTC and how exactly it
 * is said; a time without a zone counts as its day. False: it is no instant. */
bool instant_read(struct slice s, int64_t *ms, enum time_precision *precision);

#endif
