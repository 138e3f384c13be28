/* Any bytes as HTML or Markdown: the names in them do not depend on how they are fed, and each is
 * found. The first two bytes say how they are cut and read. */
#include "require.h"
#include "syntax/anchors.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_all(struct anchors *a, enum anchors_of of, struct slice in, size_t cut)
{
    struct anchor_reader r;
    anchors_init(a, of);
    anchor_reader_init(&r, a);
    for (bool last = false; !last; cut = cut * 2 % 251 + 1) {
        size_t length = in.length < cut ? in.length : cut;
        last = length == in.length;
        anchor_reader_feed(&r, slice_part(in, 0, length), last);
        in = slice_skip(in, length);
    }
    anchor_reader_free(&r);
    require(!a->failed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct anchors whole, pieces;
    bool failed = false;
    if (size < 2) {
        return 0;
    }
    struct slice in = slice_of((const char *)data + 2, size - 2);
    read_all(&whole, data[0] % 4, in, SIZE_MAX / 2);
    read_all(&pieces, data[0] % 4, in, data[1] % 64 + 1);
    require(whole.count == pieces.count && whole.incomplete == pieces.incomplete);
    for (size_t i = 0; i < whole.count; i++) {
        require(slice_equal(whole.list[i].name, pieces.list[i].name));
        require(anchors_have(&whole, whole.list[i].name, &failed) && !failed);
    }
    anchors_free(&whole);
    anchors_free(&pieces);
    return 0;
}
