#include "unit.h"

#include "judge/baseline.h"
#include "syntax/json.h"

#include <stdio.h>
#include <stdlib.h>

#define HEAD  "{\"schema\":\"landfall/1\",\"type\":\"baseline\",\"findings\":["
#define PRINT "0123456789abcdef"

static void findings_are_known(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        size_t count;
    } table[] = {
        { HEAD "]}", 0 },
        { HEAD "{\"fingerprint\":\"" PRINT
               "\",\"file\":\"a.md\",\"url\":\"u\",\"reason\":\"gone\"}]}\n",
          1 },
        { HEAD "{\"fingerprint\":\"" PRINT "\"},{\"fingerprint\":\"" PRINT "\"}]}", 2 },
        { "\xef\xbb\xbf \r\n{ \"more\" : [ { \"a\" : [ 1.5e+3 , null , true , false , \"\\\"]\" ] "
          "} ] , \"findings\" : [ "
          "{ \"x\" : {} , \"finger\\u0070rint\" : \"" PRINT "\" } ] , \"type\" : \"baseline\" , "
          "\"schema\" : \"landfall/1\" } \n",
          1 },
    };
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(table); i++, count++) {
        struct baseline_list list;
        struct buffer why = BUFFER(1 << 10);
        if (!baseline_read(slice_from(table[i].in), &list, &why)) {
            fail_msg("%s", buffer_string(&why));
        }
        assert_int_equal(list.count, table[i].count);
        assert_int_equal(baseline_has(&list, SLICE(PRINT)), table[i].count > 0);
        assert_false(baseline_has(&list, SLICE(PRINT "0")));
        assert_false(baseline_has(&list, SLICE("")));
        baseline_free(&list);
        buffer_free(&why);
    }
    assert_int_equal(count, 4);
}

static void what_is_wrong_is_said_with_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *in, *want;
    } table[] = {
        { "", "1:1: it is no JSON object" },
        { "[]", "1:1: it is no JSON object" },
        { "{}", "1:3: it has no \"schema\"" },
        { "{\"schema\":\"landfall/1\"}", "1:24: it has no \"type\"" },
        { "{\"schema\":\"landfall/1\",\"type\":\"baseline\"}\n", "2:1: it has no \"findings\"" },
        { "{\n \"schema\": \"landfall/2\"}", "2:12: the schema is not \"landfall/1\"" },
        { "{\"type\":\"report\"}", "1:9: the type is not \"baseline\"" },
        { "{\"type\":7}", "1:9: a string is missing" },
        { "{\"findings\":{}}", "1:13: the findings are an array" },
        { "{\"findings\":[7]}", "1:14: a finding is an object" },
        { "{\"findings\":[{}]}", "1:16: this finding has no fingerprint" },
        { "{\"findings\":[{\"fingerprint\":\"xyz\"}]}",
          "1:29: a fingerprint is 16 to 64 lower-case hexadecimal digits" },
        { "{\"findings\":[{\"fingerprint\":null}]}", "1:29: a string is missing" },
        { "{\"findings\":[{\"fingerprint\":\"" PRINT "\"}", "1:48: a comma or ] is missing" },
        { "{\"findings\":[{\"fingerprint\":\"" PRINT "\"", "1:47: a comma or } is missing" },
        { HEAD "]} more", "1:57: something stands behind the end" },
        { HEAD "],}", "1:56: a string is missing" },
        { "{\"a\":[1,]}", "1:9: a value is missing" },
        { "{\"a\" 1}", "1:6: a colon is missing" },
        { "{\"a\":\"b\n\"}", "1:8: a string does not end" },
        { "{\"a\\q\":1}", "1:5: a backslash is followed by no escape of JSON" },
        { "{\"\\u12g4\":1}", "1:5: \\u is not followed by four hexadecimal digits" },
        { "{\"\xff\":1}", "1:5: a string is not UTF-8" },
        { "{\"a\":nul}", "1:6: a value is missing" },
    };
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(table); i++, count++) {
        struct baseline_list list;
        struct buffer why = BUFFER(1 << 10);
        assert_false(baseline_read(slice_from(table[i].in), &list, &why));
        if (strcmp(buffer_string(&why), table[i].want) != 0) {
            fail_msg("%s: %s", table[i].in, why.data);
        }
        baseline_free(&list);
        buffer_free(&why);
    }
    assert_int_equal(count, 24);
}

/* However deep or long, it is refused or passed over in bounded memory. */
static void what_is_huge_is_bounded(void **state)
{
    (void)state;
    enum { DEEP = 1000000 };
    struct baseline_list list;
    struct buffer why = BUFFER(1 << 10);
    char *text = malloc(DEEP + 8);
    memset(text, '[', DEEP);
    memcpy(text, "{\"a\":", 5);
    assert_false(baseline_read(slice_of(text, DEEP), &list, &why));
    assert_string_equal(buffer_string(&why), "1:71: brackets stand too deep in each other");
    buffer_reset(&why);
    memset(text, 'k', DEEP);
    memcpy(text, "{\"", 2);
    memcpy(text + DEEP, "\":1}", 4);
    assert_false(baseline_read(slice_of(text, DEEP + 4), &list, &why));
    assert_non_null(strstr(buffer_string(&why), "a string is too long"));
    buffer_free(&why);
    free(text);
}

static void strings_are_decoded(void **state)
{
    (void)state;
    static const struct {
        const char *in, *want;
    } table[] = {
        { "\"\"", "" },
        { "\"a\\\"\\\\\\/\\b\\f\\n\\r\\tz\"", "a\"\\/\b\f\n\r\tz" },
        { "\"\\u00e9\\u20AC\"", "\xc3\xa9\xe2\x82\xac" },
        { "\"\\ud83d\\ude00\"", "\xf0\x9f\x98\x80" },
        { "\"\\ud83dx\"", "\xef\xbf\xbdx" },
        { "\"\\ude00\\ud83d\"", "\xef\xbf\xbd\xef\xbf\xbd" },
        { "\"\\ud83d\\u0041\"", "\xef\xbf\xbd"
                                "A" },
    };
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(table); i++, count++) {
        struct json j;
        struct buffer into = BUFFER(100);
        json_open(&j, slice_from(table[i].in));
        assert_true(json_string(&j, &into));
        assert_true(json_end(&j));
        assert_slice(buffer_slice(&into), table[i].want);
        json_open(&j, slice_from(table[i].in));
        assert_true(json_skip(&j) && json_end(&j));
        buffer_free(&into);
    }
    assert_int_equal(count, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(findings_are_known),
        cmocka_unit_test(what_is_wrong_is_said_with_its_place),
        cmocka_unit_test(what_is_huge_is_bounded),
        cmocka_unit_test(strings_are_decoded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
