#include "unit.h"

#include "net/silence.h"

static void several_in_a_row_are_enough(void **state)
{
    (void)state;
    struct silence s = { 0 };
    for (unsigned i = 1; i < SILENCE_HOST_LINKS; i++) {
        silence_note(&s, 1000);
        assert_false(silence_holds(&s, SILENCE_HOST_LINKS, 1000));
    }
    silence_note(&s, 2000);
    assert_true(silence_holds(&s, SILENCE_HOST_LINKS, 2000));
    assert_false(silence_holds(&s, SILENCE_DOMAIN_LINKS, 2000));
}

static void an_answer_breaks_it(void **state)
{
    (void)state;
    struct silence s = { 0 };
    for (unsigned i = 0; i < 10; i++) {
        silence_note(&s, 1000);
    }
    silence_break(&s);
    assert_false(silence_holds(&s, SILENCE_HOST_LINKS, 1000));
    silence_note(&s, 1000); /* and the row begins anew */
    assert_false(silence_holds(&s, SILENCE_HOST_LINKS, 1000));
}

static void one_is_let_through_now_and_then(void **state)
{
    (void)state;
    struct silence s = { 0 };
    for (unsigned i = 0; i < SILENCE_HOST_LINKS; i++) {
        silence_note(&s, 1000);
    }
    assert_true(silence_holds(&s, SILENCE_HOST_LINKS, 1000 + SILENCE_MS - 1));
    assert_false(silence_holds(&s, SILENCE_HOST_LINKS, 1000 + SILENCE_MS));
    silence_probe(&s, 1000 + SILENCE_MS);
    assert_true(silence_holds(&s, SILENCE_HOST_LINKS, 1000 + SILENCE_MS)); /* not two */
}

static void the_last_of_them_counts(void **state)
{
    (void)state;
    struct silence s = { 0 };
    for (unsigned i = 0; i < SILENCE_HOST_LINKS; i++) {
        silence_note(&s, 1000 + i * 10000);
    }
    int64_t last = 1000 + (SILENCE_HOST_LINKS - 1) * 10000;
    assert_true(silence_holds(&s, SILENCE_HOST_LINKS, last + SILENCE_MS - 1));
    assert_false(silence_holds(&s, SILENCE_HOST_LINKS, last + SILENCE_MS));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(several_in_a_row_are_enough),
        cmocka_unit_test(an_answer_breaks_it),
        cmocka_unit_test(the_last_of_them_counts),
        cmocka_unit_test(one_is_let_through_now_and_then),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
