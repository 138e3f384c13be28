/* Which connections wait for others: those that would only be one more to wait for a processor. */
#include "unit.h"

#include "net/direct.h"

enum { MANY = 64 };

static void origins_that_were_asked_before_wait_for_fewer(void **state)
{
    (void)state;
    static struct direct d;
    static struct handshake all[MANY];
    const struct direct_options options = { .epoll = -1, .wake = -1, .kept = 1, .threads = 1 };
    struct http1_connection c = { .stream = { .fd = -1 } };
    size_t known = 0;
    size_t new = 0;
    direct_open(&d, &options);
    keep_note_opening(&d.keep, SLICE("https://known.test"), &c);
    for (size_t i = 0; i < MANY; i++) {
        known += !direct_is_crowded(&d, SLICE("https://known.test/"));
        new += !direct_is_crowded(&d, SLICE("https://new.test/"));
        assert_false(direct_is_crowded(&d, SLICE("http://known.test/")));
        handshake_init(&all[i], &d.handshakes, &c.stream, "known.test");
        handshake_go_on(&all[i]);
    }
    assert_true(known > 1);
    assert_true(new > known);
    assert_true(new < MANY);
    for (size_t i = 0; i < MANY; i++) {
        handshake_drop(&all[i]);
    }
    assert_false(direct_is_crowded(&d, SLICE("https://known.test/")));
    direct_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(origins_that_were_asked_before_wait_for_fewer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
