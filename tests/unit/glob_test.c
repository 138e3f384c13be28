/* Patterns of gitignore(5), one by one; whole trees are compared with git by program/ignore_test.
 */
#include "unit.h"

#include "cli/ignore/glob.h"
#include "cli/ignore/rules.h"

static void patterns_fit(void **state)
{
    (void)state;
    const struct {
        const char *pattern, *path;
        bool fits;
    } rows[] = {
        { "a", "a", true },
        { "a", "A", false },
        { "a", "ab", false },
        { "", "", true },
        { "a", "", false },
        { "*", "", false },
        { "*", "ab", true },
        { "*", "a/b", false },
        { "a*c", "abbc", true },
        { "a*b*c", "abcbc", true },
        { "a*b*c", "acb", false },
        { "?", "a", true },
        { "?", "", false },
        { "?", "\xc3\xa9", false },
        { "a?c", "a/c", false },
        { "[a-c]", "b", true },
        { "[!a-c]", "b", false },
        { "[^a-c]", "d", true },
        { "[b-a]", "b", true },
        { "[b-a]", "a", false },
        { "[]a]", "]", true },
        { "[!]a]", "b", true },
        { "[a-]", "-", true },
        { "[-a]", "-", true },
        { "[\\]]", "]", true },
        { "[a", "[a", false },
        { "[", "[", false },
        { "[[:digit:]x]", "7", true },
        { "[[:digit:]x]", "x", true },
        { "[[:nope:]x]", "x", false },
        { "[[:digit:", "7", false },
        { "[[:a]", ":", true },
        { "a[/]b", "a/b", false },
        { "\\*", "*", true },
        { "\\*", "a", false },
        { "a\\", "a\\", false },
        { "\\a", "a", true },
        { "a/b", "a/b", true },
        { "a/*", "a/b", true },
        { "a/*", "a/b/c", false },
        { "*/b", "a/b", true },
        { "**", "a/b", true },
        { "**/b", "b", true },
        { "**/b", "a/x/b", true },
        { "**/b", "a/xb", false },
        { "a/**", "a/b/c", true },
        { "a/**", "a", false },
        { "a/**/b", "a/b", true },
        { "a/**/b", "a/x/y/b", true },
        { "a/**/b/**/c", "a/b/x/b/c", true },
        { "a/**/b", "ab", false },
        { "a**b", "axxb", true },
        { "a**b", "a/b", false },
        { "**/**/c", "c", true },
        { "a/", "a", false },
        { "a//b", "a/b", false },
        { "**/a*/**/b", "x/a1/b/c/b", true },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (glob_fits(rows[i].pattern, rows[i].path) != rows[i].fits) {
            fail_msg("%s and %s", rows[i].pattern, rows[i].path);
        }
    }
    assert_int_equal(COUNT_OF(rows), 57);
}

static void the_last_rule_counts(void **state)
{
    (void)state;
    static const char text[] =
        "\xef\xbb\xbf# no\n\n*.md\r\n!b.md\n/c/\nd/e  \n\\#f\nx\\ \n!!g\n!\n";
    const struct {
        const char *path;
        bool folder;
        enum told told;
    } rows[] = {
        { "a.md", false, TOLD_OUT },     { "x/a.md", false, TOLD_OUT },
        { "x/b.md", false, TOLD_IN },    { "c", false, TOLD_NOTHING },
        { "c", true, TOLD_OUT },         { "x/c", true, TOLD_NOTHING },
        { "d/e", false, TOLD_OUT },      { "x/d/e", false, TOLD_NOTHING },
        { "#f", false, TOLD_OUT },       { "x ", false, TOLD_OUT },
        { "x", false, TOLD_NOTHING },    { "!g", false, TOLD_IN },
        { "# no", false, TOLD_NOTHING },
    };
    struct rules *rules = rules_read(text, sizeof text - 1);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (rules_look(rules, rows[i].path, rows[i].folder) != rows[i].told) {
            fail_msg("%s", rows[i].path);
        }
    }
    rules_free(rules);
    rules = rules_new();
    assert_true(rules_add(rules, "!a") && rules_add(rules, "#b/") && rules_add(rules, "./c"));
    assert_int_equal(rules_look(rules, "!a", false), TOLD_OUT);
    assert_int_equal(rules_look(rules, "x/#b", true), TOLD_OUT);
    assert_int_equal(rules_look(rules, "c", false), TOLD_OUT);
    assert_int_equal(rules_look(rules, "x/c", false), TOLD_NOTHING);
    rules_free(rules);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_fit),
        cmocka_unit_test(the_last_rule_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
