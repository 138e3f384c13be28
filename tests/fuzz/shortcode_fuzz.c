/* Any bytes as a shortcode, and as the inside of a comment. */
#include "require.h"
#include "scan/find/block.h"
#include "scan/find/shortcode.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice in = slice_of((const char *)data, size);
    struct arena arena = { 0 };
    struct claim claim;
    if (size && (in.data[0] == '[' || in.data[0] == '{')) {
        size_t length = shortcode_read(in, &arena, &claim);
        require(length <= size);
        require(length == 0 || (claim.place && (claim.url.length || claim.id.length)));
    }
    if (block_read(in, &arena, &claim)) {
        require(claim.place && claim.url.length && !block_ends(in));
    }
    arena_free(&arena);
    return 0;
}
