/* The embeds of a document. */
#include "emit/embeds.h"

#include "emit/fields.h"
#include "pack/pack.h"

static void write_author(struct writer *w, const struct author *author)
{
    if (author->name.length || author->handle.length || author->url.length) {
        write_key(w, "author");
        write_begin(w, '{');
        write_known(w, "name", author->name);
        write_known(w, "handle", author->handle);
        write_known(w, "url", author->url);
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
        write_known(w, "url", more->reposted);
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
    write_known(w, "post_id", embed->post_id);
    write_known(w, "url", embed->url);
    write_author(w, &embed->author);
    write_date(w, "date", &embed->date, source_word(embed->date.source));
    write_known(w, "text", embed->text);
    write_true(w, "text_open", embed->text_open);
    write_known(w, "lang", more.lang);
    write_known(w, "title", more.title);
    write_indices(w, embed);
    write_known(w, "target", more.target);
    write_reposted(w, &more);
    write_verdict(w, embed->reason);
    write_archive(w, more.archive);
    write_evidence(w, &more);
    write_conflicts(w, &more);
    write_end(w, '}');
}

void embeds_write(struct writer *w, const void *of, size_t from, size_t to)
{
    const struct lf_record *record = of;
    struct unpacker embeds;
    unpacker_open(&embeds, record->document);
    for (size_t i = from; i < to && !w->failed; i++) {
        const struct embed *embed = unpack_described(&embeds, i, record->describe);
        if (embed) {
            write_embed(w, embed);
        } else {
            writer_lacks_memory(w);
        }
    }
    unpacker_close(&embeds);
}
