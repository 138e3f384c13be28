/* What a proxy is, by its URL as curl takes it. */
#include "unit.h"

#include "net/proxy.h"

static void a_proxy_is_of_a_kind_and_at_a_place(void **state)
{
    (void)state;
    static const struct {
        const char *url, *host;
        unsigned port;
        bool takes_names;
    } rows[] = {
        { "http://proxy.test:3128", "proxy.test", 3128, true },
        { "http://proxy.test", "proxy.test", 1080, true },
        { "proxy.test", "proxy.test", 1080, true },
        { "proxy.test:8080", "proxy.test", 8080, true },
        { "https://proxy.test", "proxy.test", 443, true },
        { "https://proxy.test:3129", "proxy.test", 3129, true },
        { "socks4://proxy.test", "proxy.test", 1080, false },
        { "socks4a://proxy.test", "proxy.test", 1080, true },
        { "socks5://proxy.test", "proxy.test", 1080, false },
        { "socks5h://proxy.test:9050/", "proxy.test", 9050, true },
        { "HTTP://joe:secret@10.0.0.1:1", "10.0.0.1", 1, true },
        { "http://[::1]:8080", "[::1]", 8080, true },
        { "ftp://proxy.test", NULL, 0, false },
        { "gopher://proxy.test:70", NULL, 0, false },
        { "socks6://proxy.test", NULL, 0, false },
        { "http://", NULL, 0, false },
        { "http://proxy.test:99999", NULL, 0, false },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buffer why = BUFFER(1000);
        struct proxy p;
        assert_int_equal(proxy_read(&p, rows[i].url, false, &why), rows[i].host != NULL);
        assert_int_equal(why.length > 0, rows[i].host == NULL);
        if (rows[i].host && (strcmp(p.host, rows[i].host) != 0 || p.port != rows[i].port ||
                             p.takes_names != rows[i].takes_names)) {
            fail_msg("%s: %s port %u, names %d", rows[i].url, p.host, p.port, p.takes_names);
        }
        proxy_free(&p);
        buffer_reset(&why); /* names are left only to one that takes them */
        bool can = rows[i].host && rows[i].takes_names;
        assert_int_equal(proxy_read(&p, rows[i].url, true, &why), can);
        assert_int_equal(why.length > 0, !can);
        proxy_free(&p);
        buffer_free(&why);
    }
}

static void none_is_none(void **state)
{
    (void)state;
    struct buffer why = BUFFER(1000);
    struct proxy p;
    assert_true(proxy_read(&p, NULL, true, &why));
    assert_null(p.url);
    assert_int_equal(why.length, 0);
    proxy_free(&p);
    buffer_free(&why);
}

/* A host that is an address, or localhost, is known without asking. */
static void an_address_is_not_asked_for(void **state)
{
    (void)state;
    static const char *const urls[] = { "http://10.0.0.1:1", "http://[::1]:1", "LocalHost:1" };
    for (size_t i = 0; i < COUNT_OF(urls); i++) {
        struct buffer why = BUFFER(1000);
        struct proxy p;
        assert_true(proxy_read(&p, urls[i], false, &why));
        assert_int_equal(proxy_locate(&p, NULL, 0), PROXY_FOUND);
        assert_null(p.where);
        proxy_free(&p);
        buffer_free(&why);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_proxy_is_of_a_kind_and_at_a_place),
        cmocka_unit_test(none_is_none),
        cmocka_unit_test(an_address_is_not_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
