/* Any bytes as a document that says which of its links are to be left alone: what it says is the
 * same whether it comes whole or in pieces, and no part of it ends before it begins. */
#include "require.h"
#include "scan/scan.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void scan(struct document *d, const char *type, struct slice bytes, size_t step)
{
    *d = (struct document){ .name = SLICE("x") };
    struct scan_options options = { .type = type, .ignores = true };
    struct scan *s = scan_open(&options, d);
    require(s);
    while (bytes.length) {
        size_t length = step < bytes.length ? step : bytes.length;
        scan_feed(s, slice_part(bytes, 0, length));
        bytes = slice_skip(bytes, length);
    }
    scan_finish(s);
    scan_close(s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const types[] = { "text", "html", "markdown" };
    if (size < 2) {
        return 0;
    }
    const char *type = types[data[0] % 3];
    struct slice bytes = slice_of((const char *)data + 2, size - 2);
    struct document whole;
    struct document pieces;
    scan(&whole, type, bytes, SIZE_MAX);
    scan(&pieces, type, bytes, (size_t)data[1] + 1);
    require(whole.ignore_count == pieces.ignore_count);
    for (size_t i = 0; i < whole.ignore_count; i++) {
        const struct ignore *a = &whole.ignores[i];
        const struct ignore *b = &pieces.ignores[i];
        require(a->line == b->line && a->column == b->column && a->end_line == b->end_line);
        require(a->end_column == b->end_column && a->reasons == b->reasons);
        require(a->classes == b->classes && a->limited == b->limited);
        require(a->line >= 1 && a->column >= 1 && a->end_line >= a->line);
    }
    document_free(&whole);
    document_free(&pieces);
    return 0;
}
