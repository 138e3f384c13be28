/* Which connections wait for others: those that would only be one more to wait for a processor. */
#include "unit.h"

#include "net/direct.h"

#include <stdlib.h>

enum { MANY = 64 };

static void connections_wait_where_many_handshakes_do(void **state)
{
    (void)state;
    static struct direct d;
    static struct handshake all[MANY];
    const struct direct_options options = { .epoll = -1, .wake = -1, .kept = 1, .threads = 1 };
    struct stream s = { .fd = -1 };
    size_t had[NEED_COUNT] = { 0 };
    direct_open(&d, &options);
    assert_int_equal(direct_had(&d), NEED_SPARE);
    enum need last = NEED_SPARE;
    for (size_t i = 0; i < MANY; i++) {
        handshake_init(&all[i], &d.handshakes, &s, "a.test");
        handshake_go_on(&all[i]);
        assert_true(direct_had(&d) <= last);
        last = direct_had(&d);
        had[last]++;
    }
    assert_true(had[NEED_SPARE] > 1);
    assert_true(had[NEED_FIRST] > 1);
    assert_true(had[NEED_NOTHING] > 1);
    for (size_t i = 0; i < MANY; i++) {
        handshake_drop(&all[i]);
    }
    assert_int_equal(direct_had(&d), NEED_SPARE);
    direct_close(&d);
}

static void what_is_kept_or_plain_shakes_no_hands(void **state)
{
    (void)state;
    static struct direct d;
    const struct direct_options options = { .epoll = -1, .wake = -1, .kept = 1, .threads = 1 };
    struct http1_connection *c = calloc(1, sizeof *c);
    c->stream.fd = -1;
    direct_open(&d, &options);
    assert_true(direct_opens(&d, SLICE("https://a.test/1")));
    assert_false(direct_opens(&d, SLICE("http://a.test/1")));
    keep_put(&d.keep, SLICE("https://a.test"), c);
    assert_false(direct_opens(&d, SLICE("https://a.test/2")));
    assert_true(direct_opens(&d, SLICE("https://a.test:444/")));
    direct_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(connections_wait_where_many_handshakes_do),
        cmocka_unit_test(what_is_kept_or_plain_shakes_no_hands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
