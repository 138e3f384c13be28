/* The scan of a large text by several threads finds what one finds. The first byte chooses the
 * options and the size of the parts; the text is large because it says the same again and again. */
#include "base/buffer.h"
#include "documents.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FIRST = 20 << 10, LARGE = 56 << 10, PART_STEP = 8 << 10 };

static enum scan_status scan_whole(const struct scan_options *options, struct slice bytes,
                                   struct document *out)
{
    *out = (struct document){ .name = SLICE("input") };
    struct scan *s = scan_open(options, out);
    enum scan_status status = scan_feed(s, bytes);
    status = status == SCAN_OK ? scan_finish(s) : status;
    scan_close(s);
    return status;
}

static enum scan_status scan_parts(const struct scan_options *options, struct slice bytes,
                                   size_t part, struct document *out)
{
    static atomic_bool never;
    *out = (struct document){ .name = SLICE("input") };
    struct scan *s = scan_open(options, out);
    uint64_t at = FIRST;
    struct scan_source source = { bytes.data, -1, 0, bytes.length, &never, part, 2 };
    enum scan_status status = scan_feed(s, slice_part(bytes, 0, FIRST));
    status = status == SCAN_OK ? scan_ahead(s, &source, &at) : status;
    status = status == SCAN_OK ? scan_feed(s, slice_skip(bytes, (size_t)at)) : status;
    status = status == SCAN_OK ? scan_finish(s) : status;
    scan_close(s);
    return status;
}

static void repeat(struct slice bytes, struct buffer *into)
{
    while (into->length < LARGE) {
        buffer_add(into, bytes);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2 || size > LARGE) {
        return 0;
    }
    struct scan_options options = { .type = "text", .bare_domains = data[0] & 1 };
    size_t part = (size_t)(data[0] >> 1) % 4 * PART_STEP + PART_STEP;
    struct buffer large = BUFFER(2 * LARGE);
    struct document whole;
    struct document parts;
    repeat(slice_of((const char *)data + 1, size - 1), &large);
    struct slice bytes = buffer_slice(&large);
    require(scan_whole(&options, bytes, &whole) == SCAN_OK);
    require(scan_parts(&options, bytes, part, &parts) == SCAN_OK);
    compare(&whole, &parts);
    document_free(&whole);
    document_free(&parts);
    buffer_free(&large);
    return 0;
}
