/* Getters: what a record holds, for callers that do not want JSON. */
#include "landfall.h"

#include "record.h"

/* What no record, link or embed says: nothing. */
static const struct link *inside_link(const lf_link *l)
{
    static const struct link none;
    return l ? (const struct link *)(const void *)l : &none;
}

static const struct embed *inside_embed(const lf_embed *e)
{
    static const struct embed none;
    return e ? (const struct embed *)(const void *)e : &none;
}

static bool is(const lf_record *r, enum record_type type)
{
    return r && r->type == type;
}

static void put_word(const char **to, const char *word)
{
    if (to) {
        *to = word;
    }
}

static void put_number(uint64_t *to, uint64_t number)
{
    if (to) {
        *to = number;
    }
}

static const char *lend(struct slice s, size_t *length)
{
    if (length) {
        *length = s.length;
    }
    return s.data;
}

const char *lf_record_type(const lf_record *r)
{
    static const char *const words[] = { "document", "link", "summary" };
    return r ? words[r->type] : NULL;
}

const char *lf_record_name(const lf_record *r)
{
    return is(r, RECORD_DOCUMENT) ? r->document->name.data : NULL;
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
    const struct link *link = r->type == RECORD_LINK ? r->link : &r->document->links[index];
    return (const lf_link *)(const void *)link;
}

size_t lf_record_embed_count(const lf_record *r)
{
    return is(r, RECORD_DOCUMENT) ? r->document->embed_count : 0;
}

const lf_embed *lf_record_embed(const lf_record *r, size_t index)
{
    const void *embed = index < lf_record_embed_count(r) ? &r->document->embeds[index] : NULL;
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
        { "requests", summary->requests },
    };
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        if (strcmp(counts[i].what, what) == 0) {
            return counts[i].count;
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
    return lend(inside_link(l)->url, length);
}

const char *lf_link_written(const lf_link *l, size_t *length)
{
    return lend(inside_link(l)->written, length);
}

static const struct outcome *outcome_of(const lf_link *l)
{
    static const struct outcome none;
    const struct outcome *outcome = inside_link(l)->outcome;
    return outcome ? outcome : &none;
}

static enum reason reason_of(const lf_link *l)
{
    const struct link *link = inside_link(l);
    return link->outcome ? link->outcome->reason : link->skipped;
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

void lf_link_position(const lf_link *l, uint64_t *start, uint64_t *end, uint64_t *line,
                      uint64_t *column)
{
    const struct span *span = &inside_link(l)->span;
    put_number(start, span->start);
    put_number(end, span->end);
    put_number(line, span->line);
    put_number(column, span->column);
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
    if (status) {
        *status = hop->status;
    }
    put_word(via, via_word(hop->via));
    return lend(hop->url, length);
}

const char *lf_embed_platform(const lf_embed *e)
{
    return inside_embed(e)->platform;
}

const char *lf_embed_kind(const lf_embed *e)
{
    return inside_embed(e)->kind;
}

const char *lf_embed_url(const lf_embed *e, size_t *length)
{
    return lend(inside_embed(e)->url, length);
}

const char *lf_embed_post_id(const lf_embed *e, size_t *length)
{
    return lend(inside_embed(e)->post_id, length);
}

const char *lf_embed_author_name(const lf_embed *e, size_t *length)
{
    return lend(inside_embed(e)->author.name, length);
}

const char *lf_embed_author_handle(const lf_embed *e, size_t *length)
{
    return lend(inside_embed(e)->author.handle, length);
}

const char *lf_embed_text(const lf_embed *e, size_t *length)
{
    return lend(inside_embed(e)->text, length);
}

const char *lf_embed_target(const lf_embed *e, size_t *length)
{
    return lend(inside_embed(e)->target, length);
}

const char *lf_embed_state(const lf_embed *e)
{
    return state_word(reason_state(inside_embed(e)->reason));
}

const char *lf_embed_reason(const lf_embed *e)
{
    return reason_word(inside_embed(e)->reason);
}

int lf_embed_date(const lf_embed *e, int64_t *ms_since_1970, const char **precision,
                  const char **source)
{
    const struct date *date = &inside_embed(e)->date;
    bool known = date->source != SOURCE_NONE;
    if (ms_since_1970) {
        *ms_since_1970 = date->ms;
    }
    put_word(precision, known ? precision_word(date->precision) : NULL);
    put_word(source, source_word(date->source));
    return known;
}

size_t lf_embed_link_count(const lf_embed *e)
{
    return inside_embed(e)->link_count;
}

size_t lf_embed_link(const lf_embed *e, size_t index)
{
    return index < lf_embed_link_count(e) ? inside_embed(e)->links[index] : 0;
}
