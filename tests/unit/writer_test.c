#include "unit/unit.h"

#include "emit/writer.h"

#include <jansson.h>
#include <stdlib.h>

/* What the writer makes of one string, read back by another's parser. */
static void assert_round_trip(struct slice in, const char *text, struct slice back)
{
    char *out = NULL;
    size_t length = 0;
    FILE *to = open_memstream(&out, &length);
    struct writer *w = malloc(sizeof *w);
    writer_open(w, to, false);
    write_begin(w, '{');
    write_field(w, "s", in);
    write_end(w, '}');
    assert_true(writer_close(w));
    fclose(to);
    if (text) {
        assert_string_equal(out, text);
    }
    json_error_t error;
    json_t *read = json_loadb(out, length, JSON_ALLOW_NUL, &error);
    assert_non_null(read);
    const json_t *value = json_object_get(read, "s");
    assert_true(slice_equal(slice_of(json_string_value(value), json_string_length(value)), back));
    json_decref(read);
    free(w);
    free(out);
}

static void strings_are_safe_for_parsers_and_terminals(void **state)
{
    (void)state;
    static const struct {
        struct slice in;
        const char *text;
        struct slice back;
    } cases[] = {
        { { "plain", 5 }, "{\"s\":\"plain\"}\n", { "plain", 5 } },
        { { "say \"a\\b\"", 9 }, "{\"s\":\"say \\\"a\\\\b\\\"\"}\n", { "say \"a\\b\"", 9 } },
        { { "\n\r\t\b\f\1", 6 }, "{\"s\":\"\\n\\r\\t\\b\\f\\u0001\"}\n", { "\n\r\t\b\f\1", 6 } },
        { { "a\0b", 3 }, "{\"s\":\"a\\u0000b\"}\n", { "a\0b", 3 } },
        { { "\x1b]0;x\x07", 6 }, "{\"s\":\"\\u001b]0;x\\u0007\"}\n", { "\x1b]0;x\x07", 6 } },
        { { "\x7f", 1 }, "{\"s\":\"\\u007f\"}\n", { "\x7f", 1 } },
        { { "\xc2\x9b", 2 }, "{\"s\":\"\\u009b\"}\n", { "\xc2\x9b", 2 } },
        { { "\xe2\x80\xae", 3 }, "{\"s\":\"\\u202e\"}\n", { "\xe2\x80\xae", 3 } },
        { { "\xe2\x80\xa8", 3 }, "{\"s\":\"\\u2028\"}\n", { "\xe2\x80\xa8", 3 } },
        { { "caf\xc3\xa9 \xf0\x9f\x8c\x8a", 10 },
          "{\"s\":\"caf\xc3\xa9 \xf0\x9f\x8c\x8a\"}\n",
          { "caf\xc3\xa9 \xf0\x9f\x8c\x8a", 10 } },
        { { "a\xff\xc3", 3 }, NULL, { "a\xef\xbf\xbd\xef\xbf\xbd", 7 } },
        { { "\xed\xa0\x80", 3 }, NULL, { "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", 9 } },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_round_trip(cases[i].in, cases[i].text, cases[i].back);
    }
}

/* C1 controls, separators of lines and marks of direction: the escape stands for two or three bytes
 * of UTF-8. What stands beside them in Unicode is written as it is. */
static void what_steers_a_terminal_is_escaped(void **state)
{
    (void)state;
    static const struct {
        unsigned from, to;
        bool escaped;
    } ranges[] = {
        { 0x80, 0x9f, true },      { 0xa0, 0xa1, false },     { 0x61b, 0x61b, false },
        { 0x61c, 0x61c, true },    { 0x61d, 0x61d, false },   { 0x200d, 0x200d, false },
        { 0x200e, 0x200f, true },  { 0x2010, 0x2027, false }, { 0x2028, 0x2029, true },
        { 0x202a, 0x202e, true },  { 0x202f, 0x2065, false }, { 0x2066, 0x2069, true },
        { 0x206a, 0x206a, false },
    };
    for (size_t i = 0; i < COUNT_OF(ranges); i++) {
        for (unsigned code = ranges[i].from; code <= ranges[i].to; code++) {
            char in[4] = { (char)(0xc0 | code >> 6), (char)(0x80 | (code & 0x3f)), 0 };
            if (code >= 0x800) {
                in[0] = (char)(0xe0 | code >> 12);
                in[1] = (char)(0x80 | (code >> 6 & 0x3f));
                in[2] = (char)(0x80 | (code & 0x3f));
            }
            char want[24];
            char escape[8];
            snprintf(escape, sizeof escape, "\\u%04x", code);
            snprintf(want, sizeof want, "{\"s\":\"%s\"}\n", ranges[i].escaped ? escape : in);
            assert_round_trip(slice_from(in), want, slice_from(in));
        }
    }
}

/* Every byte at every place of a word of eight: the quick test for plain text must not let one
 * through. */
static void every_byte_survives_at_every_place(void **state)
{
    (void)state;
    for (int byte = 0; byte < 0x80; byte++) {
        for (size_t place = 0; place < 17; place++) {
            char text[17] = "abcdefghijklmnopq";
            text[place] = (char)byte;
            assert_round_trip(slice_of(text, 17), NULL, slice_of(text, 17));
        }
    }
}

static void long_strings_pass_through_a_small_room(void **state)
{
    (void)state;
    size_t length = 3 * WRITER_ROOM + 5;
    char *text = malloc(length);
    memset(text, 'x', length);
    text[WRITER_ROOM] = '"';
    assert_round_trip(slice_of(text, length), NULL, slice_of(text, length));
    free(text);
}

static void layout(bool indented, const char *want)
{
    char *out = NULL;
    size_t length = 0;
    FILE *to = open_memstream(&out, &length);
    struct writer w;
    writer_open(&w, to, indented);
    write_begin(&w, '{');
    write_count(&w, "n", 18446744073709551615ULL);
    write_key(&w, "list");
    write_begin(&w, '[');
    write_number(&w, 0);
    write_bool(&w, true);
    write_end(&w, ']');
    write_key(&w, "none");
    write_begin(&w, '[');
    write_end(&w, ']');
    write_key(&w, "t");
    write_seconds(&w, 1.0625);
    write_word(&w, "absent", NULL);
    write_end(&w, '}');
    assert_true(writer_close(&w));
    fclose(to);
    assert_string_equal(out, want);
    free(out);
}

static void layouts_differ_in_white_space_alone(void **state)
{
    (void)state;
    layout(false, "{\"n\":18446744073709551615,\"list\":[0,true],\"none\":[],\"t\":1.063}\n");
    layout(true, "{\n  \"n\": 18446744073709551615,\n  \"list\": [\n    0,\n    true\n  ],\n  "
                 "\"none\": [],\n  \"t\": 1.063\n}\n");
}

static void numbers_have_all_their_digits(void **state)
{
    (void)state;
    char want[32];
    char got[32];
    uint64_t power = 1;
    for (unsigned digits = 1; digits <= 20; digits++, power *= 10) {
        const uint64_t cases[] = { power - 1, power, power + 1, power / 7 * 9, power * 9 };
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
            snprintf(want, sizeof want, "%llu", (unsigned long long)cases[i]);
            *put_number(got, cases[i]) = '\0';
            assert_string_equal(got, want);
        }
    }
    *put_number(got, UINT64_MAX) = '\0';
    assert_string_equal(got, "18446744073709551615");
}

static void a_full_disk_is_noticed(void **state)
{
    (void)state;
    FILE *full = fopen("/dev/full", "w");
    assert_non_null(full);
    setvbuf(full, NULL, _IONBF, 0);
    struct writer w;
    writer_open(&w, full, false);
    write_string(&w, SLICE("x"));
    assert_false(writer_close(&w));
    fclose(full);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_are_safe_for_parsers_and_terminals),
        cmocka_unit_test(what_steers_a_terminal_is_escaped),
        cmocka_unit_test(every_byte_survives_at_every_place),
        cmocka_unit_test(long_strings_pass_through_a_small_room),
        cmocka_unit_test(layouts_differ_in_white_space_alone),
        cmocka_unit_test(numbers_have_all_their_digits),
        cmocka_unit_test(a_full_disk_is_noticed),
    };
    return cmocka_run_group_tests_name("writer", tests, NULL, NULL);
}
