/* The file that a run is recorded into, or replayed from. */
#ifndef SESSION_EVIDENCE_H
#define SESSION_EVIDENCE_H

#include "landfall.h"

#include <stdbool.h>

struct lf_session;
struct recall;

/* Opens the file to record into or to replay from, if one is named, and gives what the net is to be
 * opened with. */
lf_status evidence_open(struct lf_session *s, const char *user_agent, const struct recall **recall);
void evidence_close(struct lf_session *s);

/* Whether memory ran out over it: then what it does not know may be known. */
bool evidence_failed(const struct lf_session *s);

#endif
