/* Inputs on their way, from the call that adds one to the one that lends its record. */
#ifndef SESSION_JOBS_H
#define SESSION_JOBS_H

#include "base/buffer.h"
#include "landfall.h"
#include "record.h"
#include "session/articles.h"
#include "session/lines.h"

#include <sys/queue.h>

struct anchors;
struct kept_findings;
struct lf_session;
struct lookup;
struct question;

/* How far a job has come; settle.c tells what each is. */
enum job_stage { JOB_FOLLOWS, JOB_ASKS, JOB_LOOKS, JOB_LEADS, JOB_ENDS };

/* One input on its way: a document, or a URL given as such. */
struct job {
    TAILQ_ENTRY(job) line;  /* with all that are not lent yet, as they were added */
    TAILQ_ENTRY(job) entry; /* with those to be scanned, scanned, unsettled, or ready */
    int fd;                 /* to be scanned; -1: nothing is */
    uint64_t size;          /* of that file, when it was looked at; else 0 */
    unsigned depth;         /* of one that a sitemap names: how many lead to it; else 0 */
    size_t threads;         /* that may work for it */
    lf_status status;       /* unless LF_OK: why no record comes of it, ... */
    struct buffer error;    /* ... in words */
    bool ready;
    struct kept_findings *found; /* its findings, to outlive it; NULL: none, or they were taken */
    struct document document;    /* of a URL only its arena is used */
    struct anchors *names;       /* of a document that is in no folder; NULL: unknown */
    struct link link;
    struct outcome *page; /* of one that is got: where its URL leads; NULL: it is not under way */
    bool is_large;        /* it is more than a small page */
    enum job_stage stage;
    struct question **questions; /* about its embeds, in the arena; NULL: none, as each may be */
    struct lookup **copies;      /* of its links, then of its embeds; likewise */
    struct outcome **targets;    /* of what all say that its embeds point to; likewise */
    const struct lines *lines;   /* that count, in the arena; NULL: all do */
    size_t open;                 /* what it waits for: outcomes, questions and the page */
    size_t unsettled;            /* what its stage has still to do: the last links or embeds */
    bool failed;                 /* memory ran out over it: no record comes of it */
    bool is_told;                /* its outcomes are those of records that were read */
    struct lf_record record;
    struct record_text text;
    struct record_article article;
};

/* One of those that wait for an outcome, a question or a lookup, which has a list of them. */
struct waiter {
    struct job *job;
    struct waiter *next;
};

TAILQ_HEAD(job_list, job);

/* Makes a job and puts it in the line. LF_FULL: there is no room for one more now. */
lf_status job_begin(struct lf_session *s, enum record_type type, struct job **out);

/* The same for a document, with its name. */
lf_status job_begin_document(struct lf_session *s, const char *name, struct job **out);

/* Whether there is room for one more link under way. */
bool job_may_open(const struct lf_session *s);

/* Whether there is room for one more job. */
bool job_has_room(const struct lf_session *s, enum record_type type);

/* Its record, or why none comes of it, waits to be lent. */
void job_ready(struct lf_session *s, struct job *job);

/* The next to be lent; NULL: it is not ready. */
struct job *job_next(const struct lf_session *s);

/* Takes it out of the line. */
void job_leave(struct lf_session *s, struct job *job);

/* Takes it out of the line and frees it: no record comes of it. */
void job_drop(struct lf_session *s, struct job *job);

/* Frees it, and lets go of what its links wait for. NULL is fine. */
void job_free(struct job *job);

#endif
