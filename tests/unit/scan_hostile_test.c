/* Inputs that are made to take long: twice as much takes twice as long, whoever reads it. */
#include "unit/growth.h"
#include "unit/scanning.h"

#include <malloc.h>

/* What is taken of the heap; 0 where a sanitizer's allocator does not say. */
static size_t held_kb(void)
{
    struct mallinfo2 info = mallinfo2();
    return (info.uordblks + info.hblkhd) / 1024;
}

static void scan(const void *of, struct slice input)
{
    struct document d;
    assert_int_equal(scan_pieces(of, "a", input, 65536, &d), SCAN_OK);
    document_free(&d);
}

static void check_all(const char *type, const struct hostile *rows, size_t count)
{
    struct scan_options all = { .type = type, .bare_domains = true, .resources = true };
    struct growth growth = { scan, &all, type };
    for (size_t i = 0; i < count; i++) {
        growth_check(&growth, &rows[i]);
    }
}

static void check_large(const char *type, const struct hostile *rows, size_t count)
{
    struct scan_options all = { .type = type, .bare_domains = true, .resources = true };
    struct growth growth = { scan, &all, type };
    for (size_t i = 0; i < count; i++) {
        growth_check_large(&growth, &rows[i]);
    }
}

/* What all three read. */
static const struct hostile words[] = {
    { "", "@", "" },
    { "", "(@a) ", "" },
    { "", "— ", "" },
    { "", "--", "" },
    { "", "♬", "" },
    { "♬ ", "a - ", "" },
    { "", "Posted by ", "" },
    { "", "Posted by a on ", "" },
    { "", "A post shared by ", "" },
    { "", "A post shared by a (", "" },
    { "", "A post shared by a (@b) ", "" },
    { "", "\nPosted by ", "" },
    { "", "\nu/a in ", "" },
    { "", "u/", "" },
    { "", "\na @b\n", "" },
    { "", "\n@b\n\n1:00 AM - ", "" },
    { "", "[", "" },
    { "", "](", "" },
    { "", "[](", "" },
    { "", "[a](b ", "" },
    { "", "{", "" },
    { "", "{{<", "" },
    { "", "{{< tweet ", "" },
    { "", "{{< tweet user=\"a\" ", "" },
    { "", "{% embed ", "" },
    { "", "[embed]", "" },
    { "", "[embed", "" },
    { "", "[tweet a=\"", "" },
    { "", "[embed]https://twitter.com/a/status/1", "" },
    { "", "\r", "" },
    { "", "\r\n", "" },
    { "", "\t", "" },
    { "", " ", "" },
    { "", "a ", "" },
    { "", "\xef\xbb\xbf", "" },
    { "", "\xc2\xa0", "" },
    { "", "\xff", "" },
    { "", "&", "" },
    { "", "&#", "" },
    { "", "&amp;", "" },
    { "", "&a", "" },
    { "", "http://", "" },
    { "", "http://a.bc/", "" },
    { "", "http://a.bc/ ", "" },
    { "", "http://a.bc/(", "" },
    { "", "www.", "" },
    { "", "www.a.bc ", "" },
    { "", "a.", "" },
    { "", "a@b.", "" },
    { "", "https://twitter.com/a/status/1 ", "" },
    { "", "https://twitter.com/a/status/1\n\n", "" },
    { "", "pic.twitter.com/a", "" },
    { "", "<", "" },
    { "", ">", "" },
    { "", "> ", "" },
    { "", "> - ", "" },
    { "", "\x1b", "" },
    { "", "\xf0\x9f\x98\x80", "" },
    { "", "é", "" },
    { "", "(", "" },
    { "", "/", "" },
    { "", ".", "" },
    { "", "-", "" },
    { "", "\n", "" },
    { "", "a", "" },
    { "", "http://http://", "" },
    { "", "https://a.bc/", "" },
    { "", "https://a.bc/(", "" },
    { "", "(@a", "" },
    { "", "(@a)\n", "" },
    { "", "x(@a) 1 ", "" },
    { "", "com.", "" },
    { "", "a.com/", "" },
    { "", "t.co/", "" },
    { "", "t.co/a", "" },
    { "", "http://t.co/a", "" },
    { "", "http://t.co/ab ", "" },
    { "", "— a (@a) June 1, 2018 ", "" },
    { "", "— a (@a) June 1, 2018\n\n", "" },
    { "", "a (@a) June 1, 2018\n", "" },
    { "", "- a (@a) June 1, 2018\n", "" },
    { "", "http://t.co/ab (@a) June 1, 2018 ", "" },
    { "", "pic.twitter.com/", "" },
    { "", "pic.twitter.com/apic", "" },
    { "", "x.com/a/status/1\n", "" },
    { "", "[https://", "" },
    { "", "日", "" },
    { "", "http://日", "" },
    { "", "http://a.日本", "" },
    { "", "&quot;http://a.bc/&", "" },
    { "", "http://[", "" },
    { "", "http://a@", "" },
    { "", "http://a.b@@", "" },
    { "", "http://a.bc:0", "" },
    { "", "http:// a@a:a.", "" },
    { "", "Skip Twitter post — a (@a) June 1, 2018 ", "" },
};

/* Tags, for a page and for Markdown. */
static const struct hostile tags[] = {
    { "", "<a", "" },
    { "", "<a ", "" },
    { "", "<a href=", "" },
    { "", "<a href='", "" },
    { "", "<a href=b>", "" },
    { "", "<a href=http://a.bc/>", "" },
    { "", "<a href=http://a.bc/>a</a>", "" },
    { "", "<a href=http://a.bc/></a>", "" },
    { "", "</a", "" },
    { "", "</a>", "" },
    { "", "<b>", "" },
    { "", "<div>", "" },
    { "", "<div>a", "" },
    { "", "</div>", "" },
    { "", "<table><tr><td>", "" },
    { "", "<p>", "" },
    { "", "<br>", "" },
    { "", "<!", "" },
    { "", "<!-", "" },
    { "", "<!--", "" },
    { "", "<!-- ", "" },
    { "", "<!---->", "" },
    { "<!--", "-", "" },
    { "<!--", "--", "" },
    { "<!--", "--!", "" },
    { "", "<?", "" },
    { "", "<![CDATA[", "" },
    { "<svg>", "<![CDATA[", "" },
    { "<svg>", "<![CDATA[]]>", "" },
    { "", "<svg>", "" },
    { "", "<math>", "" },
    { "", "<svg><foreignObject>", "" },
    { "", "<svg><title>", "" },
    { "", "<template>", "" },
    { "", "<noscript>", "" },
    { "", "<title>", "" },
    { "", "<textarea>", "" },
    { "", "<script>", "" },
    { "", "<script></script>", "" },
    { "<script>", "</script", "" },
    { "<script>", "<!--<script>", "" },
    { "<script>", "<!--<script></script>", "" },
    { "", "<style>", "" },
    { "", "<pre>", "" },
    { "<b ", "a ", ">" },
    { "<b ", "a=b ", ">" },
    { "<a ", "href=http://a.bc/ ", ">" },
    { "<blockquote class=twitter-tweet ", "data-a=b ", ">" },
    { "<blockquote class='", "twitter-tweet ", "'>" },
    { "<b ", "=", ">" },
    { "<b ", "/", ">" },
    { "<b a=\"", "&quot;", "\">" },
    { "<a href=\"", "&amp;", "\">" },
    { "<a href=\"", " ", "\">" },
    { "<a href=\"http://a.bc/", "a", "\">" },
    { "<img srcset=\"", "a ", "\">" },
    { "<img srcset=\"", "a,", "\">" },
    { "<img srcset=\"", "http://a.bc/ 1x, ", "\">" },
    { "<img src=\"data:image/png;base64,", "A", "\">" },
    { "<a href=\"data:text/html;base64,", "A", "\">" },
    { "<a href=http://a.bc/>", "<img src=http://a.bc/b>", "</a>" },
    { "<a href=http://a.bc/>", "a ", "</a>" },
    { "", "<blockquote class=twitter-tweet>", "" },
    { "", "<blockquote class=twitter-tweet>a", "" },
    { "", "<blockquote class=twitter-tweet></blockquote>", "" },
    { "", "<blockquote class=twitter-tweet><p>a</p>&mdash; B (@c) <a href=", "" },
    { "", "<blockquote class=twitter-tweet><a href=https://twitter.com/a/status/1>a</a>", "" },
    { "<blockquote class=twitter-tweet>", "<a href=https://twitter.com/a/status/1>b</a>",
      "</blockquote>" },
    { "<blockquote class=twitter-tweet>", "<p>", "</blockquote>" },
    { "<blockquote class=twitter-tweet>", "a ", "</blockquote>" },
    { "<blockquote class=twitter-tweet>", "<blockquote>", "" },
    { "<blockquote class=twitter-tweet>", "<blockquote></blockquote>", "" },
    { "<blockquote class=twitter-tweet>", "(@a) ", "" },
    { "", "<blockquote class=instagram-media>", "" },
    { "", "<div class=fb-post data-href=https://www.facebook.com/a/posts/1>", "" },
    { "", "<iframe src=https://www.youtube.com/embed/abcdefghijk>", "" },
    { "", "<iframe>", "" },
    { "", "<iframe srcdoc='&lt;blockquote class=twitter-tweet&gt;", "" },
    { "<div data-html=\"", "&lt;blockquote class=&quot;twitter-tweet&quot;&gt;", "\">" },
    { "<div data-html=\"", "&amp;lt;blockquote class=twitter-tweet&amp;gt;", "\">" },
    { "", "<div data-html=\"&lt;blockquote class=&quot;twitter-tweet&quot;&gt;\">", "" },
    { "<div data-a='", "{\"html\":\"&lt;a&gt;\"},", "'>" },
    { "", "<!-- wp:embed {\"url\":\"https://twitter.com/a/status/1\"} -->", "" },
    { "", "<!-- wp:embed {\"url\":\"https://twitter.com/a/status/1\"", "" },
    { "", "<!-- wp:embed ", "" },
    { "", "<!-- /wp:embed -->", "" },
    { "<!-- wp:embed ", "{", "-->" },
    { "<!-- wp:embed {\"url\":\"", "\\u0061", "\"} -->" },
    { "<script type=application/json>", "[", "" },
    { "<script type=application/json>", "[", "</script>" },
    { "<script type=application/json>", "{\"a\":", "</script>" },
    { "<script type=application/json>[", "{\"html\":\"<blockquote class=twitter-tweet>\"},",
      "</script>" },
    { "<script type=application/json>[", "\"\\u003ca\\u003e\",", "</script>" },
    { "<script type=application/json>{\"html\":\"", "\\u003cblockquote class=twitter-tweet\\u003e",
      "\"}</script>" },
    { "<script type=application/json>{\"html\":\"",
      "<a href=\\\"https://twitter.com/a/status/1\\\">", "\"}</script>" },
    { "<script type=application/json>\"", "\\", "\"</script>" },
    { "<script type=application/json>\"", "\\\"", "\"</script>" },
    { "<script type=application/json>\"", "{\\\"html\\\":", "\"</script>" },
    { "<script type=application/json>", "{\"url\":\"https://twitter.com/a/status/1\"},",
      "</script>" },
    { "<script type=application/json>", "1", "</script>" },
    { "<script>oembed ", "{\"html\":\"", "</script>" },
    { "", "<script type=application/json>{\"a\":\"b\"}</script>", "" },
    { "", "<meta name=date content=2018-01-01>", "" },
    { "", "<link rel=canonical href=http://a.bc/>", "" },
    { "", "<base href=http://a.bc/>", "" },
    { "<b>", "\xe2\x80\x94 A (@a) <a href=https://twitter.com/a/status/1>June 1, 2018</a>", "" },
    { "", "<p>\xe2\x80\x94 A (@a) June 1, 2018</p>", "" },
    { "", "<i>@</i>", "" },
    { "", "<a href=http://a.bc/>@a</a>", "" },
    { "", "<a href=http://a.bc/>@@@@@@@@</a>", "" },
};

static const struct hostile marks[] = {
    { "", "*", "" },
    { "", "_a", "" },
    { "", "*a_", "" },
    { "", "**a ", "" },
    { "", "`", "" },
    { "", "`a ", "" },
    { "", "a``", "" },
    { "", "~~", "" },
    { "", "![", "" },
    { "", "![a](", "" },
    { "", "[a](<b", "" },
    { "", "[a](b \"", "" },
    { "", "[a][", "" },
    { "", "[a]: ", "" },
    { "", "[a]: b\n", "" },
    { "", "[a]: http://a.bc/\n", "" },
    { "", "[a]: http://a.bc/\n\n[a]\n\n", "" },
    { "[a]: http://a.bc/\n\n", "[a] ", "" },
    { "[a]: http://a.bc/\n\n", "[a][a] ", "" },
    { "", "[a](http://a.bc/) ", "" },
    { "", "[a](http://a.bc/)\n\n", "" },
    { "", "[[a](http://a.bc/)", "" },
    { "", "![a](http://a.bc/)", "" },
    { "", "<http://a.bc/>", "" },
    { "", "<http://a.bc/", "" },
    { "", "| ", "" },
    { "", "|a|b|\n", "" },
    { "|a|b|\n|-|-|\n", "|a|b|\n", "" },
    { "|a|b|\n|-|-|\n", "|", "" },
    { "|", "a|", "\n|-|" },
    { "|", "-|", "\n|-|" },
    { "", "# ", "" },
    { "", "# a\n", "" },
    { "", "- ", "" },
    { "", "- a\n", "" },
    { "", "1. ", "" },
    { "", " - a\n", "" },
    { "- ", "a\n  ", "" },
    { "", "```\n", "" },
    { "```\n", "a\n", "" },
    { "", "    a\n", "" },
    { "---\n", "a: b\n", "" },
    { "", "---\n", "" },
    { "", "a\n---\n", "" },
    { "", "\\", "" },
    { "", "\\[", "" },
    { "", "<!--\n", "" },
    { "", "<div>\n", "" },
    { "", "<div>\n\n", "" },
    { "<div>\n", "a\n", "" },
    { "> ", "a\n> ", "" },
    { "", "> a\n", "" },
    { "", "> a\n\n", "" },
    { "", "{{< tweet user=a id=1 >}}\n", "" },
    { "", "{% embed https://twitter.com/a/status/1 %}\n", "" },
    { "", "\n", "" },
    { "", "> \n", "" },
    { "", "[a](https://a.b ", "" },
    { "", "[![a](https://a.b)", "" },
    { "", "a\n\n", "" },
    { "", "w", "" },
    { "", "www.a.b(", "" },
    { "", "\\*", "" },
    { "", "<!-- a -->\n\n", "" },
    { "", "[a][b]\n\n[b]: https://c.d\n\n", "" },
    { "", "|a|\n|-|\n", "" },
};

#ifdef GROWTH_SLOW
enum { HELD_OF = 1 << 20 }; /* where what is held is not told: that it goes well */
#else
enum { HELD_OF = 48 << 20 };
#endif

/* What a scan holds of an input so large, whose memory a reader may be made to need. */
static void check_held(const char *type, const struct hostile *h)
{
    enum { PIECE = 64 << 10, MOST_KB = 40 << 10 };
    struct scan_options options = { .type = type };
    struct document d = { .name = SLICE("a") };
    struct buffer piece = BUFFER(2 * PIECE);
    struct scan *s = scan_open(&options, &d);
    size_t before = held_kb();
    size_t most = 0;
    while (piece.length < PIECE) {
        buffer_add(&piece, slice_from(h->again));
    }
    assert_int_equal(scan_feed(s, slice_from(h->before)), SCAN_OK);
    for (size_t i = 0; i < HELD_OF / PIECE; i++) {
        assert_int_equal(scan_feed(s, buffer_slice(&piece)), SCAN_OK);
        most = held_kb() > most ? held_kb() : most;
    }
    assert_int_equal(scan_finish(s), SCAN_OK);
    scan_close(s);
    document_free(&d);
    buffer_free(&piece);
    if (most > before + MOST_KB) {
        fail_msg("%s: \"%s\" behind \"%s\" held %zu KB", type, h->again, h->before, most - before);
    }
}

static void little_is_held(void **state)
{
    (void)state;
    static const struct hostile rows[] = {
        { "<title>", "word ", "" },
        { "", "<b></b>\n", "" },
        { "words ", "<b></b>\n", "" },
        { "", "words\n\n", "" },
        { "<blockquote class=twitter-tweet>\n", "word ", "" },
        { "<blockquote class=twitter-tweet>\n", "<b>word\n", "" },
        { "<blockquote class=twitter-tweet>\n\n", "word\n\n", "" },
        { "<!-- wp:embed {\"url\":\"https://twitter.com/a/status/1\"} -->\n\n", "word\n\n", "" },
    };
    static const struct hostile blocks[] = {
        { "<blockquote class=twitter-tweet>\n\n", "word\n\n", "" },
        { "<!-- wp:embed {\"url\":\"https://twitter.com/a/status/1\"} -->\n\n", "word\n\n", "" },
        { "words\n\n", "<b></b>\n\n", "" },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        check_held("html", &rows[i]);
    }
    for (size_t i = 0; i < COUNT_OF(blocks); i++) {
        check_held("markdown", &blocks[i]);
    }
}

/* Some of each kind, on megabytes: what looks back, what stays open, what is one token. */
static const struct hostile large_texts[] = {
    { "", "(@a) ", "" },
    { "", "\xe2\x80\x94 a (@a) June 1, 2018\n\n", "" },
};

static const struct hostile large_pages[] = {
    { "", "<a href=\"http://a.bc/?a=1&amp;b\">a", "" },
    { "<a href=\"", "&amp;", "\">" },
    { "", "<blockquote class=twitter-tweet>a", "" },
    { "<script type=application/json>", "{\"a\":", "</script>" },
};

static const struct hostile large_markdown[] = {
    { "", "[a](b \"", "" }, { "", "**a ", "" },
    { "", "> - ", "" },     { "", "[a]: http://a.bc/\n\n[a]\n\n", "" },
    { "", "<div>\n", "" },
};

static void megabytes(void **state)
{
    (void)state;
    check_large("text", large_texts, COUNT_OF(large_texts));
    check_large("html", large_pages, COUNT_OF(large_pages));
    check_large("markdown", large_markdown, COUNT_OF(large_markdown));
}

static void text(void **state)
{
    (void)state;
    check_all("text", words, COUNT_OF(words));
}

static void pages(void **state)
{
    (void)state;
    check_all("html", words, COUNT_OF(words));
    check_all("html", tags, COUNT_OF(tags));
}

static void markdown(void **state)
{
    (void)state;
    check_all("markdown", words, COUNT_OF(words));
    check_all("markdown", tags, COUNT_OF(tags));
    check_all("markdown", marks, COUNT_OF(marks));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(little_is_held), cmocka_unit_test(megabytes), cmocka_unit_test(text),
        cmocka_unit_test(pages),          cmocka_unit_test(markdown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
