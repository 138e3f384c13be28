#include "unit.h"

#include "syntax/http.h"

static void statuses_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int status;
        bool whole;
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
        struct http_head h;
        http_read_head(slice_from(rows[i].text), &h);
        assert_int_equal(h.status, rows[i].status);
        assert_int_equal(h.whole, rows[i].whole);
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
        { "Location : /a\r\n", "/a", 1, false },
        { "Location: /a\r\n b\r\n\tc\r\nX: 1\r\n", "/a\r\n b\r\n\tc", 1, false },
        { "X: 1\r\n Location: /a\r\n", "", 0, false },
        { "X: 1\r\n", "", 0, false },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct http_head h;
        http_read_head(slice_from(rows[i].text), &h);
        assert_slice(slice_of(h.location.data ? h.location.data : "", h.location.length),
                     rows[i].location);
        assert_int_equal(h.locations, rows[i].count);
        assert_int_equal(h.locations_differ, rows[i].differ);
    }
}

static void what_an_informational_answer_says_is_forgotten(void **state)
{
    (void)state;
    struct http_head h;
    http_read_head(SLICE("HTTP/1.1 103 Early Hints\r\nLocation: /early\r\nSet-Cookie: a=b\r\n"
                         "Refresh: 0;url=/early\r\n\r\n"
                         "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"),
                   &h);
    assert_int_equal(h.locations, 0);
    assert_int_equal(h.location.length, 0);
    assert_int_equal(h.refreshes, 0);
    assert_false(h.sets_cookies);
    assert_int_equal(h.type, HTTP_HTML);
    assert_int_equal(h.length, -1);
}

static void other_fields_are_read(void **state)
{
    (void)state;
    struct http_head h;
    http_read_head(
        SLICE("HTTP/1.1 503 Wait\r\nRetry-After:  120\r\nContent-Length: 17\r\n"
              "Refresh: 5\r\nRefresh: 6\r\nSet-Cookie: a\r\nCF-Mitigated: Challenge\r\n"),
        &h);
    assert_slice(h.retry_after, "120");
    assert_int_equal(h.length, 17);
    assert_slice(h.refresh, "5");
    assert_int_equal(h.refreshes, 2);
    assert_true(h.sets_cookies);
    assert_true(h.challenged);
    assert_false(h.whole);
}

static void what_has_no_colon_is_no_field(void **state)
{
    (void)state;
    struct http_head h;
    http_read_head(SLICE("HTTP/1.1 302 Found\r\nLocation\r\nContent-Length\r\nTransfer-Encoding\r\n"
                         "Location: /a\r\nContent-Length: 0\r\n\r\n"),
                   &h);
    assert_slice(h.location, "/a");
    assert_false(h.locations_differ);
    assert_false(h.length_doubtful);
    assert_false(h.persists);
}

static void passwords_are_asked_for(void **state)
{
    (void)state;
    struct http_head h;
    http_read_head(SLICE("HTTP/1.1 401 No\r\nWWW-Authenticate: Bearer, Basic realm=\"x\"\r\n\r\n"),
                   &h);
    assert_true(h.asks_password);
    http_read_head(SLICE("HTTP/1.1 401 No\r\nWWW-Authenticate: Bearer realm=\"basic\"\r\n\r\n"),
                   &h);
    assert_false(h.asks_password);
}

static void codings_are_in_order(void **state)
{
    (void)state;
    struct http_head h;
    http_read_head(
        SLICE("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Encoding: BR , zstd\r\n"
              "Transfer-Encoding: deflate, Chunked\r\n\r\n"),
        &h);
    assert_int_equal(h.content.count, 3);
    assert_int_equal(h.content.list[0], CODING_GZIP);
    assert_int_equal(h.content.list[1], CODING_BROTLI);
    assert_int_equal(h.content.list[2], CODING_ZSTD);
    assert_int_equal(h.transfer.count, 1);
    assert_int_equal(h.transfer.list[0], CODING_DEFLATE);
    assert_true(h.chunked);
    http_read_head(SLICE("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, gzip\r\n\r\n"), &h);
    assert_false(h.chunked);
}

static void types_and_encodings_are_told_apart(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum http_type type;
        const char *charset;
        bool odd;
    } rows[] = {
        { "X: 1\r\n", HTTP_UNSTATED, NULL, false },
        { "Content-Type: text/html\r\n", HTTP_HTML, NULL, false },
        { "Content-Type: TEXT/HTML ; charset=\"ISO-8859-1\"\r\n", HTTP_HTML, "ISO-8859-1", false },
        { "Content-Type: text/html; charset=utf-8\r\n", HTTP_HTML, "utf-8", false },
        { "Content-Type: application/xhtml+xml\r\n", HTTP_HTML, NULL, false },
        { "Content-Type: text/htmlx\r\n", HTTP_OTHER, NULL, false },
        { "Content-Type: application/pdf\r\n", HTTP_OTHER, NULL, false },
        { "Content-Type:\r\n", HTTP_UNSTATED, NULL, false },
        { "Content-Encoding: gzip\r\n", HTTP_UNSTATED, NULL, false },
        { "Content-Encoding: Deflate, identity\r\n", HTTP_UNSTATED, NULL, false },
        { "Content-Encoding: zstd\r\n", HTTP_UNSTATED, NULL, false },
        { "Content-Encoding: gzip, x-secret\r\n", HTTP_UNSTATED, NULL, true },
        { "Content-Type: text/html; x=charset; Charset = a ; charset=b\r\n", HTTP_HTML, "a",
          false },
        { "Content-Type: text/html; charset=\"a;b\r\n", HTTP_HTML, "a", false },
        { "Content-Type: text/html; charset=\r\n", HTTP_HTML, "", false },
        { "Content-Type: text/plain, text/html; charset=a\r\n", HTTP_HTML, "a", false },
        { "Content-Type: text/html, text/plain\r\n", HTTP_OTHER, NULL, false },
        { "Content-Type: text/html\r\nContent-Type: html\r\n", HTTP_HTML, NULL, false },
        { "Content-Type: text/html;\r\n\tcharset=a\r\n", HTTP_HTML, "a", false },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct http_head h;
        http_read_head(slice_from(rows[i].text), &h);
        assert_int_equal(h.type, rows[i].type);
        assert_slice(h.charset, rows[i].charset);
        assert_int_equal(h.content.unknown, rows[i].odd);
    }
}

static void what_may_be_a_page_is_told_apart(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool page;
    } rows[] = {
        { "X: 1\r\n", true },
        { "Content-Type: application/pdf\r\n", false },
        { "X-Content-Type-Options: NoSniff\r\n", false },
        { "X-Content-Type-Options: nosniff\r\nContent-Type: */*\r\n", false },
        { "X-Content-Type-Options: nosniff\r\nContent-Type: text/html\r\n", true },
        { "X-Content-Type-Options: none\r\n", true },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct http_head h;
        http_read_head(slice_from(rows[i].text), &h);
        assert_int_equal(http_may_be_page(&h), rows[i].page);
    }
}

static void policies_forbid_scripts_and_refreshes(void **state)
{
    (void)state;
    static const struct {
        const char *policy;
        bool scriptless, sandboxed;
    } rows[] = {
        { "img-src 'none'", false, false },
        { "script-src 'none'", true, false },
        { "SCRIPT-SRC 'self' https://a.test", true, false },
        { "default-src 'self'", true, false },
        { "default-src *", true, false },
        { "default-src 'self'; script-src 'unsafe-inline'", false, false },
        { "script-src 'self'; script-src 'unsafe-inline'", true, false },
        { "script-src 'unsafe-inline'; script-src-elem 'self'", true, false },
        { "script-src 'nonce-abc'", false, false },
        { "script-src 'SHA256-abc='", false, false },
        { "script-src 'unsafe-inline', script-src 'none'", true, false },
        { "default-src;", true, false },
        { "upgrade-insecure-requests", false, false },
        { " ; ,; ,", false, false },
        { "sandbox", true, true },
        { "sandbox allow-forms allow-scripts", false, false },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct http_head h = { .status = 0 };
        http_read_policy(&h, slice_from(rows[i].policy));
        if (h.scriptless != rows[i].scriptless || h.sandboxed != rows[i].sandboxed) {
            fail_msg("%s: %d %d", rows[i].policy, h.scriptless, h.sandboxed);
        }
    }
}

static void attachments_are_told_apart(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool attached;
    } rows[] = {
        { "Content-Disposition: attachment\r\n", true },
        { "Content-Disposition: ATTACHMENT; filename=\"a\"\r\n", true },
        { "Content-Disposition: form-data; name=a\r\n", true },
        { "Content-Disposition: Inline; filename=a\r\n", false },
        { "Content-Disposition: filename=a\r\n", false },
        { "Content-Disposition:\r\n", false },
        { "X: attachment\r\n", false },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct http_head h;
        http_read_head(slice_from(rows[i].text), &h);
        assert_int_equal(h.attached, rows[i].attached);
    }
}

static void connections_say_whether_they_last(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool closes, persists;
    } rows[] = {
        { "HTTP/1.1 200 OK\r\n\r\n", false, true },
        { "HTTP/1.0 200 OK\r\n\r\n", false, false },
        { "HTTP/1.1 200 OK\r\nX: close\r\n\r\n", false, true },
        { "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", true, false },
        { "HTTP/1.1 200 OK\r\nConnection: CLOSE , Upgrade\r\n\r\n", true, false },
        { "HTTP/1.1 200 OK\r\nConnection: close\r\nConnection: keep-alive\r\n\r\n", true, false },
        { "HTTP/1.0 200 OK\r\nConnection: Keep-Alive, Upgrade\r\n\r\n", false, true },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct http_head h;
        http_read_head(slice_from(rows[i].text), &h);
        assert_int_equal(h.closes, rows[i].closes);
        assert_int_equal(h.persists, rows[i].persists);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statuses_are_read),
        cmocka_unit_test(locations_are_compared),
        cmocka_unit_test(what_an_informational_answer_says_is_forgotten),
        cmocka_unit_test(other_fields_are_read),
        cmocka_unit_test(what_has_no_colon_is_no_field),
        cmocka_unit_test(passwords_are_asked_for),
        cmocka_unit_test(codings_are_in_order),
        cmocka_unit_test(types_and_encodings_are_told_apart),
        cmocka_unit_test(what_may_be_a_page_is_told_apart),
        cmocka_unit_test(policies_forbid_scripts_and_refreshes),
        cmocka_unit_test(attachments_are_told_apart),
        cmocka_unit_test(connections_say_whether_they_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
