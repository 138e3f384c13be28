#include "unit.h"

#include "net/jar.h"

/* What stands in the rows is parsed into these. */
struct page_url {
    struct buffer text;
    struct url url;
};

static void parse(struct page_url *p, const char *text)
{
    p->text = BUFFER(URL_MOST);
    assert_int_equal(url_parse(slice_from(text), NULL, &p->text, &p->url), URL_OK);
}

static void cookies_go_where_they_may(void **state)
{
    (void)state;
    static const struct {
        const char *from, *cookies, *to;
        bool goes;
    } rows[] = {
        { "https://a.com/x/y", "c=1", "https://a.com/x/z", true },
        { "https://a.com/x/y", "c=1", "https://a.com/xz", false },
        { "https://a.com/x/y", "c=1", "https://a.com/", false },
        { "https://a.com/", "c=1", "https://b.a.com/", false },
        { "https://a.com/", "c=1; Domain=a.com", "https://b.a.com/", true },
        { "https://a.com/", "c=1; Domain=.A.com", "https://b.a.com/", true },
        { "https://a.com/", "c=1; Domain=a.com", "https://ba.com/", false },
        { "https://b.a.com/", "c=1; Domain=a.com", "https://c.a.com/", true },
        { "https://b.a.com/", "c=1; Domain=c.a.com", "https://c.a.com/", false },
        { "https://a.com/", "c=1; Domain=com", "https://b.com/", false },
        { "https://a.co.uk/", "c=1; Domain=co.uk", "https://b.co.uk/", false },
        { "https://a.co.uk/", "c=1; Domain=.CO.uk", "https://b.co.uk/", false },
        { "https://a.github.io/", "c=1; Domain=github.io", "https://b.github.io/", false },
        { "https://github.io/", "c=1; Domain=github.io", "https://b.github.io/", false },
        { "https://github.io/", "c=1; Domain=github.io", "https://github.io/", true },
        { "http://10.0.0.1/", "c=1; Domain=0.0.1", "http://20.0.0.1/", false },
        { "http://10.0.0.1/", "c=1; Domain=10.0.0.1", "http://10.0.0.1/", true },
        { "http://10.0.0.1/", "c=1; Domain=10.0.0.1", "http://b.10.0.0.1.com/", false },
        { "http://a.com:8080/", "c=1", "http://a.com:8081/", true },
        { "https://a.com/", "c=1; Secure", "http://a.com/", false },
        { "http://a.com/", "c=1; Secure", "https://a.com/", false },
        { "https://a.com/", "c=1; Max-Age=0", "https://a.com/", false },
        { "https://a.com/", "c=1\td", "https://a.com/", false },
        { "https://a.com/", "c=1; Path=/\tTRUE", "https://a.com/", false },
        { "https://a.com/", "c=1\x7f", "https://a.com/", false },
        { "https://a.com/", "a=0; Max-Age=0\nc=1", "https://a.com/", true },
        { "https://a.com/", "", "https://a.com/", false },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct page_url from;
        struct page_url to;
        parse(&from, rows[i].from);
        parse(&to, rows[i].to);
        if (jar_would_send(&from.url, slice_from(rows[i].cookies), &to.url) != rows[i].goes) {
            fail_msg("%s of %s to %s", rows[i].cookies, rows[i].from, rows[i].to);
        }
        buffer_free(&from.text);
        buffer_free(&to.text);
    }
}

static uint64_t state_with(const char *from, const char *cookies)
{
    uint64_t state = 0;
    struct page_url p;
    parse(&p, from);
    struct jar *jar = jar_open();
    assert_non_null(jar);
    assert_true(jar_add(jar, &p.url, slice_from(cookies)));
    assert_true(jar_state(jar, &state));
    jar_close(jar);
    buffer_free(&p.text);
    return state;
}

static void what_a_host_may_not_set_is_not_kept(void **state)
{
    (void)state;
    uint64_t empty = state_with("https://a.co.uk/", "");
    assert_int_equal(state_with("https://a.co.uk/", "c=1; Domain=co.uk"), empty);
    assert_int_equal(state_with("https://a.co.uk/", "c=1; Domain=b.co.uk"), empty);
    assert_int_equal(state_with("https://a.co.uk/", "c=1\tx"), empty);
    assert_int_equal(state_with("https://a.co.uk/", "__Host-c=1; Secure; Path=/x"), empty);
    assert_int_equal(state_with("https://github.io/", "c=1; Domain=github.io"),
                     state_with("https://github.io/", "c=1"));
    assert_int_not_equal(state_with("https://a.co.uk/", "c=1; Domain=a.co.uk"), empty);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cookies_go_where_they_may),
        cmocka_unit_test(what_a_host_may_not_set_is_not_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
