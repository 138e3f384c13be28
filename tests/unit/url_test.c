#include "unit.h"

#include "syntax/url.h"

struct row {
    const char *base; /* NULL: none */
    const char *in;
    const char *want; /* NULL: malformed */
};

static void check_rows(const struct row *rows, size_t count)
{
    struct buffer base_bytes = BUFFER(URL_MOST);
    struct buffer bytes = BUFFER(URL_MOST);
    for (size_t i = 0; i < count; i++) {
        struct url base;
        struct url u;
        if (rows[i].base) {
            assert_int_equal(url_parse(slice_from(rows[i].base), NULL, &base_bytes, &base), URL_OK);
        }
        enum url_status status =
            url_parse(slice_from(rows[i].in), rows[i].base ? &base : NULL, &bytes, &u);
        if (status != (rows[i].want ? URL_OK : URL_MALFORMED)) {
            fail_msg("\"%s\" gave status %d", rows[i].in, (int)status);
        }
        assert_slice(u.href, rows[i].want);
    }
    buffer_free(&bytes);
    buffer_free(&base_bytes);
}

static void absolute_urls(void **state)
{
    (void)state;
    static const struct row rows[] = {
        /* the shape of a plain one, and what stands around it */
        { NULL, "http://example.org", "http://example.org/" },
        { NULL, "https://t.co/kCvpPQmGlW", "https://t.co/kCvpPQmGlW" },
        { NULL, " \x01\thttps://a.test/b \x1f\n", "https://a.test/b" },
        { NULL, "ht\ntps:/\t/a.te\rst/b\nc", "https://a.test/bc" },
        { NULL, "HtTpS://A.TeST/B?C#D", "https://a.test/B?C#D" },
        { NULL, "http:a.test", "http://a.test/" },
        { NULL, "http:/a.test", "http://a.test/" },
        { NULL, "http:////\\//a.test/x", "http://a.test/x" },
        { NULL, "http:\\\\a.test\\b\\c?d\\e#f\\g", "http://a.test/b/c?d\\e#f\\g" },
        { NULL, "http://a.test?q", "http://a.test/?q" },
        { NULL, "http://a.test#f", "http://a.test/#f" },
        { NULL, "http://a.test/?", "http://a.test/?" },
        { NULL, "http://a.test/#", "http://a.test/#" },
        { NULL, "http://a.test/?#", "http://a.test/?#" },
        { NULL, "", NULL },
        { NULL, "a.test/b", NULL },
        { NULL, "//a.test/b", NULL },
        { NULL, "http:", NULL },
        { NULL, "http://", NULL },
        { NULL, "http:///", NULL },
        { NULL, "http://?q", NULL },
        { NULL, "1http://a.test/", NULL },
        { NULL, ":http://a.test/", NULL },
        /* credentials */
        { NULL, "http://u@a.test/", "http://u@a.test/" },
        { NULL, "http://u:p@a.test/", "http://u:p@a.test/" },
        { NULL, "http://u:@a.test/", "http://u@a.test/" },
        { NULL, "http://:p@a.test/", "http://:p@a.test/" },
        { NULL, "http://@a.test/", "http://a.test/" },
        { NULL, "http://:@a.test/", "http://a.test/" },
        { NULL, "http://u@v:w@x@a.test/", "http://u%40v:w%40x@a.test/" },
        { NULL, "http://u;=:p:q|^[@a.test/", "http://u%3B%3D:p%3Aq%7C%5E%5B@a.test/" },
        { NULL, "http://\xc3\xbc@a.test/", "http://%C3%BC@a.test/" },
        { NULL, "http://u!$&'()*+,-._~%zz@a.test/", "http://u!$&'()*+,-._~%zz@a.test/" },
        { NULL, "http://u@/x", NULL },
        { NULL, "http://u:p@:80/", NULL },
        { NULL, "http://good.test\\@evil.test/", "http://good.test/@evil.test/" },
        /* ports */
        { NULL, "http://a.test:80/", "http://a.test/" },
        { NULL, "https://a.test:443/", "https://a.test/" },
        { NULL, "https://a.test:80/", "https://a.test:80/" },
        { NULL, "http://a.test:/", "http://a.test/" },
        { NULL, "http://a.test:008080/", "http://a.test:8080/" },
        { NULL, "http://a.test:0/", "http://a.test:0/" },
        { NULL, "http://a.test:65535?q", "http://a.test:65535/?q" },
        { NULL, "http://a.test:65536/", NULL },
        { NULL, "http://a.test:99999999999999999999/", NULL },
        { NULL, "http://a.test:8o/", NULL },
        { NULL, "http://a.test:-1/", NULL },
        { NULL, "http://a.test:80:80/", NULL },
        { NULL, "http://[::1]:81/", "http://[::1]:81/" },
        { NULL, "http://[::1]x:81/", NULL },
        /* paths */
        { NULL, "http://a.test/b/./c/../d", "http://a.test/b/d" },
        { NULL, "http://a.test/b/..", "http://a.test/" },
        { NULL, "http://a.test/b/.", "http://a.test/b/" },
        { NULL, "http://a.test/../../b", "http://a.test/b" },
        { NULL, "http://a.test/b//../c", "http://a.test/b/c" },
        { NULL, "http://a.test//b//", "http://a.test//b//" },
        { NULL, "http://a.test/b/%2e/c/%2E%2e/d", "http://a.test/b/d" },
        { NULL, "http://a.test/b/.%2e", "http://a.test/" },
        { NULL, "http://a.test/.../%2e%2e%2e", "http://a.test/.../%2e%2e%2e" },
        { NULL, "http://a.test/.b/..c/d..", "http://a.test/.b/..c/d.." },
        { NULL, "http://a.test/%2f%41%", "http://a.test/%2f%41%" },
        { NULL, "http://a.test/ \"<>^`{}|", "http://a.test/%20%22%3C%3E%5E%60%7B%7D|" },
        { NULL, "http://a.test/[]:;=@'!$&()*+,-_~", "http://a.test/[]:;=@'!$&()*+,-_~" },
        { NULL, "http://a.test/\x7f\x01z", "http://a.test/%7F%01z" },
        /* queries and fragments */
        { NULL, "http://a.test/?a b\"'<>", "http://a.test/?a%20b%22%27%3C%3E" },
        { NULL, "http://a.test/?^`{|}\\/?[]%", "http://a.test/?^`{|}\\/?[]%" },
        { NULL, "http://a.test/?../..", "http://a.test/?../.." },
        { NULL, "http://a.test/#a b\"<>`", "http://a.test/#a%20b%22%3C%3E%60" },
        { NULL, "http://a.test/#'^{|}\\/?#[]%", "http://a.test/#'^{|}\\/?#[]%" },
        /* beyond ASCII */
        { NULL, "http://a.test/\xc3\xa9?\xc3\xa9#\xc3\xa9", "http://a.test/%C3%A9?%C3%A9#%C3%A9" },
        { NULL, "http://a.test/\xf0\x9f\x98\x80", "http://a.test/%F0%9F%98%80" },
        { NULL, "http://a.test/\xff-\xc3-", "http://a.test/%EF%BF%BD-%EF%BF%BD-" },
        { NULL, "http://a.test/\xc3\t\xa9", "http://a.test/%EF%BF%BD%EF%BF%BD" },
    };
    check_rows(rows, COUNT_OF(rows));
}

static void relative_urls(void **state)
{
    (void)state;
    static const char base[] = "https://u:p@a.test:8443/b/c?d#e";
    static const struct row rows[] = {
        { base, "", "https://u:p@a.test:8443/b/c?d" },
        { base, "#", "https://u:p@a.test:8443/b/c?d#" },
        { base, "#f", "https://u:p@a.test:8443/b/c?d#f" },
        { base, "?", "https://u:p@a.test:8443/b/c?" },
        { base, "?q", "https://u:p@a.test:8443/b/c?q" },
        { base, "?q#f", "https://u:p@a.test:8443/b/c?q#f" },
        { base, "x", "https://u:p@a.test:8443/b/x" },
        { base, "x/y?q#f", "https://u:p@a.test:8443/b/x/y?q#f" },
        { base, ".", "https://u:p@a.test:8443/b/" },
        { base, "./x", "https://u:p@a.test:8443/b/x" },
        { base, "..", "https://u:p@a.test:8443/" },
        { base, "../../x", "https://u:p@a.test:8443/x" },
        { base, "/", "https://u:p@a.test:8443/" },
        { base, "\\x\\y", "https://u:p@a.test:8443/x/y" },
        { base, "/x/../y", "https://u:p@a.test:8443/y" },
        { base, "1x:y", "https://u:p@a.test:8443/b/1x:y" },
        { base, ":", "https://u:p@a.test:8443/b/:" },
        { base, "//b.test", "https://b.test/" },
        { base, "//b.test/x", "https://b.test/x" },
        { base, "/\\evil.test/", "https://evil.test/" },
        { base, "\\\\/b.test", "https://b.test/" },
        { base, "///b.test", "https://b.test/" },
        { base, "//", NULL },
        { base, "//b.test:x/", NULL },
        { base, "http://b.test", "http://b.test/" },
        { base, "https://b.test", "https://b.test/" },
        { base, "https:x", "https://u:p@a.test:8443/b/x" },
        { base, "https:/x", "https://u:p@a.test:8443/x" },
        { base, "HTTPS:?q", "https://u:p@a.test:8443/b/c?q" },
        { base, "https:", "https://u:p@a.test:8443/b/c?d" },
        { base, "https:\\\\x", "https://x/" },
        { base, "http:/x", "http://x/" },
        { base, "http:x", "http://x/" },
        { base, " x y ", "https://u:p@a.test:8443/b/x%20y" },
        { "http://a.test", "b", "http://a.test/b" },
        { "http://a.test/b/", "c", "http://a.test/b/c" },
        { "http://a.test/b/", "../..", "http://a.test/" },
        { "http://a.test/?q", "", "http://a.test/?q" },
        { "http://a.test/b#f", "", "http://a.test/b" },
        { "http://a.test//b", "../c", "http://a.test/c" },
    };
    check_rows(rows, COUNT_OF(rows));
}

/* Where libcurl differs from browsers, the browsers' way. */
static void as_browsers_do(void **state)
{
    (void)state;
    static const char base[] = "https://site.test/page?q=1#top";
    static const struct row rows[] = {
        { base, "#x", "https://site.test/page?q=1#x" },
        { base, "/\\evil.test/", "https://evil.test/" },
        { base, "https:/x", "https://site.test/x" },
        { base, "/caf\xc3\xa9?\xc3\xa9 \xc3\xa9", "https://site.test/caf%C3%A9?%C3%A9%20%C3%A9" },
        { base, "http://good.test\\@evil.test/", "http://good.test/@evil.test/" },
        { base, "HTTP://Other.TEST/A/%2e%2e/B", "http://other.test/B" },
        { base, "http://256.1.1.1/", NULL },
        { base, "http://other.test:0/", "http://other.test:0/" },
        { base, "http://0x7f.1/", "http://127.0.0.1/" },
        { base, "http://2130706433/", "http://127.0.0.1/" },
        { base, "http://017700000001/", "http://127.0.0.1/" },
        { base, "http://127.1/", "http://127.0.0.1/" },
    };
    check_rows(rows, COUNT_OF(rows));
}

static void other_schemes(void **state)
{
    (void)state;
    static const struct {
        const char *in, *href, *scheme;
    } rows[] = {
        { "ftp://a.test/b", "ftp://a.test/b", "ftp" },
        { " mailto:a@b.test\n", "mailto:a@b.test", "mailto" },
        { "javascript:alert( 1 )", "javascript:alert( 1 )", "javascript" },
        { "java\nscript:x", "javascript:x", "javascript" },
        { "x-a+b.c:", "x-a+b.c:", "x-a+b.c" },
        { "httpss://a.test/", "httpss://a.test/", "httpss" },
    };
    struct buffer base_bytes = BUFFER(URL_MOST);
    struct buffer bytes = BUFFER(URL_MOST);
    struct url base;
    assert_int_equal(url_parse(SLICE("https://a.test/"), NULL, &base_bytes, &base), URL_OK);
    for (size_t i = 0; i < 2 * COUNT_OF(rows); i++) {
        size_t row = i / 2;
        struct url u;
        assert_int_equal(url_parse(slice_from(rows[row].in), i % 2 ? &base : NULL, &bytes, &u),
                         URL_OTHER_SCHEME);
        assert_slice(u.href, rows[row].href);
        assert_slice(u.scheme, rows[row].scheme);
        assert_null(u.host.data);
    }
    buffer_free(&bytes);
    buffer_free(&base_bytes);
}

static void parts(void **state)
{
    (void)state;
    static const struct {
        const char *in, *scheme, *userinfo, *host, *port, *path, *query, *fragment;
        unsigned number;
    } rows[] = {
        { "http://a.test", "http", NULL, "a.test", NULL, "/", NULL, NULL, 80 },
        { "https://a.test/b?#", "https", NULL, "a.test", NULL, "/b", "?", "#", 443 },
        { "https://u:p@A.test:1/b?c#d", "https", "u:p", "a.test", "1", "/b", "?c", "#d", 1 },
        { "http://u@[::1]:80/#f?g", "http", "u", "[::1]", NULL, "/", NULL, "#f?g", 80 },
        { "http://1:65535?q", "http", NULL, "0.0.0.1", "65535", "/", "?q", NULL, 65535 },
    };
    struct buffer bytes = BUFFER(URL_MOST);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct url u;
        assert_int_equal(url_parse(slice_from(rows[i].in), NULL, &bytes, &u), URL_OK);
        assert_slice(u.scheme, rows[i].scheme);
        assert_slice(u.userinfo, rows[i].userinfo);
        assert_slice(u.host, rows[i].host);
        assert_slice(u.port, rows[i].port);
        assert_slice(u.path, rows[i].path);
        assert_slice(u.query, rows[i].query);
        assert_slice(u.fragment, rows[i].fragment);
        assert_true((u.port.data == NULL) == (rows[i].port == NULL));
        assert_true((u.query.data == NULL) == (rows[i].query == NULL));
        assert_true((u.fragment.data == NULL) == (rows[i].fragment == NULL));
        assert_true((u.userinfo.data == NULL) == (rows[i].userinfo == NULL));
        assert_int_equal(url_port(&u), rows[i].number);
    }
    static const struct {
        const char *in;
        bool bad;
    } ports[] = { { "http://a.test", false },       { "https://a.test:8443", false },
                  { "http://a.test:443", false },   { "http://a.test:8080", false },
                  { "http://a.test:10081", false }, { "http://a.test:0", true },
                  { "https://a.test:22", true },    { "http://a.test:25", true },
                  { "http://a.test:6667", true },   { "http://a.test:10080", true } };
    for (size_t i = 0; i < COUNT_OF(ports); i++) {
        struct url u;
        assert_int_equal(url_parse(slice_from(ports[i].in), NULL, &bytes, &u), URL_OK);
        assert_true(url_port_is_bad(&u) == ports[i].bad);
    }
    buffer_free(&bytes);
}

/* The base may be what the result is written to, so long as its bytes stand elsewhere. */
static void base_in_place(void **state)
{
    (void)state;
    struct buffer first = BUFFER(URL_MOST);
    struct buffer second = BUFFER(URL_MOST);
    struct url u;
    assert_int_equal(url_parse(SLICE("http://a.test/b/c"), NULL, &first, &u), URL_OK);
    assert_int_equal(url_parse(SLICE("d"), &u, &second, &u), URL_OK);
    assert_slice(u.href, "http://a.test/b/d");
    buffer_free(&first);
    buffer_free(&second);
}

static bool is_normal(struct slice input)
{
    struct url parts;
    return url_read_normal(input, &parts);
}

static void lengths(void **state)
{
    (void)state;
    static char text[URL_MOST + 2] = "http://a.test/";
    struct buffer bytes = BUFFER((size_t)4 * URL_MOST);
    struct url u;
    memset(text + 14, 'b', sizeof text - 14);
    assert_int_equal(url_parse(slice_of(text, URL_MOST), NULL, &bytes, &u), URL_OK);
    assert_int_equal(u.href.length, URL_MOST);
    assert_true(is_normal(slice_of(text, URL_MOST)));
    assert_int_equal(url_parse(slice_of(text, URL_MOST + 1), NULL, &bytes, &u), URL_TOO_LONG);
    assert_false(is_normal(slice_of(text, URL_MOST + 1)));
    assert_null(u.href.data);
    text[20] = ' '; /* grows to three bytes */
    assert_int_equal(url_parse(slice_of(text, URL_MOST), NULL, &bytes, &u), URL_TOO_LONG);
    assert_int_equal(url_parse(slice_of(text, URL_MOST - 2), NULL, &bytes, &u), URL_OK);
    memcpy(text, "data:", 5);
    assert_int_equal(url_parse(slice_of(text, URL_MOST), NULL, &bytes, &u), URL_OTHER_SCHEME);
    struct buffer narrow = BUFFER(16);
    assert_int_equal(url_parse(SLICE("http://a.test/bb"), NULL, &narrow, &u), URL_OK);
    assert_int_equal(url_parse(SLICE("http://a.test/bbb"), NULL, &narrow, &u), URL_TOO_LONG);
    buffer_free(&narrow);
    buffer_free(&bytes);
}

static void normal_urls(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "https://t.co/kCvpPQmGlW",
        "http://example.com/",
        "http://example.com/a/b?x=1&y=2#z",
        "http://www.a-b.co.uk/2018/06/19/title_of-it.html",
        "https://xn--bcher-kva.example/",
        "https://1.2.3.x4/a",
        "https://zh.wikipedia.org/wiki/%E6%9C%9D%E9%B2%9C",
        "https://a.test/@user/1~2;v=1,2:3!$&()*+'",
        "https://a.test/b.c/d..e/%41/%",
        "https://a.test//b//",
        "https://a.test/?/../?%2e#/../?",
        "https://a.test/#a?b'c/%2e/",
    };
    struct buffer bytes = BUFFER(URL_MOST);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct url u;
        assert_int_equal(url_parse(slice_from(rows[i]), NULL, &bytes, &u), URL_OK);
        bool same = slice_equal(u.href, slice_from(rows[i]));
        if (is_normal(slice_from(rows[i])) != same) {
            fail_msg("\"%s\" is %snormal", rows[i], same ? "" : "not ");
        }
    }
    buffer_free(&bytes);
}

static void others_are_not_normal(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "",
        "http",
        "http:",
        "https:/",
        "http://",
        "https://",
        "ftp://a.test/",
        "httpx://a.test/",
        "HTTP://a.test/",
        "http://a.test",
        "http://a.test?q",
        "http://a.test#f",
        "http:///a.test/",
        "http://A.test/",
        "http://a.test:80/",
        "http://a.test:/",
        "http://@a.test/",
        "http://1.2.3/",
        "http://a.0x7f/",
        "http://a.1./",
        "http://a.1/",
        "http://%61.test/",
        "http://\xc3\xa9.test/",
        "http://a.test/./",
        "http://a.test/b/..",
        "http://a.test/b/%2e%2E/c",
        "http://a.test/b/.%2e/c",
        "http://a.test/.",
        "http://a.test/%2e",
        "http://a.test\\b",
        "http://a.test/b\\c",
        "http://a.test/b c",
        "http://a.test/b ",
        " http://a.test/b",
        "http://a.test/b\n",
        "http://a.test/\xc3\xa9",
        "http://a.test/\"",
        "http://a.test/<",
        "http://a.test/`",
        "http://a.test/{}",
        "http://a.test/^",
        "http://a.test/?'",
        "http://a.test/?\"",
        "http://a.test/?\x7f",
        "http://a.test/#`",
        "http://a.test/#<",
        "http://a.test/# ",
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (is_normal(slice_from(rows[i]))) {
            fail_msg("\"%s\" is taken for normal", rows[i]);
        }
    }
}

/* What parsing itself makes of a URL: a tab in it is dropped, and keeps it from being taken for
 * normal. */
static enum url_status parse_tabbed(struct slice in, const struct url *base, struct buffer *bytes,
                                    struct url *u)
{
    struct buffer tabbed = BUFFER(URL_MOST);
    buffer_add(&tabbed, slice_part(in, 0, 1));
    buffer_add_char(&tabbed, '\t');
    buffer_add(&tabbed, slice_skip(in, 1));
    assert_false(is_normal(buffer_slice(&tabbed)));
    enum url_status status = url_parse(buffer_slice(&tabbed), base, bytes, u);
    buffer_free(&tabbed);
    return status;
}

static void check_normal(struct slice in, struct buffer *bytes)
{
    struct url u;
    struct url parts;
    assert_true(url_read_normal(in, &parts));
    assert_int_equal(parse_tabbed(in, NULL, bytes, &u), URL_OK);
    assert_true(slice_equal(u.href, in));
    assert_true(slice_equal(u.scheme, parts.scheme));
    assert_true(slice_equal(u.host, parts.host));
    assert_true(slice_equal(u.path, parts.path));
    assert_true(slice_equal(u.query, parts.query));
    assert_true(slice_equal(u.fragment, parts.fragment));
    assert_int_equal(u.query.data != NULL, parts.query.data != NULL);
    assert_int_equal(u.fragment.data != NULL, parts.fragment.data != NULL);
}

/* Every byte at every place of a URL: yes only where parsing keeps it. Many are looked at at once
 * where there are so many. */
static void normal_is_sound(void **state)
{
    (void)state;
    static const struct {
        const char *model;
        size_t normal;
    } rows[] = {
        { "http://a.b1/c.d/e?f=g#h.i", 1286 },
        { "http://a.b1/c.d/e?f=g", 955 },
        { "https://the.b1/c.d/e-f_g/index.html?h=i&j=k", 2661 },
        { "https://www.far-away.b1/2018/06/19/title-of-it/index.html?id=00004834592", 4721 },
        { "http://a.b1/the/way/is/long/until.the/query;stands-here?and=so&it=goes_on/./#to.here",
          6196 },
    };
    struct buffer bytes = BUFFER(URL_MOST);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        size_t length = strlen(rows[i].model);
        size_t normal = 0;
        for (size_t at = 0; at < length * 256; at++) {
            char text[100];
            memcpy(text, rows[i].model, length);
            text[at / 256] = (char)at;
            if (is_normal(slice_of(text, length))) {
                check_normal(slice_of(text, length), &bytes);
                normal++;
            }
        }
        assert_int_equal(normal, rows[i].normal);
    }
    buffer_free(&bytes);
}

static bool same_url(const struct url *a, const struct url *b)
{
    const struct slice *parts = (const struct slice *)a;
    const struct slice *others = (const struct slice *)b;
    for (size_t i = 0; i < sizeof *a / sizeof *parts; i++) {
        if (!slice_equal(parts[i], others[i]) || !parts[i].data != !others[i].data) {
            return false;
        }
    }
    return true;
}

/* Every byte at every place of a reference, behind every base: what is composed at once is what the
 * parser makes of it with a close look. */
static void composed_is_sound(void **state)
{
    (void)state;
    static const char *const bases[] = {
        NULL,
        "http://a.b1/",
        "https://a.b1/c/d//e;f?g/h#i/j",
        "https://a.b1/c/?",
        "http://a.b1/c.d/'^",
        "http://u:p@a.b1:81/c/d",
        "http://[::1]/c/d",
    };
    static const char *const models[] = {
        "http://a.b1/c.d/e?f=g#h.i",
        "https:k/l",
        "//a.b1/c.d",
        "/c.d/\xc3\xa9/e?f=g#h.i",
        "c.d/e?f\xc3\xa9#g",
        "c:d/e",
        "?f=g#h",
        "#h\xc3\xa9",
        "c/../d/",
        "mail:to@me",
    };
    struct buffer base_bytes = BUFFER(URL_MOST);
    struct buffer bytes = BUFFER(URL_MOST);
    struct buffer close_bytes = BUFFER(URL_MOST);
    size_t good = 0;
    for (size_t i = 0; i < COUNT_OF(bases) * COUNT_OF(models) * 256; i++) {
        const char *from = bases[i % COUNT_OF(bases)];
        const char *model = models[i / COUNT_OF(bases) % COUNT_OF(models)];
        struct url base;
        struct url u;
        struct url closely;
        char text[32];
        size_t length = strlen(model);
        if (from) {
            assert_int_equal(url_parse(slice_from(from), NULL, &base_bytes, &base), URL_OK);
        }
        for (size_t at = 0; at < length; at++) {
            memcpy(text, model, length);
            text[at] = (char)(i / (COUNT_OF(bases) * COUNT_OF(models)));
            struct slice in = slice_of(text, length);
            if ((unsigned char)text[0] >= 0x80) {
                continue; /* a tab behind it would break the character */
            }
            enum url_status status = url_parse(in, from ? &base : NULL, &bytes, &u);
            assert_int_equal(parse_tabbed(in, from ? &base : NULL, &close_bytes, &closely), status);
            if (status == URL_OK && !same_url(&u, &closely)) {
                fail_msg("\"%.*s\" behind \"%s\"", (int)length, text, from ? from : "");
            }
            good += status == URL_OK;
        }
    }
    assert_true(good > 100000);
    buffer_free(&close_bytes);
    buffer_free(&bytes);
    buffer_free(&base_bytes);
}

static void userinfo_is_dropped_from_all_of_it(void **state)
{
    (void)state;
    static const struct {
        const char *in, *href, *host, *path, *query;
    } rows[] = {
        { "http://u:p@a.test:81/b?c#d", "http://a.test:81/b?c#d", "a.test", "/b", "?c" },
        { "https://u@[::1]/@/b", "https://[::1]/@/b", "[::1]", "/@/b", NULL },
        { "http://:p@a.test", "http://a.test/", "a.test", "/", NULL },
        { "http://a.test/x@y", "http://a.test/x@y", "a.test", "/x@y", NULL },
    };
    struct buffer into = BUFFER(URL_MOST);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct url u;
        assert_int_equal(url_parse(slice_from(rows[i].in), NULL, &into, &u), URL_OK);
        url_drop_userinfo(&u, &into);
        assert_slice(u.href, rows[i].href);
        assert_slice(buffer_slice(&into), rows[i].href);
        assert_slice(u.host, rows[i].host);
        assert_slice(u.path, rows[i].path);
        assert_slice(u.query, rows[i].query);
        assert_null(u.userinfo.data);
    }
    buffer_free(&into);
}

/* All parts stand in the copy, and what is absent stays so. */
static void a_url_moves_with_its_text(void **state)
{
    (void)state;
    static const char *const rows[] = { "https://me:pw@a.test:8443/p/a?q#f", "http://a.test/" };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buffer text = BUFFER(URL_MOST);
        char copy[100];
        struct url u;
        assert_int_equal(url_parse(slice_from(rows[i]), NULL, &text, &u), URL_OK);
        struct url was = u;
        memcpy(copy, u.href.data, u.href.length);
        url_move(&u, slice_of(copy, u.href.length));
        const struct slice *before = (const struct slice *)&was;
        const struct slice *after = (const struct slice *)&u;
        for (size_t part = 0; part < sizeof u / sizeof *after; part++) {
            assert_true(slice_equal(before[part], after[part]));
            assert_int_equal(before[part].data != NULL, after[part].data != NULL);
            assert_true(!after[part].data ||
                        after[part].data - copy == before[part].data - was.href.data);
        }
        buffer_free(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(absolute_urls),
        cmocka_unit_test(relative_urls),
        cmocka_unit_test(as_browsers_do),
        cmocka_unit_test(other_schemes),
        cmocka_unit_test(parts),
        cmocka_unit_test(base_in_place),
        cmocka_unit_test(userinfo_is_dropped_from_all_of_it),
        cmocka_unit_test(lengths),
        cmocka_unit_test(normal_urls),
        cmocka_unit_test(others_are_not_normal),
        cmocka_unit_test(normal_is_sound),
        cmocka_unit_test(composed_is_sound),
        cmocka_unit_test(a_url_moves_with_its_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
