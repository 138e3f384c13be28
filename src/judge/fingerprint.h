/* The name by which a finding is known again in later runs, when the lines above it have moved. */
#ifndef JUDGE_FINGERPRINT_H
#define JUDGE_FINGERPRINT_H

#include "base/slice.h"

#include <stdint.h>

enum { FINGERPRINT_LEAST = 16, FINGERPRINT_MOST = 64, FINGERPRINT = 32 }; /* digits */

/* Writes FINGERPRINT lower-case hexadecimal digits and a NUL. `class` is the finding's, in words;
 * `file` its path as reports have it; `url` the link's, normalised (a local link's as written);
 * `ordinal` how many links to the same URL stand before it in that file. Nothing else counts: not
 * the line, nor the reason, nor the version. */
void fingerprint_write(struct slice class, struct slice file, struct slice url, uint64_t ordinal,
                       char out[FINGERPRINT + 1]);

/* Whether these are the digits of one, ours or another's. */
bool fingerprint_is(struct slice s);

#endif
