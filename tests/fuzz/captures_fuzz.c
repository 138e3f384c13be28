/* What the Wayback Machine answers: rows of captures, and its availability API. Whatever comes, a
 * capture is an instant in the archive's life. */
#include "describe/captures.h"
#include "require.h"

#include "base/time.h"

static void check(const struct capture *c)
{
    struct capture again;
    require(!capture_is(c) ||
            (capture_read(slice_from(c->stamp), &again) && again.at == c->at && c->at > 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice json = slice_of((const char *)data, size);
    struct captures rows;
    struct capture one;
    bool no_memory = false;
    if (captures_read(json, 1529377445000, &rows, &no_memory)) {
        check(&rows.copy);
        check(&rows.moved);
    }
    if (captures_read_available(json, &one, &no_memory)) {
        check(&one);
    }
    require(!no_memory);
    return 0;
}
