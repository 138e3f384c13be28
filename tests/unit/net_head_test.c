#include "unit.h"

#include "base/time.h"
#include "net/head.h"

#include <stdio.h>
#include <time.h>

/* Takes a header given as lines separated by "\n"; false where it was refused. */
static bool take(struct head *h, const char *text)
{
    struct slice rest = slice_from(text);
    bool taken = true;
    while (taken && rest.length) {
        size_t end = slice_find(rest, '\n');
        end += end < rest.length;
        taken = head_line(h, slice_part(rest, 0, end));
        rest = slice_skip(rest, end);
    }
    return taken;
}

static void the_answer_is_kept_as_it_is(void **state)
{
    (void)state;
    static const char answer[] = "HTTP/1.1 200 OK\r\nX:  y\r\nRefresh: 9\r\n\r\n";
    struct head h;
    head_init(&h);
    assert_true(take(&h, "HTTP/1.1 103 Early\r\nRefresh: 1\r\n\r\n"));
    assert_false(h.complete);
    assert_true(take(&h, answer));
    assert_true(h.complete);
    assert_true(take(&h, "Refresh: 5\r\n")); /* behind a chunked body */
    assert_slice(buffer_slice(&h.text), answer);
    assert_slice(h.says.refresh, "9");
    head_reset(&h);
    assert_false(h.complete);
    assert_true(take(&h, "HTTP/1.1 404 Not Found\r\n\r\n"));
    assert_int_equal(h.says.status, 404);
    head_free(&h);
}

static void trailers_are_counted(void **state)
{
    (void)state;
    struct head h;
    head_init(&h);
    assert_true(take(&h, "HTTP/1.1 200 OK\r\nRefresh: 9\r\n\r\n"));
    assert_true(h.complete);
    size_t lines = h.lines;
    while (head_line(&h, SLICE("Refresh: 5\r\n"))) {
        lines++;
    }
    assert_int_equal(lines, HEAD_MOST_LINES);
    assert_slice(h.says.refresh, "9"); /* and not read */
    assert_int_equal(h.says.refreshes, 1);
    head_free(&h);
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
        int64_t got = head_retry_after(slice_from(rows[i].value));
        if (got != rows[i].want) {
            fail_msg("\"%s\" is %lld ms", rows[i].value, (long long)got);
        }
    }
    char date[100];
    time_t then = (time_t)(time_now_ms() / 1000 + 100);
    struct tm parts;
    static const char *const days[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
    static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    gmtime_r(&then, &parts);
    snprintf(date, sizeof date, "%s, %02d %s %d %02d:%02d:%02d GMT", days[parts.tm_wday],
             parts.tm_mday, months[parts.tm_mon], parts.tm_year + 1900, parts.tm_hour, parts.tm_min,
             parts.tm_sec);
    assert_in_range(head_retry_after(slice_from(date)), 90000, 100000);
    assert_int_equal(head_retry_after((struct slice){ 0 }), -1);
}

static void headers_are_bounded(void **state)
{
    (void)state;
    struct head h;
    head_init(&h);
    size_t lines = 0;
    while (lines < 100000 && head_line(&h, SLICE("X: 1\r\n"))) {
        lines++;
    }
    assert_int_equal(lines, HEAD_MOST_LINES);
    head_reset(&h);
    static char long_line[4096];
    memset(long_line, 'x', sizeof long_line);
    lines = 0;
    while (lines < 100000 && head_line(&h, slice_of(long_line, sizeof long_line))) {
        lines++;
    }
    assert_int_equal(lines, HEAD_MOST_BYTES / sizeof long_line);
    head_reset(&h);
    bool read = true;
    for (lines = 0; read && lines < 100000; lines++) { /* and so is what comes before the answer */
        read = head_line(&h, SLICE("HTTP/1.1 103 Early\r\n")) && head_line(&h, SLICE("\r\n"));
    }
    assert_false(read);
    head_free(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_answer_is_kept_as_it_is),
        cmocka_unit_test(trailers_are_counted),
        cmocka_unit_test(retry_after_is_read),
        cmocka_unit_test(headers_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
