#include "unit.h"

#include "base/nearest.h"

#include <string.h>

static void words_are_near(void **state)
{
    static const char *const words[] = { "dead", "unsure", "redirect", "insecure", "", NULL };
    static const struct {
        const char *word, *want;
    } rows[] = {
        { "ded", "dead" },
        { "daed", "dead" },
        { "DEAD", "dead" },
        { "dea", "dead" },
        { "deadly", "dead" },
        { "redircet", "redirect" },
        { "insecurer", "insecure" },
        { "unsure", "unsure" },
        { "xyz", NULL },
        { "d", NULL },
        { "", NULL },
        { "redundant text", NULL },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const char *got = nearest_word(rows[i].word, words);
        assert_slice(slice_from(got), rows[i].want);
    }
}

static void no_more_steps_than_allowed(void **state)
{
    static const struct {
        const char *word, *candidate;
        size_t steps;
    } rows[] = {
        { "guide", "guide", 0 },    { "guide", "GUIDE", 0 },        { "guide", "guid", 1 },
        { "guide", "giude", 1 },    { "guide", "guides", 1 },       { "guide", "guise", 1 },
        { "guide", "gd", 3 },       { "install", "installing", 3 }, { "abcdef", "badcfe", 3 },
        { "kitten", "sitting", 3 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        for (size_t most = 0; most < 5; most++) {
            struct nearest n = nearest_begin(slice_from(rows[i].word), most);
            bool near = rows[i].steps <= most;
            assert_int_equal(nearest_take(&n, slice_from(rows[i].candidate)), near);
            assert_false(nearest_take(&n, slice_from(rows[i].candidate))); /* no nearer */
        }
    }
}

static void long_words_are_near_to_none(void **state)
{
    char longest[NEAREST_LONGEST + 1];
    (void)state;
    memset(longest, 'x', sizeof longest);
    for (size_t a = NEAREST_LONGEST; a <= sizeof longest; a++) {
        for (size_t b = NEAREST_LONGEST; b <= sizeof longest; b++) {
            struct nearest n = nearest_begin(slice_of(longest, a), 20);
            bool want = a == NEAREST_LONGEST && b == NEAREST_LONGEST;
            assert_int_equal(nearest_take(&n, slice_of(longest, b)), want);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_near),
        cmocka_unit_test(no_more_steps_than_allowed),
        cmocka_unit_test(long_words_are_near_to_none),
    };
    return cmocka_run_group_tests_name("nearest", tests, NULL, NULL);
}
