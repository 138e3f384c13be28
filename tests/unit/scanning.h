/* Scans for tests: a document from bytes, given in one piece or many, and what is in it as words.
 */
#ifndef TESTS_SCANNING_H
#define TESTS_SCANNING_H

#include "unit/unit.h"

#include "base/buffer.h"
#include "scan/scan.h"
#include "syntax/utf8.h"

/* Scans in pieces of `piece` bytes (0: all at once). The document is for the caller to free. */
static inline enum scan_status scan_pieces(const struct scan_options *options, const char *name,
                                           struct slice bytes, size_t piece, struct document *out)
{
    *out = (struct document){ .name = slice_from(name) };
    struct scan *s = scan_open(options, out);
    assert_non_null(s);
    enum scan_status status = SCAN_OK;
    piece = piece ? piece : bytes.length + 1;
    for (size_t at = 0; at < bytes.length && status == SCAN_OK; at += piece) {
        size_t left = bytes.length - at;
        status = scan_feed(s, slice_of(bytes.data + at, left < piece ? left : piece));
    }
    status = status == SCAN_OK ? scan_finish(s) : status;
    scan_close(s);
    return status;
}

static inline void add_words(struct buffer *b, const char *name, struct slice s)
{
    if (s.data) {
        buffer_printf(b, " %s=%.*s", name, (int)s.length, s.data);
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
        add_words(b, "url", l->url);
        add_words(b, "written", l->written);
        add_words(b, "unwrapped", l->unwrapped);
        buffer_printf(b, " %s %d %d %d", link_kind_word((enum link_kind)l->kind), l->embed,
                      l->truncated, l->malformed);
        add_span(b, &l->span);
        for (const struct span_list *p = l->spans; p; p = p->next) {
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

/* Widens to UTF-16, little end first. */
static inline void widen(struct slice s, struct buffer *into)
{
    buffer_add(into, SLICE("\xff\xfe"));
    while (s.length) {
        size_t length;
        uint32_t code = utf8_decode(s, &length);
        s = slice_skip(s, length);
        uint32_t units[2] = { code, 0 };
        if (code >= 0x10000) {
            units[0] = 0xd800 + ((code - 0x10000) >> 10);
            units[1] = 0xdc00 + (code & 0x3ff);
        }
        for (size_t i = 0; i < (code >= 0x10000 ? 2 : 1); i++) {
            buffer_add_char(into, (char)units[i]);
            buffer_add_char(into, (char)(units[i] >> 8));
        }
    }
}

#endif
