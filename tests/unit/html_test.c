#include "unit.h"

#include <stdlib.h>

#include "base/time.h"
#include "syntax/html.h"
#include "syntax/html_names.h"

/* Writes tokens in short: "<name>", "</name>", "'text'", "!comment!", "D"; raw text in backquotes.
 */
static void describe(struct slice input, struct buffer *into)
{
    struct html h = HTML_OVER(input);
    struct html_token t;
    buffer_reset(into);
    for (html_next(&h, &t); t.type != HTML_END; html_next(&h, &t)) {
        assert_true(t.whole.length > 0);
        const char *marks[] = { [HTML_OPEN] = "<>",
                                [HTML_CLOSE] = "{}",
                                [HTML_COMMENT] = "!!",
                                [HTML_DOCTYPE] = "DD",
                                [HTML_TEXT] = t.raw ? "``" : "''" };
        buffer_add_char(into, marks[t.type][0]);
        buffer_add(into, t.name.data ? t.name : t.type == HTML_DOCTYPE ? SLICE("") : t.text);
        buffer_add(into, t.self_closing ? SLICE("/") : SLICE(""));
        buffer_add_char(into, marks[t.type][1]);
    }
}

static const struct {
    const char *in, *want;
} tokens[] = {
    { "", "" },
    { "plain", "'plain'" },
    { "a<b>c</b>d", "'a'<b>'c'{b}'d'" },
    { "a < b <3 c", "'a < b <3 c'" },
    { "<", "'<'" },
    { "</", "'</'" },
    { "a</>b", "'a'!!'b'" },
    { "</ x>b", "! x!'b'" },
    { "<?php x ?>b", "!php x ?!'b'" },
    { "<!doctype html><p>", "DD<p>" },
    { "<!DOCTYPE html \"a>b\">", "DD'b\">'" },
    { "<!x>", "!x!" },
    { "<br/><br /><a href=x/>", "<br/><br/><a>" },
    { "<a/b>", "<a>" },
    { "<A HREF='a>b' x=\"c>d\" y=e>f", "<A>'f'" },
    { "<a =>b", "<a>'b'" },
    { "<a b=>c", "<a>'c'" },
    { "<a b='c'd>e", "<a>'e'" },
    { "a<b c", "'a'" },
    { "a<b c='d>e", "'a'" },
    { "<!--a-->b", "!a!'b'" },
    { "<!-->b", "!!'b'" },
    { "<!--->b", "!!'b'" },
    { "<!---->b", "!!'b'" },
    { "<!--a--!>b", "!a!'b'" },
    { "<!--a--b-->c", "!a--b!'c'" },
    { "<!--a--->b", "!a-!'b'" },
    { "<!--a", "!a!" },
    { "<!--", "!!" },
    { "<title>a<b>&amp;</title>c", "<title>'a<b>&amp;'{title}'c'" },
    { "<TITLE>a</titlex></title >c", "<TITLE>'a</titlex>'{title}'c'" },
    { "<textarea><p></textarea>", "<textarea>'<p>'{textarea}" },
    { "<style><p></style>", "<style>`<p>`{style}" },
    { "<iframe><p></iframe>", "<iframe>`<p>`{iframe}" },
    { "<noscript><p></noscript>", "<noscript><p>{noscript}" },
    { "<plaintext><p></plaintext>", "<plaintext>`<p></plaintext>`" },
    { "<title></title>", "<title>{title}" },
    { "<title>a", "<title>'a'" },
    { "<script>a<b></script>c", "<script>`a<b>`{script}'c'" },
    { "<script>a</scripts></script/>c", "<script>`a</scripts>`{script/}'c'" },
    { "<script><!--a</script>b", "<script>`<!--a`{script}'b'" },
    { "<script><!--<script>a</script>b--></script>c",
      "<script>`<!--<script>a</script>b-->`{script}'c'" },
    { "<script><!--<script>a--></script>b", "<script>`<!--<script>a-->`{script}'b'" },
    { "<script><!--><script></script>b", "<script>`<!--><script>`{script}'b'" },
    { "<script><!--<scripts></script>b", "<script>`<!--<scripts>`{script}'b'" },
    { "<script/>a</script>", "<script/>`a`{script}" },
    { "<svg><title><b>", "<svg><title><b>" },
    { "<svg><style><b></style></svg><style><b>", "<svg><style><b>{style}{svg}<style>`<b>`" },
    { "<svg><script><b></script>", "<svg><script><b>{script}" },
    { "<svg><![CDATA[<b>]]></svg><![CDATA[<b>]]>", "<svg>`<b>`{svg}![CDATA[<b!']]>'" },
    { "<svg/><style><b>", "<svg/><style>`<b>`" },
    { "<svg><foreignObject><style><b></style></foreignObject><style><b>",
      "<svg><foreignObject><style>`<b>`{style}{foreignObject}<style><b>" },
    { "<svg><g><p><style><b>", "<svg><g><p><style>`<b>`" },
    { "<math><mi><style><b></style></mi><style><b>",
      "<math><mi><style>`<b>`{style}{mi}<style><b>" },
};

static void cuts_tokens(void **state)
{
    (void)state;
    struct buffer got = BUFFER(4096);
    for (size_t i = 0; i < COUNT_OF(tokens); i++) {
        describe(slice_from(tokens[i].in), &got);
        struct slice want = slice_from(tokens[i].want);
        if (!slice_equal(buffer_slice(&got), want)) {
            fail_msg("%s: got %.*s, want %s", tokens[i].in, (int)got.length, got.data, want.data);
        }
    }
    buffer_free(&got);
}

static void reads_attributes(void **state)
{
    (void)state;
    struct html h = HTML_OVER(SLICE("<a HREF = 'x y' b=\"c'>\"d e=f/g /h == i='' href=second j=>"));
    struct html_token t;
    html_next(&h, &t);
    assert_int_equal(t.type, HTML_OPEN);
    assert_slice(t.name, "a");
    assert_slice(html_attribute(&t, SLICE("href")), "x y");
    assert_slice(html_attribute(&t, SLICE("b")), "c'>");
    assert_slice(html_attribute(&t, SLICE("d")), "");
    assert_slice(html_attribute(&t, SLICE("e")), "f/g");
    assert_slice(html_attribute(&t, SLICE("h")), "=");
    assert_slice(html_attribute(&t, SLICE("i")), "");
    assert_slice(html_attribute(&t, SLICE("j")), "");
    assert_null(html_attribute(&t, SLICE("k")).data);
    struct slice rest = t.attributes;
    struct html_attribute a;
    size_t count = 0;
    while (html_next_attribute(&rest, &a)) {
        count++;
    }
    assert_int_equal(count, 8);
    html_next(&h, &t);
    assert_int_equal(t.type, HTML_END);
    html_next(&h, &t);
    assert_int_equal(t.type, HTML_END);
}

static const struct {
    const char *in, *text, *attribute; /* attribute NULL: as text */
} references[] = {
    { "plain", "plain", NULL },
    { "a&amp;b", "a&b", NULL },
    { "&lt;&gt;&quot;&apos;&#39;&#x27;&#X27;", "<>\"''''", NULL },
    { "&amp;amp;", "&amp;", NULL },
    { "?a=b&amp=c&ampd", "?a=b&=c&d", "?a=b&amp=c&ampd" },
    { "?a=b&copy=c", "?a=b\xc2\xa9=c", "?a=b&copy=c" },
    { "?a=b&copy;=c", "?a=b\xc2\xa9=c", NULL },
    { "&copy.", "\xc2\xa9.", NULL },
    { "&notit;", "\xc2\xacit;", "&notit;" },
    { "&notin;", "\xe2\x88\x89", NULL },
    { "&mdash", "&mdash", NULL },
    { "&mdash;&ndash;&hellip;", "\xe2\x80\x94\xe2\x80\x93\xe2\x80\xa6", NULL },
    { "&nbsp;&nbspx", "\xc2\xa0\xc2\xa0x", "\xc2\xa0&nbspx" },
    { "&Eacute;&eacute&scaron;", "\xc3\x89\xc3\xa9\xc5\xa1", "\xc3\x89\xc3\xa9\xc5\xa1" },
    { "&#8212;&#x2014", "\xe2\x80\x94\xe2\x80\x94", NULL },
    { "&#151;&#x80;&#x81;", "\xe2\x80\x94\xe2\x82\xac\xc2\x81", NULL },
    { "&#0;&#xd800;&#x110000;&#99999999999999999999;",
      "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", NULL },
    { "&#x1f600;", "\xf0\x9f\x98\x80", NULL },
    { "&#;&#x;&#xg;&#", "&#;&#x;&#xg;&#", NULL },
    { "&;&&amp", "&;&&", NULL },
    { "&", "&", NULL },
    { "&nosuchname;", "&nosuchname;", NULL },
    { "&AMP;&LT&colon;&sol;", "&<:/", NULL },
    { "&thisnameislongerthananynamethatthereis;", "&thisnameislongerthananynamethatthereis;",
      NULL },
};

static void decodes_references(void **state)
{
    (void)state;
    struct buffer got = BUFFER(4096);
    for (size_t i = 0; i < COUNT_OF(references); i++) {
        const char *wants[] = { references[i].text, references[i].attribute
                                                        ? references[i].attribute
                                                        : references[i].text };
        for (int in_attribute = 0; in_attribute < 2; in_attribute++) {
            buffer_reset(&got);
            html_decode(slice_from(references[i].in), in_attribute, &got);
            assert_slice(buffer_slice(&got), wants[in_attribute]);
        }
    }
    buffer_free(&got);
}

static void names_are_sorted(void **state)
{
    (void)state;
    assert_int_equal(html_name_count, 2125);
    for (size_t i = 1; i < html_name_count; i++) {
        assert_true(strcmp(html_names[i - 1].name, html_names[i].name) < 0);
    }
}

static const struct {
    const char *in, *want; /* NULL: it moves nowhere */
} scripts[] = {
    { "location='/a'", "/a" },
    { "location.replace(\"https:\\/\\/news.example\\/a\")", "https:\\/\\/news.example\\/a" },
    { "window.opener = null; location.replace(\"a\")", "a" },
    { "window.location = 'a';", "a" },
    { "window . location\n.href\n=\n'a'\nfoo()", "a" },
    { "document.location.href=\"a\";", "a" },
    { "top.location.assign( 'a' );", "a" },
    { "self.parent.top.location='a'", "a" },
    { "if (x) { location.href = 'a' }", "a" },
    { "function go() { return location.replace('a', 1) }", "a" },
    { "location='a' // go", "a" },
    { "location='a\\'b'", "a\\'b" },
    { "s = 'x'; location = 'a'", "a" },
    { "location=''", "" },
    { "<!--\nlocation='a'\n//-->", "a" },
    { "", NULL },
    { "location", NULL },
    { "location=", NULL },
    { "location=url", NULL },
    { "location='a'+b", NULL },
    { "location='a'.concat(b)", NULL },
    { "location.replace('a'+b)", NULL },
    { "location.replace('a'", NULL },
    { "location=`a`", NULL },
    { "location=='a'", NULL },
    { "location==='a'", NULL },
    { "location.hash='a'", NULL },
    { "location.href.replace('a','b')", NULL },
    { "location.location='a'", NULL },
    { "location.href.location='a'", NULL },
    { "x.location='a'", NULL },
    { "f().location='a'", NULL },
    { "mylocation='a'", NULL },
    { "location2='a'", NULL },
    { "var location='a'", NULL },
    { "// location='a'", NULL },
    { "/* location='a' */", NULL },
    { "/* location='a'", NULL },
    { "<!-- location='a'", NULL },
    { "'location=\"a\"'", NULL },
    { "`location='a'`", NULL },
    { "location='a\nb'", NULL },
    { "location='a", NULL },
    { "location='a\\'", NULL },
    { "history.replace('a')", NULL },
};

static void finds_moves(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(scripts); i++) {
        struct slice got = html_script_target(slice_from(scripts[i].in));
        if ((got.data != NULL) != (scripts[i].want != NULL)) {
            fail_msg("%s: %s", scripts[i].in, got.data ? "moves" : "moves nowhere");
        }
        assert_slice(got, scripts[i].want);
    }
}

static const struct {
    const char *in, *want;
} escapes[] = {
    { "", "" },
    { "https:\\/\\/news.example\\/a", "https://news.example/a" },
    { "\\x41\\x2f\\u00e9\\u{1F600}\\ud83d\\ude00", "A/\xc3\xa9\xf0\x9f\x98\x80\xf0\x9f\x98\x80" },
    { "\\ud83d\\u0041\\ude00", "\xef\xbf\xbd"
                               "A\xef\xbf\xbd" },
    { "\\n\\t\\'\\\"\\\\\\q", "\n\t'\"\\q" },
    { "a\\\nb", "ab" },
    { "\\x4\\u12\\u{}\\u{1234567}", "x4u12u{}u{1234567}" },
    { "a\\", "a" },
};

static void undoes_escapes(void **state)
{
    (void)state;
    struct buffer got = BUFFER(4096);
    for (size_t i = 0; i < COUNT_OF(escapes); i++) {
        buffer_reset(&got);
        html_unescape_script(slice_from(escapes[i].in), &got);
        assert_slice(buffer_slice(&got), escapes[i].want);
    }
    buffer_free(&got);
}

static const struct {
    const char *in;
    struct {
        const char *title, *base, *canonical, *refresh, *quiet_refresh, *script_target;
        bool shows_text;
    } want;
} pages[] = {
    { "", { 0 } },
    /* A short link's answer to a browser, and its older form. */
    { "<head><meta name=\"referrer\" content=\"always\"><noscript><META http-equiv=\"refresh\" "
      "content=\"0;URL=https://news.example/a?b=c&amp;d=e\"></noscript><title>https://news.example/"
      "a"
      "</title></head><script>window.opener = null; "
      "location.replace(\"https:\\/\\/news.example\\/a\")"
      "</script>",
      { .title = "https://news.example/a",
        .quiet_refresh = "0;URL=https://news.example/a?b=c&amp;d=e",
        .script_target = "https:\\/\\/news.example\\/a" } },
    { "<noscript><META http-equiv=\"refresh\" content=\"0;URL=http://news.example/\"></noscript>"
      "<title>http://news.example/</title><script>window.opener = null; "
      "location.replace(\"http:\\/\\/news.example\\/\")</script>",
      { .title = "http://news.example/",
        .quiet_refresh = "0;URL=http://news.example/",
        .script_target = "http:\\/\\/news.example\\/" } },
    { "<!doctype html><html><head><base target=x><base href=/b/><base href=/c/>"
      "<link rel=\"shortlink CANONICAL\" href='https://news.example/a'><link rel=canonical href=/z>"
      "<title>A &amp; B</title><title>C</title><body>Hello",
      { .title = "A &amp; B",
        .base = "/b/",
        .canonical = "https://news.example/a",
        .shows_text = true } },
    { "<meta http-equiv=refresh content=x><meta http-equiv=REFRESH content='5'>"
      "<meta http-equiv=refresh content='0;url=a'>",
      { .refresh = "5" } },
    { "<meta http-equiv=refresh content='0;url=a'> &nbsp; \xc2\xa0<p></p><style>p{}</style>"
      "<script>x()</script><noscript>Turn on scripts</noscript><!-- comment -->",
      { .refresh = "0;url=a" } },
    { "<meta name=refresh content='0;url=a'><meta http-equiv=refresh>", { 0 } },
    { "<link rel=canonicals href=/a><link rel=canonical><link href=/b>", { 0 } },
    { "<script>location='/a'</script>Moved.", { .shows_text = true } },
    { "<script src=x>location='/a'</script>", { 0 } },
    { "<script type=application/ld+json>location='/a'</script><script "
      "type=text/javascript>location='/b'"
      "</script>",
      { .script_target = "/b" } },
    { "<script "
      "type=module>x()</script><script>location='/a'</script><script>location='/b'</script>",
      { .script_target = "/a" } },
    { "<svg><title>Not it</title></svg><title>It</title>", { .title = "It", .shows_text = true } },
    { "<textarea>words</textarea>", { .shows_text = true } },
    { "<!-- <meta http-equiv=refresh content='0;url=a'> -->", { 0 } },
    { "<title><meta http-equiv=refresh content='0;url=a'></title>",
      { .title = "<meta http-equiv=refresh content='0;url=a'>" } },
};

static void reads_pages(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        struct html_page got;
        html_read_page(slice_from(pages[i].in), &got);
        assert_slice(got.title, pages[i].want.title);
        assert_slice(got.base, pages[i].want.base);
        assert_slice(got.canonical, pages[i].want.canonical);
        assert_slice(got.refresh, pages[i].want.refresh);
        assert_slice(got.quiet_refresh, pages[i].want.quiet_refresh);
        assert_slice(got.script_target, pages[i].want.script_target);
        if (got.shows_text != pages[i].want.shows_text) {
            fail_msg("%s: shows_text %d", pages[i].in, got.shows_text);
        }
    }
}

/* What would take hours if any of it were quadratic. */
static const char *const repeated[] = {
    "<",
    "</",
    "<!",
    "<!--",
    "<a ",
    "<a b='",
    "<a b=",
    "<a b=\"c\"",
    "<a",
    "-",
    "<!---",
    "<svg>",
    "<svg><p>",
    "<svg><desc>",
    "<title>",
    "<script>",
    "<!--<script>",
    "</script",
    "<title></titl",
    "<svg><![CDATA[",
    "&",
    "&#",
    "&#1",
    "&amp",
    "&a",
    "<?",
    "<script>location='",
    "<script>'",
    "<script>\\\"",
    "<script>`\\`",
    "<script>/*",
    "<script>location.",
    "<script>location ",
    "<script>location=\"a\\\"",
    "<meta http-equiv=refresh content=1>",
    "=",
    " ",
    "<a/",
    "<link rel='a ",
    "&nbsp;",
};

static void takes_linear_time(void **state)
{
    (void)state;
    enum { SIZE = 1 << 20 };
    char *bytes = malloc(SIZE);
    assert_non_null(bytes);
    struct buffer got = BUFFER((size_t)SIZE * 4);
    for (size_t i = 0; i < COUNT_OF(repeated); i++) {
        /* Those in a script: once the element, then the rest of it over and over. */
        size_t length = strlen(repeated[i]);
        bool script = strncmp(repeated[i], "<script>", 8) == 0 && length > 8;
        for (size_t at = 0; at < SIZE; at++) {
            size_t from = script && at >= 8 ? 8 : 0;
            bytes[at] = repeated[i][from + at % (length - from)];
        }
        int64_t begin = time_tick_ms();
        struct html_page page;
        html_read_page(slice_of(bytes, SIZE), &page);
        buffer_reset(&got);
        html_decode(slice_of(bytes, SIZE), true, &got);
        int64_t ms = time_tick_ms() - begin;
        if (ms > 3000) {
            fail_msg("1 MB of %s took %lld ms", repeated[i], (long long)ms);
        }
    }
    free(bytes);
    buffer_free(&got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cuts_tokens),        cmocka_unit_test(reads_attributes),
        cmocka_unit_test(decodes_references), cmocka_unit_test(names_are_sorted),
        cmocka_unit_test(finds_moves),        cmocka_unit_test(undoes_escapes),
        cmocka_unit_test(reads_pages),        cmocka_unit_test(takes_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
