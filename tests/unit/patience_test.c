#include "unit.h"

#include "base/time.h"
#include "judge/patience.h"

static void durations_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        int64_t want; /* -1: it is none */
    } table[] = {
        { "90s", 90000 },
        { "10m", 600000 },
        { "6h", 21600000 },
        { "3d", 259200000 },
        { "15", 15000 },
        { "0", 0 },
        { "0d", 0 },
        { "36500d", 3153600000000 },
        { "36501d", -1 },
        { "", -1 },
        { "d", -1 },
        { "1w", -1 },
        { "1.5h", -1 },
        { "-1s", -1 },
        { "+1s", -1 },
        { " 1s", -1 },
        { "1s ", -1 },
        { "1S", -1 },
        { "1hh", -1 },
        { "99999999999999999999999s", -1 },
        { "18446744073709551616", -1 },
    };
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(table); i++, count++) {
        int64_t got = -1;
        bool read = time_read_duration(slice_from(table[i].in), &got);
        if (read != (table[i].want >= 0) || got != table[i].want) {
            fail_msg("%s: %lld", table[i].in, (long long)got);
        }
    }
    assert_int_equal(count, 21);
}

static void patience_is_read(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        bool read;
        unsigned looks;
        int64_t ms;
    } table[] = {
        { "3", true, 3, 0 },        { "1", true, 1, 0 },      { "12h", true, 0, 43200000 },
        { "90s", true, 0, 90000 },  { "0", false, 0, 0 },     { "0h", false, 0, 0 },
        { "", false, 0, 0 },        { "three", false, 0, 0 }, { "-3", false, 0, 0 },
        { "1000001", false, 0, 0 }, { "2.5", false, 0, 0 },
    };
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(table); i++, count++) {
        struct patience p;
        assert_int_equal(patience_read(slice_from(table[i].in), &p), table[i].read);
        if (table[i].read) {
            assert_int_equal(p.looks, table[i].looks);
            assert_int_equal(p.ms, table[i].ms);
        }
    }
    assert_int_equal(count, 11);
}

static void it_ends(void **state)
{
    (void)state;
    static const struct {
        struct patience p;
        unsigned looks;
        int64_t since, now;
        bool want;
    } table[] = {
        { { 3, 0 }, 1, 100, 100, false },   { { 3, 0 }, 2, 100, 900, false },
        { { 3, 0 }, 3, 100, 100, true },    { { 3, 0 }, 4, 100, 100, true },
        { { 1, 0 }, 1, 100, 100, true },    { { 3, 0 }, 0, 0, 900, true },
        { { 0, 500 }, 1, 100, 599, false }, { { 0, 500 }, 1, 100, 600, true },
        { { 0, 500 }, 9, 100, 599, false }, { { 0, 0 }, 1, 100, 100, true },
    };
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(table); i++, count++) {
        assert_int_equal(patience_ended(&table[i].p, table[i].looks, table[i].since, table[i].now),
                         table[i].want);
    }
    assert_int_equal(count, 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(durations_are_read),
        cmocka_unit_test(patience_is_read),
        cmocka_unit_test(it_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
