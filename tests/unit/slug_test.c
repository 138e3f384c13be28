#include "unit.h"

#include "syntax/slug.h"
#include "syntax/utf8.h"

static const struct {
    const char *in, *want;
} cases[] = {
#include "slug_expected.inc"
};

/* As github-slugger has it, but for the sigma at a word's end, and for what is no UTF-8. */
static const struct {
    const char *in, *want;
} others[] = {
    { "\316\237\316\224\316\237\316\243", "\316\277\316\264\316\277\317\203" }, /* ΟΔΟΣ: οδοσ */
    { "\316\273\317\214\316\263\316\277\317\202",
      "\316\273\317\214\316\263\316\277\317\202" }, /* λόγος */
    { "a\xff"
      "b",
      "ab" },
    { "a\xc3", "a" },
    { "\xed\xa0\x80x", "x" },
    { "\xf0\x9f\x98", "" },
};

static void assert_slug(const char *in, const char *want)
{
    struct buffer got = BUFFER(1024);
    slug_add(slice_from(in), &got);
    assert_false(got.failed);
    assert_slice(buffer_slice(&got), want);
    buffer_free(&got);
}

static void test_slugs(void **state)
{
    (void)state;
    assert_true(COUNT_OF(cases) > 90);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_slug(cases[i].in, cases[i].want);
    }
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        assert_slug(others[i].in, others[i].want);
    }
}

/* What the header says of its length. */
static void test_length(void **state)
{
    struct buffer in = BUFFER(8), out = BUFFER(64);
    (void)state;
    for (uint32_t code = 1; code < 0x110000; code++) {
        buffer_reset(&in);
        buffer_reset(&out);
        if (code < 0xd800 || code > 0xdfff) {
            utf8_encode(code, &in);
            slug_add(buffer_slice(&in), &out);
            assert_true(2 * out.length <= 3 * in.length);
        }
    }
    buffer_free(&in);
    buffer_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slugs),
        cmocka_unit_test(test_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
