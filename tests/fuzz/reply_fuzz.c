/* Headers of answers, a line at a time as libcurl gives them: whatever comes, what is kept is
 * bounded. */
#include "net/reply.h"

#include "syntax/url.h"

#include <stdlib.h>

static void check(const struct reply *r)
{
    if (r->bytes > REPLY_MOST_BYTES || r->lines > REPLY_MOST_LINES || r->status < 0 ||
        r->status > 999 || r->location.length > URL_LONGEST ||
        r->refresh.length > REPLY_MOST_REFRESH || r->retry_after_ms < -1 || r->length < -1 ||
        (r->complete && r->status < 200)) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct reply r;
    static bool ready;
    if (!ready) {
        reply_init(&r);
        ready = true;
    }
    reply_reset(&r);
    struct slice rest = slice_of((const char *)data, size);
    bool fits = true;
    while (fits && rest.length) {
        size_t end = slice_find(rest, '\n');
        size_t length = end < rest.length ? end + 1 : end;
        fits = reply_line(&r, slice_part(rest, 0, length));
        rest = slice_skip(rest, length);
        if (fits) {
            check(&r);
        }
    }
    return 0;
}
