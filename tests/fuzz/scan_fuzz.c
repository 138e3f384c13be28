/* The scan of a text: whatever comes in, and the same however it is cut. The first byte chooses the
 * options and where it is cut. */
#include "documents.h"

#include <stdint.h>

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

/* What everybody who reads a record relies on. */
static void check(const struct document *d)
{
    for (size_t i = 0; i < d->link_count; i++) {
        const struct link *link = &d->links[i];
        require(link_span(link).start < link_span(link).end && link_span(link).end <= d->bytes);
        require(link_span(link).line > 0 && link_span(link).column > 0 &&
                link_written(link).length > 0);
        require(link->malformed == !link_url(link).data);
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
    document_free(&whole);
    document_free(&cut);
    return 0;
}
