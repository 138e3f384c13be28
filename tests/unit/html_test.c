#include "unit.h"
#include "unit/growth.h"

#include <stdio.h>
#include <stdlib.h>

#include "syntax/html_names.h"
#include "syntax/html_page.h"

/* Writes tokens in short: "<name>", "</name>", "'text'", "!comment!", "D"; raw text in backquotes.
 * Texts in a row are one. */
static void describe_token(const struct html_token *t, struct buffer *into)
{
    static const char *const marks[] = { [HTML_OPEN] = "<>",
                                         [HTML_CLOSE] = "{}",
                                         [HTML_COMMENT] = "!!",
                                         [HTML_DOCTYPE] = "DD",
                                         [HTML_TEXT] = "''" };
    const char *mark = t->raw ? "``" : marks[t->type];
    assert_true(t->whole.length > 0);
    if (t->type == HTML_TEXT && into->length && into->data[into->length - 1] == mark[1]) {
        into->length--;
    } else {
        buffer_add_char(into, mark[0]);
    }
    buffer_add(into, t->name.data ? t->name : t->type == HTML_DOCTYPE ? SLICE("") : t->text);
    buffer_add(into, t->self_closing ? SLICE("/") : SLICE(""));
    buffer_add_char(into, mark[1]);
}

/* Moves the window on to where the next token begins, with `more` bytes behind what it had. */
static void slide(struct html *h, struct slice input, size_t more)
{
    size_t from = (size_t)(h->input.data + h->at - input.data);
    size_t to = (size_t)(h->input.data + h->input.length - input.data) + more;
    h->more = to < input.length;
    html_slide(h, slice_part(input, from, h->more ? to : input.length));
}

/* In windows that grow by `step` bytes; 0: in one. */
static void describe(struct slice input, size_t step, struct buffer *into)
{
    struct html h = HTML_OVER(step ? slice_part(input, 0, 0) : input);
    struct html_token t;
    h.more = step > 0;
    buffer_reset(into);
    for (html_next(&h, &t); t.type != HTML_END; html_next(&h, &t)) {
        if (t.type == HTML_MORE) {
            assert_true(h.more);
            slide(&h, input, step);
        } else {
            describe_token(&t, into);
        }
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
    { "<svg><![CDATA[a]]]b]]>c", "<svg>`a]]]b`'c'" },
    { "<svg><![CDATA[]]>c", "<svg>'c'" },
    { "<svg><![CDATA[a]]", "<svg>`a]]`" },
    { "<svg><font><style><b></svg>", "<svg><font><style><b>{svg}" },
    { "<svg><font color=x><style><b>", "<svg><font><style>`<b>`" },
    { "<div><svg></div><style><b>", "<div><svg>{div}<style>`<b>`" },
    { "<svg></p><style><b>", "<svg>{p}<style>`<b>`" },
    { "<svg></div><style><b>", "<svg>{div}<style><b>" },
    { "<img><svg></img><style><b>", "<img><svg>{img}<style><b>" },
    { "<svg><math><mi><style><b>", "<svg><math><mi><style><b>" },
    { "<math><svg></svg><style><b>", "<math><svg>{svg}<style><b>" },
    { "<math><annotation-xml><svg><desc><style><b>",
      "<math><annotation-xml><svg><desc><style>`<b>`" },
    { "<math><annotation-xml><desc><style><b>", "<math><annotation-xml><desc><style><b>" },
    { "<math><annotation-xml encoding=Text/HTML><style><b>", "<math><annotation-xml><style>`<b>`" },
    { "<svg><desc><title>a</title><style><b></desc><style><b>",
      "<svg><desc><title>'a'{title}<style>`<b></desc><style><b>`" },
    { "<svg><title>a</title><style><b>", "<svg><title>'a'{title}<style><b>" },
    { "<svg><title><title>a</title><style><b>", "<svg><title><title>'a'{title}<style>`<b>`" },
    { "<script><!--</script><script><script></script>b",
      "<script>`<!--`{script}<script>`<script>`{script}'b'" },
    { "<svg><desc></svg><style><b>", "<svg><desc>{svg}<style>`<b>`" },
    { "<template><svg></template><style><b>", "<template><svg>{template}<style>`<b>`" },
    { "<svg><g><p><style><b>", "<svg><g><p><style>`<b>`" },
    { "<math><mi><style><b></style></mi><style><b>",
      "<math><mi><style>`<b>`{style}{mi}<style><b>" },
};

static void check_tokens(struct slice in, const char *want, size_t step, struct buffer *got)
{
    describe(in, step, got);
    if (!slice_equal(buffer_slice(got), slice_from(want))) {
        fail_msg("%.*s by %zu: got %.*s, want %s", (int)in.length, in.data, step, (int)got->length,
                 got->data, want);
    }
}

static void cuts_tokens(void **state)
{
    (void)state;
    struct buffer got = BUFFER(4096);
    for (size_t i = 0; i < COUNT_OF(tokens); i++) {
        struct slice in = slice_from(tokens[i].in);
        for (size_t step = 0; step <= in.length; step++) {
            check_tokens(in, tokens[i].want, step, &got);
        }
    }
    buffer_free(&got);
}

/* Text is not cut in these, wherever the window ends. */
static const char *const uncut[] = {
    "&amp;",
    "&",
    "&#",
    "&#0000000000000000000000000000000000000000000065;",
    "&#x1f600",
    "&NotEqualTilde;",
    "\xf0\x9f\x98\x80",
    "\xe2\x80\x94",
    "\r\n",
};

static void keeps_text_whole(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(uncut); i++) {
        struct slice in = slice_from(uncut[i]);
        for (size_t end = 1; end < in.length; end++) {
            struct html h = HTML_OVER(slice_part(in, 0, end));
            struct html_token t;
            h.more = true;
            html_next(&h, &t);
            assert_int_equal(t.type, HTML_MORE);
            assert_int_equal(h.at, 0);
            slide(&h, in, in.length);
            html_next(&h, &t);
            assert_int_equal(t.type, HTML_TEXT);
            assert_slice(t.text, uncut[i]);
        }
    }
}

static void gives_json_whole(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        bool all, whole;
    } scripts_in[] = {
        { "<script type='application/ld+json'>{\"a\":1}</script>", false, true },
        { "<script type=application/json>{\"a\":1}</script>", false, true },
        { "<script>{\"a\":1}</script>", false, false },
        { "<script>{\"a\":1}</script>", true, true },
        { "<style type=json>{\"a\":1}</style>", true, false },
    };
    for (size_t i = 0; i < COUNT_OF(scripts_in); i++) {
        struct slice in = slice_from(scripts_in[i].in);
        struct html h = HTML_OVER(slice_part(in, 0, slice_find(in, '1')));
        struct html_token t;
        h.more = true;
        h.whole_scripts = scripts_in[i].all;
        html_next(&h, &t);
        html_next(&h, &t);
        assert_int_equal(t.type, scripts_in[i].whole ? HTML_MORE : HTML_TEXT);
        slide(&h, in, in.length);
        html_next(&h, &t);
        assert_slice(t.text, scripts_in[i].whole ? "{\"a\":1}" : "1}");
    }
}

/* Windows that never hold more than eight bytes. */
static const struct {
    const char *in, *want;
} full[] = {
    { "<!--0123456789-->a", "!0123!!456789!!!'a'" },
    { "<!x0123456789>a", "!x01234!!56789!'a'" },
    { "<a b c d='e>f' g>h", "<a>'h'" },
    { "<a b='>>>>>>>>>' c=\">\" d=e/>h", "<a>'h'" },
    { "<a b=cdefghijk l='>'>m", "<a>'m'" },
    { "</a bcdefghijk =\">\" >h", "{a}'h'" },
    { "<style bcdefghij=k><b></style x>h", "<style>`<b>`{style}'h'" },
    { "&#00000000000065;", "'&#00000000000065;'" },
    { "abcdefghijkl<b>", "'abcdefghijkl'<b>" },
};

static void gives_parts_of_what_is_too_long(void **state)
{
    (void)state;
    enum { WINDOW = 8 };
    struct buffer got = BUFFER(4096);
    for (size_t i = 0; i < COUNT_OF(full); i++) {
        struct slice in = slice_from(full[i].in);
        struct html h = HTML_OVER(slice_part(in, 0, 0));
        struct html_token t = { .type = HTML_MORE };
        buffer_reset(&got);
        for (h.more = true; t.type != HTML_END; html_next(&h, &t)) {
            if (t.type == HTML_MORE) {
                size_t left = h.input.length - h.at;
                h.full = left == WINDOW;
                slide(&h, in, WINDOW - left);
            } else {
                describe_token(&t, &got);
                h.full = false;
            }
        }
        assert_slice(buffer_slice(&got), full[i].want);
    }
    buffer_free(&got);
}

static const struct {
    const char *in, *want; /* the names of the elements that are part of the page */
} inert[] = {
    { "<a><template><b><template><i></template><u></template><p>", "a template p " },
    { "<template><svg><style><b></template><p>", "template p " },
    { "<svg><template><b></template><a>", "svg template b a " },
    { "<svg><desc><template></svg><b></template></svg><p>", "svg desc template p " },
    { "<template shadowrootmode=open><b></template><p>", "template b p " },
    { "<template shadowrootmode=shut><b></template><p>", "template p " },
    { "<template/><b>", "template " },
    { "</template><b>", "b " },
};

static void tells_templates(void **state)
{
    (void)state;
    struct buffer got = BUFFER(256);
    for (size_t i = 0; i < COUNT_OF(inert); i++) {
        struct html h = HTML_OVER(slice_from(inert[i].in));
        struct html_token t;
        bool was = false;
        buffer_reset(&got);
        for (html_next(&h, &t); t.type != HTML_END; html_next(&h, &t)) {
            if (t.type == HTML_OPEN && !was) {
                buffer_add(&got, t.name);
                buffer_add_char(&got, ' ');
            }
            was = html_is_inert(&h);
        }
        assert_slice(buffer_slice(&got), inert[i].want);
    }
    buffer_free(&got);
}

static void counts_what_is_deep(void **state)
{
    (void)state;
    enum { DEPTH = 1000 };
    struct buffer page = BUFFER((size_t)1 << 20);
    for (size_t i = 0; i < DEPTH; i++) {
        buffer_add(&page, SLICE("<svg>"));
    }
    for (size_t i = 0; i < DEPTH; i++) {
        buffer_add(&page, SLICE("</svg>"));
    }
    struct html h = HTML_OVER(buffer_slice(&page));
    struct html_token t;
    size_t foreign = 0;
    for (html_next(&h, &t); t.type != HTML_END; html_next(&h, &t)) {
        foreign += html_is_foreign(&h);
    }
    assert_int_equal(foreign, 2 * DEPTH - 1);
    buffer_free(&page);
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
    { "&NotEqualTilde;&ngE;&bne;", "\xe2\x89\x82\xcc\xb8\xe2\x89\xa7\xcc\xb8=\xe2\x83\xa5", NULL },
    { "&Aopf;&CounterClockwiseContourIntegral;&zwnj;", "\xf0\x9d\x94\xb8\xe2\x88\xb3\xe2\x80\x8c",
      NULL },
    { "&CounterClockwiseContourIntegra;&amp;", "&CounterClockwiseContourIntegra;&", NULL },
    { "&#xfffe;&#x1ffff;&#x80", "\xef\xbf\xbe\xf0\x9f\xbf\xbf\xe2\x82\xac", NULL },
    { "a\r\nb\rc&#13;", "a\r\nb\rc\r", "a\nb\nc\r" },
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

/* The source of each decoded byte and its end, one letter each, the first byte being "a". */
static const struct {
    const char *in;
    bool in_attribute;
    const char *starts, *ends;
} maps[] = {
    { "abc", false, "abc", "bcd" },         { "a&amp;b", false, "abg", "bgh" },
    { "&lt;&lt;&gt", false, "aei", "eil" }, { "&nGt;&bne;x", false, "aaaaaaffffk", "ffffffkkkkl" },
    { "a\r\nb\r", true, "abde", "bdef" },   { "a&copy=", true, "abcdefg", "bcdefgh" },
};

static void maps_references(void **state)
{
    (void)state;
    struct buffer got = BUFFER(64);
    for (size_t i = 0; i < COUNT_OF(maps); i++) {
        struct offsets map = { 0 };
        buffer_reset(&got);
        html_decode_mapped(slice_from(maps[i].in), maps[i].in_attribute, 1000, &got, &map);
        assert_int_equal(got.length, strlen(maps[i].starts));
        assert_int_equal(map.decoded, got.length);
        for (size_t at = 0; at < got.length; at++) {
            assert_int_equal(offsets_start(&map, at), 1000 + maps[i].starts[at] - 'a');
            assert_int_equal(offsets_end(&map, at + 1), 1000 + maps[i].ends[at] - 'a');
        }
        offsets_free(&map);
    }
    struct offsets map = { 0 };
    buffer_reset(&got);
    html_decode_mapped(slice_of("a\0b", 3), false, 0, &got, &map);
    assert_slice(buffer_slice(&got), "ab");
    assert_int_equal(offsets_start(&map, 1), 2);
    html_decode_mapped(slice_of("\0", 1), true, 3, &got, &map);
    assert_slice(buffer_slice(&got), "ab\xef\xbf\xbd");
    assert_int_equal(offsets_end(&map, 5), 4);
    assert_true(html_is_plain(SLICE("a\rb"), false) && !html_is_plain(SLICE("a\rb"), true));
    assert_false(html_is_plain(SLICE("a&b"), false) || html_is_plain(slice_of("\0", 1), false));
    offsets_free(&map);
    buffer_free(&got);
}

/* In texts of every length, of which 16 bytes are looked at together. */
static void sees_what_is_not_plain_anywhere(void **state)
{
    enum { MOST = 50 };
    char bytes[MOST];
    static const char specials[] = { '&', '\0', '\r' };
    (void)state;
    for (size_t length = 0; length <= MOST; length++) {
        memset(bytes, 'a', sizeof bytes);
        assert_true(html_is_plain(slice_of(bytes, length), true));
        for (size_t at = 0; at < MOST; at++) {
            for (size_t i = 0; i < sizeof specials; i++) {
                bytes[at] = specials[i];
                bool plain = at >= length;
                assert_int_equal(html_is_plain(slice_of(bytes, length), true), plain);
                plain |= specials[i] == '\r';
                assert_int_equal(html_is_plain(slice_of(bytes, length), false), plain);
            }
            bytes[at] = 'a';
        }
    }
}

/* Two that stand so far apart, of which the second is in the rest behind whole steps. */
static void decodes_references_anywhere(void **state)
{
    struct buffer got = BUFFER(1 << 10);
    (void)state;
    for (size_t first = 0; first < 40; first++) {
        for (size_t second = 0; second < 40; second++) {
            char in[128], want[128];
            snprintf(in, sizeof in, "%.*s&amp;%.*s&lt;b", (int)first,
                     "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", (int)second,
                     "cccccccccccccccccccccccccccccccccccccccc");
            snprintf(want, sizeof want, "%.*s&%.*s<b", (int)first,
                     "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", (int)second,
                     "cccccccccccccccccccccccccccccccccccccccc");
            assert_slice(html_value(slice_from(in), &got), want);
        }
    }
    buffer_free(&got);
}

static void gives_each_attribute_once(void **state)
{
    (void)state;
    struct html h = HTML_OVER(SLICE("<a b=1 c=2 B=3 d e f g h i j k l m n o p q r s t c=4 u=5>"));
    struct html_token t;
    struct html_attribute list[HTML_ATTRIBUTES_MOST];
    html_next(&h, &t);
    assert_int_equal(html_attributes(&t, list, HTML_ATTRIBUTES_MOST), 20);
    assert_slice(list[0].value, "1");
    assert_slice(list[1].value, "2");
    assert_slice(list[2].name, "d");
    assert_slice(list[19].value, "5");
    assert_int_equal(html_attributes(&t, list, 2), 2);
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
    const char *in;
    struct {
        const char *title, *base, *canonical, *refresh, *quiet_refresh, *onload;
        bool refresh_has_base, quiet_has_base, shows_text, shows_media, loads_scripts;
        unsigned scripts, before_base;
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
        .scripts = 1,
        .before_base = 1 } },
    { "<noscript><META http-equiv=\"refresh\" content=\"0;URL=http://news.example/\"></noscript>"
      "<title>http://news.example/</title><script>window.opener = null; "
      "location.replace(\"http:\\/\\/news.example\\/\")</script>",
      { .title = "http://news.example/",
        .quiet_refresh = "0;URL=http://news.example/",
        .scripts = 1,
        .before_base = 1 } },
    { "<!doctype html><html><head><base target=x><base href=/b/><base href=/c/>"
      "<link rel=\"shortlink CANONICAL\" href='https://news.example/a'><link rel=canonical href=/z>"
      "<title>A &amp; B</title><title>C</title><body>Hello",
      { .title = "A &amp; B",
        .base = "/b/",
        .canonical = "https://news.example/a",
        .shows_text = true } },
    { "<meta http-equiv=refresh content=x><meta http-equiv=REFRESH content='5'>"
      "<meta http-equiv=refresh content='0;url=a'><meta http-equiv=refresh content='0;url=b'>",
      { .refresh = "0;url=b" } },
    { "<meta http-equiv=refresh content='0;url=a'><meta http-equiv=refresh content='1;url=b'>",
      { .refresh = "0;url=a" } },
    { "<noscript><base href=/a/></noscript><base href=/b/>", { .base = "/b/" } },
    { "<script for=window event=onload>1</script><script for=a event=onclick>2</script>"
      "<script language=javascript1.9>3</script><script language=JavaScript1.2>4</script>",
      { .scripts = 2, .before_base = 2 } },
    { "<meta http-equiv=refresh content='0;url=a'> &nbsp; \xc2\xa0&#160;\xe2\x80\x8b<p></p>"
      "<style>p{}</style>"
      "<script>x()</script><noscript>Turn on scripts</noscript><!-- comment -->",
      { .refresh = "0;url=a", .scripts = 1, .before_base = 1 } },
    { "<meta name=refresh content='0;url=a'><meta http-equiv=refresh>", { 0 } },
    { "<link rel=canonicals href=/a><link rel=canonical><link href=/b>", { 0 } },
    { "<script>1</script>Moved.", { .shows_text = true, .scripts = 1, .before_base = 1 } },
    { "<script src=x>1</script>", { .loads_scripts = true } },
    { "<script type=application/ld+json>1</script><script type=text/template>1</script>"
      "<script type=text/javascript>1</script><script type=''>1</script><script type=module>1"
      "</script><script type=module src=x></script><script type=text/vbscript>1</script>"
      "<script language=JavaScript1.2>1</script><script language=vbscript>1</script>"
      "<script nomodule>1</script>",
      { .loads_scripts = true, .scripts = 4, .before_base = 4 } },
    { "<script type=text/template src=x>1</script>", { 0 } },
    { "<noscript><script>1</script></noscript>", { 0 } },
    { "<svg><title>Not it</title></svg><title>It</title>", { .title = "It", .shows_text = true } },
    { "<textarea>words</textarea>", { .shows_text = true } },
    { "<!-- <meta http-equiv=refresh content='0;url=a'> -->", { 0 } },
    { "<title><meta http-equiv=refresh content='0;url=a'></title>",
      { .title = "<meta http-equiv=refresh content='0;url=a'>" } },
    /* What stands in a template is no part of the page. */
    { "<template><title>t</title><base href=/b/><link rel=canonical href=/c><meta "
      "http-equiv=refresh content='0;url=a'><script>1</script>text<body onload=x></template>",
      { 0 } },
    /* A base counts for what stands behind it. */
    { "<meta http-equiv=refresh content='0;url=a'><noscript><meta http-equiv=refresh "
      "content='0;url=b'></noscript><script>1</script><base href=/b/><script>2</script>",
      { .refresh = "0;url=a",
        .quiet_refresh = "0;url=b",
        .base = "/b/",
        .scripts = 2,
        .before_base = 1 } },
    { "<base href=/b/><meta http-equiv=refresh content='0;url=a'><noscript><meta "
      "http-equiv=refresh content='0;url=b'></noscript><script>1</script>",
      { .refresh = "0;url=a",
        .quiet_refresh = "0;url=b",
        .base = "/b/",
        .refresh_has_base = true,
        .quiet_has_base = true,
        .scripts = 1 } },
    { "<body onload='a()' onload=b><body onload='c()'>", { .onload = "a()" } },
    { "<meta http-equiv='r&#101;fresh' content='0&semi;url=a'>", { .refresh = "0&semi;url=a" } },
    { "<frameset onload='a()'><div onload=b>", { .onload = "a()" } },
    /* What is shown, and what only counts readers or decorates. */
    { "<frameset cols=*,*><frame src=a></frameset>", { .shows_media = true } },
    { "<iframe src=a width=600 height=100% style='border: none; overflow:hidden'></iframe>",
      { .shows_media = true } },
    { "<canvas></canvas>", { .shows_media = true } },
    { "<VIDEO src=a></VIDEO>", { .shows_media = true } },
    { "<object data=a></object>", { .shows_media = true } },
    { "<iframe src=a width=1 height=1></iframe><iframe src=a height=0></iframe>"
      "<iframe src=a hidden></iframe><iframe src=a style='display: none'></iframe><embed src=a "
      "style=visibility:hidden>"
      "<noscript><iframe src=a></iframe></noscript><template><video></video></template><img src=a>",
      { 0 } },
};

static void reads_pages(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        struct html_page got;
        struct script scripts;
        script_open(&scripts, NULL);
        html_read_page(slice_from(pages[i].in), &got, &scripts);
        assert_slice(got.title, pages[i].want.title);
        assert_slice(got.base, pages[i].want.base);
        assert_slice(got.canonical, pages[i].want.canonical);
        assert_slice(got.refresh, pages[i].want.refresh);
        assert_slice(got.quiet_refresh, pages[i].want.quiet_refresh);
        assert_slice(got.onload, pages[i].want.onload);
        assert_int_equal(got.refresh_has_base, pages[i].want.refresh_has_base);
        assert_int_equal(got.quiet_has_base, pages[i].want.quiet_has_base);
        assert_int_equal(got.loads_scripts, pages[i].want.loads_scripts);
        assert_int_equal(got.shows_media, pages[i].want.shows_media);
        assert_int_equal(scripts.scripts, pages[i].want.scripts);
        assert_int_equal(got.scripts_before_base, pages[i].want.before_base);
        if (got.shows_text != pages[i].want.shows_text) {
            fail_msg("%s: shows_text %d", pages[i].in, got.shows_text);
        }
        script_free(&scripts);
    }
}

static void knows_what_may_be_a_page(void **state)
{
    (void)state;
    static const char *const pages_starts[] = { "",           " \n<html>",     "<!DOCTYPE HTML ",
                                                "<A href=x>", "<!-- x",        "<scri",
                                                "<html/>",    "<?xml version", "<htmlx>",
                                                "<ax>" };
    static const char *const others[] = { "x<html>", "<meta>", "{", "\xef\xbb\xbf<html>",
                                          "<main>" };
    for (size_t i = 0; i < COUNT_OF(pages_starts); i++) {
        assert_true(html_may_be_page(slice_from(pages_starts[i])));
    }
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        assert_false(html_may_be_page(slice_from(others[i])));
    }
}

static void knows_what_may_be_xhtml(void **state)
{
    (void)state;
    static const char *const may[] = {
        "",
        "<",
        "<?xml version='1.0'?>\n<!DOCTYPE html>\n<ht",
        "<html xmlns='http://www.w3.org/1999/xhtml'>",
        "<!-- a --><html lang='en' xmlns=\"http://www.w3.org/1999/xhtml\"><head>",
    };
    static const char *const others[] = {
        "<html>",
        "<rss version='2.0'>",
        "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><x/>",
        "<a><html xmlns='http://www.w3.org/1999/xhtml'>",
    };
    for (size_t i = 0; i < COUNT_OF(may); i++) {
        assert_true(html_may_be_xhtml(slice_from(may[i])));
    }
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        assert_false(html_may_be_xhtml(slice_from(others[i])));
    }
}

/* The page may have been cut: what a script has lost is no error in it. */
static void knows_scripts_that_are_cut(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        bool counts;
    } rows[] = { { "<script>a(", true },
                 { "<script>a(</script>", false },
                 { "<script>a</script>", true } };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct html_page page;
        struct script scripts;
        script_open(&scripts, NULL);
        html_read_page(slice_from(rows[i].in), &page, &scripts);
        assert_int_equal(scripts.count > 0, rows[i].counts);
        script_free(&scripts);
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

/* Reads a page in windows that double until a token is whole in them. */
static void read_in_windows(struct slice page)
{
    enum { WINDOW = 4096 };
    struct html h = HTML_OVER(slice_part(page, 0, 0));
    struct html_token t;
    h.more = true;
    for (html_next(&h, &t); t.type != HTML_END; html_next(&h, &t)) {
        if (t.type == HTML_MORE) {
            size_t left = h.input.length - h.at;
            slide(&h, page, left > WINDOW ? left : WINDOW);
        }
    }
}

static void read_all_ways(const void *of, struct slice page)
{
    (void)of;
    struct html_page out;
    struct buffer decoded = BUFFER(page.length * 3 + 1);
    struct script scripts;
    script_open(&scripts, NULL);
    html_read_page(page, &out, &scripts);
    script_free(&scripts);
    read_in_windows(page);
    html_decode(page, true, &decoded);
    assert_false(decoded.failed);
    buffer_free(&decoded);
}

/* The pattern over and over; one in a script: the element once, then the rest of it. */
static void takes_linear_time(void **state)
{
    (void)state;
    struct slice script = SLICE("<script>");
    struct growth growth = { read_all_ways, NULL, "HTML" };
    for (size_t i = 0; i < COUNT_OF(repeated); i++) {
        struct slice pattern = slice_from(repeated[i]);
        struct hostile row = { .again = repeated[i] };
        if (slice_starts(pattern, script) && pattern.length > script.length) {
            row = (struct hostile){ .before = script.data, .again = pattern.data + script.length };
        }
        growth_check(&growth, &row);
    }
}

/* Bytes of one kind alone are not looked for again and again where those of another are many. */
static void decode(const void *of, struct slice zeros)
{
    struct slice bytes = slice_of(malloc(zeros.length), zeros.length);
    assert_non_null(bytes.data);
    memset((char *)bytes.data, *(const char *)of, bytes.length);
    read_all_ways(NULL, bytes);
    free((char *)bytes.data);
}

static void decodes_in_linear_time(void **state)
{
    (void)state;
    static const char kinds[] = { '\0', '\r', '&', ';' };
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        struct growth growth = { decode, &kinds[i], "bytes of one kind" };
        growth_check_large(&growth, &(struct hostile){ .again = "a" });
    }
}

/* An attribute as it is written: its marks, with a letter over and over for its name and value. */
static const struct {
    const char *before, *name, *equals, *behind;
    bool data, open; /* by its name; it has no value */
} written[] = {
    { " ", "n", "=\"", "\"", false, false },      { " ", "data-n", "=\"", "\"", true, false },
    { "\n", "data", "=\"", "\"", true, false },   { "  ", "N", "='", "'", false, false },
    { " ", "\x01", "=\"", "\"", false, false },   { " ", "n", " =\n\"", "\"", false, false },
    { " ", "d<?", "=", "", false, false },        { " ", "\xc3\xa9", "=\"", "\"", false, false },
    { " ", "n", "=\"<>='/", "\"", false, false }, { " ", "a", "", "", false, true },
    { "/", "dato", "=\"", "\"", false, false },
};

/* Adds one with so many letters, and gives what a token must list. */
static struct html_attribute add_attribute(struct buffer *in, size_t row, size_t letters,
                                           size_t value)
{
    buffer_add(in, slice_from(written[row].before));
    size_t from = in->length;
    buffer_add(in, slice_from(written[row].name));
    for (size_t i = 0; i < letters; i++) {
        buffer_add_char(in, 'n');
    }
    struct html_attribute a = { .name = slice_of(in->data + from, in->length - from) };
    struct slice equals = slice_from(written[row].equals);
    size_t mark = equals.length - (slice_starts(equals, SLICE("=\"<")) ? sizeof "<>='/" - 1 : 0);
    from = in->length + mark;
    buffer_add(in, equals);
    for (size_t i = 0; i < value && !written[row].open; i++) {
        buffer_add_char(in, 'v');
    }
    if (!written[row].open) {
        a.value = slice_of(in->data + from, in->length - from);
    }
    buffer_add(in, slice_from(written[row].behind));
    return a;
}

/* A tag of three attributes, the second written as a row has it. */
static void check_tag(size_t row, size_t letters, size_t value, size_t tail)
{
    static const char *const ends[] = { ">", " >", "/>", " />" };
    const char *end = ends[(letters + value + tail) % COUNT_OF(ends)];
    bool bare = slice_equal(slice_from(written[row].equals), SLICE("="));
    struct buffer in = BUFFER(4096);
    buffer_reserve(&in, 4096); /* so that it stays where it is */
    buffer_add(&in, SLICE("<img"));
    struct html_attribute want[] = { add_attribute(&in, 0, 3, tail % 7),
                                     add_attribute(&in, row, letters, value + bare),
                                     add_attribute(&in, 0, 0, value / 3) };
    buffer_add(&in, slice_from(end));
    size_t length = in.length;
    for (size_t i = 0; i < tail; i++) {
        buffer_add_char(&in, "\">= "[i % 4]);
    }
    struct html h = HTML_OVER(buffer_slice(&in));
    struct html_token t;
    html_next(&h, &t);
    assert_int_equal(t.type, HTML_OPEN);
    assert_int_equal(t.whole.length, length);
    assert_ptr_equal(t.element, html_element(SLICE("img")));
    assert_int_equal(t.count, COUNT_OF(want));
    assert_int_equal(t.self_closing, strchr(end, '/') != NULL);
    assert_int_equal(t.has_data, written[row].data && strlen(written[row].name) + letters > 5);
    uint64_t names = 0;
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        assert_true(slice_equal(t.list[i].name, want[i].name));
        assert_true(slice_equal(t.list[i].value, want[i].value));
        assert_int_equal(!t.list[i].value.data, !want[i].value.data);
        names |= html_name_bit(want[i].name);
    }
    assert_int_equal(t.names, names);
    buffer_free(&in);
}

/* Wherever in steps of 16 and 64 bytes the parts of a tag begin and end, and the window does. */
static void reads_tags_at_any_step(void **state)
{
    (void)state;
    static const size_t tails[] = { 0, 1, 15, 62, 63, 64, 65, 200 };
    for (size_t row = 0; row < COUNT_OF(written); row++) {
        for (size_t value = 0; value < 140; value++) {
            for (size_t i = 0; i < COUNT_OF(tails); i++) {
                check_tag(row, value % 5, value, tails[i]);
                check_tag(row, value, value % 3, tails[i]);
            }
        }
    }
}

/* A tag with much behind it, its name and its attributes, in short. */
static const struct {
    const char *in, *want;
} usual[] = {
    { "<p a=\"1\" =b=\"2\">", "p a=1 =b=2" },
    { "<p a=\"1\" =\"2\">", "p a=1 =\"2\"" },
    { "<p a=\"1\" b/c=\"2\">", "p a=1 b c=2" },
    { "<p a=\"1\" b><p c=\"2\">", "p a=1 b" },
    { "<p a=\"1\" b>c=\"2\"", "p a=1 b" },
    { "<p a=\"1\" b=2 c=\"3\">", "p a=1 b=2 c=3" },
    { "<p a=\"1\"b=\"2\">", "p a=1 b=2" },
    { "<p a=\"1\" b='\"' c=\"3\">", "p a=1 b=\" c=3" },
    { "<p a=\"1\" b-\"2\">", "p a=1 b-\"2\"" },
    { "<p a=\"1\" b-\"x=\"2\">", "p a=1 b-\"x=2" },
    { "<p\x01q a=\"1\">", "p\x01q a=1" },
    { "<p/a=\"1\">", "p a=1" },
    { "<p\na=\"1\">", "p a=1" },
    { "<p-and-a-long-name-of-it a=\"1\">", "p-and-a-long-name-of-it a=1" },
    { "</p a=\">\">", "p a=>" },
    { "</p >", "p" },
    { "</p/>", "p" },
    { "<p a=\"1\" \x80=\"2\">", "p a=1 \x80=2" },
};

static void describe_attributes(const struct html_token *t, struct buffer *into)
{
    struct html_attribute a;
    buffer_reset(into);
    buffer_add(into, t->name);
    for (struct html_walk walk = html_walk(t); html_walk_next(&walk, &a);) {
        buffer_add_char(into, ' ');
        buffer_add(into, a.name);
        buffer_add(into, a.value.data ? SLICE("=") : SLICE(""));
        buffer_add(into, a.value);
    }
}

static void reads_tags_that_look_usual(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(usual); i++) {
        struct buffer in = BUFFER(4096);
        struct buffer got = BUFFER(4096);
        buffer_add(&in, slice_from(usual[i].in));
        for (size_t tail = 0; tail < 100; tail++) {
            buffer_add_char(&in, "\"> ="[tail % 4]);
        }
        struct html h = HTML_OVER(buffer_slice(&in));
        struct html_token t;
        html_next(&h, &t);
        describe_attributes(&t, &got);
        assert_string_equal(buffer_string(&got), usual[i].want);
        buffer_free(&in);
        buffer_free(&got);
    }
}

/* As many as are listed, and one more or less. */
static void reads_many_usual_attributes(void **state)
{
    (void)state;
    for (unsigned count = HTML_LISTED - 1; count <= HTML_LISTED + 3; count++) {
        struct buffer in = BUFFER(4096);
        buffer_add(&in, SLICE("<p"));
        for (unsigned i = 0; i < count; i++) {
            buffer_add(&in, SLICE(" a=\"1\""));
        }
        buffer_printf(&in, "><b>%100s", "");
        struct html h = HTML_OVER(buffer_slice(&in));
        struct html_token t;
        html_next(&h, &t);
        assert_int_equal(t.count, count);
        assert_int_equal(t.list != NULL, count <= HTML_LISTED);
        html_next(&h, &t);
        assert_true(slice_equal(t.name, SLICE("b")));
        assert_int_equal(t.count, 0);
        buffer_free(&in);
    }
}

/* What a token lists is what a walk through its bytes gives; of too many there is no list. */
static void lists_attributes(void **state)
{
    (void)state;
    static const char *const parts[] = { " a",           "\tlonger-name-than-a-step=1",
                                         " b='x y>'",    " c = \"a\nb\"",
                                         " d=",          "/=e",
                                         " \x01f\x02=g", " B=2" };
    size_t listed = 0;
    for (size_t count = 0; count <= 2 * HTML_LISTED; count++) {
        for (size_t tail = 0; tail < 40; tail++) {
            struct buffer in = BUFFER(4096);
            buffer_add(&in, SLICE("<p"));
            for (size_t i = 0; i < count; i++) {
                buffer_add(&in, slice_from(parts[(i + tail) % COUNT_OF(parts)]));
            }
            buffer_add(&in, SLICE(" z>"));
            for (size_t i = 0; i < tail; i++) {
                buffer_add(&in, SLICE("<"));
            }
            struct html h = HTML_OVER(buffer_slice(&in));
            struct html_token t;
            struct html_attribute a, b;
            html_next(&h, &t);
            assert_int_equal(t.type, HTML_OPEN);
            struct slice rest = t.attributes;
            struct html_walk walk = html_walk(&t);
            while (html_next_attribute(&rest, &a)) {
                assert_true(html_walk_next(&walk, &b));
                assert_true(slice_equal(a.name, b.name) && slice_equal(a.value, b.value));
                assert_ptr_equal(a.value.data, b.value.data);
            }
            assert_false(html_walk_next(&walk, &b));
            listed += t.list != NULL;
            buffer_free(&in);
        }
    }
    assert_in_range(listed, 40 * (size_t)HTML_LISTED, 60 * (size_t)HTML_LISTED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_text_whole),
        cmocka_unit_test(gives_json_whole),
        cmocka_unit_test(gives_parts_of_what_is_too_long),
        cmocka_unit_test(tells_templates),
        cmocka_unit_test(counts_what_is_deep),
        cmocka_unit_test(maps_references),
        cmocka_unit_test(sees_what_is_not_plain_anywhere),
        cmocka_unit_test(decodes_references_anywhere),
        cmocka_unit_test(gives_each_attribute_once),
        cmocka_unit_test(cuts_tokens),
        cmocka_unit_test(reads_attributes),
        cmocka_unit_test(decodes_references),
        cmocka_unit_test(names_are_sorted),

        cmocka_unit_test(reads_pages),
        cmocka_unit_test(knows_scripts_that_are_cut),
        cmocka_unit_test(knows_what_may_be_a_page),
        cmocka_unit_test(knows_what_may_be_xhtml),
        cmocka_unit_test(takes_linear_time),
        cmocka_unit_test(decodes_in_linear_time),
        cmocka_unit_test(reads_tags_at_any_step),
        cmocka_unit_test(reads_tags_that_look_usual),
        cmocka_unit_test(reads_many_usual_attributes),
        cmocka_unit_test(lists_attributes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
