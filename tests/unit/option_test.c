/* Options by their names. */
#include "unit/unit.h"

#include "landfall.h"

#include <stdio.h>
#include <stdlib.h>

static const lf_option *find(const char *name)
{
    size_t i = 0;
    const lf_option *option = lf_option_at(i);
    while (option && strcmp(option->name, name) != 0) {
        option = lf_option_at(++i);
    }
    return option;
}

static void every_row_says_what_it_is(void **state)
{
    (void)state;
    size_t count = 0;
    for (const lf_option *o = lf_option_at(0); o; o = lf_option_at(++count)) {
        assert_true(*o->name && *o->summary);
        assert_ptr_equal(find(o->name), o);
        assert_true(o->commands && o->commands <= (LF_FOR_SCAN | LF_FOR_RESOLVE | LF_FOR_EXPAND |
                                                   LF_FOR_CHECK | LF_FOR_ENRICH));
        assert_false(o->takes && !o->argument);
        assert_false(o->details && o->details[strlen(o->details) - 1] != '.');
        assert_int_not_equal(o->summary[strlen(o->summary) - 1], '.');
    }
    assert_int_equal(count, 49);
    assert_null(lf_option_at(SIZE_MAX));
}

/* What a row gives as the value of an option that is not set is what the session starts from; NULL
 * stands for that of a text. */
static void standards_are_those_of_the_options(void **state)
{
    (void)state;
    static const lf_options standard = LF_OPTIONS;
    lf_options set = { .size = sizeof set };
    lf_options texts = LF_OPTIONS;
    size_t count = 0;
    size_t text_count = 0;
    for (size_t i = 0; lf_option_at(i); i++) {
        const lf_option *o = lf_option_at(i);
        bool number = o->standard && ascii_is_digit(o->standard[0]);
        if (o->standard) {
            assert_int_equal(lf_set(number ? &set : &texts, o->name, o->standard), LF_OK);
            count += number;
            text_count += !number;
        }
    }
    assert_int_equal(count, 5);
    assert_int_equal(text_count, 4);
    assert_memory_equal(&set, &standard, sizeof set);
    lf_options_clear(&texts);
}

static void numbers_are_read_and_bounded(void **state)
{
    (void)state;
    static const struct {
        const char *name, *value;
        double want; /* -1: it is not taken */
    } rows[] = {
        { "per-host", "8", 8 },
        { "per-host", "1000000", 1000000 },
        { "per-host", "007", 7 },
        { "per-host", "0", -1 },
        { "per-host", "1000001", -1 },
        { "per-host", "", -1 },
        { "per-host", " 8", -1 },
        { "per-host", "8 ", -1 },
        { "per-host", "+8", -1 },
        { "per-host", "-8", -1 },
        { "per-host", "8.0", -1 },
        { "per-host", "1e3", -1 },
        { "per-host", "99999999999999999999999999", -1 },
        { "per-host", "4294967297", -1 },
        { "retries", "0", 0 },
        { "jobs", "0", -1 },
        { "jobs", "3", 3 },
        { "timeout", "2.5", 2.5 },
        { "timeout", ".5", .5 },
        { "timeout", "5.", 5 },
        { "timeout", "86400", 86400 },
        { "timeout", "86400.1", -1 },
        { "timeout", "0", -1 },
        { "timeout", "0.0", -1 },
        { "timeout", ".", -1 },
        { "timeout", "inf", -1 },
        { "timeout", "nan", -1 },
        { "timeout", "1,5", -1 },
        { "timeout", "1.5.5", -1 },
        { "timeout", "0x10", -1 },
        { "max-time", "2678400", 2678400 },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        lf_options o = LF_OPTIONS;
        const struct {
            const char *name;
            const unsigned *count;
            const double *seconds;
        } fields[] = { { "per-host", &o.per_host, NULL },
                       { "retries", &o.retries, NULL },
                       { "jobs", &o.jobs, NULL },
                       { "timeout", NULL, &o.timeout },
                       { "max-time", NULL, &o.max_time } };
        lf_options before = o;
        lf_status status = lf_set(&o, rows[i].name, rows[i].value);
        if (status != (rows[i].want < 0 ? LF_USAGE : LF_OK)) {
            fail_msg("%s %s: %d", rows[i].name, rows[i].value, (int)status);
        }
        if (status != LF_OK) {
            assert_memory_equal(&o, &before, sizeof o);
            assert_non_null(find(rows[i].name)->takes);
            continue;
        }
        size_t field = 0;
        while (strcmp(fields[field].name, rows[i].name) != 0) {
            field++;
        }
        double got = fields[field].count ? *fields[field].count : *fields[field].seconds;
        assert_true(got >= rows[i].want && got <= rows[i].want);
    }
}

static void flags_are_true_or_false(void **state)
{
    (void)state;
    lf_options o = LF_OPTIONS;
    assert_int_equal(lf_set(&o, "ordered", NULL), LF_OK);
    assert_int_equal(o.ordered, 1);
    assert_int_equal(lf_set(&o, "ordered", "false"), LF_OK);
    assert_int_equal(o.ordered, 0);
    assert_int_equal(lf_set(&o, "ordered", "true"), LF_OK);
    assert_int_equal(lf_set(&o, "ordered", "maybe"), LF_USAGE);
    assert_int_equal(o.ordered, 1);
}

/* The caller's strings may go, and a list of his own stays as it is. */
static void what_is_set_is_copied(void **state)
{
    (void)state;
    static const char *const mine[] = { "mine", NULL };
    lf_options o = LF_OPTIONS;
    char value[32] = "short,,media,";
    o.exclude = mine;
    assert_int_equal(lf_set(&o, "only", value), LF_OK);
    assert_int_equal(lf_set(&o, "type", value), LF_OK);
    for (int i = 0; i < 100; i++) {
        snprintf(value, sizeof value, "x%d", i);
        assert_int_equal(lf_set(&o, "exclude", value), LF_OK);
    }
    assert_int_equal(lf_set(&o, "only", ""), LF_USAGE);
    assert_int_equal(lf_set(&o, "only", ",,"), LF_USAGE);
    assert_int_equal(lf_set(&o, "only", "web"), LF_OK);
    memset(value, 'z', sizeof value - 1);
    assert_string_equal(o.type, "short,,media,");
    assert_string_equal(o.only[0], "short");
    assert_string_equal(o.only[1], "media");
    assert_string_equal(o.only[2], "web");
    assert_null(o.only[3]);
    assert_string_equal(o.exclude[0], "mine");
    for (int i = 0; i < 100; i++) {
        snprintf(value, sizeof value, "x%d", i);
        assert_string_equal(o.exclude[i + 1], value);
    }
    assert_null(o.exclude[101]);
    assert_string_equal(mine[0], "mine");
    assert_null(mine[1]);
    lf_options_clear(&o);
    assert_null(o.exclude);
    assert_null(o.type);
    assert_null(o.kept);
    lf_options_clear(&o);
}

static void a_session_outlives_what_it_was_told(void **state)
{
    (void)state;
    lf_options o = LF_OPTIONS;
    o.mode = LF_SCAN;
    assert_int_equal(lf_set(&o, "only", "media"), LF_OK);
    assert_int_equal(lf_set(&o, "exclude", "news"), LF_OK);
    lf_session *s;
    assert_int_equal(lf_open(&o, &s), LF_OK);
    lf_options_clear(&o);
    static const char text[] =
        "https://news.example/ pic.twitter.com/Zy8xW5vU2t https://home.example/";
    assert_int_equal(lf_add(s, "a.txt", text, sizeof text - 1), LF_OK);
    const lf_record *r;
    assert_int_equal(lf_next(s, &r), LF_OK);
    assert_int_equal(lf_record_link_count(r), 1);
    assert_string_equal(lf_link_kind(lf_record_link(r, 0)), "media");
    lf_close(s);
}

/* A caller may know fewer options than the library. */
static void what_the_caller_does_not_know_is_left_alone(void **state)
{
    (void)state;
    lf_options o = LF_OPTIONS;
    assert_int_equal(lf_set(&o, "nothing", "1"), LF_USAGE);
    assert_int_equal(lf_set(&o, "per-host", NULL), LF_USAGE);
    o.size = offsetof(lf_options, kept);
    assert_int_equal(lf_set(&o, "per-host", "3"), LF_USAGE);
    assert_int_equal(o.per_host, 8);
    lf_options_clear(&o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_says_what_it_is),
        cmocka_unit_test(standards_are_those_of_the_options),
        cmocka_unit_test(numbers_are_read_and_bounded),
        cmocka_unit_test(flags_are_true_or_false),
        cmocka_unit_test(what_is_set_is_copied),
        cmocka_unit_test(a_session_outlives_what_it_was_told),
        cmocka_unit_test(what_the_caller_does_not_know_is_left_alone),
    };
    return cmocka_run_group_tests_name("option", tests, NULL, NULL);
}
