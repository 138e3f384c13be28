/* The way of a job from what was scanned to its record, stage by stage:
 *
 *     JOB_FOLLOWS   its links are followed
 *     JOB_ASKS      platforms are asked about its posts, which may have been found by following
 *     JOB_LOOKS     copies of what turned out to be dead are looked up in archives
 *     JOB_LEADS     what answers and copies say that posts point to is followed
 *     JOB_ENDS      it is described, and lent
 *
 * In each stage as much goes on its way as there is room for, and the rest waits for its turn. What
 * a job waits for are outcomes of URLs and questions about posts, which others may share. A URL
 * that ends at a post has no outcome before the post's question is done. */
#include "session/settle.h"

#include "describe/describe.h"
#include "follow/follow.h"
#include "scan/scan.h"
#include "session/copies.h"
#include "session/session.h"
#include "session/tally.h"
#include "session/wanted.h"

/* --- Counting --- */

static void count_state(struct lf_session *s, enum reason reason)
{
    s->totals.states[reason_state(reason)]++;
}

static bool is_known(const struct outcome *outcome)
{
    return outcome->done && outcome->post_end != POST_ASKED;
}

/* A status that the user accepts makes it alive, before it is counted; what is remembered of it is
 * what the web said. */
static lf_status count_outcome(struct lf_session *s, struct outcome *outcome)
{
    if (is_known(outcome)) {
        memory_keep(s, outcome);
    }
    if (is_known(outcome) && !findings_accept(s, outcome)) {
        return LF_NO_MEMORY;
    }
    if (outcome->seen && !outcome->counted && is_known(outcome)) {
        outcome->counted = true;
        count_state(s, outcome->reason);
    }
    return LF_OK;
}

/* Of a link that is not followed. */
static lf_status count_link(struct lf_session *s, const struct link *link)
{
    bool first;
    if (!tally_first(s, link, &first)) {
        return LF_NO_MEMORY;
    }
    if (first) {
        s->totals.unique++;
        count_state(s, link->skipped);
    }
    return LF_OK;
}

/* --- Waiting --- */

lf_status settle_wait_in(struct lf_session *s, struct job *job, struct waiter **waiting)
{
    struct waiter *waiter = ARENA_NEW(&job->document.arena, struct waiter);
    if (!waiter) {
        return LF_NO_MEMORY;
    }
    *waiter = (struct waiter){ job, *waiting };
    *waiting = waiter;
    job->open++;
    s->open++;
    return LF_OK;
}

lf_status settle_wait(struct lf_session *s, struct job *job, struct outcome *outcome)
{
    return settle_wait_in(s, job, &outcome->waiting);
}

/* --- The post at which a URL ends --- */

static void take_verdict(const struct question *question, struct outcome *outcome)
{
    outcome->reason = describe_end_reason(question, outcome->reason);
    outcome->post_end = POST_KNOWN;
}

static lf_status ask_about_end(struct lf_session *s, struct outcome *outcome)
{
    struct arena arena = { 0 };
    struct subject about = { .platform = NULL };
    struct question *question = NULL;
    bool asks =
        describe_end(outcome->final, &arena, &about) && describer_can_ask(s->describer, &about);
    about.oembed = outcome->oembed;
    if (asks && !arena.failed) {
        question = describer_ask(s->describer, &about);
    }
    bool failed = arena.failed || (asks && !question);
    arena_free(&arena);
    if (question && question->done) {
        take_verdict(question, outcome);
    } else if (question) {
        outcome->post_end = POST_ASKED;
        outcome->next = question->ends;
        question->ends = outcome;
        follow_hold(outcome);
    }
    question_let_go(question); /* under way it holds itself */
    return failed ? LF_NO_MEMORY : LF_OK;
}

/* Looks once at where a link's URL ends. */
static lf_status look_at_end(struct lf_session *s, struct outcome *outcome)
{
    if (!outcome->done || outcome->post_end != POST_UNSEEN) {
        return LF_OK;
    }
    outcome->post_end = POST_KNOWN;
    return s->describer && outcome->final.length ? ask_about_end(s, outcome) : LF_OK;
}

/* --- JOB_FOLLOWS --- */

static lf_status follow_link(struct lf_session *s, struct job *job, struct link *link)
{
    if (!wanted_skip(s, &job->document, link)) {
        return LF_NO_MEMORY;
    }
    bool may_be = link->skipped == REASON_NONE || link->skipped == REASON_OFFLINE;
    if (may_be && !locals_settle(s, job, link)) {
        return LF_NO_MEMORY;
    }
    if (link->skipped != REASON_NONE) {
        return count_link(s, link);
    }
    struct link_more *more = link_more_of(link, &job->document.arena);
    struct outcome *outcome =
        more ? memory_follow(s, MEMORY_LINK, link_url(link), &job->document.arena) : NULL;
    if (!outcome) {
        return LF_NO_MEMORY;
    }
    more->outcome = outcome;
    bool first;
    if (!tally_first(s, link, &first)) {
        return LF_NO_MEMORY;
    }
    s->totals.unique += first;
    outcome->counted = outcome->seen ? outcome->counted : !first;
    outcome->seen = true;
    lf_status looked = look_at_end(s, outcome);
    lf_status counted = count_outcome(s, outcome);
    looked = looked == LF_OK ? counted : looked;
    return looked != LF_OK || is_known(outcome) ? looked : settle_wait(s, job, outcome);
}

static struct link *link_at(struct job *job, size_t index)
{
    bool is_document = job->record.type == RECORD_DOCUMENT;
    return is_document ? &job->document.links[index] : &job->link;
}

static lf_status settle_link(struct lf_session *s, struct job *job, size_t index)
{
    struct link *link = link_at(job, index);
    return s->options.mode == LF_SCAN ? count_link(s, link) : follow_link(s, job, link);
}

/* --- JOB_ASKS --- */

static lf_status ask_about_post(struct lf_session *s, struct job *job, size_t index)
{
    struct document *d = &job->document;
    struct subject about;
    bool left_out = d->embeds[index].left_out ||
                    (s->options.mode == LF_CHECK && findings_are_left_out(d, &d->embeds[index]));
    bool known = !left_out && describe_subject(d, &d->embeds[index], &about);
    if (d->arena.failed) {
        return LF_NO_MEMORY;
    }
    if (!known || !describer_can_ask(s->describer, &about)) {
        return LF_OK;
    }
    struct question *question = describer_ask(s->describer, &about);
    job->questions[index] = question;
    if (!question) {
        return LF_NO_MEMORY;
    }
    return question->done ? LF_OK : settle_wait_in(s, job, &question->waiting);
}

/* --- JOB_LEADS --- */

static lf_status follow_lead(struct lf_session *s, struct job *job, size_t index)
{
    struct document *d = &job->document;
    const struct question *question = job->questions ? job->questions[index] : NULL;
    const struct lookup *copy = job->copies ? job->copies[d->link_count + index] : NULL;
    struct slice url = describe_lead(d, &d->embeds[index], question, copy);
    struct link link = { .embed = NO_EMBED };
    if (d->arena.failed || (url.length && !scan_url(url, &link, &d->arena)) ||
        (url.length && !wanted_skip(s, &job->document, &link))) {
        return LF_NO_MEMORY;
    }
    if (!url.length || link.skipped != REASON_NONE) {
        return LF_OK;
    }
    struct outcome *outcome = memory_follow(s, MEMORY_LEAD, link_url(&link), &d->arena);
    job->targets[index] = outcome;
    if (!outcome) {
        return LF_NO_MEMORY;
    }
    return is_known(outcome) ? LF_OK : settle_wait(s, job, outcome);
}

/* --- JOB_ENDS --- */

static enum reason unasked(const struct lf_session *s)
{
    if (s->options.mode == LF_SCAN) {
        return REASON_NONE;
    }
    return s->options.offline ? REASON_OFFLINE : REASON_UNVERIFIED;
}

/* What is found outlives the document. */
static bool judge(struct lf_session *s, struct job *job)
{
    slips_tell(s, &job->document);
    if (!findings_make(s, &job->document)) {
        return false;
    }
    job->found = findings_copy(&job->document);
    return job->found || job->document.finding_count == 0;
}

/* Everything about the job is known: it becomes a record, or, where memory ran out over it, none:
 * what is not wholly known would be another answer. */
static lf_status finish(struct lf_session *s, struct job *job)
{
    size_t links = job->document.link_count;
    struct learned learned = { unasked(s), job->questions, job->copies ? job->copies + links : NULL,
                               (const struct outcome *const *)job->targets };
    bool is_document = job->record.type == RECORD_DOCUMENT;
    bool judges = is_document && s->options.mode == LF_CHECK;
    bool describes = is_document && !job->document.pack; /* which is described as it is read */
    if (job->failed || (describes && !describe_document(&job->document, &learned)) ||
        (judges && !judge(s, job)) || !articles_tell(s, job)) {
        job_drop(s, job);
        return LF_NO_MEMORY;
    }
    job_ready(s, job);
    return LF_OK;
}

/* --- From stage to stage --- */

/* How many things a stage has to do. */
static size_t count_work(const struct lf_session *s, const struct job *job)
{
    bool is_document = job->record.type == RECORD_DOCUMENT;
    bool counts = s->options.mode != LF_SCAN || s->options.unique > 0;
    bool asks = s->describer && is_document;
    switch (job->stage) {
    case JOB_FOLLOWS:
        return !counts ? 0 : is_document ? job->document.link_count : 1;
    case JOB_ASKS:
        return asks ? job->document.embed_count : 0;
    case JOB_LOOKS:
        return s->archives ? copies_most(job) : 0;
    case JOB_LEADS:
        return is_document && (job->questions || job->copies) ? job->document.embed_count : 0;
    case JOB_ENDS:
    default:
        return 0;
    }
}

static lf_status settle_one(struct lf_session *s, struct job *job, size_t index)
{
    if (atomic_load(&s->interrupted)) {
        return LF_INTERRUPTED;
    }
    switch (job->stage) {
    case JOB_FOLLOWS:
        return settle_link(s, job, index);
    case JOB_ASKS:
        return ask_about_post(s, job, index);
    case JOB_LOOKS:
        return copies_ask(s, job, index);
    case JOB_LEADS:
    case JOB_ENDS:
    default:
        return follow_lead(s, job, index);
    }
}

/* Keeps what the last stage has learned, and has room for what this one will. False: out of memory.
 */
static bool prepare(struct job *job)
{
    if (job->stage == JOB_LEADS && !copies_keep(job)) {
        return false;
    }
    struct arena *arena = &job->document.arena;
    size_t count = job->unsettled;
    if (count && job->stage == JOB_ASKS) {
        job->questions = ARENA_ARRAY(arena, struct question *, count);
    } else if (count && job->stage == JOB_LOOKS) {
        job->copies = ARENA_ARRAY(arena, struct lookup *, count);
    } else if (count && job->stage == JOB_LEADS) {
        job->targets = ARENA_ARRAY(arena, struct outcome *, count);
    }
    return !arena->failed;
}

/* All of a stage is done: the next that has something to do begins, or the job ends. */
static lf_status go_on(struct lf_session *s, struct job *job)
{
    while (job->stage != JOB_ENDS && !job->failed) {
        job->stage++;
        job->unsettled = count_work(s, job);
        job->failed = !prepare(job);
        if (job->unsettled && !job->failed) {
            TAILQ_INSERT_TAIL(&s->unsettled, job, entry);
            return LF_OK;
        }
    }
    job->unsettled = 0;
    return finish(s, job);
}

/* Some of what a job has to do goes on its way. Where memory runs out, the job waits for what waits
 * for it, and is dropped. */
static lf_status settle_some(struct lf_session *s, struct job *job)
{
    enum { MOST_AT_ONCE = 64 };
    lf_status status = LF_OK;
    for (size_t i = 0; i < MOST_AT_ONCE && status == LF_OK && job->unsettled && job_may_open(s);
         i++) {
        status = settle_one(s, job, count_work(s, job) - job->unsettled--);
    }
    job->failed = status != LF_OK;
    job->unsettled = job->failed ? 0 : job->unsettled;
    if (job->unsettled) {
        TAILQ_INSERT_TAIL(&s->unsettled, job, entry);
        return LF_OK;
    }
    lf_status gone_on = job->open ? LF_OK : go_on(s, job);
    return status == LF_OK ? gone_on : status;
}

lf_status settle_all(struct lf_session *s)
{
    lf_status status = LF_OK;
    while (!TAILQ_EMPTY(&s->unsettled) && job_may_open(s)) {
        struct job *job = TAILQ_FIRST(&s->unsettled);
        TAILQ_REMOVE(&s->unsettled, job, entry);
        lf_status settled = settle_some(s, job);
        status = status == LF_OK ? settled : status;
    }
    return status;
}

lf_status settle_begin(struct lf_session *s, struct job *job)
{
    bool is_document = job->record.type == RECORD_DOCUMENT;
    s->totals.embeds += job->document.embed_count;
    s->totals.links += is_document ? job->document.link_count : 1;
    job->stage = JOB_FOLLOWS;
    job->unsettled = count_work(s, job);
    TAILQ_INSERT_TAIL(&s->unsettled, job, entry);
    return settle_all(s);
}

/* --- What comes back --- */

static lf_status wake(struct lf_session *s, struct waiter **waiting)
{
    lf_status status = LF_OK;
    const struct waiter *waiter = *waiting;
    *waiting = NULL; /* a page's goes with the one that waits for it */
    while (waiter) {
        struct job *job = waiter->job;
        waiter = waiter->next;
        s->open--;
        job->open--;
        if (job->open == 0 && job->unsettled == 0 && status == LF_OK) {
            status = job->page ? pages_take(s, job) : go_on(s, job);
        }
    }
    lf_status settled = settle_all(s);
    return status == LF_OK ? settled : status;
}

lf_status settle_outcome(struct lf_session *s, struct outcome *outcome)
{
    lf_status looked = outcome->seen ? look_at_end(s, outcome) : LF_OK;
    if (!is_known(outcome)) {
        return looked;
    }
    lf_status counted = count_outcome(s, outcome);
    looked = looked == LF_OK ? counted : looked;
    lf_status woken = wake(s, &outcome->waiting);
    return looked == LF_OK ? woken : looked;
}

lf_status settle_lookup(struct lf_session *s, struct lookup *lookup)
{
    lf_status woken = wake(s, &lookup->waiting);
    lookup_let_go(lookup);
    return woken;
}

lf_status settle_question(struct lf_session *s, struct question *question)
{
    lf_status status = LF_OK;
    while (question->ends) {
        struct outcome *outcome = question->ends;
        question->ends = outcome->next;
        take_verdict(question, outcome);
        lf_status counted = count_outcome(s, outcome);
        status = status == LF_OK ? counted : status;
        lf_status woken = wake(s, &outcome->waiting);
        status = status == LF_OK ? woken : status;
        follow_let_go(outcome);
    }
    lf_status woken = wake(s, &question->waiting);
    question_let_go(question);
    return status == LF_OK ? woken : status;
}
