/* What a check takes for a link, where a scan finds every URL. */
#include "unit/unit.h"

#include "base/buffer.h"
#include "scan/scan.h"

/* The URLs that are found, with their lines and columns: "1:2 https://a.test/\n". */
static void scan(const char *name, const char *text, size_t piece, struct buffer *out)
{
    struct document d = { .name = slice_from(name) };
    struct scan_options options = { .resources = true, .linked_only = true };
    struct scan *s = scan_open(&options, &d);
    struct slice rest = slice_from(text);
    assert_non_null(s);
    while (rest.length) {
        size_t length = piece && piece < rest.length ? piece : rest.length;
        assert_int_equal(scan_feed(s, slice_part(rest, 0, length)), SCAN_OK);
        rest = slice_skip(rest, length);
    }
    assert_int_equal(scan_finish(s), SCAN_OK);
    for (size_t i = 0; i < d.link_count; i++) {
        const struct link *link = &d.links[i];
        struct span first = link_span(link);
        struct slice said = link_url(link).data ? link_url(link) : link_written(link);
        buffer_printf(out, "%d:%d", (int)first.line, (int)first.column);
        for (const struct span_list *p = link_rest(link).spans; p; p = p->next) {
            buffer_printf(out, ",%d:%d", (int)p->span.line, (int)p->span.column);
        }
        buffer_printf(out, " %.*s\n", (int)said.length, said.data);
    }
    for (size_t i = 0; i < d.embed_count; i++) {
        for (size_t k = 0; k < d.embeds[i].link_count; k++) {
            assert_int_equal(d.links[d.embeds[i].links[k]].embed, i);
        }
    }
    scan_close(s);
    document_free(&d);
}

static const struct {
    const char *name, *text, *want;
} rows[] = {
    /* A text is nothing but words. */
    { "a.txt", "https://a.test/ t.co/abcd <a href='https://b.test/'>",
      "1:1 https://a.test/\n"
      "1:17 https://t.co/abcd\n1:36 https://b.test/\n" },
    /* In a page only attributes are links, and embeds. */
    { "a.html", "<p>https://a.test/ <a href='https://b.test/'>https://c.test/</a>",
      "1:29 https://b.test/\n" },
    { "a.html", "<textarea>https://a.test/ <a href='https://b.test/'></textarea>", "" },
    { "a.html",
      "<title>https://a.test/</title><style>https://b.test/</style><script>'https://c.test/'"
      "</script><!-- https://d.test/ --><template><a href='https://e.test/'></template>",
      "" },
    { "a.html",
      "<img src='https://a.test/' srcset='https://b.test/ 2x, https://c.test/'><video "
      "poster='https://d.test/'>",
      "1:11 https://a.test/\n1:36 https://b.test/\n1:56 https://c.test/\n1:88 https://d.test/\n" },
    { "a.html",
      "<blockquote cite='https://a.test/'>x</blockquote><form action='https://b.test/'></form>",
      "" },
    { "a.html",
      "<link rel=preconnect href='https://a.test/'><link rel='DNS-Prefetch' href='//b.test'>"
      "<link rel=stylesheet href='https://c.test/'>",
      "1:113 https://c.test/\n" },
    { "a.html", "<base href='https://a.test/b/'><a href='c'>x</a>", "1:41 https://a.test/b/c\n" },
    { "a.html", "<p>https://twitter.com/a/status/1008997013216034816</p>",
      "1:4 https://twitter.com/a/status/1008997013216034816\n" },
    { "a.html",
      "<p>https://a.test/ <a href='https://a.test/'>x</a> https://a.test/ <img "
      "src='https://a.test/'>",
      "1:29,1:78 https://a.test/\n" },
    /* In Markdown what GFM links. */
    { "a.md",
      "[a](https://a.test/) <https://b.test/> https://c.test/ www.d.test ![e](https://e.test/)",
      "1:5 https://a.test/\n1:23 https://b.test/\n1:40 https://c.test/\n1:56 http://www.d.test/\n"
      "1:72 https://e.test/\n" },
    { "a.md", "a t.co/abcd b", "" },
    { "a.md",
      "`https://a.test/` ``[x](https://b.test/)``\n\n    "
      "https://c.test/\n\n~~~\nhttps://d.test/\n~~~\n",
      "" },
    { "a.md", "---\nurl: https://a.test/\n---\nhttps://b.test/\n", "4:1 https://b.test/\n" },
    { "a.md",
      "<div>\nhttps://a.test/ <a "
      "href='https://b.test/'>x</a>\n</div>\n\n<div>\n\nhttps://c.test/\n\n</div>\n",
      "2:26 https://b.test/\n7:1 https://c.test/\n" },
    { "a.md", "<pre>\nhttps://a.test/\n\nhttps://b.test/\n</pre>\nhttps://c.test/\n",
      "6:1 https://c.test/\n" },
    { "a.md", "<textarea>\nhttps://a.test/\n\nhttps://b.test/\n</textarea>\n\nhttps://c.test/\n",
      "7:1 https://c.test/\n" },
    { "a.md",
      "a <code>https://a.test/ <b>https://b.test/</b> https://c.test/</code> https://d.test/",
      "1:71 https://d.test/\n" },
    { "a.md", "a <b>https://a.test/</b> <textarea>https://b.test/</textarea> https://c.test/",
      "1:6 https://a.test/\n1:63 https://c.test/\n" },
    { "a.md", "a <code>https://a.test/\n\nhttps://b.test/\n",
      "1:9 https://a.test/\n3:1 https://b.test/\n" },
    { "a.md", "a <!-- https://a.test/ --> https://b.test/", "1:28 https://b.test/\n" },
    /* A reference stands where it is defined, once. */
    { "a.md", "[a][r] [b][r] [r]\n\n[r]: https://a.test/ \"t\"\n", "3:6 https://a.test/\n" },
    { "a.md", "<div>https://a.test/</div>\n\nhttps://a.test/ <https://a.test/>\n",
      "3:1,3:18 https://a.test/\n" },
};

static void what_a_check_takes_for_a_link(void **state)
{
    (void)state;
    static const size_t pieces[] = { 0, 1, 7 };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        for (size_t k = 0; k < COUNT_OF(pieces); k++) {
            struct buffer out = BUFFER(10000);
            scan(rows[i].name, rows[i].text, pieces[k], &out);
            if (!slice_equal(buffer_slice(&out), slice_from(rows[i].want))) {
                fail_msg("row %zu: %s gives\n%.*snot\n%s", i, rows[i].text, (int)out.length,
                         out.data ? out.data : "", rows[i].want);
            }
            buffer_free(&out);
        }
    }
    assert_int_equal(COUNT_OF(rows), 23);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(what_a_check_takes_for_a_link) };
    return cmocka_run_group_tests_name("scan_linked", tests, NULL, NULL);
}
