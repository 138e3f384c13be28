#include "scanning.h"

#include "scan/limits.h"

/* A link in short: where it comes from, the bytes of its span, its words, and the URL where that is
 * not what is written. */
static void write_links(struct slice in, const struct document *d, struct buffer *into)
{
    buffer_reset(into);
    for (size_t i = 0; i < d->link_count; i++) {
        const struct link *l = &d->links[i];
        buffer_printf(into, "%s{", link_span(l).from ? link_span(l).from : "");
        buffer_add(into, slice_part(in, (size_t)link_span(l).start, (size_t)link_span(l).end));
        buffer_printf(into, "}%.*s", (int)link_rest(l).anchor.length,
                      link_rest(l).anchor.length ? link_rest(l).anchor.data : "");
        if (!slice_equal(link_url(l), link_written(l))) {
            buffer_printf(into, "=%.*s", (int)link_url(l).length,
                          link_url(l).length ? link_url(l).data : "");
        }
        buffer_add_char(into, '\n');
    }
    for (size_t i = 0; i < d->embed_count; i++) {
        const struct embed *e = &d->embeds[i];
        buffer_printf(into, "%s %.*s ", form_word(e->form), (int)e->post_id.length,
                      e->post_id.data);
        buffer_add(into, slice_part(in, (size_t)e->span.start, (size_t)e->span.end));
        buffer_add_char(into, '\n');
    }
}

#define A  "https://a.example/b"
#define ID "1009000000000000000"
#define T  "https://twitter.com/c/status/" ID
#define D  "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define L  A "/" D D D D

static const struct {
    const char *in, *want;
} documents[] = {
    { "x [c *d*](" A " \"t\")\n", "markdown{" A "}c d\n" },
    { "[c&amp;d\\*](<" A "?e&amp;f>)", "markdown{" A "?e&amp;f}c&d*=" A "?e&f\n" },
    { "[c [d](" A ") e](" A "/2)", "markdown{" A "}d\n{" A "/2}\n" },
    { "[![c](" A ".png) d](" A ")", "markdown{" A "}c d\n" },
    { "[c]: " A "\n\nd [c]", "markdown{" A "}c\n" },
    { "[c d][e] f [e] [g]\n\n[E]: " A "\n[g]: " A "/2",
      "markdown{" A "}c d\nmarkdown{" A "/2}g\n" },
    { "[c][d] ![e][f] [![g][h]][h]\n\n[d]: <" A ">\n[f]: " A ".png\n[h]: " A "/2",
      "markdown{" A "}c\nmarkdown{" A "/2}g\n" },
    { "[c]: " A "/&amp;d\n\n[e][c] ![f][c]", "markdown{" A "/&amp;d}e=" A "/&d\n" },
    { "[c]: " L "\n\n[e][c]", "markdown{" L "}\n" },
    { "[e][c]\n\n[c]: " L, "markdown{" L "}e\n" },
    { "[[c][d] e](" A ") [f][d]\n\n[d]: " A "/2", "markdown{" A "/2}c\n{" A "}\n" },
    { "[c]: " A "\n[c]: " A "/2\n", "markdown{" A "}\n" },
    { "<" A "> <d@e.example>", "markdown{" A "}" A "\n" },
    { "[c\\)](" A ") [d&amp;](" A "/2) [\xc3\xa9](" A "/3)",
      "markdown{" A "}c)\nmarkdown{" A "/2}d&\nmarkdown{" A "/3}\xc3\xa9\n" },
    { "[c <" A "/2> d](" A ")", "markdown{" A "}c " A "/2 d\nmarkdown{" A "/2}\n" },
    { "c " A " d", "{" A "}\n" },
    { "c " A "\\_d e", "{" A "\\_d}=" A "_d\n" },
    { "[" A "/2](" A ")", "markdown{" A "}" A "/2\n" },
    { "www.c.example/d.", "{www.c.example/d}www.c.example/d=http://www.c.example/d\n" },
    { "`" A "` [c](" A "/2)", "markdown{" A "/2}c\n" },
    { "    " A "\n\n```\n" A "\n```\n<!-- " A " -->\n", "" },
    { "---\nc: " A "\n---\n[c](" A ")", "markdown{" A "}c\n" },
    { "c <a href=\"" A "\">d</a> e", "a@href{" A "}d\n" },
    { "<div>\n<a href=\n'" A "'>d</a>\n</div>\n\n[e](" A "/2)",
      "a@href{" A "}d\nmarkdown{" A "/2}e\n" },
    { "> <div>\n> <a href='" A "'>d</a>\n", "a@href{" A "}d\n" },
    { "* <a href=\"" A "\"\n  id=x>d</a> e\n", "a@href{" A "}d\n" },
    { "> c <a\n> href='" A "'>d</a>\n> e " A "/2\n", "a@href{" A "}d\n{" A "/2}\n" },
    { "> <div\n> id='c'>\n> <a\n> href='" A "'>d</a>\n", "a@href{" A "}d\n" },
    { "> c <b>\n> " A "</b>\n", "{" A "}\n" },
    { "|c|d|\n|-|-|\n|[e](" A ")|`" A "/2`|\n", "markdown{" A "}e\n" },
    { "- c\n\n  [d](" A ")\n\n      " A "/2\n", "markdown{" A "}d\n" },
    { "[c](/d) [e](#f) [g](mailto:h@i.example)", "" },
    { "c\n\n" T "\n\nd", "{" T "}\nurl " ID " " T "\n" },
    { "c\n\n<" T ">\n\nd", "markdown{" T "}" T "\nurl " ID " <" T ">\n" },
    { "c <" T "> d", "markdown{" T "}" T "\n" },
    { "> It begins (c) now.\n>\n> \xe2\x80\x94 Dee (@c) [June 19, 2018](" T ")\n",
      "markdown{" T "}June 19, 2018\nflattened " ID
      " It begins (c) now.\n>\n> \xe2\x80\x94 Dee (@c) [June 19, 2018](" T ")\n" },
    { "> It begins (c) now.\n>\n> \xe2\x80\x94 Dee (@c) [June 19, 2018][1]\n\n[d][1]\n\n[1]: " T
      "\n",
      "markdown{" T "}June 19, 2018\nflattened " ID
      " It begins (c) now.\n>\n> \xe2\x80\x94 Dee (@c) [June 19, 2018][1]\n" },
    { "c\n\n<blockquote class=\"twitter-tweet\"><p>It begins.</p>&mdash; Dee (@c) <a href=\"" T
      "\">June 19, 2018</a></blockquote>\n\nd",
      "a@href{" T "}June 19, 2018\nblockquote " ID
      " <blockquote class=\"twitter-tweet\"><p>It begins.</p>&mdash; Dee (@c) <a href=\"" T
      "\">June 19, 2018</a></blockquote>\n" },
    /* nothing is looked for in a shortcode */
    { "{{< youtube id=\"dQw4w9WgXcQ\" title=\"[tweet " ID "]\" >}}",
      "shortcode dQw4w9WgXcQ {{< youtube id=\"dQw4w9WgXcQ\" title=\"[tweet " ID "]\" >}}\n" },
};

static const struct scan_options options = { .type = NULL };

static void scan_in(const char *name, struct slice in, size_t piece, struct document *d)
{
    assert_int_equal(scan_pieces(&options, name, in, piece, d), SCAN_OK);
    assert_slice(slice_from(d->media_type), "text/markdown");
}

static void finds_links_and_posts(void **state)
{
    (void)state;
    struct buffer got = BUFFER(1 << 20);
    for (size_t i = 0; i < COUNT_OF(documents); i++) {
        struct slice in = slice_from(documents[i].in);
        struct document d;
        scan_in("a.md", in, 0, &d);
        write_links(in, &d, &got);
        if (!slice_equal(buffer_slice(&got), slice_from(documents[i].want))) {
            fail_msg("%s\ngot  %.*s\nwant %s", documents[i].in, (int)got.length, got.data,
                     documents[i].want);
        }
        document_free(&d);
    }
    buffer_free(&got);
}

/* One document of all, cut at every byte. */
static void takes_pieces(void **state)
{
    (void)state;
    struct buffer in = BUFFER(1 << 20);
    struct buffer whole = BUFFER(1 << 20);
    struct buffer got = BUFFER(1 << 20);
    for (size_t i = 0; i < COUNT_OF(documents); i++) {
        buffer_add(&in, slice_from(documents[i].in));
        buffer_add(&in, SLICE("\n\n"));
    }
    struct document d;
    scan_in("a.md", buffer_slice(&in), 0, &d);
    assert_true(d.link_count > 5 && d.embed_count > 0);
    describe_scan(&d, &whole);
    document_free(&d);
    for (size_t piece = 1; piece < in.length; piece++) {
        scan_in("a.md", buffer_slice(&in), piece, &d);
        buffer_reset(&got);
        describe_scan(&d, &got);
        assert_true(slice_equal(buffer_slice(&whole), buffer_slice(&got)));
        document_free(&d);
    }
    buffer_free(&in);
    buffer_free(&whole);
    buffer_free(&got);
}

/* Words that stand before a definition lead to it as far as the beginning is held; then only those
 * behind it do. */
static void holds_the_beginning(void **state)
{
    (void)state;
    struct buffer in = BUFFER(2 * MARKDOWN_HELD);
    struct document d;
    buffer_add(&in, SLICE("[c][1] [d][2]\n\n[1]: " A "/1\n\n"));
    while (in.length < MARKDOWN_HELD) {
        buffer_add(&in, SLICE("Words that lead nowhere at all.\n"));
    }
    buffer_add(&in, SLICE("\n\n[2]: " A "/2\n[3]: " A "/3\n\n[e][3]\n"));
    assert_false(in.failed);
    scan_in("a.md", buffer_slice(&in), 0, &d);
    static const char *const anchors[] = { "c", "", "e" };
    assert_int_equal(d.link_count, COUNT_OF(anchors));
    for (size_t i = 0; i < d.link_count; i++) {
        assert_slice(link_rest(&d.links[i]).anchor, anchors[i]);
        assert_null(link_rest(&d.links[i]).spans);
    }
    assert_int_equal(link_span(&d.links[0]).line, 3);
    document_free(&d);
    buffer_free(&in);
}

static void reads_utf16(void **state)
{
    (void)state;
    struct slice in = SLICE("\xc3\xa9 [c](" A ")");
    struct buffer wide = BUFFER(1 << 10);
    struct document d;
    widen(in, &wide);
    scan_in("a.md", buffer_slice(&wide), 0, &d);
    assert_int_equal(d.link_count, 1);
    assert_int_equal(link_span(&d.links[0]).start, 2 + 2 * 6);
    assert_int_equal(link_span(&d.links[0]).end, 2 + 2 * (6 + SLICE(A).length));
    document_free(&d);
    buffer_free(&wide);
}

/* A post that nobody ended ends where it is too long; what begins behind that is another. */
static void a_post_is_not_endless(void **state)
{
    (void)state;
    enum { PARAGRAPHS = ELEMENT_MOST - 1000, ALL = ELEMENT_MOST + 10000 };
    struct buffer in = BUFFER(1 << 20);
    struct document d;
    buffer_add(&in, SLICE("<blockquote class=\"twitter-tweet\"><a href=\"" T "\">d</a>"));
    size_t posted = in.length;
    buffer_add(&in, SLICE("\n\n"));
    while (in.length < ALL) {
        buffer_add(&in, in.length < PARAGRAPHS ? SLICE("word\n\n") : SLICE("word "));
    }
    buffer_add(&in, SLICE("\n\n"));
    size_t start = in.length;
    buffer_add(&in, SLICE("<iframe src=\"https://www.youtube.com/embed/dQw4w9WgXcQ\"></iframe>\n"));
    scan_in("a.md", buffer_slice(&in), 0, &d);
    assert_int_equal(d.embed_count, 2);
    assert_slice(d.embeds[0].post_id, ID);
    assert_int_equal(d.embeds[0].span.end, posted);
    assert_slice(d.embeds[1].post_id, "dQw4w9WgXcQ");
    assert_int_equal(d.embeds[1].span.start, start);
    document_free(&d);
    buffer_free(&in);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_links_and_posts), cmocka_unit_test(takes_pieces),
        cmocka_unit_test(holds_the_beginning),   cmocka_unit_test(reads_utf16),
        cmocka_unit_test(a_post_is_not_endless),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
