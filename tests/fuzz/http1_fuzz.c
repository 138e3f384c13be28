/* Answers over HTTP/1.1: the first byte says in which pieces they come, and how much of the body is
 * wanted. What is read is bounded; and what the head says, where the body ends, and whether the
 * connection may serve another do not depend on the pieces. */
#include "net/fetch.h"
#include "require.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct http1_connection connection;

static size_t take(struct fetch *f, struct slice answer, size_t piece, size_t most)
{
    static const struct address where;
    struct fetch_request request = { .url = "http://a.test/",
                                     .where = &where,
                                     .most = most,
                                     .timeout_ms = 10000,
                                     .connect_ms = 1000 };
    require(fetch_prepare(f, &request));
    struct http1 *h = &f->http1;
    h->connection = &connection;
    h->state = HTTP1_READS;
    size_t at = 0;
    while (at < answer.length && h->state == HTTP1_READS) {
        size_t to = at + piece < answer.length ? at + piece : answer.length;
        h->state = http1_take(h, slice_part(answer, at, to));
        at = to;
    }
    fetch_end(f);
    require(f->head.text.length <= HEAD_MOST_BYTES);
    require(body_page(&f->body).length <= BODY_MOST);
    return at;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct fetch_manner manner;
    if (size < 1) {
        return 0;
    }
    struct slice answer = slice_of((const char *)data + 1, size - 1);
    size_t most = data[0] & 1 ? 1000 : 0;
    struct fetch *one = fetch_new(&manner);
    struct fetch *many = fetch_new(&manner);
    require(one && many);
    size_t whole = take(one, answer, SIZE_MAX / 2, most);
    size_t parts = take(many, answer, 1 + data[0] / 2, most);
    require(whole == answer.length);
    require(one->head.complete == many->head.complete && one->too_large == many->too_large);
    require(one->http1.fault == many->http1.fault || one->enough || many->enough ||
            one->body.broken);
    if (one->head.complete) {
        require(slice_equal(buffer_slice(&one->head.text), buffer_slice(&many->head.text)));
    }
    bool stays = http1_leaves_open(&one->http1);
    require(!stays || one->http1.whole);
    if (!one->enough && !many->enough && !one->body.broken && !many->body.broken) {
        require(stays == (http1_leaves_open(&many->http1) && parts == answer.length));
        require(slice_equal(body_page(&one->body), body_page(&many->body)));
    }
    fetch_free(one);
    fetch_free(many);
    return 0;
}
