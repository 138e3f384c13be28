/* The session: inputs on one side, records on the other, and between them the order of the stages.
 */
#include "landfall.h"

#include "describe/archive.h"
#include "describe/question.h"
#include "follow/follow.h"
#include "scan/scan.h"
#include "session/feed.h"
#include "session/session.h"
#include "session/settle.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- Inputs --- */

lf_status session_land(struct lf_session *s, struct job *job)
{
    lf_status status = job->status;
    if (status == LF_OK && !sitemaps_list(s, job)) {
        job->status = status = LF_NO_MEMORY;
    }
    status = status == LF_OK ? lines_keep(s, job) : status;
    if (status == LF_OK) {
        s->totals.documents++;
        return settle_begin(s, job);
    }
    bool is_listed = job->depth > 0; /* the sitemap's link to it tells of it */
    if (status == LF_UNREADABLE && is_listed) {
        job_drop(s, job);
        return LF_OK;
    }
    if (status == LF_UNREADABLE) {
        job_ready(s, job);
        return LF_OK;
    }
    job_drop(s, job);
    return status;
}

void lf_tag(lf_session *s, void *tag)
{
    s->tag = tag;
}

static lf_status scan_document(struct lf_session *s, struct job *job, struct feed feed)
{
    feed.threads = job->threads;
    feed.room = &s->room;
    feed.error = &s->error;
    feed.names = &job->names;
    lf_status status = feed_scan(s, &feed, &job->document);
    if (status != LF_OK) {
        job_drop(s, job);
        return status;
    }
    return session_land(s, job);
}

static lf_status add_document(struct lf_session *s, const char *name, struct feed feed)
{
    struct job *job;
    lf_status status = job_begin_document(s, name, &job);
    return status == LF_OK ? scan_document(s, job, feed) : status;
}

static lf_status add_article(struct lf_session *s, const char *name, struct slice bytes)
{
    struct job *job;
    lf_status status = articles_are_full(s) ? LF_FULL : job_begin_document(s, name, &job);
    if (status != LF_OK) {
        return status;
    }
    struct feed feed = { .bytes = bytes, .fd = -1, .is_article = true };
    if (!articles_keep(s, job, &feed)) {
        job_drop(s, job);
        return LF_NO_MEMORY;
    }
    return scan_document(s, job, feed);
}

lf_status lf_add_article(lf_session *s, const char *name, const void *bytes, size_t length)
{
    return session_give(s, add_article(s, name, slice_of(bytes, length)));
}

lf_status lf_add(lf_session *s, const char *name, const void *bytes, size_t length)
{
    struct feed feed = { .bytes = slice_of(bytes, length), .fd = -1 };
    return session_give(s, add_document(s, name, feed));
}

lf_status lf_add_fd(lf_session *s, const char *name, int fd)
{
    if (fd < 0) {
        return session_fail(&s->error, LF_UNREADABLE, "%s: not an open file", name);
    }
    return session_give(s, add_document(s, name, (struct feed){ .fd = fd }));
}

/* While enough is in hand: takes what was scanned, until something is ready. */
static lf_status make_room(struct lf_session *s)
{
    lf_status status = LF_OK;
    while (status == LF_OK && scans_are_full(&s->scans) && !job_next(s)) {
        status = session_land(s, scans_next(s, true));
    }
    return status;
}

/* The job has a file of its own, so that the caller may close his. */
static bool can_wait(struct job *job, int fd)
{
    struct stat about;
    if (fstat(fd, &about) == 0 && S_ISREG(about.st_mode)) {
        job->fd = fcntl(fd, F_DUPFD_CLOEXEC, 3);
        job->size = (uint64_t)about.st_size;
    }
    return job->fd >= 0;
}

/* What cannot wait is scanned at once, and a pipe here, where a signal ends waiting for it. */
static lf_status queue_document(struct lf_session *s, const char *name, int fd)
{
    struct job *job;
    lf_status status = make_room(s);
    status = status == LF_OK ? job_begin_document(s, name, &job) : status;
    if (status != LF_OK) {
        return status;
    }
    bool good;
    if (locals_came(s, &job->document, &good) || !good) {
        job_drop(s, job);
        return good ? LF_OK : LF_NO_MEMORY;
    }
    if (can_wait(job, fd)) {
        scans_add(s, job);
        return LF_OK;
    }
    scans_do(s, job, fd, &s->room);
    return session_land(s, job);
}

lf_status lf_queue_fd(lf_session *s, const char *name, int fd)
{
    if (fd < 0) {
        return session_fail(&s->error, LF_UNREADABLE, "%s: not an open file", name);
    }
    return session_give(s, queue_document(s, name, fd));
}

/* As long as there is something to do without waiting, the net is looked at after so many steps. */
enum { MOST_STEPS = 32 };

static bool is_due(struct lf_session *s)
{
    return s->follow && !atomic_load(&s->interrupted) && s->steps++ >= MOST_STEPS;
}

static lf_status look_at_net(struct lf_session *s)
{
    s->steps = 0;
    lf_status status = session_exchange(s, 0);
    return status == LF_LATER ? LF_OK : status;
}

/* Has what was added asked for: so it is known which hosts are crowded. */
static lf_status follow_on(struct lf_session *s)
{
    struct outcome *outcome = s->follow ? follow_next(s->follow) : NULL;
    if (outcome) {
        return settle_outcome(s, outcome);
    }
    return s->follow && follow_failed(s->follow) ? LF_NO_MEMORY : LF_OK;
}

/* Thousands may be under way at once: each takes what it is likely to need. */
static lf_status add_url(struct lf_session *s, struct slice url, uint64_t index, bool may_park)
{
    enum { ROOM_BESIDES = 160 };
    struct job *job;
    lf_status status = job_begin(s, RECORD_LINK, &job);
    if (status != LF_OK) {
        return status;
    }
    struct arena *arena = &job->document.arena;
    arena_expect(arena, url.length * 2 + ROOM_BESIDES);
    job->record.index = index;
    job->link = (struct link){ .embed = NO_EMBED };
    if (!url.data || !scan_url(url, &job->link, arena)) {
        job_drop(s, job);
        return LF_NO_MEMORY;
    }
    if (may_park && park_is_for(s, &job->link)) {
        status = park_add(s, &job->link, url, index);
        job_drop(s, job);
        return status;
    }
    status = settle_begin(s, job);
    return status == LF_OK ? follow_on(s) : status;
}

/* What was parked is added again, as it was the first time. */
static lf_status unpark(struct lf_session *s, struct parked *one)
{
    void *tag = s->tag;
    s->tag = one->tag;
    lf_status status = add_url(s, slice_of(one->text, one->length), one->index, false);
    s->tag = tag;
    free(one);
    return status;
}

/* The first connections are opened while the rest of a long list is added. What goes wrong with the
 * net is told by lf_next, which meets it again. */
lf_status lf_add_url(lf_session *s, const char *url, size_t length, uint64_t index)
{
    lf_status status = add_url(s, slice_of(url, length), index, true);
    if (status == LF_OK && is_due(s)) {
        look_at_net(s);
    }
    return session_give(s, status);
}

/* --- Records --- */

static lf_status lend_job(struct lf_session *s, struct job *job, const lf_record **out)
{
    TAILQ_REMOVE(&s->ready, job, entry);
    job_leave(s, job);
    s->lent = job;
    *out = &job->record;
    if (job->status != LF_OK) { /* what was found before is not all there is */
        job->document.link_count = job->document.embed_count = 0;
        return session_fail(&s->error, job->status, "%s", buffer_string(&job->error));
    }
    findings_take(s, job->found, job->record.tag);
    job->found = NULL;
    return LF_OK;
}

/* Whether memory ran out over something that nobody can go on without. */
static bool has_failed(const struct lf_session *s)
{
    return follow_failed(s->follow) || (s->describer && describer_failed(s->describer)) ||
           (s->archives && archives_failed(s->archives));
}

/* One step on the way of what was added: what was scanned goes on, or, if nothing was, what was
 * asked for. LF_LATER: there is nothing to be done without waiting. */
static lf_status go_on(struct lf_session *s, bool wait)
{
    if (is_due(s)) {
        return look_at_net(s);
    }
    struct job *scanned = scans_next(s, wait);
    if (scanned) {
        return session_land(s, scanned);
    }
    if (!s->follow) {
        return LF_LATER;
    }
    if (!TAILQ_EMPTY(&s->unsettled) && job_may_open(s)) {
        return settle_all(s); /* as those that are under way turned out to wait for slow hosts */
    }
    struct parked *parked = park_take(s);
    if (parked) {
        return unpark(s, parked);
    }
    if (sitemaps_can_go_on(s)) {
        return sitemaps_go_on(s);
    }
    struct outcome *outcome = follow_next(s->follow);
    if (outcome) {
        return settle_outcome(s, outcome);
    }
    struct question *question = s->describer ? describer_next(s->describer) : NULL;
    if (question) {
        return settle_question(s, question);
    }
    struct lookup *lookup = s->archives ? archives_next(s->archives) : NULL;
    if (lookup) {
        return settle_lookup(s, lookup);
    }
    s->steps = 0;
    memory_rest(s);
    return has_failed(s) ? LF_NO_MEMORY : session_exchange(s, wait ? -1 : 0);
}

/* Before `until` (time_tick_ms): then LF_LATER. */
static lf_status go_on_before(struct lf_session *s, int64_t until)
{
    lf_status status = go_on(s, until == INT64_MAX);
    if (status != LF_LATER) {
        return status;
    }
    int64_t left = until - time_tick_ms();
    return left > 0 ? watch_wait(s, (int)left) : LF_LATER;
}

static lf_status next(struct lf_session *s, int64_t until, const lf_record **out)
{
    *out = NULL;
    job_free(s->lent);
    s->lent = NULL;
    lf_status looked = is_due(s) ? look_at_net(s) : LF_OK;
    if (looked != LF_OK) {
        return looked;
    }
    struct job *job = job_next(s);
    while (!job) {
        if (atomic_load(&s->interrupted)) {
            return LF_INTERRUPTED;
        }
        if (TAILQ_EMPTY(&s->line) && s->park.count == 0 && STAILQ_EMPTY(&s->sitemaps.waiting)) {
            return findings_next(s, out);
        }
        lf_status status = go_on_before(s, until);
        if (status != LF_OK) {
            return status;
        }
        job = job_next(s);
    }
    return lend_job(s, job, out);
}

lf_status lf_next(lf_session *s, const lf_record **out)
{
    return session_give(s, next(s, INT64_MAX, out));
}

lf_status lf_next_within(lf_session *s, int ms, const lf_record **out)
{
    return session_give(s, next(s, time_tick_ms() + (ms > 0 ? ms : 0), out));
}
