#include "unit.h"
#include "unit/growth.h"

#include "syntax/sitemap.h"

/* Each entry: its place, what is written, and the URL where that is another. */
static void find(struct slice in, size_t cut, struct buffer *into)
{
    struct sitemap s;
    struct sitemap_entry e;
    sitemap_init(&s);
    buffer_reset(into);
    for (struct slice rest = in; rest.length;) {
        struct slice piece = slice_part(rest, 0, rest.length < cut ? rest.length : cut);
        rest = slice_skip(rest, piece.length);
        while (sitemap_next(&s, &piece, &e)) {
            assert_true(e.start < e.end && e.end <= in.length);
            assert_true(slice_equal(slice_part(in, (size_t)e.start, (size_t)e.end), e.written));
            buffer_printf(into, "%u:%u ", (unsigned)e.line, (unsigned)e.column);
            buffer_add(into, e.written);
            if (!slice_equal(e.written, e.url)) {
                buffer_add_char(into, '=');
                buffer_add(into, e.url);
            }
            buffer_add_char(into, '\n');
        }
    }
    assert_false(s.failed);
    sitemap_free(&s);
}

#define U(loc) "<urlset>" loc "</urlset>"

static const struct {
    const char *in, *want;
} cases[] = {
    { "", "" },
    { "<?xml version=\"1.0\"?>\n<urlset xmlns=\"http://x/\">\n <url>\n  <loc>http://a/</loc>\n "
      "</url>\n"
      " <url><loc>http://b/</loc></url>\n</urlset>\n",
      "4:8 http://a/\n6:12 http://b/\n" },
    { "<sitemapindex><sitemap><loc>http://a/</loc></sitemap></sitemapindex>", "1:29 http://a/\n" },
    { U("<loc>\r\n  http://a/\r\n</loc>"), "2:3 http://a/\n" },
    { U("<loc>http://a/?x=1&amp;y=2</loc>"), "1:14 http://a/?x=1&amp;y=2=http://a/?x=1&y=2\n" },
    { U("<loc>http://a/&#x20;&#65;</loc>"), "1:14 http://a/&#x20;&#65;=http://a/ A\n" },
    { U("<loc><![CDATA[http://a/?x&amp;y]]></loc>"), "1:23 http://a/?x&amp;y\n" },
    { U("<loc><![CDATA[ http://a/ ]]> </loc>"), "1:24 http://a/\n" },
    { U("<loc>http://<![CDATA[a/]]>b</loc>"), "1:14 http://<![CDATA[a/]]>b=http://a/b\n" },
    { U("<loc><![CDATA[http://a/]]]]><![CDATA[>]]></loc>"),
      "1:23 http://a/]]]]><![CDATA[>=http://a/]]>\n" },
    { U("<loc><![CDATA[]]></loc><loc><![CDATA[]]>http://a/</loc>"), "1:49 http://a/\n" },
    { U("<loc>http://<!-- no -->a/</loc>"), "1:14 http://<!-- no -->a/=http://a/\n" },
    { U("<!-- <loc>http://no/</loc> --><loc>http://a/</loc>"), "1:44 http://a/\n" },
    { U("<loc/><loc></loc><loc> </loc>"), "" },
    { U("<loc a='>'>http://a/</loc >"), "1:20 http://a/\n" },
    { U("<image:loc>http://no/</image:loc><LOC>http://no/</LOC><location>http://no/</location>"),
      "" },
    { "<s:urlset xmlns:s='x'><s:loc>http://a/</s:loc><loc>http://no/</loc></s:urlset>",
      "1:30 http://a/\n" },
    { U("<loc>http://a/"), "" },
    { U("<loc>http://no/<b>x</b></loc><loc>http://a/</loc>"), "1:43 http://a/\n" },
    { U("<loc>http://no/<loc>http://a/</loc>"), "1:29 http://a/\n" },
    { "<!DOCTYPE urlset [<!ENTITY a '>'> <!ENTITY b \"]\">]><urlset><loc>http://a/</loc>",
      "1:65 http://a/\n" },
    { "<?a <loc>http://no/</loc> ?><urlset><loc>http://a/</loc>", "1:42 http://a/\n" },
    { U("<loc>http://\303\274/</loc><loc>http://a/</loc>"),
      "1:14 http://\303\274/\n1:34 http://a/\n" },
    { U("<loc>http://a/</loc>\r<loc>http://b/</loc>\n\r\n<loc>http://c/</loc>"),
      "1:14 http://a/\n2:6 http://b/\n4:6 http://c/\n" },
    { U("<<loc>http://no/</loc><loc>http://a/</loc>"), "1:36 http://a/\n" },
    { U("<loc>&nope; &#0; &</loc>"), "1:14 &nope; &#0; &=&nope; \357\277\275 &\n" },
};

static void finds_urls(void **state)
{
    static const size_t cuts[] = { SIZE_MAX, 1, 3 };
    struct buffer got = BUFFER(1 << 16);
    (void)state;
    assert_int_equal(COUNT_OF(cases), 26);
    for (size_t i = 0; i < COUNT_OF(cases) * COUNT_OF(cuts); i++) {
        const char *in = cases[i / COUNT_OF(cuts)].in, *want = cases[i / COUNT_OF(cuts)].want;
        find(slice_from(in), cuts[i % COUNT_OF(cuts)], &got);
        if (!slice_equal(buffer_slice(&got), slice_from(want))) {
            fail_msg("%s\ngot  %s\nwant %s", in, buffer_string(&got), want);
        }
    }
    buffer_free(&got);
}

static void knows_its_kind(void **state)
{
    static const struct {
        const char *in;
        enum sitemap_kind kind;
    } heads[] = {
        { "<urlset>", SITEMAP_PAGES },
        { "\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x --><urlset xmlns='y'>", SITEMAP_PAGES },
        { " \n<sitemapindex>", SITEMAP_INDEX },
        { "<s:urlset xmlns:s='x'>", SITEMAP_PAGES },
        { "<?xml-stylesheet href='x'?><urlset", SITEMAP_NONE },
        { "<!doctype html><html><urlset>", SITEMAP_NONE },
        { "<rss><urlset>", SITEMAP_NONE },
        { "x <urlset>", SITEMAP_NONE },
        { "<URLSET>", SITEMAP_NONE },
        { "", SITEMAP_NONE },
    };
    bool failed = false;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(heads); i++) {
        assert_int_equal(sitemap_sniff(slice_from(heads[i].in), &failed), heads[i].kind);
    }
    assert_false(failed);
}

/* One that no URL can be is passed over; the next is found. */
static void passes_over_long_ones(void **state)
{
    static const char *const around[] = { "%s", "<![CDATA[%s]]>", "<!--%s-->http://a/" };
    struct buffer in = BUFFER(1 << 20), got = BUFFER(1 << 20), long_one = BUFFER(1 << 20);
    (void)state;
    memset(buffer_reserve(&long_one, 100000), 'x', 100000);
    long_one.length = 100000;
    for (size_t i = 0; i < COUNT_OF(around); i++) {
        buffer_reset(&in);
        buffer_add(&in, SLICE("<urlset><loc>"));
        buffer_printf(&in, around[i], buffer_string(&long_one));
        buffer_add(&in, SLICE("</loc>\n<loc>http://b/</loc>"));
        find(buffer_slice(&in), SIZE_MAX, &got);
        bool first = i == 2; /* the comment stands before what is written */
        assert_true(slice_ends_nocase(buffer_slice(&got), SLICE("2:6 http://b/\n")));
        assert_int_equal(got.length > 20, first);
    }
    buffer_free(&in);
    buffer_free(&got);
    buffer_free(&long_one);
}

static void read_all(const void *of, struct slice input)
{
    struct sitemap s;
    struct sitemap_entry e;
    (void)of;
    sitemap_init(&s);
    while (sitemap_next(&s, &input, &e)) {
    }
    sitemap_free(&s);
}

static void takes_linear_time(void **state)
{
    static const char *const hostile[] = { "<loc>",     "<loc>a</loc>", "<!--",
                                           "<![CDATA[", "]]>",          "<!DOCTYPE [",
                                           "<loc a='",  "&amp;",        "<",
                                           "x" };
    (void)state;
    struct growth growth = { read_all, NULL, "sitemaps" };
    for (size_t i = 0; i < COUNT_OF(hostile); i++) {
        growth_check(&growth, &(struct hostile){ .before = "<urlset><loc>", .again = hostile[i] });
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_urls),
        cmocka_unit_test(knows_its_kind),
        cmocka_unit_test(passes_over_long_ones),
        cmocka_unit_test(takes_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
