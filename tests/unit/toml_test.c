/* The TOML reader: what it takes, and where and how it says that something is wrong. */
#include "unit.h"

#include "cli/config/toml.h"

#include <stdio.h>
#include <stdlib.h>

/* --- What was read, on one line --- */

static void print(const struct toml *value, FILE *to)
{
    if (value->key) {
        fprintf(to, "%s@%u:%u=", value->key, value->key_at.line, value->key_at.column);
    }
    switch (value->type) {
    case TOML_STRING:
        fprintf(to, "'%s'", value->text);
        break;
    case TOML_INTEGER:
        fprintf(to, "%lld", value->integer);
        break;
    case TOML_FLOAT:
        fprintf(to, "%.15g", value->number);
        break;
    case TOML_BOOLEAN:
        fprintf(to, "%s", value->truth ? "yes" : "no");
        break;
    default:
        fprintf(to, value->type == TOML_ARRAY ? "[" : "{");
        for (const struct toml *item = value->first; item; item = item->next) {
            print(item, to);
            fputs(item->next ? " " : "", to);
        }
        fprintf(to, value->type == TOML_ARRAY ? "]" : "}");
    }
}

/* The root, or "LINE:COLUMN: WHAT" where it is wrong. */
static char *read_text(struct slice text)
{
    struct toml_error error;
    struct toml_document *document = toml_read(text.data, text.length, &error);
    char *out = NULL;
    size_t length;
    FILE *to = open_memstream(&out, &length);
    if (document) {
        print(toml_root(document), to);
    } else {
        fprintf(to, "%u:%u: %s", error.at.line, error.at.column, error.what);
    }
    fclose(to);
    toml_free(document);
    return out;
}

struct sample {
    const char *in, *want;
};

static void check(const struct sample *samples, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char *got = read_text(slice_from(samples[i].in));
        if (strcmp(got, samples[i].want) != 0) {
            fail_msg("of %s\ngot  %s\nwant %s", samples[i].in, got, samples[i].want);
        }
        free(got);
    }
}

static void test_good(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        { "", "{}" },
        { "# nothing", "{}" },
        { "\xef\xbb\xbf# a mark\r\n\r\na = 1\r\n", "{a@3:1=1}" },
        { "a = 1 # why\n  b\t=\t2", "{a@1:1=1 b@2:3=2}" },
        { "a-b_C9 = 1\n1234 = 2\n\"\" = 3\n'x y' = 4",
          "{a-b_C9@1:1=1 1234@2:1=2 @3:1=3 x y@4:1=4}" },
        { "a.b . \"c.d\" = 1\na.e = 2", "{a@1:1={b@1:3={c.d@1:7=1} e@2:3=2}}" },
        { "[a]\nb = 1\n[ c . 'd' ]\n[a.b2]", "{a@1:2={b@2:1=1 b2@4:4={}} c@3:3={d@3:7={}}}" },
        { "[host.\"*.example.org\"]\nskip = true",
          "{host@1:2={*.example.org@1:7={skip@2:1=yes}}}" },
        { "[a.b]\n[a]\nc = 1", "{a@2:2={b@1:4={} c@3:1=1}}" },
        { "[a]\nb.c = 1\n[a.b.d]\ne = 2", "{a@1:2={b@2:1={c@2:3=1 d@3:6={e@4:1=2}}}}" },
        { "[[a]]\nb = 1\n[[a]]\n[a.c]\nd = 2", "{a@1:3=[{b@2:1=1} {c@4:4={d@5:1=2}}]}" },
        { "a = \"\\b\\t\\n\\f\\r\\\"\\\\\\u00e9\\U0001F600\"",
          "{a@1:1='\b\t\n\f\r\"\\\xc3\xa9\xf0\x9f\x98\x80'}" },
        { "a = '\\d \\ \"'\nb = \"'\"\nc=''", "{a@1:1='\\d \\ \"' b@2:1=''' c@3:1=''}" },
        { "a = \"\"\"\none\r\n\ttwo \\  \n\n   three\"\"\"", "{a@1:1='one\n\ttwo three'}" },
        { "a = \"\"\"\"\"two\"\"\"\"\"\nb = ''''one''''\nc=\"\"\"\"\"\"",
          "{a@1:1='\"\"two\"\"' b@2:1=''one'' c@3:1=''}" },
        { "a = '''\n\\ no\\\nescapes'''\nb = 1", "{a@1:1='\\ no\\\nescapes' b@4:1=1}" },
        { "a = [+0, -17, 1_000, 0xDEAD_beef, 0o755, 0b1_1]",
          "{a@1:1=[0 -17 1000 3735928559 493 3]}" },
        { "a = [9223372036854775807, -9223372036854775808]",
          "{a@1:1=[9223372036854775807 -9223372036854775808]}" },
        { "a = [1.5, -0.25e2, 6E+3, 1_0.0_1, 0e1, inf, -inf]",
          "{a@1:1=[1.5 -25 6000 10.01 0 inf -inf]}" },
        { "a = [ # why\n  'x', # one\n\n  [], [1,],\n]\nb = false",
          "{a@1:1=['x' [] [1]] b@6:1=no}" },
        { "a = { b = 1, c.d = [2\n,3], c.e = {} }",
          "{a@1:1={b@1:7=1 c@1:14={d@1:16=[2 3] e@2:8={}}}}" },
        { "\"\xc3\xa9\xe2\x82\xac\" = 1\n['\xc3\xa9'.b]",
          "{\xc3\xa9\xe2\x82\xac@1:1=1 \xc3\xa9@2:2={b@2:6={}}}" },
    };
    check(samples, COUNT_OF(samples));
    assert_int_equal(COUNT_OF(samples), 22);
}

#define TEXT                                                                                       \
    "a value should stand here: a text in quotes, a number, true, false, [an array] or {a table}"

static void test_wrong(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        { "a", "1:2: = should stand here, and a value behind it" },
        { "a\n= 1", "1:2: = should stand here, and a value behind it" },
        { "a =", "1:4: " TEXT },
        { "\n\na = # none", "3:5: " TEXT },
        { "= 1", "1:1: a key should stand here: letters, digits, _ and -, or a string" },
        { "a. = 1", "1:4: a key should stand here: letters, digits, _ and -, or a string" },
        { "\xc3\xa9 = 1", "1:1: a key should stand here: letters, digits, _ and -, or a string" },
        { "fail-on: dead", "1:8: = should stand here, and a value behind it" },
        { "\"\"\"a\"\"\" = 1", "1:1: a key stands on one line, in single or double quotes" },
        { "a = 1 b = 2", "1:7: the line should end here; a comment begins with #" },
        { "a = 1\na = 2", "2:1: 'a' stands twice: line 1 has it, too" },
        { "a = 1\na.b = 2", "2:1: 'a' stands twice: line 1 has it, too" },
        { "a.b = 1\n[a]", "2:2: 'a' stands twice: line 1 has it, too" },
        { "[a]\n\n[a]", "3:2: 'a' stands twice: line 1 has it, too" },
        { "[a.b]\n[a]\nb.c = 1", "3:1: 'b' stands twice: line 1 has it, too" },
        { "a = 1\n[a.b]", "2:2: 'a' stands twice: line 1 has it, too" },
        { "a = {}\n[a.b]", "2:2: 'a' stands twice: line 1 has it, too" },
        { "a = {}\na.b = 1", "2:1: 'a' stands twice: line 1 has it, too" },
        { "a = {b = 1, b = 2}", "1:13: 'b' stands twice: line 1 has it, too" },
        { "a = []\n[[a]]", "2:3: 'a' stands twice: line 1 has it, too" },
        { "[a]\n[[a]]", "2:3: 'a' stands twice: line 1 has it, too" },
        { "[[a]]\n[a]", "2:2: 'a' stands twice: line 1 has it, too" },
        { "[a", "1:3: ] should stand here, which ends the table's name" },
        { "[[a]", "1:4: ]] should stand here, which ends the table's name" },
        { "[]", "1:2: a key should stand here: letters, digits, _ and -, or a string" },
        { "[host.*.example.org]",
          "1:7: a key should stand here: letters, digits, _ and -, or a string" },
        { "[a] b = 1", "1:5: the line should end here; a comment begins with #" },
        { "a = dead", "1:5: a text is written in quotes: \"dead\"" },
        { "a = True", "1:5: true and false are written in small letters" },
        { "a = 30s", "1:5: this is no number, and a text is written in quotes: \"30s\"" },
        { "a = 10.0.0.0", "1:5: this is no number, and a text is written in quotes: \"10.0.0.0\"" },
        { "a = 007", "1:5: this is no number, and a text is written in quotes: \"007\"" },
        { "a = 1__0", "1:5: this is no number, and a text is written in quotes: \"1__0\"" },
        { "a = 1e_3", "1:5: this is no number, and a text is written in quotes: \"1e_3\"" },
        { "a = .5", "1:5: a text is written in quotes: \".5\"" },
        { "a = 5.", "1:5: this is no number, and a text is written in quotes: \"5.\"" },
        { "a = 0b2", "1:5: this is no number, and a text is written in quotes: \"0b2\"" },
        { "a = 9223372036854775808",
          "1:5: this is no number, and a text is written in quotes: \"9223372036854775808\"" },
        { "a = 1979-05-27T07:32:00Z",
          "1:5: no option takes a date; a text is written in quotes: \"1979-05-27T07:32:00Z\"" },
        { "a = 07:32:00",
          "1:5: no option takes a date; a text is written in quotes: \"07:32:00\"" },
        { "a = \"b", "1:5: this string does not end: \" is missing" },
        { "a = 'b\nc'", "1:5: this string does not end: ' is missing" },
        { "a = 'b''", "1:8: the line should end here; a comment begins with #" },
        { "\na = \"\"\"b\"\"\nc = 1\n", "2:5: this string does not end: \"\"\" is missing" },
        { "a = \"\xc3\xa9\\d+\"", "1:7: no escape is written so: a backslash is \\\\ here, or put "
                                  "the string in 'single quotes'" },
        { "a = \"\\u12\"", "1:6: this escape needs 4 hexadecimal digits" },
        { "a = \"\\ud800\"", "1:6: this escape is of no character" },
        { "a = \"\\U00110000\"", "1:6: this escape is of no character" },
        { "a = \"\\u0000\"", "1:6: a zero byte cannot stand in a string" },
        { "a = [1, 2", "1:5: this array does not end: ] is missing" },
        { "a = [1, 2\nb = 3", "2:1: a comma or ] should stand here" },
        { "a = [1 2]", "1:8: a comma or ] should stand here" },
        { "a = [,]", "1:6: " TEXT },
        { "a = {b = 1", "1:5: this table does not end on its line: } is missing" },
        { "a = {\nb = 1}", "1:5: this table does not end on its line: } is missing" },
        { "a = {b = 1,}", "1:12: no comma stands before the } of a table" },
        { "a = {b = 1 c = 2}", "1:12: a comma or } should stand here" },
        { "a = '\xc3'", "1:6: this byte is no UTF-8" },
        { "# \xc3\xa9\x01", "1:4: a control character cannot stand here" },
        { "a = 1\rb = 2", "1:6: a control character cannot stand here" },
        { "# \x7f", "1:3: a control character cannot stand here" },
    };
    check(samples, COUNT_OF(samples));
    assert_int_equal(COUNT_OF(samples), 61);
}

/* `count` times the part, between two others. */
static char *many(const char *before, const char *part, size_t count, const char *behind)
{
    char *text = NULL;
    size_t length;
    FILE *to = open_memstream(&text, &length);
    fputs(before, to);
    while (count-- > 0) {
        fputs(part, to);
    }
    fputs(behind, to);
    fclose(to);
    return text;
}

static void check_many(const char *before, const char *part, size_t count, const char *want)
{
    char *text = many(before, part, count, "");
    char *got = read_text(slice_from(text));
    if (strncmp(got, want, strlen(want)) != 0) {
        fail_msg("of %zu times %s: got %.200s, want %s", count, part, got, want);
    }
    free(got);
    free(text);
}

static void test_bounds(void **state)
{
    (void)state;
    char *most = many("a = ", "[", TOML_MOST_DEPTH, "");
    char *whole = many(most, "]", TOML_MOST_DEPTH, "");
    char *got = read_text(slice_from(whole));
    assert_string_equal(got,
                        "{a@1:1=[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}");
    check_many("a = ", "[", TOML_MOST_DEPTH + 1, "1:37: more than 32 values in each other");
    check_many("a = ", "{a=", 100000, "1:101: more than 32 values in each other");
    check_many("", "a.", 100000, "1:65: more than 32 keys in each other");
    check_many("a = [", "1,", TOML_MOST_VALUES, "1:32772: more than 16384 values");
    check_many("", "[[a]]\n", TOML_MOST_VALUES, "16384:3: more than 16384 values");
    check_many("# ", "1234567", TOML_MOST / 7 + 1, "1:1: more than 1 MiB");
    check_many("a = \"", "\\\"", 500000, "1:5: this string does not end");
    check_many("a = [", " ", 1000000, "1:5: this array does not end");
    check_many("a = \"\"\"", "\"", 1000000, "1:11: the line should end here");
    free(got);
    free(whole);
    free(most);
    struct slice zero = SLICE("a = '\0'");
    got = read_text(zero);
    assert_string_equal(got, "1:6: a control character cannot stand here");
    free(got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good),
        cmocka_unit_test(test_wrong),
        cmocka_unit_test(test_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
