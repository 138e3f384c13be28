/* Chains that end without a request, and what is wrong with options. Those that need answers are
 * run against the test web, as whole programs. */
#include "unit.h"

#include "follow/follow.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const struct follow_options offline = {
    .timeout_ms = 1000,
    .max_hops = 20,
    .concurrency = 4,
    .per_host = 2,
    .user_agent = "test",
    .offline = true,
};

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

static struct follow_options online(void)
{
    struct follow_options options = offline;
    options.offline = false;
    options.cacert = pem;
    return options;
}

static struct follow *open_follow(const struct follow_options *options)
{
    struct buffer why = BUFFER(1000);
    struct follow *f = follow_open(options, &why);
    if (!f) {
        fail_msg("%s", buffer_string(&why));
    }
    buffer_free(&why);
    return f;
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
        { "https://l.facebook.com/l.php?u=https%3A%2F%2Ftwitter.com%2Fa_b%2Fstatus%2F"
          "1009000000000000000%23x",
          REASON_UNVERIFIED, 2, "https://twitter.com/a_b/status/1009000000000000000#x",
          "https://twitter.com/a_b/status/1009000000000000000#x" },
        { "not a url", REASON_MALFORMED, 0, NULL, NULL },
    };
    struct follow_options options = online();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct follow *f = open_follow(&options);
        struct outcome *o = follow_url(f, slice_from(rows[i].url));
        assert_non_null(o);
        assert_false(o->done);
        assert_ptr_equal(follow_next(f), o);
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
        assert_null(follow_next(f));
        assert_int_equal(follow_requests(f), 0);
        follow_close(f);
    }
}

static void offline_tells_what_is_known(void **state)
{
    (void)state;
    struct follow *f = open_follow(&offline);
    struct outcome *plain = follow_url(f, SLICE("https://a.test/"));
    struct outcome *wrapped =
        follow_url(f, SLICE("https://l.facebook.com/l.php?u=https%3A%2F%2Fa.test%2F"));
    assert_ptr_equal(follow_next(f), plain);
    assert_ptr_equal(follow_next(f), wrapped);
    assert_int_equal(plain->reason, REASON_OFFLINE);
    assert_int_equal(wrapped->reason, REASON_OFFLINE);
    assert_int_equal(wrapped->hop_count, 2);
    assert_int_equal(wrapped->hops[1].via, VIA_UNWRAP);
    assert_slice(wrapped->hops[1].url, "https://a.test/");
    follow_close(f);
}

static void the_same_url_has_one_outcome(void **state)
{
    (void)state;
    struct follow *f = open_follow(&offline);
    struct outcome *first = follow_url(f, SLICE("https://a.test/"));
    assert_ptr_equal(follow_url(f, SLICE("https://a.test/")), first);
    assert_ptr_not_equal(follow_url(f, SLICE("https://a.test/#x")), first);
    assert_ptr_equal(follow_next(f), first);
    assert_ptr_equal(follow_url(f, SLICE("https://a.test/")), first);
    assert_true(first->done);
    assert_non_null(follow_next(f));
    assert_null(follow_next(f));
    follow_close(f);
}

static void hops_are_counted(void **state)
{
    (void)state;
    struct follow_options options = online();
    options.max_hops = 0;
    struct follow *f = open_follow(&options);
    struct outcome *o =
        follow_url(f, SLICE("https://l.facebook.com/l.php?u=https%3A%2F%2Fa.test%2F"));
    assert_ptr_equal(follow_next(f), o);
    assert_int_equal(o->reason, REASON_TOO_MANY_HOPS);
    assert_int_equal(o->hop_count, 1);
    follow_close(f);
}

static void *interrupt(void *f)
{
    usleep(20000);
    follow_interrupt(f);
    return NULL;
}

/* Nobody answers at 127.0.0.1:9 in time, or they refuse; either way the retry waits a second. */
static void interruption_ends_the_wait(void **state)
{
    (void)state;
    static const char *const led[] = { "::127.0.0.1:9", NULL };
    static const char *const open[] = { "127.0.0.0/8", NULL };
    struct follow_options options = online();
    options.connect_to = led;
    options.allow_net = open;
    options.retries = 9;
    options.timeout_ms = 60000;
    struct follow *f = open_follow(&options);
    assert_non_null(follow_url(f, SLICE("http://a.test/")));
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, interrupt, f), 0);
    assert_null(follow_next(f));
    assert_true(follow_interrupted(f));
    assert_null(follow_next(f));
    pthread_join(thread, NULL);
    follow_close(f);
}

static void options_are_checked(void **state)
{
    (void)state;
    static const char *const bad_header[] = { "a.test X: 1", NULL };
    static const char *const split_header[] = { "a.test: X: 1\r\nY: 2", NULL };
    static const char *const bad_net[] = { "10.0.0.0/99", NULL };
    static const char *const bad_connect[] = { "a:b", NULL };
    static const struct {
        struct follow_options options;
        const char *want;
    } rows[] = {
        { { .headers = bad_header }, "header number 1 is not of the form HOST: Name: value" },
        { { .headers = split_header }, "header number 1 is not of the form HOST: Name: value" },
        { { .allow_net = bad_net },
          "\"10.0.0.0/99\" is no range of addresses: write it like 10.0.0.0/8 or fd00::/8" },
        { { .connect_to = bad_connect }, "\"a:b\" is not of the form HOST1:PORT1:HOST2:PORT2" },
        { { .user_agent = "a\nb" }, "the user agent has a line break in it" },
        { { .proxy = "gopher://a.test/" },
          "\"gopher://a.test/\" is no proxy: write it like "
          "http://HOST:PORT or socks5h://HOST:PORT" },
        { { .proxy = "socks5://a.test:1", .proxy_dns = true },
          "names cannot be left to the proxy \"socks5://a.test:1\", which is given addresses: "
          "use socks5h or socks4a" },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buffer why = BUFFER(1000);
        struct follow_options options = rows[i].options;
        options.concurrency = options.per_host = 1;
        options.offline = true;
        assert_null(follow_open(&options, &why));
        assert_string_equal(buffer_string(&why), rows[i].want);
        buffer_free(&why);
    }
    follow_close(NULL);
}

static void signals_are_left_as_they_were(void **state)
{
    (void)state;
    sigset_t before;
    sigset_t after;
    struct follow *f = open_follow(&offline);
    pthread_sigmask(SIG_SETMASK, NULL, &before);
    assert_non_null(follow_url(f, SLICE("https://a.test/")));
    assert_non_null(follow_next(f));
    pthread_sigmask(SIG_SETMASK, NULL, &after);
    assert_int_equal(sigismember(&after, SIGPIPE), sigismember(&before, SIGPIPE));
    follow_close(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chains_end_where_nothing_is_to_be_asked),
        cmocka_unit_test(offline_tells_what_is_known),
        cmocka_unit_test(the_same_url_has_one_outcome),
        cmocka_unit_test(hops_are_counted),
        cmocka_unit_test(interruption_ends_the_wait),
        cmocka_unit_test(options_are_checked),
        cmocka_unit_test(signals_are_left_as_they_were),
    };
    return cmocka_run_group_tests(tests, write_certificate, remove_certificate);
}
