/* Distinct URLs, counted. */
#ifndef SESSION_TALLY_H
#define SESSION_TALLY_H

#include "record.h"

struct lf_session;

void tally_open(struct lf_session *s);
void tally_close(struct lf_session *s);

/* Whether a link is the first with its URL that is followed, or that is not; where nobody wants to
 * know, it is not. False: out of memory. */
bool tally_first(struct lf_session *s, const struct link *link, bool *first);

#endif
