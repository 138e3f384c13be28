/* The session's inside, shared by the public functions that drive it and those that read its
 * records. */
#ifndef SESSION_H
#define SESSION_H

#include "base/buffer.h"
#include "base/map.h"
#include "landfall.h"
#include "record.h"

#include <regex.h>
#include <stdatomic.h>
#include <sys/queue.h>

/* One input on its way: a document, or a URL given as such. */
struct job {
    TAILQ_ENTRY(job) entry;
    struct document document; /* of a URL only its arena is used */
    struct link link;
    size_t open; /* links whose outcome is not done */
    bool failed; /* memory ran out over it: no record comes of it */
    struct lf_record record;
};

struct waiter {
    struct job *job;
    struct waiter *next;
};

TAILQ_HEAD(job_list, job);

struct lf_session {
    struct arena arena; /* what the options pointed to */
    lf_options options;
    struct follow *follow; /* NULL when nothing is followed */
    bool excludes;
    regex_t exclude;
    char *room;                /* for reading files */
    struct job_list under_way; /* waiting for their links ... */
    size_t jobs, open;         /* ... so many of them, with so many links */
    struct job_list ready;     /* finished, oldest first */
    struct job *lent;          /* what the caller looks at */
    struct lf_record last_summary;
    struct summary totals;
    struct map skips;      /* of the URLs that were skipped, to where they stand in ... */
    struct slice *skipped; /* ... this array */
    size_t skipped_count, skipped_room;
    int64_t started;
    atomic_bool interrupted;
    struct buffer error;
};

/* Copies the options into the session and opens what they ask for. */
lf_status session_configure(struct lf_session *s, const lf_options *options);

/* Sets the error text and gives the status back. LF_NO_MEMORY needs no text: the public functions
 * give it one. */
__attribute__((format(printf, 3, 4))) lf_status session_fail(struct lf_session *s, lf_status status,
                                                             const char *format, ...);

/* Whether a link that is skipped is the first with its URL. False: out of memory. */
bool tally_skipped(struct lf_session *s, const struct link *link, bool *first);
void tally_open(struct lf_session *s);
void tally_close(struct lf_session *s);

/* What a scan feeds on: memory, or a file from where it stands. */
struct feed {
    struct slice bytes;
    int fd; /* -1: bytes */
};

/* Scans an input into the document, which has its name. */
lf_status session_scan(struct lf_session *s, const struct feed *feed, struct document *into);

/* Why a link is not to be followed, or REASON_NONE. */
enum reason session_skip(const struct lf_session *s, const struct link *link);

#endif
