/* Which links are wanted, and which cannot be followed. */
#ifndef SESSION_WANTED_H
#define SESSION_WANTED_H

#include "landfall.h"
#include "record.h"

struct lf_session;

/* Compiles the expressions of what is left out. */
lf_status wanted_open(struct lf_session *s);
void wanted_close(struct lf_session *s);

/* Why a link cannot be followed, wanted or not; REASON_NONE: it can. */
enum reason wanted_unfit(const struct lf_session *s, const struct link *link);

/* Sets why a link of a document is not to be followed, or REASON_NONE. False: out of memory. */
bool wanted_skip(const struct lf_session *s, const struct document *document, struct link *link);

/* Whether all links are wanted. */
bool wanted_all(const struct lf_session *s);

/* Takes the links that are not wanted out of a document that is not followed. After anything but
 * LF_OK it is of no use. */
lf_status wanted_keep(struct lf_session *s, struct document *document);

/* Takes the links out of a document that are not kept. False of the function: out of memory. */
typedef bool keep_link(void *of, struct document *document, struct link *link, bool *kept);
lf_status wanted_compact(const struct lf_session *s, struct document *document, keep_link *keeps,
                         void *of);

#endif
