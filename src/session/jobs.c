/* The life of a job, from the call that adds it to the one that lends its record. */
#include "session/jobs.h"

#include "base/crew.h"
#include "describe/describe.h"
#include "describe/question.h"
#include "follow/follow.h"
#include "follow/fragments.h"
#include "net/net.h"
#include "session/copies.h"
#include "session/session.h"

#include <stdlib.h>
#include <unistd.h>

/* A session takes no more inputs while this much is under way: memory is bounded by these, not by
 * the input. An input that is a single link takes little, and as many as there are requests at once
 * are wanted. */
enum {
    MOST_JOBS = 256,
    MOST_OPEN_LINKS = 4096,
    MOST_HELD_LINKS = 4096, /* more, that only wait for hosts that are in no hurry */
    MOST_ERROR = 1 << 20
};

static void let_go_of_answers(const struct job *job)
{
    for (size_t i = 0; i < job->document.embed_count; i++) {
        question_let_go(job->questions ? job->questions[i] : NULL);
        memory_let_go(job->targets ? job->targets[i] : NULL);
    }
}

/* Of a scan that failed there may be links, but none was followed. */
void job_free(struct job *job)
{
    if (job) {
        bool follows = !job->document.pack && !job->is_told;
        for (size_t i = 0; follows && i < job->document.link_count; i++) {
            memory_let_go(link_outcome(&job->document.links[i]));
        }
        memory_let_go(link_outcome(&job->link));
        let_go_of_answers(job);
        copies_let_go(job);
        if (job->page) {
            follow_let_go(job->page);
        }
        if (job->fd >= 0) {
            close(job->fd);
        }
        articles_free(job);
        findings_free(job->found);
        document_free(&job->document);
        fragments_free(job->names);
        buffer_free(&job->error);
        free(job->text.data);
        free(job);
    }
}

void job_leave(struct lf_session *s, struct job *job)
{
    TAILQ_REMOVE(&s->line, job, line);
    s->jobs--;
    articles_leave(s, job);
}

void job_drop(struct lf_session *s, struct job *job)
{
    job_leave(s, job);
    job_free(job);
}

void job_ready(struct lf_session *s, struct job *job)
{
    job->ready = true;
    TAILQ_INSERT_TAIL(&s->ready, job, entry);
}

struct job *job_next(const struct lf_session *s)
{
    struct job *first = TAILQ_FIRST(&s->line);
    bool waits = s->options.ordered && first && !first->ready;
    return waits ? NULL : s->options.ordered ? first : TAILQ_FIRST(&s->ready);
}

/* That only wait for hosts that are in no hurry. */
static size_t held_links(const struct lf_session *s)
{
    size_t held = s->net ? net_held(s->net) : 0;
    return held < MOST_HELD_LINKS ? held : MOST_HELD_LINKS;
}

bool job_may_open(const struct lf_session *s)
{
    return s->open < MOST_OPEN_LINKS + held_links(s);
}

bool job_has_room(const struct lf_session *s, enum record_type type)
{
    size_t most = type == RECORD_LINK ? MOST_OPEN_LINKS + held_links(s) : MOST_JOBS;
    return s->jobs < most && job_may_open(s);
}

lf_status job_begin(struct lf_session *s, enum record_type type, struct job **out)
{
    if (atomic_load(&s->interrupted)) {
        return LF_INTERRUPTED;
    }
    if (job_next(s) || !job_has_room(s, type)) {
        return LF_FULL;
    }
    struct job *job = calloc(1, sizeof *job);
    *out = job;
    if (!job) {
        return LF_NO_MEMORY;
    }
    job->fd = -1;
    job->error = BUFFER(MOST_ERROR);
    job->threads = s->threads < CREW_MOST ? s->threads : CREW_MOST;
    job->record = (struct lf_record){ .type = type,
                                      .document = &job->document,
                                      .describe = describe_unasked,
                                      .link = &job->link,
                                      .threads = (unsigned)s->threads,
                                      .tag = s->tag,
                                      .text = &job->text };
    TAILQ_INSERT_TAIL(&s->line, job, line);
    s->jobs++;
    return LF_OK;
}

lf_status job_begin_document(struct lf_session *s, const char *name, struct job **out)
{
    lf_status status = job_begin(s, RECORD_DOCUMENT, out);
    if (status != LF_OK) {
        return status;
    }
    struct document *document = &(*out)->document;
    document->name = arena_copy(&document->arena, slice_from(name));
    if (!document->name.data || !locals_place(s, document) || !lines_take(s, *out)) {
        job_drop(s, *out);
        return LF_NO_MEMORY;
    }
    return LF_OK;
}
