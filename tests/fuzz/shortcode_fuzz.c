/* Any bytes as a shortcode, and as the inside of a comment. */
#include "scan/find/block.h"
#include "scan/find/shortcode.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice in = slice_of((const char *)data, size);
    struct arena arena = { 0 };
    struct claim claim;
    if (size && (in.data[0] == '[' || in.data[0] == '{')) {
        size_t length = shortcode_read(in, &arena, &claim);
        check(length <= size);
        check(length == 0 || (claim.place && (claim.url.length || claim.id.length)));
    }
    if (block_read(in, &arena, &claim)) {
        check(claim.place && claim.url.length && !block_ends(in));
    }
    arena_free(&arena);
    return 0;
}
