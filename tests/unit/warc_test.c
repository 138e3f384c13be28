#include "unit.h"

#include "syntax/warc.h"

#include "base/time.h"

#define HEAD                                                                                       \
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: <http://a.test/>\r\n"                     \
    "Content-Length: 5\r\n"

static void heads_are_read_to_their_ends(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum warc_status status;
        enum warc_type type;
        const char *uri, *date;
        uint64_t length;
        int behind; /* bytes behind the head */
    } rows[] = {
        { HEAD "\r\nblock", WARC_WHOLE, WARC_RESPONSE, "http://a.test/", NULL, 5, 5 },
        { "WARC/1.1\nwarc-type:\tREVISIT\ncontent-length:0\nWARC-Date : 2018\n\n", WARC_WHOLE,
          WARC_REVISIT, NULL, "2018", 0, 0 },
        { HEAD "WARC-Date: 2018\r\n\t-11\r\n -19\r\n\r\n", WARC_WHOLE, WARC_RESPONSE,
          "http://a.test/", "2018\r\n\t-11\r\n -19", 5, 0 },
        { HEAD "\r\n folded?", WARC_WHOLE, WARC_RESPONSE, "http://a.test/", NULL, 5, 8 },
        { HEAD "WARC-Target-URI: http://b.test/\r\nContent-Length: 9\r\n\r\n", WARC_WHOLE,
          WARC_RESPONSE, "http://a.test/", NULL, 5, 0 },
        { HEAD "no colon\r\nX: y\r\n\r\n", WARC_WHOLE, WARC_RESPONSE, "http://a.test/", NULL, 5,
          0 },
        { "WARC/1.0\r\nWARC-Type: warcinfo\r\n\r\n", WARC_WHOLE, WARC_INFO, NULL, NULL, 0, 0 },
        { "WARC/0.17\r\nWARC-Type: new\r\nContent-Length: 1\r\n\r\n", WARC_WHOLE, WARC_OTHER, NULL,
          NULL, 1, 0 },
        { "WARC/1.0\r\nWARC-Type: response\r\n\r\n", WARC_BROKEN, WARC_RESPONSE, NULL, NULL, 0, 0 },
        { "WARC/1.0\r\nContent-Length: many\r\n\r\n", WARC_BROKEN, WARC_OTHER, NULL, NULL, 0, 0 },
        { "WARC/1.0\r\nContent-Length: -1\r\n\r\n", WARC_BROKEN, WARC_OTHER, NULL, NULL, 0, 0 },
        { HEAD, WARC_CUT, WARC_RESPONSE, "http://a.test/", NULL, 5, -1 },
        { "WAR", WARC_CUT, WARC_OTHER, NULL, NULL, 0, -1 },
        { "", WARC_CUT, WARC_OTHER, NULL, NULL, 0, -1 },
        { "HTTP/1.1 200 OK\r\n\r\n", WARC_BROKEN, WARC_OTHER, NULL, NULL, 0, 0 },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct slice text = slice_from(rows[i].text);
        struct warc_head h;
        assert_int_equal(warc_read_head(text, &h), rows[i].status);
        if (rows[i].status != WARC_WHOLE) {
            continue;
        }
        assert_int_equal(h.type, rows[i].type);
        assert_slice(h.uri, rows[i].uri);
        assert_slice(h.date, rows[i].date);
        assert_int_equal(h.length, rows[i].length);
        assert_int_equal(text.length - h.size, rows[i].behind);
    }
}

static void a_head_is_bounded(void **state)
{
    (void)state;
    struct buffer text = BUFFER(2 * WARC_HEAD_MOST);
    buffer_add(&text, slice_from("WARC/1.0\r\nX: "));
    char *room = buffer_reserve(&text, WARC_HEAD_MOST);
    assert_non_null(room);
    memset(room, 'x', WARC_HEAD_MOST);
    struct warc_head h;
    for (size_t length = WARC_HEAD_MOST - 1; length <= WARC_HEAD_MOST; length++) {
        assert_int_equal(warc_read_head(slice_of(text.data, length), &h),
                         length < WARC_HEAD_MOST ? WARC_CUT : WARC_BROKEN);
    }
    buffer_free(&text);
}

static void a_head_is_found_at_the_start_of_a_line(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t at;
    } rows[] = {
        { "", 0 },
        { "WARC/1.0", 8 },
        { "x\nWARC/1.0", 2 },
        { "x WARC/\ny", 9 },
        { "\n\nWARC/1.1\r\n", 2 },
        { "x\nWA", 2 },
        { "x\nWAX\nW", 6 },
        { "x\n", 2 },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        assert_int_equal(warc_find_head(slice_from(rows[i].text)), rows[i].at);
    }
}

static void fields_are_taken_one_by_one(void **state)
{
    (void)state;
    struct slice rest = SLICE("a: 1\r\nno colon\r\n\r\nb :2\r\n  3\n: x\nc:");
    static const char *const want[][2] = { { "a", "1" }, { "b", "2\r\n  3" }, { "c", "" } };
    struct slice name;
    struct slice value;
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        assert_true(warc_next_field(&rest, &name, &value));
        assert_slice(name, want[i][0]);
        assert_slice(value, want[i][1]);
    }
    assert_false(warc_next_field(&rest, &name, &value));
}

static void dates_are_read_as_writers_have_them(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } rows[] = {
        { "2018-11-19T12:30:05Z", "2018-11-19T12:30:05.000Z" },
        { "2018-11-19T12:30:05.123456789Z", "2018-11-19T12:30:05.123Z" },
        { "20181119123005", "2018-11-19T12:30:05.000Z" },
        { "2018", "2018-01-01T00:00:00.000Z" },
        { "2018-11", "2018-11-01T00:00:00.000Z" },
        { "2018-11-19", "2018-11-19T00:00:00.000Z" },
        { "2018-13", NULL },
        { "20181319123005", NULL },
        { "20181119253005", NULL },
        { "yesterday", NULL },
        { "2018-11-19 and more", NULL },
        { "", NULL },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char got[TIME_TEXT];
        int64_t ms = 0;
        bool read = warc_read_date(slice_from(rows[i].text), &ms);
        assert_int_equal(read, rows[i].want != NULL);
        if (read) {
            time_format(ms, TIME_MS, got);
            assert_string_equal(got, rows[i].want);
        }
    }
}

static void what_is_written_is_read_again(void **state)
{
    (void)state;
    struct buffer text = BUFFER(1000);
    warc_begin(&text, SLICE("response"), SLICE("<urn:uuid:1>"), SLICE("2018-11-19T12:30:05.123Z"));
    warc_field(&text, SLICE("WARC-Target-URI"), SLICE("http://a.test/\r\nX: \0y"));
    warc_field(&text, SLICE("A"), SLICE("1\r2"));
    warc_field(&text, SLICE("B"), SLICE("\n1"));
    warc_field(&text, SLICE("C"), SLICE("1\0"));
    warc_field(&text, SLICE("D"), (struct slice){ 0 });
    warc_end(&text, 5);
    assert_slice(buffer_slice(&text),
                 "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
                 "WARC-Date: 2018-11-19T12:30:05.123Z\r\nWARC-Target-URI: http://a.test/X: y\r\n"
                 "A: 12\r\nB: 1\r\nC: 1\r\nD: \r\nContent-Length: 5\r\n\r\n");
    struct warc_head h;
    assert_int_equal(warc_read_head(buffer_slice(&text), &h), WARC_WHOLE);
    assert_slice(h.id, "urn:uuid:1");
    assert_int_equal(h.size, text.length);
    buffer_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(heads_are_read_to_their_ends),
        cmocka_unit_test(a_head_is_bounded),
        cmocka_unit_test(a_head_is_found_at_the_start_of_a_line),
        cmocka_unit_test(fields_are_taken_one_by_one),
        cmocka_unit_test(dates_are_read_as_writers_have_them),
        cmocka_unit_test(what_is_written_is_read_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
