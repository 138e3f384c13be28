/* Handshakes that several threads take steps of: all end as they would alone, none is lost for want
 * of news, and nobody touches a stream that was taken back. */
#include "unit.h"

#include "landfall.h"
#include "net/handshakes.h"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MANY = 40, PATIENCE_MS = 60000 };

struct pair {
    struct stream stream;
    struct handshake handshake;
    SSL *there;
    int fd; /* the other end */
    bool ended;
};

struct bench {
    struct tls tls;
    SSL_CTX *server;
    struct handshakes all;
    int wake;
    struct pair pairs[MANY];
    size_t count;
};

/* --- A certificate of a.test, which trusts itself --- */

static X509 *certify(EVP_PKEY *key)
{
    X509 *x = X509_new();
    assert_non_null(x);
    X509_set_version(x, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(x), 1);
    X509_gmtime_adj(X509_getm_notBefore(x), -3600);
    X509_gmtime_adj(X509_getm_notAfter(x), 3600);
    X509_NAME *name = X509_get_subject_name(x);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, (const unsigned char *)"a.test", -1, -1,
                               0);
    X509_set_issuer_name(x, name);
    X509_set_pubkey(x, key);
    X509_EXTENSION *names = X509V3_EXT_conf_nid(NULL, NULL, NID_subject_alt_name, "DNS:a.test");
    assert_int_equal(X509_add_ext(x, names, -1), 1);
    X509_EXTENSION_free(names);
    assert_true(X509_sign(x, key, EVP_sha256()) > 0);
    return x;
}

static void trust(struct tls *t, X509 *x)
{
    char path[] = "/tmp/landfall-handshakes-XXXXXX";
    struct buffer why = BUFFER(1000);
    FILE *file = fdopen(mkstemp(path), "w");
    assert_non_null(file);
    assert_int_equal(PEM_write_X509(file, x), 1);
    assert_int_equal(fclose(file), 0);
    assert_true(tls_open(t, path, &why));
    assert_int_equal(tls_load(t, &why), TLS_LOADED);
    unlink(path);
}

static int open_bench(void **state)
{
    struct bench *b = calloc(1, sizeof *b);
    EVP_PKEY *key = EVP_EC_gen("P-256");
    X509 *x = certify(key);
    trust(&b->tls, x);
    b->server = SSL_CTX_new(TLS_server_method());
    assert_int_equal(SSL_CTX_use_certificate(b->server, x), 1);
    assert_int_equal(SSL_CTX_use_PrivateKey(b->server, key), 1);
    b->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    X509_free(x);
    EVP_PKEY_free(key);
    *state = b;
    return 0;
}

static void hang_up(struct pair *p)
{
    stream_close(&p->stream);
    SSL_free(p->there);
    close(p->fd);
}

static int close_bench(void **state)
{
    struct bench *b = *state;
    for (size_t i = 0; i < b->count; i++) {
        handshake_drop(&b->pairs[i].handshake);
    }
    handshakes_close(&b->all);
    for (size_t i = 0; i < b->count; i++) {
        hang_up(&b->pairs[i]);
    }
    SSL_CTX_free(b->server);
    tls_close(&b->tls);
    close(b->wake);
    free(b);
    return 0;
}

/* --- Both sides --- */

static struct pair *connect_one(struct bench *b, const char *host)
{
    int ends[2];
    struct pair *p = &b->pairs[b->count++];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends), 0);
    p->stream = (struct stream){ .fd = ends[0], .limit = STREAM_REQUEST_BYTES };
    p->fd = ends[1];
    p->there = SSL_new(b->server);
    SSL_set_fd(p->there, p->fd);
    SSL_set_accept_state(p->there);
    assert_true(stream_secure(&p->stream, &b->tls, host, NULL));
    handshake_init(&p->handshake, &b->all, &p->stream, host);
    return p;
}

static bool has_news(int fd, int ms)
{
    struct pollfd what = { .fd = fd, .events = POLLIN };
    return poll(&what, 1, ms) == 1;
}

static struct pair *pair_of(struct bench *b, const struct handshake *h)
{
    struct pair *p = NULL;
    for (size_t i = 0; i < b->count; i++) {
        p = &b->pairs[i].handshake == h ? &b->pairs[i] : p;
    }
    assert_non_null(p);
    return p;
}

/* The other sides answer, and the sockets that have news are told of. */
static void answer(struct bench *b)
{
    for (size_t i = 0; i < b->count; i++) {
        struct pair *p = &b->pairs[i];
        if (has_news(p->fd, 0)) {
            SSL_do_handshake(p->there);
        }
        if (!p->ended && has_news(p->stream.fd, 0)) {
            assert_int_equal(handshake_go_on(&p->handshake), STREAM_WAITS);
        }
    }
}

static size_t take_all(struct bench *b)
{
    size_t count = 0;
    struct handshake *ended = handshakes_take(&b->all);
    while (ended) {
        pair_of(b, ended)->ended = true;
        count++;
        ended = handshakes_take(&b->all);
    }
    return count;
}

/* --- Tests --- */

static void take_down(void)
{
    _exit(1);
}

/* Threads that shake hands may be about when a program exits: nothing is taken down under them. It
 * counts what is done before OpenSSL is used, so this comes first, and in processes of its own. */
static void an_exit_takes_nothing_down(void **state)
{
    (void)state;
    static const char *const records[] = { NULL, "/dev/null" };
    for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
        int status = -1;
        pid_t child = fork();
        if (child == 0) {
            lf_options options = LF_OPTIONS;
            lf_session *session;
            options.record = records[i];
            bool opened = lf_open(&options, &session) == LF_OK;
            OPENSSL_atexit(take_down);
            exit(opened ? 0 : 2);
        }
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_int_equal(status, 0);
    }
}

static void all_end_well(void **state)
{
    static const size_t threads[] = { 1, 2, 4 };
    for (size_t t = 0; t < COUNT_OF(threads); t++) {
        open_bench(state);
        struct bench *b = *state;
        handshakes_open(&b->all, threads[t], b->wake);
        for (size_t i = 0; i < MANY; i++) {
            struct pair *p = connect_one(b, "a.test");
            assert_int_equal(handshake_go_on(&p->handshake), STREAM_WAITS);
        }
        size_t ended = 0;
        while (ended < MANY) {
            bool worked = handshakes_work(&b->all);
            ended += take_all(b);
            answer(b);
            if (!worked && !handshakes_are_due(&b->all) && ended < MANY) {
                assert_true(b->all.started > 0 && has_news(b->wake, PATIENCE_MS));
            }
        }
        for (size_t i = 0; i < MANY; i++) {
            assert_int_equal(handshake_go_on(&b->pairs[i].handshake), STREAM_DONE);
            assert_true(b->pairs[i].stream.trusted);
        }
        assert_int_equal(b->all.started > 0, threads[t] > 1);
        assert_true(b->all.started < threads[t]);
        assert_false(handshakes_are_due(&b->all));
        close_bench(state);
    }
}

static void a_fault_is_the_stream_s(void **state)
{
    struct bench *b = *state;
    handshakes_open(&b->all, 2, b->wake);
    struct pair *p = connect_one(b, "b.test");
    handshake_go_on(&p->handshake);
    while (take_all(b) == 0) {
        answer(b);
        handshakes_work(&b->all);
    }
    assert_int_equal(handshake_go_on(&p->handshake), STREAM_BROKE);
    assert_int_equal(p->stream.fault, FAULT_TLS);
    assert_int_equal(p->stream.tls, TLS_WRONG_HOST);
}

/* One that waits is the caller's: there is a helper for the second. */
static void a_helper_wakes_the_caller(void **state)
{
    struct bench *b = *state;
    handshakes_open(&b->all, 2, b->wake);
    handshake_go_on(&connect_one(b, "a.test")->handshake);
    assert_int_equal(b->all.started, 0);
    handshake_go_on(&connect_one(b, "a.test")->handshake);
    assert_int_equal(b->all.started, 1);
    assert_true(has_news(b->wake, PATIENCE_MS));
    assert_true(handshakes_are_due(&b->all));
}

static void news_while_a_step_is_taken_is_not_lost(void **state)
{
    struct bench *b = *state;
    handshakes_open(&b->all, 1, b->wake);
    struct pair *p = connect_one(b, "a.test");
    handshake_go_on(&p->handshake);
    assert_true(handshakes_work(&b->all));
    assert_int_equal(p->handshake.state, HANDSHAKE_STOPS);
    assert_int_equal(handshake_go_on(&p->handshake), STREAM_WAITS);
    assert_null(handshakes_take(&b->all));
    assert_int_equal(p->handshake.state, HANDSHAKE_WAITS);
    assert_true(handshakes_work(&b->all));
    assert_null(handshakes_take(&b->all));
    assert_int_equal(p->handshake.state, HANDSHAKE_RESTS);
    assert_false(handshakes_are_due(&b->all));
    assert_false(handshakes_work(&b->all));
}

static void what_has_begun_goes_first(void **state)
{
    struct bench *b = *state;
    handshakes_open(&b->all, 1, b->wake);
    struct pair *first = connect_one(b, "a.test");
    struct pair *second = connect_one(b, "a.test");
    handshake_go_on(&first->handshake);
    handshakes_work(&b->all);
    assert_null(handshakes_take(&b->all));
    handshake_go_on(&second->handshake);
    handshake_go_on(&first->handshake);
    handshakes_work(&b->all);
    assert_int_equal(first->handshake.state, HANDSHAKE_STOPS);
    assert_int_equal(second->handshake.state, HANDSHAKE_WAITS);
}

static void many_are_told(void **state)
{
    struct bench *b = *state;
    handshakes_open(&b->all, 1, b->wake);
    size_t count = 0;
    size_t some = 0;
    while (!handshakes_are_many(&b->all)) {
        assert_true(count < MANY);
        some += !handshakes_are_some(&b->all);
        handshake_go_on(&connect_one(b, "a.test")->handshake);
        count++;
    }
    assert_true(count > 8);
    assert_int_equal(some, count / 2);
    while (handshakes_work(&b->all)) {
        assert_null(handshakes_take(&b->all));
    }
    assert_false(handshakes_are_many(&b->all));
}

/* A byte to each, and each of them is told of. */
static void send_pieces(struct bench *b, const char *bytes, size_t at)
{
    for (size_t i = 0; i < b->count; i++) {
        struct pair *p = &b->pairs[i];
        assert_int_equal(write(p->fd, bytes + (at < 5 ? at : 5), 1), 1);
        assert_int_equal(handshake_go_on(&p->handshake), STREAM_WAITS);
    }
}

static void take_steps(struct bench *b)
{
    while (handshakes_work(&b->all)) {
        assert_null(handshakes_take(&b->all));
    }
}

/* Servers that send what is to be a long record of a handshake byte by byte. */
static void what_comes_byte_by_byte_holds_up_nobody(void **state)
{
    struct bench *b = *state;
    static const char bytes[] = "\x16\x03\x03\x40\x00"; /* its header, and a byte of it */
    handshakes_open(&b->all, 1, b->wake);
    while (b->count < MANY - 1) {
        handshake_go_on(&connect_one(b, "a.test")->handshake);
    }
    assert_true(handshakes_are_many(&b->all));
    take_steps(b);
    for (size_t at = 0; at < 100; at++) {
        send_pieces(b, bytes, at);
        assert_true(handshakes_are_due(&b->all));
        assert_int_equal(handshakes_are_many(&b->all), at < 32);
        assert_int_equal(handshakes_are_some(&b->all), at < 32);
        take_steps(b);
        assert_false(handshakes_are_due(&b->all));
    }
    send_pieces(b, bytes, 100);
    struct pair *late = connect_one(b, "a.test");
    handshake_go_on(&late->handshake);
    for (size_t i = 0; i < 2; i++) {
        handshakes_work(&b->all);
    }
    assert_int_equal(late->handshake.state, HANDSHAKE_STOPS);
    size_t waiting = b->all.count;
    for (size_t i = 0; i < 8; i++) { /* where others go before them, some of them go, too */
        handshakes_take(&b->all);
        handshake_go_on(&late->handshake);
        handshakes_work(&b->all);
    }
    assert_true(b->all.count < waiting);
    assert_true(b->all.count >= waiting - 2);
}

static void *hang_up_soon(void *of)
{
    const struct pair *p = of;
    usleep(20000);
    shutdown(p->fd, SHUT_RDWR);
    return NULL;
}

/* The socket blocks, so that the helper is in the middle of its step. */
static void what_is_dropped_is_not_touched(void **state)
{
    struct bench *b = *state;
    pthread_t thread;
    handshakes_open(&b->all, 2, b->wake);
    for (size_t i = 0; i < 2; i++) {
        struct pair *p = connect_one(b, "a.test");
        assert_int_equal(fcntl(p->stream.fd, F_SETFL, 0), 0);
        handshake_go_on(&p->handshake);
    }
    struct pair *first = &b->pairs[0];
    struct pair *second = &b->pairs[1];
    assert_true(has_news(first->fd, PATIENCE_MS));
    handshake_drop(&second->handshake);
    assert_false(handshakes_are_due(&b->all));
    assert_int_equal(pthread_create(&thread, NULL, hang_up_soon, first), 0);
    handshake_drop(&first->handshake);
    assert_int_equal(first->handshake.news, STREAM_BROKE);
    assert_false(handshakes_are_due(&b->all));
    assert_null(handshakes_take(&b->all));
    pthread_join(thread, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_exit_takes_nothing_down),
        cmocka_unit_test(all_end_well),
        cmocka_unit_test_setup_teardown(a_fault_is_the_stream_s, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(a_helper_wakes_the_caller, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(news_while_a_step_is_taken_is_not_lost, open_bench,
                                        close_bench),
        cmocka_unit_test_setup_teardown(what_has_begun_goes_first, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(many_are_told, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(what_comes_byte_by_byte_holds_up_nobody, open_bench,
                                        close_bench),
        cmocka_unit_test_setup_teardown(what_is_dropped_is_not_touched, open_bench, close_bench),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
