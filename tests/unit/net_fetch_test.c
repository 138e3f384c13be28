/* One request, over libcurl and over a connection of our own, to a server that this program is
 * itself: it listens on loopback, answers what it is asked with an empty page, and keeps its
 * connections. */
#include "unit.h"

#include "base/time.h"
#include "net/wire.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

enum { TURNS = 2000, SOON = 200, TURN_MS = 5 };

struct server {
    int listening, connection;
    unsigned accepted, asked;
    bool closes; /* in place of an answer */
};

struct bench {
    struct server server;
    char to[64];
    struct address_range loopback;
    struct address home;
    unsigned port;
    bool direct, fresh;
    struct pool pool;
    struct fetch_manner manner;
    struct wire wire;
};

static void answer(struct server *s)
{
    static const char empty[] = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    char request[4096];
    int fd = accept4(s->listening, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd >= 0) {
        if (s->connection >= 0) {
            close(s->connection);
        }
        s->connection = fd;
        s->accepted++;
    }
    if (s->connection >= 0 && recv(s->connection, request, sizeof request, MSG_DONTWAIT) > 0) {
        s->asked++;
        if (s->closes) {
            close(s->connection);
            s->connection = -1;
            return;
        }
        send(s->connection, empty, sizeof empty - 1, MSG_NOSIGNAL);
    }
}

static int set_up(void **state, bool direct)
{
    static struct bench b;
    b = (struct bench){ .server = { .connection = -1 }, .direct = direct };
    struct sockaddr_in here = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t length = sizeof here;
    b.server.listening = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(b.server.listening, (struct sockaddr *)&here, length), 0);
    assert_int_equal(listen(b.server.listening, 8), 0);
    assert_int_equal(getsockname(b.server.listening, (struct sockaddr *)&here, &length), 0);
    b.port = ntohs(here.sin_port);
    snprintf(b.to, sizeof b.to, "::127.0.0.1:%u", b.port);
    assert_true(address_parse(SLICE("127.0.0.1"), &b.home));
    assert_true(address_range_parse(SLICE("127.0.0.0/8"), &b.loopback));
    b.manner = (struct fetch_manner){ .pool = &b.pool };
    assert_true(wire_open(&b.wire, 8, 2, &b.pool));
    *state = &b;
    return 0;
}

static int set_up_libcurl(void **state)
{
    return set_up(state, false);
}

static int set_up_direct(void **state)
{
    return set_up(state, true);
}

static int tear_down(void **state)
{
    struct bench *b = *state;
    wire_close(&b->wire);
    pool_free(&b->pool);
    close(b->server.listening);
    if (b->server.connection >= 0) {
        close(b->server.connection);
    }
    return 0;
}

static void allow_loopback(struct bench *b, bool allowed)
{
    b->manner.policy = (struct address_policy){ &b->loopback, allowed ? 1 : 0 };
}

/* Makes the request, and gives what libcurl says of its end. */
static CURLcode ask(struct bench *b, struct fetch *f)
{
    struct fetch_request request = { .url = "http://home.test/",
                                     .user_agent = "test",
                                     .connect_to = b->to,
                                     .where = b->direct ? &b->home : NULL,
                                     .port = b->port,
                                     .timeout_ms = 5000,
                                     .connect_ms = 5000,
                                     .pooled = true,
                                     .fresh = b->fresh };
    CURLcode code;
    assert_true(fetch_prepare(f, &request));
    assert_true(wire_add(&b->wire, f, &request));
    struct fetch *done = wire_take(&b->wire, &code);
    for (int i = 0; i < TURNS && !done; i++) {
        wire_work(&b->wire, time_tick_ms() + TURN_MS);
        answer(&b->server);
        done = wire_take(&b->wire, &code);
    }
    assert_ptr_equal(done, f);
    return code;
}

static void an_address_that_is_refused_is_not_connected_to(void **state)
{
    struct bench *b = *state;
    allow_loopback(b, false);
    struct fetch *f = fetch_new(&b->manner);
    assert_false(fetch_is_settled(f, ask(b, f)));
    answer(&b->server);
    assert_true(f->refused);
    assert_int_equal(b->server.accepted, 0);
    assert_int_equal(b->server.asked, 0);
    fetch_free(f);
}

static void a_kept_connection_is_checked_before_it_is_used_again(void **state)
{
    struct bench *b = *state;
    struct fetch *f = fetch_new(&b->manner);
    allow_loopback(b, true);
    for (unsigned i = 1; i <= 2; i++) {
        assert_true(fetch_is_settled(f, ask(b, f)));
        assert_int_equal(f->head.says.status, 200);
        assert_memory_equal(f->peer.bytes, b->home.bytes, sizeof b->home.bytes);
        assert_int_equal(b->server.asked, i);
        fetch_clear(f);
    }
    assert_int_equal(b->server.accepted, 1);
    allow_loopback(b, false);
    assert_false(fetch_is_settled(f, ask(b, f)));
    answer(&b->server);
    assert_true(f->refused);
    assert_false(f->head.complete);
    assert_int_equal(b->server.accepted, 1);
    assert_int_equal(b->server.asked, 2);
    fetch_free(f);
}

static void a_connection_with_something_unread_is_not_used_again(void **state)
{
    struct bench *b = *state;
    struct fetch *f = fetch_new(&b->manner);
    allow_loopback(b, true);
    assert_true(fetch_is_settled(f, ask(b, f)));
    fetch_clear(f);
    assert_int_equal(send(b->server.connection, "HTTP/1.1 404 Not yours\r\n\r\n", 26, 0), 26);
    CURLcode code = ask(b, f);
    bool settled = fetch_is_settled(f, code);
    assert_int_equal(b->server.asked, settled ? 2 : 1);
    assert_int_not_equal(f->head.says.status, 404);
    assert_true(settled || fetch_may_be_stale(f, code));
    fetch_free(f);
}

/* What a transfer that ended is worth. */
static void an_answer_that_was_cut_short_is_none(void **state)
{
    struct bench *b = *state;
    static const struct {
        CURLcode code;
        bool complete;
        size_t bytes;
        bool enough, settled;
    } rows[] = {
        { CURLE_OK, true, 0, false, true },
        { CURLE_OK, false, 0, false, false },
        { CURLE_PARTIAL_FILE, true, 10, false, true },
        { CURLE_PARTIAL_FILE, true, 0, false, false },
        { CURLE_PARTIAL_FILE, false, 0, false, false },
        { CURLE_RECV_ERROR, true, 10, false, true }, /* reset */
        { CURLE_RECV_ERROR, true, 0, false, false },
        { CURLE_RECV_ERROR, true, 10, true, true },
        { CURLE_OPERATION_TIMEDOUT, true, 10, false, false },
        { CURLE_BAD_CONTENT_ENCODING, true, 10, false, false },
        { CURLE_WRITE_ERROR, true, 10, true, true },
    };
    struct fetch *f = fetch_new(&b->manner);
    f->plan = FETCH_KEEP;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        f->head.complete = rows[i].complete;
        f->body.bytes = rows[i].bytes;
        f->enough = rows[i].enough;
        if (fetch_is_settled(f, rows[i].code) != rows[i].settled) {
            fail_msg("row %zu", i);
        }
        f->body.broken = true; /* its codings are not what the header says */
        assert_false(fetch_is_settled(f, rows[i].code));
        f->head.says.status = 404; /* whose body says no more */
        assert_int_equal(fetch_is_settled(f, rows[i].code), rows[i].complete);
        f->head.says.status = 200;
        f->body.broken = false;
    }
    fetch_free(f);
}

/* The request was sent over it: whether it was read nobody knows, so it is asked once more.
 * (libcurl does that on its own.) */
static void a_connection_that_ends_is_stale(void **state)
{
    struct bench *b = *state;
    struct fetch *f = fetch_new(&b->manner);
    allow_loopback(b, true);
    assert_true(fetch_is_settled(f, ask(b, f)));
    assert_false(f->reused);
    fetch_leave(f);
    fetch_clear(f);
    b->server.closes = true;
    CURLcode code = ask(b, f);
    assert_false(fetch_is_settled(f, code));
    assert_true(fetch_may_be_stale(f, code));
    assert_false(fetch_is_unconnected(f, code));
    fetch_free(f);
}

static void a_fresh_connection_is_a_new_one(void **state)
{
    struct bench *b = *state;
    struct fetch *f = fetch_new(&b->manner);
    allow_loopback(b, true);
    for (unsigned i = 1; i <= 2; i++) {
        assert_true(fetch_is_settled(f, ask(b, f)));
        assert_int_equal(b->server.accepted, i);
        fetch_leave(f);
        fetch_clear(f);
        b->fresh = true;
    }
    fetch_free(f);
}

/* It takes no room while it waits for a request that may never come. */
static void a_connection_that_ends_while_it_is_idle_is_closed(void **state)
{
    struct bench *b = *state;
    struct fetch *f = fetch_new(&b->manner);
    allow_loopback(b, true);
    assert_true(fetch_is_settled(f, ask(b, f)));
    assert_int_equal(b->wire.direct.keep.count, 1);
    close(b->server.connection);
    b->server.connection = -1;
    for (int i = 0; i < SOON && b->wire.direct.keep.count; i++) {
        wire_work(&b->wire, time_tick_ms() + TURN_MS);
    }
    assert_int_equal(b->wire.direct.keep.count, 0);
    fetch_free(f);
}

/* Nobody listens there: another address may do better. */
static void a_connection_that_is_refused_is_none(void **state)
{
    struct bench *b = *state;
    struct fetch *f = fetch_new(&b->manner);
    enum tls_fault tls;
    allow_loopback(b, true);
    shutdown(b->server.listening, SHUT_RDWR);
    CURLcode code = ask(b, f);
    assert_true(fetch_is_unconnected(f, code));
    assert_false(fetch_may_be_stale(f, code));
    assert_int_equal(fetch_fault(f, code, &tls), FAULT_UNREACHABLE);
    fetch_free(f);
}

/* libcurl has no time of its own for it: each piece that comes is looked at. */
static void a_body_that_nobody_reads_has_little_time(void **state)
{
    struct bench *b = *state;
    struct fetch *f = fetch_new(&b->manner);
    struct fetch_request request = { .url = "http://a.test/", .timeout_ms = 10000, .pooled = true };
    assert_true(fetch_prepare(f, &request));
    assert_true(fetch_line(f, SLICE("HTTP/1.1 302 Found\r\n")));
    assert_true(fetch_line(f, SLICE("Location: /\r\n")));
    assert_true(fetch_line(f, SLICE("Content-Length: 9\r\n")));
    assert_true(fetch_line(f, SLICE("\r\n")));
    assert_in_range(body_due(&f->body) - time_tick_ms(), 1, 1000);
    assert_true(fetch_data(f, SLICE("abc")));
    f->body.fair_until = time_tick_ms();
    assert_false(fetch_data(f, SLICE("def")));
    assert_true(f->enough);
    fetch_free(f);
}

#define OVER_BOTH(test)                                                                            \
    cmocka_unit_test_setup_teardown(test, set_up_libcurl, tear_down),                              \
        cmocka_unit_test_setup_teardown(test, set_up_direct, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        OVER_BOTH(an_address_that_is_refused_is_not_connected_to),
        OVER_BOTH(a_kept_connection_is_checked_before_it_is_used_again),
        OVER_BOTH(a_connection_with_something_unread_is_not_used_again),
        cmocka_unit_test_setup_teardown(a_connection_that_ends_is_stale, set_up_direct, tear_down),
        OVER_BOTH(a_connection_that_is_refused_is_none),
        cmocka_unit_test_setup_teardown(a_body_that_nobody_reads_has_little_time, set_up_libcurl,
                                        tear_down),
        OVER_BOTH(a_fresh_connection_is_a_new_one),
        cmocka_unit_test_setup_teardown(a_connection_that_ends_while_it_is_idle_is_closed,
                                        set_up_direct, tear_down),
        cmocka_unit_test_setup_teardown(an_answer_that_was_cut_short_is_none, set_up_libcurl,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
