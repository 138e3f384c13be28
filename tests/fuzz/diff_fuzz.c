/* Any bytes as git's output, cut into pieces as the first byte says: the same is read whatever the
 * pieces, and lines stand in their order. */
#include "cli/diff.h"
#include "require.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void feed(struct diff *d, const uint8_t *data, size_t size, size_t piece)
{
    memset(d, 0, sizeof *d);
    for (size_t at = 0; at < size; at += piece) {
        diff_feed(d, (const char *)data + at, size - at < piece ? size - at : piece);
    }
    require(diff_end(d));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct diff one;
    static struct diff other;
    if (size == 0) {
        return 0;
    }
    feed(&one, data + 1, size - 1, size);
    feed(&other, data + 1, size - 1, (size_t)data[0] + 1);
    require(one.count == other.count);
    for (size_t i = 0; i < one.count; i++) {
        const struct changed_file *f = &one.files[i];
        require(diff_find(&one, f->path) != NULL);
        uint64_t behind = 0;
        for (size_t j = 0; j < f->count; j++) {
            require(f->lines[j][0] > behind && f->lines[j][1] >= f->lines[j][0]);
            behind = f->lines[j][1];
        }
    }
    diff_free(&one);
    diff_free(&other);
    return 0;
}
