#include "enrich/reading.h"

#include "base/array.h"

#include <stdlib.h>

/* One whose encoding nobody can decode is read as it stands, as a scan does. */
static bool decode(struct reading *r, const struct encoding_sniffed *encoding)
{
    struct encoding_decoder decoder;
    if (encoding_is_utf8(encoding->encoding)) {
        return true;
    }
    r->decodes = encoding_open(&decoder, encoding->encoding, encoding->mark);
    if (!r->decodes) {
        return !decoder.no_memory;
    }
    encoding_decode(&decoder, slice_skip(r->bytes, encoding->mark), &r->decoded, &r->map);
    encoding_finish(&decoder, &r->decoded, &r->map);
    encoding_close(&decoder);
    r->text = buffer_slice(&r->decoded);
    return !r->decoded.failed && !r->map.failed;
}

bool reading_open(struct reading *r, struct slice bytes, enum article_form form,
                  const struct encoding_sniffed *encoding)
{
    *r = (struct reading){ .bytes = bytes,
                           .form = form,
                           .encoding = encoding->encoding,
                           .is_guessed = !encoding->declared,
                           .mark = encoding->mark,
                           .text = slice_skip(bytes, encoding->mark),
                           .decoded = BUFFER(SIZE_MAX) };
    return decode(r, encoding);
}

void reading_close(struct reading *r)
{
    buffer_free(&r->decoded);
    offsets_free(&r->map);
}

size_t reading_end(const struct reading *r)
{
    bool wide = slice_starts(encoding_name(r->encoding), SLICE("utf-16"));
    bool odd = wide && r->decodes && (r->bytes.length - r->mark) % 2 > 0;
    return r->text.length - (odd ? SLICE("\ufffd").length : 0);
}

uint64_t reading_source(const struct reading *r, size_t at)
{
    if (!r->decodes) {
        return r->mark + at;
    }
    return at < r->text.length ? offsets_start(&r->map, at) : r->bytes.length;
}

static uint64_t source_behind(const struct reading *r, size_t at)
{
    bool inside = r->decodes && at > 0 && at < r->text.length;
    return inside ? offsets_end(&r->map, at) : reading_source(r, at);
}

/* --- Changes --- */

void edits_free(struct edits *e)
{
    free(e->list);
    buffer_free(&e->words);
    *e = EDITS;
}

static void add(struct edits *e, const struct edit *edit)
{
    struct edit *list = array_grow(e->list, e->count, &e->room, sizeof *list);
    e->failed = e->failed || !list;
    if (list) {
        e->list = list;
        e->list[e->count++] = *edit;
    }
}

void edits_insert(struct edits *e, size_t begin, size_t at, enum edit_side side)
{
    add(e, &(struct edit){ at, at, side, begin, e->words.length });
}

void edits_replace(struct edits *e, size_t begin, size_t from, size_t to)
{
    add(e, &(struct edit){ from, to, EDIT_BEFORE, begin, e->words.length });
}

void edits_remove(struct edits *e, size_t from, size_t to)
{
    edits_replace(e, e->words.length, from, to);
}

/* Words are added in the order in which edits are told. */
static int by_place(const void *a, const void *b)
{
    const struct edit *one = a;
    const struct edit *other = b;
    if (one->from != other->from) {
        return one->from < other->from ? -1 : 1;
    }
    return one->begin < other->begin ? -1 : one->begin > other->begin;
}

static void sort(struct edits *e)
{
    if (e->count > 1) {
        qsort(e->list, e->count, sizeof *e->list, by_place);
    }
}

static struct slice words_of(const struct edits *e, const struct edit *edit)
{
    return slice_part(buffer_slice(&e->words), edit->begin, edit->end);
}

/* ASCII stands for itself in every other encoding than UTF-16. */
static bool put_words(const struct reading *r, struct slice words, struct buffer *into)
{
    bool wide = slice_starts(encoding_name(r->encoding), SLICE("utf-16"));
    if (r->decodes && (wide || !slice_is_ascii(words))) {
        return encoding_encode(r->encoding, words, into);
    }
    buffer_add(into, words);
    return true;
}

bool edits_apply(struct edits *e, const struct reading *r, struct buffer *into)
{
    bool good = !e->failed && !e->words.failed;
    uint64_t at = 0;
    sort(e);
    for (size_t i = 0; good && i < e->count; i++) {
        const struct edit *edit = &e->list[i];
        bool empty = edit->from == edit->to;
        uint64_t from = empty && edit->side == EDIT_BEHIND ? source_behind(r, edit->from)
                                                           : reading_source(r, edit->from);
        uint64_t to = empty ? from : source_behind(r, edit->to);
        buffer_add(into, slice_part(r->bytes, (size_t)at, (size_t)from));
        good = put_words(r, words_of(e, edit), into);
        at = to;
    }
    buffer_add(into, slice_skip(r->bytes, (size_t)at));
    return good && !into->failed;
}

void edits_apply_text(struct edits *e, const struct reading *r, struct buffer *into)
{
    size_t at = 0;
    sort(e);
    for (size_t i = 0; i < e->count; i++) {
        buffer_add(into, slice_part(r->text, at, e->list[i].from));
        buffer_add(into, words_of(e, &e->list[i]));
        at = e->list[i].to;
    }
    buffer_add(into, slice_skip(r->text, at));
}
