#include "unit.h"

#include "syntax/date.h"

enum { NO_TIME = -1, NO_ZONE = 9999 };

static const struct {
    const char *in, *rest;
    struct civil day;
    int hour, minute, second, zone;
} words[] = {
    { "June 19, 2018 and", " and", { 2018, 6, 19 }, NO_TIME, 0, 0, NO_ZONE },
    { "Thursday, March 17, 2016", "", { 2016, 3, 17 }, NO_TIME, 0, 0, NO_ZONE },
    { "THU. MARCH 17, 2016", "", { 2016, 3, 17 }, NO_TIME, 0, 0, NO_ZONE },
    { "jueves, 22 de septiembre de 2016", "", { 2016, 9, 22 }, NO_TIME, 0, 0, NO_ZONE },
    { "lørdag den 3. juni 2017", "", { 2017, 6, 3 }, NO_TIME, 0, 0, NO_ZONE },
    { "2014. május 5., hétfő", "", { 2014, 5, 5 }, NO_TIME, 0, 0, NO_ZONE },
    { "2016年6月21日(火)", "", { 2016, 6, 21 }, NO_TIME, 0, 0, NO_ZONE },
    { "2016年6月21日(火", "(火", { 2016, 6, 21 }, NO_TIME, 0, 0, NO_ZONE },
    { "November 25, 2024 at 7:49 AM", "", { 2024, 11, 25 }, 7, 49, 0, NO_ZONE },
    { "Apr 12, 2019 at 4:50am PDT", "", { 2019, 4, 12 }, 4, 50, 0, -420 },
    { "Apr 12, 2019 at 4:50pm PST", "", { 2019, 4, 12 }, 16, 50, 0, -480 },
    { "1 Jun, 2019 a las 7:36 PDT:", ":", { 2019, 6, 1 }, 7, 36, 0, -420 },
    { "2017 4月 10 8:24午後 PDT", "", { 2017, 4, 10 }, 20, 24, 0, -420 },
    { "2019년 12월 1일 오후 8:24", "", { 2019, 12, 1 }, 20, 24, 0, NO_ZONE },
    { "2016年6月21日8時24分", "", { 2016, 6, 21 }, 8, 24, 0, NO_ZONE },
    { "19 juin 2018 à 19h30 est", " est", { 2018, 6, 19 }, 19, 30, 0, NO_ZONE },
    { "19. juni 2018 kl. 10.30", "", { 2018, 6, 19 }, 10, 30, 0, NO_ZONE },
    { "Mon, 3 Sep 2018 22:55:42 +0530", "", { 2018, 9, 3 }, 22, 55, 42, 330 },
    { "3 Sep 2018 22:55 UTC-3", "", { 2018, 9, 3 }, 22, 55, 0, -180 },
    { "3 Sep 2018 22:55 (GMT+02:00)", "", { 2018, 9, 3 }, 22, 55, 0, 120 },
    { "3 Sep 2018 22:55 (CEST)", "", { 2018, 9, 3 }, 22, 55, 0, 120 },
    { "3 Sep 2018 22:55 (GMT+05:30)", "", { 2018, 9, 3 }, 22, 55, 0, 330 },
    { "3 Sep 2018 22:55 -330", "", { 2018, 9, 3 }, 22, 55, 0, -210 },
    { "3 Sep 2018 22:55 +1430", " +1430", { 2018, 9, 3 }, 22, 55, 0, NO_ZONE },
    { "Jul 11, 2017·8:27", "", { 2017, 7, 11 }, 8, 27, 0, NO_ZONE },
    { "3 Sep 2018 22:55 PSTs", " PSTs", { 2018, 9, 3 }, 22, 55, 0, NO_ZONE },
    { "3 Sep 2018 22:55 (more", " (more", { 2018, 9, 3 }, 22, 55, 0, NO_ZONE },
    { "8:27 AM - 11 Jul 2017\n  14,477", "\n  14,477", { 2017, 7, 11 }, 8, 27, 0, NO_ZONE },
    { "8:27 PM · Jul 11, 2017", "", { 2017, 7, 11 }, 20, 27, 0, NO_ZONE },
    { "8:27 p.m. · Jul 11, 2017·Twitter", "·Twitter", { 2017, 7, 11 }, 20, 27, 0, NO_ZONE },
    { "12:05 AM - 1 Jan 2018", "", { 2018, 1, 1 }, 0, 5, 0, NO_ZONE },
    { "12:05 PM - 1 Jan 2018", "", { 2018, 1, 1 }, 12, 5, 0, NO_ZONE },
    { "June 19, 2018 12,000 likes", " 12,000 likes", { 2018, 6, 19 }, NO_TIME, 0, 0, NO_ZONE },
    { "June 19, 2018 25:10", " 25:10", { 2018, 6, 19 }, NO_TIME, 0, 0, NO_ZONE },
    { "June 19, 2018 at 7:60", " at 7:60", { 2018, 6, 19 }, NO_TIME, 0, 0, NO_ZONE },
    { "2016年6月21日 日本", " 日本", { 2016, 6, 21 }, NO_TIME, 0, 0, NO_ZONE },
    { "2018 年 1月 月 30 日上午 4:32", "", { 2018, 1, 30 }, 4, 32, 0, NO_ZONE },
    { "30 Janv. 2018 à 4 :32 PST", "", { 2018, 1, 30 }, 4, 32, 0, -480 },
    { "30 Oca, 2018, 4:32öö PST", "", { 2018, 1, 30 }, 4, 32, 0, -480 },
    { "ngày 30 Tháng 1 2018 lúc 4:32 PST", "", { 2018, 1, 30 }, 4, 32, 0, -480 },
    { "Torsdagen den 17 mars 2016", "", { 2016, 3, 17 }, NO_TIME, 0, 0, NO_ZONE },
    { "วันพฤหัสบดีที่ 17 มีนาคม 2016", "", { 2016, 3, 17 }, NO_TIME, 0, 0, NO_ZONE },
    { "17 Mart 2016 Perşembe günü", " günü", { 2016, 3, 17 }, NO_TIME, 0, 0, NO_ZONE },
    { "17 Mart 2016 Salıncak", " Salıncak", { 2016, 3, 17 }, NO_TIME, 0, 0, NO_ZONE },
    { "午後8:27 · 2017年7月11日", "", { 2017, 7, 11 }, 20, 27, 0, NO_ZONE },
    { "५ जून २०१८ कोई ८:२०", " कोई ८:२०", { 2018, 6, 5 }, NO_TIME, 0, 0, NO_ZONE },
    { "Wed Aug 27 13:08:45 +0000 2008", "", { 2008, 8, 27 }, 13, 8, 45, 0 },
    { "Wed Aug 27 13:08:45 2008\n", "\n", { 2008, 8, 27 }, 13, 8, 45, NO_ZONE },
    { "Sun Jul 11 2017 08:27:00 GMT+0200", "", { 2017, 7, 11 }, 8, 27, 0, 120 },
    { "Wed Feb 30 13:08:45 +0000 2008", NULL, { 0 }, 0, 0, 0, 0 },
    { "Wed Aug 27 13:08:45 +0000 20081", NULL, { 0 }, 0, 0, 0, 0 },
    { "Thursday", NULL, { 0 }, 0, 0, 0, 0 },
    { "Thursday 2018", NULL, { 0 }, 0, 0, 0, 0 },
    { "8:27 AM", NULL, { 0 }, 0, 0, 0, 0 },
    { "8:27 AM 11 Jul", NULL, { 0 }, 0, 0, 0, 0 },
    { "8:27 AM said 11 Jul 2017", NULL, { 0 }, 0, 0, 0, 0 },
};

static void reads_what_stands_around(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        struct slice in = slice_from(words[i].in);
        struct date_words got = { .has_time = false };
        size_t length = date_read_words(in, &got);
        if ((length != 0) != (words[i].rest != NULL)) {
            fail_msg("\"%s\" took %zu bytes", words[i].in, length);
        }
        if (length) {
            assert_slice(slice_skip(in, length), words[i].rest);
            assert_memory_equal(&got.day, &words[i].day, sizeof got.day);
            assert_int_equal(got.has_time ? got.hour : NO_TIME, words[i].hour);
            assert_int_equal(got.minute, words[i].minute);
            assert_int_equal(got.second, words[i].second);
            assert_int_equal(got.has_zone ? got.zone_minutes : NO_ZONE, words[i].zone);
        }
    }
}

static const struct {
    const char *in, *rest;
    int64_t ms;
    enum time_precision precision;
    bool zone;
} isos[] = {
    { "2018-09-03", "", 1535932800000, TIME_DAY, false },
    { "2018-09-03T", "T", 1535932800000, TIME_DAY, false },
    { "2018-09-03 was", " was", 1535932800000, TIME_DAY, false },
    { "2018-09-03 10 of", " 10 of", 1535932800000, TIME_DAY, false },
    { "2018-09-03T22:55", "", 1536015300000, TIME_MINUTE, false },
    { "2018-09-03 22:55Z", "", 1536015300000, TIME_MINUTE, true },
    { "2018-09-03T22:55:42+00:00", "", 1536015342000, TIME_SECOND, true },
    { "2018-09-03T22:55:42Z\"", "\"", 1536015342000, TIME_SECOND, true },
    { "2018-09-03t22:55:42z", "", 1536015342000, TIME_SECOND, true },
    { "2018-09-03T22:55:42.5+00:00", "", 1536015342500, TIME_MS, true },
    { "2018-09-03T22:55:42.678901Z", "", 1536015342678, TIME_MS, true },
    { "2018-09-03T22:55:42.", ".", 1536015342000, TIME_SECOND, false },
    { "2018-09-03T22:55:42-0700", "", 1536040542000, TIME_SECOND, true },
    { "2018-09-04 00:55:42 +02", "", 1536015342000, TIME_SECOND, true },
    { "2018-09-03T22:55:42+0", "+0", 1536015342000, TIME_SECOND, false },
    { "2016-12-31T23:59:60Z", "", 1483228800000, TIME_SECOND, true },
    { "2018-02-29", NULL, 0, TIME_DAY, false },
    { "2018-9-3", NULL, 0, TIME_DAY, false },
    { "2018-09-031", NULL, 0, TIME_DAY, false },
    { "20180903", NULL, 0, TIME_DAY, false },
    { "2018-09", NULL, 0, TIME_DAY, false },
    { "2018-09-03T24:00", NULL, 0, TIME_DAY, false },
    { "2018-09-03T22:60", NULL, 0, TIME_DAY, false },
    { "2018-09-03T22:55:61", NULL, 0, TIME_DAY, false },
    { "2018-09-03T22:555", NULL, 0, TIME_DAY, false },
    { "", NULL, 0, TIME_DAY, false },
};

static void reads_iso(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(isos); i++) {
        struct slice in = slice_from(isos[i].in);
        int64_t ms = 0;
        enum time_precision precision = TIME_DAY;
        bool zone = false;
        size_t length = date_read_iso(in, &ms, &precision, &zone);
        if ((length != 0) != (isos[i].rest != NULL)) {
            fail_msg("\"%s\" took %zu bytes", isos[i].in, length);
        }
        if (length) {
            assert_slice(slice_skip(in, length), isos[i].rest);
            assert_int_equal(ms, isos[i].ms);
            assert_int_equal(precision, isos[i].precision);
            assert_int_equal(zone, isos[i].zone);
        }
    }
}

static const struct {
    const char *in;
    bool want;
} broken[] = {
    { "October 03, 19", true },
    { "December 14, 201", true },
    { "December 14, 201 and", true },
    { "December 14, 201The latest", true },
    { "December 14, 201 \nThe latest", true },
    { "December 14, 201th", false },
    { "June 3-5, 2018", false },
    { "December 14,", true },
    { "December 14\nThe", true },
    { "3 Oct", true },
    { "14 décembre 201", true },
    { "14 de diciembre de 201", true },
    { "24 марта 20", true },
    { "2018年6月", true },
    { "2014. május", true },
    { "June 31, 2018", true },
    { "31 juin 2018", true },
    { "2018. június 31.", true },
    { "June 19, 2018", false },
    { "June 19, 20", true },
    { "June 19, 20182", false },
    { "June 3 was hot", false },
    { "June 3, the", false },
    { "June 3 12:30", false },
    { "June 3 5th", false },
    { "May 2018", false },
    { "May", false },
    { "2018", false },
    { "14", false },
    { "", false },
};

static void knows_what_breaks_off(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(broken); i++) {
        if (date_breaks_off(slice_from(broken[i].in)) != broken[i].want) {
            fail_msg("\"%s\"", broken[i].in);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_stands_around),
        cmocka_unit_test(reads_iso),
        cmocka_unit_test(knows_what_breaks_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
