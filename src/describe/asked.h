/* Which endpoints are asked about a post, and under which URLs: what their rows say, and options.
 */
#ifndef DESCRIBE_ASKED_H
#define DESCRIBE_ASKED_H

#include "describe/question.h"
#include "places/endpoint.h"

/* The rows of a post's platform, ended by { 0 }. */
const struct endpoint *asked_rows(const struct subject *about);

/* Whether a row of them is asked. */
bool asked_is(const struct describer_options *options, const struct endpoint *e,
              const struct subject *about);

/* The URL of a row's question, held for the caller; `did` is that of the account, where an answer
 * has told it. NULL: a word of it is not known, or *no_memory is set. */
struct text *asked_url(const struct describer_options *options, const struct endpoint *e,
                       const struct subject *about, struct slice did, bool *no_memory);

#endif
