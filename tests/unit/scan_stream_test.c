/* What is found does not depend on how an input is cut into pieces. */
#include "unit/articles.h"
#include "unit/scanning.h"

static const struct scan_options plain;
static const struct scan_options bare = { .type = "text", .bare_domains = true };

static void compare_pieces(const struct scan_options *options, struct slice bytes,
                           const size_t *pieces, size_t count)
{
    struct buffer want = BUFFER(1 << 26);
    struct buffer got = BUFFER(1 << 26);
    struct document d;
    assert_int_equal(scan_pieces(options, "a", bytes, 0, &d), SCAN_OK);
    describe_scan(&d, &want);
    assert_int_equal(d.bytes, bytes.length);
    document_free(&d);
    for (size_t i = 0; i < count; i++) {
        buffer_reset(&got);
        assert_int_equal(scan_pieces(options, "a", bytes, pieces[i], &d), SCAN_OK);
        describe_scan(&d, &got);
        assert_string_equal(buffer_string(&got), buffer_string(&want));
        document_free(&d);
    }
    buffer_free(&want);
    buffer_free(&got);
}

static void any_pieces_give_the_same(void **state)
{
    (void)state;
    static const size_t pieces[] = { 1,     2,     7,     1023,  1024,   4096,
                                     10007, 32768, 65536, 65537, 100003, 262144 };
    struct buffer article = BUFFER(1 << 24);
    add_article(&article, 600000);
    compare_pieces(&plain, buffer_slice(&article), pieces, COUNT_OF(pieces));
    compare_pieces(&bare, buffer_slice(&article), pieces + 4, 4);
    buffer_free(&article);
}

static void utf16_in_any_pieces(void **state)
{
    (void)state;
    static const size_t pieces[] = { 1, 3, 1024, 4097, 65536, 262144 };
    struct buffer article = BUFFER(1 << 24);
    struct buffer wide = BUFFER(1 << 25);
    add_article(&article, 300000);
    widen(buffer_slice(&article), &wide);
    compare_pieces(&plain, buffer_slice(&wide), pieces, COUNT_OF(pieces));
    buffer_free(&article);
    buffer_free(&wide);
}

/* Line and column, counted the plain way. */
static void assert_position(struct slice bytes, const struct span *span)
{
    uint64_t line = 1;
    uint64_t column = 1;
    for (size_t at = 0; at < span->start; at++) {
        char c = bytes.data[at];
        bool ends = c == '\n' || (c == '\r' && bytes.data[at + 1] != '\n');
        line += ends;
        column = ends ? 1 : column + ((c & 0xc0) != 0x80);
    }
    assert_int_equal(span->line, line);
    assert_int_equal(span->column, column);
}

static void spans_are_true(void **state)
{
    (void)state;
    struct buffer article = BUFFER(1 << 24);
    struct document d;
    add_article(&article, 200000);
    struct slice bytes = buffer_slice(&article);
    assert_int_equal(scan_pieces(&plain, "a", bytes, 4096, &d), SCAN_OK);
    assert_true(d.link_count > 100 && d.embed_count > 20);
    for (size_t i = 0; i < d.link_count; i++) {
        const struct span first = link_span(&d.links[i]);
        const struct span *span = &first;
        assert_true(
            slice_equal(slice_part(bytes, span->start, span->end), link_written(&d.links[i])));
        assert_position(bytes, span);
    }
    for (size_t i = 0; i < d.embed_count; i++) {
        assert_position(bytes, &d.embeds[i].span);
    }
    document_free(&d);
    buffer_free(&article);
}

/* UTF-16: spans are bytes of the input as it stands, lines and columns are the same as ever. */
static void spans_of_utf16(void **state)
{
    (void)state;
    static const char text[] = "é🛂 pic.twitter.com/S1\n— Maya 🛂 (@maya_l) June 19, 2018";
    struct buffer wide = BUFFER(1 << 16);
    struct document d;
    widen(slice_from(text), &wide);
    assert_int_equal(scan_pieces(&plain, "a", buffer_slice(&wide), 0, &d), SCAN_OK);
    assert_int_equal(d.bytes, wide.length);
    assert_int_equal(link_span(&d.links[0]).start, 2 + 2 + 4 + 2);
    assert_int_equal(link_span(&d.links[0]).end, 2 + 2 + 4 + 2 + 2 * strlen("pic.twitter.com/S1"));
    assert_int_equal(link_span(&d.links[0]).column, 4);
    assert_int_equal(d.embeds[0].span.start, 2);
    assert_int_equal(d.embeds[0].span.end, wide.length);
    assert_int_equal(d.embeds[0].span.column, 1);
    assert_slice(d.embeds[0].author.name, "Maya 🛂");
    document_free(&d);
    buffer_free(&wide);
}

static void a_byte_order_mark_counts_in_offsets_alone(void **state)
{
    (void)state;
    struct document d;
    assert_int_equal(scan_pieces(&plain, "a", SLICE("\xef\xbb\xbfhttps://a.example/"), 1, &d),
                     SCAN_OK);
    assert_int_equal(link_span(&d.links[0]).start, 3);
    assert_int_equal(link_span(&d.links[0]).end, 21);
    assert_int_equal(link_span(&d.links[0]).column, 1);
    document_free(&d);
}

/* --- One scan for many inputs --- */

static const struct {
    const char *name, *bytes;
} inputs[] = {
    { "a.html", "<title>One</title><base href=\"https://one.example/\"><a href=\"x\">words</a>"
                "<blockquote class=\"twitter-tweet\"><p>said</p>&mdash; Ann (@ann) <a href="
                "\"https://twitter.com/ann/status/1234567890123456789\">May 1, 2020</a>"
                "</blockquote><pre>https://pre.example/" },
    { "b.txt", "See https://text.example/a and https://t.co/abcdefghij\n" },
    { "c.html",
      "<p>a &amp; b<a href=\"https://two.example/\">&lt;two&gt;</a><template><a href=c>" },
    { "d.md",
      "# Head\n[words](https://md.example/ \"t\") and <b><a href=\"https://raw.example/\">x" },
    { "e.bin", "\x7f"
               "ELF\x01\x02\x03\x04 https://not.example/" },
    { "f.html", "<blockquote class=twitter-tweet><a href=https://twitter.com/bob/status/"
                "1234567890123456790>open" },
    { "g.html", "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"datePublished\":"
                "\"2020-05-01T10:00:00Z\"}</script><iframe src=https://www.youtube.com/embed/"
                "dQw4w9WgXcQ></iframe>" },
    { "h.html", "\xff\xfe<\0a\0>\0" },
    { "i.html", "plain words, none of which is a link" },
    { "j.html", "<p>&amp;&amp;&lt; https://far.example/ {% raw %} &amp; <p>https://far.example/b" },
    { "k.html", "<p>[embed]https://www.youtube.com/watch?v=dQw4w9WgXcQ[/embed]\n"
                "{% tweet 1234567890123456789 %}" },
    { "l.txt", "{% raw %}" },
};

static void scan_into(struct scan *s, struct document *d, size_t number, struct buffer *out)
{
    enum scan_status status = scan_all(s, slice_from(inputs[number].bytes));
    status = status == SCAN_OK ? scan_finish(s) : status;
    describe_scan(d, out);
    buffer_printf(out, "%d %.*s %.*s\n", (int)status, (int)d->title.length,
                  d->title.length ? d->title.data : "", (int)d->lang.length,
                  d->lang.length ? d->lang.data : "");
}

/* Behind each of the others, and behind one that was left in the middle. */
static void a_scan_serves_again(void **state)
{
    (void)state;
    struct buffer want = BUFFER(1 << 20);
    struct buffer got = BUFFER(1 << 20);
    struct document first = { .name = SLICE("first.html") };
    struct scan *again = scan_open(&plain, &first);
    struct buffer open = BUFFER(1 << 20); /* so much that it is read */
    while (open.length < (size_t)200 << 10) {
        buffer_add(&open, SLICE("<p>&amp; a<blockquote class=twitter-tweet><p>"));
    }
    buffer_add(&open, SLICE("{% raw %}<pre><a href=//first.example/><p>"));
    assert_int_equal(scan_feed(again, SLICE("<title>First <p>")), SCAN_OK);
    assert_int_equal(scan_feed(again, buffer_slice(&open)), SCAN_OK);
    buffer_free(&open);
    for (size_t i = 0; i < COUNT_OF(inputs) * COUNT_OF(inputs); i++) {
        size_t number = i % COUNT_OF(inputs) * (i / COUNT_OF(inputs) + 1) % COUNT_OF(inputs);
        struct document one = { .name = slice_from(inputs[number].name) };
        struct document other = one;
        struct scan *fresh = scan_open(&plain, &one);
        scan_end(again);
        scan_again(again, &plain, &other);
        scan_into(fresh, &one, number, &want);
        scan_into(again, &other, number, &got);
        assert_string_equal(buffer_string(&got), buffer_string(&want));
        scan_close(fresh);
        document_free(&one);
        document_free(&other);
    }
    scan_close(again);
    document_free(&first);
    assert_non_null(strstr(buffer_string(&want), "1234567890123456789"));
    buffer_free(&want);
    buffer_free(&got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scan_serves_again),
        cmocka_unit_test(any_pieces_give_the_same),
        cmocka_unit_test(utf16_in_any_pieces),
        cmocka_unit_test(spans_are_true),
        cmocka_unit_test(spans_of_utf16),
        cmocka_unit_test(a_byte_order_mark_counts_in_offsets_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
