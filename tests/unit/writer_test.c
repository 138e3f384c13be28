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
    static const char letters[] =
        "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijkl";
    static const size_t lengths[] = { 1, 7, 8, 11, 15, 16, 17, 31, 32, 33, 47, 64 };
    for (size_t i = 0; i < COUNT_OF(lengths); i++) {
        for (size_t place = 0; place < lengths[i]; place++) {
            for (int byte = 0; byte < 0x80; byte++) {
                char text[sizeof letters];
                memcpy(text, letters, sizeof letters);
                text[place] = (char)byte;
                struct slice in = slice_of(text, lengths[i]);
                assert_round_trip(in, NULL, in);
            }
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

static void lay_out_run(bool indented, const char *want)
{
    char *out = NULL;
    size_t length = 0;
    FILE *to = open_memstream(&out, &length);
    struct writer w;
    const struct slice parts[2] = { SLICE("https://a.example/"), SLICE("\"b\"") };
    writer_open(&w, to, indented);
    write_begin(&w, '{');
    write_count(&w, "n", 1);
    char *at = put_json(&w, run_begin(&w), ",\"spans\":[{\"start\":");
    at = put_json(&w, put_number(at, 2), "},{\"end\":");
    at = put_json(&w, put_number(at, 3), "}],\"none\":[],\"url\":");
    run_end(&w, put_parts(&w, at, parts));
    write_key(&w, "date");
    at = put_json(&w, run_begin_value(&w), "{");
    at = put_json(&w, at, "\"value\":");
    at = put_json(&w, put_time(at, 1063, TIME_MS), ",\"source\":");
    run_end(&w, put_json(&w, put_word(at, "id"), "}"));
    write_count(&w, "m", 4);
    write_end(&w, '}');
    assert_true(writer_close(&w));
    fclose(to);
    assert_string_equal(out, want);
    free(out);
}

static void runs_are_laid_out_like_all_else(void **state)
{
    (void)state;
    lay_out_run(false, "{\"n\":1,\"spans\":[{\"start\":2},{\"end\":3}],\"none\":[],"
                       "\"url\":\"https://a.example/\\\"b\\\"\",\"date\":{\"value\":"
                       "\"1970-01-01T00:00:01.063Z\",\"source\":\"id\"},\"m\":4}\n");
    lay_out_run(true,
                "{\n  \"n\": 1,\n  \"spans\": [\n    {\n      \"start\": 2\n    },\n    {\n"
                "      \"end\": 3\n    }\n  ],\n  \"none\": [],\n"
                "  \"url\": \"https://a.example/\\\"b\\\"\",\n  \"date\": {\n    \"value\": "
                "\"1970-01-01T00:00:01.063Z\",\n    \"source\": \"id\"\n  },\n  \"m\": 4\n}\n");
}

/* Strings as long as a step, and what stands between them, again and again: nothing is written
 * beyond the room. */
static void runs_pass_through_a_small_room(void **state)
{
    (void)state;
    enum { TIMES = 3000 };
    char *out = NULL;
    size_t length = 0;
    FILE *to = open_memstream(&out, &length);
    struct writer *w = malloc(sizeof *w);
    char text[WRITER_SLACK / 8];
    memset(text, 'x', sizeof text);
    struct slice parts[2] = { slice_of(text, sizeof text), { NULL, 0 } };
    writer_open(w, to, false);
    write_begin(w, '[');
    char *at = put_json(w, run_begin_value(w), "[");
    for (size_t i = 0; i < TIMES; i++) {
        parts[1] = slice_of(text, i % sizeof text);
        at = put_json(w, put_number(at, i), ",");
        at = put_json(w, put_parts(w, at, parts), ",");
    }
    run_end(w, put_json(w, put_number(at, TIMES), "]"));
    write_end(w, ']');
    assert_true(writer_close(w));
    fclose(to);
    json_error_t error;
    json_t *read = json_loadb(out, length, 0, &error);
    const json_t *list = json_array_get(read, 0);
    assert_int_equal(json_array_size(list), 2 * TIMES + 1);
    for (size_t i = 0; i < TIMES; i++) {
        assert_int_equal(json_integer_value(json_array_get(list, 2 * i)), i);
        assert_int_equal(json_string_length(json_array_get(list, 2 * i + 1)),
                         sizeof text + i % sizeof text);
    }
    json_decref(read);
    free(w);
    free(out);
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
        cmocka_unit_test(runs_are_laid_out_like_all_else),
        cmocka_unit_test(runs_pass_through_a_small_room),
        cmocka_unit_test(numbers_have_all_their_digits),
        cmocka_unit_test(a_full_disk_is_noticed),
    };
    return cmocka_run_group_tests_name("writer", tests, NULL, NULL);
}
