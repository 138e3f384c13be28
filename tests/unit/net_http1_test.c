/* Answers over HTTP/1.1, as they are read: whole, and a byte at a time. */
#include "unit.h"

#include "net/fetch.h"

#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

struct bench {
    struct fetch_manner manner;
    struct address where;
    struct http1_connection connection;
    struct fetch *fetch;
};

static int set_up(void **state)
{
    static struct bench b;
    b = (struct bench){ .where = { { 1 } } };
    b.fetch = fetch_new(&b.manner);
    assert_non_null(b.fetch);
    *state = &b;
    return 0;
}

static int tear_down(void **state)
{
    struct bench *b = *state;
    fetch_free(b->fetch);
    return 0;
}

static struct http1 *prepare(struct bench *b, struct fetch_request request)
{
    request.where = &b->where;
    request.timeout_ms = request.timeout_ms ? request.timeout_ms : 10000;
    request.connect_ms = 1000;
    assert_true(fetch_prepare(b->fetch, &request));
    struct http1 *h = &b->fetch->http1;
    h->connection = &b->connection;
    h->state = HTTP1_READS;
    return h;
}

/* Gives how much of the answer was read before it was done. */
static size_t take(struct http1 *h, struct slice answer, size_t piece)
{
    size_t at = 0;
    while (at < answer.length && h->state == HTTP1_READS) {
        size_t to = at + piece < answer.length ? at + piece : answer.length;
        h->state = http1_take(h, slice_part(answer, at, to));
        at = to;
    }
    return at;
}

#define OK "HTTP/1.1 200 OK\r\n"

static const struct row {
    const char *answer;
    int status; /* 0: the head is not complete */
    enum http1_state state;
    enum fault fault;
    bool stays; /* the connection may serve another */
    const char *page;
} rows[] = {
    /* Where a body ends (RFC 9112 section 6.3) */
    { OK "Content-Length: 3\r\n\r\n<p>", 200, HTTP1_DONE, FAULT_NONE, true, "<p>" },
    { OK "Content-Length: 3\r\n\r\n<p", 200, HTTP1_READS, FAULT_NONE, false, "<p" },
    { OK "Content-Length: 3\r\n\r\n<p>x", 200, HTTP1_DONE, FAULT_NONE, false, "<p>" },
    { OK "Content-Length: 0\r\n\r\n", 200, HTTP1_DONE, FAULT_NONE, true, "" },
    { OK "Content-Length: 0\r\n\r\nHTTP/1.1 404 X\r\n\r\n", 200, HTTP1_DONE, FAULT_NONE, false,
      "" },
    { OK "\r\n<p>", 200, HTTP1_READS, FAULT_NONE, false, "<p>" },
    { OK "Content-Length: x\r\n\r\n<p>", 200, HTTP1_READS, FAULT_NONE, false, "<p>" },
    { OK "Transfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\n0\r\n\r\n", 200, HTTP1_DONE, FAULT_NONE,
      true, "<p>" },
    { OK "Transfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\n0\r\nA: b\r\n\r\n", 200, HTTP1_DONE,
      FAULT_NONE, true, "<p>" },
    { OK "Transfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\n0\r\n\r\nx", 200, HTTP1_DONE, FAULT_NONE,
      false, "<p>" },
    { OK "Transfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\n", 200, HTTP1_READS, FAULT_NONE, false,
      "<p>" },
    { OK "Transfer-Encoding: chunked\r\n\r\nx", 200, HTTP1_DONE, FAULT_PROTOCOL, false, "" },
    /* Two words on where it ends: one is believed, but nothing behind it is an answer. */
    { OK "Transfer-Encoding: chunked\r\nContent-Length: 9\r\n\r\n3\r\n<p>\r\n0\r\n\r\n", 200,
      HTTP1_DONE, FAULT_NONE, false, "<p>" },
    { OK "Content-Length: 4\r\nContent-Length: 3\r\n\r\n<p>", 200, HTTP1_DONE, FAULT_NONE, false,
      "<p>" }, /* which is not believed (fetch_is_settled) */
    { OK "Content-Length: 3\r\nContent-Length: x\r\n\r\n<p>", 200, HTTP1_DONE, FAULT_NONE, false,
      "<p>" },
    { OK "Content-Length: 3, 4\r\nContent-Length: 3\r\n\r\n<p>", 200, HTTP1_DONE, FAULT_NONE, false,
      "<p>" },
    { OK "Transfer-Encoding: identity\r\nContent-Length: 3\r\n\r\n<p>", 200, HTTP1_DONE, FAULT_NONE,
      false, "<p>" },
    { OK "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n3\r\n<p>\r\n0\r\n\r\n",
      200, HTTP1_DONE, FAULT_NONE, false, "<p>" },
    /* Bodies that are not read */
    { "HTTP/1.1 204 No Content\r\n\r\n", 204, HTTP1_DONE, FAULT_NONE, false, "" },
    { "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\nx", 204, HTTP1_DONE, FAULT_NONE, false,
      "" },
    { OK "Content-Encoding: x\r\nContent-Length: 0\r\n\r\nHTTP/1.1 404 X\r\n\r\n", 200, HTTP1_DONE,
      FAULT_NONE, false, "" },
    { "HTTP/1.1 304 Not Modified\r\nContent-Length: 3\r\n\r\n", 304, HTTP1_DONE, FAULT_NONE, false,
      "" },
    { "HTTP/1.1 301 Moved\r\nLocation: /\r\nContent-Length: 3\r\n\r\n<p>", 301, HTTP1_DONE,
      FAULT_NONE, true, "" },
    { "HTTP/1.1 301 Moved\r\nLocation: /\r\nContent-Length: 99999\r\n\r\n<p>", 301, HTTP1_DONE,
      FAULT_NONE, false, "" },
    { "HTTP/1.1 301 Moved\r\nLocation: /\r\n\r\n<p>", 301, HTTP1_DONE, FAULT_NONE, false, "" },
    { "HTTP/1.1 301 Moved\r\nLocation: /\r\nConnection: close\r\nContent-Length: 3\r\n\r\n", 301,
      HTTP1_DONE, FAULT_NONE, false, "" },
    /* Whether the connection goes on (RFC 9112 section 9.3) */
    { OK "Connection: Close\r\nContent-Length: 3\r\n\r\n<p>", 200, HTTP1_DONE, FAULT_NONE, false,
      "<p>" },
    { OK "Connection: a, close\r\nContent-Length: 3\r\n\r\n<p>", 200, HTTP1_DONE, FAULT_NONE, false,
      "<p>" },
    { "HTTP/1.0 200 OK\r\nContent-Length: 3\r\n\r\n<p>", 200, HTTP1_DONE, FAULT_NONE, false,
      "<p>" },
    { "HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 3\r\n\r\n<p>", 200, HTTP1_DONE,
      FAULT_NONE, true, "<p>" },
    { "HTTP/2 200 OK\r\nContent-Length: 3\r\n\r\n<p>", 200, HTTP1_DONE, FAULT_NONE, false, "<p>" },
    { "HTTP/1.2 200 OK\r\nContent-Length: 3\r\n\r\n<p>", 200, HTTP1_DONE, FAULT_NONE, false,
      "<p>" },
    /* Heads */
    { "HTTP/1.1 103 Early\r\nLink: x\r\n\r\n" OK "Content-Length: 3\r\n\r\n<p>", 200, HTTP1_DONE,
      FAULT_NONE, true, "<p>" },
    { "HTTP/1.1 100 Continue\r\n\r\n", 0, HTTP1_READS, FAULT_NONE, false, "" },
    { "HTTP/1.1 101 Switching Protocols\r\n\r\n", 0, HTTP1_DONE, FAULT_PROTOCOL, false, "" },
    { OK "A: b\r\n c\r\nContent-Length: 3\r\n\r\n<p>", 200, HTTP1_DONE, FAULT_NONE, true, "<p>" },
    { "HTTP/1.1 200\nContent-Length: 3\n\n<p>", 200, HTTP1_DONE, FAULT_NONE, true, "<p>" },
    { OK "no colon\r\nContent-Length: 3\r\n\r\n<p>", 200, HTTP1_DONE, FAULT_NONE, false, "<p>" },
    { OK "HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\n\r\n<p>", 200, HTTP1_DONE, FAULT_NONE,
      false, "<p>" },
    { OK " \r\nA: b\r\n \t\r\nContent-Length: 3\r\n\r\n<p>", 200, HTTP1_DONE, FAULT_NONE, true,
      "<p>" },
    { "HTTP/1.1 200 OK\r\r\nContent-Length: 3\r\r\n\r\r\n<p>", 200, HTTP1_DONE, FAULT_NONE, false,
      "<p>" },
    { "http/1.1  200\r\nContent-Length: 3\r\n\r\n<p>", 200, HTTP1_DONE, FAULT_NONE, false, "<p>" },
    { "HTTP/1.1  101 Switching Protocols\r\n\r\n", 0, HTTP1_DONE, FAULT_PROTOCOL, false, "" },
    { "HTTP/1.1 100 Continue\r\n\r\nA: b\r\n\r\n", 0, HTTP1_DONE, FAULT_PROTOCOL, false, "" },
    { "HTTP/1.1 OK\r\n\r\n", 0, HTTP1_DONE, FAULT_PROTOCOL, false, "" },
    { "HTTP/1.1 099 Low\r\n\r\n", 0, HTTP1_DONE, FAULT_PROTOCOL, false, "" },
    { "\r\n" OK "Content-Length: 3\r\n\r\n<p>", 200, HTTP1_DONE, FAULT_NONE, true, "<p>" },
    { "\n\r\n" OK "Content-Length: 3\r\n\r\n<p>", 200, HTTP1_DONE, FAULT_NONE, true, "<p>" },
    { "\r\n\r\n\r\n" OK "\r\n", 0, HTTP1_DONE, FAULT_PROTOCOL, false, "" },
    { "<!doctype html>", 0, HTTP1_DONE, FAULT_PROTOCOL, false, "" },
    { "HTTP/1.1 20", 0, HTTP1_READS, FAULT_NONE, false, "" },
};

static void check(struct bench *b, size_t i, size_t piece)
{
    const struct row *row = &rows[i];
    struct slice answer = slice_from(row->answer);
    struct http1 *h = prepare(b, (struct fetch_request){ .url = "http://a.test/" });
    bool excess = take(h, answer, piece) < answer.length;
    const struct fetch *f = b->fetch;
    int status = f->head.complete ? f->head.says.status : 0;
    if (status != row->status || h->state != row->state || h->fault != row->fault ||
        (http1_leaves_open(h) && !excess) != row->stays) {
        fail_msg("row %zu in pieces of %zu: status %d, state %d, fault %d, %s", i, piece, status,
                 (int)h->state, (int)h->fault, http1_leaves_open(h) ? "stays" : "goes");
    }
    assert_slice(slice_of(body_page(&f->body).length ? body_page(&f->body).data : "",
                          body_page(&f->body).length),
                 row->page);
}

static void answers_are_read_whatever_their_pieces(void **state)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        check(*state, i, SIZE_MAX / 2);
        check(*state, i, 1);
    }
}

/* The connection is closed behind what came. */
static void an_answer_may_end_early(void **state)
{
    struct bench *b = *state;
    static const struct {
        const char *answer;
        enum fault fault;
        bool whole;
    } ends[] = {
        { "", FAULT_UNREACHABLE, false },
        { "HTTP/1.1 20", FAULT_UNREACHABLE, false },
        { OK, FAULT_PROTOCOL, false },
        { OK "\r\n", FAULT_NONE, true },
        { OK "\r\n<p>", FAULT_NONE, true },
        { OK "Content-Length: 9\r\n\r\n<p>", FAULT_NONE, false },
        { OK "Content-Length: 9\r\n\r\n", FAULT_UNREACHABLE, false },
        { OK "Transfer-Encoding: chunked\r\n\r\n9\r\n<p>", FAULT_NONE, false },
        { OK "Transfer-Encoding: chunked\r\n\r\n", FAULT_UNREACHABLE, false },
    };
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        struct http1 *h = prepare(b, (struct fetch_request){ .url = "http://a.test/" });
        take(h, slice_from(ends[i].answer), SIZE_MAX / 2);
        assert_int_equal(h->state, HTTP1_READS);
        h->state = http1_take_end(h);
        if (h->state != HTTP1_DONE || h->fault != ends[i].fault || h->whole != ends[i].whole) {
            fail_msg("row %zu: state %d, fault %d, %s", i, (int)h->state, (int)h->fault,
                     h->whole ? "whole" : "cut");
        }
    }
}

static void a_null_byte_is_no_field(void **state)
{
    struct http1 *h = prepare(*state, (struct fetch_request){ .url = "http://a.test/" });
    take(h, SLICE(OK "A: \0b\r\n\r\n"), SIZE_MAX / 2);
    assert_int_equal(h->state, HTTP1_DONE);
    assert_int_equal(h->fault, FAULT_PROTOCOL);
}

/* A head without end: in one line, in many, in answers that say that another one comes. */
static void a_head_has_an_end(void **state)
{
    struct bench *b = *state;
    static const char *const pieces[][2] = {
        { OK "A: ", "aaaaaaaaaaaaaaaa" },
        { OK, "A: b\r\n" },
        { "", "HTTP/1.1 103 Early\r\nA: b\r\n\r\n" },
        { "HTTP/1.1 200 ", "OK" },
    };
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        struct http1 *h = prepare(b, (struct fetch_request){ .url = "http://a.test/" });
        size_t count = take(h, slice_from(pieces[i][0]), 100);
        while (h->state == HTTP1_READS && count < (1 << 20)) {
            count += take(h, slice_from(pieces[i][1]), 100);
        }
        assert_true(b->fetch->too_large);
        assert_true(count <= HEAD_MOST_BYTES + 100);
        enum tls_fault tls;
        assert_int_equal(fetch_fault(b->fetch, CURLE_OK, &tls), FAULT_LARGE_HEADER);
    }
}

/* What is said of a request; a user's header takes the place of a usual one. */
static void requests_are_written(void **state)
{
    static const struct {
        const char *url, *agent, *header, *want;
    } requests[] = {
        { "http://a.test/b?c", "me", NULL,
          "GET /b?c HTTP/1.1\r\nHost: a.test\r\nUser-Agent: me\r\nAccept-Encoding: gzip, deflate, "
          "br, zstd\r\n\r\n" },
        { "https://a.test:8443/", NULL, NULL,
          "GET / HTTP/1.1\r\nHost: a.test:8443\r\nAccept-Encoding: gzip, deflate, br, "
          "zstd\r\n\r\n" },
        { "https://[::1]:8443/", NULL, "X: y",
          "GET / HTTP/1.1\r\nHost: [::1]:8443\r\nAccept-Encoding: gzip, deflate, br, zstd\r\nX: "
          "y\r\n\r\n" },
        { "http://a.test/", "me", "user-agent: you",
          "GET / HTTP/1.1\r\nHost: a.test\r\nAccept-Encoding: gzip, deflate, br, "
          "zstd\r\nuser-agent: you\r\n\r\n" },
        { "http://a.test/", "me", "User-Agent:",
          "GET / HTTP/1.1\r\nHost: a.test\r\nAccept-Encoding: gzip, deflate, br, zstd\r\n\r\n" },
    };
    static const char *const hosts[] = { "a.test", "a.test", "[::1]", "a.test", "a.test" };
    static const char *const origins[] = { "http://a.test", "https://a.test:8443",
                                           "https://[::1]:8443", "http://a.test", "http://a.test" };
    assert_int_equal(COUNT_OF(requests), COUNT_OF(hosts));
    assert_int_equal(COUNT_OF(requests), COUNT_OF(origins));
    for (size_t i = 0; i < COUNT_OF(requests); i++) {
        char header[32];
        struct curl_slist headers = { .data = header };
        snprintf(header, sizeof header, "%s", requests[i].header ? requests[i].header : "");
        const struct http1 *h =
            prepare(*state, (struct fetch_request){ .url = requests[i].url,
                                                    .user_agent = requests[i].agent,
                                                    .headers = *header ? &headers : NULL });
        assert_slice(buffer_slice(&h->text), requests[i].want);
        assert_slice(buffer_slice(&h->host), hosts[i]);
        assert_slice(h->origin, origins[i]);
    }
}

static void what_takes_too_long_ends(void **state)
{
    struct bench *b = *state;
    struct fetch_request request = { .url = "http://a.test/", .timeout_ms = 10000 };
    struct http1 *h = prepare(b, request);
    int64_t began = h->watched;
    assert_int_equal(http1_due(h), began + 5000);
    take(h, SLICE(OK "Content-Type: text/html\r\n\r\n"),
         100); /* of the body, 16 bytes a second are enough */
    for (int i = 0; i < 5; i++) {
        take(h, SLICE("<ppppppppppppppp"), 100);
    }
    http1_check_time(h, began + 4999);
    assert_int_equal(h->state, HTTP1_READS);
    http1_check_time(h, began + 5000);
    assert_int_equal(h->state, HTTP1_READS);
    assert_int_equal(http1_due(h), h->ends_at);
    http1_check_time(h, began + 9999);
    assert_int_equal(h->state, HTTP1_READS);
    http1_check_time(h, began + 10000);
    assert_int_equal(h->fault, FAULT_TIMEOUT);

    h = prepare(b, request);
    take(h,
         SLICE(OK "Content-Type: text/html\r\nX: what the head says is not counted, however much "
                  "it is: a body is waited for\r\n\r\n<pppppppppppppp"),
         1000);
    http1_check_time(h, h->watched + 5000);
    assert_int_equal(h->fault, FAULT_TIMEOUT);

    h = prepare(b, request);
    h->state = HTTP1_SHAKES_HANDS;
    assert_int_equal(http1_due(h), h->connects_by);
    http1_check_time(h, h->connects_by - 1);
    assert_int_equal(h->state, HTTP1_SHAKES_HANDS);
    http1_check_time(h, h->connects_by);
    assert_int_equal(h->fault, FAULT_TIMEOUT);
}

/* How long a server took to be reached is no stall of its answer. */
static void a_stall_is_timed_from_the_connection_on(void **state)
{
    struct bench *b = *state;
    int pair[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair), 0);
    struct http1 *h = prepare(b, (struct fetch_request){ .url = "http://a.test/" });
    b->connection = (struct http1_connection){ .stream = { .fd = pair[0], .limit = 1 << 20 } };
    int64_t now = h->watched;
    h->state = HTTP1_CONNECTS;
    h->watched = now - 4000;
    http1_go_on(h);
    assert_int_equal(h->state, HTTP1_READS);
    assert_in_range(h->watched, now, now + 4000);
    close(pair[0]);
    close(pair[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(answers_are_read_whatever_their_pieces, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_answer_may_end_early, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_null_byte_is_no_field, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_head_has_an_end, set_up, tear_down),
        cmocka_unit_test_setup_teardown(requests_are_written, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_takes_too_long_ends, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_stall_is_timed_from_the_connection_on, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
