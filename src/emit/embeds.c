/* The embeds of a document. */
#include "emit/embeds.h"

#include "emit/fields.h"
#include "pack/bytes.h"
#include "pack/pack.h"

/* Three words and what stands among them, with a step's bytes (bytes.h). */
enum { AGAIN_MOST = 3 * 66 + 64 + BYTES_STEP };

/* A member, unless it is unknown or empty. The key has the comma before it. */
__attribute__((always_inline)) static inline char *put_known(struct writer *w, char *at,
                                                             const char *key, struct slice value)
{
    return value.length ? put_string(w, put_json(w, at, key), value) : at;
}

/* The same of an object in which it may be the first. */
__attribute__((always_inline)) static inline char *
put_known_first(struct writer *w, char *at, const char *key, struct slice value, bool first)
{
    return first ? put_known(w, at, key + 1, value) : put_known(w, at, key, value);
}

static bool is_known(const struct author *author)
{
    return author->name.length || author->handle.length || author->url.length;
}

/* An author of whom something is known, as a value. */
static char *put_author(struct writer *w, char *at, const struct author *author)
{
    bool named = author->name.length > 0;
    bool handled = author->handle.length > 0;
    at = put_json(w, at, "{");
    at = put_known(w, at, "\"name\":", author->name);
    at = put_known_first(w, at, ",\"handle\":", author->handle, !named);
    at = put_known_first(w, at, ",\"url\":", author->url, !named && !handled);
    return put_json(w, at, "}");
}

static char *put_indices(struct writer *w, char *at, const struct embed *embed)
{
    if (embed->link_count == 0) {
        return put_json(w, at, ",\"links\":[]");
    }
    at = put_json(w, at, ",\"links\":[");
    at = put_number(at, embed->links[0]);
    for (size_t i = 1; i < embed->link_count; i++) {
        at = run_room(w, put_json(w, at, ","));
        at = put_number(at, embed->links[i]);
    }
    return put_json(w, at, "]");
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
        if (is_known(&more->original)) {
            write_key(w, "author");
            run_end(w, put_author(w, run_begin_value(w), &more->original));
        }
        write_known(w, "url", more->reposted);
        write_end(w, '}');
    }
}

/* Text of three words at most, and of literals among them, which is put again while the words are
 * the same: those are compared by where they stand. */
struct again {
    const char *words[3];
    size_t length;
    char text[AGAIN_MOST];
};

/* Whether the text is of these words; else it is to be, and has none yet. */
static bool is_again(struct again *a, const char *first, const char *second, const char *third)
{
    if (a->words[0] == first && a->words[1] == second && a->words[2] == third) {
        return true;
    }
    a->words[0] = first;
    a->words[1] = second;
    a->words[2] = third;
    return false;
}

static char *put_again(char *at, const struct again *a)
{
    return bytes_put(at, slice_of(a->text, a->length));
}

/* What embeds on one line have before their span, and in their dates, as the last one had it. */
struct known {
    struct again lead, source;
};

static char *put_lead(char *at, struct again *lead, const struct embed *embed)
{
    const char *form = form_word(embed->form);
    if (!is_again(lead, embed->platform, embed->kind, form)) {
        char *to = put_word(put_literal(lead->text, "{\"platform\":"), embed->platform);
        to = put_word(put_literal(to, ",\"kind\":"), embed->kind);
        to = put_word(put_literal(to, ",\"form\":"), form);
        lead->length = (size_t)(put_literal(to, ",\"span\":") - lead->text);
    }
    return put_again(at, lead);
}

/* What put_date puts. */
static char *put_date_again(char *at, struct again *behind, const struct date *date,
                            const char *source)
{
    const char *precision = precision_word(date->precision);
    if (!is_again(behind, precision, source, NULL)) {
        char *to = put_word(put_literal(behind->text, ",\"precision\":"), precision);
        to = put_word(put_literal(to, ",\"source\":"), source);
        behind->length = (size_t)(put_literal(to, "}") - behind->text);
    }
    at = put_time(put_literal(at, "{\"value\":"), date->ms, date->precision);
    return put_again(at, behind);
}

/* What all embeds have from their span on, and many. */
static char *put_embed(struct writer *w, char *at, const struct embed *embed, struct known *known)
{
    const char *source = source_word(embed->date.source);
    at = put_span(w, at, &embed->span);
    at = put_known(w, at, ",\"post_id\":", embed->post_id);
    at = put_known(w, at, ",\"url\":", embed->url);
    if (is_known(&embed->author)) {
        at = put_author(w, put_json(w, at, ",\"author\":"), &embed->author);
    }
    if (source) {
        at = put_json(w, at, ",\"date\":");
        at = w->indented ? put_date(w, at, &embed->date, source)
                         : put_date_again(at, &known->source, &embed->date, source);
    }
    at = put_known(w, at, ",\"text\":", embed->text);
    return embed->text_open ? put_json(w, at, ",\"text_open\":true") : at;
}

/* What few embeds of a text have. */
static void write_embed_more(struct writer *w, const struct embed *embed)
{
    struct embed_more more = embed_rest(embed);
    write_known(w, "target", more.target);
    write_reposted(w, &more);
    write_verdict(w, embed->reason);
    write_archive(w, more.archive);
    write_evidence(w, &more);
    write_conflicts(w, &more);
}

/* Any embed, in any layout. */
static void write_any_embed(struct writer *w, const struct embed *embed, struct known *known)
{
    write_begin(w, '{');
    write_word(w, "platform", embed->platform);
    write_word(w, "kind", embed->kind);
    write_word(w, "form", form_word(embed->form));
    char *at = put_embed(w, put_json(w, run_begin(w), ",\"span\":"), embed, known);
    if (embed->more) {
        at = put_known(w, at, ",\"lang\":", embed->more->lang);
        at = put_known(w, at, ",\"title\":", embed->more->title);
    }
    run_end(w, put_indices(w, at, embed));
    if (embed->more || embed->reason) {
        write_embed_more(w, embed);
    }
    write_end(w, '}');
}

static void write_embed(struct writer *w, const struct embed *embed, struct known *known)
{
    if (w->indented || embed->more || embed->reason) {
        write_any_embed(w, embed, known);
        return;
    }
    char *at = run_begin(w);
    *at = ',';
    at += !w->empty;
    at = put_embed(w, put_lead(at, &known->lead, embed), embed, known);
    run_end(w, put_literal(put_indices(w, at, embed), "}"));
}

void embeds_write(struct writer *w, const void *of, size_t from, size_t to)
{
    const struct lf_record *record = of;
    struct known known = { .lead.length = 0 };
    struct unpacker embeds;
    unpacker_open(&embeds, record->document);
    for (size_t i = from; i < to && !w->failed; i++) {
        const struct embed *embed = unpack_described(&embeds, i, record->describe);
        if (embed) {
            write_embed(w, embed, &known);
        } else {
            writer_lacks_memory(w);
        }
    }
    unpacker_close(&embeds);
}
