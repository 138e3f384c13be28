#include "unit.h"

#include "syntax/base64.h"

/* RFC 4648, section 10, and what is written otherwise; NULL: it is none. */
static const struct {
    const char *in, *want;
} rows[] = {
    { "", "" },        { "Zg==", "f" },       { "Zm8=", "fo" },
    { "Zm9v", "foo" }, { "Zm9vYg", "foob" },  { "Zm9v\r\nYmE=", "fooba" },
    { "Pj4+", ">>>" }, { "Pz8/", "???" },     { "Zm9-", NULL },
    { "Zm=v", NULL },  { " Zm9v = ", "foo" },
};

static void decodes(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buffer got = BUFFER(100);
        bool good = base64_decode(slice_from(rows[i].in), &got);
        assert_int_equal(good, rows[i].want != NULL);
        if (good) {
            assert_slice(buffer_slice(&got), rows[i].want);
        }
        buffer_free(&got);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
