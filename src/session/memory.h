/* What runs of a check remember of each other: answers, and how often a URL was found dead. */
#ifndef SESSION_MEMORY_H
#define SESSION_MEMORY_H

#include "base/seen.h"
#include "describe/remembers.h"
#include "judge/baseline.h"
#include "judge/patience.h"
#include "landfall.h"
#include "record.h"

enum { WARNINGS_MOST = 64 << 10 };

struct memory {
    struct store *store; /* NULL: nothing is remembered */
    struct patience patience;
    struct baseline_list known;
    struct remembers remembers;
    struct seen asked;  /* URLs of this run of which no answer was remembered, ... */
    struct seen looked; /* ... and those at which it has looked */
};

struct lf_session;

/* Opens the store if the options name one and somebody is asked. Wrong options alone are a fault.
 */
lf_status memory_open(struct lf_session *s);
void memory_close(struct lf_session *s);

/* What a URL is to who wants to know where it leads: a link of a document, or what a post points
 * to. */
enum memory_kind { MEMORY_LINK, MEMORY_LEAD };

/* The outcome of a URL, as an earlier run found it (then it is in the arena) or as the follower
 * does, done or under way. NULL: out of memory. memory_let_go is for both. */
struct outcome *memory_follow(struct lf_session *s, enum memory_kind kind, struct slice url,
                              struct arena *arena);
void memory_let_go(const struct outcome *outcome);

/* Takes note, once, of an outcome of which all is known, and says in it how often it was found
 * dead.
 */
void memory_keep(struct lf_session *s, struct outcome *outcome);

/* To be called before waiting: what was kept is safe then, whatever becomes of this process. */
void memory_rest(struct lf_session *s);

/* Says of a finding what is remembered of its outcome (NULL: it has none): a dead link that fails
 * the run too early becomes a warning. */
void memory_judge(const struct lf_session *s, const struct outcome *outcome,
                  struct finding *finding);

/* known.c: reads the baseline if the options name one, and tells of a finding that has its
 * fingerprint whether it stands there. */
lf_status known_open(struct lf_session *s);
void known_close(struct lf_session *s);
void known_judge(const struct lf_session *s, struct finding *finding);

/* What platforms and archives said, for who asks them; NULL: nothing is remembered. */
const struct remembers *memory_remembers(struct lf_session *s);

#endif
