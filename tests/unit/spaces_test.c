/* What stands in 16 bytes at a time is what a loop over bytes finds there. */
#include "unit.h"

#include "scan/input/spaces.h"

/* White space and its neighbours, what is special, and words. */
static const char bytes[] = " \t\n\v\f\r\x1f\x08!&%'a\x7f\x80\xa0\xff"; /* and the NUL behind it */

static unsigned spaces_of(const char *at)
{
    unsigned found = 0;
    for (unsigned i = 0; i < SPACES_STEP; i++) {
        bool pair = at[i] == ' ' && at[i + 1] == ' ';
        bool breaks = at[i] == '\t' || at[i] == '\n' || at[i] == '\f' || at[i] == '\r';
        found |= (unsigned)(pair || breaks) << i;
    }
    return found;
}

static unsigned specials_of(const char *at)
{
    unsigned found = 0;
    for (unsigned i = 0; i < SPACES_STEP; i++) {
        found |= (unsigned)(at[i] == '&' || at[i] == '\0') << i;
    }
    return found;
}

/* No control is called a word, nor "&", which may stand for a space. */
static bool may_fold(const char *at)
{
    for (unsigned i = 0; i < SPACES_STEP; i++) {
        unsigned char byte = (unsigned char)at[i];
        if (byte < ' ' || byte == '&' || (byte == ' ' && at[i + 1] == ' ')) {
            return true;
        }
    }
    return false;
}

static void check(const char *at)
{
    unsigned specials;
    assert_int_equal(spaces_find(at, &specials), spaces_of(at));
    assert_int_equal(specials, specials_of(at));
    if (spaces_are_single(at)) {
        assert_false(may_fold(at));
    }
}

static void each_two_neighbours_are_told(void **state)
{
    size_t checked = 0;
    (void)state;
    for (size_t at = 0; at < SPACES_STEP; at++) {
        for (size_t pair = 0; pair < sizeof bytes * sizeof bytes; pair++) {
            char text[SPACES_STEP + 1];
            memset(text, 'w', sizeof text);
            text[at] = bytes[pair / sizeof bytes];
            text[at + 1] = bytes[pair % sizeof bytes];
            check(text);
            checked++;
        }
    }
    assert_int_equal(checked, SPACES_STEP * sizeof bytes * sizeof bytes);
}

static void words_between_single_spaces_are_passed_over(void **state)
{
    (void)state;
#if defined(__SSE2__)
    assert_true(spaces_are_single("some words of a text"));
    assert_true(spaces_are_single("twelve letters o&"));
#endif
    assert_false(spaces_are_single("sixteen letters  here"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_two_neighbours_are_told),
        cmocka_unit_test(words_between_single_spaces_are_passed_over),
    };
    return cmocka_run_group_tests_name("spaces", tests, NULL, NULL);
}
