/* landfall: finds embedded social posts and links in articles, follows every link to where it ends,
 * and says what each embed is: author, date, final target.
 *
 *     lf_session *s;
 *     if (lf_open(NULL, &s) != LF_OK) ...
 *     lf_add(s, "article.txt", bytes, length);
 *     const lf_record *r;
 *     while (lf_next(s, &r) == LF_OK)
 *         lf_write(r, "ndjson", stdout);
 *     lf_close(s);
 *
 * A session takes inputs and gives records, pulled one at a time by the caller's loop. A dead link
 * is data in a record, not an error: an error is an input that cannot be read or a session that
 * cannot go on.
 *
 * The library never prints, exits, reads the environment or changes global state. A session belongs
 * to one thread at a time; those that it starts itself, to scan and to write, take no signals.
 * Strings given are UTF-8 and end with a NUL. A connection that is closed raises no SIGPIPE;
 * writing records to a closed pipe does, as with any FILE. */
#ifndef LANDFALL_H
#define LANDFALL_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

#pragma GCC visibility push(default) /* what the library shows */

#define LF_VERSION "0.2.0"
/* The version of the library that runs, which need not be the header's. */
const char *lf_version(void);

typedef enum lf_status {
    LF_OK,
    LF_END,         /* lf_next: everything that was added is done */
    LF_LATER,       /* lf_next_within: nothing yet */
    LF_FULL,        /* lf_add…: take a record with lf_next, then add it again */
    LF_INTERRUPTED, /* lf_interrupt was called */
    LF_UNREADABLE,  /* this input cannot be read; the session goes on with the others */
    LF_USAGE,       /* an option or argument is wrong */
    LF_IO,          /* writing failed; errno says why */
    LF_NO_MEMORY
} lf_status;

/* What a session does with what it finds. */
typedef enum lf_mode {
    LF_RESOLVE, /* follows every link and describes every embed */
    LF_SCAN,    /* finds and describes what can be known without a request */
    LF_CHECK    /* resolves, then judges: documents have findings, which are records too */
} lf_mode;

/* Start from LF_OPTIONS; lf_open copies strings and lists, which end with NULL. Each field is the
 * option of its name, which lf_option_at and the command's manual explain; those of several values
 * have a name in the plural. 0 and NULL are what holds where it is not given. */
typedef struct lf_options {
    size_t size; /* sizeof(lf_options): lets later versions add fields */
    lf_mode mode;
    const char *type;
    int bare_domains, offline, robots;
    double timeout;
    unsigned max_hops, retries, concurrency, per_host;
    const char *user_agent, *cacert, *proxy;
    const char *const *connect_to, *const *resolve, *const *allow_net, *const *headers;
    const char *const *only, *const *exclude;
    double max_time;
    int proxy_dns, resources;
    int unique; /* count distinct URLs, at some 20 bytes each: 1 with LF_SCAN too, -1 never */
    int ordered;
    const char *const *rates;
    int probe;
    unsigned jobs;
    struct lf_kept *kept; /* what lf_set has copied: leave it alone */
    const char *record, *replay;
    int no_api;
    const char *const *api, *const *endpoints;
    int archive;
    const char *const *timegates;
    /* With LF_CHECK: */
    const char *const *fail_on, *const *warn_on, *const *severities, *const *accept;
    const char *root, *base_url, *fragments, *cache; /* NULL: no root, no cache */
    const char *const *cache_life;
    int refresh;
    const char *fail_after, *baseline;
    const char *const *timeouts, *const *per_hosts; /* those of one host: timeout-of, per-host-of */
    /* Of articles: */
    int rewrite, footnotes;
    const char *records;
} lf_options;

#define LF_OPTIONS                                                                                 \
    {                                                                                              \
        .size = sizeof(lf_options), .timeout = 30, .max_hops = 20, .retries = 1,                   \
        .concurrency = 64, .per_host = 8                                                           \
    }

/* What is known of an option by its name. Strings live for ever. */
typedef struct lf_option {
    const char *name;     /* "per-host"; on a command line "--per-host" */
    const char *argument; /* what its value is called, "N"; NULL: it takes none */
    const char *takes;    /* what its value may be, in words; NULL: any text */
    const char *standard; /* its value if none is set, "8"; NULL: none */
    const char *summary;  /* what it is for: a line ... */
    const char *details;  /* ... and in whole sentences; NULL: the line says it all */
    unsigned commands;    /* those that take it, of LF_FOR_... */
    int repeatable;       /* given again it adds to what was given before */
} lf_option;

enum {
    LF_FOR_SCAN = 1,
    LF_FOR_RESOLVE = 2,
    LF_FOR_EXPAND = 4,
    LF_FOR_CHECK = 8,
    LF_FOR_ENRICH = 16
};

/* The options that lf_set knows, one after the other; NULL: there are no more. */
const lf_option *lf_option_at(size_t index);

/* Sets an option by its name, from a copy of a value as it stands on a command line; a flag takes
 * "true", "false", or NULL for true. LF_USAGE: no option has this name, or takes this value. */
lf_status lf_set(lf_options *options, const char *name, const char *value);

/* The word most like one that is none of these, or NULL where none is near; they end with NULL. */
const char *lf_nearest(const char *word, const char *const *words);

/* Frees what lf_set has copied, and leaves NULL in its place. A session has copies of its own. */
void lf_options_clear(lf_options *options);

typedef struct lf_session lf_session;
typedef struct lf_record lf_record;
typedef struct lf_link lf_link;
typedef struct lf_embed lf_embed;
typedef struct lf_finding lf_finding;

/* Opens a session; NULL options are LF_OPTIONS. Unless memory ran out, *out is set even on failure,
 * so that lf_error can say what is wrong: close it all the same. */
lf_status lf_open(const lf_options *options, lf_session **out);

/* Adds a document. The bytes are read before it returns, not kept. */
lf_status lf_add(lf_session *s, const char *name, const void *bytes, size_t length);

/* The same, read to its end from a file descriptor, which the caller closes; only a window of it is
 * held. After LF_FULL nothing was read. */
lf_status lf_add_fd(lf_session *s, const char *name, int fd);

/* The same of a regular file, without waiting: threads scan several at a time, as options.jobs has
 * it. The caller may close it at once. lf_next tells, in its turn, that it cannot be read. A check
 * gives no second record of a file below its root. */
lf_status lf_queue_fd(lf_session *s, const char *name, int fd);

/* Adds one URL to be resolved for itself; its record is a link with `index`. */
lf_status lf_add_url(lf_session *s, const char *url, size_t length, uint64_t index);

/* Adds the page at an http(s) URL, which is asked for as a link is. If no document comes of it,
 * lf_next gives LF_UNREADABLE and a record that says why (lf_record_error). */
lf_status lf_add_page(lf_session *s, const char *url);

/* Add a document, or a page's body, to be written back (lf_enriched): what an earlier run put into
 * it is taken out first. A page that is larger than 64 MiB or comes in part cannot be read. */
lf_status lf_add_article(lf_session *s, const char *name, const void *bytes, size_t length);
lf_status lf_add_article_page(lf_session *s, const char *url);

/* Of documents added from now on only what stands on these lines is asked for and judged: pairs of
 * a first and a last line, from 1, in their order, which are copied; NULL: all of it. */
lf_status lf_lines(lf_session *s, const uint64_t (*lines)[2], size_t count);

/* What is added from now on has this tag: the caller's own, by which he knows its record. */
void lf_tag(lf_session *s, void *tag);

/* Waits for the next record and lends it until the next lf_next… or lf_close. Documents come as
 * their last link is done, or, if options.ordered, as they were added. LF_UNREADABLE: one that was
 * queued cannot be read, as lf_error explains; *out has its name and tag, and others follow. */
lf_status lf_next(lf_session *s, const lf_record **out);

/* The same, but LF_LATER after so many milliseconds, or more where this thread has to scan. */
lf_status lf_next_within(lf_session *s, int ms, const lf_record **out);

/* For poll and its like: readable when lf_next_within would do more than wait. -1: lf_error. */
int lf_fd(lf_session *s);

/* What was done so far, as a record that lasts until the next lf_summary or lf_close. */
const lf_record *lf_summary(lf_session *s);

/* Writes a record by itself as "json" (indented) or "ndjson" (one line); LF_USAGE: as neither. */
lf_status lf_write(const lf_record *r, const char *format, FILE *to);

/* The same to a string with a NUL, the record's until the next lf_text of it; NULL on failure. */
lf_status lf_text(const lf_record *r, const char *format, const char **text, size_t *length);

/* An article written back with what its record says, by options.rewrite and options.footnotes; it
 * is the record's. *changed: whether it differs from what was added. LF_USAGE: it is no article. */
lf_status lf_enriched(const lf_record *r, const char **bytes, size_t *length, int *changed);

/* Makes lf_next… and lf_add… give LF_INTERRUPTED from now on, soon if they are under way. Safe in a
 * signal handler and from another thread. */
void lf_interrupt(lf_session *s);

/* What went wrong last: what, where, and what to do. Never NULL; lasts until the next call. */
const char *lf_error(const lf_session *s);

/* What else is wrong, a line each time, last of all behind LF_END; NULL: nothing more is so far. */
const char *lf_trouble(lf_session *s); /* damage in what is replayed, exchanges not recorded */
const char *lf_warning(lf_session *s); /* what fails no run: a cache that is damaged */

/* Closes the session. Memory, and all it lent, lf_leave leaves to the process that ends next. */
void lf_close(lf_session *s); /* NULL is fine */
void lf_leave(lf_session *s); /* likewise */

/* --- Reading a record without JSON: a getter for every field of the schema.
 *
 * Each takes what it reads from, or NULL, and gives NULL or 0 where that has no such thing, or
 * where the index is out of range; what it writes to may be NULL too. What it gives is borrowed
 * from the record. Times are milliseconds since 1970. Strings end with a NUL; *length tells where a
 * document's own NUL bytes stand inside. --- */

const char *lf_record_type(const lf_record *r); /* "document", "link", ... */
void *lf_record_tag(const lf_record *r);
const char *lf_record_name(const lf_record *r); /* of a document's source, as the next ... */
const char *lf_record_media_type(const lf_record *r);
const char *lf_record_charset(const lf_record *r); /* NULL: UTF-8 */
uint64_t lf_record_bytes(const lf_record *r);
const char *lf_record_url(const lf_record *r, size_t *length);        /* where a page was got ... */
int64_t lf_record_date(const lf_record *r);                           /* ... and when */
const char *lf_record_truncated(const lf_record *r);                  /* why it is not whole */
const char *lf_record_error(const lf_record *r, const char **reason); /* a state: no document */
const char *lf_record_title(const lf_record *r, size_t *length);
const char *lf_record_canonical(const lf_record *r, size_t *length);
const char *lf_record_lang(const lf_record *r, size_t *length);
int lf_record_published(const lf_record *r, int64_t *ms, const char **precision,
                        const char **source);
size_t lf_record_link_count(const lf_record *r); /* 1 of a link record */
const lf_link *lf_record_link(const lf_record *r, size_t index);
uint64_t lf_record_index(const lf_record *r);                    /* of a link record: as added */
const char *lf_record_input(const lf_record *r, size_t *length); /* of a link record */
size_t lf_record_embed_count(const lf_record *r);
const lf_embed *lf_record_embed(const lf_record *r, size_t index);
size_t lf_record_finding_count(const lf_record *r); /* 1 of a finding's record */
const lf_finding *lf_record_finding(const lf_record *r, size_t index);

/* "documents", "alive", ..., "error", "warning", "note"; also "in_flight": requests that are under
 * way now. */
uint64_t lf_summary_count(const lf_record *r, const char *what);
double lf_summary_seconds(const lf_record *r);

const char *lf_link_url(const lf_link *l, size_t *length);
const char *lf_link_written(const lf_link *l, size_t *length);
const char *lf_link_kind(const lf_link *l);
const char *lf_link_anchor(const lf_link *l, size_t *length);
const char *lf_link_unwrapped(const lf_link *l, size_t *length);
const char *lf_link_target(const lf_link *l, size_t *length); /* of a local one */
int lf_link_truncated(const lf_link *l);
int lf_link_embed(const lf_link *l, size_t *index); /* whether it is part of one, and which */
size_t lf_link_span_count(const lf_link *l);
const char *lf_link_span(const lf_link *l, size_t index, uint64_t *start, uint64_t *end,
                         uint64_t *line, uint64_t *column); /* gives its "from" */
const char *lf_link_state(const lf_link *l);
const char *lf_link_reason(const lf_link *l);
int lf_link_status(const lf_link *l);
size_t lf_link_hop_count(const lf_link *l);
const char *lf_link_hop(const lf_link *l, size_t index, size_t *length, int *status,
                        const char **via);
const char *lf_link_next(const lf_link *l, size_t *length, const char **via); /* if cut */
const char *lf_link_final(const lf_link *l, size_t *length);
int lf_link_permanent(const lf_link *l, int *redirected);
const char *lf_link_canonical(const lf_link *l, size_t *length);
const char *lf_link_title(const lf_link *l, size_t *length);
const char *lf_link_tls(const lf_link *l);
int64_t lf_link_checked_at(const lf_link *l, int64_t *ms, unsigned *attempts);
int lf_link_cached(const lf_link *l);
const char *lf_link_archive(const lf_link *l, size_t *length, int64_t *datetime,
                            const char **source, const char **reason); /* NULL: no copy */

const char *lf_embed_platform(const lf_embed *e);
const char *lf_embed_kind(const lf_embed *e);
const char *lf_embed_form(const lf_embed *e);
const char *lf_embed_span(const lf_embed *e, uint64_t *start, uint64_t *end, uint64_t *line,
                          uint64_t *column);
const char *lf_embed_post_id(const lf_embed *e, size_t *length);
const char *lf_embed_url(const lf_embed *e, size_t *length);
const char *lf_embed_author_name(const lf_embed *e, size_t *length);
const char *lf_embed_author_handle(const lf_embed *e, size_t *length);
const char *lf_embed_author_url(const lf_embed *e, size_t *length);
int lf_embed_date(const lf_embed *e, int64_t *ms, const char **precision, const char **source);
const char *lf_embed_text(const lf_embed *e, size_t *length);
int lf_embed_text_open(const lf_embed *e); /* nobody can tell where the text begins */
const char *lf_embed_lang(const lf_embed *e, size_t *length);
const char *lf_embed_title(const lf_embed *e, size_t *length);
size_t lf_embed_link_count(const lf_embed *e);
size_t lf_embed_link(const lf_embed *e, size_t index); /* an index for lf_record_link */
const char *lf_embed_target(const lf_embed *e, size_t *length);
/* What it reposts, and whose that is: gives the name. */
const char *lf_embed_reposted_url(const lf_embed *e, size_t *length);
const char *lf_embed_reposted_author(const lf_embed *e, const char **handle, const char **url);
const char *lf_embed_state(const lf_embed *e);
const char *lf_embed_reason(const lf_embed *e);
const char *lf_embed_archive(const lf_embed *e, size_t *length, int64_t *datetime,
                             const char **source, const char **reason);
size_t lf_embed_evidence_count(const lf_embed *e);
const char *lf_embed_evidence(const lf_embed *e, size_t index, size_t *length, const char **field,
                              const char **source, const char **endpoint);
size_t lf_embed_conflict_count(const lf_embed *e);
size_t lf_embed_conflict(const lf_embed *e, size_t index, const char **field,
                         const char **note); /* gives how many values there are */
const char *lf_embed_conflict_value(const lf_embed *e, size_t index, size_t value, size_t *length,
                                    const char **source);

const char *lf_finding_file(const lf_finding *f, size_t *length);
uint64_t lf_finding_line(const lf_finding *f, uint64_t *column, uint64_t *end_line,
                         uint64_t *end_column); /* the end is behind the last character */
const char *lf_finding_url(const lf_finding *f, size_t *length);
const char *lf_finding_written(const lf_finding *f, size_t *length);
const char *lf_finding_class(const lf_finding *f);
const char *lf_finding_severity(const lf_finding *f);
const char *lf_finding_state(const lf_finding *f);
const char *lf_finding_reason(const lf_finding *f);
const char *lf_finding_message(const lf_finding *f, size_t *length);
const char *lf_finding_hint(const lf_finding *f, size_t *length); /* how to mend or silence it */
const char *lf_finding_suggestion(const lf_finding *f, size_t *length);
const char *lf_finding_fingerprint(const lf_finding *f);
int lf_finding_status(const lf_finding *f);
const char *lf_finding_final(const lf_finding *f, size_t *length);
size_t lf_finding_hop_count(const lf_finding *f);
const char *lf_finding_hop(const lf_finding *f, size_t index, size_t *length, int *status,
                           const char **via);
const char *lf_finding_tls(const lf_finding *f);
int lf_finding_cached(const lf_finding *f);
const char *lf_finding_archive(const lf_finding *f, size_t *length, int64_t *datetime,
                               const char **source, const char **reason); /* NULL: no copy */
const char *lf_finding_baseline(const lf_finding *f);
unsigned lf_finding_looks(const lf_finding *f, int64_t *dead_since);

#pragma GCC visibility pop
#ifdef __cplusplus
}
#endif
#endif
