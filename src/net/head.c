#include "net/head.h"

#include "base/time.h"

#include <curl/curl.h>

void head_init(struct head *h)
{
    *h = (struct head){ .text = BUFFER(HEAD_MOST_BYTES) };
}

void head_free(struct head *h)
{
    buffer_free(&h->text);
}

void head_reset(struct head *h)
{
    buffer_reset(&h->text);
    *h = (struct head){ .text = h->text };
}

/* An empty line, also of those who write two carriage returns; spaces go on with the line before.
 */
static bool ends_head(struct slice line)
{
    size_t at = 0;
    while (at < line.length && line.data[at] == '\r') {
        at++;
    }
    return at + 1 == line.length && line.data[at] == '\n';
}

bool head_line(struct head *h, struct slice line)
{
    h->bytes += line.length;
    h->lines++;
    if (h->bytes > HEAD_MOST_BYTES || h->lines > HEAD_MOST_LINES) {
        return false;
    }
    if (h->complete) {
        return true; /* a trailer */
    }
    if ((h->is_over || h->text.length == 0) && http_is_status_line(line)) {
        buffer_reset(&h->text);
    }
    buffer_add(&h->text, line);
    h->is_over = ends_head(line);
    if (h->is_over) {
        http_read_head(buffer_slice(&h->text), &h->says);
        h->says.persists = h->says.persists && line.length <= sizeof "\r\n" - 1;
        h->complete = h->says.whole;
    }
    return !h->text.failed;
}

static const time_t LATEST = 253402300800; /* the end of the year 9999 */

int64_t head_retry_after(struct slice value)
{
    unsigned long long seconds;
    char date[64];
    if (slice_number(value, UINT32_MAX, &seconds)) {
        return (int64_t)seconds * 1000;
    }
    if (value.length == 0 || value.length >= sizeof date) {
        return -1;
    }
    memcpy(date, value.data, value.length);
    date[value.length] = '\0';
    time_t at = curl_getdate(date, NULL);
    bool possible = at > 0 && at < LATEST;
    int64_t wait = possible ? (int64_t)at * 1000 - time_now_ms() : -1;
    return !possible ? -1 : wait < 0 ? 0 : wait;
}
