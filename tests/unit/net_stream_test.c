/* Streams over a pair of sockets, with TLS over them or not; the other side is played here. */
#include "unit.h"

#include "net/stream.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static char trusted[] = "/tmp/landfall-stream-XXXXXX";
static EVP_PKEY *key, *rsa_key;
static X509 *certificate, *rsa_certificate;

/* Its own root, for a.test, *.b.test and an address. */
static X509 *make_certificate(EVP_PKEY *of)
{
    X509V3_CTX about;
    X509 *made = X509_new();
    X509_set_version(made, X509_VERSION_3);
    X509_gmtime_adj(X509_getm_notBefore(made), -60);
    X509_gmtime_adj(X509_getm_notAfter(made), 3600);
    X509_set_pubkey(made, of);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(made), "CN", MBSTRING_ASC,
                               (const unsigned char *)"root", -1, -1, 0);
    X509_set_issuer_name(made, X509_get_subject_name(made));
    X509V3_set_ctx(&about, made, made, NULL, NULL, 0);
    X509_EXTENSION *names = X509V3_EXT_conf_nid(NULL, &about, NID_subject_alt_name,
                                                "DNS:a.test,DNS:*.b.test,IP:192.0.2.7");
    X509_add_ext(made, names, -1);
    X509_EXTENSION_free(names);
    X509_sign(made, of, EVP_sha256());
    return made;
}

static int certify(void **state)
{
    (void)state;
    key = EVP_EC_gen("P-256");
    rsa_key = EVP_RSA_gen(2048);
    certificate = make_certificate(key);
    rsa_certificate = make_certificate(rsa_key);
    FILE *file = fdopen(mkstemp(trusted), "w");
    bool written = PEM_write_X509(file, certificate) && PEM_write_X509(file, rsa_certificate);
    return fclose(file) == 0 && written ? 0 : -1;
}

static int forget(void **state)
{
    (void)state;
    X509_free(certificate);
    X509_free(rsa_certificate);
    EVP_PKEY_free(key);
    EVP_PKEY_free(rsa_key);
    return unlink(trusted);
}

/* A stream and the other side of it. */
struct bench {
    struct stream s;
    struct tls tls;
    SSL_CTX *context;
    SSL *there; /* NULL: without TLS */
    int fd;
};

static void open_bench_over(struct bench *b, const int ends[2], bool secure, const char *host)
{
    *b = (struct bench){ .there = NULL };
    b->s = (struct stream){ .fd = ends[0], .limit = STREAM_REQUEST_BYTES };
    b->fd = ends[1];
    if (!secure) {
        return;
    }
    struct buffer why = BUFFER(1000);
    assert_true(tls_open(&b->tls, trusted, &why));
    assert_int_equal(tls_load(&b->tls, &why), TLS_LOADED);
    assert_true(stream_secure(&b->s, &b->tls, host, NULL));
    buffer_free(&why);
    b->context = SSL_CTX_new(TLS_server_method());
    assert_int_equal(SSL_CTX_use_certificate(b->context, certificate), 1);
    assert_int_equal(SSL_CTX_use_PrivateKey(b->context, key), 1);
    b->there = SSL_new(b->context);
    SSL_set_fd(b->there, b->fd);
    SSL_set_accept_state(b->there);
}

static void open_bench(struct bench *b, bool secure, const char *host)
{
    int ends[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends), 0);
    open_bench_over(b, ends, secure, host);
}

/* With packets in between. */
static void open_bench_over_tcp(struct bench *b, const char *host)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t length = sizeof at;
    int ends[2];
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(listener, (struct sockaddr *)&at, length), 0);
    assert_int_equal(listen(listener, 1), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&at, &length), 0);
    ends[0] = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(connect(ends[0], (struct sockaddr *)&at, length), 0);
    ends[1] = accept(listener, NULL, NULL);
    close(listener);
    for (int i = 0; i < 2; i++) {
        int one = 1;
        assert_int_equal(fcntl(ends[i], F_SETFL, O_NONBLOCK), 0);
        assert_int_equal(setsockopt(ends[i], IPPROTO_TCP, TCP_NODELAY, &one, sizeof one), 0);
    }
    open_bench_over(b, ends, true, host);
}

/* Until one of them has something to say. */
static enum stream_news shake_hands(struct bench *b, const char *host)
{
    enum stream_news news = STREAM_WAITS;
    for (int i = 0; i < 20 && news == STREAM_WAITS; i++) {
        news = stream_shake_hands(&b->s, host);
        SSL_do_handshake(b->there);
    }
    return news;
}

static void open_and_shake_hands(struct bench *b, bool secure)
{
    open_bench(b, secure, "a.test");
    assert_true(!secure || shake_hands(b, "a.test") == STREAM_DONE);
}

static void close_bench(struct bench *b)
{
    stream_close(&b->s);
    SSL_free(b->there);
    SSL_CTX_free(b->context);
    if (b->tls.store) {
        tls_close(&b->tls);
    }
    close(b->fd);
}

/* As read(2) of the other side. */
static ssize_t take(const struct bench *b, char *into, size_t room)
{
    return b->there ? SSL_read(b->there, into, (int)room) : recv(b->fd, into, room, 0);
}

static bool give(const struct bench *b, struct slice s)
{
    ssize_t given = b->there ? SSL_write(b->there, s.data, (int)s.length)
                             : send(b->fd, s.data, s.length, MSG_NOSIGNAL);
    return given == (ssize_t)s.length;
}

/* A server that is slow to read holds a request up; nothing of it is lost, or sent twice. */
static void a_long_request_waits_for_room(void **state)
{
    (void)state;
    enum { LENGTH = 4 << 20, PIECE = 16 << 10 };
    char *bytes = malloc(LENGTH);
    char *there = malloc(LENGTH + PIECE);
    assert_true(bytes && there);
    for (size_t i = 0; i < LENGTH; i++) {
        bytes[i] = (char)(i * 7 + i / 251);
    }
    for (int secure = 0; secure < 2; secure++) {
        struct bench b;
        size_t sent = 0;
        size_t came = 0;
        size_t waits = 0;
        open_and_shake_hands(&b, secure);
        while (sent < LENGTH) {
            size_t count;
            enum stream_news news = stream_write(&b.s, bytes + sent, LENGTH - sent, &count);
            assert_true(news == STREAM_DONE || (news == STREAM_WAITS && count == 0));
            sent += count;
            waits += news == STREAM_WAITS;
            for (ssize_t got = 1; news == STREAM_WAITS && got > 0 && came < LENGTH;) {
                got = take(&b, there + came, PIECE);
                came += got > 0 ? (size_t)got : 0;
            }
        }
        for (ssize_t got = 1; got > 0 && came < LENGTH;) {
            got = take(&b, there + came, PIECE);
            came += got > 0 ? (size_t)got : 0;
        }
        assert_true(waits > 1);
        assert_int_equal(came, LENGTH);
        assert_memory_equal(bytes, there, LENGTH);
        close_bench(&b);
    }
    free(bytes);
    free(there);
}

static void what_comes_is_read_and_has_an_end(void **state)
{
    (void)state;
    for (int secure = 0; secure < 2; secure++) {
        struct bench b;
        char room[16];
        size_t count;
        open_and_shake_hands(&b, secure);
        assert_int_equal(stream_read(&b.s, room, sizeof room, &count), STREAM_WAITS);
        assert_true(stream_is_clean(&b.s));
        assert_true(give(&b, SLICE("hello")));
        assert_int_equal(stream_read(&b.s, room, sizeof room, &count), STREAM_DONE);
        assert_slice(slice_of(room, count), "hello");
        assert_true(b.s.came >= count);
        assert_true(stream_is_clean(&b.s));
        assert_true(give(&b, SLICE("x"))); /* which nobody asked for */
        assert_false(stream_is_clean(&b.s));
        shutdown(b.fd, SHUT_RDWR);
        assert_int_equal(stream_read(&b.s, room, sizeof room, &count), STREAM_ENDED);
        assert_true(b.s.over);
        assert_false(stream_is_clean(&b.s));
        assert_int_equal(stream_write(&b.s, "x", 1, &count), STREAM_BROKE);
        assert_int_equal(b.s.fault, FAULT_UNREACHABLE);
        close_bench(&b);
    }
}

/* No more is taken off the wire than a request may take, until the next one. */
static void what_comes_is_bounded(void **state)
{
    (void)state;
    for (int secure = 0; secure < 2; secure++) {
        struct bench b;
        enum { PIECE = 50 };
        char room[1000] = "";
        size_t count;
        open_and_shake_hands(&b, secure);
        assert_int_equal(stream_read(&b.s, room, sizeof room, &count), STREAM_WAITS);
        stream_allow(&b.s, 0);
        assert_int_equal(b.s.limit, b.s.came + STREAM_REQUEST_BYTES);
        stream_allow(&b.s, 500);
        assert_int_equal(b.s.limit, b.s.came + STREAM_REQUEST_BYTES + 500);
        b.s.limit = b.s.came + 600;
        enum stream_news news = STREAM_DONE;
        size_t all = 0;
        for (int i = 0; i < 100 && news != STREAM_BROKE; i++) {
            give(&b, slice_of(room, PIECE));
            news = stream_read(&b.s, room, sizeof room, &count);
            all += news == STREAM_DONE ? count : 0;
        }
        assert_int_equal(news, STREAM_BROKE);
        assert_int_equal(b.s.fault, FAULT_PROTOCOL);
        assert_true(b.s.cut);
        assert_true(b.s.came == b.s.limit && all <= 600 && all >= 300);
        assert_false(stream_is_clean(&b.s));
        close_bench(&b);
    }
}

static void the_host_is_in_the_certificate(void **state)
{
    (void)state;
    static const struct {
        const char *host;
        bool good;
    } rows[] = {
        { "a.test", true },      { "A.Test", true },       { "a.test.", true },
        { "b.test", false },     { "x.b.test", true },     { "x_y.b.test", true },
        { "x.y.b.test", false }, { "x_.y.b.test", false }, { "x_.a.test", false },
        { "192.0.2.7", true },   { "192.0.2.8", false },   { "[2001:db8::7]", false },
        { "root", false },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct bench b;
        open_bench(&b, true, rows[i].host);
        enum stream_news news = shake_hands(&b, rows[i].host);
        if (news != (rows[i].good ? STREAM_DONE : STREAM_BROKE)) {
            fail_msg("%s: %d", rows[i].host, (int)news);
        }
        assert_int_equal(b.s.trusted, rows[i].good);
        assert_int_equal(b.s.fault, rows[i].good ? FAULT_NONE : FAULT_TLS);
        assert_int_equal(b.s.tls, rows[i].good ? TLS_NONE : TLS_WRONG_HOST);
        close_bench(&b);
    }
}

/* Where the other side goes away, TLS has nothing to say; where it speaks something else it has. */
static void hands_that_are_not_shaken(void **state)
{
    (void)state;
    struct bench b;
    open_bench(&b, true, "a.test");
    assert_int_equal(stream_shake_hands(&b.s, "a.test"), STREAM_WAITS);
    shutdown(b.fd, SHUT_RDWR);
    assert_int_equal(stream_shake_hands(&b.s, "a.test"), STREAM_BROKE);
    assert_int_equal(b.s.fault, FAULT_UNREACHABLE);
    assert_false(b.s.trusted);
    close_bench(&b);
    open_bench(&b, true, "a.test");
    assert_int_equal(stream_shake_hands(&b.s, "a.test"), STREAM_WAITS);
    static const char plain[] = "HTTP/1.1 400 Bad Request\r\n\r\n";
    assert_int_equal(write(b.fd, plain, strlen(plain)), strlen(plain));
    assert_int_equal(stream_shake_hands(&b.s, "a.test"), STREAM_BROKE);
    assert_int_equal(b.s.fault, FAULT_TLS);
    assert_int_equal(b.s.tls, TLS_PROTOCOL);
    close_bench(&b);
}

/* Each ticket of TLS 1.3 takes thirty bytes of the server and a computation of ours. */
static void tickets_may_be_only_so_many(void **state)
{
    (void)state;
    static const struct {
        int tickets;
        enum stream_news news;
    } cases[] = { { 12, STREAM_WAITS }, { 40, STREAM_BROKE } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bench b;
        char room[16];
        size_t count;
        enum stream_news news = STREAM_WAITS;
        open_and_shake_hands(&b, true);
        for (int t = 0; t < cases[i].tickets && news == STREAM_WAITS; t++) {
            assert_int_equal(SSL_new_session_ticket(b.there), 1);
            assert_int_equal(SSL_do_handshake(b.there), 1);
            news = stream_read(&b.s, room, sizeof room, &count);
        }
        assert_int_equal(news, cases[i].news);
        assert_int_equal(b.s.fault, news == STREAM_BROKE ? FAULT_PROTOCOL : FAULT_NONE);
        close_bench(&b);
    }
}

/* Any odd number does for OpenSSL: whether it is a prime is not asked. */
static EVP_PKEY *name_group(unsigned bits)
{
    EVP_PKEY *group = NULL;
    BIGNUM *p = BN_new();
    BIGNUM *g = BN_new();
    BN_set_word(g, 2);
    BN_set_bit(p, (int)bits - 1);
    BN_sub_word(p, 1159);
    BN_set_bit(p, (int)bits - 1);
    OSSL_PARAM_BLD *of = OSSL_PARAM_BLD_new();
    OSSL_PARAM_BLD_push_BN(of, OSSL_PKEY_PARAM_FFC_P, p);
    OSSL_PARAM_BLD_push_BN(of, OSSL_PKEY_PARAM_FFC_G, g);
    OSSL_PARAM *all = OSSL_PARAM_BLD_to_param(of);
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "DH", NULL);
    EVP_PKEY_fromdata_init(context);
    assert_int_equal(EVP_PKEY_fromdata(context, &group, EVP_PKEY_KEY_PARAMETERS, all), 1);
    EVP_PKEY_CTX_free(context);
    OSSL_PARAM_free(all);
    OSSL_PARAM_BLD_free(of);
    BN_free(p);
    BN_free(g);
    return group;
}

/* What is computed with is the server's choice, and our time. */
static void numbers_may_be_only_so_long(void **state)
{
    (void)state;
    static const struct {
        unsigned bits;
        enum stream_news news;
    } cases[] = { { 2048, STREAM_DONE }, { 4096, STREAM_DONE }, { 4104, STREAM_BROKE } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bench b;
        open_bench(&b, true, "a.test");
        SSL_set_max_proto_version(b.there, TLS1_2_VERSION);
        SSL_set_cipher_list(b.there, "DHE");
        assert_int_equal(SSL_use_certificate(b.there, rsa_certificate), 1);
        assert_int_equal(SSL_use_PrivateKey(b.there, rsa_key), 1);
        assert_int_equal(SSL_set0_tmp_dh_pkey(b.there, name_group(cases[i].bits)), 1);
        assert_int_equal(shake_hands(&b, "a.test"), cases[i].news);
        assert_int_equal(b.s.fault, cases[i].news == STREAM_DONE ? FAULT_NONE : FAULT_TLS);
        close_bench(&b);
    }
}

static bool has_news(int fd, int ms)
{
    struct pollfd wait = { .fd = fd, .events = POLLIN };
    return poll(&wait, 1, ms) == 1;
}

/* Ours alone: the other side has answered what came. */
static enum stream_news shake_hands_here(struct bench *b)
{
    enum stream_news news = stream_shake_hands(&b->s, "a.test");
    assert_int_equal(news, STREAM_WAITS);
    assert_true(has_news(b->fd, 1000));
    assert_int_equal(SSL_do_handshake(b->there), -1);
    while (news == STREAM_WAITS && has_news(b->s.fd, 1000)) {
        news = stream_shake_hands(&b->s, "a.test");
    }
    return news;
}

/* The last word of a handshake waits for the request, and a good-bye for the end. */
static void what_follows_at_once_is_in_the_same_packet(void **state)
{
    (void)state;
    enum { SOON = 30 };
    struct bench b;
    char room[16];
    size_t count;
    open_bench_over_tcp(&b, "a.test");
    assert_int_equal(shake_hands_here(&b), STREAM_DONE);
    assert_false(has_news(b.fd, SOON));
    assert_int_equal(stream_write(&b.s, "GET", 3, &count), STREAM_DONE);
    assert_true(has_news(b.fd, SOON));
    assert_int_equal(SSL_do_handshake(b.there), 1);
    assert_int_equal(take(&b, room, sizeof room), 3);
    assert_int_equal(stream_read(&b.s, room, sizeof room, &count), STREAM_WAITS); /* tickets */
    int open = dup(b.s.fd);
    stream_close(&b.s);
    assert_false(has_news(b.fd, SOON));
    close(open);
    assert_true(has_news(b.fd, SOON));
    assert_int_equal(take(&b, room, sizeof room), 0);
    assert_int_equal(SSL_get_shutdown(b.there), SSL_RECEIVED_SHUTDOWN);
    close_bench(&b);
}

/* Before TLS 1.3 the server has the last word. */
static void an_old_server_is_not_kept_waiting(void **state)
{
    (void)state;
    enum { SOON = 30 };
    struct bench b;
    open_bench_over_tcp(&b, "a.test");
    SSL_set_max_proto_version(b.there, TLS1_2_VERSION);
    assert_int_equal(stream_shake_hands(&b.s, "a.test"), STREAM_WAITS);
    assert_true(has_news(b.fd, 1000));
    SSL_do_handshake(b.there);
    assert_true(has_news(b.s.fd, 1000));
    assert_int_equal(stream_shake_hands(&b.s, "a.test"), STREAM_WAITS);
    assert_true(has_news(b.fd, SOON));
    assert_int_equal(SSL_do_handshake(b.there), 1);
    assert_true(has_news(b.s.fd, 1000));
    assert_int_equal(stream_shake_hands(&b.s, "a.test"), STREAM_DONE);
    close_bench(&b);
}

static void aes_128_comes_first_and_256_is_there(void **state)
{
    (void)state;
    static const char *const names[] = { "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384",
                                         "TLS_CHACHA20_POLY1305_SHA256" };
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct bench b;
        open_bench(&b, true, "a.test");
        assert_true(i == 0 || SSL_set_ciphersuites(b.there, names[i]) == 1);
        assert_int_equal(shake_hands(&b, "a.test"), STREAM_DONE);
        assert_string_equal(SSL_get_cipher(b.s.ssl), names[i]);
        close_bench(&b);
    }
}

static void a_host_may_be_only_so_long(void **state)
{
    (void)state;
    enum { MOST = 255 };
    struct buffer why = BUFFER(1000);
    struct tls tls;
    char host[MOST + 2];
    assert_true(tls_open(&tls, trusted, &why));
    assert_int_equal(tls_load(&tls, &why), TLS_LOADED);
    for (size_t length = MOST - 1; length <= MOST + 1; length++) {
        struct stream s = { .fd = -1 };
        memset(host, 'a', length);
        host[length] = '\0';
        assert_int_equal(stream_secure(&s, &tls, host, NULL), length <= MOST);
        stream_close(&s);
    }
    tls_close(&tls);
    buffer_free(&why);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_long_request_waits_for_room),
        cmocka_unit_test(what_comes_is_read_and_has_an_end),
        cmocka_unit_test(what_comes_is_bounded),
        cmocka_unit_test(the_host_is_in_the_certificate),
        cmocka_unit_test(hands_that_are_not_shaken),
        cmocka_unit_test(numbers_may_be_only_so_long),
        cmocka_unit_test(tickets_may_be_only_so_many),
        cmocka_unit_test(what_follows_at_once_is_in_the_same_packet),
        cmocka_unit_test(an_old_server_is_not_kept_waiting),
        cmocka_unit_test(aes_128_comes_first_and_256_is_there),
        cmocka_unit_test(a_host_may_be_only_so_long),
    };
    return cmocka_run_group_tests(tests, certify, forget);
}
