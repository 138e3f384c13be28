/* What is found in HTML, however it is cut. */
#include "scan/input/spaces.h"
#include "scanning.h"

static const struct scan_options html_type = { .type = "html" };
static const struct scan_options all = { .type = "html", .resources = true };

struct row {
    const char *in, *want;
};

static void check_rows(const struct scan_options *options, const struct row *rows, size_t count)
{
    struct buffer got = BUFFER(1 << 20);
    for (size_t i = 0; i < count; i++) {
        for (size_t piece = 0; piece <= 8; piece++) {
            struct document d;
            buffer_reset(&got);
            assert_int_equal(scan_pieces(options, "x.html", slice_from(rows[i].in), piece, &d),
                             SCAN_OK);
            describe_scan(&d, &got);
            assert_string_equal(buffer_string(&got), rows[i].want);
            document_free(&d);
        }
    }
    buffer_free(&got);
}

/* Index, URL, what is written, kind, embed, truncated, malformed, span. */
static const struct row links[] = {
    { "<a href=https://a.example/x>words</a>",
      "0 url=https://a.example/x written=https://a.example/x web -1 0 0 8-27@1:9\n" },
    { "<A\nHREF = ' https://a.example/?a=1&amp;b=2&copy=3 ' href='https://b.example/'>",
      "0 url=https://a.example/?a=1&b=2&copy=3 written= https://a.example/?a=1&amp;b=2&copy=3  web "
      "-1 0 0 11-50@2:9\n" },
    { "<a href='mailto:a@b.example'>m</a><a href='#x'>f</a><a href='/rel'>r</a><a "
      "href='//h.example'>"
      "s</a>",
      "" },
    { "<a href='http://[bad'>b</a>", "0 written=http://[bad web -1 0 1 9-20@1:10\n" },
    { "<base href=https://b.example/d/p?q#f><a href='?x=1'>r</a>",
      "0 url=https://b.example/d/p?x=1 written=?x=1 web -1 0 0 46-50@1:47\n" },
    { "<base href=https://b.example/d/><base href=https://c.example/><a href=x>r</a>",
      "0 url=https://b.example/d/x written=x web -1 0 0 70-71@1:71\n" },
    { "<p>text https://a.example/x<b>yz</b> and https://b.example/<p>q",
      "0 url=https://a.example/xyz written=https://a.example/x<b>yz web -1 0 0 8-32@1:9\n"
      "1 url=https://b.example/ written=https://b.example/ web -1 0 0 41-59@1:42\n" },
    { "https://a.example/x<p>y", "0 url=https://a.example/x written=https://a.example/x web -1 0 0 "
                                 "0-19@1:1\n" },
    { "https://a.example/x<a href=https://b.example/>y</a>",
      "0 url=https://a.example/x written=https://a.example/x web -1 0 0 0-19@1:1\n"
      "1 url=https://b.example/ written=https://b.example/ web -1 0 0 27-45@1:28\n" },
    { "<a href=https://b.example/>https://shown.example/x</a>",
      "0 url=https://b.example/ written=https://b.example/ web -1 0 0 8-26@1:9\n" },
    { "https://a.example/?a=1&amp;b=2&quot; &lt;https://b.example/&gt;",
      "0 url=https://a.example/?a=1&b=2 written=https://a.example/?a=1&amp;b=2 web -1 0 0 "
      "0-30@1:1\n"
      "1 url=https://b.example/ written=https://b.example/ web -1 0 0 41-59@1:42\n" },
    { "<!-- <a href=https://a.example/> --><template><a href=https://b.example/></template>"
      "<script>'<a href=https://c.example/>'</script><style>url(https://d.example/)</style>"
      "<title>https://e.example/</title><textarea><a href=https://f.example/></textarea>",
      "0 url=https://f.example/ written=https://f.example/ web -1 0 0 219-237@1:220\n" },
    { "<a href='https://a.example/?a&amp;b'>one<a href='https://b.example/?c&amp;d'>two</a>",
      "0 url=https://a.example/?a&b written=https://a.example/?a&amp;b web -1 0 0 9-35@1:10\n"
      "1 url=https://b.example/?c&d written=https://b.example/?c&amp;d web -1 0 0 49-75@1:50\n" },
    { "<noscript><a href=https://a.example/>n</a></noscript>",
      "0 url=https://a.example/ written=https://a.example/ web -1 0 0 18-36@1:19\n" },
    { "\n\n  <p>x\r\n\xc3\xa9<a href=https://a.example/>",
      "0 url=https://a.example/ written=https://a.example/ web -1 0 0 20-38@4:10\n" },
};

static const struct row resources[] = {
    { "<img src=https://a.example/i.png srcset='https://a.example/1 1x, https://a.example/2 2x'>",
      "0 url=https://a.example/i.png written=https://a.example/i.png web -1 0 0 9-32@1:10\n"
      "1 url=https://a.example/1 written=https://a.example/1 web -1 0 0 41-60@1:42\n"
      "2 url=https://a.example/2 written=https://a.example/2 web -1 0 0 65-84@1:66\n" },
};

static void links_of_attributes_and_text(void **state)
{
    (void)state;
    check_rows(&html_type, links, COUNT_OF(links));
    check_rows(&all, resources, COUNT_OF(resources));
}

static void resources_are_asked_for(void **state)
{
    (void)state;
    const struct row none = { resources[0].in, "" };
    check_rows(&html_type, &none, 1);
}

#define PROSE "<p>The council met on Monday to hear how the repair went.</p>"
#define FIVE  PROSE PROSE PROSE PROSE PROSE

static void a_flattened_post_is_found_across_tags(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "<p>So <b>it</b> goes <a "
          "href='https://t.co/abcdefghij'>pic.twitter.com/abcdefghij</a></p>\n"
          "<p>&mdash; A &amp; B (@ab) <a "
          "href='https://twitter.com/ab/status/1009061920000000000'>June "
          "19, 2018</a></p><p>Next",
          "0 url=https://t.co/abcdefghij written=https://t.co/abcdefghij short 0 0 0 30-53@1:31\n"
          "1 url=https://twitter.com/ab/status/1009061920000000000 "
          "written=https://twitter.com/ab/status/1009061920000000000 permalink 0 0 0 126-175@2:37\n"
          "twitter post flattened 3-190@1:4 id=1009061920000000000 "
          "url=https://twitter.com/ab/status/1009061920000000000 name=A & B handle=ab text=So it "
          "goes "
          "1529366400000 0 3 #0 #1\n" },
        /* a quote's post is all of its words, and its own links are the post's */
        { "<p>We say.</p><blockquote cite='https://t.co/abcdefghij'><p>So it goes on.<br><br>Two "
          "lines<br>more</p><p>and so.</p>&mdash; A (@ab) June 19, 2018</blockquote>",
          "0 url=https://t.co/abcdefghij written=https://t.co/abcdefghij short 0 0 0 32-55@1:33\n"
          "twitter post flattened 60-146@1:61 name=A handle=ab text=So it goes on.\n"
          "\n"
          "Two lines\n"
          "more\n"
          "\n"
          "and so. 1529366400000 0 3 #0\n" },
        { "<blockquote><p>Not this.</p></blockquote></blockquote><p>We say it.</p><p>So it goes."
          "</p>&mdash; A (@ab) June 19, 2018",
          "twitter post flattened 74-118@1:75 name=A handle=ab text=So it goes. 1529366400000 0 "
          "3\n" },
        { "<blockquote><p>So<blockquote>it</blockquote></p><p>goes.</p><p>&mdash; A (@ab) June "
          "19, 2018</blockquote>",
          "twitter post flattened 15-92@1:16 name=A handle=ab text=So\n"
          "\n"
          "it\n"
          "\n"
          "goes. 1529366400000 0 3\n" },
        /* words of the signature are links */
        { "<blockquote><p>So it goes.</p>Posted by <a href='https://www.facebook.com/eastmoor/'>A "
          "B</a> on <a href='https://www.facebook.com/eastmoor/posts/10158812345678901'>Tuesday, "
          "March 5, 2024</a></blockquote>",
          "0 url=https://www.facebook.com/eastmoor/ written=https://www.facebook.com/eastmoor/ web "
          "0 0 0 49-83@1:50\n"
          "1 url=https://www.facebook.com/eastmoor/posts/10158812345678901 "
          "written=https://www.facebook.com/eastmoor/posts/10158812345678901 permalink 0 0 0 "
          "105-162@1:106\n"
          "facebook post flattened 15-186@1:16 id=10158812345678901 "
          "url=https://www.facebook.com/eastmoor/posts/10158812345678901 name=A B handle=eastmoor "
          "text=So it goes. 1709596800000 0 3 #0 #1\n" },
        { "<blockquote><a href='https://www.reddit.com/r/b/comments/1b7abcd/a/'>The gate<br>is "
          "not</a><br> by<a href='https://www.reddit.com/user/sandbag/'>u/sandbag</a> in<a "
          "href='https://www.reddit.com/r/eastmoor/'>eastmoor</a></blockquote>",
          "0 url=https://www.reddit.com/r/b/comments/1b7abcd/a/ "
          "written=https://www.reddit.com/r/b/comments/1b7abcd/a/ permalink 0 0 0 21-67@1:22\n"
          "1 url=https://www.reddit.com/user/sandbag/ written=https://www.reddit.com/user/sandbag/ "
          "web 0 0 0 107-143@1:108\n"
          "2 url=https://www.reddit.com/r/eastmoor/ written=https://www.reddit.com/r/eastmoor/ web "
          "-1 0 0 170-204@1:171\n"
          "reddit post flattened 69-214@1:70 handle=sandbag 0 0 0 #0 #1\n" },
        /* what a post quotes is in its text: no post of its own, with or without a signature */
        { "<blockquote class='twitter-tweet'><p>It said: no tide &mdash; Don (@don_t) June 3, "
          "2018</p>&mdash; A (@ab) June 19, 2018</blockquote>",
          "twitter post blockquote 0-133@1:1 name=A handle=ab text=It said: no tide \u2014 Don "
          "(@don_t) June 3, 2018 1529366400000 0 3\n" },
        { "<blockquote class='twitter-tweet'><p>It said:<br>https://x.com/don_t/status/20</p>"
          "&mdash; A (@ab) June 19, 2018</blockquote>",
          "0 url=https://x.com/don_t/status/20 written=https://x.com/don_t/status/20 permalink 0 0 "
          "0 49-78@1:50\n"
          "twitter post blockquote 0-124@1:1 name=A handle=ab text=It said: 1529366400000 0 3 "
          "#0\n" },
        /* a blockquote that indents a page is no post's */
        { "<blockquote>" FIVE FIVE FIVE FIVE FIVE FIVE FIVE FIVE
          "<p>So it goes.</p>&mdash; A (@ab) June 19, 2018</blockquote>",
          "twitter post flattened 2455-2499@1:2456 name=A handle=ab text=So it goes. 1529366400000 "
          "0 3\n" },
    };
    check_rows(&html_type, rows, COUNT_OF(rows));
}

static void anchors_are_folded(void **state)
{
    (void)state;
    struct document d;
    struct slice html = SLICE("<a href=https://a.example/> two\n <i>words</i>&amp;<br>more </a>"
                              "<a href=https://b.example/><img></a>");
    assert_int_equal(scan_pieces(&html_type, "x", html, 1, &d), SCAN_OK);
    assert_int_equal(d.link_count, 2);
    assert_slice(link_rest(&d.links[0]).anchor, "two words& more");
    assert_null(link_rest(&d.links[1]).anchor.data);
    assert_string_equal(link_span(&d.links[0]).from, "a@href");
    document_free(&d);
}

/* Each bit says of its byte what the words in spaces.h do. */
static void spaces_that_fold_are_found(void **state)
{
    (void)state;
    static const char bytes[] = { ' ',  ' ', 'a',  '\t',   '\n',   '\v',  '\f',
                                  '\r', '&', '\0', '\x08', '\x0e', '\x80' };
    char text[SPACES_STEP + 1];
    unsigned draw = 1;
    for (size_t round = 0; round < 2000; round++) {
        for (size_t i = 0; i < sizeof text; i++) {
            draw = draw * 1664525 + 1013904223;
            text[i] = bytes[(draw >> 16) % sizeof bytes];
        }
        unsigned specials;
        unsigned found = spaces_find(text, &specials);
        for (size_t i = 0; i < SPACES_STEP; i++) {
            bool single = text[i] == ' ' && text[i + 1] != ' ';
            assert_int_equal(found >> i & 1, ascii_is_space(text[i]) && !single);
            assert_int_equal(specials >> i & 1, text[i] == '&' || text[i] == '\0');
        }
    }
}

static void a_link_that_leads_nowhere_ends_the_one_before(void **state)
{
    (void)state;
    struct document d;
    struct slice html = SLICE("<a href=https://a.example/>one<a href=/x>two</a><a href=/y "
                              "href=https://b.example/>three</a>");
    assert_int_equal(scan_pieces(&html_type, "x", html, 0, &d), SCAN_OK);
    assert_int_equal(d.link_count, 1);
    assert_slice(link_rest(&d.links[0]).anchor, "one");
    document_free(&d);
}

static void a_page_says_what_it_is(void **state)
{
    (void)state;
    struct document d;
    struct slice html =
        SLICE("<!doctype html><html lang=de><title> A &lt;B&gt;\n C</title><title>no</title>"
              "<link rel='x canonical' href='https://a.example/#c'><meta property="
              "article:published_time content='2024-05-06T07:08:09+02:00'>"
              "<time itemprop=datePublished datetime=2020-01-01><meta name=date><base>"
              "<link rel=canonical><html lang><time pubdate>");
    assert_int_equal(scan_pieces(&html_type, "x", html, 1, &d), SCAN_OK);
    assert_slice(d.title, "A <B> C");
    assert_slice(d.lang, "de");
    assert_slice(d.canonical, "https://a.example/#c");
    assert_string_equal(d.published_by, "meta");
    assert_int_equal(d.published.ms, 1714972089000);
    document_free(&d);
}

/* By XML's rules an element ends with its one tag, and CDATA is text. */
static void reads_xhtml(void **state)
{
    (void)state;
    struct slice html =
        SLICE("<?xml version='1.0'?><html xmlns=\"http://www.w3.org/1999/xhtml\"><title/><script "
              "src='x'/>"
              "<style/><textarea/><iframe src='https://youtu.be/embed/dQw4w9WgXcQ'/>"
              "<a href='https://a.example/'/>no <a href='https://b.example/'>yes</a>"
              "<p><![CDATA[c https://c.example/ &amp; <b> ]]></p>"
              "<script>'<a href=no>'</script><template/><a href='https://d.example/'>d</a></html>");
    static const char *const names[] = { "a.xhtml", "a.XHT", "a", "a.html" };
    static const struct row want[] = { { "https://youtu.be/embed/dQw4w9WgXcQ", "" },
                                       { "https://a.example/", "" },
                                       { "https://b.example/", "yes" },
                                       { "https://c.example/", "" },
                                       { "https://d.example/", "d" } };
    struct scan_options sniffed = { 0 };
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct document d;
        bool xml = i < 3;
        assert_int_equal(scan_pieces(&sniffed, names[i], html, i, &d), SCAN_OK);
        assert_string_equal(d.media_type, xml ? "application/xhtml+xml" : "text/html");
        assert_int_equal(d.link_count, xml ? COUNT_OF(want) : 0);
        assert_int_equal(d.embed_count, xml ? 1 : 0);
        for (size_t j = 0; j < d.link_count; j++) {
            assert_slice(link_url(&d.links[j]), want[j].in);
            assert_slice(link_rest(&d.links[j]).anchor, want[j].want);
        }
        document_free(&d);
    }
}

/* A base counts for what stands before it, too. */
static void a_base_may_come_late(void **state)
{
    (void)state;
    struct slice html = SLICE(
        "<link rel=canonical href=/c><a href=x?a&amp;b>one <b>&lt;two</b></a><a "
        "href=https://b.example/>b</a>"
        "<template><a href=no></a></template><script>'<a href=no>'</script><!-- <a href=no> --><a "
        "href>n</a>"
        "<img srcset='y 1x, https://c.example/z 2x'><base target=x><base href=https://a.example/d/>"
        "<a href=w>w</a><base href=https://no.example/><a href=v>v</a>");
    static const char *const urls[] = { "https://b.example/",    "https://c.example/z",
                                        "https://a.example/c",   "https://a.example/d/x?a&b",
                                        "https://a.example/d/y", "https://a.example/d/w",
                                        "https://a.example/d/v" };
    static const char *const anchors[] = { "b", "", "", "one <two", "", "w", "v" };
    for (size_t piece = 0; piece < 20; piece++) {
        struct document d;
        assert_int_equal(scan_pieces(&all, "x", html, piece, &d), SCAN_OK);
        assert_int_equal(d.link_count, COUNT_OF(urls));
        for (size_t i = 0; i < d.link_count; i++) {
            assert_slice(link_url(&d.links[i]), urls[i]);
            assert_slice(link_rest(&d.links[i]).anchor, anchors[i]);
            assert_null(link_rest(&d.links[i]).spans);
            struct span at = link_span(&d.links[i]);
            assert_true(slice_equal(slice_part(html, (size_t)at.start, (size_t)at.end),
                                    link_written(&d.links[i])));
        }
        assert_slice(d.canonical, "https://a.example/c");
        document_free(&d);
    }
}

static const struct {
    const char *in, *by, *day;
} published[] = {
    { "<meta itemprop=datePublished content='June 20, 2018'>", "meta", "2018-06-20" },
    { "<meta content='20 juin 2018' name=x property=article:published_time>", "meta",
      "2018-06-20" },
    { "<meta name=x itemprop=datePublished content='20. Juni 2018, 8:30'>", "meta", "2018-06-20" },
    { "<meta name=pubdate content='Wed, 20 Jun 2018 10:30:00 +0200'>", "meta",
      "2018-06-20T08:30Z" },
    { "<meta name=DC.Date.Issued content=2018/06/20>", "meta", "2018-06-20" },
    { "<meta name=pdate content=20180620>", "meta", "2018-06-20" },
    { "<meta name=date content='20180620T103000Z'>", "meta", "2018-06-20" },
    { "<meta name=date content=201806201>", NULL, NULL },
    { "<meta name=date content=20181320>", NULL, NULL },
    { "<meta name=date content='0001-01-01T00:00:00Z'>", NULL, NULL },
    { "<meta name=date content='1923-04-05'>", "meta", "1923-04-05" },
    { "<meta name=modified content='June 20, 2018'>", NULL, NULL },
    { "<time itemprop=datePublished>20 de junio de 2018</time>", "time", "2018-06-20" },
    { "<time pubdate>Published <b>June&nbsp;20</b>, 2018</time>", "time", "2018-06-20" },
    { "<time class='entry-date published' datetime=2018-06-20>June</time>", "time", "2018-06-20" },
    { "<time pubdate>soon</time><time>June 19, 2018</time><time pubdate>June 20, 2018</time>",
      "time", "2018-06-20" },
    { "<time>June 20, 2018</time><time class=updated datetime=2018-06-20></time>", NULL, NULL },
    { "<time itemprop=datePublished datetime=2018-06-20>June 19, 2018</time>", "time",
      "2018-06-20" },
    { "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"dateCreated\":"
      "\"2018-06-18\",\"datePublished\":\"20 June 2018\"}</script>",
      "jsonld", "2018-06-20" },
};

static void tells_when_it_was_published(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(published); i++) {
        struct document d;
        char day[TIME_TEXT];
        assert_int_equal(scan_pieces(&html_type, "x", slice_from(published[i].in), i % 4, &d),
                         SCAN_OK);
        if (!published[i].by) {
            assert_null(d.published_by);
        } else {
            assert_non_null(d.published_by);
            assert_string_equal(d.published_by, published[i].by);
            int length = time_format(d.published.ms, d.published.precision, day);
            assert_slice(slice_of(day, (size_t)length), published[i].day);
        }
        document_free(&d);
    }
}

/* How much of a long title is kept does not depend on the pieces. */
static void a_long_title_is_cut(void **state)
{
    (void)state;
    static const size_t pieces[] = { 0, 1, 700, 1000, 66000 };
    struct buffer html = BUFFER(1 << 20);
    buffer_add(&html, SLICE("<title>\xc3\xa9 &eacute;"));
    while (html.length < 200000) {
        buffer_add(&html, SLICE("title"));
    }
    buffer_add(&html, SLICE("</title>"));
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        struct document d;
        assert_int_equal(scan_pieces(&html_type, "x", buffer_slice(&html), pieces[i], &d), SCAN_OK);
        assert_int_equal(d.title.length,
                         1024 - SLICE("&eacute;").length + SLICE("\xc3\xa9").length);
        document_free(&d);
    }
    buffer_free(&html);
}

#define A_URL  "https://twitter.com/ida/status/1008994372347301888"
#define B_URL  "https://twitter.com/bob/status/1405311057480929282"
#define QUOTE  "<blockquote class=twitter-tweet>"
#define A_OPEN QUOTE "<p>a</p>&mdash; Ida (@ida) <a href=" A_URL ">June 19, 2018</a>"
#define A      A_OPEN "</blockquote>"
#define B      QUOTE "<p>b</p>&mdash; Bob (@bob) <a href=" B_URL ">June 16, 2021</a></blockquote>"
#define C      "<p>c &mdash; Cleo (@cleo) June 20, 2018</p>"
#define VIDEO  "<iframe src=https://youtu.be/embed/dQw4w9WgXcQ></iframe>"
#define BLOCK  "<!-- wp:embed {\"url\":\"" B_URL "\"} -->"
#define A_8    A_OPEN A_OPEN A_OPEN A_OPEN A_OPEN A_OPEN A_OPEN A_OPEN

/* The handles of posts and what of the page they span. */
static const struct row spans[] = {
    { "<div>" A_OPEN "</div>" C, "ida{" A_OPEN "}cleo{c &mdash; Cleo (@cleo) June 20, 2018}" },
    { "<div><div>" QUOTE "<div><p>x</div><a href=" A_URL ">June 19, 2018</a></div>" C "</div>",
      "ida{" QUOTE "<div><p>x</div><a href=" A_URL ">June 19, 2018</a>}"
      "cleo{c &mdash; Cleo (@cleo) June 20, 2018}" },
    { "<table><td>" A_OPEN "<td>" C, "ida{" A_OPEN "}cleo{c &mdash; Cleo (@cleo) June 20, 2018}" },
    { "<table><tr>" A_OPEN "<table><td>x<tr><td>y</table></blockquote>",
      "ida{" A_OPEN "<table><td>x<tr><td>y</table></blockquote>}" },
    { A_OPEN "<p>x<p>" A "<p>y", "ida{" A_OPEN "}ida{" A "}" },
    { A_OPEN "<p>x" B "</blockquote>", "bob{" B "}ida{" A_OPEN "<p>x" B "</blockquote>}" },
    { A_OPEN "<p>x" VIDEO "y</blockquote>",
      "{" VIDEO "}ida{" A_OPEN "<p>x" VIDEO "y</blockquote>}" },
    { QUOTE "<p>a</p>&mdash; Ida (@ida) June 19, 2018" VIDEO "</blockquote>",
      "{" VIDEO "}ida{" QUOTE "<p>a</p>&mdash; Ida (@ida) June 19, 2018" VIDEO "</blockquote>}" },
    { "<div class=embed data-src=https://a.example/x><p>x" B "y", "bob{" B "}" },
    { "<div class=embed data-src=https://a.example/x><p>x" B "y</div>", "bob{" B "}" },
    { "<div class=twitter-video><p>x" B "y</div>",
      "bob{<div class=twitter-video><p>x" B "y</div>}" },
    { "<body data-platform=desktop data-src=https://a.example/x>" C "</body>",
      "cleo{c &mdash; Cleo (@cleo) June 20, 2018}" },
    { "<div class=embed data-src=https://a.example/x>" C "</div>",
      "cleo{c &mdash; Cleo (@cleo) June 20, 2018}" },
    { BLOCK "<figure><div class=wp-block-embed__wrapper>" B_URL "</div></figure><p>x",
      "bob{" BLOCK "<figure><div class=wp-block-embed__wrapper>" B_URL "</div>}" },
    { "<div>" BLOCK "<p>x</div>" C, "bob{" BLOCK "}cleo{c &mdash; Cleo (@cleo) June 20, 2018}" },
    { BLOCK "<p>x<!-- /wp:embed -->" C,
      "bob{" BLOCK "<p>x<!-- /wp:embed -->}cleo{c &mdash; Cleo (@cleo) June 20, 2018}" },
    { "<p>" B_URL "</p>" B, "bob{" B_URL "</p>" B "}" },
    { "<p>" B_URL "</p>so" B, "bob{" B_URL "}bob{" B "}" },
    { A_8 "<p>" A_8,
      "ida{" A_OPEN "}ida{" A_OPEN "}ida{" A_OPEN "}ida{" A_OPEN "}ida{" A_OPEN "}ida{" A_OPEN
      "}ida{" A_OPEN "}ida{" A_OPEN "}ida{" A_OPEN "}ida{" A_OPEN "}ida{" A_OPEN "}ida{" A_OPEN
      "}ida{" A_OPEN "}ida{" A_OPEN "}ida{" A_OPEN "}ida{" A_OPEN "}" },
};

static void posts_end_where_they_end(void **state)
{
    (void)state;
    struct buffer got = BUFFER(1 << 20);
    for (size_t i = 0; i < COUNT_OF(spans); i++) {
        struct slice in = slice_from(spans[i].in);
        struct document d;
        buffer_reset(&got);
        assert_int_equal(scan_pieces(&html_type, "x.html", in, i % 8, &d), SCAN_OK);
        for (size_t j = 0; j < d.embed_count; j++) {
            const struct embed *e = &d.embeds[j];
            buffer_add(&got, e->author.handle);
            buffer_add_char(&got, '{');
            buffer_add(&got, slice_part(in, (size_t)e->span.start, (size_t)e->span.end));
            buffer_add_char(&got, '}');
        }
        assert_string_equal(buffer_string(&got), spans[i].want);
        document_free(&d);
    }
    buffer_free(&got);
}

/* Where a post begins is asked for when it has ended: many links, or a lot of markup, behind. */
static void assert_far_post(const char *before, const char *again, size_t times, const char *after,
                            uint64_t start, uint64_t line)
{
    struct buffer page = BUFFER(1 << 24);
    struct document d;
    buffer_add(&page, slice_from(before));
    for (size_t i = 0; i < times; i++) {
        buffer_add(&page, slice_from(again));
    }
    buffer_add(&page, slice_from(after));
    assert_int_equal(scan_pieces(&html_type, "x.html", buffer_slice(&page), 5000, &d), SCAN_OK);
    assert_int_equal(d.embed_count, 1);
    assert_int_equal(d.embeds[0].span.start, start);
    assert_int_equal(d.embeds[0].span.line, line);
    assert_int_equal(d.embeds[0].span.column, 2);
    document_free(&d);
    buffer_free(&page);
}

static void posts_may_be_long(void **state)
{
    (void)state;
    static const char in_tags[] = "\n\n <blockquote class=twitter-tweet><a "
                                  "href=https://twitter.com/a/status/1008861919441846272>x</a>\n";
    static const size_t times[] = { 10, 1000, 6000, 12000, 30000 };
    for (size_t i = 0; i < COUNT_OF(times); i++) {
        assert_far_post(in_tags, "<b></b>\n", times[i], "<a href=http://a.bc/>b</a></blockquote>",
                        3, 3);
        assert_far_post("\n\n<p>Boats.</p>\n Ice on the quay ", "<b></b>\n", 20 * times[i],
                        "http://t.co/abcdefg<br>&mdash; Maya (@maya_l) June 19, 2018", 17, 4);
    }
}

/* Its beginning is asked for when its end was read, long after the bytes before it were let go. */
static void a_long_post_knows_its_line(void **state)
{
    (void)state;
    enum { LINES = 3000 };
    struct buffer html = BUFFER(1 << 22);
    for (size_t i = 0; i < LINES; i++) {
        buffer_add(&html, SLICE("<p>Words of the page on a line of their own.\n"));
    }
    buffer_add(&html, SLICE("  <blockquote class=twitter-tweet>"));
    for (size_t i = 0; i < LINES; i++) {
        buffer_add(&html, SLICE("<p>Words of a very long post.\n"));
    }
    buffer_add(&html,
               SLICE("<a href=https://twitter.com/a/status/20>May 1, 2006</a></blockquote>"));
    static const size_t pieces[] = { 0, 1000, 70000 };
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        for (size_t type = 0; type < 2; type++) {
            struct scan_options options = { .type = type ? "markdown" : "html" };
            struct document d;
            assert_int_equal(scan_pieces(&options, "x", buffer_slice(&html), pieces[i], &d),
                             SCAN_OK);
            assert_int_equal(d.embed_count, 1);
            assert_int_equal(d.embeds[0].span.line, LINES + 1);
            assert_int_equal(d.embeds[0].span.column, 3);
            assert_int_equal(d.embeds[0].span.end, html.length);
            document_free(&d);
        }
    }
    buffer_free(&html);
}

static void nothing_is_a_page_too(void **state)
{
    (void)state;
    struct document d;
    assert_int_equal(scan_pieces(&html_type, "x.html", SLICE(""), 0, &d), SCAN_OK);
    assert_int_equal(d.link_count + d.embed_count, 0);
    document_free(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(links_of_attributes_and_text),
        cmocka_unit_test(resources_are_asked_for),
        cmocka_unit_test(a_flattened_post_is_found_across_tags),
        cmocka_unit_test(anchors_are_folded),
        cmocka_unit_test(a_long_post_knows_its_line),
        cmocka_unit_test(posts_may_be_long),
        cmocka_unit_test(a_long_title_is_cut),
        cmocka_unit_test(spaces_that_fold_are_found),
        cmocka_unit_test(a_link_that_leads_nowhere_ends_the_one_before),
        cmocka_unit_test(nothing_is_a_page_too),
        cmocka_unit_test(a_page_says_what_it_is),
        cmocka_unit_test(reads_xhtml),
        cmocka_unit_test(a_base_may_come_late),
        cmocka_unit_test(tells_when_it_was_published),
        cmocka_unit_test(posts_end_where_they_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
