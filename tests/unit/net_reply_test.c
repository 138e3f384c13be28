#include "unit.h"

#include "base/time.h"
#include "net/reply.h"

#include <stdio.h>
#include <time.h>

/* Reads a header given as lines separated by "\n"; false where it was refused. */
static bool read_header(struct reply *r, const char *text)
{
    struct slice rest = slice_from(text);
    bool read = true;
    while (read && rest.length) {
        size_t end = slice_find(rest, '\n');
        end += end < rest.length;
        read = reply_line(r, slice_part(rest, 0, end));
        rest = slice_skip(rest, end);
    }
    return read;
}

static void statuses_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int status;
        bool complete;
    } rows[] = {
        { "HTTP/1.1 200 OK\r\n\r\n", 200, true },
        { "HTTP/2 301 \r\n\r\n", 301, true },
        { "HTTP/1.0 404\r\n", 404, false },
        { "HTTP/1.1 103 Early Hints\r\n\r\n", 103, false },
        { "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 None\r\n\r\n", 204, true },
        { "HTTP/1.1 999 Denied\r\n\r\n", 999, true },
        { "HTTP/1.1 OK\r\n\r\n", 0, false },
        { "HTTP/1.1\r\n\r\n", 0, false },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct reply r;
        reply_init(&r);
        assert_true(read_header(&r, rows[i].text));
        assert_int_equal(r.status, rows[i].status);
        assert_int_equal(r.complete, rows[i].complete);
        reply_free(&r);
    }
}

static void locations_are_compared(void **state)
{
    (void)state;
    static const struct {
        const char *text, *location;
        unsigned count;
        bool differ;
    } rows[] = {
        { "Location: /a\r\n", "/a", 1, false },
        { "LOCATION:\t /a b \r\n", "/a b", 1, false },
        { "location: /a\r\nLocation: /a\r\n", "/a", 2, false },
        { "location: /a\r\nLocation: /b\r\n", "/a", 2, true },
        { "location:\r\nLocation: /b\r\n", "", 2, true },
        { "Content-Location: /a\r\n", "", 0, false },
        { "X: 1\r\n", "", 0, false },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct reply r;
        reply_init(&r);
        assert_true(read_header(&r, "HTTP/1.1 301 Moved\r\n") && read_header(&r, rows[i].text));
        assert_slice(slice_of(r.location.data ? r.location.data : "", r.location.length),
                     rows[i].location);
        assert_int_equal(r.locations, rows[i].count);
        assert_int_equal(r.locations_differ, rows[i].differ);
        reply_free(&r);
    }
}

static void what_an_informational_answer_says_is_forgotten(void **state)
{
    (void)state;
    struct reply r;
    reply_init(&r);
    assert_true(read_header(&r, "HTTP/1.1 103 Early Hints\r\nLocation: /early\r\n"
                                "Set-Cookie: a=b\r\nRefresh: 0;url=/early\r\n\r\n"
                                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"));
    assert_int_equal(r.locations, 0);
    assert_int_equal(r.location.length, 0);
    assert_int_equal(r.refreshes, 0);
    assert_false(r.sets_cookies);
    assert_int_equal(r.type, REPLY_HTML);
    assert_true(read_header(&r, "Location: /trailer\r\n")); /* behind a chunked body */
    assert_int_equal(r.locations, 0);
    reply_free(&r);
}

static void trailers_are_counted(void **state)
{
    (void)state;
    struct reply r;
    reply_init(&r);
    assert_true(read_header(&r, "HTTP/1.1 200 OK\r\nRefresh: 9\r\n\r\n"));
    assert_true(r.complete);
    size_t lines = r.lines;
    while (reply_line(&r, SLICE("Refresh: 5\r\n"))) {
        lines++;
    }
    assert_int_equal(lines, REPLY_MOST_LINES);
    assert_slice(buffer_slice(&r.refresh), "9"); /* and not read */
    assert_int_equal(r.refreshes, 1);
    reply_free(&r);
}

static void retry_after_is_read(void **state)
{
    (void)state;
    static const struct {
        const char *value;
        int64_t want;
    } rows[] = {
        { "0", 0 },
        { "120", 120000 },
        { "-1", -1 },
        { "soon", -1 },
        { "", -1 },
        { "1.5", -1 },
        { "Thu, 01 Jan 1970 00:00:10 GMT", 0 },
        { "99999999999999999999", -1 },
        { "Fri, 1 Dec 1992919929", -1 },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct reply r;
        char line[100];
        reply_init(&r);
        snprintf(line, sizeof line, "HTTP/1.1 429 Wait\r\nRetry-After: %s\r\n", rows[i].value);
        assert_true(read_header(&r, line));
        if (r.retry_after_ms != rows[i].want) {
            fail_msg("\"%s\" is %lld ms", rows[i].value, (long long)r.retry_after_ms);
        }
        reply_free(&r);
    }
    struct reply r;
    char line[100];
    time_t then = (time_t)(time_now_ms() / 1000 + 100);
    struct tm parts;
    static const char *const days[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
    static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    gmtime_r(&then, &parts);
    snprintf(line, sizeof line,
             "HTTP/1.1 503 Wait\r\nRetry-After: %s, %02d %s %d %02d:%02d:%02d GMT\r\n",
             days[parts.tm_wday], parts.tm_mday, months[parts.tm_mon], parts.tm_year + 1900,
             parts.tm_hour, parts.tm_min, parts.tm_sec);
    reply_init(&r);
    assert_true(read_header(&r, line));
    assert_in_range(r.retry_after_ms, 90000, 100000);
    reply_free(&r);
}

static void types_and_encodings_are_told_apart(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum reply_type type;
        bool latin1, odd;
    } rows[] = {
        { "X: 1\r\n", REPLY_TYPE_UNSTATED, false, false },
        { "Content-Type: text/html\r\n", REPLY_HTML, false, false },
        { "Content-Type: TEXT/HTML ; charset=\"ISO-8859-1\"\r\n", REPLY_HTML, true, false },
        { "Content-Type: text/html; charset=utf-8\r\n", REPLY_HTML, false, false },
        { "Content-Type: application/xhtml+xml\r\n", REPLY_HTML, false, false },
        { "Content-Type: text/htmlx\r\n", REPLY_OTHER, false, false },
        { "Content-Type: application/pdf\r\n", REPLY_OTHER, false, false },
        { "Content-Type:\r\n", REPLY_TYPE_UNSTATED, false, false },
        { "Content-Encoding: gzip\r\n", REPLY_TYPE_UNSTATED, false, false },
        { "Content-Encoding: Deflate, identity\r\n", REPLY_TYPE_UNSTATED, false, false },
        { "Content-Encoding: zstd\r\n", REPLY_TYPE_UNSTATED, false, true },
        { "Content-Encoding: gzip, br\r\n", REPLY_TYPE_UNSTATED, false, true },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct reply r;
        reply_init(&r);
        assert_true(read_header(&r, "HTTP/1.1 200 OK\r\n") && read_header(&r, rows[i].text));
        assert_int_equal(r.type, rows[i].type);
        assert_int_equal(r.latin1, rows[i].latin1);
        assert_int_equal(r.odd_encoding, rows[i].odd);
        reply_free(&r);
    }
}

static void headers_are_bounded(void **state)
{
    (void)state;
    struct reply r;
    reply_init(&r);
    size_t lines = 0;
    while (lines < 100000 && reply_line(&r, SLICE("X: 1\r\n"))) {
        lines++;
    }
    assert_int_equal(lines, REPLY_MOST_LINES);
    reply_reset(&r);
    static char long_line[4096];
    memset(long_line, 'x', sizeof long_line);
    lines = 0;
    while (lines < 100000 && reply_line(&r, slice_of(long_line, sizeof long_line))) {
        lines++;
    }
    assert_int_equal(lines, REPLY_MOST_BYTES / sizeof long_line);
    reply_reset(&r);
    bool read = true;
    for (lines = 0; read && lines < 100000; lines++) { /* and so is what comes before the answer */
        read = reply_line(&r, SLICE("HTTP/1.1 103 Early\r\n")) && reply_line(&r, SLICE("\r\n"));
    }
    assert_false(read);
    reply_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statuses_are_read),
        cmocka_unit_test(locations_are_compared),
        cmocka_unit_test(what_an_informational_answer_says_is_forgotten),
        cmocka_unit_test(trailers_are_counted),
        cmocka_unit_test(retry_after_is_read),
        cmocka_unit_test(types_and_encodings_are_told_apart),
        cmocka_unit_test(headers_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
