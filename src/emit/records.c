#include "emit/records.h"

#include "emit/brief.h"
#include "emit/embeds.h"
#include "emit/fields.h"
#include "emit/members.h"
#include "emit/summary.h"
#include "pack/pack.h"

static char *put_spans(struct writer *w, char *at, const struct link *link)
{
    struct span first = link_span(link);
    at = put_json(w, at, ",\"spans\":[");
    at = put_span(w, at, &first);
    for (const struct span_list *later = link_rest(link).spans; later; later = later->next) {
        at = run_room(w, put_json(w, at, ","));
        at = put_span(w, at, &later->span);
    }
    return put_json(w, at, "]");
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
    write_known(w, "final", outcome->final);
    if (outcome->redirected) {
        write_key(w, "permanent");
        write_bool(w, outcome->permanent);
    }
    write_known(w, "canonical", outcome->canonical);
    write_known(w, "title", outcome->title);
    write_word(w, "tls", tls_word(outcome->tls));
    if (outcome->attempts || reason_state(outcome->reason) != STATE_SKIPPED) {
        write_time(w, "checked_at", outcome->checked_at, TIME_SECOND);
        write_count(w, "ms", (uint64_t)outcome->ms);
        write_count(w, "attempts", outcome->attempts);
        write_key(w, "cached");
        write_bool(w, outcome->cached);
    }
}

/* What kind of link it is, and where it stands. */
static char *put_link_places(struct writer *w, char *at, const struct link *link, bool stands)
{
    at = put_json(w, at, ",\"kind\":");
    at = put_word(at, link_kind_word((enum link_kind)link->kind));
    if (link->embed != NO_EMBED) {
        at = put_json(w, at, ",\"embed\":");
        at = put_number(at, (uint64_t)link->embed);
    }
    return stands ? put_spans(w, at, link) : at;
}

/* What few links of a large text have. */
static void write_link_more(struct writer *w, const struct link *link)
{
    struct link_more more = link_rest(link);
    write_known(w, "anchor", more.anchor);
    write_true(w, "truncated", link->truncated);
    write_field(w, "unwrapped", more.unwrapped);
    write_known(w, "target", more.target);
    if (more.outcome) {
        write_outcome(w, more.outcome);
    } else {
        write_verdict(w, (enum reason)link->skipped);
    }
    write_archive(w, more.archive);
}

static void write_link_fields(struct writer *w, const struct link *link)
{
    bool stands = link_span(link).line > 0;
    write_field(w, "url", link_url(link));
    if (stands) {
        write_field(w, "written", link_written(link));
    }
    run_end(w, put_link_places(w, run_begin(w), link, stands));
    write_link_more(w, link);
}

/* A link that is what is written, in two parts. */
static void write_link_parts(struct writer *w, const struct link *link, const struct slice parts[2])
{
    char *at = put_parts(w, begin_member(w, "url"), parts);
    at = put_parts(w, put_json(w, at, ",\"written\":"), parts);
    run_end(w, put_link_places(w, at, link, true));
    if (link->more || link->truncated || link->skipped) {
        write_link_more(w, link);
    }
}

static void write_found_link(struct writer *w, const struct link *link,
                             const struct link_parts *parts)
{
    write_begin(w, '{');
    if (parts->known && !link->words) {
        write_link_parts(w, link, parts->url);
    } else {
        write_link_fields(w, link);
    }
    write_end(w, '}');
}

static void write_found_links(struct writer *w, const void *of, size_t from, size_t to)
{
    const struct lf_record *record = of;
    struct unpacker links;
    struct brief brief;
    unpacker_open(&links, record->document);
    brief_open(&brief);
    for (size_t i = from; i < to && !w->failed; i++) {
        struct link_parts parts;
        const struct link *link = unpack_link_parts(&links, i, &parts);
        if (!link) {
            writer_lacks_memory(w);
        } else if (!brief_write(&brief, w, link, &parts)) {
            write_found_link(w, link, &parts);
        }
    }
    unpacker_close(&links);
}

static void write_source(struct writer *w, const struct document *document)
{
    write_key(w, "source");
    write_begin(w, '{');
    write_field(w, "name", document->name);
    write_word(w, "media_type", document->media_type);
    write_count(w, "bytes", document->bytes);
    write_word(w, "charset", document->charset);
    write_known(w, "url", document->url);
    if (document->got) {
        write_time(w, "date", document->got, TIME_MS);
    }
    write_word(w, "truncated", document->truncated);
    write_known(w, "title", document->title);
    write_known(w, "canonical", document->canonical);
    write_known(w, "lang", document->lang);
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
    members.write = embeds_write;
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
    write_known(w, "final", finding->final);
    if (finding->hop_count) {
        write_hops(w, finding->hops, finding->hop_count);
    }
    write_word(w, "tls", tls_word(finding->tls));
    write_true(w, "cached", finding->cached);
    write_known(w, "suggestion", finding->suggestion);
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
    write_known(w, "message", finding->message);
    write_known(w, "fingerprint", finding->fingerprint);
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
