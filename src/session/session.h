/* The session's inside, shared by the public functions that drive it and those that read its
 * records. */
#ifndef SESSION_SESSION_H
#define SESSION_SESSION_H

#include "base/buffer.h"
#include "base/map.h"
#include "base/seen.h"
#include "enrich/enrich.h"
#include "landfall.h"
#include "record.h"
#include "session/findings.h"
#include "session/locals.h"
#include "session/memory.h"
#include "session/own.h"
#include "syntax/host_pattern.h"

#include <pthread.h>
#include <regex.h>
#include <stdatomic.h>
#include <sys/queue.h>

/* How far a job has come; settle.c tells what each is. */
enum job_stage { JOB_FOLLOWS, JOB_ASKS, JOB_LOOKS, JOB_LEADS, JOB_ENDS };

/* An article that is to be written back. */
struct record_article {
    struct article *article; /* NULL: there is none */
    struct enrich_options how;
    struct buffer out;
    bool is_written; /* `out` holds it */
    size_t
        counted; /* the bytes that it is, or may be: a page that is not here yet; 0: it is none */
};

/* The lines of a document that count. */
struct lines {
    uint64_t (*list)[2]; /* the first and the last of each run of them, in their order */
    size_t count;
    bool some; /* else all do */
};

/* One input on its way: a document, or a URL given as such. */
struct job {
    TAILQ_ENTRY(job) line;  /* with all that are not lent yet, as they were added */
    TAILQ_ENTRY(job) entry; /* with those to be scanned, scanned, unsettled, or ready */
    int fd;                 /* to be scanned; -1: nothing is */
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
    const struct lines *lines;   /* that count, in the arena; NULL: all do */
    struct lookup **copies;      /* of its links, then of its embeds; likewise */
    struct outcome **targets;    /* of what all say that its embeds point to; likewise */
    size_t open;                 /* what it waits for: outcomes, questions and the page */
    size_t unsettled;            /* what its stage has still to do: the last links or embeds */
    bool failed;                 /* memory ran out over it: no record comes of it */
    bool is_told;                /* its outcomes are those of records that were read */
    struct lf_record record;
    struct record_text text;
    struct record_article article;
};

struct waiter {
    struct job *job;
    struct waiter *next;
};

TAILQ_HEAD(job_list, job);

/* Inputs that are scanned several at a time. The calling thread is one that scans; the others are
 * started when there is work for them. */
struct scans {
    pthread_mutex_t lock; /* for all below */
    pthread_cond_t queued, scanned;
    struct job_list queue, done;
    size_t waiting, running, finished; /* how many are in the queue, being scanned, in `done` */
    size_t most;                       /* ... in all */
    size_t idle;                       /* threads that wait */
    bool stopped;
    pthread_t *threads;
    size_t thread_count;
    struct markup_index *markup; /* read by all of them */
};

/* Inputs that are pages: those that are not asked for yet, and how many are. */
struct pages {
    struct job_list queue;
    size_t fetched;
    const struct job *large; /* the one that may be; NULL: the next one may */
};

/* A page that a sitemap names, until it becomes an input. */
struct listed {
    STAILQ_ENTRY(listed) entry;
    unsigned depth; /* how many sitemaps lead to it */
    void *tag;      /* of the first of them */
    char url[];
};

struct sitemaps {
    STAILQ_HEAD(, listed) waiting;
    size_t count, bytes; /* of all that were, in the run */
    struct seen seen;
};

/* What a caller waits on. Nothing is open before he asks for it. */
struct watch {
    int epoll; /* of the two below and of the net */
    int timer;
    int64_t at;       /* when it goes off; INT64_MAX: never */
    atomic_int event; /* an eventfd: there is something to do, or was; -1: not open */
};

/* URLs given as such that would only wait for a crowded host: they are kept as text, so that there
 * is room for others. */
struct parked {
    STAILQ_ENTRY(parked) entry;
    uint64_t index;
    void *tag;
    size_t length;
    char text[];
};

struct parked_host {
    TAILQ_ENTRY(parked_host) entry; /* among all, or those that may be asked */
    STAILQ_HEAD(, parked) list;
    struct slice name;
    uint32_t place; /* in `hosts` */
    bool woken;     /* it may be asked again */
};

TAILQ_HEAD(parked_hosts, parked_host);

struct park {
    struct map map; /* of hosts' names, to where they stand in ... */
    struct parked_host **hosts;
    size_t host_count, host_room;
    struct parked_hosts asleep, woken;
    size_t count, bytes; /* of what is parked */
};

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
    char *room; /* for reading files */
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

/* Whether a link is the first with its URL that is followed, or that is not; where nobody wants to
 * know, it is not. False: out of memory. */
bool tally_first(struct lf_session *s, const struct link *link, bool *first);
void tally_open(struct lf_session *s);
void tally_close(struct lf_session *s);

/* What a scan feeds on: memory, or a file from where it stands. */
struct feed {
    struct slice bytes;
    int fd;         /* -1: bytes */
    size_t threads; /* that may scan it */
    char **room;    /* to read into: NULL at first, for the caller to free; of no two threads */
    struct buffer *error;
    struct slice media, charset, base; /* of a page: as its header says, and where it was got */
    struct anchors **names;            /* where to put what fragments may name in it, if it is in no
                                          folder */
};

/* Scans an input into the document, which has its name; the error says what is wrong. Several
 * threads may do so at a time. */
lf_status session_scan(struct lf_session *s, const struct feed *feed, struct document *into);

/* False: out of memory. */
bool scans_open(struct lf_session *s);

/* Waits for the threads that scan; the session is interrupted. */
void scans_close(struct scans *scans);

/* Whether as much is in hand as is good for memory and speed. */
bool scans_are_full(struct scans *scans);

/* Has a job scanned. */
void scans_add(struct lf_session *s, struct job *job);

/* Scans a file for a job on this thread. */
void scans_do(struct lf_session *s, struct job *job, int fd, char **room);

/* A job that was scanned: scans one on this thread, or waits for another's. NULL: there is none,
 * or, where it is not to wait, not yet. */
struct job *scans_next(struct lf_session *s, bool wait);

/* --- session.c, for pages.c --- */

/* What comes of a scan, or of none: it goes on, waits for its turn to be told, or is dropped. */
lf_status session_land(struct lf_session *s, struct job *job);

/* Notes that the job waits for the outcome. */
lf_status session_wait(struct lf_session *s, struct job *job, struct outcome *outcome);

/* --- settle.c --- */

/* What was scanned goes on its way; a job with nothing to wait for ends at once. */
lf_status settle_begin(struct lf_session *s, struct job *job);

/* Jobs that wait for room take turns while there is some. */
lf_status settle_all(struct lf_session *s);

/* An outcome became done, or a question, which it lets go of: those that wait for it go on. */
lf_status settle_outcome(struct lf_session *s, struct outcome *outcome);
lf_status settle_question(struct lf_session *s, struct question *question);

/* Adds a page to be got: so many sitemaps lead to it. LF_FULL: there is no room now. */
lf_status pages_add(struct lf_session *s, const char *url, unsigned depth);

void sitemaps_open(struct sitemaps *m);
void sitemaps_close(struct sitemaps *m);

/* Lists the pages of a job's document, if that is a sitemap, as inputs. False: out of memory. */
bool sitemaps_list(struct lf_session *s, const struct job *job);

/* Whether one of those that are listed can be added now. */
bool sitemaps_can_go_on(const struct lf_session *s);
lf_status sitemaps_go_on(struct lf_session *s);

/* The same of a lookup in archives. */
lf_status settle_lookup(struct lf_session *s, struct lookup *lookup);

/* Notes that the job waits for what has this list of waiters. */
lf_status session_wait_in(struct lf_session *s, struct job *job, struct waiter **waiting);

/* --- copies.c --- */

/* How many things of a job copies may be looked up of: its links, then its embeds. */
size_t copies_most(const struct job *job);

/* Has a copy looked up of number `index` of them, if it is dead. */
lf_status copies_ask(struct lf_session *s, struct job *job, size_t index);

/* Puts what was found where records have it. False: out of memory. */
bool copies_keep(struct job *job);

void copies_let_go(const struct job *job);

/* The outcome of its page is done: it is scanned. */
lf_status pages_take(struct lf_session *s, struct job *job);

/* Reads the file of records, if one is named. */
lf_status articles_open(struct lf_session *s);
void articles_close(struct lf_session *s);

/* Whether as much is kept of articles as is good for memory. */
bool articles_are_full(const struct lf_session *s);

/* A page is asked for that is to be kept. */
void articles_expect(struct lf_session *s, struct job *job);

/* Keeps an article of a job, which has its name: a feed's bytes, for which those are put that are
 * to be scanned. False: out of memory. */
bool articles_keep(struct lf_session *s, struct job *job, struct feed *feed);

/* The job's, if it has one, does not count any more; it goes with the job. */
void articles_leave(struct lf_session *s, struct job *job);
void articles_free(struct job *job);

/* Puts what the records say, if there are any, into what was scanned. False: out of memory. */
bool articles_tell(const struct lf_session *s, struct job *job);

/* Compiles the expressions of what is left out. */
lf_status wanted_open(struct lf_session *s);
void wanted_close(struct lf_session *s);

struct recall;

/* Opens the file to record into or to replay from, if one is named, and gives what the net is to be
 * opened with. */
lf_status evidence_open(struct lf_session *s, const char *user_agent, const struct recall **recall);
void evidence_close(struct lf_session *s);

/* Whether memory ran out over it: then what it does not know may be known. */
bool evidence_failed(const struct lf_session *s);

/* Waits for an exchange, so many milliseconds at most (negative: as long as it takes), and hands it
 * to whoever asked for it. LF_LATER: none came. */
lf_status session_exchange(struct lf_session *s, int wait_ms);

void park_open(struct park *p);
void park_close(struct park *p);

/* Whether a link is better parked than followed: its host is crowded, or others wait for it. */
bool park_is_for(const struct lf_session *s, const struct link *link);

/* Parks a link with the URL as it was given. LF_FULL: there is no room for more. */
lf_status park_add(struct lf_session *s, const struct link *link, struct slice given,
                   uint64_t index);

/* One that may be followed now, for the caller to free; NULL: there is none, or no room for it. */
struct parked *park_take(struct lf_session *s);

/* Whether park_take would give one. */
bool park_can_go_on(const struct lf_session *s);

/* Something came of a request: its host may not be crowded any more. */
void park_wake(struct lf_session *s, struct slice url);

void watch_init(struct watch *w);
void watch_close(struct watch *w);

/* Makes it tell what there is to do now, if it is open. At the end of each public call. */
void watch_update(struct lf_session *s);

/* There is something to do. Safe in a signal handler and from another thread. */
void watch_wake(struct watch *w);

/* Waits until there is something to do, for so many milliseconds at most. */
lf_status watch_wait(struct lf_session *s, int ms);

/* Why a link cannot be followed, wanted or not; REASON_NONE: it can. */
enum reason session_unfit(const struct lf_session *s, const struct link *link);

/* Sets why a link of a document is not to be followed, or REASON_NONE. False: out of memory. */
bool session_skip(const struct lf_session *s, const struct document *document, struct link *link);

/* Takes the links that are not wanted out of a document that is not followed. After anything but
 * LF_OK it is of no use. */
lf_status wanted_keep(struct lf_session *s, struct document *document);

/* Takes the links out of a document that are not kept. False of the function: out of memory. */
typedef bool keep_link(void *of, struct document *document, struct link *link, bool *kept);
lf_status wanted_compact(const struct lf_session *s, struct document *document, keep_link *keeps,
                         void *of);

/* lines.c: a job takes the lines that count in it, and, once it is scanned, leaves those alone of
 * what was found that stand there. */
bool lines_take(const struct lf_session *s, struct job *job);
lf_status lines_keep(struct lf_session *s, struct job *job);
void lines_close(struct lf_session *s);

#endif
