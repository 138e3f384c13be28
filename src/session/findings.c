/* Findings from their document to the record of their own. */
#include "session/findings.h"

#include "session/session.h"
#include "syntax/url.h"

#include <stdlib.h>

enum { MOST_SCRATCH = 1 << 20 };

static bool is_file(const void *owner, uint32_t value, struct slice key)
{
    const struct findings *f = owner;
    return slice_equal(f->files[value].name, key);
}

lf_status findings_open(struct lf_session *s)
{
    const lf_options *o = &s->options;
    struct findings *f = &s->findings;
    const struct policy_words words = { o->fail_on, o->warn_on, o->severities, o->accept };
    f->scratch = BUFFER(MOST_SCRATCH);
    map_init(&f->by_name, is_file, f);
    if (o->mode != LF_CHECK) {
        return LF_OK;
    }
    if (!policy_read(&f->policy, &words, &s->arena, &s->error)) {
        return s->error.length ? LF_USAGE : LF_NO_MEMORY;
    }
    f->policy.archives = o->archive;
    return LF_OK;
}

void findings_free(struct kept_findings *kept)
{
    if (kept) {
        arena_free(&kept->arena);
        free(kept);
    }
}

static void free_first(struct findings *f)
{
    struct kept_findings *kept = f->first;
    f->first = kept->next;
    f->last = f->first ? f->last : NULL;
    f->lent = 0;
    findings_free(kept);
}

void findings_close(struct lf_session *s)
{
    struct findings *f = &s->findings;
    while (f->first) {
        free_first(f);
    }
    buffer_free(&f->scratch);
    map_free(&f->by_name);
    arena_free(&f->names);
    free(f->files);
    free(f->text.data);
}

bool findings_accept(struct lf_session *s, struct outcome *outcome)
{
    struct findings *f = &s->findings;
    if (accept_holds(f->policy.accepts, f->policy.accept_count, outcome, &f->scratch)) {
        outcome->reason = REASON_OK;
    }
    return !f->scratch.no_memory;
}

/* --- Copies --- */

static const struct hop *copy_hops(struct arena *arena, const struct finding *from)
{
    struct hop *hops = ARENA_ARRAY(arena, struct hop, from->hop_count + 1);
    for (size_t i = 0; hops && i < from->hop_count; i++) {
        hops[i] = from->hops[i];
        hops[i].url = arena_copy(arena, hops[i].url);
    }
    return hops;
}

static const struct archive *copy_archive(struct arena *arena, const struct archive *from)
{
    struct archive *archive = from ? ARENA_NEW(arena, struct archive) : NULL;
    if (archive) {
        *archive = *from;
        archive->url = arena_copy(arena, from->url);
        archive->source = arena_copy(arena, from->source);
    }
    return archive;
}

static void copy_finding(struct arena *arena, const struct finding *from, struct finding *to)
{
    *to = *from;
    enum { WORDS = 8 };
    struct slice *const words[WORDS] = {
        &to->file, &to->url,        &to->written, &to->message,
        &to->hint, &to->suggestion, &to->final,   &to->fingerprint
    };
    for (size_t i = 0; i < WORDS; i++) {
        *words[i] = arena_copy(arena, *words[i]);
    }
    to->hops = copy_hops(arena, from);
    to->archive = copy_archive(arena, from->archive);
}

struct kept_findings *findings_copy(const struct document *d)
{
    struct kept_findings *kept = d->finding_count ? calloc(1, sizeof *kept) : NULL;
    if (!kept) {
        return NULL;
    }
    kept->list = ARENA_ARRAY(&kept->arena, struct finding, d->finding_count);
    kept->count = d->finding_count;
    for (size_t i = 0; kept->list && i < kept->count; i++) {
        copy_finding(&kept->arena, &d->findings[i], &kept->list[i]);
    }
    if (kept->arena.failed) {
        findings_free(kept);
        return NULL;
    }
    return kept;
}

static void count(struct lf_session *s, const struct finding *finding)
{
    s->totals.findings[finding->severity] += finding->baseline != BASELINE_KNOWN;
}

void findings_take(struct lf_session *s, struct kept_findings *kept, void *tag)
{
    struct findings *f = &s->findings;
    if (!kept) {
        return;
    }
    kept->tag = tag;
    if (f->last) {
        f->last->next = kept;
    } else {
        f->first = kept;
    }
    f->last = kept;
    for (size_t i = 0; i < kept->count; i++) {
        count(s, &kept->list[i]);
    }
}

lf_status findings_next(struct lf_session *s, const lf_record **out)
{
    struct findings *f = &s->findings;
    if (f->first && f->lent == f->first->count) {
        free_first(f);
    }
    if (!f->first) {
        return LF_END;
    }
    f->record = (struct lf_record){ .type = RECORD_FINDING,
                                    .finding = &f->first->list[f->lent++],
                                    .tag = f->first->tag,
                                    .text = &f->text };
    *out = &f->record;
    return LF_OK;
}
