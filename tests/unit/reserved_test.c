/* Hosts that stand for others. */
#include "unit/unit.h"

#include "places/reserved.h"

static void hosts_that_stand_for_others(void **state)
{
    (void)state;
    static const struct {
        const char *host;
        bool want;
    } rows[] = {
        { "example.com", true },
        { "example.org", true },
        { "example.net", true },
        { "www.example.com", true },
        { "a.b.example.org", true },
        { "example.com.", true },
        { "localhost", true },
        { "api.localhost", true },
        { "127.0.0.1", true },
        { "127.255.0.9", true },
        { "[::1]", true },
        { "notexample.com", false },
        { "example.com.au", false },
        { "example.edu", false },
        { "a.example", false },
        { "localhost.test", false },
        { "mylocalhost", false },
        { "127.0.0.1.test", false },
        { "128.0.0.1", false },
        { "[::2]", false },
        { "", false },
        { ".", false },
        { "example", false },
        { "com", false },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (host_is_reserved(slice_from(rows[i].host)) != rows[i].want) {
            fail_msg("%s", rows[i].host);
        }
    }
    assert_int_equal(COUNT_OF(rows), 24);
    assert_false(host_is_reserved((struct slice){ 0 }));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(hosts_that_stand_for_others) };
    return cmocka_run_group_tests_name("reserved", tests, NULL, NULL);
}
