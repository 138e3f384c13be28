#include "unit.h"

#include "base/time.h"
#include "describe/captures.h"
#include "describe/quota.h"

static void stamps_are_instants(void **state)
{
    (void)state;
    static const struct {
        const char *stamp;
        int64_t at; /* -1: it is none */
    } rows[] = {
        { "20180619030405", 1529377445000 },
        { "19960101000000", 820454400000 },
        { "19951231235959", -1 },
        { "20180230000000", -1 },
        { "20181301000000", -1 },
        { "20180619240000", -1 },
        { "20180619036000", -1 },
        { "20180619030460", -1 },
        { "2018061903040", -1 },
        { "201806190304050", -1 },
        { "2018061903040x", -1 },
        { "99991231235959", -1 },
        { "20180019030405", -1 },
        { "", -1 },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct capture c = { .at = -1 };
        bool read = capture_read(slice_from(rows[i].stamp), &c);
        if (read != (rows[i].at >= 0) || c.at != rows[i].at) {
            fail_msg("\"%s\" is %lld", rows[i].stamp, (long long)c.at);
        }
        assert_string_equal(c.stamp, read ? rows[i].stamp : "");
    }
}

#define NAMES                                                                                      \
    "[[\"urlkey\",\"timestamp\",\"original\",\"mimetype\",\"statuscode\",\"digest\",\"length\"]"
#define ROW(stamp, media, status)                                                                  \
    ",[\"k\",\"" stamp "\",\"u\",\"" media "\",\"" status "\",\"d\",\"1\"]"

static void rows_are_chosen_from(void **state)
{
    (void)state;
    static const struct {
        const char *json;
        int64_t near;
        const char *copy, *moved; /* NULL: it is no answer */
    } rows[] = {
        { "[]", 1, "", "" },
        { "", 1, "", "" },
        { " \n", 1, "", "" },
        { NAMES "]", 1, "", "" },
        { "{}", 1, NULL, NULL },
        { "null", 1, NULL, NULL },
        { "[1]", 1, NULL, NULL },
        { "[[]", 1, NULL, NULL },
        { "<html>", 1, NULL, NULL },
        { "[[],[1,2,3],[null,\"20180101000000\"]]", 1, "", "" },
        { NAMES ROW("20180101000000", "text/html", "200") ROW("20190101000000", "text/html", "200")
              ROW("20200101000000", "text/html", "200") "]",
          1548000000000, "20190101000000", "" },
        { NAMES ROW("20180101000000", "text/html", "200")
              ROW("20190101000000", "text/html", "200") "]",
          CAPTURE_LATEST, "20190101000000", "" },
        { NAMES ROW("20190101000000", "text/html", "404") ROW("20180101000000", "text/html", "200")
              ROW("20190101000001", "text/html", "500") "]",
          1546300800000, "20180101000000", "" },
        { NAMES ROW("20190101000000", "application/json", "-")
              ROW("20180101000000", "text/html", "200") "]",
          1546300800000, "20190101000000", "" },
        { NAMES ROW("20190101000000", "warc/revisit", "-")
              ROW("20180101000000", "text/html", "200") "]",
          1546300800000, "20180101000000", "" },
        { NAMES ROW("20190230000000", "text/html", "200")
              ROW("20180101000000", "text/html", "200") "]",
          1546300800000, "20180101000000", "" },
        { NAMES ROW("20190101000000", "text/html", "301")
              ROW("20180101000000", "text/html", "302") "]",
          1546300800000, "", "20190101000000" },
        { "[[\"statuscode\",\"timestamp\"],[\"200\",\"20180101000000\"],[\"404\","
          "\"20190101000000\"]]",
          CAPTURE_LATEST, "20180101000000", "" },
        { "[[\"k\",\"20180101000000\",\"u\",\"text/html\",\"200\"]]", 1, "20180101000000", "" },
        { "[[\"k\",20180101000000,\"u\",\"text/html\",200]]", 1, "", "" },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct captures c;
        bool no_memory = false;
        bool read = captures_read(slice_from(rows[i].json), rows[i].near, &c, &no_memory);
        assert_false(no_memory);
        if (read != (rows[i].copy != NULL)) {
            fail_msg("%s is %s", rows[i].json, read ? "read" : "not read");
        }
        if (read) {
            assert_string_equal(c.copy.stamp, rows[i].copy);
            assert_string_equal(c.moved.stamp, rows[i].moved);
        }
    }
}

#define CLOSEST(rest) "{\"url\":\"u\",\"archived_snapshots\":{\"closest\":{" rest "}}}"

static void availability_is_read(void **state)
{
    (void)state;
    static const struct {
        const char *json;
        const char *stamp; /* NULL: it is no answer */
    } rows[] = {
        { "{\"archived_snapshots\":{}}", "" },
        { CLOSEST("\"available\":true,\"status\":\"200\",\"timestamp\":\"20180101000000\""),
          "20180101000000" },
        { CLOSEST("\"available\":false,\"status\":\"200\",\"timestamp\":\"20180101000000\""), "" },
        { CLOSEST("\"available\":true,\"status\":\"404\",\"timestamp\":\"20180101000000\""), "" },
        { CLOSEST("\"available\":true,\"status\":\"-\",\"timestamp\":\"20180101000000\""), "" },
        { CLOSEST("\"available\":true,\"status\":\"200\",\"timestamp\":\"20181301000000\""), "" },
        { CLOSEST("\"available\":true,\"status\":\"200\",\"timestamp\":20180101000000"), "" },
        { CLOSEST("\"available\":true"), "" },
        { "{\"archived_snapshots\":[]}", NULL },
        { "{\"archived_snapshots\":{\"closest\":[]}}", "" },
        { "{}", NULL },
        { "[]", NULL },
        { "", NULL },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct capture c;
        bool no_memory = false;
        bool read = captures_read_available(slice_from(rows[i].json), &c, &no_memory);
        if (read != (rows[i].stamp != NULL)) {
            fail_msg("%s is %s", rows[i].json, read ? "read" : "not read");
        }
        assert_string_equal(c.stamp, read ? rows[i].stamp : "");
    }
}

static void a_minute_has_so_many_turns(void **state)
{
    (void)state;
    struct quota q = { .most = 24 };
    int64_t at[100];
    for (size_t i = 0; i < COUNT_OF(at); i++) {
        at[i] = quota_take(&q, (int64_t)(i < 30 ? 1000 : 70000)); /* all at once, then all again */
        assert_true(i == 0 || at[i] >= at[i - 1]);
        assert_true(i < 24 || at[i] - at[i - 24] >= QUOTA_MS);
    }
    assert_int_equal(at[0], 1000);
    assert_int_equal(at[23], 1000);
    assert_int_equal(at[24], 61000);
    assert_int_equal(at[99], 1000 + 4 * QUOTA_MS);
    assert_int_equal(quota_take(&q, 1000000), 1000000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stamps_are_instants),
        cmocka_unit_test(rows_are_chosen_from),
        cmocka_unit_test(availability_is_read),
        cmocka_unit_test(a_minute_has_so_many_turns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
