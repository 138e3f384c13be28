/* The scan of a text: whatever comes in, and the same however it is cut, packed or not. The first
 * byte chooses the options and where it is cut. */
#include "documents.h"

#include "pack/pack.h"

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

/* One link after the other says what the array does, from the last to the first, too. */
static void compare_packed(const struct document *whole, struct document *packed)
{
    struct unpacker u;
    require(whole->link_count == packed->link_count && whole->embed_count == packed->embed_count);
    unpacker_open(&u, packed);
    for (size_t i = whole->link_count; i > 0; i--) {
        const struct link *link = unpack_link(&u, i - 1);
        require(link && slice_equal(link_written(link), link_written(&whole->links[i - 1])));
    }
    for (size_t i = whole->embed_count; i > 0; i--) {
        const struct embed *embed = unpack_embed(&u, i - 1);
        require(embed && slice_equal(embed->text, whole->embeds[i - 1].text));
    }
    unpacker_close(&u);
    require(pack_open(packed));
    check(packed);
    compare(whole, packed);
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
    struct document packed;
    enum scan_status status = scan(&options, bytes, bytes.length, &whole);
    size_t at = (size_t)(data[0] >> 2);
    require(scan(&options, bytes, at < bytes.length ? at : bytes.length, &cut) == status);
    options.packs = true;
    require(scan(&options, bytes, bytes.length, &packed) == status);
    if (status == SCAN_OK) {
        check(&whole);
        compare(&whole, &cut);
        compare_packed(&whole, &packed);
    }
    document_free(&whole);
    document_free(&cut);
    document_free(&packed);
    return 0;
}
