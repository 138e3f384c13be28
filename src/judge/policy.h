/* What a finding is worth: an error, a warning, a note, or nothing. */
#ifndef JUDGE_POLICY_H
#define JUDGE_POLICY_H

#include "judge/accept.h"

struct policy {
    enum severity classes[CLASS_COUNT];
    bool overruled[REASON_COUNT];        /* one reason has a severity of its own, ... */
    enum severity reasons[REASON_COUNT]; /* ... this one */
    struct accept *accepts;
    size_t accept_count;
    bool archives; /* copies of what is dead are looked up: no hint is to say how */
};

/* As the user writes it; each list ends with NULL. NULL, or one that is empty, is the
 * standard. */
struct policy_words {
    const char *const *fail_on;    /* "dead", ... or "never" alone; NULL: "dead" */
    const char *const *warn_on;    /* the same; NULL: "unsure" */
    const char *const *severities; /* "REASON=error", "warning", "note", "off" */
    const char *const *accept;     /* as accept_read takes them */
};

/* Reads a policy; what it has is in the arena. False: `why` says what is wrong and how to mend it,
 * or, where that is empty, memory ran out. */
bool policy_read(struct policy *p, const struct policy_words *words, struct arena *arena,
                 struct buffer *why);

/* The severity of a finding. A reason overrules the classes that are named by reasons: dead and
 * unsure. */
enum severity policy_severity(const struct policy *p, enum finding_class class, enum reason reason);

#endif
