#include "unit.h"
#include "unit/growth.h"

#include "syntax/anchors.h"

static void read_in(struct anchors *a, enum anchors_of of, struct slice in, size_t cut)
{
    struct anchor_reader r;
    anchors_init(a, of);
    anchor_reader_init(&r, a);
    for (bool last = false; !last;) {
        size_t length = in.length < cut ? in.length : cut;
        last = length == in.length;
        anchor_reader_feed(&r, slice_part(in, 0, length), last);
        in = slice_skip(in, length);
    }
    anchor_reader_free(&r);
    assert_false(a->failed);
}

/* All names in their order, a space behind each. */
static void write_all(const struct anchors *a, struct buffer *into)
{
    bool failed = false;
    buffer_reset(into);
    for (size_t i = 0; i < a->count; i++) {
        assert_true(anchors_have(a, a->list[i].name, &failed));
        buffer_add(into, a->list[i].name);
        buffer_add_char(into, ' ');
    }
    assert_false(failed || into->failed);
}

struct case_of {
    const char *in, *want;
};

static const struct case_of markdown[] = {
    { "", "" },
    { "text\n", "" },
    { "# Getting Started\n\n## API: v2.0 (beta)\n", "getting-started api-v20-beta " },
    { "Title\n=====\n\nSub title\n---\n", "title sub-title " },
    { "# A\n# A\n# A\n", "a a-1 a-2 " },
    { "# A\n# A\n# A-1\n# A\n", "a a-1 a-1-1 a-2 " },
    { "# A-1\n# A\n# A\n", "a-1 a a-2 " },
    { "# A-1\n# A\n# A\n# A-1\n", "a-1 a a-2 a-1-1 " },
    { "# a\n# A\n# *A*\n# `a`\n", "a a-1 a-2 a-3 " },
    { "# \360\237\232\200 Launch\n# :rocket: Launch\n", "-launch rocket-launch " },
    { "# [Link](x) and ![image](y) `code_x` **bold**\n", "link-and--code_x-bold " },
    { "# <b>One</b> & <i>two</i>\n", "one--two " },
    { "#\n#\n", " -1 " },
    { "# [a][r]\n# [a][other]\n\n[r]: /u\n", "a aother " },
    { "```\n# no\n```\n\n    # no\n\n<!--\n# no <a id=\"no\">\n-->\n# yes\n", "yes " },
    { "---\ntitle: no\n# no\n---\n# yes\n", "yes " },
    { "> # In a quote\n\n- # In a list\n", "in-a-quote in-a-list " },

    { "<a id=\"x\"></a> and <a name='y'></a>\n", "x y " },
    { "<div id=a>\n<p\n  id=b>\n</div>\n", "a b " },
    { "> <div id=a>\n> <p\n> id=b>\n", "a b " },
    { "# <a id=\"first\"></a>First\n", "first " },
    { "## One <a name=\"two\"></a>\n", "one- two " },
    { "<a id=\"A&amp;B\"></a>\n", "a&b " },
    { "`<a id=\"no\">` <a id=\"yes\">\n", "yes " },
    { "<!-- <a id=\"no\"> --> <a id=\"yes\">\n", "yes " },
    { "<div>\n<!-- <a id=\"no\"> -->\n<a id=\"yes\">\n</div>\n", "yes " },
    { "<script>\nvar a = '<a id=\"no\">';\n</script>\n\n<a id=\"yes\"></a>\n", "yes " },
    { "<template>\n<a id=\"no\"></a>\n</template>\n\n<a id=\"yes\"></a>\n", "yes " },
    { "<a data-id=\"no\" xid=\"no\"></a>\n", "" },
    { "<a id=\"\"></a><a id></a>\n", "" },
    { "<a id=\"x\" id=\"no\"></a>\n", "x " },
    { "<h2>Raw Heading</h2>\n\n# Raw heading\n", "raw-heading raw-heading-1 " },
    { "<h1 align=\"center\" id=\"top-id\">\n  My <b>Project</b>\n</h1>\n",
      "top-id my-project --my-project " },
    { "<h2>a &amp; b</h2>\n", "a--b " },
    { "<h2>a<script>b</script></h2>\n", "a " },
    { "<h2>open\n\n# next\n", "next " },

    { "# Install {#setup}\n", "setup install-setup " },
    { "# Install {: #setup .class}\n", "setup install--setup-class " },
    { "# A {b}\n# {#}\n", "a-b  " },
};

static const struct case_of html[] = {
    { "", "" },
    { "<p id=a>x<p id='b'>y<p id=\"c d\">z", "a b c d " },
    { "<a name=a>x</a><A NAME=b>y</A>", "a b " },
    { "<input name=no><meta name=no><map name=no>", "" },
    { "<a id=a name=b>", "a b " },
    { "<P ID=a>", "a " },
    { "<p id=A><p id=a>", "A a " },
    { "<p id=a><p id=a>", "a " },
    { "<p id=a id=no>", "a " },
    { "<p id=\"a&amp;b&eacute;&#x41;\">", "a&b\303\251A " },
    { "<p id=''><p id>", "" },
    { "<h1>No slug</h1>", "" },
    { "<!-- <p id=no> --><p id=yes>", "yes " },
    { "<script>'<p id=no>'</script><p id=yes>", "yes " },
    { "<style><p id=no></style><textarea><p id=no></textarea><title><p id=no></title>", "" },
    { "<template><p id=no></template><p id=yes>", "yes " },
    { "<template id=no><p id=no></template>", "" },
    { "<noscript><p id=yes></noscript>", "yes " },
    { "<svg><g id=yes></g></svg>", "yes " },
    { "<a href='#no'>", "" },
    { "<p id=a", "" },
};

static void find_each(const struct case_of *cases, size_t count, enum anchors_of of)
{
    static const size_t cuts[] = { SIZE_MAX / 2, 1, 5 };
    struct buffer got = BUFFER(1 << 16);
    for (size_t i = 0; i < count * COUNT_OF(cuts); i++) {
        const struct case_of *c = &cases[i / COUNT_OF(cuts)];
        struct anchors a;
        read_in(&a, of, slice_from(c->in), cuts[i % COUNT_OF(cuts)]);
        write_all(&a, &got);
        if (!slice_equal(buffer_slice(&got), slice_from(c->want))) {
            fail_msg("%s\ngot  %s\nwant %s", c->in, buffer_string(&got), c->want);
        }
        anchors_free(&a);
    }
    buffer_free(&got);
}

static void finds_names(void **state)
{
    (void)state;
    assert_int_equal(COUNT_OF(markdown), 39);
    assert_int_equal(COUNT_OF(html), 21);
    find_each(markdown, COUNT_OF(markdown), ANCHORS_MARKDOWN);
    find_each(html, COUNT_OF(html), ANCHORS_HTML);
}

/* MDX has no HTML blocks; in XHTML "/>" ends any element. */
static void follows_the_type(void **state)
{
    static const struct case_of mdx[] = { { "<div>\n# Heading\n</div>\n", "heading " },
                                          { "{/* # no */}\n# yes\n", "yes " } };
    static const struct case_of xhtml[] = { { "<script/><p id='yes'/>", "yes " } };
    static const struct case_of as_html[] = { { "<script/><p id='no'/>", "" } };
    (void)state;
    find_each(mdx, COUNT_OF(mdx), ANCHORS_MDX);
    find_each(xhtml, COUNT_OF(xhtml), ANCHORS_XHTML);
    find_each(as_html, COUNT_OF(as_html), ANCHORS_HTML);
}

static bool has(enum anchors_of of, const char *in, const char *name)
{
    struct anchors a;
    bool failed = false;
    read_in(&a, of, slice_from(in), 100);
    bool found = anchors_have(&a, slice_from(name), &failed);
    assert_false(failed);
    anchors_free(&a);
    return found;
}

/* Whatever is named is there where the page leads. */
static void asks_nothing_of_a_page_that_moves_on(void **state)
{
    (void)state;
    assert_true(has(ANCHORS_HTML, "<META HTTP-EQUIV=Refresh content='0;url=b.html'>", "no"));
    assert_false(has(ANCHORS_HTML, "<meta name=refresh content=0>", "no"));
    assert_false(has(ANCHORS_HTML, "<!-- <meta http-equiv=refresh content=0> -->", "no"));
    assert_false(has(ANCHORS_MARKDOWN, "<meta http-equiv=refresh content=0>", "no"));
}

static void compares_case_in_html_alone(void **state)
{
    (void)state;
    assert_true(has(ANCHORS_MARKDOWN, "# One\n<a id=Two>", "ONE"));
    assert_true(has(ANCHORS_MARKDOWN, "# One\n<a id=Two>", "two"));
    assert_false(has(ANCHORS_MARKDOWN, "# One", "one "));
    assert_false(has(ANCHORS_MARKDOWN, "# One", ""));
    assert_true(has(ANCHORS_HTML, "<p id=One>", "One"));
    assert_false(has(ANCHORS_HTML, "<p id=One>", "one"));
    /* A sigma at a word's end is a sigma: "ΟΔΟΣ". */
    assert_true(has(ANCHORS_MARKDOWN, "# \316\237\316\224\316\237\316\243",
                    "\316\277\316\264\316\277\317\202"));
}

/* More names than are kept: any may be there. */
static void keeps_so_many(void **state)
{
    struct buffer in = BUFFER(16 << 20);
    struct anchors a;
    bool failed = false;
    (void)state;
    for (unsigned i = 0; i < ANCHORS_MOST; i++) {
        buffer_printf(&in, "<p id=%x>", i);
    }
    read_in(&a, ANCHORS_HTML, buffer_slice(&in), SIZE_MAX);
    assert_int_equal(a.count, ANCHORS_MOST);
    assert_false(anchors_have(&a, SLICE("more"), &failed));
    anchors_free(&a);
    buffer_add(&in, SLICE("<p id=one-more>"));
    read_in(&a, ANCHORS_HTML, buffer_slice(&in), SIZE_MAX);
    assert_int_equal(a.count, ANCHORS_MOST);
    assert_true(anchors_have(&a, SLICE("more"), &failed) && a.incomplete);
    assert_true(anchors_size(&a) < (16 << 20));
    anchors_free(&a);
    buffer_free(&in);
}

static void keeps_no_long_name(void **state)
{
    struct buffer in = BUFFER(32 << 20);
    struct anchors a;
    bool failed = false;
    (void)state;
    buffer_add(&in, SLICE("<p id=a><p id="));
    memset(buffer_reserve(&in, 20 << 20), 'x', 20 << 20);
    in.length += 20 << 20;
    buffer_add(&in, SLICE("><p id=b>"));
    read_in(&a, ANCHORS_HTML, buffer_slice(&in), 1 << 16);
    assert_true(anchors_have(&a, SLICE("a"), &failed) && anchors_have(&a, SLICE("b"), &failed));
    assert_int_equal(a.count, 2);
    anchors_free(&a);
    buffer_free(&in);
}

static void read_all(const void *of, struct slice input)
{
    struct anchors a;
    read_in(&a, *(const enum anchors_of *)of, input, SIZE_MAX);
    anchors_free(&a);
}

/* Bytes in small pieces. */
static void read_pieces(const void *of, struct slice input)
{
    struct anchors a;
    read_in(&a, *(const enum anchors_of *)of, input, 1000);
    anchors_free(&a);
}

static const struct hostile hostile[] = {
    { NULL, "# a\n", NULL },      { NULL, "# a-1\n# a\n", NULL }, { NULL, "<p id=a>", NULL },
    { "<p ", "id=a ", ">" },      { "<p id='", "a", "'>" },       { "<!--", "<p id=a>", NULL },
    { "<h1>", "a ", "</h1>" },    { NULL, "<h1>a", NULL },        { NULL, "<a name=b>\n\n", NULL },
    { "# ", "{#a", NULL },        { NULL, "{#a}", NULL },         { NULL, "> <a\n", NULL },
    { NULL, "<template>", NULL },
};

static void takes_linear_time(void **state)
{
    static const enum anchors_of kinds[] = { ANCHORS_HTML, ANCHORS_MARKDOWN, ANCHORS_MDX };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(hostile) * COUNT_OF(kinds); i++) {
        const enum anchors_of *of = &kinds[i / COUNT_OF(hostile)];
        growth_check(&(struct growth){ read_all, of, "anchors" }, &hostile[i % COUNT_OF(hostile)]);
        growth_check(&(struct growth){ read_pieces, of, "pieces" },
                     &hostile[i % COUNT_OF(hostile)]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_names),
        cmocka_unit_test(asks_nothing_of_a_page_that_moves_on),
        cmocka_unit_test(follows_the_type),
        cmocka_unit_test(keeps_so_many),
        cmocka_unit_test(compares_case_in_html_alone),
        cmocka_unit_test(keeps_no_long_name),
        cmocka_unit_test(takes_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
