/* The labels of definitions. */
#include "syntax/markdown_inside.h"

#include "base/array.h"

static bool same(const void *owner, uint32_t value, struct slice key)
{
    const struct markdown *m = owner;
    return slice_equal(m->label[value].name, key);
}

void markdown_labels_init(struct markdown *m)
{
    map_init(&m->labels, same, m);
}

static struct slice fold(struct markdown *m, struct slice label)
{
    buffer_reset(&m->scratch);
    markdown_fold(label, &m->scratch);
    m->failed |= m->scratch.failed;
    return buffer_slice(&m->scratch);
}

bool markdown_is_defined(struct markdown *m, struct slice label, uint32_t *number)
{
    return m->label_count > 0 && map_get(&m->labels, fold(m, label), number);
}

static bool has_room(const struct markdown *m, struct slice s)
{
    return m->label_count < MARKDOWN_LABELS && m->label_length + s.length <= MARKDOWN_LABEL_BYTES;
}

static struct slice keep(struct markdown *m, struct slice s)
{
    m->label_length += s.length;
    return arena_copy(&m->label_bytes, s);
}

static void remember(struct markdown *m, struct slice name)
{
    void *grown = array_grow(m->label, m->label_count, &m->label_room, sizeof *m->label);
    if (!grown) {
        m->failed = true;
        return;
    }
    m->label = grown;
    uint32_t index = (uint32_t)m->label_count++;
    m->label[index] = (struct markdown_label){ .name = keep(m, name), .is_reported = true };
    map_get_or_put(&m->labels, m->label[index].name, index);
    m->failed |= m->labels.failed || m->label_bytes.failed;
}

bool markdown_define(struct markdown *m, struct slice label, uint32_t *number)
{
    struct slice name = fold(m, label);
    if (map_get(&m->labels, name, number)) {
        bool first = !m->label[*number].is_reported;
        m->label[*number].is_reported = true;
        return first;
    }
    *number = MARKDOWN_LABELS;
    if (has_room(m, name)) {
        *number = (uint32_t)m->label_count;
        remember(m, name);
    }
    return true;
}

void markdown_lead(struct markdown *m, uint32_t number, struct slice destination)
{
    if (number < m->label_count && !m->label[number].destination.data && has_room(m, destination)) {
        m->label[number].destination = keep(m, destination);
        m->failed |= m->label_bytes.failed;
    }
}

void markdown_labels_again(struct markdown *m)
{
    for (size_t i = 0; i < m->label_count; i++) {
        m->label[i].is_reported = false;
    }
}
