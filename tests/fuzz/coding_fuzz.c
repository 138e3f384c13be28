/* Bodies of answers: the first byte says how they are wrapped, the second in which pieces they
 * come. What comes out is bounded, and that of chunks does not depend on the pieces. */
#include "net/body.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_chunks(struct slice in, size_t piece)
{
    struct buffer whole = BUFFER(BODY_MOST);
    struct buffer parts = BUFFER(BODY_MOST);
    struct chunks one = { .left = 0 };
    struct chunks many = { .left = 0 };
    size_t length = chunks_read(&one, in, &whole);
    size_t sum = 0;
    for (size_t at = 0; at < in.length; at += piece) {
        size_t to = at + piece < in.length ? at + piece : in.length;
        sum += chunks_read(&many, slice_part(in, at, to), &parts);
    }
    if (length != sum || one.state != many.state || one.trailing != many.trailing ||
        !slice_equal(buffer_slice(&whole), buffer_slice(&parts))) {
        abort();
    }
    buffer_free(&whole);
    buffer_free(&parts);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2) {
        return 0;
    }
    struct body b;
    struct http_head says = { .type = HTTP_HTML, .chunked = data[0] & 1 };
    for (unsigned i = 0; i < (data[0] >> 1) % 3U; i++) {
        says.content.list[says.content.count++] = (uint8_t)(1 + ((data[0] >> 3) + i) % 4);
    }
    size_t piece = 1 + data[1];
    struct slice in = slice_of((const char *)data + 2, size - 2);
    check_chunks(in, piece);
    body_init(&b);
    size_t most = data[0] & 0x80 ? 1000 : 0; /* wanted whole, or as a page */
    body_begin(&b, &says, most);
    bool more = true;
    for (size_t at = 0; more && at < in.length; at += piece) {
        size_t to = at + piece < in.length ? at + piece : in.length;
        more = body_take(&b, slice_part(in, at, to));
    }
    body_end(&b);
    if (body_page(&b).length > BODY_MOST || b.data.length > BODY_MOST) {
        abort();
    }
    if (body_whole(&b).length > most || (most && b.data.length > most + 1)) {
        abort();
    }
    body_free(&b);
    return 0;
}
