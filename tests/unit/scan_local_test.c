#include "scanning.h"

#include "scan/read/local.h"
#include "syntax/url.h"

/* A link in short: its kind, what is written, and where a local one leads. */
static void write_links(const struct document *d, struct buffer *into)
{
    buffer_reset(into);
    for (size_t i = 0; i < d->link_count; i++) {
        const struct link *l = &d->links[i];
        buffer_printf(into, "%s ", link_kind_word((enum link_kind)l->kind));
        buffer_add(into, link_written(l));
        if (l->kind == LINK_LOCAL) {
            assert_false(link_url(l).data || l->malformed);
            buffer_printf(into, " -> ");
            buffer_add(into, link_rest(l).reference);
        }
        buffer_add_char(into, '\n');
    }
}

struct case_of {
    const char *in, *want;
};

/* In docs/guide/a.md. */
static const struct case_of markdown[] = {
    { "[a](b.md)", "local b.md -> docs/guide/b.md\n" },
    { "[a](./b.md)", "local ./b.md -> docs/guide/b.md\n" },
    { "[a](../b.md)", "local ../b.md -> docs/b.md\n" },
    { "[a](../../b.md)", "local ../../b.md -> b.md\n" },
    { "[a](../../../b.md)", "local ../../../b.md -> ..\n" },
    { "[a](../../../../../x/y#z)", "local ../../../../../x/y#z -> ..\n" },
    { "[a](../../../docs/guide/b.md)", "local ../../../docs/guide/b.md -> ..\n" },
    { "[a](../../../../~root/b.md)", "local ../../../../~root/b.md -> ..\n" },
    { "[a](/b.md)", "local /b.md -> b.md\n" },
    { "[a](/x/../../b.md)", "local /x/../../b.md -> b.md\n" },
    { "[a](/)", "local / -> \n" },
    { "[a](..)", "local .. -> docs/\n" },
    { "[a](.)", "local . -> docs/guide/\n" },
    { "[a](#c)", "local #c -> docs/guide/a.md#c\n" },
    { "[a](#)", "local # -> docs/guide/a.md#\n" },
    { "[a](b.md#c)", "local b.md#c -> docs/guide/b.md#c\n" },
    { "[a](b.md?v=2#c)", "local b.md?v=2#c -> docs/guide/b.md#c\n" },
    { "[a](?v=2)", "local ?v=2 -> docs/guide/a.md\n" },
    { "[a](b%20c.md)", "local b%20c.md -> docs/guide/b%20c.md\n" },
    { "[a](<b c.md>)", "local b c.md -> docs/guide/b%20c.md\n" },
    { "[a](b&amp;c.md)", "local b&amp;c.md -> docs/guide/b&c.md\n" },
    { "[a](b\\_c.md)", "local b\\_c.md -> docs/guide/b_c.md\n" },
    { "[a](\303\244.md)", "local \303\244.md -> docs/guide/%C3%A4.md\n" },
    { "[a](%2e%2e/b.md)", "local %2e%2e/b.md -> docs/b.md\n" },
    { "[a](..%2fb.md)", "local ..%2fb.md -> docs/guide/..%2fb.md\n" },
    { "[a](x\\y.md)", "local x\\y.md -> docs/guide/x/y.md\n" },
    { "[a](a:b)", "" },
    { "[a](mailto:x@example.net)", "" },
    { "[a](javascript:void(0))", "" },
    { "[a](//h.test/x)", "web //h.test/x\n" },
    { "[a]()", "" },
    { "[a][r] [b][r]\n\n[r]: b.md\n", "local b.md -> docs/guide/b.md\n" },
    { "[r]: b.md\n", "local b.md -> docs/guide/b.md\n" },
    { "[a](b.md) [b](b.md) [c](c.md)",
      "local b.md -> docs/guide/b.md\nlocal c.md -> docs/guide/c.md\n" },
    { "![a](b.png)", "local b.png -> docs/guide/b.png\n" },
    { "<img src=\"b.png\"> <a href='c.md'>c</a>",
      "local b.png -> docs/guide/b.png\nlocal c.md -> docs/guide/c.md\n" },
    { "`[a](b.md)`\n\n    [a](b.md)\n\n```\n[a](b.md)\n```\n<!-- [a](b.md) -->\n", "" },
    { "b.md ./b.md /b.md #c", "" },
    { "[a]({{site.url}}/b.md) [a](<{{< ref \"b\" >}}>) [a](${x}/b)", "" },
    { "[a](https://h.test/b.md)", "web https://h.test/b.md\n" },
};

/* In docs/guide/a.html. */
static const struct case_of html[] = {
    { "<a href=b.html>", "local b.html -> docs/guide/b.html\n" },
    { "<a href='../b.html#c'>", "local ../b.html#c -> docs/b.html#c\n" },
    { "<a href='/b.html'>", "local /b.html -> b.html\n" },
    { "<a href='#c'>", "local #c -> docs/guide/a.html#c\n" },
    { "<a href=''>", "" },
    { "<a href=' b.html '>", "local  b.html  -> docs/guide/b.html\n" },
    { "<a href='b.html?a=1&amp;b=2#c'>", "local b.html?a=1&amp;b=2#c -> docs/guide/b.html#c\n" },
    { "<img src=b.png>", "local b.png -> docs/guide/b.png\n" },
    { "<img srcset='b.png 1x, ../c.png 2x'>",
      "local b.png -> docs/guide/b.png\nlocal ../c.png -> docs/c.png\n" },
    { "<video src=b.mp4 poster=c.png>",
      "local b.mp4 -> docs/guide/b.mp4\nlocal c.png -> docs/guide/c.png\n" },
    { "<script src=b.js></script><link rel=stylesheet href=c.css>",
      "local b.js -> docs/guide/b.js\nlocal c.css -> docs/guide/c.css\n" },
    { "<link rel=preconnect href=/><link rel=dns-prefetch href=/>", "" },
    { "<iframe src=b.html></iframe>", "local b.html -> docs/guide/b.html\n" },
    { "<form action=b></form><blockquote cite=b>x</blockquote>", "" },
    { "<base href='/x/'><a href=b.html>", "local b.html -> x/b.html\n" },
    { "<base href='../'><a href=b.html>", "local b.html -> docs/b.html\n" },
    { "<base href='sub/'><a href='../b.html'>", "local ../b.html -> docs/guide/b.html\n" },
    { "<base href='../../../'><a href='b.html'>", "local b.html -> ..\n" },
    { "<base href='https://h.test/x/'><a href=b.html><a href='#c'>", "web b.html\nweb #c\n" },
    { "<link rel=icon href=i.png><base href='/x/'><a href=b.html>",
      "local i.png -> x/i.png\nlocal b.html -> x/b.html\n" },
    { "<!-- <base href=/y/> --><img src=i.png><base target=t><base href='https://h.test/x/'>",
      "web i.png\n" },
    { "<a href='{{ url }}'><a href='<%= url %>'>", "" },
    { "<script>a = '<a href=b.html>'</script><!-- <a href=b.html> --><template><a "
      "href=b></template>",
      "" },
    { "<textarea><a href=b.html></textarea><style>a{background:url(b.png)}</style>", "" },
};

/* Of a document that is in no folder: its own fragments. */
static const struct case_of alone[] = {
    { "<a href='#c'>", "local #c -> #c\n" },
    { "<a href='#'>", "local # -> #\n" },
    { "<a href='b.html'><a href='/b'><a href='?x'><a href='..'>", "" },
    { "<a href='?x#c'>", "local ?x#c -> #c\n" },
    { "<base href='/x/'><a href='#c'>", "" },
    { "<a href='https://h.test/'>", "web https://h.test/\n" },
};

static void find_each(const struct case_of *cases, size_t count, struct scan_options options,
                      const char *name)
{
    static const size_t pieces[] = { 0, 1, 7 };
    struct buffer got = BUFFER(1 << 16);
    options.resources = true;
    for (size_t i = 0; i < count * COUNT_OF(pieces); i++) {
        const struct case_of *c = &cases[i / COUNT_OF(pieces)];
        struct document d;
        enum scan_status status =
            scan_pieces(&options, name, slice_from(c->in), pieces[i % COUNT_OF(pieces)], &d);
        assert_int_equal(status, SCAN_OK);
        write_links(&d, &got);
        if (!slice_equal(buffer_slice(&got), slice_from(c->want))) {
            fail_msg("%s\ngot  %s\nwant %s", c->in, buffer_string(&got), c->want);
        }
        document_free(&d);
    }
    buffer_free(&got);
}

static void finds_local_links(void **state)
{
    struct scan_options in_markdown = { .place = SLICE("docs/guide/a.md") };
    struct scan_options in_html = { .place = SLICE("docs/guide/a.html") };
    struct scan_options nowhere = { .place = SLICE("") };
    (void)state;
    assert_int_equal(COUNT_OF(markdown), 40);
    assert_int_equal(COUNT_OF(html), 24);
    assert_int_equal(COUNT_OF(alone), 6);
    find_each(markdown, COUNT_OF(markdown), in_markdown, "a.md");
    find_each(html, COUNT_OF(html), in_html, "a.html");
    find_each(alone, COUNT_OF(alone), nowhere, "-");
}

/* Whatever the document's name: it is none of a URL's signs. */
static void takes_any_place(void **state)
{
    static const struct case_of odd[] = { { "[a](b.md)", "local b.md -> %25%3F%23/b.md\n" },
                                          { "[a](#c)",
                                            "local #c -> %25%3F%23/a%20%5C%7B%FF.md#c\n" } };
    struct scan_options options = { .place = SLICE("%?#/a \\{\xff.md") };
    (void)state;
    find_each(odd, COUNT_OF(odd), options, "a.md");
}

/* A page that was got, and all that is not asked for: as ever. */
static void finds_none_unasked(void **state)
{
    static const struct case_of unasked[] = { { "<a href=b.html><a href='#c'><a href='/x'>", "" } };
    static const struct case_of page[] = { { "<a href=b.html>", "web b.html\n" },
                                           { "<a href=b.html><base href=/c/>", "web b.html\n" } };
    struct scan_options got = { .base = SLICE("https://h.test/x"), .place = SLICE("") };
    (void)state;
    find_each(unasked, COUNT_OF(unasked), (struct scan_options){ 0 }, "a.html");
    find_each(page, COUNT_OF(page), got, "a.html");
}

/* What a page says of itself names no file. */
static void keeps_the_base_to_itself(void **state)
{
    struct scan_options options = { .place = SLICE("a.html") };
    struct document d;
    (void)state;
    scan_pieces(
        &options, "a.html",
        SLICE("<base href=/x/><link rel=canonical href=b.html><meta property=og:url content=c>"
              "<script type=application/ld+json>{\"@type\":\"VideoObject\",\"embedUrl\":"
              "\"/d\",\"url\":\"e\"}</script>"),
        0, &d);
    assert_null(d.canonical.data);
    for (size_t i = 0; i < d.link_count; i++) {
        assert_int_equal(d.links[i].kind, LINK_LOCAL);
    }
    assert_int_equal(d.embed_count, 0);
    document_free(&d);
    scan_pieces(&options, "a.html",
                SLICE("<base href=https://h.test/x/><link rel=canonical href=b.html>"), 0, &d);
    assert_slice(d.canonical, "https://h.test/x/b.html");
    document_free(&d);
}

/* One longer than a URL may be is cut and leads nowhere. */
static void cuts_long_ones(void **state)
{
    struct scan_options options = { .place = SLICE("a.md") };
    struct buffer in = BUFFER(1 << 20);
    struct document d;
    (void)state;
    buffer_add(&in, SLICE("[a]("));
    for (size_t i = 0; i < 20000; i++) {
        buffer_add_char(&in, 'x');
    }
    buffer_add(&in, SLICE(") [b](c.md)"));
    scan_pieces(&options, "a.md", buffer_slice(&in), 0, &d);
    assert_int_equal(d.link_count, 2);
    assert_true(d.links[0].truncated && d.links[0].kind == LINK_LOCAL && !d.links[0].has_url);
    assert_false(d.links[1].truncated);
    document_free(&d);
    buffer_free(&in);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_local_links),  cmocka_unit_test(takes_any_place),
        cmocka_unit_test(finds_none_unasked), cmocka_unit_test(keeps_the_base_to_itself),
        cmocka_unit_test(cuts_long_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
