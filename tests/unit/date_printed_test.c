/* Every month of every language, as another implementation of CLDR prints it. */
#include "unit.h"

#include "date_expected.inc"
#include "syntax/date.h"
#include "syntax/date_parts.h"

/* Serbian and Bosnian print a full stop behind the year, and share names of months with languages
 * that print none: there it is left, for it may end a sentence. */
static bool took_all(struct slice in, size_t length)
{
    return length == in.length || (length + 1 == in.length && in.data[length] == '.');
}

static void reads_what_is_printed(void **state)
{
    (void)state;
    size_t read = 0;
    for (size_t i = 0; i < COUNT_OF(printed); i++) {
        for (int month = 1; month <= 12; month++) {
            struct slice in = slice_from(printed[i].months[month - 1]);
            struct civil got = { 0 };
            size_t length = date_read(in, &got);
            if (!took_all(in, length) || got.year != printed[i].year || got.month != month ||
                got.day != printed[i].day) {
                fail_msg("%s: \"%s\" was read as %d-%d-%d (%zu bytes)", printed[i].language,
                         in.data, got.year, got.month, got.day, length);
            }
            read++;
        }
    }
    assert_true(read > (size_t)35 * 12 * 2 * 3);
}

/* Of what begins a date none is a date of another day, however many languages have the word. */
static void a_date_cut_short_is_none_or_the_same(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(printed); i++) {
        for (int month = 1; month <= 12; month++) {
            struct slice in = slice_from(printed[i].months[month - 1]);
            int ignored;
            bool year_first =
                date_count_digits(in, 4, &ignored) == 4; /* ends in a day, "1" of "12" */
            while (!year_first && --in.length > 0) {
                struct civil got;
                if (date_read(in, &got) && (got.year != printed[i].year || got.month != month ||
                                            got.day != printed[i].day)) {
                    fail_msg("%s: \"%.*s\"", printed[i].language, (int)in.length, in.data);
                }
            }
        }
    }
}

static void reads_weekdays_and_times(void **state)
{
    (void)state;
    size_t with_time = 0;
    for (size_t i = 0; i < COUNT_OF(timed); i++) {
        for (int day = 7; day < 14; day++) {
            struct slice in = slice_from(timed[i].days[day - 7]);
            struct date_words got = { .has_time = false };
            size_t length = date_read_words(in, &got);
            bool right = length && got.day.year == 2019 && got.day.month == 6 && got.day.day == day;
            right = right && (!got.has_time || (got.hour == 19 && got.minute == 8));
            if (!right || (got.has_zone && got.zone_minutes != 0)) {
                fail_msg("%s: \"%s\"", timed[i].language, in.data);
            }
            with_time += got.has_time && got.has_zone;
        }
    }
    /* Where the hour has a word of its own, or a full stop stands before it, the day alone is read.
     */
    assert_true(with_time * 10 >= COUNT_OF(timed) * 7 * 8);
}

static const struct {
    const char *name;
    const struct date_table *table;
    size_t least;
} tables[] = {
    { "months", &date_months, 1200 },   { "weekdays", &date_weekdays, 800 },
    { "halves", &date_halves, 80 },     { "joins", &date_joins, 40 },
    { "leads", &date_leads, 4 },        { "links", &date_links, 10 },
    { "eras", &date_eras, 4 },          { "year_ends", &date_year_ends, 8 },
    { "ordinals", &date_ordinals, 15 }, { "year_starts", &date_year_starts, 10 },
};

/* In the order of their bytes and each only once: no word is two months. */
static void tables_are_in_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(tables); i++) {
        const struct date_table *table = tables[i].table;
        assert_true(table->count >= tables[i].least);
        for (size_t name = 1; name < table->count; name++) {
            if (strcmp(table->names[name - 1].key, table->names[name].key) >= 0) {
                fail_msg("%s: \"%s\" is out of order", tables[i].name, table->names[name].key);
            }
        }
    }
}

/* A key is found by itself, so the rule that folds texts is the one that made the keys. */
static void keys_are_folded(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(tables); i++) {
        for (size_t name = 0; name < tables[i].table->count; name++) {
            struct slice key = slice_from(tables[i].table->names[name].key);
            const struct date_name *got = NULL;
            if (!date_take_name(&key, tables[i].table, &got) || key.length != 0 ||
                got != &tables[i].table->names[name]) {
                fail_msg("%s: \"%s\" is not found", tables[i].name,
                         tables[i].table->names[name].key);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_is_printed),
        cmocka_unit_test(a_date_cut_short_is_none_or_the_same),
        cmocka_unit_test(reads_weekdays_and_times),
        cmocka_unit_test(tables_are_in_order),
        cmocka_unit_test(keys_are_folded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
