/* What archives have kept of what is dead: a lookup for each URL and time in a run, shared by all
 * who want to know.
 *
 * The Wayback Machine is asked first, its availability API and its CDX server; where it has no
 * copy, the TimeGates (RFC 7089) that options name are, one after the other. What a copy of a post
 * says, and where an archived redirect led, is read, too.
 *
 * What is asked goes to the net; whoever drives it hands the exchanges back. */
#ifndef DESCRIBE_ARCHIVE_H
#define DESCRIBE_ARCHIVE_H

#include "base/cache.h"
#include "describe/remembers.h"
#include "describe/told.h"
#include "net/net.h"

struct archives_options {
    int64_t timeout_ms;           /* for one exchange with its redirects */
    const char *const *endpoints; /* "NAME=URL", checked; NULL-terminated or NULL, as the next */
    const char *const *timegates; /* URLs, to which the original's is appended */
    const struct remembers *remembers; /* NULL: nothing is remembered */
};

/* What is looked for. */
struct wanted_copy {
    struct slice url;           /* normalised, without a fragment */
    int64_t near;               /* a copy of this time (ms since 1970); 0: the latest */
    const struct subject *post; /* that it is the permalink of: what the copy says is wanted; NULL:
                                   it is none */
    bool is_short;              /* it is a shortener's: where it led to is wanted */
};

struct lookup {
    struct cached cached; /* under way it holds itself */
    bool done;
    struct archive found;   /* what records say of it */
    struct told told;       /* what the copy says of the post; REASON_NONE: nothing */
    struct slice moved_to;  /* where the archive saw it lead to; absent: nowhere */
    struct waiter *waiting; /* the session's note of who waits for it */
    /* Private. */
    struct search *search;
    struct arena said;
    STAILQ_ENTRY(lookup) entry;
};

struct archives;

/* Adds to `why` what is wrong with an option and how to mend it. False: something is. */
bool archives_check(const struct archives_options *options, struct buffer *why);

/* The net and what the options point to are borrowed. NULL: out of memory. */
struct archives *archives_open(const struct archives_options *options, struct net *net);

/* The net is to be closed before. NULL is fine. */
void archives_close(struct archives *a);

/* The lookup, done or still under way, held for the caller. What is wanted is copied. NULL: out of
 * memory. */
struct lookup *archives_ask(struct archives *a, const struct wanted_copy *wanted);

/* The endpoint's name that evidence has for what an archive says: by `source` of struct archive. It
 * lives for ever. */
const char *archive_endpoint(struct slice source);

/* Lets go of a lookup. Once for each archives_ask. NULL is fine. */
void lookup_let_go(struct lookup *l);

/* A lookup that became done, held for the caller; NULL: none did. */
struct lookup *archives_next(struct archives *a);

/* Whether archives_next has one to give. */
bool archives_can_go_on(const struct archives *a);

/* Reads an exchange that it asked for (`asker` is the archives), and lets go of it. */
void archives_take(struct archives *a, struct exchange *x);

/* Whether memory ran out, so that it cannot go on. */
bool archives_failed(const struct archives *a);

#endif
