/* Connections that are kept: which is given again, which are closed, and when. */
#include "unit.h"

#include "base/time.h"
#include "net/keep.h"

#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST = 3, COUNT = 8 };

struct bench {
    struct keep keep;
    int there[COUNT]; /* the other ends */
    size_t count;
};

static int set_up(void **state)
{
    static struct bench b;
    b.count = 0;
    keep_open(&b.keep, MOST);
    *state = &b;
    return 0;
}

static int tear_down(void **state)
{
    struct bench *b = *state;
    keep_close(&b->keep);
    for (size_t i = 0; i < b->count; i++) {
        close(b->there[i]);
    }
    return 0;
}

/* A connection that was used; its other end is the last. */
static struct http1_connection *connect_one(struct bench *b)
{
    int ends[2];
    struct http1_connection *c = calloc(1, sizeof *c);
    assert_non_null(c);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends), 0);
    assert_true(b->count < COUNT);
    c->stream = (struct stream){ .fd = ends[0], .limit = STREAM_REQUEST_BYTES };
    b->there[b->count++] = ends[1];
    assert_true(keep_enter(&b->keep, c));
    return c;
}

/* Whether the other side of connection number `i` has been closed. */
static bool is_closed(const struct bench *b, size_t i)
{
    char byte;
    return recv(b->there[i], &byte, 1, MSG_DONTWAIT) == 0;
}

static void a_connection_serves_its_origin_alone(void **state)
{
    struct bench *b = *state;
    struct http1_connection *c = connect_one(b);
    int fd = c->stream.fd;
    keep_put(&b->keep, SLICE("https://a.test"), c);
    assert_ptr_equal(keep_find(&b->keep, fd), c);
    assert_true(keep_has(&b->keep, SLICE("https://a.test")));
    assert_false(keep_has(&b->keep, SLICE("http://a.test")));
    assert_null(keep_take(&b->keep, SLICE("http://a.test")));
    assert_null(keep_take(&b->keep, SLICE("https://a.test:8443")));
    assert_null(keep_take(&b->keep, SLICE("https://b.test")));
    assert_ptr_equal(keep_take(&b->keep, SLICE("https://a.test")), c);
    assert_false(keep_has(&b->keep, SLICE("https://a.test")));
    assert_null(keep_take(&b->keep, SLICE("https://a.test")));
    assert_int_equal(b->keep.count, 0);
    keep_drop(&b->keep, c);
    assert_null(keep_find(&b->keep, fd));
    assert_true(is_closed(b, 0));
}

static void one_in_four_takes_the_place_of_the_oldest(void **state)
{
    struct bench *b = *state;
    static const bool closed[] = { true, false, false, true, true, true, false };
    for (size_t i = 0; i < COUNT_OF(closed); i++) {
        keep_put(&b->keep, i % 2 ? SLICE("http://a.test") : SLICE("http://b.test"), connect_one(b));
    }
    assert_int_equal(b->keep.count, MOST);
    for (size_t i = 0; i < COUNT_OF(closed); i++) {
        assert_int_equal(is_closed(b, i), closed[i]);
    }
    keep_shrink(&b->keep, 0);
    assert_int_equal(b->keep.count, 0);
    keep_put(&b->keep, SLICE("http://a.test"), connect_one(b)); /* and none is kept from now on */
    assert_int_equal(b->keep.count, 0);
    assert_true(is_closed(b, b->count - 1));
}

static void the_oldest_are_closed_beyond_a_number(void **state)
{
    struct bench *b = *state;
    static const bool closed[] = { true, true, false };
    for (size_t i = 0; i < COUNT_OF(closed); i++) {
        keep_put(&b->keep, SLICE("http://a.test"), connect_one(b));
    }
    keep_close_beyond(&b->keep, MOST);
    assert_int_equal(b->keep.count, MOST);
    keep_close_beyond(&b->keep, 1);
    assert_int_equal(b->keep.count, 1);
    for (size_t i = 0; i < COUNT_OF(closed); i++) {
        assert_int_equal(is_closed(b, i), closed[i]);
    }
    keep_put(&b->keep, SLICE("http://a.test"), connect_one(b)); /* as many may be kept as before */
    assert_int_equal(b->keep.count, 2);
}

static void each_origin_is_left_one(void **state)
{
    struct bench *b = *state;
    static const char *const origins[] = { "http://a.test", "http://b.test", "http://b.test" };
    static const bool closed[] = { false, true, false };
    for (size_t i = 0; i < COUNT_OF(closed); i++) {
        keep_put(&b->keep, slice_from(origins[i]), connect_one(b));
    }
    keep_close_spare(&b->keep, MOST);
    assert_int_equal(b->keep.count, MOST);
    keep_close_spare(&b->keep, 0);
    for (size_t i = 0; i < COUNT_OF(closed); i++) {
        assert_int_equal(is_closed(b, i), closed[i]);
    }
    keep_drop(&b->keep, keep_take(&b->keep, SLICE("http://b.test")));
    keep_put(&b->keep, SLICE("http://b.test"), connect_one(b));
    keep_close_spare(&b->keep, 0);
    assert_int_equal(b->keep.count, 2);
    keep_put(&b->keep, SLICE("http://b.test"), connect_one(b));
    keep_close_spare(&b->keep, 2);
    assert_int_equal(b->keep.count, 2);
    assert_true(keep_has(&b->keep, SLICE("http://a.test")));
    assert_true(keep_has(&b->keep, SLICE("http://b.test")));
}

static void others_wait_for_the_first_session_of_an_origin(void **state)
{
    struct bench *b = *state;
    const struct slice origin = SLICE("https://a.test");
    struct http1_connection *c = connect_one(b);
    assert_false(keep_is_opening(&b->keep, origin));
    int64_t before = time_tick_ms();
    keep_note_opening(&b->keep, origin, c);
    bool waits = keep_is_opening(&b->keep, origin);
    assert_true(waits || time_tick_ms() > before);
    assert_false(keep_is_opening(&b->keep, SLICE("https://b.test")));
    c->stream.session = SSL_SESSION_new();
    c->stream.trusted = true;
    keep_note_session(&b->keep, origin, c);
    assert_false(keep_is_opening(&b->keep, origin));
    keep_note_opened(&b->keep, origin, c);
    keep_drop(&b->keep, c);
}

/* A server that gives none is not waited for. */
static void others_do_not_wait_for_long(void **state)
{
    struct bench *b = *state;
    const struct slice origin = SLICE("https://a.test");
    struct http1_connection *c = connect_one(b);
    keep_note_opening(&b->keep, origin, c);
    usleep(100000);
    assert_false(keep_is_opening(&b->keep, origin));
    keep_note_opened(&b->keep, origin, c);
    keep_note_opening(&b->keep, origin, c);
    assert_false(keep_is_opening(&b->keep, origin));
    keep_drop(&b->keep, c);
}

static void few_are_opened_at_once(void **state)
{
    enum { MANY = 64 };
    struct bench *b = *state;
    const struct slice origin = SLICE("https://a.test");
    struct http1_connection all[MANY] = { { .was_used = false } };
    keep_note_opening(&b->keep, origin, &all[0]);
    keep_forget_session(&b->keep, origin); /* so none is waited for */
    for (size_t i = 1; i < MANY; i++) {
        assert_false(keep_is_opening(&b->keep, origin));
        keep_note_opening(&b->keep, origin, &all[i]);
    }
    assert_true(keep_is_opening(&b->keep, origin));
    keep_note_opened(&b->keep, origin, &all[0]);
    keep_note_opened(&b->keep, origin, &all[0]); /* which is nothing new */
    assert_false(keep_is_opening(&b->keep, origin));
    keep_note_opening(&b->keep, origin, &all[0]);
    assert_true(keep_is_opening(&b->keep, origin));
}

static void a_connection_is_not_kept_for_long(void **state)
{
    struct bench *b = *state;
    int64_t now = time_tick_ms();
    assert_int_equal(keep_due(&b->keep), INT64_MAX);
    keep_put(&b->keep, SLICE("http://a.test"), connect_one(b));
    int64_t due = keep_due(&b->keep);
    assert_true(due > now + 1000 && due < now + 60000);
    keep_expire(&b->keep, due - 1);
    assert_int_equal(b->keep.count, 1);
    keep_expire(&b->keep, due);
    assert_int_equal(b->keep.count, 0);
    assert_true(is_closed(b, 0));
}

static void what_is_not_as_it_was_left_is_closed(void **state)
{
    struct bench *b = *state;
    struct http1_connection *quiet = connect_one(b);
    keep_put(&b->keep, SLICE("http://a.test"), quiet);
    keep_put(&b->keep, SLICE("http://a.test"), connect_one(b));
    keep_put(&b->keep, SLICE("http://a.test"), connect_one(b));
    assert_int_equal(send(b->there[2], "x", 1, 0), 1);
    close(b->there[1]);
    b->there[1] = -1;
    assert_ptr_equal(keep_take(&b->keep, SLICE("http://a.test")), quiet);
    assert_int_equal(b->keep.count, 0);
    keep_put(&b->keep, SLICE("http://a.test"), quiet);
    keep_check(&b->keep, quiet); /* nothing has come */
    assert_int_equal(b->keep.count, 1);
    assert_int_equal(send(b->there[0], "x", 1, 0), 1);
    keep_check(&b->keep, quiet);
    assert_int_equal(b->keep.count, 0);
}

static void origins_are_few(void **state)
{
    struct bench *b = *state;
    char name[32];
    for (int i = 0; i < COUNT; i++) {
        snprintf(name, sizeof name, "http://%d.test", i);
        keep_put(&b->keep, slice_from(name), connect_one(b));
    }
    for (int i = 0; i < KEEP_BUCKETS * 2; i++) { /* what TLS gave to resume is kept for an origin */
        struct http1_connection c = { .stream = { .fd = -1, .trusted = true } };
        c.stream.session = SSL_SESSION_new();
        snprintf(name, sizeof name, "https://%d.test", i);
        keep_note_session(&b->keep, slice_from(name), &c);
        assert_null(c.stream.session);
    }
    assert_true(b->keep.origin_count <= KEEP_BUCKETS);
    assert_int_equal(b->keep.count, 0); /* their origins are forgotten */
    struct http1_connection doubtful = { .stream = { .fd = -1 } };
    doubtful.stream.session = SSL_SESSION_new();
    keep_note_session(&b->keep, SLICE("https://doubtful.test"), &doubtful);
    assert_non_null(doubtful.stream.session);
    SSL_SESSION_free(doubtful.stream.session);
}

/* --- What TLS is resumed with --- */

static X509 *certify(EVP_PKEY *key)
{
    X509 *certificate = X509_new();
    X509_set_version(certificate, X509_VERSION_3);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_set_pubkey(certificate, key);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC,
                               (const unsigned char *)"a.test", -1, -1, 0);
    X509_set_issuer_name(certificate, X509_get_subject_name(certificate));
    assert_true(X509_sign(certificate, key, EVP_sha256()) > 0);
    return certificate;
}

/* A server that sends so many certificates more than are needed. */
static SSL_CTX *make_server(int more)
{
    SSL_CTX *server = SSL_CTX_new(TLS_server_method());
    EVP_PKEY *key = EVP_EC_gen("P-256");
    X509 *certificate = certify(key);
    assert_int_equal(SSL_CTX_use_certificate(server, certificate), 1);
    assert_int_equal(SSL_CTX_use_PrivateKey(server, key), 1);
    for (int i = 0; i < more; i++) {
        assert_int_equal(SSL_CTX_add1_chain_cert(server, certificate), 1);
    }
    X509_free(certificate);
    EVP_PKEY_free(key);
    return server;
}

static SSL_CTX *make_client(void)
{
    SSL_CTX *client = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_session_cache_mode(client,
                                   SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL_STORE);
    SSL_CTX_sess_set_new_cb(client, stream_keep_session);
    return client;
}

/* Shakes hands and gives the stream the session; whether an earlier one was resumed. */
static bool shake_hands(SSL_CTX *client, SSL_CTX *server, SSL_SESSION *resumed, struct stream *s)
{
    BIO *ends[2];
    char byte;
    SSL *here = SSL_new(client);
    SSL *there = SSL_new(server);
    assert_int_equal(BIO_new_bio_pair(&ends[0], 0, &ends[1], 0), 1);
    SSL_set_bio(here, ends[0], ends[0]);
    SSL_set_bio(there, ends[1], ends[1]);
    SSL_set_app_data(here, s);
    SSL_set_connect_state(here);
    SSL_set_accept_state(there);
    assert_true(!resumed || SSL_set_session(here, resumed) == 1);
    for (int i = 0; i < 20; i++) {
        SSL_do_handshake(here);
        SSL_do_handshake(there);
        SSL_read(here, &byte, 1); /* what comes behind the handshake */
    }
    bool reused = SSL_session_reused(here);
    SSL_shutdown(here);
    SSL_free(here);
    SSL_free(there);
    return reused;
}

static void a_session_is_resumed(void **state)
{
    struct bench *b = *state;
    struct slice origin = SLICE("https://a.test");
    struct http1_connection c = { .stream = { .fd = -1, .trusted = true } };
    SSL_CTX *client = make_client();
    SSL_CTX *server = make_server(3);
    assert_null(keep_session(&b->keep, origin));
    for (int i = 0; i < 3; i++) {
        SSL_SESSION *known = keep_session(&b->keep, origin);
        assert_int_equal(known != NULL, i > 0);
        assert_int_equal(shake_hands(client, server, known, &c.stream), i > 0);
        SSL_SESSION_free(known);
        assert_non_null(c.stream.session);
        keep_note_session(&b->keep, origin, &c);
        assert_null(c.stream.session);
    }
    assert_null(keep_session(&b->keep, SLICE("https://b.test")));
    SSL_CTX_free(client);
    SSL_CTX_free(server);
}

/* OpenSSL has a session of TLS 1.3 resumed once; connections that are opened at a time share it. */
static void a_session_is_resumed_by_several(void **state)
{
    struct bench *b = *state;
    struct slice origin = SLICE("https://a.test");
    struct http1_connection c = { .stream = { .fd = -1, .trusted = true } };
    SSL_CTX *client = make_client();
    SSL_CTX *server = make_server(0);
    shake_hands(client, server, NULL, &c.stream);
    keep_note_session(&b->keep, origin, &c);
    for (int i = 0; i < 3; i++) {
        SSL_SESSION *known = keep_session(&b->keep, origin);
        assert_non_null(known);
        assert_true(shake_hands(client, server, known, &c.stream));
        SSL_SESSION_free(known);
    }
    SSL_SESSION_free(c.stream.session);
    SSL_CTX_free(client);
    SSL_CTX_free(server);
}

static void a_session_that_is_refused_is_forgotten(void **state)
{
    struct bench *b = *state;
    struct slice origin = SLICE("https://a.test");
    struct http1_connection c = { .stream = { .fd = -1, .trusted = true } };
    c.stream.session = SSL_SESSION_new();
    keep_forget_session(&b->keep, origin); /* nothing is known of it */
    keep_note_session(&b->keep, origin, &c);
    assert_null(c.stream.session);
    keep_forget_session(&b->keep, origin);
    assert_null(keep_session(&b->keep, origin));
    c.stream.session = SSL_SESSION_new();
    keep_note_session(&b->keep, origin, &c);
    assert_non_null(c.stream.session);
    SSL_SESSION_free(c.stream.session);
}

/* With 60 certificates it would take 243 KB, for each of a thousand origins. */
static void a_session_with_very_many_certificates_is_not_kept(void **state)
{
    (void)state;
    struct stream s = { .fd = -1, .trusted = true };
    SSL_CTX *client = make_client();
    SSL_CTX *server = make_server(60);
    assert_false(shake_hands(client, server, NULL, &s));
    assert_null(s.session);
    SSL_CTX_free(client);
    SSL_CTX_free(server);
}

/* Each request has so many bytes, whatever the last one left of its own. */
static void a_request_may_take_so_much_and_no_more(void **state)
{
    enum { PIECE = 16 << 10 };
    static char piece[PIECE];
    struct bench *b = *state;
    struct http1_connection *c = connect_one(b);
    for (int i = 0; i < 2; i++) {
        stream_allow(&c->stream, PIECE);
        uint64_t limit = c->stream.came + STREAM_REQUEST_BYTES + PIECE;
        size_t count = PIECE;
        enum stream_news news = STREAM_DONE;
        while (news == STREAM_DONE && c->stream.came < (i ? limit + PIECE : PIECE)) {
            assert_int_equal(send(b->there[0], piece, PIECE, 0), PIECE);
            news = stream_read(&c->stream, piece, sizeof piece, &count);
        }
        assert_int_equal(c->stream.cut, i);
        assert_true(c->stream.came <= limit);
        assert_int_equal(c->stream.fault, i ? FAULT_PROTOCOL : FAULT_NONE);
    }
    assert_false(stream_is_clean(&c->stream));
    keep_drop(&b->keep, c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_connection_serves_its_origin_alone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(one_in_four_takes_the_place_of_the_oldest, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(the_oldest_are_closed_beyond_a_number, set_up, tear_down),
        cmocka_unit_test_setup_teardown(each_origin_is_left_one, set_up, tear_down),
        cmocka_unit_test_setup_teardown(others_wait_for_the_first_session_of_an_origin, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(others_do_not_wait_for_long, set_up, tear_down),
        cmocka_unit_test_setup_teardown(few_are_opened_at_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_connection_is_not_kept_for_long, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_not_as_it_was_left_is_closed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_request_may_take_so_much_and_no_more, set_up, tear_down),
        cmocka_unit_test_setup_teardown(origins_are_few, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_session_is_resumed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_session_is_resumed_by_several, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_session_that_is_refused_is_forgotten, set_up, tear_down),
        cmocka_unit_test(a_session_with_very_many_certificates_is_not_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
