/* Any bytes in any encoding: what is decoded is UTF-8, the same however the input is cut, and each
 * of its bytes has its place in the input. The first two bytes choose the encoding and the cut. */
#include "require.h"
#include "syntax/encoding_inside.h"
#include "syntax/utf8.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void decode(const struct encoding *e, struct slice in, size_t cut, struct buffer *b,
                   struct offsets *map)
{
    struct encoding_decoder d;
    require(encoding_open(&d, e, 0));
    for (size_t at = 0; at < in.length; at += cut) {
        encoding_decode(&d, slice_part(in, at, at + cut < in.length ? at + cut : in.length), b,
                        map);
    }
    encoding_finish(&d, b, map);
    require(d.source == in.length);
    encoding_close(&d);
}

static void check_map(const struct offsets *map, size_t length, size_t source)
{
    require(map->decoded == length && map->source <= source && !map->failed);
    uint64_t last = 0;
    for (size_t i = 0; i < length; i++) {
        uint64_t start = offsets_start(map, i);
        require(start >= last && offsets_end(map, i + 1) > start && start < source);
        last = start;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice in = slice_of((const char *)data, size);
    for (int hint = ENCODING_OF_TEXT; hint <= ENCODING_OF_HTML; hint++) {
        struct encoding_sniffed sniffed = encoding_sniff(in, (enum encoding_hint)hint);
        require(sniffed.encoding && sniffed.mark <= size && sniffed.mark <= 3);
    }
    if (size < 2) {
        return 0;
    }
    const struct encoding *e = encoding_by_id((enum encoding_id)(data[0] % ENCODING_COUNT));
    in = slice_skip(in, 2);
    struct buffer whole = BUFFER(size * 8 + 16);
    struct buffer cut = BUFFER(size * 8 + 16);
    struct offsets map = { 0 };
    struct offsets other = { 0 };
    decode(e, in, size, &whole, &map);
    decode(e, in, 1 + data[1] % 16U, &cut, &other);
    require(!whole.failed && slice_equal(buffer_slice(&whole), buffer_slice(&cut)));
    require(encoding_is_utf8(e) || utf8_is_valid(buffer_slice(&whole)));
    check_map(&map, whole.length, in.length);
    require(map.count == other.count && map.source == other.source);
    offsets_free(&map);
    offsets_free(&other);
    buffer_free(&whole);
    buffer_free(&cut);
    return 0;
}
