#include "emit/records.h"

#include "emit/members.h"
#include "emit/summary.h"
#include "pack/pack.h"

#include <errno.h>

/* An absent string is unknown, and so is an empty one: neither is written. */
static inline void known(struct writer *w, const char *key, struct slice value)
{
    if (value.length) {
        write_field(w, key, value);
    }
}

/* A flag is only told where it is set. */
static inline void write_true(struct writer *w, const char *key, bool value)
{
    if (value) {
        write_key(w, key);
        write_bool(w, true);
    }
}

static void write_time(struct writer *w, const char *key, int64_t ms, enum time_precision precision)
{
    char text[TIME_TEXT];
    int length = time_format(ms, precision, text);
    write_field(w, key, slice_of(text, (size_t)length));
}

static void write_span(struct writer *w, const struct span *span)
{
    write_begin(w, '{');
    write_count(w, "start", span->start);
    write_count(w, "end", span->end);
    write_count(w, "line", span->line);
    write_count(w, "column", span->column);
    write_word(w, "from", span->from);
    write_end(w, '}');
}

static void write_spans(struct writer *w, const struct link *link)
{
    write_key(w, "spans");
    write_begin(w, '[');
    struct span first = link_span(link);
    write_span(w, &first);
    for (const struct span_list *later = link_rest(link).spans; later; later = later->next) {
        write_span(w, &later->span);
    }
    write_end(w, ']');
}

static void write_hop(struct writer *w, const struct hop *hop)
{
    write_begin(w, '{');
    write_field(w, "url", hop->url);
    if (hop->status) {
        write_count(w, "status", (uint64_t)hop->status);
    }
    write_word(w, "via", via_word(hop->via));
    write_end(w, '}');
}

static void write_hops(struct writer *w, const struct hop *hops, size_t count)
{
    write_key(w, "hops");
    write_begin(w, '[');
    for (size_t i = 0; i < count; i++) {
        write_hop(w, &hops[i]);
    }
    write_end(w, ']');
}

static void write_verdict(struct writer *w, enum reason reason)
{
    write_word(w, "state", state_word(reason_state(reason)));
    write_word(w, "reason", reason_word(reason));
}

static void write_outcome(struct writer *w, const struct outcome *outcome)
{
    write_verdict(w, outcome->reason);
    if (outcome->status) {
        write_count(w, "status", (uint64_t)outcome->status);
    }
    write_hops(w, outcome->hops, outcome->hop_count);
    if (outcome->cut) {
        write_key(w, "next");
        write_hop(w, &outcome->hops[outcome->hop_count]);
    }
    known(w, "final", outcome->final);
    if (outcome->redirected) {
        write_key(w, "permanent");
        write_bool(w, outcome->permanent);
    }
    known(w, "canonical", outcome->canonical);
    known(w, "title", outcome->title);
    write_word(w, "tls", tls_word(outcome->tls));
    if (outcome->attempts || reason_state(outcome->reason) != STATE_SKIPPED) {
        write_time(w, "checked_at", outcome->checked_at, TIME_SECOND);
        write_count(w, "ms", (uint64_t)outcome->ms);
        write_count(w, "attempts", outcome->attempts);
        write_key(w, "cached");
        write_bool(w, outcome->cached);
    }
}

static void write_archive(struct writer *w, const struct archive *archive)
{
    if (!archive) {
        return;
    }
    write_key(w, "archive");
    write_begin(w, '{');
    known(w, "url", archive->url);
    if (archive->url.length && archive->datetime != ARCHIVE_NO_TIME) {
        write_time(w, "datetime", archive->datetime, TIME_SECOND);
    }
    known(w, "source", archive->source);
    write_word(w, "reason", archive->reason);
    write_end(w, '}');
}

static void write_link_fields(struct writer *w, const struct link *link)
{
    bool stands = link_span(link).line > 0;
    write_field(w, "url", link_url(link));
    if (stands) {
        write_field(w, "written", link_written(link));
    }
    write_word(w, "kind", link_kind_word((enum link_kind)link->kind));
    if (link->embed != NO_EMBED) {
        write_count(w, "embed", (uint64_t)link->embed);
    }
    if (stands) {
        write_spans(w, link);
    }
    known(w, "anchor", link_rest(link).anchor);
    write_true(w, "truncated", link->truncated);
    write_field(w, "unwrapped", link_rest(link).unwrapped);
    known(w, "target", link_rest(link).target);
    if (link_outcome(link)) {
        write_outcome(w, link_outcome(link));
    } else {
        write_verdict(w, (enum reason)link->skipped);
    }
    write_archive(w, link_rest(link).archive);
}

static void write_found_link(struct writer *w, const struct link *link)
{
    write_begin(w, '{');
    write_link_fields(w, link);
    write_end(w, '}');
}

static void fail_for_memory(struct writer *w)
{
    w->failed = w->failed ? w->failed : ENOMEM;
}

static void write_found_links(struct writer *w, const void *of, size_t from, size_t to)
{
    const struct lf_record *record = of;
    struct unpacker links;
    unpacker_open(&links, record->document);
    for (size_t i = from; i < to && !w->failed; i++) {
        const struct link *link = unpack_link(&links, i);
        if (link) {
            write_found_link(w, link);
        } else {
            fail_for_memory(w);
        }
    }
    unpacker_close(&links);
}

static void write_author(struct writer *w, const struct author *author)
{
    if (author->name.length || author->handle.length || author->url.length) {
        write_key(w, "author");
        write_begin(w, '{');
        known(w, "name", author->name);
        known(w, "handle", author->handle);
        known(w, "url", author->url);
        write_end(w, '}');
    }
}

/* `source` is absent where no date is known. */
static void write_date(struct writer *w, const char *key, const struct date *date,
                       const char *source)
{
    if (source) {
        write_key(w, key);
        write_begin(w, '{');
        write_time(w, "value", date->ms, date->precision);
        write_word(w, "precision", precision_word(date->precision));
        write_word(w, "source", source);
        write_end(w, '}');
    }
}

static void write_indices(struct writer *w, const struct embed *embed)
{
    write_key(w, "links");
    write_begin(w, '[');
    for (size_t i = 0; i < embed->link_count; i++) {
        write_number(w, embed->links[i]);
    }
    write_end(w, ']');
}

static void write_evidence(struct writer *w, const struct embed_more *more)
{
    if (more->evidence_count == 0) {
        return;
    }
    write_key(w, "evidence");
    write_begin(w, '[');
    for (size_t i = 0; i < more->evidence_count; i++) {
        write_begin(w, '{');
        write_word(w, "field", more->evidence[i].field);
        write_field(w, "value", more->evidence[i].value);
        write_word(w, "source", source_word(more->evidence[i].source));
        write_word(w, "endpoint", more->evidence[i].endpoint);
        write_end(w, '}');
    }
    write_end(w, ']');
}

static void write_conflict(struct writer *w, const struct conflict *conflict)
{
    write_begin(w, '{');
    write_word(w, "field", conflict->field);
    write_key(w, "values");
    write_begin(w, '[');
    for (size_t i = 0; i < conflict->value_count; i++) {
        write_begin(w, '{');
        write_field(w, "value", conflict->values[i]);
        write_word(w, "source", source_word(conflict->sources[i]));
        write_end(w, '}');
    }
    write_end(w, ']');
    write_word(w, "note", conflict->note);
    write_end(w, '}');
}

static void write_conflicts(struct writer *w, const struct embed_more *more)
{
    if (more->conflict_count == 0) {
        return;
    }
    write_key(w, "conflicts");
    write_begin(w, '[');
    for (size_t i = 0; i < more->conflict_count; i++) {
        write_conflict(w, &more->conflicts[i]);
    }
    write_end(w, ']');
}

static void write_reposted(struct writer *w, const struct embed_more *more)
{
    if (more->original.handle.length || more->original.name.length || more->reposted.length) {
        write_key(w, "reposted");
        write_begin(w, '{');
        write_author(w, &more->original);
        known(w, "url", more->reposted);
        write_end(w, '}');
    }
}

static void write_embed(struct writer *w, const struct embed *embed)
{
    struct embed_more more = embed_rest(embed);
    write_begin(w, '{');
    write_word(w, "platform", embed->platform);
    write_word(w, "kind", embed->kind);
    write_word(w, "form", form_word(embed->form));
    write_key(w, "span");
    write_span(w, &embed->span);
    known(w, "post_id", embed->post_id);
    known(w, "url", embed->url);
    write_author(w, &embed->author);
    write_date(w, "date", &embed->date, source_word(embed->date.source));
    known(w, "text", embed->text);
    write_true(w, "text_open", embed->text_open);
    known(w, "lang", more.lang);
    known(w, "title", more.title);
    write_indices(w, embed);
    known(w, "target", more.target);
    write_reposted(w, &more);
    write_verdict(w, embed->reason);
    write_archive(w, more.archive);
    write_evidence(w, &more);
    write_conflicts(w, &more);
    write_end(w, '}');
}

static void write_embeds(struct writer *w, const void *of, size_t from, size_t to)
{
    const struct lf_record *record = of;
    struct unpacker embeds;
    unpacker_open(&embeds, record->document);
    for (size_t i = from; i < to && !w->failed; i++) {
        const struct embed *embed = unpack_described(&embeds, i, record->describe);
        if (embed) {
            write_embed(w, embed);
        } else {
            fail_for_memory(w);
        }
    }
    unpacker_close(&embeds);
}

static void write_source(struct writer *w, const struct document *document)
{
    write_key(w, "source");
    write_begin(w, '{');
    write_field(w, "name", document->name);
    write_word(w, "media_type", document->media_type);
    write_count(w, "bytes", document->bytes);
    write_word(w, "charset", document->charset);
    known(w, "url", document->url);
    if (document->got) {
        write_time(w, "date", document->got, TIME_MS);
    }
    write_word(w, "truncated", document->truncated);
    known(w, "title", document->title);
    known(w, "canonical", document->canonical);
    known(w, "lang", document->lang);
    write_date(w, "published", &document->published, document->published_by);
    if (document->error != REASON_NONE) {
        write_key(w, "error");
        write_begin(w, '{');
        write_verdict(w, document->error);
        write_end(w, '}');
    }
    write_end(w, '}');
}

static void write_document(struct writer *w, const struct lf_record *record)
{
    const struct document *document = record->document;
    struct members members = { .of = record, .most = record->threads };
    write_source(w, document);
    write_key(w, "embeds");
    members.count = document->embed_count;
    members.write = write_embeds;
    members_write(w, &members);
    write_key(w, "links");
    members.count = document->link_count;
    members.write = write_found_links;
    members_write(w, &members);
}

static void write_link(struct writer *w, const struct lf_record *record)
{
    write_count(w, "index", record->index);
    write_field(w, "input", link_written(record->link));
    write_link_fields(w, record->link);
}

static void write_place(struct writer *w, const struct finding *finding)
{
    write_field(w, "file", finding->file);
    write_count(w, "line", finding->line);
    write_count(w, "column", finding->column);
    if (finding->end_line != finding->line) {
        write_count(w, "end_line", finding->end_line);
    }
    write_count(w, "end_column", finding->end_column);
}

/* What is only known of some findings. */
static void write_finding_rest(struct writer *w, const struct finding *finding)
{
    if (finding->status) {
        write_count(w, "status", (uint64_t)finding->status);
    }
    known(w, "final", finding->final);
    if (finding->hop_count) {
        write_hops(w, finding->hops, finding->hop_count);
    }
    write_word(w, "tls", tls_word(finding->tls));
    write_true(w, "cached", finding->cached);
    known(w, "suggestion", finding->suggestion);
    write_archive(w, finding->archive);
    write_word(w, "baseline", baseline_word(finding->baseline));
    if (finding->looks) {
        write_count(w, "looks", finding->looks);
    }
    if (finding->dead_since) {
        write_time(w, "dead_since", finding->dead_since, TIME_SECOND);
    }
}

static void write_finding(struct writer *w, const struct finding *finding)
{
    write_place(w, finding);
    write_field(w, "url", finding->url);
    write_field(w, "written", finding->written);
    write_word(w, "class", class_word(finding->class));
    write_word(w, "severity", severity_word(finding->severity));
    write_verdict(w, finding->reason);
    known(w, "message", finding->message);
    known(w, "fingerprint", finding->fingerprint);
    write_finding_rest(w, finding);
}

void records_put(struct writer *w, const struct lf_record *record)
{
    static const char *const types[] = { "document", "link", "finding", "summary" };
    write_begin(w, '{');
    write_word(w, "schema", "landfall/1");
    write_word(w, "type", types[record->type]);
    switch (record->type) {
    case RECORD_DOCUMENT:
        write_document(w, record);
        break;
    case RECORD_LINK:
        write_link(w, record);
        break;
    case RECORD_FINDING:
        write_finding(w, record->finding);
        break;
    case RECORD_SUMMARY:
        summary_put(w, &record->summary);
        break;
    }
    write_end(w, '}');
}

bool records_write(const struct lf_record *record, const struct report *to, bool indented)
{
    struct writer w;
    writer_open(&w, to->to, indented);
    w.stop = to->stop;
    records_put(&w, record);
    return writer_close(&w);
}
