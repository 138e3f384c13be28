/* Getters: what an embed holds. */
#include "landfall.h"

#include "session/access.h"

/* What no embed says: nothing. */
static const struct embed *inside_embed(const lf_embed *e)
{
    static const struct embed none;
    return e ? (const struct embed *)(const void *)e : &none;
}

static struct embed_more rest_of(const lf_embed *e)
{
    return embed_rest(inside_embed(e));
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
    return lend(rest_of(e).target, length);
}

const char *lf_embed_state(const lf_embed *e)
{
    return state_word(reason_state(inside_embed(e)->reason));
}

const char *lf_embed_reason(const lf_embed *e)
{
    return reason_word(inside_embed(e)->reason);
}

int lf_embed_date(const lf_embed *e, int64_t *ms, const char **precision, const char **source)
{
    const struct date *date = &inside_embed(e)->date;
    return lend_date(date, source_word(date->source), ms, precision, source);
}

const char *lf_embed_form(const lf_embed *e)
{
    return e ? form_word(inside_embed(e)->form) : NULL;
}

const char *lf_embed_span(const lf_embed *e, uint64_t *start, uint64_t *end, uint64_t *line,
                          uint64_t *column)
{
    return lend_span(&inside_embed(e)->span, start, end, line, column);
}

const char *lf_embed_author_url(const lf_embed *e, size_t *length)
{
    return lend(inside_embed(e)->author.url, length);
}

int lf_embed_text_open(const lf_embed *e)
{
    return inside_embed(e)->text_open;
}

const char *lf_embed_lang(const lf_embed *e, size_t *length)
{
    return lend(rest_of(e).lang, length);
}

const char *lf_embed_title(const lf_embed *e, size_t *length)
{
    return lend(rest_of(e).title, length);
}

size_t lf_embed_evidence_count(const lf_embed *e)
{
    return rest_of(e).evidence_count;
}

const char *lf_embed_evidence(const lf_embed *e, size_t index, size_t *length, const char **field,
                              const char **source, const char **endpoint)
{
    static const struct evidence none;
    const struct evidence *evidence =
        index < lf_embed_evidence_count(e) ? &rest_of(e).evidence[index] : &none;
    put_word(field, evidence->field);
    put_word(source, source_word(evidence->source));
    put_word(endpoint, evidence->endpoint);
    return lend(evidence->value, length);
}

size_t lf_embed_conflict_count(const lf_embed *e)
{
    return rest_of(e).conflict_count;
}

static const struct conflict *conflict_of(const lf_embed *e, size_t index)
{
    static const struct conflict none;
    return index < lf_embed_conflict_count(e) ? &rest_of(e).conflicts[index] : &none;
}

size_t lf_embed_conflict(const lf_embed *e, size_t index, const char **field, const char **note)
{
    const struct conflict *conflict = conflict_of(e, index);
    put_word(field, conflict->field);
    put_word(note, conflict->note);
    return conflict->value_count;
}

const char *lf_embed_conflict_value(const lf_embed *e, size_t index, size_t value, size_t *length,
                                    const char **source)
{
    const struct conflict *conflict = conflict_of(e, index);
    bool is = value < conflict->value_count;
    put_word(source, is ? source_word(conflict->sources[value]) : NULL);
    return lend(is ? conflict->values[value] : (struct slice){ 0 }, length);
}

const char *lf_embed_archive(const lf_embed *e, size_t *length, int64_t *datetime,
                             const char **source, const char **reason)
{
    return lend_archive(rest_of(e).archive, length, datetime, source, reason);
}

const char *lf_embed_reposted_url(const lf_embed *e, size_t *length)
{
    return lend(rest_of(e).reposted, length);
}

const char *lf_embed_reposted_author(const lf_embed *e, const char **handle, const char **url)
{
    struct author author = rest_of(e).original;
    put_word(handle, author.handle.data);
    put_word(url, author.url.data);
    return author.name.data;
}

size_t lf_embed_link_count(const lf_embed *e)
{
    return inside_embed(e)->link_count;
}

size_t lf_embed_link(const lf_embed *e, size_t index)
{
    return index < lf_embed_link_count(e) ? inside_embed(e)->links[index] : 0;
}
