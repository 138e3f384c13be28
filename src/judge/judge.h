/* One place of a document in, what is wrong there out: at most one finding of each class, with its
 * severity and its words. Nothing is asked and nothing is remembered. */
#ifndef JUDGE_JUDGE_H
#define JUDGE_JUDGE_H

#include "base/buffer.h"
#include "judge/policy.h"

/* A place with all that is known of it. */
struct judged {
    enum link_kind kind;
    enum reason reason;               /* what became of the link, or of the post that it leads to */
    const struct outcome *outcome;    /* NULL: the link was not followed */
    struct slice url, written;        /* the URL is absent of a local link and a malformed one */
    struct slice target;              /* of a local link */
    struct slice guess;               /* ... and what may be meant by it; absent: nobody can tell */
    bool only_link;                   /* nothing else can stand there: a destination, an href */
    const struct conflict *conflicts; /* of the embed that stands there */
    size_t conflict_count;
    const struct archive *archive; /* NULL: none was sought */
};

/* Writes the findings to `out` in the order of their classes and gives how many there are; what
 * they say is in the arena. Where they stand, and their fingerprints, are the caller's to fill in.
 * The buffer is a scratch. Out of memory: the arena or the buffer remembers it. */
size_t judge_place(const struct policy *p, const struct judged *what, struct arena *arena,
                   struct buffer *scratch, struct finding out[CLASS_COUNT]);

/* Whether a place can hold nothing but a link, by the markup it stands in, as spans name it. */
bool judge_is_only_link(const char *from);

#endif
