/* What platforms are asked about posts: a question for each post in a run, shared by all who want
 * to know.
 *
 * A question is asked of all endpoints of the post's platform at once, and may be asked on where an
 * answer says so; it is done once all have told what they know. Questions that somebody holds stay,
 * and of the others the latest, up to so many bytes; what was forgotten is asked again.
 *
 * What is asked goes to the net; whoever drives it hands the exchanges back. */
#ifndef DESCRIBE_QUESTION_H
#define DESCRIBE_QUESTION_H

#include "base/cache.h"
#include "describe/remembers.h"
#include "describe/told.h"
#include "net/net.h"

struct describer_options {
    int64_t timeout_ms;           /* for one exchange with its redirects */
    const char *const *platforms; /* of --api: to be asked besides; NULL-terminated or NULL */
    const char *const *endpoints; /* "NAME=URL", checked by describer_check; likewise */
    /* Scans HTML in an answer, as a page, into a document that is all zeros. False: out of memory.
     * NULL: such HTML says nothing. */
    bool (*scan)(const void *of, struct slice html, struct document *into);
    const void *scan_of;
    const struct remembers *remembers; /* NULL: nothing is remembered */
    size_t memory; /* bytes of what is remembered though nobody holds it; 0: DESCRIBER_MEMORY */
};

enum { DESCRIBER_MEMORY = 32 << 20 };

enum { TOLD_MOST = 6 }; /* endpoints of one platform, at most */

struct question {
    struct cached cached; /* under way it holds itself */
    struct subject about;
    bool done;
    enum reason reason; /* of the post, once it is done: what the rules make of all that was told */
    struct told told[TOLD_MOST];
    size_t told_count;
    struct waiter *waiting; /* the session's notes of who waits for it: jobs, and ... */
    struct outcome *ends;   /* ... outcomes that end at the post */
    /* Private. */
    unsigned open;     /* queries under way */
    bool is_strangers; /* who was asked for it by handle is another account than its author's */
    bool is_remembered;
    struct arena said;
    size_t size;
    STAILQ_ENTRY(question) entry;
};

struct describer;

/* Adds to `why` what is wrong with an option and how to mend it. False: something is. */
bool describer_check(const struct describer_options *options, struct buffer *why);

/* The net and what the options point to are borrowed. NULL: out of memory. */
struct describer *describer_open(const struct describer_options *options, struct net *net);

/* The net is to be closed before. NULL is fine. */
void describer_close(struct describer *d);

/* Whether somebody can be asked about the post. */
bool describer_can_ask(const struct describer *d, const struct subject *about);

/* The question about a post, done or still under way, held for the caller. The subject is copied.
 * NULL: out of memory. */
struct question *describer_ask(struct describer *d, const struct subject *about);

/* Lets go of a question. Once for each describer_ask. NULL is fine. */
void question_let_go(struct question *q);

/* A question that became done, held for the caller; NULL: none did. */
struct question *describer_next(struct describer *d);

/* Whether describer_next has one to give. */
bool describer_can_go_on(const struct describer *d);

/* Reads an exchange that it asked for (`asker` is the describer), and lets go of it. */
void describer_take(struct describer *d, struct exchange *x);

/* Whether memory ran out, so that it cannot go on. */
bool describer_failed(const struct describer *d);

/* --- verdict.c --- */

/* What all that was told makes of the post: alive outweighs dead, a cause outweighs "deleted", a
 * verdict outweighs a failure; REASON_UNVERIFIED where nobody said anything. */
enum reason question_verdict(const struct told *told, size_t count);

/* Whether a reason is a word about the post, and no failure to get one. */
bool question_is_verdict(enum reason reason);

/* Of a request that brought no answer: a failure, whatever it would be of a link. */
enum reason question_fault(enum fault fault);

#endif
