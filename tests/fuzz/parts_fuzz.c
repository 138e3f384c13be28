/* The scan of a large text in parts, or in pieces, finds what one of all of it finds. The limits of
 * the scan are small here, and one thread does it all. The first byte chooses the options and the
 * size of the parts; the text is large because it says the same again and again. */
#include "documents.h"
#include "scan/limits.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FIRST = KEEP + EDGE_MOST, LARGE = 5 << 10, PART_STEP = 500 };

static enum scan_status scan_pieces(const struct scan_options *options, struct slice bytes,
                                    size_t piece, struct document *out)
{
    *out = (struct document){ .name = SLICE("input") };
    struct scan *s = scan_open(options, out);
    enum scan_status status = SCAN_OK;
    while (bytes.length && status == SCAN_OK) {
        size_t length = bytes.length < piece ? bytes.length : piece;
        status = scan_feed(s, slice_part(bytes, 0, length));
        bytes = slice_skip(bytes, length);
    }
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
    struct scan_source source = { bytes.data, -1, 0, bytes.length, &never, part, 1 };
    enum scan_status status = scan_feed(s, slice_part(bytes, 0, FIRST));
    status = status == SCAN_OK ? scan_ahead(s, &source, &at) : status;
    status = status == SCAN_OK ? scan_feed(s, slice_skip(bytes, (size_t)at)) : status;
    status = status == SCAN_OK ? scan_finish(s) : status;
    scan_close(s);
    return status;
}

/* A large text, the same bytes again and again. */
static struct slice repeat(const uint8_t *data, size_t size)
{
    static char large[2 * LARGE];
    size_t length = 0;
    while (length < LARGE) {
        memcpy(large + length, data, size);
        length += size;
    }
    return slice_of(large, length);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2 || size > LARGE / 2) {
        return 0;
    }
    struct scan_options options = { .type = "text", .bare_domains = data[0] & 1 };
    size_t step = (size_t)(data[0] >> 2) % 8 * PART_STEP + PART_STEP;
    struct slice bytes = repeat(data + 1, size - 1);
    struct document whole;
    struct document cut;
    require(scan_pieces(&options, bytes, bytes.length, &whole) == SCAN_OK);
    bool pieces = data[0] & 2;
    enum scan_status status =
        pieces ? scan_pieces(&options, bytes, step, &cut) : scan_parts(&options, bytes, step, &cut);
    require(status == SCAN_OK);
    compare(&whole, &cut);
    document_free(&whole);
    document_free(&cut);
    return 0;
}
