/* What a scan found, as words: for tests and fuzz targets that compare two scans. */
#ifndef TESTS_FOUND_H
#define TESTS_FOUND_H

#include "base/buffer.h"
#include "record.h"

static inline void add_words(struct buffer *b, const char *name, struct slice s)
{
    if (s.data) {
        buffer_printf(b, " %s=", name);
        buffer_add(b, s);
    }
}

static inline void add_span(struct buffer *b, const struct span *s)
{
    buffer_printf(b, " %llu-%llu@%llu:%llu", (unsigned long long)s->start,
                  (unsigned long long)s->end, (unsigned long long)s->line,
                  (unsigned long long)s->column);
}

/* All that a scan found, so that two scans can be compared. */
static inline void describe_scan(const struct document *d, struct buffer *b)
{
    for (size_t i = 0; i < d->link_count; i++) {
        const struct link *l = &d->links[i];
        buffer_printf(b, "%zu", i);
        add_words(b, "url", link_url(l));
        add_words(b, "written", link_written(l));
        add_words(b, "unwrapped", link_rest(l).unwrapped);
        buffer_printf(b, " %s %d %d %d", link_kind_word((enum link_kind)l->kind), l->embed,
                      l->truncated, l->malformed);
        struct span first = link_span(l);
        add_span(b, &first);
        for (const struct span_list *p = link_rest(l).spans; p; p = p->next) {
            add_span(b, &p->span);
        }
        buffer_add_char(b, '\n');
    }
    for (size_t i = 0; i < d->embed_count; i++) {
        const struct embed *e = &d->embeds[i];
        buffer_printf(b, "%s %s %s", e->platform, e->kind, form_word(e->form));
        add_span(b, &e->span);
        add_words(b, "id", e->post_id);
        add_words(b, "url", e->url);
        add_words(b, "name", e->author.name);
        add_words(b, "handle", e->author.handle);
        add_words(b, "text", e->text);
        buffer_printf(b, " %lld %d %d", (long long)e->date.ms, (int)e->date.precision,
                      (int)e->date.source);
        for (size_t j = 0; j < e->link_count; j++) {
            buffer_printf(b, " #%u", e->links[j]);
        }
        buffer_add_char(b, '\n');
    }
}

#endif
