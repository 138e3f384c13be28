#include "unit.h"

#include "syntax/date.h"

#define SPACES "                " /* 16 */

/* `rest` is what the date leaves; NULL: no date is read. */
static const struct {
    const char *in, *rest;
    struct civil want;
} cases[] = {
    { "June 19, 2018", "", { 2018, 6, 19 } },
    { "June 9, 2018 at noon", " at noon", { 2018, 6, 9 } },
    { "June 19 2018", "", { 2018, 6, 19 } },
    { "19 June 2018", "", { 2018, 6, 19 } },
    { "5 May 2017", "", { 2017, 5, 5 } },
    { "19 June, 2018", "", { 2018, 6, 19 } },
    { "Jun 19, 2018", "", { 2018, 6, 19 } },
    { "Jun. 19, 2018", "", { 2018, 6, 19 } },
    { "7 Oct 2016", "", { 2016, 10, 7 } },
    { "Sept 3, 2018", "", { 2018, 9, 3 } },
    { "Sept. 3, 2018", "", { 2018, 9, 3 } },
    { "Sep 3, 2018", "", { 2018, 9, 3 } },
    { "september 3, 2018", "", { 2018, 9, 3 } },
    { "MAY 5, 2017", "", { 2017, 5, 5 } },
    { "January 1, 2020", "", { 2020, 1, 1 } },
    { "February 29, 2020", "", { 2020, 2, 29 } },
    { "March 31, 2020", "", { 2020, 3, 31 } },
    { "April 30, 2020", "", { 2020, 4, 30 } },
    { "July 4, 2024", "", { 2024, 7, 4 } },
    { "August 08, 2014", "", { 2014, 8, 8 } },
    { "November 18, 2019", "", { 2019, 11, 18 } },
    { "December 31, 2017Trump s tweet", "Trump s tweet", { 2017, 12, 31 } },
    { "November 18, 2019The latest", "The latest", { 2019, 11, 18 } },
    { "October\xc2\xa0"
      "8,\xc2\xa0"
      "2017",
      "",
      { 2017, 10, 8 } },
    { "October\xe2\x80\x89"
      "8,\xe3\x80\x80"
      "2017",
      "",
      { 2017, 10, 8 } },
    { "October\n   8,\r\n2017", "", { 2017, 10, 8 } },
    { "October" SPACES "8, 2017", "", { 2017, 10, 8 } },
    { "October" SPACES " 8, 2017", NULL, { 0 } },

    { "", NULL, { 0 } },
    { "June", NULL, { 0 } },
    { "June 19,", NULL, { 0 } },
    { "June 19, 2018th", "th", { 2018, 6, 19 } },
    { "October 03, 19", NULL, { 0 } },
    { "December 14, 201", NULL, { 0 } },
    { "December 14, 20166", "6", { 2016, 12, 14 } },
    { "December 14,2016", "", { 2016, 12, 14 } },
    { "June19, 2018", NULL, { 0 } },
    { "19June 2018", NULL, { 0 } },
    { "June 31, 2018", NULL, { 0 } },
    { "June 0, 2018", NULL, { 0 } },
    { "June 019, 2018", NULL, { 0 } },
    { "February 29, 2019", NULL, { 0 } },
    { "Juneau 19, 2018", NULL, { 0 } },
    { "Septe 3, 2018", NULL, { 0 } },
    { "Marchand 3, 2018", NULL, { 0 } },
    { " June 19, 2018", NULL, { 0 } },
    { "6/19/2018", NULL, { 0 } },
    { "June 19\xc2, 2018", NULL, { 0 } },
    { "June                                        19, 2018", NULL, { 0 } },
};

static void reads_dates(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct slice in = slice_from(cases[i].in);
        struct civil got = { 0 };
        size_t length = date_read(in, &got);
        if (!cases[i].rest) {
            if (length != 0) {
                fail_msg("\"%s\" gave a date", cases[i].in);
            }
            continue;
        }
        if (length == 0) {
            fail_msg("\"%s\" gave no date", cases[i].in);
        }
        assert_slice(slice_skip(in, length), cases[i].rest);
        assert_int_equal(got.year, cases[i].want.year);
        assert_int_equal(got.month, cases[i].want.month);
        assert_int_equal(got.day, cases[i].want.day);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(reads_dates) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
