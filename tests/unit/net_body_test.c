#include "unit.h"

#include "net/body.h"

#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

static struct http_head head_of(const char *fields)
{
    struct http_head says;
    struct buffer text = BUFFER(1000);
    buffer_printf(&text, "HTTP/1.1 200 OK\r\n%s\r\n", fields);
    http_read_head(buffer_slice(&text), &says);
    buffer_free(&text);
    return says;
}

static void begin_whole(struct body *b, const char *fields, size_t most)
{
    struct http_head says = head_of(fields);
    body_init(b);
    body_begin(b, &says, most);
}

static void begin(struct body *b, const char *fields, bool keeps_raw)
{
    begin_whole(b, fields, 0);
    b->keeps_raw = keeps_raw;
}

/* As a whole and a byte at a time, the same is known in the end. */
static void what_it_says_and_what_came_are_told_apart(void **state)
{
    (void)state;
    static const struct {
        const char *fields;
        struct slice in;
        const char *page;
        size_t raw;
        bool broken;
    } rows[] = {
        { "", { "<p>plain", 8 }, "<p>plain", 8, false },
        { "Transfer-Encoding: chunked\r\n",
          { "3\r\n<p>\r\n2\r\nhi\r\n0\r\n\r\njunk", 24 },
          "<p>hi",
          20,
          false },
        { "Transfer-Encoding: chunked\r\n", { "3\r\n<p>\r\nno chunk", 16 }, "<p>", 9, false },
        { "Content-Type: text/html\r\nContent-Encoding: gzip\r\n", { "not gzip", 8 }, "", 8, true },
        { "Content-Type: text/html\r\nContent-Encoding: zstd\r\n",
          { "\x28\xb5\x2f\xfd\x20\x05\x29\x00\x00<p>hi", 14 },
          "<p>hi",
          14,
          false },
        { "Content-Encoding: zstd\r\nTransfer-Encoding: chunked\r\n",
          { "e\r\n\x28\xb5\x2f\xfd\x20\x05\x29\x00\x00<p>hi\r\n0\r\n\r\n", 24 },
          "<p>hi",
          24,
          false },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        size_t pieces[] = { 1, rows[i].in.length };
        for (size_t j = 0; j < COUNT_OF(pieces); j++) {
            struct body b;
            begin(&b, rows[i].fields, true);
            bool more = true;
            for (size_t at = 0; more && at < rows[i].in.length; at += pieces[j]) {
                more = body_take(&b, slice_part(rows[i].in, at, at + pieces[j]));
            }
            body_end(&b);
            assert_int_equal(b.broken, rows[i].broken);
            if (!slice_equal(body_page(&b), slice_from(rows[i].page)) ||
                (!b.broken && body_raw(&b).length != rows[i].raw)) {
                fail_msg("row %zu in pieces of %zu", i, pieces[j]);
            }
            body_free(&b);
        }
    }
}

/* deflate around deflate: the bytes that come last break the outer one, and what was read is gone.
 */
static void what_breaks_in_the_end_is_broken(void **state)
{
    (void)state;
    static const char pressed[] = "\x78\x9c\x93\xef\xe6\x60\x00\x01\x26\xe6\xcd\x9a\x27\x75"
                                  "\x4e\x7a\x6e\x5d\xbd\xe1\x62\xbb\x41\xce\xa4\x4f\xc1\xa6\x8f"
                                  "\x4f\x7d\xee\x0e\xea\x62\x94\x3f\x7b\x5b\x4c\x1a\xa8\x02\x00"
                                  "\x36\xa8\x0f\xaa";
    struct body b;
    begin(&b, "Content-Type: text/html\r\nContent-Encoding: gzip, deflate\r\n", false);
    bool more = true;
    for (size_t at = 0; more && at < sizeof pressed - 1; at += 7) {
        size_t to = at + 7 < sizeof pressed - 1 ? at + 7 : sizeof pressed - 1;
        more = body_take(&b, slice_of(pressed + at, to - at));
    }
    body_end(&b);
    assert_true(b.broken);
    assert_false(b.enough);
    body_free(&b);
}

/* Behind the head, or what opens the body, a little more is read, and then no more. */
static void it_is_not_read_to_its_end(void **state)
{
    (void)state;
    static char page[100000];
    static const char *const starts[] = { "<title>x</title></head>", "<title>x</title><body>" };
    for (size_t i = 0; i < COUNT_OF(starts); i++) {
        struct body b;
        memset(page, 'x', sizeof page);
        memcpy(page, starts[i], strlen(starts[i]));
        begin(&b, "Content-Type: text/html\r\n", false);
        size_t at = 0;
        while (at < sizeof page && body_take(&b, slice_of(page + at, 100))) {
            at += 100;
        }
        assert_true(b.enough);
        assert_in_range(at, 65400, 65700);
        body_free(&b);
    }
}

static size_t read_page(struct slice page)
{
    struct body b;
    size_t at = 0;
    begin(&b, "Content-Type: text/html\r\n", false);
    while (at < page.length && body_take(&b, slice_part(page, at, at + 100))) {
        at += 100;
    }
    assert_true(b.enough);
    body_free(&b);
    return at;
}

/* A page may lead on at its end, and what stands behind a long head is long, too. */
static void of_some_more_is_read(void **state)
{
    (void)state;
    static char page[150000];
    static const struct {
        size_t head, read;
    } rows[] = { { 0, 65536 }, { 32000, 65536 }, { 32768, 65536 }, { 60000, 60000 + 32768 } };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        memset(page, 'x', sizeof page);
        memcpy(page, "<p>", 3);
        memcpy(page + rows[i].head, "</head>", 7);
        size_t read = read_page(slice_of(page, sizeof page));
        if (read + 200 < rows[i].read || read > rows[i].read + 200) {
            fail_msg("row %zu: %zu", i, read);
        }
    }
}

static void without_a_head_the_most_is_read(void **state)
{
    (void)state;
    struct body b;
    size_t taken = 0;
    begin(&b, "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n", false);
    assert_true(body_take(&b, SLICE("fffffff\r\n")));
    while (body_take(&b, SLICE("twenty bytes of it. "))) {
        taken += 20;
    }
    assert_in_range(taken, BODY_MOST - 40, BODY_MOST);
    assert_int_equal(body_page(&b).length, BODY_MOST);
    assert_int_equal(b.raw.length, 0); /* nobody wants it */
    body_free(&b);
}

/* Where nothing says that it is one, a page begins with a tag. */
static void what_is_no_page_is_left(void **state)
{
    (void)state;
    static const struct {
        const char *fields, *body;
        bool page;
    } rows[] = {
        { "", "<p>", true },
        { "", " \n<p>", true },
        { "", "\xef\xbb\xbf<p>", false },
        { "", "words", false },
        { "Content-Type: text/html\r\n", "words", true },
    };
    /* "words" by zstd, of which the first bytes say nothing */
    static const char pressed[] = "\x28\xb5\x2f\xfd\x20\x05\x29\x00\x00words";
    struct body b;
    begin(&b, "Content-Encoding: zstd\r\n", false);
    bool more = true;
    for (size_t at = 0; more && at < sizeof pressed - 1; at++) {
        more = body_take(&b, slice_of(pressed + at, 1));
    }
    body_end(&b);
    assert_true(b.enough);
    assert_int_equal(body_page(&b).length, 0);
    body_free(&b);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        begin(&b, rows[i].fields, false);
        assert_int_equal(body_take(&b, slice_from(rows[i].body)), rows[i].page);
        body_end(&b);
        assert_int_equal(body_page(&b).length, rows[i].page ? strlen(rows[i].body) : 0);
        body_free(&b);
    }
}

/* Of a page that is wanted whole, its page is the beginning, as a link to it has it. */
static void the_whole_is_read_where_it_is_wanted(void **state)
{
    (void)state;
    static const struct {
        const char *fields;
        struct slice in;
        size_t most;
        const char *whole;
        bool cut, page;
    } rows[] = {
        { "Content-Type: text/html\r\n", { "</head>words", 12 }, 12, "</head>words", false, true },
        { "Content-Type: text/html\r\n", { "</head>words", 12 }, 11, "</head>word", true, true },
        { "Content-Type: text/plain\r\n", { "<p>", 3 }, 9, "<p>", false, false },
        { "", { "words", 5 }, 9, "words", false, false },
        { "", { "<p>", 3 }, 9, "<p>", false, true },
        { "Transfer-Encoding: chunked\r\n",
          { "2\r\n<p\r\n2\r\n>h\r\n", 14 },
          3,
          "<p>",
          true,
          true },
        { "Content-Encoding: zstd\r\n",
          { "\x28\xb5\x2f\xfd\x20\x05\x29\x00\x00<p>hi", 14 },
          99,
          "<p>hi",
          false,
          true },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct body b;
        begin_whole(&b, rows[i].fields, rows[i].most);
        bool more = true;
        for (size_t at = 0; more && at < rows[i].in.length; at++) {
            more = body_take(&b, slice_part(rows[i].in, at, at + 1));
        }
        body_end(&b);
        assert_slice(body_whole(&b), rows[i].whole);
        assert_int_equal(body_is_cut(&b), rows[i].cut);
        assert_slice(body_page(&b), rows[i].page ? rows[i].whole : "");
        body_free(&b);
    }
}

/* A megabyte of zeros that gzip makes a kilobyte of. */
static void a_bomb_is_cut(void **state)
{
    (void)state;
    enum { MOST = 200 << 10, ZEROS = 1 << 20 };
    static unsigned char zeros[ZEROS];
    static unsigned char pressed[ZEROS / 100];
    uLongf length = sizeof pressed;
    assert_int_equal(compress(pressed, &length, zeros, sizeof zeros), Z_OK);
    struct body b;
    begin_whole(&b, "Content-Type: text/html\r\nContent-Encoding: deflate\r\n", MOST);
    assert_true(body_take(&b, slice_of((const char *)pressed, length)));
    body_end(&b);
    assert_false(b.broken);
    assert_int_equal(body_whole(&b).length, MOST);
    assert_true(body_is_cut(&b));
    assert_int_equal(body_page(&b).length, BODY_MOST);
    assert_in_range(b.page.room, MOST, 4 * MOST);
    body_free(&b);
}

static void trailers_are_bounded(void **state)
{
    (void)state;
    struct body b;
    size_t taken = 0;
    begin(&b, "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n", false);
    assert_true(body_take(&b, SLICE("3\r\n<p>\r\n0\r\n")));
    while (taken < 1000000 && body_take(&b, SLICE("X: y\r\n"))) {
        taken += 6;
    }
    assert_in_range(taken, 10000, 20000);
    assert_slice(body_page(&b), "<p>");
    body_free(&b);
}

/* Nothing of one is left for the next. */
static void it_is_used_again(void **state)
{
    (void)state;
    struct body b;
    begin(&b, "Content-Type: text/html\r\nContent-Encoding: gzip\r\n", false);
    assert_false(body_take(&b, SLICE("not gzip")));
    struct http_head says = head_of("");
    body_clear(&b);
    body_begin(&b, &says, 0);
    assert_true(body_take(&b, SLICE("<p>next")));
    body_end(&b);
    assert_false(b.broken || b.enough);
    assert_slice(body_page(&b), "<p>next");
    assert_int_equal(b.bytes, 7);
    body_free(&b);
}

/* Takes a page in chunks of a byte each until no more is wanted, or `most` bytes came; `extension`
 * stands behind each size. */
static void take_bytes(struct body *b, const char *extension, size_t most)
{
    static const char start[] = "<!doctype html><body>";
    for (size_t i = 0; i < most; i++) {
        char chunk[64];
        int length = snprintf(chunk, sizeof chunk, "1%s\r\n%c\r\n", extension,
                              i < sizeof start - 1 ? start[i] : 'x');
        if (!body_take(b, slice_of(chunk, (size_t)length))) {
            break;
        }
    }
    body_end(b);
}

/* What is kept of chunks says no less than was read, however many there are. */
static void what_is_kept_of_chunks_says_the_same(void **state)
{
    (void)state;
    static const char *const extensions[] = { "", ";a=0123456789012345678901234567890123456789" };
    for (size_t i = 0; i < COUNT_OF(extensions); i++) {
        struct body b, again;
        begin(&b, "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n", true);
        begin(&again, "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n", false);
        take_bytes(&b, extensions[i], 100000);
        assert_true(b.enough);
        assert_in_range(body_page(&b).length, 20000, 100000);
        body_take(&again, body_raw(&b));
        body_end(&again);
        assert_int_equal(body_page(&again).length, body_page(&b).length);
        body_free(&b);
        body_free(&again);
    }
}

/* RFC 9110 section 6.4.1: of some answers the header says how long the body would be. */
static void an_answer_without_a_body_is_whole(void **state)
{
    (void)state;
    static const struct {
        int status;
        bool whole;
    } rows[] = { { 200, false }, { 204, true }, { 304, true }, { 404, false } };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct body b;
        begin(&b, "Content-Length: 31\r\n", true);
        b.says.status = rows[i].status;
        assert_int_equal(body_is_whole(&b), rows[i].whole);
        body_free(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_it_says_and_what_came_are_told_apart),
        cmocka_unit_test(what_breaks_in_the_end_is_broken),
        cmocka_unit_test(it_is_not_read_to_its_end),
        cmocka_unit_test(of_some_more_is_read),
        cmocka_unit_test(without_a_head_the_most_is_read),
        cmocka_unit_test(what_is_no_page_is_left),
        cmocka_unit_test(the_whole_is_read_where_it_is_wanted),
        cmocka_unit_test(a_bomb_is_cut),
        cmocka_unit_test(trailers_are_bounded),
        cmocka_unit_test(it_is_used_again),
        cmocka_unit_test(an_answer_without_a_body_is_whole),
        cmocka_unit_test(what_is_kept_of_chunks_says_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
