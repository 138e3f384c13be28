/* Any bytes as a script's data: what is found lies in order, and the reader comes to an end. */
#include "require.h"
#include "scan/find/data.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct markup_index index;
    static struct data d;
    if (!index.filter[0] && !index.filter[1]) {
        markup_index_build(&index);
    }
    struct slice in = slice_of((const char *)data, size);
    struct arena arena = { 0 };
    struct data_found found;
    size_t count = 0;
    const char *end = in.data;
    data_open(&d, in, &index, NULL, &arena);
    while (data_next(&d, &found)) {
        require(found.whole.data >= in.data);
        require(found.whole.data + found.whole.length <= in.data + size);
        require(found.whole.data + found.whole.length >= end);
        end = found.whole.data + found.whole.length;
        require(found.type != DATA_CLAIM || found.claim.place || found.claim.provider);
        require(++count <= size * 4);
    }
    data_close(&d);
    arena_free(&arena);
    return 0;
}
