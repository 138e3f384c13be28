/* One request over libcurl, to a server that this program is itself: it listens on loopback,
 * answers what it is asked with an empty page, and keeps its connections. */
#include "unit.h"

#include "net/fetch.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

enum { TURNS = 2000, TURN_MS = 5 };

struct server {
    int listening, connection;
    unsigned accepted, asked;
};

struct bench {
    struct server server;
    char to[64];
    struct address_range loopback;
    struct pool pool;
    struct fetch_manner manner;
    CURLM *multi;
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
        send(s->connection, empty, sizeof empty - 1, MSG_NOSIGNAL);
    }
}

static int set_up(void **state)
{
    static struct bench b;
    b = (struct bench){ .server = { .connection = -1 } };
    struct sockaddr_in here = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t length = sizeof here;
    b.server.listening = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(b.server.listening, (struct sockaddr *)&here, length), 0);
    assert_int_equal(listen(b.server.listening, 8), 0);
    assert_int_equal(getsockname(b.server.listening, (struct sockaddr *)&here, &length), 0);
    snprintf(b.to, sizeof b.to, "::127.0.0.1:%u", ntohs(here.sin_port));
    assert_true(address_range_parse(SLICE("127.0.0.0/8"), &b.loopback));
    b.manner = (struct fetch_manner){ .pool = &b.pool };
    b.multi = curl_multi_init();
    assert_non_null(b.multi);
    *state = &b;
    return 0;
}

static int tear_down(void **state)
{
    struct bench *b = *state;
    curl_multi_cleanup(b->multi);
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
                                     .connect_to = b->to,
                                     .timeout_ms = 5000,
                                     .connect_ms = 5000,
                                     .pooled = true };
    CURLMsg *message = NULL;
    int running = 1;
    int left;
    assert_true(fetch_prepare(f, &request));
    assert_int_equal(curl_multi_add_handle(b->multi, f->easy), CURLM_OK);
    for (int i = 0; i < TURNS && !message; i++) {
        curl_multi_perform(b->multi, &running);
        answer(&b->server);
        curl_multi_poll(b->multi, NULL, 0, running ? TURN_MS : 0, NULL);
        message = curl_multi_info_read(b->multi, &left);
    }
    assert_non_null(message);
    CURLcode code = message->data.result;
    curl_multi_remove_handle(b->multi, f->easy);
    return code;
}

static void an_address_that_is_refused_is_not_connected_to(void **state)
{
    struct bench *b = *state;
    allow_loopback(b, false);
    struct fetch *f = fetch_new(&b->manner);
    assert_int_not_equal(ask(b, f), CURLE_OK);
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
        assert_int_equal(ask(b, f), CURLE_OK);
        assert_int_equal(f->head.says.status, 200);
        assert_int_equal(b->server.asked, i);
        fetch_clear(f);
    }
    assert_int_equal(b->server.accepted, 1);
    allow_loopback(b, false);
    assert_int_not_equal(ask(b, f), CURLE_OK);
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
    assert_int_equal(ask(b, f), CURLE_OK);
    fetch_clear(f);
    assert_int_equal(send(b->server.connection, "HTTP/1.1 404 Not yours\r\n\r\n", 26, 0), 26);
    CURLcode code = ask(b, f);
    assert_int_equal(b->server.asked, code == CURLE_OK ? 2 : 1);
    assert_int_not_equal(f->head.says.status, 404);
    assert_true(code == CURLE_OK || fetch_may_be_stale(f, code));
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
        { CURLE_RECV_ERROR, true, 10, false, false },
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
        f->body.broken = false;
    }
    fetch_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_address_that_is_refused_is_not_connected_to, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_kept_connection_is_checked_before_it_is_used_again,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_connection_with_something_unread_is_not_used_again,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_answer_that_was_cut_short_is_none, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
