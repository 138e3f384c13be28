/* Any bytes as a sitemap: what is found stands in them, in order, however they are cut. The first
 * byte says how. */
#include "require.h"
#include "syntax/sitemap.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_all(struct slice in, size_t cut, struct buffer *into)
{
    struct sitemap s;
    struct sitemap_entry e;
    uint64_t at = 0;
    sitemap_init(&s);
    for (struct slice rest = in; rest.length;) {
        struct slice piece = slice_part(rest, 0, rest.length < cut ? rest.length : cut);
        rest = slice_skip(rest, piece.length);
        while (sitemap_next(&s, &piece, &e)) {
            require(e.start >= at && e.start < e.end && e.end <= in.length && e.url.length > 0);
            require(slice_equal(slice_part(in, (size_t)e.start, (size_t)e.end), e.written));
            at = e.end;
            buffer_printf(into, "%u:%u ", (unsigned)e.line, (unsigned)e.column);
            buffer_add(into, e.url);
        }
    }
    require(!s.failed);
    sitemap_free(&s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buffer whole = BUFFER(1 << 28), pieces = BUFFER(1 << 28);
    if (size > 0) {
        struct slice in = slice_of((const char *)data + 1, size - 1);
        bool failed = false;
        sitemap_sniff(in, &failed);
        require(!failed);
        read_all(in, SIZE_MAX, &whole);
        read_all(in, data[0] % 16 + 1, &pieces);
        require(slice_equal(buffer_slice(&whole), buffer_slice(&pieces)));
    }
    buffer_free(&whole);
    buffer_free(&pieces);
    return 0;
}
