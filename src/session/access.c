/* Getters: what a record and a link hold, for callers that do not want JSON. */
#include "landfall.h"

#include "pack/pack.h"
#include "session/access.h"

/* What no link says: nothing. */
static const struct link *inside_link(const lf_link *l)
{
    static const struct link none;
    return l ? (const struct link *)(const void *)l : &none;
}

static bool is(const lf_record *r, enum record_type type)
{
    return r && r->type == type;
}

const char *lf_record_type(const lf_record *r)
{
    static const char *const words[] = { "document", "link", "finding", "summary" };
    return r ? words[r->type] : NULL;
}

/* What no other record says. */
static const struct document *document_of(const lf_record *r)
{
    static const struct document none;
    return is(r, RECORD_DOCUMENT) ? r->document : &none;
}

const char *lf_record_name(const lf_record *r)
{
    return document_of(r)->name.data;
}

const char *lf_record_media_type(const lf_record *r)
{
    return document_of(r)->media_type;
}

const char *lf_record_charset(const lf_record *r)
{
    return document_of(r)->charset;
}

uint64_t lf_record_bytes(const lf_record *r)
{
    return document_of(r)->bytes;
}

const char *lf_record_url(const lf_record *r, size_t *length)
{
    return lend(document_of(r)->url, length);
}

int64_t lf_record_date(const lf_record *r)
{
    return document_of(r)->got;
}

const char *lf_record_truncated(const lf_record *r)
{
    return document_of(r)->truncated;
}

const char *lf_record_error(const lf_record *r, const char **reason)
{
    enum reason error = document_of(r)->error;
    put_word(reason, reason_word(error));
    return state_word(reason_state(error));
}

const char *lf_record_title(const lf_record *r, size_t *length)
{
    return lend(document_of(r)->title, length);
}

const char *lf_record_canonical(const lf_record *r, size_t *length)
{
    return lend(document_of(r)->canonical, length);
}

const char *lf_record_lang(const lf_record *r, size_t *length)
{
    return lend(document_of(r)->lang, length);
}

int lf_record_published(const lf_record *r, int64_t *ms, const char **precision,
                        const char **source)
{
    const struct document *document = document_of(r);
    return lend_date(&document->published, document->published_by, ms, precision, source);
}

void *lf_record_tag(const lf_record *r)
{
    return r ? r->tag : NULL;
}

const char *lf_record_input(const lf_record *r, size_t *length)
{
    return lend(is(r, RECORD_LINK) ? link_written(r->link) : (struct slice){ 0 }, length);
}

uint64_t lf_record_index(const lf_record *r)
{
    return is(r, RECORD_LINK) ? r->index : 0;
}

double lf_summary_seconds(const lf_record *r)
{
    return is(r, RECORD_SUMMARY) ? r->summary.seconds : 0;
}

/* What a getter lends is to stay. False: out of memory; nothing more is told or written then. */
static bool unpack(const lf_record *r)
{
    struct document *document = r->document;
    if (document->pack && (!pack_open(document) || !r->describe(document))) {
        document->link_count = document->embed_count = 0;
        document->arena.failed = true;
        return false;
    }
    return true;
}

size_t lf_record_link_count(const lf_record *r)
{
    return is(r, RECORD_DOCUMENT) ? r->document->link_count : is(r, RECORD_LINK);
}

const lf_link *lf_record_link(const lf_record *r, size_t index)
{
    if (index >= lf_record_link_count(r)) {
        return NULL;
    }
    const struct link *link = r->link;
    if (r->type == RECORD_DOCUMENT) {
        link = unpack(r) ? &r->document->links[index] : NULL;
    }
    return (const lf_link *)(const void *)link;
}

size_t lf_record_embed_count(const lf_record *r)
{
    return document_of(r)->embed_count;
}

const lf_embed *lf_record_embed(const lf_record *r, size_t index)
{
    bool there = index < lf_record_embed_count(r) && unpack(r);
    const void *embed = there ? &r->document->embeds[index] : NULL;
    return embed;
}

uint64_t lf_summary_count(const lf_record *r, const char *what)
{
    if (!is(r, RECORD_SUMMARY) || !what) {
        return 0;
    }
    const struct summary *summary = &r->summary;
    const struct {
        const char *what;
        uint64_t count;
    } counts[] = {
        { "documents", summary->documents }, { "embeds", summary->embeds },
        { "links", summary->links },         { "unique", summary->unique },
        { "requests", summary->requests },   { "in_flight", summary->in_flight },
    };
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        if (strcmp(counts[i].what, what) == 0) {
            return counts[i].count;
        }
    }
    for (enum severity severity = SEVERITY_NOTE; severity < SEVERITY_COUNT; severity++) {
        if (strcmp(severity_word(severity), what) == 0) {
            return summary->findings[severity];
        }
    }
    for (enum state state = STATE_ALIVE; state <= STATE_SKIPPED; state++) {
        if (strcmp(state_word(state), what) == 0) {
            return summary->states[state];
        }
    }
    return 0;
}

const char *lf_link_url(const lf_link *l, size_t *length)
{
    return lend(link_url(inside_link(l)), length);
}

const char *lf_link_written(const lf_link *l, size_t *length)
{
    return lend(link_written(inside_link(l)), length);
}

static const struct outcome *outcome_of(const lf_link *l)
{
    static const struct outcome none;
    const struct outcome *outcome = link_outcome(inside_link(l));
    return outcome ? outcome : &none;
}

static enum reason reason_of(const lf_link *l)
{
    const struct link *link = inside_link(l);
    const struct outcome *outcome = link_outcome(link);
    return outcome ? outcome->reason : (enum reason)link->skipped;
}

const char *lf_link_final(const lf_link *l, size_t *length)
{
    return lend(outcome_of(l)->final, length);
}

const char *lf_link_kind(const lf_link *l)
{
    return l ? link_kind_word((enum link_kind)inside_link(l)->kind) : NULL;
}

const char *lf_link_state(const lf_link *l)
{
    return state_word(reason_state(reason_of(l)));
}

const char *lf_link_reason(const lf_link *l)
{
    return reason_word(reason_of(l));
}

int lf_link_status(const lf_link *l)
{
    return outcome_of(l)->status;
}

const char *lf_link_anchor(const lf_link *l, size_t *length)
{
    return lend(link_rest(inside_link(l)).anchor, length);
}

const char *lf_link_unwrapped(const lf_link *l, size_t *length)
{
    return lend(link_rest(inside_link(l)).unwrapped, length);
}

const char *lf_link_target(const lf_link *l, size_t *length)
{
    return lend(link_rest(inside_link(l)).target, length);
}

int lf_link_truncated(const lf_link *l)
{
    return inside_link(l)->truncated;
}

int lf_link_embed(const lf_link *l, size_t *index)
{
    bool part = l && inside_link(l)->embed != NO_EMBED;
    if (index) {
        *index = part ? (size_t)inside_link(l)->embed : 0;
    }
    return part;
}

size_t lf_link_span_count(const lf_link *l)
{
    const struct link *link = inside_link(l);
    size_t count = link_span(link).line != 0;
    for (const struct span_list *later = link_rest(link).spans; later; later = later->next) {
        count++;
    }
    return count;
}

const char *lf_link_span(const lf_link *l, size_t index, uint64_t *start, uint64_t *end,
                         uint64_t *line, uint64_t *column)
{
    static const struct span none;
    const struct span first = link_span(inside_link(l));
    const struct span *span = &first;
    const struct span_list *later = link_rest(inside_link(l)).spans;
    for (size_t i = 0; i < index && span != &none; i++) {
        span = later ? &later->span : &none;
        later = later ? later->next : NULL;
    }
    return lend_span(span, start, end, line, column);
}

int lf_link_permanent(const lf_link *l, int *redirected)
{
    const struct outcome *outcome = outcome_of(l);
    if (redirected) {
        *redirected = outcome->redirected;
    }
    return outcome->redirected && outcome->permanent;
}

const char *lf_link_canonical(const lf_link *l, size_t *length)
{
    return lend(outcome_of(l)->canonical, length);
}

const char *lf_link_title(const lf_link *l, size_t *length)
{
    return lend(outcome_of(l)->title, length);
}

const char *lf_link_archive(const lf_link *l, size_t *length, int64_t *datetime,
                            const char **source, const char **reason)
{
    return lend_archive(link_rest(inside_link(l)).archive, length, datetime, source, reason);
}

const char *lf_link_tls(const lf_link *l)
{
    return tls_word(outcome_of(l)->tls);
}

int64_t lf_link_checked_at(const lf_link *l, int64_t *ms, unsigned *attempts)
{
    const struct outcome *outcome = outcome_of(l);
    if (ms) {
        *ms = outcome->ms;
    }
    if (attempts) {
        *attempts = outcome->attempts;
    }
    return outcome->checked_at;
}

int lf_link_cached(const lf_link *l)
{
    return outcome_of(l)->cached;
}

size_t lf_link_hop_count(const lf_link *l)
{
    return outcome_of(l)->hop_count;
}

const char *lf_link_hop(const lf_link *l, size_t index, size_t *length, int *status,
                        const char **via)
{
    const struct outcome *outcome = outcome_of(l);
    static const struct hop none;
    const struct hop *hop = index < outcome->hop_count ? &outcome->hops[index] : &none;
    return lend_hop(hop, length, status, via);
}

const char *lf_link_next(const lf_link *l, size_t *length, const char **via)
{
    const struct outcome *outcome = outcome_of(l);
    static const struct hop none;
    const struct hop *next = outcome->cut ? &outcome->hops[outcome->hop_count] : &none;
    put_word(via, via_word(next->via));
    return lend(next->url, length);
}
