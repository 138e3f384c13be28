/* Any bytes as what a cache holds of a URL: the first line is the URL. What is read is written as
 * the same bytes again, so nothing passes that was not written so. */
#include "require.h"
#include "store/saved.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice text = slice_of((const char *)data, size);
    struct slice url = slice_cut(&text, '\n');
    struct arena arena = { 0 };
    struct outcome o;
    if (saved_read(url, text, &arena, &o)) {
        struct buffer into = BUFFER(1 << 20);
        require(saved_is_worth(&o));
        require(o.hop_count > 0 && slice_equal(o.hops[0].url, url));
        require(reason_state(o.reason) != STATE_SKIPPED);
        saved_write(&o, &into);
        struct arena second = { 0 };
        struct outcome again;
        require(!into.failed && saved_read(url, buffer_slice(&into), &second, &again));
        require(again.reason == o.reason && again.hop_count == o.hop_count);
        arena_free(&second);
        buffer_free(&into);
    }
    arena_free(&arena);
    return 0;
}
