#include "unit.h"

#include "syntax/host_pattern.h"

static void hosts_are_named(void **state)
{
    (void)state;
    const struct {
        const char *pattern, *host;
        size_t fit;
    } rows[] = {
        { "*", "a.test", 1 },
        { "a.test", "a.test", SIZE_MAX },
        { "A.Test.", "a.test", SIZE_MAX },
        { "a.test", "a.test.", SIZE_MAX },
        { "a.test", "b.a.test", 0 },
        { "a.test", "xa.test", 0 },
        { "*.a.test", "b.a.test", 7 },
        { "*.a.test", "c.b.a.test.", 7 },
        { "*.a.test", "a.test", 0 },
        { "*.a.test", ".a.test", 0 },
        { "*.a.test", "xa.test", 0 },
        { "*.b\xc3\xbc"
          "cher.test",
          "www.xn--bcher-kva.test", 19 },
        { "127.1", "127.0.0.1", SIZE_MAX },
        { "[::1]", "[::1]", SIZE_MAX },
    };
    struct arena arena = { 0 };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct host_pattern p;
        assert_true(host_pattern_read(slice_from(rows[i].pattern), &arena, &p));
        if (host_pattern_fit(&p, slice_from(rows[i].host)) != rows[i].fit) {
            fail_msg("%s and %s", rows[i].pattern, rows[i].host);
        }
    }
    static const char *const wrong[] = { "",        "*.",       "**",      "a.*",
                                         "*a.test", "a b",      "a.test/", "a.test:80",
                                         "*.*.a",   "u@a.test", "a.test?" };
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        struct host_pattern p;
        if (host_pattern_read(slice_from(wrong[i]), &arena, &p)) {
            fail_msg("%s was read", wrong[i]);
        }
    }
    assert_false(arena.failed);
    arena_free(&arena);
}

static void the_closest_counts(void **state)
{
    (void)state;
    static const char *const given[] = { "*.test=1", "*.a.test=.5",  "b.a.test=3", "*.a.test=2.25",
                                         "*=7",      "b.a.test=0.4", NULL };
    const struct {
        const char *host;
        uint64_t millionths;
    } rows[] = {
        { "x.test", 1000000 },
        { "c.a.test", 2250000 },
        { "b.a.test", 400000 },
        { "test", 7000000 },
    };
    struct arena arena = { 0 };
    struct buffer why = BUFFER(1 << 12);
    struct host_values numbers;
    assert_true(host_numbers_read(given, false, &arena, &numbers, &why));
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        assert_int_equal(host_values_find(&numbers, slice_from(rows[i].host)), rows[i].millionths);
    }
    assert_true(host_numbers_read(NULL, true, &arena, &numbers, &why));
    assert_int_equal(host_values_find(&numbers, SLICE("a.test")), 0);
    arena_free(&arena);
    buffer_free(&why);
}

static void what_is_wrong_is_named(void **state)
{
    (void)state;
    const struct {
        const char *given;
        bool whole;
        const char *why;
    } rows[] = {
        { "a.test", false, "form HOST=N" },      { "a.test=", false, "form HOST=N" },
        { "=5", false, "is no name of a host" }, { "a.*=5", false, "is no name of a host" },
        { "a.test=0", false, "above 0" },        { "a.test=x", false, "above 0" },
        { "a.test=1000001", false, "above 0" },  { "a.test=1.5", true, "whole number" },
        { "a.test=-1", true, "whole number" },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena arena = { 0 };
        struct buffer why = BUFFER(1 << 12);
        struct host_values numbers;
        const char *const given[] = { "b.test=1", rows[i].given, NULL };
        assert_false(host_numbers_read(given, rows[i].whole, &arena, &numbers, &why));
        if (!strstr(buffer_string(&why), rows[i].why) ||
            !strstr(buffer_string(&why), rows[i].given)) {
            fail_msg("%s: %s", rows[i].given, buffer_string(&why));
        }
        arena_free(&arena);
        buffer_free(&why);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hosts_are_named),
        cmocka_unit_test(the_closest_counts),
        cmocka_unit_test(what_is_wrong_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
