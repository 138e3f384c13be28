/* UTF-16 to UTF-8, whatever the pieces. */
#include "unit.h"

#include "syntax/utf16.h"

#define BAD "\xef\xbf\xbd"

static const struct {
    struct slice in; /* little end first */
    const char *want;
} rows[] = {
    { SLICE(""), "" },
    { SLICE("a\0\xe9\0\xac\x20"), "aé€" },
    { SLICE("\x3d\xd8\x00\xde"), "\xf0\x9f\x98\x80" },
    { SLICE("\x3d\xd8"), BAD },
    { SLICE("\x3d\xd8\x00"), BAD },
    { SLICE("\x3d\xd8"
            "a\0"),
      BAD "a" },
    { SLICE("\x3d\xd8\x3d\xd8\x00\xde"), BAD "\xf0\x9f\x98\x80" },
    { SLICE("\x00\xde"
            "a\0"),
      BAD "a" },
    { SLICE("a\0b"), "a" BAD },
    { SLICE("\xff\xdb\xff\xdf\xff\xd7\x00\xe0"), "\xf4\x8f\xbf\xbf\xed\x9f\xbf\xee\x80\x80" },
};

static void decodes_in_any_pieces(void **state)
{
    (void)state;
    struct buffer got = BUFFER(4096);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        for (size_t piece = 1; piece <= 8; piece++) {
            struct utf16 u = { .big_endian = false };
            struct slice rest = rows[i].in;
            buffer_reset(&got);
            while (rest.length) {
                size_t length = rest.length < piece ? rest.length : piece;
                utf16_decode(&u, slice_part(rest, 0, length), &got);
                rest = slice_skip(rest, length);
            }
            utf16_finish(&u, &got);
            assert_string_equal(buffer_string(&got), rows[i].want);
        }
    }
    buffer_free(&got);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(decodes_in_any_pieces) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
