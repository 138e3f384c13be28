/* Links longer than 8 KiB: they are links, and truncated; of them only the beginning is kept. */
#include "unit/scanning.h"

#include "scan/find/edge.h"

static const struct scan_options plain = { .type = "text" };
static const struct scan_options bare = { .type = "text", .bare_domains = true };

static void add_many(struct buffer *b, const char *words, size_t least)
{
    size_t end = b->length + least;
    while (b->length < end) {
        buffer_add(b, slice_from(words));
    }
}

/* What is found is the same however the text is cut. */
static void scan_same(const struct scan_options *options, struct slice bytes, struct document *out)
{
    static const size_t pieces[] = { 4093, 8192, 65536, 100003 };
    struct buffer want = BUFFER(1 << 22);
    struct buffer got = BUFFER(1 << 22);
    assert_int_equal(scan_pieces(options, "a", bytes, 0, out), SCAN_OK);
    describe_scan(out, &want);
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        struct document d;
        buffer_reset(&got);
        assert_int_equal(scan_pieces(options, "a", bytes, pieces[i], &d), SCAN_OK);
        describe_scan(&d, &got);
        assert_string_equal(buffer_string(&got), buffer_string(&want));
        document_free(&d);
    }
    buffer_free(&want);
    buffer_free(&got);
}

/* A link of any length around the limits, and what stands behind it. */
static void every_length_around_the_limits(void **state)
{
    (void)state;
    struct buffer text = BUFFER(1 << 16);
    for (size_t length = URL_LONGEST - 2; length < EDGE_MOST + 40; length++) {
        buffer_reset(&text);
        buffer_add(&text, SLICE("é https://a.example/"));
        while (text.length < 3 + length) {
            buffer_add_char(&text, 'x');
        }
        buffer_add(&text, SLICE(". https://b.example/"));
        struct document d;
        assert_int_equal(scan_pieces(&plain, "a", buffer_slice(&text), 0, &d), SCAN_OK);
        assert_int_equal(d.link_count, 2);
        const struct link *link = &d.links[0];
        size_t kept = length < URL_LONGEST ? length : URL_LONGEST;
        assert_int_equal(link->truncated, length > URL_LONGEST);
        assert_false(link->malformed);
        assert_int_equal(link_span(link).start, 3);
        assert_int_equal(link_span(link).end, 3 + length);
        assert_int_equal(link_span(link).column, 3);
        assert_true(slice_equal(link_written(link), slice_part(buffer_slice(&text), 3, 3 + kept)));
        assert_true(slice_equal(link_url(link), link_written(link)));
        assert_false(d.links[1].truncated);
        assert_slice(link_url(&d.links[1]), "https://b.example/");
        document_free(&d);
    }
    buffer_free(&text);
}

/* A row is `head`, then `body` again and again for so many bytes, then `tail`; the first link
 * begins with the text and ends where `tail` has a "^". */
static void the_link_ends_where_a_shorter_one_would(void **state)
{
    (void)state;
    static const struct {
        const char *head, *body;
        size_t bytes;
        const char *tail;
    } rows[] = {
        { "https://a.example/", "x", 300000, "^ y https://b.example/" },
        { "https://a.example/", "x", 300000, "^!! y https://b.example/" },
        { "https://a.example/", "(/)", 30000, "^) y https://b.example/" },
        { "https://a.example/", "é", 30000, "^。y https://b.example/" },
        { "https://a.example/", "é", 30001, "^\n y https://b.example/" },
        { "https://a.example/", "[a]", 30000, "^[/url] https://b.example/" },
        { "https://a.example/", "x", 8423, "^&quot; https://b.example/" },
        { "https://a.example/", "x", 8424, "^&quot; https://b.example/" },
        { "https://a.example/", "x", 8426, "^&quot; https://b.example/" },
        { "https://a.example/", "x", 8428, "–é^— https://b.example/" },
        { "https://a.example/", "x", 8421, "éß^ https://b.example/" },
        { "https://a.example/", "/x.example/", 70000, "^ y https://b.example/" },
        { "https://a.example?", "x", 70000, "^ y https://b.example/" },
        { "https://t.co/abc?", "x", 70000, "^ y https://b.example/" },
        { "youtu.be/", "x", 70000, "^ y https://b.example/" },
        { "https://a.example/", "x", 70000, "^… y https://b.example/" },
        { "https://a.example/", "https://a.example/", 70000, "^ y https://b.example/" },
    };
    struct buffer text = BUFFER(1 << 20);
    for (size_t i = 0; i < 2 * COUNT_OF(rows); i++) {
        struct slice rest = slice_from(rows[i / 2].tail);
        buffer_reset(&text);
        buffer_add(&text, slice_from(rows[i / 2].head));
        add_many(&text, rows[i / 2].body, rows[i / 2].bytes);
        buffer_add(&text, slice_cut(&rest, '^'));
        size_t end = text.length;
        buffer_add(&text, rest);
        struct document d;
        scan_same(i % 2 ? &bare : &plain, buffer_slice(&text), &d);
        assert_int_equal(d.link_count, 2);
        assert_true(d.links[0].truncated && link_url(&d.links[0]).length && !d.links[1].truncated);
        assert_int_equal(link_span(&d.links[0]).start, 0);
        assert_int_equal(link_span(&d.links[0]).end, end);
        assert_true(link_written(&d.links[0]).length <= URL_LONGEST);
        assert_slice(link_url(&d.links[1]), "https://b.example/");
        document_free(&d);
    }
    buffer_free(&text);
}

/* Signs of several bytes, wherever in them what can be seen ends. */
static void what_ends_it_is_seen_whole(void **state)
{
    (void)state;
    static const struct {
        const char *inside, *end;
    } rows[] = { { "", "&quot;x" }, { "", "日本" },    { "é", "—" },
                 { "–é", "– " },    { "[a]", "[/b]" }, { "&amp;y", "&mdash;" } };
    struct buffer text = BUFFER(1 << 16);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        for (size_t length = EDGE_MOST - 20; length < EDGE_MOST + 20; length++) {
            buffer_reset(&text);
            buffer_add(&text, SLICE("https://a.example/"));
            while (text.length < length) {
                buffer_add_char(&text, 'x');
            }
            buffer_add(&text, slice_from(rows[i].inside));
            size_t end = text.length;
            buffer_add(&text, slice_from(rows[i].end));
            buffer_add(&text, SLICE(" https://b.example/"));
            struct document d;
            assert_int_equal(scan_pieces(&plain, "a", buffer_slice(&text), 0, &d), SCAN_OK);
            assert_int_equal(d.link_count, 2);
            assert_int_equal(link_span(&d.links[0]).end, end);
            document_free(&d);
        }
    }
    buffer_free(&text);
}

/* Punctuation without end behind a link does not make it longer. */
static void what_is_trimmed_does_not_count(void **state)
{
    (void)state;
    struct buffer text = BUFFER(1 << 20);
    buffer_add(&text, SLICE("https://a.example/x"));
    add_many(&text, "!", 100000);
    buffer_add(&text, SLICE(" https://b.example/y"));
    add_many(&text, "?", 100000);
    buffer_add(&text, SLICE("z https://c.example/z"));
    size_t end = text.length - strlen(" https://c.example/z");
    add_many(&text, "!", 100000);
    buffer_add(&text, SLICE("…"));
    struct document d;
    scan_same(&plain, buffer_slice(&text), &d);
    assert_int_equal(d.link_count, 3);
    assert_slice(link_url(&d.links[0]), "https://a.example/x");
    assert_false(d.links[0].truncated);
    assert_true(d.links[1].truncated);
    assert_int_equal(link_span(&d.links[1]).end, end);
    assert_slice(link_url(&d.links[2]), "https://c.example/z");
    assert_true(d.links[2].truncated);
    document_free(&d);
    buffer_free(&text);
}

/* However long what stands before the host is, it is that host's link or names no host at all. */
static void a_host_out_of_sight_is_not_guessed(void **state)
{
    (void)state;
    static const struct {
        const char *head, *body, *tail; /* the link ends at "^" */
        const char *url;                /* what a URL ends in that names the right host */
    } rows[] = {
        { "https://", "u", "@b.example/^ z", "@b.example/" },
        { "https://a.example:80", "x", "@b.example/^ z", "@b.example/" },
        { "https://a.example:", "0", "80/^ z", "https://a.example:80/" },
        { "https://a.example:", "0", "80@b.example^ z", "@b.example/" },
        { "https://u@a.example:80", "x@", "[::1]:80/^ z", "@[::1]:80/" },
        { "https://a.example,", "é", "@b.example/^。z", "@b.example/" },
        { "https://a.example)", "x", "@b.example/y^. z", "@b.example/y" },
    };
    static const size_t bytes[] = { 8000,          8100,           8150,           8160,
                                    URL_LONGEST,   EDGE_MOST - 99, EDGE_MOST - 50, EDGE_MOST - 30,
                                    EDGE_MOST - 9, EDGE_MOST,      EDGE_MOST + 9,  70000 };
    struct buffer text = BUFFER(1 << 20);
    for (size_t i = 0; i < COUNT_OF(rows) * COUNT_OF(bytes); i++) {
        struct slice rest = slice_from(rows[i / COUNT_OF(bytes)].tail);
        buffer_reset(&text);
        buffer_add(&text, slice_from(rows[i / COUNT_OF(bytes)].head));
        add_many(&text, rows[i / COUNT_OF(bytes)].body, bytes[i % COUNT_OF(bytes)]);
        buffer_add(&text, slice_cut(&rest, '^'));
        size_t end = text.length;
        buffer_add(&text, rest);
        buffer_add(&text, SLICE(" https://c.example/"));
        struct document d;
        scan_same(&bare, buffer_slice(&text), &d);
        assert_int_equal(d.link_count, 2);
        assert_int_equal(link_span(&d.links[0]).start, 0);
        assert_int_equal(link_span(&d.links[0]).end, end);
        const struct link *link = &d.links[0];
        bool right = slice_ends_nocase(link_url(link), slice_from(rows[i / COUNT_OF(bytes)].url));
        assert_true(link->truncated || (end <= URL_LONGEST && right));
        assert_true(end <= URL_LONGEST || (link->truncated && (right || !link_url(link).data)));
        assert_slice(link_url(&d.links[1]), "https://c.example/");
        document_free(&d);
    }
    buffer_free(&text);
}

/* A link of which less is decided than stands before its path. */
static void a_long_host_goes_beyond_what_is_decided(void **state)
{
    (void)state;
    enum { DECIDED = 65536 - EDGE_MOST };
    static const size_t before[] = { 1, 20, 400, 4000, 8000 };
    for (size_t i = 0; i < COUNT_OF(before); i++) {
        struct buffer text = BUFFER(1 << 20);
        add_many(&text, "word ", DECIDED - before[i]);
        size_t start = text.length;
        buffer_add(&text, SLICE("https://a.example:80"));
        add_many(&text, "x", 200000);
        size_t end = text.length;
        buffer_add(&text, SLICE(" https://b.example/"));
        struct document d;
        scan_same(&plain, buffer_slice(&text), &d);
        assert_int_equal(d.link_count, 2);
        assert_int_equal(link_span(&d.links[0]).start, start);
        assert_int_equal(link_span(&d.links[0]).end, end);
        document_free(&d);
        buffer_free(&text);
    }
}

/* What would be asked for counts as well as what is written. */
static void the_normalised_url_counts(void **state)
{
    (void)state;
    static const struct {
        size_t count;
        bool truncated;
    } rows[] = { { 1362, false }, { 1363, true }, { 4000, true } };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buffer text = BUFFER(1 << 16);
        buffer_add(&text, SLICE("https://a.example/xy"));
        add_many(&text, "é", 2 * rows[i].count);
        struct document d;
        scan_same(&plain, buffer_slice(&text), &d);
        assert_int_equal(d.link_count, 1);
        assert_int_equal(d.links[0].truncated, rows[i].truncated);
        assert_int_equal(link_written(&d.links[0]).length, text.length);
        assert_in_range(link_url(&d.links[0]).length, URL_LONGEST - 2, URL_LONGEST);
        assert_int_equal((link_url(&d.links[0]).length - strlen("https://a.example/xy")) % 3, 0);
        document_free(&d);
        buffer_free(&text);
    }
}

/* In whole characters. */
static void what_is_kept_is_cut_between_characters(void **state)
{
    (void)state;
    static const char *const heads[] = { "https://a.example/", "https://a.example/x",
                                         "https://a.example/xy", "https://a.example/xyz" };
    for (size_t i = 0; i < COUNT_OF(heads); i++) {
        struct buffer text = BUFFER(1 << 16);
        buffer_add(&text, slice_from(heads[i]));
        add_many(&text, "𐌰", 9000);
        struct document d;
        scan_same(&plain, buffer_slice(&text), &d);
        assert_int_equal(d.link_count, 1);
        struct slice written = link_written(&d.links[0]);
        assert_in_range(written.length, URL_LONGEST - 3, URL_LONGEST);
        assert_int_equal((written.length - strlen(heads[i])) % 4, 0);
        assert_true(slice_starts(buffer_slice(&text), written));
        document_free(&d);
        buffer_free(&text);
    }
}

/* A target is not cut: where the wrapper is, nothing is said of it; and one that is too long itself
 * is none. */
static void a_wrapper_that_is_too_long_wraps_nothing(void **state)
{
    (void)state;
    static const struct {
        const char *head, *body;
        size_t bytes;
        bool truncated, wraps;
    } rows[] = {
        { "https://l.facebook.com/l.php?u=https://b.example/", "x", 8100, false, true },
        { "https://l.facebook.com/l.php?u=https://b.example/", "x", 9000, true, false },
        { "https://twitter.com/a/status/20?x=", "x", 9000, true, false },
        /* base64 of "https://b.example/" and of bytes that become escapes */
        { "https://www.bing.com/ck/a?u=a1aHR0cHM6Ly9iLmV4YW1wbGUv", "w6nDqcOp", 3000, false, true },
        { "https://www.bing.com/ck/a?u=a1aHR0cHM6Ly9iLmV4YW1wbGUv", "w6nDqcOp", 6000, false,
          false },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buffer text = BUFFER(1 << 16);
        buffer_add(&text, slice_from(rows[i].head));
        add_many(&text, rows[i].body, rows[i].bytes);
        struct document d;
        scan_same(&plain, buffer_slice(&text), &d);
        assert_int_equal(d.link_count, 1);
        assert_int_equal(d.embed_count, 0);
        assert_int_equal(d.links[0].truncated, rows[i].truncated);
        assert_int_equal(d.links[0].kind == LINK_WRAPPED, rows[i].wraps);
        assert_int_equal(link_rest(&d.links[0]).unwrapped.length > 0, rows[i].wraps);
        document_free(&d);
        buffer_free(&text);
    }
}

static void in_utf16_the_span_counts_the_input(void **state)
{
    (void)state;
    struct buffer text = BUFFER(1 << 20);
    struct buffer wide = BUFFER(1 << 21);
    buffer_add(&text, SLICE("https://a.example/"));
    add_many(&text, "a𐌰", 150000);
    buffer_add(&text, SLICE("!!!! https://b.example/"));
    widen(buffer_slice(&text), &wide);
    struct document d;
    scan_same(&plain, buffer_slice(&wide), &d);
    assert_int_equal(d.link_count, 2);
    assert_int_equal(link_span(&d.links[0]).start, 2);
    assert_int_equal(link_span(&d.links[0]).end, 2 + 2 * 18 + 150000 / 5 * 6);
    assert_int_equal(link_span(&d.links[1]).start, link_span(&d.links[0]).end + 10);
    document_free(&d);
    buffer_free(&text);
    buffer_free(&wide);
}

static void a_url_given_as_such(void **state)
{
    (void)state;
    static const struct {
        const char *head, *body;
        size_t bytes;
        bool truncated, malformed;
        enum link_kind kind;
    } rows[] = {
        { "https://a.example/", "x", 8174, false, false, LINK_WEB },
        { "https://a.example/", "x", 8175, true, false, LINK_WEB },
        { "https://a.example/", "é", 4000, true, false, LINK_WEB },
        { "https://a.example/", "x", 1000000, true, false, LINK_WEB },
        { "https://twitter.com/a/status/20?", "x", 9000, true, false, LINK_PERMALINK },
        { "youtu.be/", "x", 9000, true, false, LINK_SHORT },
        { "nonsense ", "x", 9000, true, true, LINK_WEB },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena arena = { 0 };
        struct buffer text = BUFFER(1 << 21);
        buffer_add(&text, slice_from(rows[i].head));
        add_many(&text, rows[i].body, rows[i].bytes);
        struct link link = { .embed = NO_EMBED };
        assert_true(scan_url(buffer_slice(&text), &link, &arena));
        assert_true(slice_equal(link_written(&link), buffer_slice(&text)));
        assert_int_equal(link.truncated, rows[i].truncated);
        assert_int_equal(link.malformed, rows[i].malformed);
        assert_int_equal(link_url(&link).length > 0, !rows[i].malformed);
        assert_true(link_url(&link).length <= URL_LONGEST);
        if (rows[i].kind != LINK_SHORT) { /* what youtu.be is, the places say */
            assert_int_equal(link.kind, rows[i].kind);
        }
        arena_free(&arena);
        buffer_free(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_length_around_the_limits),
        cmocka_unit_test(the_link_ends_where_a_shorter_one_would),
        cmocka_unit_test(what_ends_it_is_seen_whole),
        cmocka_unit_test(what_is_trimmed_does_not_count),
        cmocka_unit_test(a_host_out_of_sight_is_not_guessed),
        cmocka_unit_test(a_long_host_goes_beyond_what_is_decided),
        cmocka_unit_test(the_normalised_url_counts),
        cmocka_unit_test(what_is_kept_is_cut_between_characters),
        cmocka_unit_test(a_wrapper_that_is_too_long_wraps_nothing),
        cmocka_unit_test(in_utf16_the_span_counts_the_input),
        cmocka_unit_test(a_url_given_as_such),
    };
    return cmocka_run_group_tests_name("scan_long", tests, NULL, NULL);
}
