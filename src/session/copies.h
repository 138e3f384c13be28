/* Copies in archives of what turned out to be dead. */
#ifndef SESSION_COPIES_H
#define SESSION_COPIES_H

#include "landfall.h"

#include <stdbool.h>
#include <stddef.h>

struct job;
struct lf_session;

/* How many things of a job copies may be looked up of: its links, then its embeds. */
size_t copies_most(const struct job *job);

/* Has a copy looked up of number `index` of them, if it is dead. */
lf_status copies_ask(struct lf_session *s, struct job *job, size_t index);

/* Puts what was found where records have it. False: out of memory. */
bool copies_keep(struct job *job);

void copies_let_go(const struct job *job);

#endif
