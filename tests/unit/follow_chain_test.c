/* Chains that end without a request, and what is wrong with options. Those that need answers are
 * run against the test web, as whole programs. */
#include "descriptors.h"
#include "unit.h"

#include "base/time.h"
#include "follow/follow.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* A root that nothing is verified with: it only has to be one. */
static const char certificate[] =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBbjCCARSgAwIBAgIUMYI8BX7ye2PVFScpBcuth3KgDggwCgYIKoZIzj0EAwIw\n"
    "FTETMBEGA1UEAwwKYmVuY2ggcm9vdDAeFw0yNjExMjQxOTI4MzdaFw0yNjEyMjQx\n"
    "OTI4MzdaMBUxEzARBgNVBAMMCmJlbmNoIHJvb3QwWTATBgcqhkjOPQIBBggqhkjO\n"
    "PQMBBwNCAAQPgYEkc6bqT9pPZs4Sa/apupRejoDmwLMh4xuJP82pImf1Kds51gt/\n"
    "0XBwhL1NTxykQx78WeQZpD+B8KmE4oVpo0IwQDAPBgNVHRMBAf8EBTADAQH/MA4G\n"
    "A1UdDwEB/wQEAwICBDAdBgNVHQ4EFgQUAp6Nmi1gxNTjL/rGXm2lroB7NjIwCgYI\n"
    "KoZIzj0EAwIDSAAwRQIgGZenBkDRl14Xv63BRni8D18ONC26j3of35WEY72FuWQC\n"
    "IQCaoEpMfjAwbqyDxaDWyKpIGGp1oy8pzUQsJjiuIlckNA==\n"
    "-----END CERTIFICATE-----\n";

static char pem[] = "/tmp/landfall-follow-XXXXXX";

static int write_certificate(void **state)
{
    (void)state;
    int fd = mkstemp(pem);
    ssize_t written = fd < 0 ? -1 : write(fd, certificate, sizeof certificate - 1);
    close(fd);
    return written == (ssize_t)sizeof certificate - 1 ? 0 : -1;
}

static int remove_certificate(void **state)
{
    (void)state;
    return unlink(pem);
}

/* A follower and the net it asks. */
struct bench {
    struct net *net;
    struct follow *follow;
    int files; /* that were open before */
};

static struct net_options usual(void)
{
    return (struct net_options){
        .timeout_ms = 1000, .concurrency = 4, .per_host = 2, .user_agent = "test", .cacert = pem
    };
}

static struct bench open_bench(const struct net_options *net, unsigned max_hops)
{
    struct follow_options options = { .timeout_ms = net->timeout_ms, .max_hops = max_hops };
    struct buffer why = BUFFER(1000);
    struct bench b = { .files = open_descriptors() };
    b.net = net_open(net, &why);
    if (!b.net) {
        fail_msg("%s", buffer_string(&why));
    }
    b.follow = follow_open(&options, b.net);
    assert_non_null(b.follow);
    buffer_free(&why);
    return b;
}

static void close_bench(struct bench *b)
{
    net_close(b->net);
    follow_close(b->follow);
    assert_int_equal(open_descriptors(), b->files);
}

/* The next outcome that is done. */
static struct outcome *next(const struct bench *b)
{
    struct outcome *o = follow_next(b->follow);
    struct exchange *x = o ? NULL : net_next(b->net, -1);
    while (x) {
        assert_ptr_equal(x->asker, b->follow);
        follow_take(b->follow, x);
        o = follow_next(b->follow);
        x = o ? NULL : net_next(b->net, -1);
    }
    return o;
}

static void chains_end_where_nothing_is_to_be_asked(void **state)
{
    (void)state;
    static const struct {
        const char *url;
        enum reason reason;
        size_t hops;
        const char *last, *final;
    } rows[] = {
        { "http://127.0.0.1/", REASON_DENIED, 1, "http://127.0.0.1/", NULL },
        { "https://[::1]:8443/x", REASON_DENIED, 1, "https://[::1]:8443/x", NULL },
        { "http://user:secret@10.0.0.1/", REASON_DENIED, 1, "http://10.0.0.1/", NULL },
        { "http://localhost/", REASON_DENIED, 1, "http://localhost/", NULL },
        { "http://a.b.localhost:99/", REASON_DENIED, 1, "http://a.b.localhost:99/", NULL },
        { "http://8.8.8.8:0/", REASON_DENIED, 1, "http://8.8.8.8:0/", NULL },
        { "https://twitter.com/a_b/status/1009000000000000000", REASON_UNVERIFIED, 1,
          "https://twitter.com/a_b/status/1009000000000000000",
          "https://twitter.com/a_b/status/1009000000000000000" },
        { "https://l.facebook.com/l.php?u=http%3A%2F%2F10.1.2.3%2F", REASON_DENIED, 2,
          "http://10.1.2.3/", NULL },
        { "https://l.facebook.com/l.php?u=http%3A%2F%2F8.8.8.8%3A25%2F", REASON_DENIED, 2,
          "http://8.8.8.8:25/", NULL },
        { "https://l.facebook.com/l.php?u=https%3A%2F%2Ftwitter.com%2Fa_b%2Fstatus%2F"
          "1009000000000000000%23x",
          REASON_UNVERIFIED, 2, "https://twitter.com/a_b/status/1009000000000000000#x",
          "https://twitter.com/a_b/status/1009000000000000000#x" },
        { "not a url", REASON_MALFORMED, 0, NULL, NULL },
    };
    struct net_options options = usual();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct bench b = open_bench(&options, 20);
        struct outcome *o = follow_url(b.follow, slice_from(rows[i].url));
        assert_non_null(o);
        assert_false(o->done);
        assert_ptr_equal(next(&b), o);
        assert_true(o->done);
        if (o->reason != rows[i].reason) {
            fail_msg("%s: %s", rows[i].url, reason_word(o->reason));
        }
        assert_int_equal(o->hop_count, rows[i].hops);
        if (rows[i].last) {
            assert_slice(o->hops[o->hop_count - 1].url, rows[i].last);
        }
        assert_slice(o->final, rows[i].final);
        assert_int_equal(o->attempts, 0);
        assert_int_equal(o->status, 0);
        assert_null(next(&b));
        assert_int_equal(net_requests(b.net), 0);
        close_bench(&b);
    }
}

static void the_same_url_has_one_outcome(void **state)
{
    (void)state;
    struct net_options options = usual();
    struct bench b = open_bench(&options, 20);
    struct outcome *first = follow_url(b.follow, SLICE("https://10.0.0.1/"));
    assert_ptr_equal(follow_url(b.follow, SLICE("https://10.0.0.1/")), first);
    assert_ptr_not_equal(follow_url(b.follow, SLICE("https://10.0.0.1/#x")), first);
    assert_ptr_equal(next(&b), first);
    assert_ptr_equal(follow_url(b.follow, SLICE("https://10.0.0.1/")), first);
    assert_true(first->done);
    assert_non_null(next(&b));
    assert_null(next(&b));
    close_bench(&b);
}

/* A wrapper in a wrapper and so on, `depth` times, around a private address. */
static void wrap(unsigned depth, struct buffer *into)
{
    struct buffer inner = BUFFER(URL_LONGEST);
    buffer_reset(into);
    buffer_printf(into, "http://10.1.2.3/");
    for (unsigned i = 0; i < depth; i++) {
        buffer_reset(&inner);
        buffer_add(&inner, buffer_slice(into));
        buffer_reset(into);
        buffer_printf(into, "https://href.li/?%s", buffer_string(&inner));
    }
    assert_false(into->failed);
    buffer_free(&inner);
}

/* Whatever is unwrapped, nobody is asked for it: it is bounded, but not cut. */
static void hops_are_counted(void **state)
{
    (void)state;
    static const struct {
        unsigned limit, depth;
        enum reason reason;
        size_t hops;
    } rows[] = {
        { 0, 1, REASON_DENIED, 2 },          { 0, 20, REASON_DENIED, 21 },
        { 0, 21, REASON_TOO_MANY_HOPS, 21 }, { 20, 21, REASON_TOO_MANY_HOPS, 21 },
        { 21, 21, REASON_DENIED, 22 },
    };
    struct net_options options = usual();
    struct buffer url = BUFFER(URL_LONGEST);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct bench b = open_bench(&options, rows[i].limit);
        wrap(rows[i].depth, &url);
        struct outcome *o = follow_url(b.follow, buffer_slice(&url));
        assert_ptr_equal(next(&b), o);
        assert_int_equal(o->reason, rows[i].reason);
        assert_int_equal(o->hop_count, rows[i].hops);
        assert_false(o->cut);
        close_bench(&b);
    }
    buffer_free(&url);
}

/* Nobody answers at 127.0.0.1:9 in time, or they refuse; either way the retry waits a second. */
static struct net_options nobody(void)
{
    static const char *const led[] = { "::127.0.0.1:9", NULL };
    static const char *const open[] = { "127.0.0.0/8", NULL };
    struct net_options options = usual();
    options.connect_to = led;
    options.allow_net = open;
    options.retries = 9;
    options.timeout_ms = 60000;
    return options;
}

static void *interrupt(void *net)
{
    usleep(20000);
    net_interrupt(net);
    return NULL;
}

static void interruption_ends_the_wait(void **state)
{
    (void)state;
    struct net_options options = nobody();
    struct bench b = open_bench(&options, 20);
    assert_non_null(follow_url(b.follow, SLICE("http://a.test/")));
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, interrupt, b.net), 0);
    assert_null(next(&b));
    assert_true(net_interrupted(b.net));
    assert_null(next(&b));
    pthread_join(thread, NULL);
    close_bench(&b);
}

static void the_end_of_the_run_ends_what_is_open(void **state)
{
    (void)state;
    struct net_options options = nobody();
    options.run_ms = 50;
    struct bench b = open_bench(&options, 20);
    struct outcome *first = follow_url(b.follow, SLICE("http://a.test/"));
    struct outcome *second = follow_url(b.follow, SLICE("http://a.test/#x"));
    assert_ptr_equal(next(&b), first);
    assert_ptr_equal(next(&b), second);
    assert_int_equal(first->reason, REASON_OUT_OF_TIME);
    assert_int_equal(second->reason, REASON_OUT_OF_TIME);
    assert_int_equal(first->hop_count, 1);
    struct outcome *late = follow_url(b.follow, SLICE("http://b.test/"));
    assert_ptr_equal(next(&b), late);
    assert_int_equal(late->reason, REASON_OUT_OF_TIME);
    close_bench(&b);
}

/* A server that takes connections and says nothing. */
static void nothing_stays_open_behind_a_run(void **state)
{
    (void)state;
    static const char *const open[] = { "127.0.0.0/8", NULL };
    static const int64_t runs[] = { 500, 0 }; /* ends by itself, or is closed in the midst of it */
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t length = sizeof at;
    int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(server, (struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(listen(server, 8), 0);
    assert_int_equal(getsockname(server, (struct sockaddr *)&at, &length), 0);
    char place[32];
    snprintf(place, sizeof place, "::127.0.0.1:%u", ntohs(at.sin_port));
    const char *const led[] = { place, NULL };
    for (size_t i = 0; i < COUNT_OF(runs); i++) {
        struct net_options options = usual();
        options.connect_to = led;
        options.allow_net = open;
        options.timeout_ms = 60000;
        options.run_ms = runs[i];
        struct bench b = open_bench(&options, 20);
        assert_non_null(follow_url(b.follow, SLICE("http://a.test/")));
        assert_non_null(follow_url(b.follow, SLICE("https://b.test/")));
        assert_null(follow_next(b.follow));
        assert_null(net_next(b.net, 20));
        assert_int_equal(net_requests(b.net), 2);
        if (runs[i]) {
            assert_int_equal(next(&b)->reason, REASON_OUT_OF_TIME);
            assert_int_equal(next(&b)->reason, REASON_OUT_OF_TIME);
        }
        close_bench(&b);
    }
    close(server);
}

/* What is waited for is bounded by who waits, and it is told when nothing is under way. */
static void a_wait_may_be_short(void **state)
{
    (void)state;
    struct net_options options = nobody();
    struct bench b = open_bench(&options, 20);
    assert_null(net_next(b.net, -1));
    assert_non_null(follow_url(b.follow, SLICE("http://a.test/")));
    assert_null(follow_next(b.follow));
    int64_t before = time_tick_ms();
    assert_null(net_next(b.net, 0));
    assert_null(net_next(b.net, 30));
    assert_in_range(time_tick_ms() - before, 25, 900);
    assert_false(net_failed(b.net));
    close_bench(&b);
}

static void options_are_checked(void **state)
{
    (void)state;
    static const char *const bad_header[] = { "a.test X: 1", NULL };
    static const char *const split_header[] = { "a.test: X: 1\r\nY: 2", NULL };
    char long_text[9000] = "a.test: X: ";
    memset(long_text + strlen(long_text), 'y', sizeof long_text - strlen(long_text) - 1);
    const char *const long_header[] = { "a.test: X: 1", long_text, NULL };
    static const char *const bad_net[] = { "10.0.0.0/99", NULL };
    static const char *const bad_connect[] = { "a:b", NULL };
    const struct {
        struct net_options options;
        const char *want;
    } rows[] = {
        { { .headers = bad_header }, "header number 1 is not of the form HOST: Name: value" },
        { { .headers = split_header }, "header number 1 is not of the form HOST: Name: value" },
        { { .headers = long_header }, "header number 2 is longer than 8 KiB" },
        { { .allow_net = bad_net },
          "\"10.0.0.0/99\" is no range of addresses: write it like 10.0.0.0/8 or fd00::/8" },
        { { .connect_to = bad_connect }, "\"a:b\" is not of the form HOST1:PORT1:HOST2:PORT2" },
        { { .user_agent = "a\nb" }, "the user agent has a line break in it" },
        { { .user_agent = long_text }, "the user agent is longer than 8 KiB" },
        { { .proxy = "gopher://a.test/" },
          "\"gopher://a.test/\" is no proxy: write it like "
          "http://HOST:PORT or socks5h://HOST:PORT" },
        { { .proxy = "socks5://a.test:1", .proxy_dns = true },
          "names cannot be left to the proxy \"socks5://a.test:1\", which is given addresses: "
          "use socks5h or socks4a" },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buffer why = BUFFER(1000);
        struct net_options options = rows[i].options;
        options.concurrency = options.per_host = 1;
        assert_null(net_open(&options, &why));
        assert_string_equal(buffer_string(&why), rows[i].want);
        buffer_free(&why);
    }
    follow_close(NULL);
    net_close(NULL);
}

static void signals_are_left_as_they_were(void **state)
{
    (void)state;
    sigset_t before;
    sigset_t after;
    struct net_options options = nobody();
    struct bench b = open_bench(&options, 20);
    pthread_sigmask(SIG_SETMASK, NULL, &before);
    assert_non_null(follow_url(b.follow, SLICE("http://a.test/")));
    assert_null(follow_next(b.follow));
    assert_null(net_next(b.net, 10));
    pthread_sigmask(SIG_SETMASK, NULL, &after);
    assert_int_equal(sigismember(&after, SIGPIPE), sigismember(&before, SIGPIPE));
    close_bench(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chains_end_where_nothing_is_to_be_asked),
        cmocka_unit_test(the_same_url_has_one_outcome),
        cmocka_unit_test(hops_are_counted),
        cmocka_unit_test(interruption_ends_the_wait),
        cmocka_unit_test(the_end_of_the_run_ends_what_is_open),
        cmocka_unit_test(nothing_stays_open_behind_a_run),
        cmocka_unit_test(a_wait_may_be_short),
        cmocka_unit_test(options_are_checked),
        cmocka_unit_test(signals_are_left_as_they_were),
    };
    return cmocka_run_group_tests(tests, write_certificate, remove_certificate);
}
