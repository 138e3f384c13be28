#include "unit.h"

#include "syntax/date.h"

#include <stdio.h>

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

    /* As sites print them in other languages. */
    { "19 décembre 2018", "", { 2018, 12, 19 } },
    { "1er mai 2017 à", " à", { 2017, 5, 1 } },
    { "6 de junio de 2018", "", { 2018, 6, 6 } },
    { "1.º de maio de 2017", "", { 2017, 5, 1 } },
    { "27. August 2018", "", { 2018, 8, 27 } },
    { "24 марта 2019 г. я", " я", { 2019, 3, 24 } },
    { "24 марта 2019 года", "", { 2019, 3, 24 } },
    { "24 МАРТА 2019 Г.", "", { 2019, 3, 24 } },
    { "24 марта 2019 г.Я", "Я", { 2019, 3, 24 } },
    { "24 марта 2019 г.The", "The", { 2019, 3, 24 } },
    { "24 марта 2019 г.я", " г.я", { 2019, 3, 24 } },
    { "19. lipnja 2018.The", "The", { 2018, 6, 19 } },
    { "19. lipnja 2018.the", ".the", { 2018, 6, 19 } },
    { "7 июля 2016\nг.", "", { 2016, 7, 7 } },
    { "7 июля 2016 Г. Иванов", " Г. Иванов", { 2016, 7, 7 } },
    { "7 июля 2016\n\nг. Москва", "\n\nг. Москва", { 2016, 7, 7 } },
    { "7 июля 2016\r\nг. я", " я", { 2016, 7, 7 } },
    { "7 июля 2016 где", " где", { 2016, 7, 7 } },
    { "5 червня 2018 р. о", " о", { 2018, 6, 5 } },
    { "1 MAYIS 2019", "", { 2019, 5, 1 } },
    { "1 HAZİRAN 2019", "", { 2019, 6, 1 } },
    { "28 ΣΕΠΤΕΜΒΡΙΟΥ 2018", "", { 2018, 9, 28 } },
    { "2014. május 5. Szia", " Szia", { 2014, 5, 5 } },
    { "11 ביולי 2016", "", { 2016, 7, 11 } },
    { "11 ב-יולי 2016", "", { 2016, 7, 11 } },
    { "1 tháng 4, 2019", "", { 2019, 4, 1 } },
    { "Tháng Mười 5, 2019", "", { 2019, 10, 5 } },
    { "Tháng Mười Hai 5, 2019", "", { 2019, 12, 5 } },
    { "ngày 5 tháng 10 năm 2019", "", { 2019, 10, 5 } },
    { "2016年6月21日の", "の", { 2016, 6, 21 } },
    { "２０１６年６月２１日", "", { 2016, 6, 21 } },
    { "2017 4月 10 8:24", " 8:24", { 2017, 4, 10 } },
    { "2018 年 1月 月 30 日上午", "上午", { 2018, 1, 30 } },
    { "2019년 12월 1일", "", { 2019, 12, 1 } },
    { "3 มีนาคม 2563", "", { 2020, 3, 3 } },
    { "3 มีนาคม 2020", "", { 2020, 3, 3 } },
    { "3 เมษายน พ.ศ. 2563", "", { 2020, 4, 3 } },
    { "۱۸ ژوئن ۲۰۱۸", "", { 2018, 6, 18 } },
    { "۱۵ مهٔ ۲۰۱۸", "", { 2018, 5, 15 } },
    { "١٨ حزيران ٢٠١٨", "", { 2018, 6, 18 } },
    { "18 كانون الثاني 2018", "", { 2018, 1, 18 } },
    { "18 يونيو، 2018", "", { 2018, 6, 18 } },
    { "५ जून २०१८", "", { 2018, 6, 5 } },
    { "19 listopada 2018.", ".", { 2018, 11, 19 } }, /* Polish */
    { "19. listopada 2018.", "", { 2018, 10, 19 } }, /* Croatian */
    { "19. juni 2018.", ".", { 2018, 6, 19 } },
    { "2018. gada 19. jūnijs", "", { 2018, 6, 19 } },
    { "2018 m. birželio 19 d.", "", { 2018, 6, 19 } },
    { "3rd of September 2018", "", { 2018, 9, 3 } },
    { "7-Oct-2016", "", { 2016, 10, 7 } },

    { "6月21日、2016", "", { 2016, 6, 21 } },
    { "๓ มีนาคม ๒๕๖๓", "", { 2020, 3, 3 } },
    { "18 كانون\nالثاني 2018", "", { 2018, 1, 18 } },
    { "18 كانون  الثاني 2018", "", { 2018, 1, 18 } },
    { "2018 May 5.", ".", { 2018, 5, 5 } },
    { "2018 May 5thing", "thing", { 2018, 5, 5 } },

    /* Accents apart from their letters; marks of direction around and between. */
    { "19 de\xcc\x81"
      "cembre 2018",
      "",
      { 2018, 12, 19 } },
    { "\xe2\x80\x8f"
      "11 \xe2\x80\x8f"
      "ביולי\xe2\x80\x8e 2016",
      "",
      { 2016, 7, 11 } },

    { "", NULL, { 0 } },
    { "June", NULL, { 0 } },
    { "June 19,", NULL, { 0 } },
    { "June 19, 2018th", "th", { 2018, 6, 19 } },
    { "October 03, 19", NULL, { 0 } },
    { "December 14, 201", NULL, { 0 } },
    { "December 31, 20172 days", "2 days", { 2017, 12, 31 } },
    { "December 31, 18172 days", NULL, { 0 } },
    { "December 31, 21001 days", NULL, { 0 } },
    { "December 31, 19901", "1", { 1990, 12, 31 } },
    { "December 31, 20991", "1", { 2099, 12, 31 } },
    { "December 31, 1817 days", " days", { 1817, 12, 31 } },
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
    { "3/4/2018", NULL, { 0 } },
    { "2018-09-03", NULL, { 0 } },
    { "3, May 2016", NULL, { 0 } },
    { "2017 May 10:30", NULL, { 0 } },
    { "5 of 2018", NULL, { 0 } },
    { "June 3\n\n2018 was", NULL, { 0 } },
    { "June 3\r\n \r\n2018 was", NULL, { 0 } },
    { "June 3\r\r2018 was", NULL, { 0 } },
    { "19 June2018", NULL, { 0 } },
    { "2018. 5 május", NULL, { 0 } },
    { "2016 May 2١", NULL, { 0 } },
    { "2016年6月211", NULL, { 0 } },
    { "1٢ June 2018", NULL, { 0 } },
    { "demarzo 5, 2018", NULL, { 0 } },
};

/* Dates with a zero byte in them. */
static void a_zero_byte_is_no_letter(void **state)
{
    (void)state;
    struct civil got;
    assert_int_equal(date_read(SLICE("Ju\0ne 19, 2018"), &got), 0);
    assert_int_equal(date_read(SLICE("June\0 19, 2018"), &got), 0);
    assert_int_equal(date_read(SLICE("June 19, 2018\0"), &got), 13);
}

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

/* "June 19, 2018" is read in a way of its own: where another space stands it is not. */
static void reads_english_as_any_other(void **state)
{
    (void)state;
    static const char *const months[] = { "January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December",
                                          "Juny",      "June.",    "june",     "Jan" };
    static const char *const days[] = { "1, 2018", "31, 2018", "32, 2018", "05, 1999",
                                        "0, 2018", "29, 2016", "29, 2017", "5 2018",
                                        "5,2018",  "5, 201",   "5, 20189", "115, 2018" };
    static const char *const tails[] = { "",      " ",  "\n", "x",    "5",     ".", " г.",
                                         " г. x", "г.", "р.", "\nг.", " at 5", "٣", "\xe2\x80\x8f",
                                         "年",    " m." };
    size_t read = 0;
    for (size_t m = 0; m < sizeof months / sizeof *months; m++) {
        for (size_t d = 0; d < sizeof days / sizeof *days; d++) {
            for (size_t t = 0; t < sizeof tails / sizeof *tails; t++) {
                char one[64];
                char other[64];
                struct civil day = { 0 };
                struct civil same = { 0 };
                snprintf(one, sizeof one, "%s %s%s", months[m], days[d], tails[t]);
                snprintf(other, sizeof other, "%s  %s%s", months[m], days[d], tails[t]);
                size_t length = date_read(slice_from(one), &day);
                size_t want = date_read(slice_from(other), &same);
                assert_int_equal(length + (want > 0), want);
                assert_int_equal(length ? day.day : 0, want ? same.day : 0);
                assert_int_equal(length ? day.month : 0, want ? same.month : 0);
                assert_int_equal(length ? day.year : 0, want ? same.year : 0);
                read += length > 0;
            }
        }
    }
    assert_true(read > 500);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(reads_dates),
                                        cmocka_unit_test(a_zero_byte_is_no_letter),
                                        cmocka_unit_test(reads_english_as_any_other) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
