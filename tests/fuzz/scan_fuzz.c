/* The scan of a text: whatever comes in, and the same however it is cut and by however many threads
 * it is scanned. The first byte chooses the options and where it is cut. */
#include "base/buffer.h"
#include "scan/scan.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum scan_status scan(const struct scan_options *options, struct slice bytes, size_t cut,
                             struct document *out)
{
    *out = (struct document){ .name = SLICE("input") };
    struct scan *s = scan_open(options, out);
    enum scan_status status = scan_feed(s, slice_part(bytes, 0, cut));
    for (size_t at = cut; status == SCAN_OK && at < bytes.length; at += cut + 1) {
        size_t left = bytes.length - at;
        status = scan_feed(s, slice_of(bytes.data + at, left < cut + 1 ? left : cut + 1));
    }
    status = status == SCAN_OK ? scan_finish(s) : status;
    scan_close(s);
    return status;
}

enum { FIRST = 20 << 10, LARGE = 80 << 10, PART = 20 << 10 };

/* The same in parts, of a text that is large because it says the same again and again. */
static void scan_in_parts(const struct scan_options *options, struct slice bytes,
                          struct document *out)
{
    static atomic_bool never;
    *out = (struct document){ .name = SLICE("input") };
    struct scan *s = scan_open(options, out);
    uint64_t at = FIRST;
    struct scan_source source = { bytes.data, -1, 0, bytes.length, &never, PART, 2 };
    enum scan_status status = scan_feed(s, slice_part(bytes, 0, FIRST));
    status = status == SCAN_OK ? scan_ahead(s, &source, &at) : status;
    status = status == SCAN_OK ? scan_feed(s, slice_skip(bytes, (size_t)at)) : status;
    if (status == SCAN_OK) {
        scan_finish(s);
    }
    scan_close(s);
}

static void repeat(struct slice bytes, struct buffer *into)
{
    while (into->length < LARGE) {
        buffer_add(into, bytes);
    }
}

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static bool same_span(const struct span *a, const struct span *b)
{
    return a->start == b->start && a->end == b->end && a->line == b->line && a->column == b->column;
}

static bool same_places(const struct span_list *a, const struct span_list *b)
{
    while (a && b && same_span(&a->span, &b->span)) {
        a = a->next;
        b = b->next;
    }
    return !a && !b;
}

static void compare(const struct document *a, const struct document *b)
{
    require(a->link_count == b->link_count && a->embed_count == b->embed_count);
    for (size_t i = 0; i < a->link_count; i++) {
        require(slice_equal(a->links[i].url, b->links[i].url));
        require(slice_equal(a->links[i].written, b->links[i].written));
        require(same_span(&a->links[i].span, &b->links[i].span));
        require(same_places(a->links[i].spans, b->links[i].spans));
        require(a->links[i].embed == b->links[i].embed);
    }
    for (size_t i = 0; i < a->embed_count; i++) {
        require(same_span(&a->embeds[i].span, &b->embeds[i].span));
        require(slice_equal(a->embeds[i].text, b->embeds[i].text));
        require(a->embeds[i].link_count == b->embeds[i].link_count);
    }
}

/* What everybody who reads a record relies on. */
static void check(const struct document *d)
{
    for (size_t i = 0; i < d->link_count; i++) {
        const struct link *link = &d->links[i];
        require(link->span.start < link->span.end && link->span.end <= d->bytes);
        require(link->span.line > 0 && link->span.column > 0 && link->written.length > 0);
        require(link->malformed == !link->url.data);
        require(link->embed == NO_EMBED || (size_t)link->embed < d->embed_count);
    }
    for (size_t i = 0; i < d->embed_count; i++) {
        const struct embed *embed = &d->embeds[i];
        require(embed->span.start < embed->span.end && embed->span.end <= d->bytes);
        for (size_t j = 0; j < embed->link_count; j++) {
            require(embed->links[j] < d->link_count);
        }
    }
}

static void compare_parts(const struct scan_options *options, struct slice bytes)
{
    struct buffer large = BUFFER(2 * LARGE);
    struct document whole;
    struct document parts;
    repeat(bytes, &large);
    enum scan_status status = scan(options, buffer_slice(&large), large.length, &whole);
    scan_in_parts(options, buffer_slice(&large), &parts);
    if (status == SCAN_OK) {
        compare(&whole, &parts);
    }
    document_free(&whole);
    document_free(&parts);
    buffer_free(&large);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    struct scan_options options = { .type = data[0] & 1 ? "text" : NULL,
                                    .bare_domains = data[0] & 2 };
    struct slice bytes = slice_of((const char *)data + 1, size - 1);
    struct document whole;
    struct document cut;
    enum scan_status status = scan(&options, bytes, bytes.length, &whole);
    size_t at = (size_t)(data[0] >> 2);
    require(scan(&options, bytes, at < bytes.length ? at : bytes.length, &cut) == status);
    if (status == SCAN_OK) {
        check(&whole);
        compare(&whole, &cut);
    }
    if (size > 16 && size < LARGE && data[0] % 8 == 1) {
        compare_parts(&options, bytes);
    }
    document_free(&whole);
    document_free(&cut);
    return 0;
}
