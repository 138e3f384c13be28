/* Where links begin and end in a text, and what they are. */
#include "unit/scanning.h"

struct row {
    const char *text;
    const char
        *want; /* each link as it stands, in order; "~" before it: truncated, "!": malformed */
};

static void check(const struct scan_options *options, const struct row *row)
{
    struct document d;
    struct buffer got = BUFFER(1 << 16);
    assert_int_equal(scan_pieces(options, "a.txt", slice_from(row->text), 0, &d), SCAN_OK);
    for (size_t i = 0; i < d.link_count; i++) {
        const struct link *l = &d.links[i];
        buffer_printf(&got, "%s%s%s%.*s", i ? " " : "", l->truncated ? "~" : "",
                      l->malformed ? "!" : "", (int)(link_span(l).end - link_span(l).start),
                      row->text + link_span(l).start);
        assert_int_equal(l->malformed, !link_url(l).data);
    }
    if (strcmp(buffer_string(&got), row->want) != 0) {
        fail_msg("in \"%s\": got \"%s\", want \"%s\"", row->text, got.data, row->want);
    }
    buffer_free(&got);
    document_free(&d);
}

static void check_all(const struct scan_options *options, const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        check(options, &rows[i]);
    }
}

#define CHECK_ALL(options, rows) check_all(&(options), rows, COUNT_OF(rows))

static const struct scan_options plain;

static void urls_with_a_scheme(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "see https://a.example/x.", "https://a.example/x" },
        { "HTTP://A.EXAMPLE/x", "HTTP://A.EXAMPLE/x" },
        { "https://a.example", "https://a.example" },
        { "https://a.example:8080/x?y=1&z#f", "https://a.example:8080/x?y=1&z#f" },
        { "https://a.example:99999/x", "!https://a.example:99999/x" },
        { "http://127.0.0.1/x http://[::1]:80/ http://localhost/",
          "http://127.0.0.1/x http://[::1]:80/ http://localhost/" },
        { "https://user:pw@a.example/x", "https://user:pw@a.example/x" },
        { "https://a.example./x", "https://a.example./x" },
        { "http:// https:/// http://x http://a..b https://", "" },
        { "https://.example.com/a https://a..example.com/ https://-a.example.com/", "" },
        { "ftp://a.example/x file:///etc/x javascript://x.example/", "" },
        { "@https://a.example #https://a.example/x $https://a.example", "" },
        { "https://a.example/\nhttps://b.example/", "https://a.example/ https://b.example/" },
        { "https://web.archive.example/web/2018/https://b.example/x",
          "https://web.archive.example/web/2018/https://b.example/x" },
        { "https://a.example/~x/$y;z=1,2!3'4+5:6@7%20",
          "https://a.example/~x/$y;z=1,2!3'4+5:6@7%20" },
    };
    CHECK_ALL(plain, rows);
}

static void trailing_marks_are_trimmed(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "(https://a.example/x)", "https://a.example/x" },
        { "(see https://a.example/x_(y).)", "https://a.example/x_(y)" },
        { "https://a.example/x_(y)_(z)?!", "https://a.example/x_(y)_(z)" },
        { "\"https://a.example/x\".", "https://a.example/x" },
        { "'https://a.example/x',", "https://a.example/x" },
        { "https://a.example/x'\"*_~;:.,!?", "https://a.example/x" },
        { "https://a.example/x)],", "https://a.example/x" },
        { "https://a.example/(", "https://a.example/" },
        { "https://a.example/?", "https://a.example/" },
        { "https://a.example?", "https://a.example" },
        { "https://a.example/#", "https://a.example/#" },
        { "https://a.example/x-", "https://a.example/x-" },
        { "https://a.example/{x}y}", "https://a.example/{x}y" },
        { "https://a.example/x[1]", "https://a.example/x[1]" },
        { "https://a.example/x[1]/y[2]].", "https://a.example/x[1]/y[2]" },
        { "https://a.example/x[y", "https://a.example/x[y" },
        { "https://a.example/x[", "https://a.example/x" },
        { "https://a.example/x[.", "https://a.example/x" },
        { "https://a.example/x[]", "https://a.example/x[]" },
        { "https://a.example/([)]", "https://a.example/" },
        { "https://a.example/([y)]", "https://a.example/([y" },
        { "https://a.example/x[/", "https://a.example/x" },
        { "https://a.example/x[/b]", "https://a.example/x" },
    };
    CHECK_ALL(plain, rows);
}

static void characters_beyond_ascii(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "«https://a.example/x»", "https://a.example/x" },
        { "“https://a.example/x”", "https://a.example/x" },
        { "https://a.example/x。続", "https://a.example/x" },
        { "https://a.example/x，y", "https://a.example/x" },
        { "https://a.example/x\u00a0y", "https://a.example/x" },
        { "https://a.example/x–y", "https://a.example/x–y" },
        { "https://a.example/x–é", "https://a.example/x–é" },
        { "https://a.example/x – y", "https://a.example/x" },
        { "https://a.example/x–1", "https://a.example/x" },
        { "https://a.example/x—y", "https://a.example/x" },
        { "https://a.example/x\u200by", "https://a.example/x" },
        { "https://a.example/x\u00ady", "https://a.example/x" },
        { "https://a.example/മലയാ\u200dളം", "https://a.example/മലയാ\u200dളം" },
        { "https://a.example/x\u200d", "https://a.example/x" },
        { "\u202ahttps://a.example/x\u202c", "https://a.example/x" },
        { "\u200fhttps://a.example/x\u200f y", "https://a.example/x" },
        { "https://a.example/x👇", "https://a.example/x" },
        { "https://a.example/слова", "https://a.example/слова" },
        { "https://a.example/x\xff\xfey", "https://a.example/x" },
        { "日本https://a.example/x日本", "https://a.example/x" },
        { "https://münchen.example/x", "https://münchen.example/x" },
    };
    CHECK_ALL(plain, rows);
}

static void hosts_without_a_scheme(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "many words before t.co/abcdefghij and/or others", "t.co/abcdefghij" },
        { "t.co/abc", "t.co/abc" },
        { "(pic.twitter.com/Abc1234567)", "pic.twitter.com/Abc1234567" },
        { "pic.x.com/Abc1234567", "pic.x.com/Abc1234567" },
        { "youtu.be/abc?t=5.", "youtu.be/abc?t=5" },
        { "herepic.twitter.com/x", "pic.twitter.com/x" },
        { "youtu.be t.co youtu.be/ t.co/", "" },
        { "README.md end.Start and/or a.example/x", "" },
        { "netflix.com/x xyoutu.be/x -t.co/x /t.co/x _t.co/x", "" },
        { "@t.co/x #t.co/x $t.co/x user@t.co/x", "" },
        { "@pic.twitter.com/x #pic.x.com/x $pic.x.com/x /pic.twitter.com/x", "" },
    };
    CHECK_ALL(plain, rows);
}

static void slugs_end_by_themselves(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "http://t.co/pbY2NfTZ's", "http://t.co/pbY2NfTZ" },
        { "https://t.co/6HDggoMSi2pic.twitter.com/zv3zKmt2mB",
          "https://t.co/6HDggoMSi2 pic.twitter.com/zv3zKmt2mB" },
        { "5https://t.co/1xX5KMns8Nhttps://t.co/9lOAr67iCX",
          "https://t.co/1xX5KMns8N https://t.co/9lOAr67iCX" },
        { "t.co/AAAAAAAAAAhttp://t.co/BBBBBBBBBB", "t.co/AAAAAAAAAA http://t.co/BBBBBBBBBB" },
        { "pic.twitter.com/AAAAAAAAAApic.x.com/BBBBBBBBBB",
          "pic.twitter.com/AAAAAAAAAA pic.x.com/BBBBBBBBBB" },
        { "#DefundThemhttps://t.co/CsHG8R9cHp", "https://t.co/CsHG8R9cHp" },
        { "https://t.co/kCvpPQmGlW— Name", "https://t.co/kCvpPQmGlW" },
        { "https://t.co/kCvpPQmGlWThe latest", "https://t.co/kCvpPQmGlW" },
        { "pic.twitter.com/zv3zKmt2mBRead", "pic.twitter.com/zv3zKmt2mB" },
        { "https://t.co/ashortenedlink x", "https://t.co/ashortenedlink" },
        { "https://t.co/abcde?amp=1, x", "https://t.co/abcde?amp=1" },
        { "https://t.co/abcde?", "https://t.co/abcde" },
        { "https://pic.twitter.com/abcde/", "https://pic.twitter.com/abcde" },
    };
    CHECK_ALL(plain, rows);
}

#define OPEN    "(((((((("
#define CLOSE   "))))))))"
#define NEST(s) OPEN OPEN OPEN OPEN s CLOSE CLOSE CLOSE CLOSE

#define TEN  "abcdefghij"
#define MANY TEN TEN TEN TEN

static void how_long_parts_may_be(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "https://t.co/" MANY, "https://t.co/" MANY },
        { "https://t.co/" MANY "k", "" },
        { "https://j:" MANY MANY MANY "@a.example/ z", "https://j:" MANY MANY MANY "@a.example/" },
        { "https://" MANY TEN TEN "abc.example/", "https://" MANY TEN TEN "abc.example/" },
        { "https://" MANY TEN TEN "abcd.example/", "" },
        { "https://a.example:65535/ https://a.example:655340/",
          "https://a.example:65535/ !https://a.example:655340/" },
        { "http://[::1]/ http://[::]/", "http://[::1]/" },
        { "http://1.2.3.4.5/ http://1.2.3.4/", "http://1.2.3.4/" },
        { "http://a_b.c.example/ http://a.b_c.example/ http://a.b_c/", "http://a_b.c.example/" },
        { "http://a.xn--p1ai/ http://a.b-c/ http://a.b/", "http://a.xn--p1ai/" },
        { "http://xn--é.example/", "" },
        { "http://a.example/" NEST("y"), "http://a.example/" NEST("y") },
        { "http://a.example/x(" NEST("y") ")", "http://a.example/x" },
    };
    CHECK_ALL(plain, rows);
}

/* Behind the last "@", and nowhere if that is no host: what stands before it is no link then. */
static void the_authority_is_read_whole(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "https://a.example:80" MANY MANY "@b.example/",
          "https://a.example:80" MANY MANY "@b.example/" },
        { "https://a.example:80@b.example", "https://a.example:80@b.example" },
        { "https://u@a.example@b.example/", "https://u@a.example@b.example/" },
        { "https://@a.example/", "https://@a.example/" },
        { "https://[::1]:80@a.example/", "https://[::1]:80@a.example/" },
        { "https://u:80@[::1]/", "https://u:80@[::1]/" },
        { "https://a.example:80é@b.example/", "https://a.example:80é@b.example/" },
        { "https://a.example" MANY MANY "@maya", "" },
        { "https://a.example:" MANY "@b.example:000000000000000000000080/x",
          "https://a.example:" MANY "@b.example:000000000000000000000080/x" },
        { "https://a.example " MANY "@b.example", "https://a.example" },
        { "https://a.example\n@b.example", "https://a.example" },
        { "https://a.example/" MANY "@b.example/", "https://a.example/" MANY "@b.example/" },
        { "https://a.example?" MANY "@b.example/", "https://a.example?" MANY "@b.example/" },
        { "https://a.example#" MANY "@b.example/", "https://a.example#" MANY "@b.example/" },
        { "\"https://a.example\",\"" MANY "\",\"u@b.example\"", "https://a.example" },
        { "'https://a.example','" MANY "','u@b.example'", "https://a.example" },
        { "&quot;https://a.example&quot;,&quot;" MANY "u@b.example", "https://a.example" },
        { "<https://a.example>" MANY "<u@b.example>", "https://a.example" },
        { "(https://a.example)," MANY "@b.example", "https://a.example" },
        { "**https://a.example**" MANY "@b.example", "https://a.example" },
        { "[https://a.example]" MANY "@b.example", "https://a.example" },
        { "https://a.example。" MANY "@b.example", "https://a.example" },
    };
    CHECK_ALL(plain, rows);
}

static void an_ellipsis_cuts(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "https://t.co/W…", "~https://t.co/W" },
        { "https://t.co/W...", "~https://t.co/W" },
        { "https://t.co/…", "~https://t.co/" },
        { "pic.twitter.com/ab…", "~pic.twitter.com/ab" },
        { "https://www.reddit.example/r/EthereumClassic/ …",
          "~https://www.reddit.example/r/EthereumClassic/" },
        { "https://a.example/x\u00a0… y", "~https://a.example/x" },
        { "https://a.example/x-y...", "~https://a.example/x-y" },
        { "https://a.example/x&hellip;", "~https://a.example/x" },
        { "https://exam…", "~https://exam" },
        { "https://a.exam...", "~https://a.exam" },
        { "https://a.example/x  …", "https://a.example/x" },
        { "https://a.example/x…y https://a.example/x", "~https://a.example/x https://a.example/x" },
    };
    CHECK_ALL(plain, rows);
}

static void markup_around_links(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "[text](https://a.example/x)y", "https://a.example/x" },
        { "[text](https://a.example/x_(y) \"title\")", "https://a.example/x_(y)" },
        { "[https://a.example/x](https://b.example/y)", "https://a.example/x https://b.example/y" },
        { "<https://a.example/x>", "https://a.example/x" },
        { "[url]https://a.example/x[/url]", "https://a.example/x" },
        { "[url=https://a.example/x]text[/url]", "https://a.example/x" },
        { "**https://a.example/x**y", "https://a.example/x" },
        { "_https://a.example/x_", "https://a.example/x" },
        { "~~https://a.example/x~~", "https://a.example/x" },
        { "`https://a.example/x`", "https://a.example/x" },
        { "|https://a.example/x|y|", "https://a.example/x" },
        { "| https://a.example/x|y|", "https://a.example/x" },
        { "https://a.example/?a=1|2|", "https://a.example/?a=1|2" },
        { "href=&quot;https://a.example/x?a&amp;b&quot;", "https://a.example/x?a&amp;b" },
        { "https://a.example/x&mdash;y", "https://a.example/x" },
    };
    CHECK_ALL(plain, rows);
}

static void bare_domains_when_asked_for(void **state)
{
    (void)state;
    static const struct scan_options bare = { .bare_domains = true };
    static const struct row rows[] = {
        { "see example.com, and a.example.co.uk/x.", "example.com a.example.co.uk/x" },
        { "http://no-tld example.unknown foo.tar.bz2 1.5 e.g. end.Start", "" },
        { "a@example.com #example.com /example.com -example.com x.example.com@y", "" },
        { "example.comです example.みんなです", "example.com example.みんな" },
        { "https://a.example/b.com youtu.be/x", "https://a.example/b.com youtu.be/x" },
        { "herepic.twitter.com/x", "pic.twitter.com/x" },
        { "example.com...", "~example.com" },
        { "xn--caf-dma.com x.xn--unknown", "xn--caf-dma.com" },
        { "-a.com a-.com a..com .a.com", "" },
        { "a_b.com", "" },
        { "é.com ñandú.é.com a.é", "é.com ñandú.é.com" },
        { "a.com.unknown a.unknown.com", "a.com a.unknown.com" },
        { "a.com- a.com+x a.com-b.org", "a.com-b.org" },
        { "https://t.co/abcdé.com/x b.com", "https://t.co/abcd b.com" },
        { "youtu.be/x.a.com", "youtu.be/x.a.com" },
    };
    CHECK_ALL(bare, rows);
}

static void urls_and_kinds(void **state)
{
    (void)state;
    static const struct {
        const char *text, *url, *kind;
    } rows[] = {
        { "pic.twitter.com/S1", "https://t.co/S1", "media" },
        { "http://pic.x.com/S1", "https://t.co/S1", "media" },
        { "t.co/S1", "https://t.co/S1", "short" },
        { "http://t.co/S1", "http://t.co/S1", "short" },
        { "bit.ly/S1", "https://bit.ly/S1", "short" },
        { "https://twitter.com/a/status/20", "https://twitter.com/a/status/20", "permalink" },
        { "x https://x.com/a", "https://x.com/a", "web" },
        { "https://A.example/%7e/../ü", "https://a.example/%C3%BC", "web" },
        { "https://a.example", "https://a.example/", "web" },
        { "https://a.example/%2E/x", "https://a.example/x", "web" },
        { "https://a.example/x/.%2e/y", "https://a.example/y", "web" },
        { "https://a.example:0000000000000080/", "https://a.example:80/", "web" },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct document d;
        assert_int_equal(scan_pieces(&plain, "a", slice_from(rows[i].text), 0, &d), SCAN_OK);
        assert_int_equal(d.link_count, 1);
        assert_slice(link_url(&d.links[0]), rows[i].url);
        assert_string_equal(link_kind_word((enum link_kind)d.links[0].kind), rows[i].kind);
        document_free(&d);
    }
}

/* Hosts met before are remembered by their length and two of their letters. */
static void hosts_that_look_alike_are_told_apart(void **state)
{
    (void)state;
    struct document d;
    const char *text = "https://bit.ly/abcd https://bxy.ly/abcd https://bit.ly/efgh";
    assert_int_equal(scan_pieces(&plain, "a", slice_from(text), 0, &d), SCAN_OK);
    assert_int_equal(d.link_count, 3);
    assert_int_equal(d.links[0].kind, LINK_SHORT);
    assert_int_equal(d.links[1].kind, LINK_WEB);
    assert_int_equal(d.links[2].kind, LINK_SHORT);
    document_free(&d);
    text = "https://www.instagram.com/p/BnSBALPBGaF/ https://www.instagram.con/p/BnSBALPBGaF/ "
           "https://www.instagram.com/p/BnSBALPBGaF/ https://www.inxtagram.com/p/BnSBALPBGaF/";
    assert_int_equal(scan_pieces(&plain, "a", slice_from(text), 0, &d), SCAN_OK);
    assert_int_equal(d.link_count, 3);
    assert_int_equal(d.links[0].kind, LINK_PERMALINK);
    assert_int_equal(d.links[1].kind, LINK_WEB);
    assert_int_equal(d.links[2].kind, LINK_WEB);
    document_free(&d);
}

static void a_wrapper_is_unwrapped(void **state)
{
    (void)state;
    struct document d;
    const char *text = "https://www.google.com/url?q=https%3A%2F%2Fa.example%2Fx&sa=D";
    assert_int_equal(scan_pieces(&plain, "a", slice_from(text), 0, &d), SCAN_OK);
    assert_int_equal(d.links[0].kind, LINK_WRAPPED);
    assert_slice(link_rest(&d.links[0]).unwrapped, "https://a.example/x");
    document_free(&d);
}

static void one_link_for_a_url(void **state)
{
    (void)state;
    struct document d;
    const char *text =
        "pic.twitter.com/S1\r\nhttps://a.example/\rhttps://t.co/S1 é HTTPS://T.CO/S1\n"
        "https://A.example";
    assert_int_equal(scan_pieces(&plain, "a", slice_from(text), 0, &d), SCAN_OK);
    struct buffer got = BUFFER(1 << 16);
    describe_scan(&d, &got);
    assert_string_equal(
        buffer_string(&got),
        "0 url=https://t.co/S1 written=pic.twitter.com/S1 media -1 0 0 0-18@1:1 39-54@3:1 "
        "58-73@3:19\n"
        "1 url=https://a.example/ written=https://a.example/ web -1 0 0 20-38@2:1 74-91@4:1\n");
    buffer_free(&got);
    document_free(&d);
}

static void a_url_given_as_such(void **state)
{
    (void)state;
    static const struct {
        const char *text, *url;
        enum link_kind kind;
        bool malformed;
        enum reason skipped;
    } rows[] = {
        { " https://a.example ", "https://a.example/", LINK_WEB, false, REASON_NONE },
        { "youtu.be/x", "https://youtu.be/x", LINK_SHORT, false, REASON_NONE },
        { "pic.twitter.com/S1", "https://t.co/S1", LINK_MEDIA, false, REASON_NONE },
        { "ftp://a.example/", "ftp://a.example/", LINK_WEB, false, REASON_DENIED },
        { "nonsense", NULL, LINK_WEB, true, REASON_NONE },
        { "https://a.example:x/", NULL, LINK_WEB, true, REASON_NONE },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena arena = { 0 };
        struct link link = { .embed = NO_EMBED };
        assert_true(scan_url(slice_from(rows[i].text), &link, &arena));
        assert_slice(link_url(&link), rows[i].url);
        assert_slice(link_written(&link), rows[i].text);
        assert_int_equal(link.malformed, rows[i].malformed);
        assert_int_equal(link.skipped, rows[i].skipped);
        if (rows[i].kind != LINK_SHORT) { /* what youtu.be is, the places say */
            assert_int_equal(link.kind, rows[i].kind);
        }
        arena_free(&arena);
    }
}

/* A URL may be far longer than can be seen at once, and characters of several bytes may stand
 * wherever a piece of it ends. */
static void a_long_url_is_the_same_in_any_pieces(void **state)
{
    enum { SIZE = 200000, STEPS = 9000 };
    static const size_t pieces[] = { 1, 2, 3, 7, 4096 };
    struct buffer text = BUFFER(SIZE + 100);
    (void)state;
    buffer_add(&text, SLICE("https://example.com/"));
    while (text.length < SIZE - STEPS) {
        for (size_t i = 0; i < STEPS; i++) {
            buffer_add_char(&text, "abcde/fgh0"[i % 10]);
        }
        buffer_add(&text, SLICE("\u0939\u093f"));
    }
    buffer_add(&text, SLICE(" https://example.com/b"));
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        struct document d;
        assert_int_equal(scan_pieces(&plain, "a.txt", buffer_slice(&text), pieces[i], &d), SCAN_OK);
        assert_int_equal(d.link_count, 2);
        assert_int_equal(link_span(&d.links[0]).end,
                         text.length - strlen(" https://example.com/b"));
        assert_int_equal(link_span(&d.links[1]).start,
                         text.length - strlen("https://example.com/b"));
        document_free(&d);
    }
    buffer_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_long_url_is_the_same_in_any_pieces),
        cmocka_unit_test(urls_with_a_scheme),
        cmocka_unit_test(trailing_marks_are_trimmed),
        cmocka_unit_test(characters_beyond_ascii),
        cmocka_unit_test(hosts_without_a_scheme),
        cmocka_unit_test(slugs_end_by_themselves),
        cmocka_unit_test(an_ellipsis_cuts),
        cmocka_unit_test(markup_around_links),
        cmocka_unit_test(bare_domains_when_asked_for),
        cmocka_unit_test(how_long_parts_may_be),
        cmocka_unit_test(the_authority_is_read_whole),
        cmocka_unit_test(urls_and_kinds),
        cmocka_unit_test(hosts_that_look_alike_are_told_apart),
        cmocka_unit_test(a_wrapper_is_unwrapped),
        cmocka_unit_test(one_link_for_a_url),
        cmocka_unit_test(a_url_given_as_such),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
