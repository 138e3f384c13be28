#include "unit.h"

#include "syntax/coding.h"

#define ZLIB_CONST
#include <zlib.h>

#define BYTES(literal)                                                                             \
    {                                                                                              \
        literal, sizeof literal - 1                                                                \
    }
#define PAGE "<title>Pressed &amp; sent</title>"

/* The same page, by the tools named so. */
static const struct {
    const char *name;
    enum coding coding;
    struct slice bytes;
} pressed[] = {
    { "gzip", CODING_GZIP,
      BYTES("\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xb3\x29\xc9\x2c\xc9\x49\xb5\x0b\x28\x4a"
            "\x2d\x2e\x4e\x4d\x51\x50\x4b\xcc\x2d\xb0\x56\x28\x4e\xcd\x2b\xb1\xd1\x87\xc8\x00"
            "\x00\xa9\x8f\xe1\x1c\x21\x00\x00\x00") },
    { "deflate", CODING_DEFLATE,
      BYTES("\x78\x9c\xb3\x29\xc9\x2c\xc9\x49\xb5\x0b\x28\x4a\x2d\x2e\x4e\x4d\x51\x50\x4b\xcc"
            "\x2d\xb0\x56\x28\x4e\xcd\x2b\xb1\xd1\x87\xc8\x00\x00\xcb\x64\x0b\xd7") },
    { "deflate", CODING_DEFLATE,
      BYTES(
          "\xb3\x29\xc9\x2c\xc9\x49\xb5\x0b\x28\x4a\x2d\x2e\x4e\x4d\x51\x50\x4b\xcc\x2d\xb0\x56\x28"
          "\x4e\xcd\x2b\xb1\xd1\x87\xc8\x00\x00") }, /* without the header of RFC 1950 */
    { "br", CODING_BROTLI,
      BYTES("\xa1\x00\x01\xc0\x6f\xa4\xaa\xfd\xf5\x4b\x99\xdb\x9c\xe2\xa1\xab\x42\x68\xe9\x0d"
            "\x52\xf0\xa4\x23\x70\x67\xba\x2d\x04") },
    { "zstd", CODING_ZSTD,
      BYTES(
          "\x28\xb5\x2f\xfd\x20\x21\x09\x01\x00\x3c\x74\x69\x74\x6c\x65\x3e\x50\x72\x65\x73\x73\x65"
          "\x64\x20\x26\x61\x6d\x70\x3b\x20\x73\x65\x6e\x74\x3c\x2f\x74\x69\x74\x6c\x65\x3e") },
};

static struct codings one(enum coding coding)
{
    return (struct codings){ .list = { (uint8_t)coding }, .count = 1 };
}

static void names_are_known(void **state)
{
    (void)state;
    static const struct {
        const char *field;
        struct codings want;
    } rows[] = {
        { "gzip", { .list = { CODING_GZIP }, .count = 1 } },
        { "X-GZip", { .list = { CODING_GZIP }, .count = 1 } },
        { "deflate, br", { .list = { CODING_DEFLATE, CODING_BROTLI }, .count = 2 } },
        { " zstd ,, identity", { .list = { CODING_ZSTD }, .count = 1 } },
        { "", { .count = 0 } },
        { "chunked", { .count = 0 } },
        { "x-secret", { .unknown = true } },
        { "gzip, x-secret", { .list = { CODING_GZIP }, .count = 1, .unknown = true } },
        { "br,br,br,br,br", { .list = { 3, 3, 3, 3, 3 }, .count = 5 } },
        { "br,br,br,br,br,br", { .list = { 3, 3, 3, 3, 3 }, .count = 5, .too_many = true } },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct codings got = { .count = 0 };
        codings_add(&got, slice_from(rows[i].field));
        assert_int_equal(got.count, rows[i].want.count);
        assert_memory_equal(got.list, rows[i].want.list, sizeof got.list);
        assert_int_equal(got.unknown, rows[i].want.unknown);
        assert_int_equal(got.too_many, rows[i].want.too_many);
    }
}

/* Whole, and cut at any place: what comes out then is how the page begins. */
static void each_is_undone(void **state)
{
    (void)state;
    struct buffer out = BUFFER(1000);
    for (size_t i = 0; i < COUNT_OF(pressed); i++) {
        struct codings c = one(pressed[i].coding);
        for (size_t cut = 0; cut <= pressed[i].bytes.length; cut++) {
            buffer_reset(&out);
            enum coding_end end = codings_undo(&c, slice_part(pressed[i].bytes, 0, cut), &out);
            bool whole = cut == pressed[i].bytes.length;
            if (end != (whole ? CODING_WHOLE : CODING_CUT)) {
                fail_msg("%s, %zu bytes: %d", pressed[i].name, cut, (int)end);
            }
            assert_true(slice_starts(SLICE(PAGE), buffer_slice(&out)) || out.length == 0);
            assert_true(!whole || slice_equal(buffer_slice(&out), SLICE(PAGE)));
        }
    }
    buffer_free(&out);
}

static void the_limit_holds(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(pressed); i++) {
        struct codings c = one(pressed[i].coding);
        struct buffer out = BUFFER(10);
        assert_int_equal(codings_undo(&c, pressed[i].bytes, &out), CODING_CUT);
        assert_true(slice_equal(buffer_slice(&out), SLICE("<title>Pre")));
        assert_false(out.failed);
        buffer_free(&out);
    }
}

static void what_is_broken_is_told(void **state)
{
    (void)state;
    struct buffer out = BUFFER(1000);
    static const enum coding all[] = { CODING_GZIP, CODING_DEFLATE, CODING_BROTLI, CODING_ZSTD };
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        struct codings c = one(all[i]);
        assert_int_equal(codings_undo(&c, SLICE("this is nothing of the kind at all"), &out),
                         CODING_BROKEN);
    }
    struct codings unknown = { .unknown = true };
    struct codings many = { .too_many = true };
    assert_int_equal(codings_undo(&unknown, SLICE("x"), &out), CODING_BROKEN);
    assert_int_equal(codings_undo(&many, SLICE("x"), &out), CODING_BROKEN);
    buffer_free(&out);
}

static size_t press(struct slice in, int bits, char *out, size_t room)
{
    z_stream z = { .next_in = (const unsigned char *)in.data, .avail_in = (unsigned)in.length };
    assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_out = (unsigned char *)out;
    z.avail_out = (unsigned)room;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    deflateEnd(&z);
    return room - z.avail_out;
}

/* br, then deflate, then gzip: undone from behind. */
static void several_are_undone_in_turn(void **state)
{
    (void)state;
    char inner[200];
    char outer[200];
    struct codings c = { .list = { CODING_BROTLI, CODING_DEFLATE, CODING_GZIP }, .count = 3 };
    struct buffer out = BUFFER(1000);
    size_t length = press(pressed[3].bytes, MAX_WBITS, inner, sizeof inner);
    length = press(slice_of(inner, length), MAX_WBITS + 16, outer, sizeof outer);
    assert_int_equal(codings_undo(&c, slice_of(outer, length), &out), CODING_WHOLE);
    assert_slice(buffer_slice(&out), PAGE);
    buffer_reset(&out);
    assert_int_equal(codings_undo(&c, slice_of(outer, length - 12), &out), CODING_CUT);
    struct codings none = { .count = 0 };
    buffer_reset(&out);
    assert_int_equal(codings_undo(&none, SLICE(PAGE), &out), CODING_WHOLE);
    assert_slice(buffer_slice(&out), PAGE);
    buffer_free(&out);
}

/* Members and frames may follow each other; what else follows a gzip file is no part of it. */
static void parts_follow_each_other(void **state)
{
    (void)state;
    static const size_t doubled[] = { 0, 4 };
    char twice[300];
    struct buffer out = BUFFER(1000);
    for (size_t i = 0; i < COUNT_OF(doubled); i++) {
        struct slice part = pressed[doubled[i]].bytes;
        struct codings c = one(pressed[doubled[i]].coding);
        memcpy(twice, part.data, part.length);
        memcpy(twice + part.length, part.data, part.length);
        buffer_reset(&out);
        assert_int_equal(codings_undo(&c, slice_of(twice, 2 * part.length), &out), CODING_WHOLE);
        assert_slice(buffer_slice(&out), PAGE PAGE);
    }
    struct slice part = pressed[0].bytes;
    struct codings c = one(CODING_GZIP);
    memcpy(twice, part.data, part.length);
    memset(twice + part.length, 'x', 50);
    buffer_reset(&out);
    assert_int_equal(codings_undo(&c, slice_of(twice, part.length + 50), &out), CODING_WHOLE);
    assert_slice(buffer_slice(&out), PAGE);
    buffer_free(&out);
}

/* A megabyte of nothing in a thousand bytes: no more comes out than may. */
static void a_bomb_is_stopped(void **state)
{
    (void)state;
    enum { BIG = 1 << 20, LIMIT = 100000 };
    static char nothing[BIG];
    char small[4096];
    size_t length = press(slice_of(nothing, BIG), MAX_WBITS + 16, small, sizeof small);
    struct codings c = one(CODING_GZIP);
    struct buffer out = BUFFER(LIMIT);
    assert_int_equal(codings_undo(&c, slice_of(small, length), &out), CODING_CUT);
    assert_int_equal(out.length, LIMIT);
    buffer_free(&out);
}

/* --- Chunks --- */

static const struct {
    const char *in, *want;
    enum chunk_state end;
    size_t behind; /* bytes that are no part of it */
} chunked[] = {
    { "5\r\nhello\r\n0\r\n\r\n", "hello", CHUNK_DONE, 0 },
    { "5\r\nhello\r\n0\r\n\r\nHTTP/1.1", "hello", CHUNK_DONE, 8 },
    { "5\r\nhello\r\n1;a=b\r\n!\r\n000\r\n\r\n", "hello!", CHUNK_DONE, 0 },
    { "a\r\n0123456789\r\nA \r\n0123456789\r\n0\r\nX: y\r\nZ: 1\r\n\r\nmore",
      "01234567890123456789", CHUNK_DONE, 4 },
    { "5\nhello\n0\n\n", "hello", CHUNK_DONE, 0 },
    { "5\r\nhel", "hel", CHUNK_DATA, 0 },
    { "5\r\nhello", "hello", CHUNK_DATA_END, 0 },
    { "0\r\nX: y", "", CHUNK_TRAILER_LINE, 0 },
    { "0\r\n", "", CHUNK_TRAILER, 0 },
    { "zz\r\n", "", CHUNK_BROKEN, 3 },
    { "\r\n5\r\nhello", "", CHUNK_BROKEN, 9 },
    { "5\r\nhello5\r\nhello", "hello", CHUNK_BROKEN, 7 },
    { "1234567890123456\r\n", "", CHUNK_BROKEN, 2 },
    { "fffffffffffffff\r\nx", "x", CHUNK_DATA, 0 },
};

static void chunks_are_undone_however_they_come(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(chunked); i++) {
        struct slice in = slice_from(chunked[i].in);
        for (size_t piece = 1; piece <= in.length; piece++) {
            struct buffer out = BUFFER(1000);
            struct chunks c = { .left = 0 };
            size_t read = 0;
            for (size_t at = 0; at < in.length; at += piece) {
                size_t to = at + piece < in.length ? at + piece : in.length;
                read += chunks_read(&c, slice_part(in, at, to), &out);
            }
            if (c.state != chunked[i].end || read != in.length - chunked[i].behind ||
                !slice_equal(buffer_slice(&out), slice_from(chunked[i].want))) {
                fail_msg("row %zu in pieces of %zu: %d, %zu", i, piece, (int)c.state, read);
            }
            buffer_free(&out);
        }
    }
}

static void chunks_are_bounded(void **state)
{
    (void)state;
    struct buffer out = BUFFER(3);
    struct chunks c = { .left = 0 };
    chunks_read(&c, SLICE("5\r\nhello\r\n0\r\nX: trailing"), &out);
    assert_slice(buffer_slice(&out), "hel");
    assert_false(out.failed);
    assert_int_equal(c.trailing, 11);
    buffer_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_known),
        cmocka_unit_test(each_is_undone),
        cmocka_unit_test(the_limit_holds),
        cmocka_unit_test(what_is_broken_is_told),
        cmocka_unit_test(several_are_undone_in_turn),
        cmocka_unit_test(parts_follow_each_other),
        cmocka_unit_test(a_bomb_is_stopped),
        cmocka_unit_test(chunks_are_undone_however_they_come),
        cmocka_unit_test(chunks_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
