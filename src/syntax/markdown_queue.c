/* The items that wait to be pulled. */
#include "syntax/markdown_inside.h"

#include "base/array.h"

#include <stdlib.h>

struct markdown_entry *markdown_add(struct markdown *m, enum markdown_type type, uint64_t start,
                                    uint64_t end)
{
    void *grown =
        array_grow(m->entries, m->entry_count, &m->entry_room, sizeof(struct markdown_entry));
    if (!grown) {
        m->failed = true;
        return NULL;
    }
    m->entries = grown;
    struct markdown_entry *entry = &m->entries[m->entry_count++];
    *entry = (struct markdown_entry){ .item = { .type = type, .start = start, .end = end } };
    return entry;
}

struct markdown_entry *markdown_add_range(struct markdown *m, enum markdown_type type,
                                          const struct markdown_text *t, size_t from, size_t to)
{
    struct markdown_range range = markdown_range(t, from, to);
    struct markdown_entry *entry = markdown_add(m, type, range.start, range.end);
    if (entry) {
        entry->item.whole = range;
    }
    return entry;
}

void markdown_add_runs(struct markdown *m, enum markdown_type type, const struct markdown_text *t,
                       size_t from, size_t to)
{
    for (size_t at = from; at < to;) {
        size_t end = markdown_run_end(t, at);
        end = end < to ? end : to;
        struct markdown_entry *entry = markdown_add_range(m, type, t, at, end);
        if (entry) {
            entry->item.continues = at > from;
        }
        at = end;
    }
}

static int compare(const void *a, const void *b)
{
    const struct markdown_item *x = &((const struct markdown_entry *)a)->item;
    const struct markdown_item *y = &((const struct markdown_entry *)b)->item;
    if (x->start != y->start) {
        return x->start < y->start ? -1 : 1;
    }
    if (x->end != y->end) {
        return x->end > y->end ? -1 : 1;
    }
    return (int)x->type - (int)y->type;
}

void markdown_sort(struct markdown *m, size_t from)
{
    for (size_t i = from + 1; i < m->entry_count; i++) {
        if (compare(&m->entries[i - 1], &m->entries[i]) > 0) {
            qsort(m->entries + from, m->entry_count - from, sizeof *m->entries, compare);
            return;
        }
    }
}

static struct slice words_at(const struct markdown *m, size_t at, struct slice s)
{
    return s.length ? slice_of(m->words.data + at, s.length) : s;
}

/* Passes over what is no definition, where only these are asked for. */
static void skip_unwanted(struct markdown *m)
{
    while ((m->flags & MARKDOWN_LEARN) && m->entry_taken < m->entry_count &&
           m->entries[m->entry_taken].item.type != MARKDOWN_DEFINITION) {
        m->entry_taken++;
    }
}

bool markdown_next(struct markdown *m, struct markdown_item *out)
{
    skip_unwanted(m);
    if (m->entry_taken == m->entry_count) {
        return false;
    }
    const struct markdown_entry *entry = &m->entries[m->entry_taken++];
    *out = entry->item;
    out->decoded = out->is_known ? m->label[out->definition].destination
                                 : words_at(m, entry->decoded, out->decoded);
    out->anchor = words_at(m, entry->anchor, out->anchor);
    out->label = words_at(m, entry->label, out->label);
    return true;
}
