/* The session: what its files share. What one of them does for the others stands in its header. */
#ifndef SESSION_SESSION_H
#define SESSION_SESSION_H

#include "base/buffer.h"
#include "base/seen.h"
#include "landfall.h"
#include "record.h"
#include "session/feed.h"
#include "session/findings.h"
#include "session/jobs.h"
#include "session/lines.h"
#include "session/locals.h"
#include "session/memory.h"
#include "session/pages.h"
#include "session/park.h"
#include "session/scans.h"
#include "session/sitemaps.h"
#include "session/watch.h"
#include "syntax/host_pattern.h"

#include <regex.h>
#include <stdatomic.h>

struct lf_session {
    struct arena arena; /* what the options pointed to */
    lf_options options;
    size_t threads;              /* that may work at once, the calling one among them */
    struct net *net;             /* NULL when nothing is asked ... */
    struct follow *follow;       /* ... and followed */
    struct describer *describer; /* NULL: no platform is asked */
    struct archives *archives;   /* NULL: no archive is */
    struct recorder *recorder;   /* NULL: nothing is recorded */
    struct replay *replay;       /* NULL: nothing is replayed */
    struct records *records;     /* which say what is known; NULL: none do */
    size_t articles;             /* bytes of those that are kept */
    struct buffer trouble;       /* lines for lf_trouble, so much of which was ... */
    size_t told;
    struct host_values timeouts;
    struct buffer warnings; /* lines for lf_warning, so much of which was ... */
    size_t warned;
    struct memory memory;
    struct lines lines; /* of what is added */
    regex_t *excludes;
    size_t exclude_count;
    struct feed_room room; /* of the calling thread */
    struct scans scans;
    struct pages pages;
    struct sitemaps sitemaps;
    struct watch watch;
    struct job_list line; /* all that were added and not lent, ... */
    size_t jobs, open;    /* ... so many of them, with so many links that are not done */
    struct park park;
    struct job_list unsettled; /* those with something to do that wait for room */
    struct job_list ready;     /* finished, in the order in which they were */
    struct job *lent;          /* what the caller looks at */
    void *tag;                 /* of what is added */
    unsigned steps;            /* that were taken since the net was looked at */
    struct lf_record last_summary;
    struct record_text summary_text;
    struct summary totals;
    struct seen followed, skipped; /* distinct URLs */
    struct findings findings;      /* of a check */
    struct locals locals;          /* likewise */
    int64_t started;
    atomic_bool interrupted;
    struct buffer error;
};

/* Sets an error's text and gives the status back. LF_NO_MEMORY needs no text: the public functions
 * give it one. */
__attribute__((format(printf, 3, 4))) lf_status session_fail(struct buffer *error, lf_status status,
                                                             const char *format, ...);

/* The next line of those that were not told yet, made a string; NULL: there is none. */
const char *session_line(struct buffer *lines, size_t *told);

/* slips.c: warns of what was to leave something out of the document and does not. */
void slips_tell(struct lf_session *s, const struct document *document);

/* The last act of a public function: gives the status back, and tells those that wait. For want of
 * memory there is one text, and it needs none. */
lf_status session_give(struct lf_session *s, lf_status status);

/* What comes of a scan, or of none: it goes on, waits for its turn to be told, or is dropped. */
lf_status session_land(struct lf_session *s, struct job *job);

/* Waits for an exchange, so many milliseconds at most (negative: as long as it takes), and hands it
 * to whoever asked for it. LF_LATER: none came. */
lf_status session_exchange(struct lf_session *s, int wait_ms);

#endif
