#include "unit.h"
#include "unit/growth.h"

#include "syntax/markdown.h"

/* All headings of the document, each in brackets; lines are parted by "/". */
static void find(struct slice in, unsigned flags, size_t cut, struct buffer *into)
{
    struct markdown m;
    struct markdown_item item;
    markdown_init(&m, flags | MARKDOWN_LEARN);
    markdown_feed(&m, in, true);
    while (markdown_next(&m, &item)) {
        assert_int_equal(item.type, MARKDOWN_DEFINITION);
    }
    markdown_again(&m);
    uint64_t at = 0;
    for (size_t from = 0, to = 0; to < in.length || from == 0; from = to + (in.length == 0)) {
        to = in.length - from > cut ? from + cut : in.length;
        markdown_feed(&m, slice_part(in, from, to), to == in.length);
        while (markdown_next(&m, &item)) {
            assert_true(item.start >= at && item.start <= item.end && item.end <= in.length);
            at = item.start;
            if (item.type == MARKDOWN_HEADING) {
                buffer_add_char(into, '[');
                for (size_t i = 0; i < item.anchor.length; i++) {
                    char c = item.anchor.data[i];
                    buffer_add_char(into, c == '\n' ? '/' : c);
                }
                buffer_add_char(into, ']');
            }
        }
    }
    assert_false(m.failed);
    markdown_free(&m);
}

static const struct {
    const char *in, *want;
} cases[] = {
    { "", "" },
    { "text", "" },
    { "# One", "[One]" },
    { "# One\n## Two\r\n###### Six\r####### Seven", "[One][Two][Six]" },
    { "#One", "" },
    { "    # One", "" },
    { "   # One", "[One]" },
    { "\\# One", "" },
    { "#", "[]" },
    { "# #", "[]" },
    { "# One #", "[One]" },
    { "# One ####   ", "[One]" },
    { "# One#", "[One#]" },
    { "# One \\#", "[One #]" },
    { "#\tOne\ttwo", "[One\ttwo]" },
    { "#   two  spaces ", "[two  spaces]" },
    { "One\n===", "[One]" },
    { "One\n-", "[One]" },
    { "One\ntwo\n---", "[One/two]" },
    { "One  \n  two\n---", "[One/two]" },
    { "One\n\n---", "" },
    { "> One\n> two\n> ===\n", "[One/two]" },
    { "> One\ntwo\n===\n", "" },
    { "- # One\n  - Two\n    ---", "[One][Two]" },
    { "1. Two\n   ---", "[Two]" },
    { "[r]: /u\n===\n", "" },
    { "[r]: /u\nOne [r]\n===\n", "[One r]" },
    { "[^1]: # One", "[One]" },
    { "```\n# One\n```\n# Two", "[Two]" },
    { "<div>\n# One\n</div>\n\n# Two", "[Two]" },
    { "<!--\n# One\n-->\n# Two", "[Two]" },
    { "---\n# a: b\n---\n# Two", "[Two]" },
    { "| a |\n|---|\n| # b |\n# One", "[One]" },

    { "# `code`", "[code]" },
    { "# `` a`b ``", "[a`b]" },
    { "# ` `", "[ ]" },
    { "# `a_b` and `_c_ *d*`", "[a_b and _c_ *d*]" },
    { "# `&amp;\\*`", "[&amp;\\*]" },
    { "One `a\nb`\n===", "[One a b]" },
    { "# a ` b", "[a ` b]" },
    { "# [link](x)", "[link]" },
    { "# [link](<x y> \"t\") more", "[link more]" },
    { "# [a `b` *c*](x)", "[a b c]" },
    { "# [a]", "[[a]]" },
    { "# [a][r]\n\n[r]: /u", "[a]" },
    { "# [r] [r][]\n\n[r]: /u", "[r r]" },
    { "# [a][other]", "[[a][other]]" },
    { "# ![alt](x.png) One", "[ One]" },
    { "# [![alt](x.png)](y) One", "[ One]" },
    { "# [![a ![b](z)](x.png) c](y)", "[ c]" },
    { "# ![r]\n\n[r]: /u", "[]" },
    { "# <https://example.net/a_b_c>", "[https://example.net/a_b_c]" },
    { "# <me@example.net>", "[me@example.net]" },
    { "# <b>One</b> <!-- two --> <a id=\"x\"></a>", "[One  ]" },
    { "# a < b > c", "[a < b > c]" },
    { "# &amp; &copy; &#35; &nope;", "[& \302\251 # &nope;]" },
    { "# \\*a\\* \\_b\\_", "[*a* _b_]" },

    { "# *a* **b** ***c***", "[a b c]" },
    { "# _a_ __b__ ___c___", "[a b c]" },
    { "# snake_case_name", "[snake_case_name]" },
    { "# __init__", "[init]" },
    { "# _a b_c d_", "[a b_c d]" },
    { "# a_ _b", "[a_ _b]" },
    { "# _a", "[_a]" },
    { "# _ a _", "[_ a _]" },
    { "# __a_", "[_a]" },
    { "# _a__", "[a_]" },
    { "# *a _b* c_", "[a _b c_]" },
    { "# _a\\_", "[_a_]" },
    { "# \"_a_\"", "[\"a\"]" },
    { "# (_a_)_", "[(a)_]" },
    { "# \342\200\234_a_\342\200\235", "[\342\200\234a\342\200\235]" },
    { "# \303\251_a_\303\251", "[\303\251_a_\303\251]" },
    { "# _a `b_`_", "[a b_]" },
    { "# _[a](x_y)_", "[a]" },
    { "# foo*bar*", "[foobar]" },
    { "# **foo*bar**baz*", "[foo*barbaz*]" },
};

static void finds_headings(void **state)
{
    static const size_t cuts[] = { SIZE_MAX / 2, 1, 3 };
    struct buffer got = BUFFER(1 << 16);
    (void)state;
    assert_int_equal(COUNT_OF(cases), 77);
    for (size_t i = 0; i < COUNT_OF(cases) * COUNT_OF(cuts); i++) {
        const char *in = cases[i / COUNT_OF(cuts)].in, *want = cases[i / COUNT_OF(cuts)].want;
        buffer_reset(&got);
        find(slice_from(in), MARKDOWN_HEADINGS, cuts[i % COUNT_OF(cuts)], &got);
        if (!slice_equal(buffer_slice(&got), slice_from(want))) {
            fail_msg("%s\ngot  %s\nwant %s", in, buffer_string(&got), want);
        }
    }
    buffer_free(&got);
}

static void gives_none_unasked(void **state)
{
    struct buffer got = BUFFER(1 << 16);
    (void)state;
    find(SLICE("# One\nTwo\n==="), 0, 100, &got);
    assert_int_equal(got.length, 0);
    buffer_free(&got);
}

/* The words of a long heading are its beginning. */
static void cuts_what_is_too_long(void **state)
{
    struct buffer in = BUFFER(1 << 20), got = BUFFER(1 << 20);
    (void)state;
    buffer_add(&in, SLICE("# "));
    for (size_t i = 0; i < 30000; i++) {
        buffer_add(&in, SLICE("*a* `b`"));
    }
    find(buffer_slice(&in), MARKDOWN_HEADINGS, SIZE_MAX / 2, &got);
    assert_true(got.length > 20000 && got.length < (64 << 10));
    assert_true(slice_starts(buffer_slice(&got), SLICE("[a ba ba b")));
    buffer_free(&in);
    buffer_free(&got);
}

static const char *const hostile[] = {
    "# a\n",    "# ",   "*a ",     "_a_ ",     "a**b_",    "# ![",
    "![a](b) ", "`a` ", "[a](b) ", "# *_*_\n", "a\n===\n", "#\n",
};

static void read_all(const void *of, struct slice input)
{
    struct markdown m;
    struct markdown_item item;
    (void)of;
    markdown_init(&m, MARKDOWN_HEADINGS);
    markdown_feed(&m, input, true);
    while (markdown_next(&m, &item)) {
    }
    markdown_free(&m);
}

static void takes_linear_time(void **state)
{
    (void)state;
    struct growth growth = { read_all, NULL, "headings" };
    for (size_t i = 0; i < COUNT_OF(hostile); i++) {
        growth_check(&growth, &(struct hostile){ .again = hostile[i] });
        growth_check(&growth, &(struct hostile){ .before = "# ", .again = hostile[i] });
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_headings),
        cmocka_unit_test(gives_none_unasked),
        cmocka_unit_test(cuts_what_is_too_long),
        cmocka_unit_test(takes_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
