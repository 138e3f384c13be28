/* Any bytes as a document's place in a folder, an end of line, and the document, Markdown or HTML
 * by the first byte: local links stay in the folder, and do not depend on how the document is fed.
 */
#include "require.h"
#include "scan/scan.h"

#include "follow/local.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* No part of a path is "..", and none is empty of what it was. */
static void look_at(struct slice reference)
{
    struct arena arena = { 0 };
    struct slice target = local_target(reference, &arena);
    require(!arena.failed);
    require(!memchr(target.data ? target.data : "", '\0', target.length));
    struct slice rest = target;
    while (rest.length) {
        require(!slice_equal(slice_cut(&rest, '/'), SLICE("..")));
    }
    arena_free(&arena);
}

static void scan(const struct scan_options *options, struct slice in, size_t cut,
                 struct buffer *into)
{
    struct document d = { .name = SLICE("a") };
    struct scan *s = scan_open(options, &d);
    require(s != NULL);
    enum scan_status status = SCAN_OK;
    while (in.length && status == SCAN_OK) {
        size_t length = in.length < cut ? in.length : cut;
        status = scan_feed(s, slice_part(in, 0, length));
        in = slice_skip(in, length);
    }
    status = status == SCAN_OK ? scan_finish(s) : status;
    scan_close(s);
    for (size_t i = 0; status == SCAN_OK && i < d.link_count; i++) {
        const struct link *link = &d.links[i];
        if (link->kind == LINK_LOCAL) {
            require(!link_url(link).data && link_rest(link).reference.data);
            look_at(link_rest(link).reference);
            buffer_add(into, link_rest(link).reference);
            buffer_add_char(into, '\n');
        }
    }
    document_free(&d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2) {
        return 0;
    }
    struct buffer whole = BUFFER(1 << 28), pieces = BUFFER(1 << 28);
    struct slice in = slice_of((const char *)data + 2, size - 2);
    struct slice place = slice_cut(&in, '\n');
    struct scan_options options = { .type = data[0] % 2 ? "html" : "markdown",
                                    .resources = true,
                                    .place = place.length ? place : SLICE("") };
    scan(&options, in, SIZE_MAX, &whole);
    scan(&options, in, data[1] % 64 + 1, &pieces);
    require(slice_equal(buffer_slice(&whole), buffer_slice(&pieces)));
    buffer_free(&whole);
    buffer_free(&pieces);
    return 0;
}
