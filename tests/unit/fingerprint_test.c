#include "unit.h"

#include "base/sha256.h"
#include "judge/fingerprint.h"

#include <stdlib.h>

/* FIPS 180-4's examples, and lengths about the end of a block. */
static void sums_are_those_of_the_standard(void **state)
{
    (void)state;
    static const struct {
        const char *unit;
        size_t times;
        const char *want;
    } table[] = {
        { "", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
        { "abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
        { "a", 55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318" },
        { "a", 56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a" },
        { "a", 63, "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34" },
        { "a", 64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb" },
        { "a", 65, "635361c48bb9eab14198e76ea8ab7f1a41685d6ad62aa9146d301d4f17eb0ae0" },
        { "a", 1000, "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3" },
    };
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(table); i++, count++) {
        struct sha256 h;
        char digits[2 * SHA256_BYTES + 1];
        sha256_open(&h);
        for (size_t j = 0; j < table[i].times; j++) {
            sha256_add(&h, slice_from(table[i].unit));
        }
        sha256_close_hex(&h, 2 * SHA256_BYTES, digits);
        assert_string_equal(digits, table[i].want);
    }
    assert_int_equal(count, 8);
}

/* However a text is cut, its sum is the same. */
static void cuts_do_not_count(void **state)
{
    (void)state;
    char text[300];
    char whole[2 * SHA256_BYTES + 1];
    struct sha256 h;
    memset(text, 'x', sizeof text);
    sha256_open(&h);
    sha256_add(&h, slice_of(text, sizeof text));
    sha256_close_hex(&h, 2 * SHA256_BYTES, whole);
    for (size_t cut = 0; cut <= sizeof text; cut++) {
        char parted[2 * SHA256_BYTES + 1];
        sha256_open(&h);
        sha256_add(&h, slice_of(text, cut));
        sha256_add(&h, slice_of(text + cut, sizeof text - cut));
        sha256_close_hex(&h, 2 * SHA256_BYTES, parted);
        assert_string_equal(parted, whole);
    }
}

/* These stand in the baselines of those who use landfall: they are the same for ever, everywhere.
 */
static void fingerprints_stay(void **state)
{
    (void)state;
    static const struct {
        const char *class, *file, *url;
        uint64_t ordinal;
        const char *want;
    } table[] = {
        { "dead", "a.md", "https://a.example/", 0, "c337f7ef1b1ee99bd859bd0a870685c4" },
        { "dead", "a.md", "https://a.example/", 1, "f380e4674e6d4f14a5399403ffd4026e" },
        { "unsure", "docs/\xc3\xbc.md", "./b.md#c", 12, "b220412b794db80e78b8e09ac596c273" },
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        char got[FINGERPRINT + 1];
        fingerprint_write(slice_from(table[i].class), slice_from(table[i].file),
                          slice_from(table[i].url), table[i].ordinal, got);
        assert_string_equal(got, table[i].want);
        assert_true(fingerprint_is(slice_from(got)));
    }
}

/* What goes over from one part into the next is not the same. */
static void parts_are_not_confused(void **state)
{
    (void)state;
    char one[FINGERPRINT + 1];
    char other[FINGERPRINT + 1];
    fingerprint_write(SLICE("dead"), SLICE("a"), SLICE("bc"), 1, one);
    fingerprint_write(SLICE("dead"), SLICE("ab"), SLICE("c"), 1, other);
    assert_string_not_equal(one, other);
    fingerprint_write(SLICE("dead"), SLICE("a"), SLICE("bc1"), 1, one);
    fingerprint_write(SLICE("dead"), SLICE("a"), SLICE("bc"), 11, other);
    assert_string_not_equal(one, other);
}

static void digits_are_told_from_others(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        bool want;
    } table[] = {
        { "0123456789abcdef", true },
        { "0123456789abcde", false },
        { "0123456789ABCDEF", false },
        { "0123456789abcdeg", false },
        { "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", true },
        { "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0", false },
        { "", false },
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        assert_int_equal(fingerprint_is(slice_from(table[i].in)), table[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_are_those_of_the_standard),
        cmocka_unit_test(cuts_do_not_count),
        cmocka_unit_test(fingerprints_stay),
        cmocka_unit_test(parts_are_not_confused),
        cmocka_unit_test(digits_are_told_from_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
