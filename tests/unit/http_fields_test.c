#include "unit.h"

#include "syntax/http_fields.h"

static void fields_are_found_by_name(void **state)
{
    (void)state;
    struct slice head = SLICE("HTTP/1.1 302 Found\r\nLink: <a>;\r\n rel=x\r\nx-link: <no>\r\n"
                              "LINK :<b>\r\nLinked: <no>\r\nLink:\r\n\r\n");
    static const char *const want[] = { "<a>;\r\n rel=x", "<b>", "" };
    struct slice value;
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        assert_true(http_next_field(&head, SLICE("link"), &value));
        assert_slice(value, want[i]);
    }
    assert_false(http_next_field(&head, SLICE("link"), &value));
}

struct row {
    const char *field;
    const char *want; /* a line for each: target, rel, datetime, type; "-" for what is absent */
};

static void add(char *to, struct slice s, char after)
{
    size_t length = strlen(to);
    memcpy(to + length, s.data ? s.data : "-", s.data ? s.length : 1);
    length += s.data ? s.length : 1;
    to[length] = after;
    to[length + 1] = '\0';
}

static void links_are_read(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "", "" },
        { "<http://a.test/>; rel=\"original\"", "http://a.test/|original|-|-\n" },
        { "<http://a.test/x,y;z>; rel=\"memento\"; datetime=\"Tue, 19 Jun 2018 03:04:05 GMT\", "
          "<b>;rel=timemap;type=\"application/link-format\"",
          "http://a.test/x,y;z|memento|Tue, 19 Jun 2018 03:04:05 GMT|-\n"
          "b|timemap|-|application/link-format\n" },
        { "<a>; rel=\"first memento\"; rel=\"last\" , <b>", "a|first memento|-|-\nb|-|-|-\n" },
        { "<a>; title=\"a \\\" , <no>; rel=no\"; rel=yes, <b>; rel=b", "a|yes|-|-\nb|b|-|-\n" },
        { ", ,<a>;REL = x ; DateTime=now,,", "a|x|now|-\n" },
        { "no link, <a>; rel=x", "a|x|-|-\n" },
        { "<a>; rel=\"open", "a|\"open|-|-\n" },
        { "<a>;\r\n rel=x", "a|x|-|-\n" },
        { "<never closed; rel=x", "" },
        { "<>; rel=x", "|x|-|-\n" },
        { "< a > rel=x, <b>", "a|x|-|-\nb|-|-|-\n" },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct slice rest = slice_from(rows[i].field);
        struct http_link link;
        char got[512] = "";
        while (http_next_link(&rest, &link)) {
            add(got, link.target, '|');
            add(got, link.rel, '|');
            add(got, link.datetime, '|');
            add(got, link.type, '\n');
        }
        assert_string_equal(got, rows[i].want);
    }
}

static void relations_are_words(void **state)
{
    (void)state;
    struct http_link link = { .rel = SLICE("first  Memento") };
    assert_true(http_link_is(&link, SLICE("first")));
    assert_true(http_link_is(&link, SLICE("memento")));
    assert_false(http_link_is(&link, SLICE("mement")));
    assert_false(http_link_is(&link, SLICE("")));
    assert_false(http_link_is(&(struct http_link){ .rel = { 0 } }, SLICE("memento")));
}

static void dates_are_read_and_written(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t ms; /* -1: it is none */
        bool canonical;
    } rows[] = {
        { "Tue, 19 Jun 2018 03:04:05 GMT", 1529377445000, true },
        { "Thu, 01 Jan 1970 00:00:00 GMT", 0, true },
        { "Sun, 29 Feb 2004 23:59:59 GMT", 1078099199000, true },
        { " Tue, 19 Jun 2018 03:04:05 GMT ", 1529377445000, false },
        { "Tue Jun 19 03:04:05 2018", 1529377445000, false },
        { "Tue, 19 Jun 2018 05:04:05 +0200", 1529377445000, false },
        { "Tue, 31 Jun 2018 03:04:05 GMT", -1, false },
        { "Tue, 19 Jun 2018 25:04:05 GMT", -1, false },
        { "Tue, 19 Jun 2018", -1, false },
        { "Tue, 19 Jun 2018 03:04:05 GMT and more", -1, false },
        { "1529377445", -1, false },
        { "", -1, false },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        int64_t ms = -1;
        bool read = http_read_date(slice_from(rows[i].text), &ms);
        if (read != (rows[i].ms >= 0) || (read && ms != rows[i].ms)) {
            fail_msg("\"%s\" is %lld", rows[i].text, read ? (long long)ms : -1LL);
        }
        if (rows[i].canonical) {
            char text[HTTP_DATE];
            http_write_date(ms, text);
            assert_string_equal(text, rows[i].text);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_are_found_by_name),
        cmocka_unit_test(links_are_read),
        cmocka_unit_test(relations_are_words),
        cmocka_unit_test(dates_are_read_and_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
