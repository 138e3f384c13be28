#include "enrich/enrich.h"

#include "enrich/footnotes.h"
#include "enrich/reading.h"
#include "enrich/tags.h"
#include "scan/input/sniff.h"
#include "syntax/markdown.h"

#include <stdlib.h>

struct article {
    struct buffer given;
    struct buffer stripped; /* without what an earlier run put in; unused: there was nothing */
    bool changed;           /* `stripped` is what counts */
    bool is_text;           /* and not something that no scan reads */
    bool stays;             /* nothing is taken out, nor put in */
    enum article_form form;
    struct slice name;
    struct scan_options options;
    struct encoding_sniffed encoding; /* of what counts */
};

/* --- What it is --- */

static enum article_form form_of(const char *media_type, struct slice name)
{
    if (strcmp(media_type, "text/html") == 0) {
        return ARTICLE_HTML;
    }
    if (strcmp(media_type, XHTML_TYPE) == 0) {
        return ARTICLE_XHTML;
    }
    if (strcmp(media_type, "text/markdown") == 0) {
        return markdown_is_mdx(name) ? ARTICLE_MDX : ARTICLE_MARKDOWN;
    }
    return ARTICLE_TEXT;
}

static void look(struct article *a, struct slice bytes)
{
    struct sniffed sniffed;
    struct slice head = slice_part(bytes, 0, bytes.length < SNIFF_MOST ? bytes.length : SNIFF_MOST);
    sniff(&a->options, a->name, head, &sniffed);
    a->is_text = sniffed.status == SCAN_OK;
    if (a->is_text) {
        a->form = form_of(sniffed.media_type, a->name);
        a->encoding = sniff_charset(&a->options, sniffed.media_type, head);
    }
}

static bool is_page(enum article_form form)
{
    return form == ARTICLE_HTML || form == ARTICLE_XHTML;
}

/* --- Out --- */

/* Adds the bytes without what an earlier run put in; *any: there was something. */
static bool strip(struct slice bytes, enum article_form form,
                  const struct encoding_sniffed *encoding, struct buffer *out, bool *any)
{
    struct reading r;
    struct edits edits = EDITS;
    bool good = reading_open(&r, bytes, form, encoding);
    if (good && is_page(form)) {
        tags_strip(&r, &edits);
    } else if (good) {
        good = footnotes_strip(&r, &edits);
    }
    good = good && !edits.failed && !edits.words.failed;
    *any = edits.count > 0;
    if (good && *any && !edits_apply(&edits, &r, out)) {
        good = !out->failed;
        *any = false; /* what is to be put back cannot be: it stays as it is */
        buffer_reset(out);
    }
    edits_free(&edits);
    reading_close(&r);
    return good;
}

/* Until there is nothing more: what is taken out may have hidden more of the same. An article in
 * which there still is some is none that we wrote: another run would take out more again. */
static bool strip_all(struct article *a)
{
    enum { ROUNDS_MOST = 8 };
    bool good = true;
    bool any = a->is_text;
    for (int i = 0; good && any && i < ROUNDS_MOST; i++) {
        struct buffer out = BUFFER(SIZE_MAX);
        good = strip(article_bytes(a), a->form, &a->encoding, &out, &any);
        if (good && any) {
            buffer_free(&a->stripped);
            a->stripped = out;
            a->changed = true;
            look(a, article_bytes(a));
            any = a->is_text;
        } else {
            buffer_free(&out);
        }
    }
    a->stays = good && any;
    if (a->stays) {
        a->changed = false;
        look(a, article_bytes(a));
    }
    return good;
}

struct article *article_read(const struct scan_options *options, struct slice name,
                             struct slice bytes)
{
    struct article *a = calloc(1, sizeof *a);
    if (!a) {
        return NULL;
    }
    a->options = *options;
    a->name = name;
    a->given = a->stripped = BUFFER(SIZE_MAX);
    buffer_add(&a->given, bytes);
    look(a, bytes);
    if (a->given.failed || !strip_all(a)) {
        article_free(a);
        return NULL;
    }
    return a;
}

void article_free(struct article *a)
{
    if (a) {
        buffer_free(&a->given);
        buffer_free(&a->stripped);
        free(a);
    }
}

struct slice article_bytes(const struct article *a)
{
    return buffer_slice(a->changed ? &a->stripped : &a->given);
}

struct slice article_given(const struct article *a)
{
    return buffer_slice(&a->given);
}

/* --- In --- */

/* Whether both say the same of their encoding. Where nothing does, what is guessed of the first
 * bytes may well be another of the second: their readers do not go by that guess. */
static bool is_alike(const struct article *a, const struct article *after)
{
    return a->encoding.declared == after->encoding.declared &&
           (!a->encoding.declared || a->encoding.encoding == after->encoding.encoding);
}

/* Whether the result decodes to what it should, and gives the article back when it is stripped.
 * Where that fails (an encoding whose letters depend on what stands before them, marks like ours
 * that are an author's) nothing is put in. */
static bool is_sound(const struct article *a, const struct reading *r, struct edits *edits,
                     struct slice out, bool *failed)
{
    struct article after = *a;
    struct reading read;
    struct buffer text = BUFFER(SIZE_MAX);
    struct buffer back = BUFFER(SIZE_MAX);
    bool any = false;
    look(&after, out);
    edits_apply_text(edits, r, &text);
    bool good = reading_open(&read, out, r->form, &a->encoding);
    *failed = !good || text.failed;
    bool sound = good && after.is_text && after.form == a->form && is_alike(a, &after) &&
                 slice_equal(read.text, buffer_slice(&text));
    reading_close(&read);
    if (sound) {
        *failed = !strip(out, after.form, &after.encoding, &back, &any);
        sound = !*failed && any && slice_equal(buffer_slice(&back), r->bytes);
    }
    buffer_free(&text);
    buffer_free(&back);
    return sound;
}

static bool add(const struct reading *r, const struct document *document,
                const struct enrich_options *how, struct edits *edits)
{
    if (is_page(r->form)) {
        return tags_add(r, document, how, edits);
    }
    return !how->footnotes || footnotes_add(r, document, edits);
}

bool article_enrich(const struct article *a, const struct document *document,
                    const struct enrich_options *how, struct buffer *out)
{
    struct reading r;
    struct edits edits = EDITS;
    if (a->stays) {
        buffer_add(out, article_bytes(a));
        return !out->failed;
    }
    bool failed = !reading_open(&r, article_bytes(a), a->form, &a->encoding) ||
                  !add(&r, document, how, &edits);
    bool sound = false;
    if (!failed && edits.count > 0) {
        bool applied = edits_apply(&edits, &r, out);
        failed = out->failed;
        sound = applied && is_sound(a, &r, &edits, buffer_slice(out), &failed);
    }
    if (!sound && !failed) {
        buffer_reset(out);
        buffer_add(out, article_bytes(a));
    }
    edits_free(&edits);
    reading_close(&r);
    return !failed && !out->failed;
}
