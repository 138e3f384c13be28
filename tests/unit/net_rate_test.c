#include "unit.h"

#include "net/rate.h"

struct opened {
    struct arena arena;
    struct buffer why;
    struct host_values rates;
    bool read;
};

static struct opened open_rates(const char *const *given)
{
    struct opened o = { .why = BUFFER(1 << 12) };
    o.read = rates_read(given, &o.arena, &o.rates, &o.why);
    return o;
}

static void close_rates(struct opened *o)
{
    arena_free(&o->arena);
    buffer_free(&o->why);
}

static void they_are_read(void **state)
{
    (void)state;
    const struct {
        const char *given;
        const char *host;
        uint64_t interval_us;
    } rows[] = {
        { "a.test=1/s", "a.test", 1000000 },
        { "a.test=2/s", "a.test", 500000 },
        { "a.test=0.5/s", "a.test", 2000000 },
        { "a.test=.25/s", "a.test", 4000000 },
        { "a.test=5./s", "a.test", 200000 },
        { "a.test=30/m", "a.test", 2000000 },
        { "a.test=1/h", "a.test", 3600000000 },
        { "a.test=1000000/s", "a.test", 1 },
        { "a.test=0.000001/h", "a.test", 3600000000000000 },
        { "A.Test.=1/s", "a.test", 1000000 },
        { "bücher.test=1/s", "xn--bcher-kva.test", 1000000 },
        { "127.1=1/s", "127.0.0.1", 1000000 },
        { "[::1]=1/s", "[::1]", 1000000 },
        { "*=1/s", "whatever.test", 1000000 },
        { "a.test=1/s", "b.test", 0 },
        { "a.test=1/s", "www.a.test", 0 },
        { "*.a.test=1/s", "www.a.test", 1000000 },
        { "*.a.test=1/s", "a.test", 0 },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct opened o = open_rates((const char *[]){ rows[i].given, NULL });
        if (!o.read ||
            host_values_find(&o.rates, slice_from(rows[i].host)) != rows[i].interval_us) {
            fail_msg("%s: %s", rows[i].given, o.read ? "another interval" : buffer_string(&o.why));
        }
        close_rates(&o);
    }
    struct opened none = open_rates(NULL);
    assert_true(none.read);
    assert_int_equal(host_values_find(&none.rates, SLICE("a.test")), 0);
    close_rates(&none);
}

static void what_is_wrong_is_named(void **state)
{
    (void)state;
    const struct {
        const char *given;
        const char *why;
    } rows[] = {
        { "", "form HOST=N/s" },
        { "a.test", "form HOST=N/s" },
        { "a.test=", "form HOST=N/s" },
        { "a.test=5", "form HOST=N/s" },
        { "5/s", "form HOST=N/s" },
        { "=5/s", "name of a host" },
        { "a b=5/s", "name of a host" },
        { "a.test:80=5/s", "name of a host" },
        { "a.test/x=5/s", "name of a host" },
        { "a.test?=5/s", "name of a host" },
        { "me@a.test=5/s", "name of a host" },
        { "a.*.test=5/s", "name of a host" },
        { "a.test=/s", "N is a number above 0" },
        { "a.test=./s", "N is a number above 0" },
        { "a.test=0/s", "N is a number above 0" },
        { "a.test=0.0/s", "N is a number above 0" },
        { "a.test=-1/s", "N is a number above 0" },
        { "a.test=1e3/s", "N is a number above 0" },
        { "a.test=1.2.3/s", "N is a number above 0" },
        { "a.test=0.0000001/s", "N is a number above 0" },
        { "a.test=1000001/s", "N is a number above 0" },
        { "a.test=99999999999999999999/s", "N is a number above 0" },
        { "a.test=fast/s", "N is a number above 0" },
        { "a.test=5/", "per s, m or h" },
        { "a.test=5/d", "per s, m or h" },
        { "a.test=5/s/s", "per s, m or h" },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct opened o = open_rates((const char *[]){ "ok.test=1/s", rows[i].given, NULL });
        const char *why = o.read ? "it was read" : buffer_string(&o.why);
        bool named = strstr(why, "the rate \"") && strstr(why, rows[i].given);
        if (o.read || !named || !strstr(why, rows[i].why)) {
            fail_msg("%s: %s", rows[i].given, why);
        }
        close_rates(&o);
    }
}

static void the_closest_counts(void **state)
{
    (void)state;
    struct opened o =
        open_rates((const char *[]){ "a.test=1/s", "*=2/s", "b.test=4/s", "b.test=5/s", NULL });
    assert_true(o.read);
    assert_int_equal(host_values_find(&o.rates, SLICE("a.test")), 1000000);
    assert_int_equal(host_values_find(&o.rates, SLICE("b.test")), 200000);
    assert_int_equal(host_values_find(&o.rates, SLICE("c.test")), 500000);
    close_rates(&o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_are_read),
        cmocka_unit_test(what_is_wrong_is_named),
        cmocka_unit_test(the_closest_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
