/* Paragraphs: link reference definitions at their start, inline content behind. */
#include "syntax/markdown_inside.h"

void markdown_paragraph_begin(struct markdown *m, bool was_cut)
{
    markdown_text_reset(&m->text);
    m->last_line = 0;
    m->paragraph_was_cut = was_cut;
}

void markdown_paragraph_add(struct markdown *m, struct slice s, uint64_t offset)
{
    size_t held = m->text.bytes.length;
    if (held > 0 && held + s.length > MARKDOWN_LEAF_MOST) {
        markdown_paragraph_end(m);
        markdown_paragraph_begin(m, true);
        markdown_add(m, MARKDOWN_PREFIX, offset, offset);
    }
    m->last_line = m->text.bytes.length;
    markdown_text_add(m, &m->text, s, offset);
}

/* Reports what stands between the segments of a text: the containers' markers. */
static void report_prefixes(struct markdown *m, const struct markdown_text *t)
{
    for (size_t i = 1; i < t->count; i++) {
        const struct markdown_segment *before = &t->segments[i - 1];
        uint64_t end = before->input + (t->segments[i].at - before->at);
        markdown_add(m, MARKDOWN_PREFIX, end, t->segments[i].input);
    }
}

/* --- Link reference definitions --- */

struct definition {
    struct markdown_part label, destination, title;
    size_t end; /* behind its last line */
};

/* The place behind the line end at `at`, with blanks before it; 0: something else stands there. */
static size_t line_end(struct slice s, size_t at)
{
    while (at < s.length && (s.data[at] == ' ' || s.data[at] == '\t')) {
        at++;
    }
    if (at == s.length) {
        return at;
    }
    if (s.data[at] == '\r') {
        return at + 1 < s.length && s.data[at + 1] == '\n' ? at + 2 : at + 1;
    }
    return s.data[at] == '\n' ? at + 1 : 0;
}

static bool read_title(struct slice s, size_t at, struct definition *d)
{
    size_t title = markdown_skip_space(s, at);
    size_t behind = title > at ? markdown_title(s, title, &d->title) : 0;
    size_t end = behind ? line_end(s, behind) : 0;
    d->end = end ? end : line_end(s, at);
    if (end == 0) {
        d->title = (struct markdown_part){ 0 };
    }
    return d->end > 0;
}

static bool read_definition(struct slice s, size_t at, struct definition *d)
{
    *d = (struct definition){ 0 };
    at = markdown_skip_space(s, at);
    at = markdown_label_end(s, at, &d->label);
    if (at == 0 || at == s.length || s.data[at] != ':') {
        return false;
    }
    at = markdown_destination(s, markdown_skip_space(s, at + 1), &d->destination);
    return at > 0 && read_title(s, at, d);
}

static struct slice part(struct slice s, struct markdown_part p)
{
    return slice_part(s, p.from, p.to);
}

static void describe(struct markdown *m, struct slice s, const struct definition *d,
                     struct markdown_entry *entry)
{
    entry->decoded = m->words.length;
    markdown_decode(part(s, d->destination), &m->words);
    entry->item.decoded = slice_of("", m->words.length - entry->decoded);
    entry->anchor = m->words.length;
    markdown_anchor(part(s, d->label), &m->words);
    entry->item.anchor = slice_of("", m->words.length - entry->anchor);
    entry->label = m->words.length;
    markdown_fold(part(s, d->label), &m->words);
    entry->item.label = slice_of("", m->words.length - entry->label);
    markdown_lead(m, entry->item.definition,
                  slice_of(m->words.data + entry->decoded, entry->item.decoded.length));
}

/* `from` and `to` bound the construct: from its label's bracket to the end of its last line. */
static void report_definition(struct markdown *m, const struct definition *d, size_t from)
{
    const struct markdown_text *t = &m->text;
    struct slice s = buffer_slice(&t->bytes);
    uint32_t number;
    if (!markdown_define(m, part(s, d->label), &number)) {
        struct markdown_entry *other = markdown_add_range(m, MARKDOWN_CODE, t, from, d->end);
        if (other) {
            other->item.is_known = true;
        }
        return;
    }
    struct markdown_entry *entry =
        markdown_add_range(m, MARKDOWN_DEFINITION, t, d->destination.from, d->destination.to);
    if (entry) {
        entry->item.definition = number;
        entry->item.whole = markdown_range(t, from, d->end);
        entry->item.text = markdown_range(t, d->label.from, d->label.to);
        entry->item.title = markdown_range(t, d->title.from, d->title.to);
        describe(m, s, d, entry);
    }
}

/* Takes what is resolved off the text's start. */
static void drop(struct markdown_text *t, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < t->count; i++) {
        struct markdown_segment *segment = &t->segments[i];
        size_t end = i + 1 < t->count ? segment[1].at : t->bytes.length;
        if (end <= count) {
            continue;
        }
        size_t skip = segment->at < count ? count - segment->at : 0;
        t->segments[kept++] = (struct markdown_segment){ (uint32_t)(segment->at + skip - count),
                                                         segment->input + skip };
    }
    t->count = kept;
    memmove(t->bytes.data, t->bytes.data + count, t->bytes.length - count);
    t->bytes.length -= count;
}

bool markdown_paragraph_resolve(struct markdown *m)
{
    size_t at = 0;
    struct slice s = buffer_slice(&m->text.bytes);
    struct definition d;
    while (!m->paragraph_was_cut && at < s.length && read_definition(s, at, &d)) {
        report_definition(m, &d, markdown_skip_space(s, at));
        at = d.end;
    }
    if (at > 0) {
        m->last_line = m->last_line > at ? m->last_line - at : 0;
        drop(&m->text, at);
    }
    return markdown_skip_space(buffer_slice(&m->text.bytes), 0) < m->text.bytes.length;
}

void markdown_paragraph_end(struct markdown *m)
{
    size_t from = m->entry_count;
    report_prefixes(m, &m->text);
    markdown_paragraph_resolve(m);
    markdown_inline(m, &m->text);
    markdown_sort(m, from);
    markdown_text_reset(&m->text);
}

void markdown_one_line(struct markdown *m, struct slice s, uint64_t offset)
{
    size_t from = m->entry_count;
    markdown_text_reset(&m->cell);
    markdown_text_add(m, &m->cell, s, offset);
    markdown_inline(m, &m->cell);
    markdown_sort(m, from);
}
