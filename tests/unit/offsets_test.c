#include "unit.h"

#include "syntax/offsets.h"

static void leaves_all_in_place_at_first(void **state)
{
    (void)state;
    struct offsets o = { 0 };
    assert_int_equal(offsets_start(&o, 0), 0);
    assert_int_equal(offsets_start(&o, 1000), 1000);
    assert_int_equal(offsets_end(&o, 1000), 1000);
    offsets_forget(&o, 10);
    assert_int_equal(offsets_start(&o, 1000), 1000);
}

/* "ab&amp;" <b> "cd" </b> two Cyrillic letters of one byte each, a line break that nobody wrote. */
static void build(struct offsets *o)
{
    offsets_add_plain(o, 100, 2);
    offsets_add(o, 102, 1, 5, 1);
    offsets_add_plain(o, 110, 2);
    offsets_add(o, 116, 2, 1, 2);
    offsets_add(o, 120, 1, 0, 1);
}

static const unsigned starts[] = { 100, 101, 102, 110, 111, 116, 116, 117, 117, 120 };
static const unsigned ends[] = { 101, 102, 107, 111, 112, 117, 117, 118, 118, 120 };

static void maps_both_ends(void **state)
{
    (void)state;
    struct offsets o = { 0 };
    build(&o);
    assert_int_equal(o.decoded, COUNT_OF(starts));
    assert_int_equal(COUNT_OF(starts), COUNT_OF(ends));
    for (size_t i = 0; i < COUNT_OF(starts); i++) {
        assert_int_equal(offsets_start(&o, i), starts[i]);
        assert_int_equal(offsets_end(&o, i + 1), ends[i]);
    }
    assert_int_equal(offsets_end(&o, 0), 100);
    assert_int_equal(offsets_start(&o, COUNT_OF(starts)), 120);
    assert_int_equal(offsets_start(&o, 99), 120);
    offsets_free(&o);
}

static void forgets_what_is_behind(void **state)
{
    (void)state;
    for (size_t forgotten = 0; forgotten < COUNT_OF(starts); forgotten++) {
        struct offsets o = { 0 };
        build(&o);
        offsets_forget(&o, forgotten);
        for (size_t i = forgotten; i < COUNT_OF(starts); i++) {
            assert_int_equal(offsets_start(&o, i), starts[i]);
            assert_int_equal(offsets_end(&o, i + 1), ends[i]);
        }
        offsets_free(&o);
    }
}

static void joins_what_goes_on(void **state)
{
    (void)state;
    struct offsets o = { 0 };
    for (unsigned i = 0; i < 100; i++) {
        offsets_add_plain(&o, i, 1);
        offsets_add(&o, 1000, 0, 1, 1);
        offsets_add(&o, 1000, 1, 1, 0);
    }
    assert_int_equal(o.count, 1);
    offsets_add(&o, 200, 3, 2, 1);
    offsets_add(&o, 206, 1, 2, 1);
    assert_int_equal(o.count, 2);
    assert_int_equal(offsets_start(&o, 103), 206);
    offsets_add(&o, 208, 1, 2, 2);
    assert_int_equal(o.count, 3);
    assert_int_equal(offsets_end(&o, 105), 210);
    offsets_free(&o);
    assert_int_equal(o.decoded, 0);
    offsets_add_plain(&o, 7, 1);
    assert_int_equal(offsets_start(&o, 0), 7);
    offsets_free(&o);
}

/* A long document, of which little is still asked for, takes little memory. */
static void stays_small(void **state)
{
    (void)state;
    struct offsets o = { 0 };
    for (uint64_t i = 0; i < 100000; i++) {
        offsets_add(&o, i * 6, 1, 5, 1);
        assert_int_equal(offsets_start(&o, i), i * 6);
        offsets_forget(&o, i > 10 ? i - 10 : 0);
    }
    assert_true(o.room <= 64);
    assert_int_equal(offsets_start(&o, 99995), 99995 * 6);
    assert_false(o.failed);
    offsets_free(&o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(leaves_all_in_place_at_first),
        cmocka_unit_test(maps_both_ends),
        cmocka_unit_test(forgets_what_is_behind),
        cmocka_unit_test(joins_what_goes_on),
        cmocka_unit_test(stays_small),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
