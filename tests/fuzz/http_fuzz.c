/* Headers of answers, a line at a time as libcurl gives them: whatever comes, what is kept is
 * bounded, and what is read is a part of it. */
#include "net/head.h"
#include "require.h"

static void check_part(struct slice part, struct slice whole)
{
    require(!part.data ||
            (part.data >= whole.data && part.data + part.length <= whole.data + whole.length));
}

static void check(const struct head *h)
{
    const struct http_head *says = &h->says;
    struct slice text = buffer_slice(&h->text);
    require(h->bytes <= HEAD_MOST_BYTES && h->lines <= HEAD_MOST_LINES && text.length <= h->bytes);
    require(says->status >= 0 && says->status <= 999 && says->length >= -1);
    if (h->complete) {
        require(says->status >= 200 && head_retry_after(says->retry_after) >= -1);
        check_part(says->location, text);
        check_part(says->refresh, text);
        check_part(says->retry_after, text);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct head h;
    static bool ready;
    if (!ready) {
        head_init(&h);
        ready = true;
    }
    head_reset(&h);
    struct slice rest = slice_of((const char *)data, size);
    bool fits = true;
    while (fits && rest.length) {
        size_t end = slice_find(rest, '\n');
        size_t length = end < rest.length ? end + 1 : end;
        fits = head_line(&h, slice_part(rest, 0, length));
        rest = slice_skip(rest, length);
        if (fits) {
            check(&h);
        }
    }
    return 0;
}
