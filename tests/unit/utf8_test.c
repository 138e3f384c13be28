#include "unit.h"

#include "syntax/utf8.h"
#include "syntax/utf8_fold.h"

#define BAD UTF8_REPLACEMENT

static void decoding(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        uint32_t code;
        size_t length;
    } rows[] = {
        { "a", 'a', 1 },
        { "\x7f", 0x7f, 1 },
        { "\xc2\x80z", 0x80, 2 },
        { "\xdf\xbf", 0x7ff, 2 },
        { "\xe0\xa0\x80", 0x800, 3 },
        { "\xed\x9f\xbf", 0xd7ff, 3 },
        { "\xee\x80\x80", 0xe000, 3 },
        { "\xef\xbf\xbf", 0xffff, 3 },
        { "\xf0\x90\x80\x80", 0x10000, 4 },
        { "\xf4\x8f\xbf\xbf", 0x10ffff, 4 },
        /* maximal subparts, as the Unicode Standard's table 3-8 and the WHATWG decoder have them */
        { "\x80", BAD, 1 },
        { "\xbf\xbf", BAD, 1 },
        { "\xc0\x80", BAD, 1 },
        { "\xc1\xbf", BAD, 1 },
        { "\xf5\x80\x80\x80", BAD, 1 },
        { "\xff", BAD, 1 },
        { "\xc2", BAD, 1 },
        { "\xc2z", BAD, 1 },
        { "\xe0\x9f\xbf", BAD, 1 },
        { "\xe0\xa0", BAD, 2 },
        { "\xe1\x80z", BAD, 2 },
        { "\xed\xa0\x80", BAD, 1 },
        { "\xf0\x8f\xbf\xbf", BAD, 1 },
        { "\xf1\x80z", BAD, 2 },
        { "\xf1\x80\x80\xc2", BAD, 3 },
        { "\xf4\x90\x80\x80", BAD, 1 },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        size_t length = 0;
        assert_int_equal(utf8_decode(slice_from(rows[i].in), &length), rows[i].code);
        assert_int_equal(length, rows[i].length);
    }
}

static void decoding_backwards(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        uint32_t code;
        size_t length;
    } rows[] = {
        { "a", 'a', 1 },
        { "\xc3\xa9z", 'z', 1 },
        { "z\xc3\xa9", 0xe9, 2 },
        { "\xe2\x80\xa6", 0x2026, 3 },
        { "z\xf0\x9f\x98\x80", 0x1f600, 4 },
        { "\x80", BAD, 1 },
        { "a\x80", BAD, 1 },
        { "\x80\x80\x80\x80\x80", BAD, 1 },
        { "\xc3\xa9\x80", BAD, 1 },
        { "a\xe2\x80", BAD, 2 },
        { "a\xf0\x9f\x98", BAD, 3 },
        { "a\xc3", BAD, 1 },
        { "\xed\xa0\x80", BAD, 1 },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        size_t length = 0;
        assert_int_equal(utf8_decode_last(slice_from(rows[i].in), &length), rows[i].code);
        assert_int_equal(length, rows[i].length);
    }
}

static void every_scalar_value(void **state)
{
    (void)state;
    struct buffer b = BUFFER(8);
    for (uint32_t code = 0; code <= 0x10ffff; code++) {
        if (code >= 0xd800 && code < 0xe000) {
            continue;
        }
        buffer_reset(&b);
        utf8_encode(code, &b);
        size_t forth = 0;
        size_t back = 0;
        bool good = utf8_decode(buffer_slice(&b), &forth) == code && forth == b.length &&
                    utf8_decode_last(buffer_slice(&b), &back) == code && back == b.length &&
                    utf8_is_valid(buffer_slice(&b));
        if (!good) {
            fail_msg("U+%04X does not come back", (unsigned)code);
        }
    }
    buffer_free(&b);
}

/* A bad byte at every place of texts of many lengths: none hides in a step of eight. */
static void validity(void **state)
{
    (void)state;
    char text[40];
    for (size_t length = 0; length <= sizeof text; length++) {
        memset(text, 'a', sizeof text);
        assert_true(utf8_is_valid(slice_of(text, length)));
        for (size_t at = 0; at < length; at++) {
            text[at] = '\x80';
            assert_false(utf8_is_valid(slice_of(text, length)));
            text[at] = '\xc3';
            assert_false(utf8_is_valid(slice_of(text, length)));
            if (at + 1 < length) {
                text[at + 1] = '\xa9';
                assert_true(utf8_is_valid(slice_of(text, length)));
                text[at + 1] = 'a';
            }
            text[at] = 'a';
        }
    }
}

static void repair(void **state)
{
    (void)state;
    static const struct {
        const char *in, *want;
    } rows[] = {
        { "", "" },
        { "plain", "plain" },
        { "caf\xc3\xa9", "caf\xc3\xa9" },
        { "\xff", "\xef\xbf\xbd" },
        { "a\xc3", "a\xef\xbf\xbd" },
        { "\xc3z", "\xef\xbf\xbdz" },
        { "\xe2\x80z\xe2", "\xef\xbf\xbdz\xef\xbf\xbd" },
        { "\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
        { "12345678\xf0\x9f\x98 12345678", "12345678\xef\xbf\xbd 12345678" },
    };
    struct buffer b = BUFFER(100);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        buffer_reset(&b);
        utf8_repair(slice_from(rows[i].in), &b);
        assert_slice(buffer_slice(&b), rows[i].want);
        assert_true(utf8_is_valid(buffer_slice(&b)));
        assert_false(b.failed);
    }
    buffer_free(&b);
}

static void punctuation(void **state)
{
    (void)state;
    static const uint32_t yes[] = { '!',    '"',    '#',    '%',    '&',    '\'',   '(',
                                    ')',    '*',    ',',    '-',    '.',    '/',    ':',
                                    ';',    '?',    '@',    '[',    '\\',   ']',    '_',
                                    '{',    '}',    0xa1,   0xab,   0xb7,   0xbb,   0xbf,
                                    0x2014, 0x2019, 0x201d, 0x2026, 0x3001, 0x3002, 0x300d,
                                    0xff01, 0xff09, 0xff0c, 0x60c,  0x964,  0x1e95f };
    static const uint32_t no[] = { 0,      ' ',    'a',    '0',    '$',     '+',     '<',
                                   '=',    '>',    '^',    '`',    '|',     '~',     0x80,
                                   0xa2,   0xa9,   0xac,   0xe9,   0x20ac,  0x2122,  0x2192,
                                   0x2603, 0x3000, 0x4f8b, 0xff0b, 0x1f600, 0x1e960, 0x10ffff };
    for (size_t i = 0; i < COUNT_OF(yes); i++) {
        if (!utf8_is_punctuation(yes[i])) {
            fail_msg("U+%04X is punctuation", (unsigned)yes[i]);
        }
    }
    for (size_t i = 0; i < COUNT_OF(no); i++) {
        if (utf8_is_punctuation(no[i])) {
            fail_msg("U+%04X is no punctuation", (unsigned)no[i]);
        }
    }
}

/* Were the table out of order, the search would miss some of it. The numbers are those of Unicode
 * 14 (P*: 819, Z*: 19; R, AL and AN: 5482). */
static void whole_categories(void **state)
{
    (void)state;
    size_t punctuation = 0;
    size_t spaces = 0;
    size_t marks = 0;
    size_t leftward = 0;
    for (uint32_t code = 0; code <= 0x10ffff; code++) {
        punctuation += utf8_is_punctuation(code);
        spaces += utf8_is_space(code);
        marks += utf8_is_direction_mark(code);
        leftward += utf8_is_right_to_left(code);
    }
    assert_int_equal(punctuation, 819);
    assert_int_equal(spaces, 19 + 4);
    assert_int_equal(marks, 3 + 5 + 4);
    assert_int_equal(leftward, 5482);
}

static void right_to_left(void **state)
{
    (void)state;
    static const uint32_t yes[] = { 0x590, 0x5be,  0x5d0,   0x627,  0x661,
                                    0x6fa, 0xfb1d, 0x10800, 0x1efff };
    static const uint32_t no[] = {
        'a', 0x58f, 0x591, 0x64b, 0x6f1, 0x900, 0x4f8b, 0xfdff, 0x1f000
    };
    for (size_t i = 0; i < COUNT_OF(yes); i++) {
        assert_true(utf8_is_right_to_left(yes[i]));
    }
    for (size_t i = 0; i < COUNT_OF(no); i++) {
        assert_false(utf8_is_right_to_left(no[i]));
    }
}

/* One character after the other, as the words say. */
static void fold_plainly(struct slice s, size_t most, struct buffer *into)
{
    bool space = false, begun = false;
    for (size_t length; s.length && most > 0; s = slice_skip(s, length)) {
        if (utf8_is_space(utf8_decode(s, &length))) {
            space = begun;
            continue;
        }
        if (space && --most > 0) {
            buffer_add_char(into, ' ');
        }
        if (most > 0) {
            buffer_add(into, slice_part(s, 0, length));
            most--;
        }
        space = false;
        begun = true;
    }
}

static void folds_runs_like_characters(void **state)
{
    (void)state;
    static const char *const parts[] = { "a",        "word",     " ",
                                         " ",        "!",        "\n",
                                         "\xc3\xa9", "\xc2\xa0", "longer-words",
                                         "\x01",     "\xff",     " b" };
    struct buffer in = BUFFER(4096), got = BUFFER(4096), want = BUFFER(4096);
    unsigned draw = 7;
    size_t folded = 0;
    for (size_t i = 0; i < 20000; i++) {
        buffer_reset(&in);
        for (size_t j = 0; j < i % 23; j++) {
            draw = draw * 1664525 + 1013904223;
            buffer_add(&in, slice_from(parts[(draw >> 16) % COUNT_OF(parts)]));
        }
        size_t most = i % 3 ? i % 29 : 1000;
        buffer_reset(&got);
        buffer_reset(&want);
        utf8_fold_spaces(buffer_slice(&in), most, &got);
        fold_plainly(buffer_slice(&in), most, &want);
        assert_true(slice_equal(buffer_slice(&got), buffer_slice(&want)));
        buffer_reset(&want);
        fold_plainly(buffer_slice(&in), SIZE_MAX, &want);
        bool stays = in.length && slice_is_ascii(buffer_slice(&in)) &&
                     !memchr(in.data, '\x01', in.length) &&
                     slice_equal(buffer_slice(&in), buffer_slice(&want));
        assert_int_equal(utf8_is_folded(buffer_slice(&in)), stays);
        folded += stays;
    }
    assert_true(folded > 200);
    buffer_free(&in);
    buffer_free(&got);
    buffer_free(&want);
}

static void skips_spaces_and_marks(void **state)
{
    static const struct {
        const char *in;
        size_t from, behind;
    } rows[] = {
        { "", 0, 0 },
        { "a", 0, 0 },
        { " \t\n\f\ra", 0, 5 },
        { "a  b", 1, 3 },
        { "  ", 0, 2 },
        { "\xe2\x80\x8e\xc2\xa0-", 0, 5 },
        { "\xe2\x80\xafx", 0, 3 },
        { "\xe2\x80", 0, 0 },
        { "\xd8\x9c \xd8\x9b", 0, 3 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        assert_int_equal(utf8_skip_spaces(slice_from(rows[i].in), rows[i].from), rows[i].behind);
    }
}

static void case_is_folded(void **state)
{
    (void)state;
    static const struct {
        const char *in, *want;
    } rows[] = {
        { "", "" },
        { "aZ 09", "az 09" },
        { "\xc3\x84\xc3\xa4", "\xc3\xa4\xc3\xa4" },
        { "Stra\xc3\x9f"
          "e",
          "strasse" },
        { "\xce\xa3\xcf\x82", "\xcf\x83\xcf\x83" },
        { "\xd0\x9d\xd0\x95", "\xd0\xbd\xd0\xb5" },
        { "\xef\xac\x83", "ffi" },
        { "\xe4\xb8\xad", "\xe4\xb8\xad" },
    };
    struct buffer got = BUFFER(100);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        buffer_reset(&got);
        utf8_fold_case(slice_from(rows[i].in), &got);
        assert_string_equal(buffer_string(&got), rows[i].want);
    }
    buffer_free(&got);
}

static void foldings_are_sorted(void **state)
{
    (void)state;
    assert_true(utf8_folding_count > 200);
    for (size_t i = 0; i < utf8_folding_count; i++) {
        const struct utf8_folding *f = &utf8_foldings[i];
        assert_true(f->first <= f->last && f->step > 0 && (f->to[1] == 0 || f->first == f->last));
        assert_true(i == 0 || utf8_foldings[i - 1].last < f->first);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(case_is_folded),
        cmocka_unit_test(foldings_are_sorted),
        cmocka_unit_test(decoding),
        cmocka_unit_test(decoding_backwards),
        cmocka_unit_test(every_scalar_value),
        cmocka_unit_test(validity),
        cmocka_unit_test(repair),
        cmocka_unit_test(punctuation),
        cmocka_unit_test(whole_categories),
        cmocka_unit_test(right_to_left),
        cmocka_unit_test(folds_runs_like_characters),
        cmocka_unit_test(skips_spaces_and_marks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
