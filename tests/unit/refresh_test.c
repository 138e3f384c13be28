#include "unit.h"

#include "syntax/refresh.h"

enum { NO = -1 };

/* seconds NO: not a refresh; url NULL: the page reloads itself. */
static const struct {
    const char *in;
    int64_t seconds;
    const char *url;
} cases[] = {
    { "", NO, NULL },
    { " ", NO, NULL },
    { "1", 1, NULL },
    { "1 ", 1, NULL },
    { " \t\n\f\r1", 1, NULL },
    { "\v1", NO, NULL },
    { "\xc2\xa0"
      "1",
      NO, NULL },
    { "0", 0, NULL },
    { "007", 7, NULL },
    { "1;", 1, NULL },
    { "1; ", 1, NULL },
    { "1,", 1, NULL },
    { "1 ;", 1, NULL },
    { "1 , ", 1, NULL },
    { "+1", NO, NULL },
    { "-1", NO, NULL },
    { "one", NO, NULL },
    { ";url=go", NO, NULL },
    { "url=go", NO, NULL },
    { ".", 0, NULL },
    { ".9", 0, NULL },
    { "..9", 0, NULL },
    { "1.9", 1, NULL },
    { "1...9", 1, NULL },
    { "1.5;url=go", 1, "go" },
    { ".9; url=go", 0, "go" },
    { "1e3; url=go", NO, NULL },
    { "0x1; url=go", NO, NULL },
    { "4294967295; url=go", 4294967295, "go" },
    { "4294967296; url=go", 4294967295, "go" },
    { "99999999999999999999999999; url=go", 4294967295, "go" },

    { "1;url=go", 1, "go" },
    { "1,url=go", 1, "go" },
    { "1 url=go", 1, "go" },
    { "1\turl=go", 1, "go" },
    { "1\nurl=go", 1, "go" },
    { "1\vurl=go", NO, NULL },
    { "1url=go", NO, NULL },
    { "1'url=go", NO, NULL },
    { "1:url=go", NO, NULL },
    { "1;URL=go", 1, "go" },
    { "1;uRl=go", 1, "go" },
    { "1; url=go", 1, "go" },
    { "1 ; url=go", 1, "go" },
    { "1;url =go", 1, "go" },
    { "1;url= go", 1, "go" },
    { "1;url\f=\r\n go", 1, "go" },
    { "1;;url=go", 1, ";url=go" },
    { "1,,url=go", 1, ",url=go" },
    { "1;,url=go", 1, ",url=go" },
    { "1;=go", 1, "=go" },
    { "1;url==go", 1, "=go" },
    { "1;url=go ", 1, "go " },
    { "1;url=go;more", 1, "go;more" },
    { "1;url=", 1, "" },

    { "1;go", 1, "go" },
    { "1,go", 1, "go" },
    { "1 go", 1, "go" },
    { "1;'go'", 1, "go" },
    { "1; https://other.example/a b", 1, "https://other.example/a b" },
    { "1;u", 1, "u" },
    { "1;ur", 1, "ur" },
    { "1;url", 1, "url" },
    { "1;url ", 1, "url " },
    { "1;url go", 1, "url go" },
    { "1;urgo", 1, "urgo" },
    { "1;u'go'", 1, "u'go'" },
    { "1;urls=go", 1, "urls=go" },
    { "1;uurl=go", 1, "uurl=go" },
    { "1;src=go", 1, "src=go" },

    { "1;url=\"go\"", 1, "go" },
    { "1;url='go'", 1, "go" },
    { "1;url='go", 1, "go" },
    { "1;url=\"go", 1, "go" },
    { "1;url='go\"", 1, "go\"" },
    { "1;url='go'more", 1, "go" },
    { "1;url='go\"'", 1, "go\"" },
    { "1;url=' go '", 1, " go " },
    { "1;url=go'", 1, "go'" },
    { "1;url=''", 1, "" },
    { "1;url=\"", 1, "" },
    { "1;url=`go`", 1, "`go`" },
    { "0;URL=https://news.example/a?b=c#d", 0, "https://news.example/a?b=c#d" },
};

static void reads_refreshes(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        uint32_t seconds = 0;
        struct slice url = SLICE("before");
        bool got = refresh_parse(slice_from(cases[i].in), &seconds, &url);
        if (got != (cases[i].seconds != NO)) {
            fail_msg("\"%s\": %d", cases[i].in, got);
        }
        assert_int_equal(url.data != NULL, cases[i].url != NULL);
        assert_slice(url, cases[i].url);
        if (got) {
            assert_int_equal(seconds, cases[i].seconds);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(reads_refreshes) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
