/* Copies in archives of what a job found dead. */
#include "session/copies.h"

#include "describe/describe.h"
#include "session/session.h"
#include "session/settle.h"

/* What of link or embed number `index` is to be looked up; its links come before its embeds. */
static bool is_wanted(struct job *job, size_t index, struct wanted_copy *wanted,
                      struct subject *post)
{
    struct document *d = &job->document;
    if (job->record.type != RECORD_DOCUMENT) {
        return describe_wanted_link(d, &job->link, wanted, post);
    }
    if (index < d->link_count) {
        return describe_wanted_link(d, &d->links[index], wanted, post);
    }
    size_t embed = index - d->link_count;
    const struct question *question = job->questions ? job->questions[embed] : NULL;
    return describe_wanted(d, &d->embeds[embed], question, wanted, post);
}

size_t copies_most(const struct job *job)
{
    const struct document *d = &job->document;
    return job->record.type == RECORD_DOCUMENT ? d->link_count + d->embed_count : 1;
}

lf_status copies_ask(struct lf_session *s, struct job *job, size_t index)
{
    struct wanted_copy wanted;
    struct subject post;
    bool is = is_wanted(job, index, &wanted, &post);
    if (job->document.arena.failed) {
        return LF_NO_MEMORY;
    }
    if (!is) {
        return LF_OK;
    }
    struct lookup *lookup = archives_ask(s->archives, &wanted);
    job->copies[index] = lookup;
    if (!lookup) {
        return LF_NO_MEMORY;
    }
    return lookup->done ? LF_OK : settle_wait_in(s, job, &lookup->waiting);
}

/* What records say of a lookup, in the job's own memory. */
static const struct archive *keep(struct arena *arena, const struct lookup *lookup)
{
    struct archive *archive = ARENA_NEW(arena, struct archive);
    if (archive) {
        *archive = (struct archive){ .url = arena_copy(arena, lookup->found.url),
                                     .datetime = lookup->found.datetime,
                                     .source = arena_copy(arena, lookup->found.source),
                                     .reason = lookup->found.reason,
                                     .moved_to = arena_copy(arena, lookup->moved_to) };
    }
    return archive;
}

static void keep_at_link(struct job *job, struct link *link, const struct lookup *lookup)
{
    struct link_more *more = link_more_of(link, &job->document.arena);
    if (more) {
        more->archive = keep(&job->document.arena, lookup);
    }
}

static void keep_at_embed(struct job *job, struct embed *embed, const struct lookup *lookup)
{
    struct embed_more *more = embed_more_of(embed, &job->document.arena);
    if (more) {
        more->archive = keep(&job->document.arena, lookup);
    }
}

bool copies_keep(struct job *job)
{
    struct document *d = &job->document;
    bool is_document = job->record.type == RECORD_DOCUMENT;
    for (size_t i = 0; job->copies && i < copies_most(job); i++) {
        const struct lookup *lookup = job->copies[i];
        if (lookup && !is_document) {
            keep_at_link(job, &job->link, lookup);
        } else if (lookup && i < d->link_count) {
            keep_at_link(job, &d->links[i], lookup);
        } else if (lookup) {
            keep_at_embed(job, &d->embeds[i - d->link_count], lookup);
        }
    }
    return !d->arena.failed;
}

void copies_let_go(const struct job *job)
{
    for (size_t i = 0; job->copies && i < copies_most(job); i++) {
        lookup_let_go(job->copies[i]);
    }
}
