/* The session: inputs on one side, records on the other, and between them the order of the stages.
 */
#include "landfall.h"

#include "describe/describe.h"
#include "emit/format.h"
#include "follow/follow.h"
#include "scan/scan.h"
#include "session.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>

/* A session takes no more inputs while this much is under way: memory is bounded by these, not by
 * the input. */
enum { MOST_JOBS = 256, MOST_OPEN_LINKS = 4096 };
enum { MOST_ERROR = 1 << 20 };

const char *lf_version(void)
{
    return LF_VERSION;
}

/* --- Opening and closing --- */

lf_status session_fail(struct lf_session *s, lf_status status, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    buffer_reset(&s->error);
    char *text = buffer_reserve(&s->error, (size_t)length + 1);
    if (text) {
        va_start(args, format);
        vsnprintf(text, (size_t)length + 1, format, args);
        va_end(args);
        s->error.length = (size_t)length + 1;
    }
    return status;
}

/* What a public function gives back. There is one text for want of memory, and it needs none. */
static lf_status give(struct lf_session *s, lf_status status)
{
    if (status == LF_NO_MEMORY) {
        buffer_reset(&s->error);
        s->error.failed = true;
    }
    return status;
}

const char *lf_error(const lf_session *s)
{
    if (!s || s->error.failed) {
        return "out of memory";
    }
    return s->error.length ? s->error.data : "no error";
}

lf_status lf_open(const lf_options *options, lf_session **out)
{
    struct lf_session *s = calloc(1, sizeof *s);
    *out = s;
    if (!s) {
        return LF_NO_MEMORY;
    }
    s->error = BUFFER(MOST_ERROR);
    TAILQ_INIT(&s->under_way);
    TAILQ_INIT(&s->ready);
    tally_open(s);
    s->started = time_tick_ms();
    lf_status status = session_configure(s, options);
    if (status != LF_OK) {
        buffer_add_char(&s->error, '\0');
    }
    return give(s, status);
}

static void free_job(struct job *job)
{
    if (job) {
        document_free(&job->document);
        free(job);
    }
}

static void free_jobs(struct job_list *list)
{
    struct job *job = TAILQ_FIRST(list);
    while (job) {
        struct job *after = TAILQ_NEXT(job, entry);
        free_job(job);
        job = after;
    }
}

void lf_close(lf_session *s)
{
    if (!s) {
        return;
    }
    free_jobs(&s->ready);
    free_jobs(&s->under_way);
    free_job(s->lent);
    follow_close(s->follow);
    if (s->excludes) {
        regfree(&s->exclude);
    }
    free(s->room);
    tally_close(s);
    buffer_free(&s->error);
    arena_free(&s->arena);
    free(s);
}

/* --- Links to be followed, and what comes back --- */

static void count_state(struct lf_session *s, enum reason reason)
{
    s->totals.states[reason_state(reason)]++;
}

static void count_outcome(struct lf_session *s, struct outcome *outcome)
{
    if (!outcome->counted && outcome->done) {
        outcome->counted = true;
        count_state(s, outcome->reason);
    }
}

static enum reason unasked(const struct lf_session *s)
{
    if (s->options.mode == LF_SCAN) {
        return REASON_NONE;
    }
    return s->options.offline ? REASON_OFFLINE : REASON_UNVERIFIED;
}

/* Everything about the job is known: it becomes a record, or, where memory ran out over it, none:
 * what is not wholly known would be another answer. */
static lf_status finish(struct lf_session *s, struct job *job)
{
    TAILQ_REMOVE(&s->under_way, job, entry);
    s->jobs--;
    bool is_document = job->record.type == RECORD_DOCUMENT;
    if (job->failed || (is_document && !describe_document(&job->document, unasked(s)))) {
        free_job(job);
        return LF_NO_MEMORY;
    }
    TAILQ_INSERT_TAIL(&s->ready, job, entry);
    return LF_OK;
}

/* Notes that the job waits for the outcome. */
static lf_status wait_for(struct lf_session *s, struct job *job, struct outcome *outcome)
{
    struct waiter *waiter = ARENA_NEW(&job->document.arena, struct waiter);
    if (!waiter) {
        return LF_NO_MEMORY;
    }
    *waiter = (struct waiter){ job, outcome->waiting };
    outcome->waiting = waiter;
    job->open++;
    s->open++;
    return LF_OK;
}

static lf_status count_skipped(struct lf_session *s, const struct link *link)
{
    bool first;
    if (!tally_skipped(s, link, &first)) {
        return LF_NO_MEMORY;
    }
    if (first) {
        s->totals.unique++;
        count_state(s, link->skipped);
    }
    return LF_OK;
}

static lf_status launch(struct lf_session *s, struct job *job, struct link *link)
{
    link->skipped = session_skip(s, link);
    if (link->skipped != REASON_NONE) {
        return count_skipped(s, link);
    }
    struct outcome *outcome = follow_url(s->follow, link->url);
    if (!outcome) {
        return LF_NO_MEMORY;
    }
    link->outcome = outcome;
    s->totals.unique += !outcome->seen;
    outcome->seen = true;
    count_outcome(s, outcome);
    return outcome->done ? LF_OK : wait_for(s, job, outcome);
}

/* What was found goes on its way; a job without open links is finished at once. Where memory runs
 * out on the way, the job waits for the links that wait for it, and is dropped. */
static lf_status settle(struct lf_session *s, struct job *job)
{
    TAILQ_INSERT_TAIL(&s->under_way, job, entry);
    s->jobs++;
    s->totals.embeds += job->document.embed_count;
    lf_status status = LF_OK;
    bool is_document = job->record.type == RECORD_DOCUMENT;
    size_t count = is_document ? job->document.link_count : 1;
    s->totals.links += count;
    bool follows = s->options.mode != LF_SCAN;
    for (size_t i = 0; follows && status == LF_OK && i < count; i++) {
        status = launch(s, job, is_document ? &job->document.links[i] : &job->link);
    }
    job->failed = status != LF_OK;
    return job->open ? status : finish(s, job);
}

static lf_status collect(struct lf_session *s, struct outcome *outcome)
{
    count_outcome(s, outcome);
    lf_status status = LF_OK;
    while (outcome->waiting) {
        struct job *job = outcome->waiting->job;
        outcome->waiting = outcome->waiting->next;
        s->open--;
        job->open--;
        if (job->open == 0 && status == LF_OK) {
            status = finish(s, job);
        }
    }
    return status;
}

/* --- Inputs --- */

/* Whether there is room for one more, and the job for it if so. */
static lf_status begin(struct lf_session *s, enum record_type type, struct job **out)
{
    if (atomic_load(&s->interrupted)) {
        return LF_INTERRUPTED;
    }
    if (!TAILQ_EMPTY(&s->ready) || s->jobs >= MOST_JOBS || s->open >= MOST_OPEN_LINKS) {
        return LF_FULL;
    }
    struct job *job = calloc(1, sizeof *job);
    *out = job;
    if (!job) {
        return LF_NO_MEMORY;
    }
    job->record =
        (struct lf_record){ .type = type, .document = &job->document, .link = &job->link };
    return LF_OK;
}

static lf_status add_document(struct lf_session *s, const char *name, const struct feed *feed)
{
    struct job *job;
    lf_status status = begin(s, RECORD_DOCUMENT, &job);
    if (status != LF_OK) {
        return status;
    }
    job->document.name = arena_copy(&job->document.arena, slice_from(name));
    status = job->document.name.data ? session_scan(s, feed, &job->document) : LF_NO_MEMORY;
    if (status != LF_OK) {
        free_job(job);
        return status;
    }
    s->totals.documents++;
    return settle(s, job);
}

lf_status lf_add(lf_session *s, const char *name, const void *bytes, size_t length)
{
    struct feed feed = { slice_of(bytes, length), -1 };
    return give(s, add_document(s, name, &feed));
}

lf_status lf_add_fd(lf_session *s, const char *name, int fd)
{
    if (fd < 0) {
        return session_fail(s, LF_UNREADABLE, "%s: not an open file", name);
    }
    struct feed feed = { { 0 }, fd };
    return give(s, add_document(s, name, &feed));
}

static lf_status add_url(struct lf_session *s, struct slice url, uint64_t index)
{
    struct job *job;
    lf_status status = begin(s, RECORD_LINK, &job);
    if (status != LF_OK) {
        return status;
    }
    struct arena *arena = &job->document.arena;
    job->record.index = index;
    job->link = (struct link){ .embed = NO_EMBED, .written = arena_copy(arena, url) };
    if (!job->link.written.data || !scan_url(&job->link, arena)) {
        free_job(job);
        return LF_NO_MEMORY;
    }
    return settle(s, job);
}

lf_status lf_add_url(lf_session *s, const char *url, size_t length, uint64_t index)
{
    return give(s, add_url(s, slice_of(url, length), index));
}

/* --- Records --- */

static bool lend_ready(struct lf_session *s, const lf_record **out)
{
    struct job *job = TAILQ_FIRST(&s->ready);
    if (job) {
        TAILQ_REMOVE(&s->ready, job, entry);
        s->lent = job;
        *out = &job->record;
    }
    return job != NULL;
}

static lf_status next(struct lf_session *s, const lf_record **out)
{
    while (!lend_ready(s, out)) {
        if (atomic_load(&s->interrupted)) {
            return LF_INTERRUPTED;
        }
        if (s->jobs == 0) {
            return LF_END;
        }
        struct outcome *outcome = follow_next(s->follow);
        lf_status status = outcome ? collect(s, outcome) : LF_OK;
        if (!outcome && !atomic_load(&s->interrupted)) {
            const char *why = follow_why(s->follow);
            return why ? session_fail(s, LF_USAGE, "%s", why) : LF_NO_MEMORY;
        }
        if (status != LF_OK) {
            return status;
        }
    }
    return LF_OK;
}

lf_status lf_next(lf_session *s, const lf_record **out)
{
    *out = NULL;
    free_job(s->lent);
    s->lent = NULL;
    return give(s, next(s, out));
}

const lf_record *lf_summary(lf_session *s)
{
    s->last_summary = (struct lf_record){ .type = RECORD_SUMMARY, .summary = s->totals };
    s->last_summary.summary.requests = s->follow ? follow_requests(s->follow) : 0;
    s->last_summary.summary.seconds = (double)(time_tick_ms() - s->started) / 1000;
    return &s->last_summary;
}

lf_status lf_write(const lf_record *r, const char *format, FILE *to)
{
    const struct format *row = format ? format_named(format) : NULL;
    if (!row || !r || !to) {
        return LF_USAGE;
    }
    bool written = row->write(r, to);
    return written ? LF_OK : errno == ENOMEM ? LF_NO_MEMORY : LF_IO;
}

void lf_interrupt(lf_session *s)
{
    atomic_store(&s->interrupted, true);
    if (s->follow) {
        follow_interrupt(s->follow);
    }
}
