/* Dates as people and sites print them: "June 19, 2018", "24 марта 2019 г.", "2018年6月19日". The
 * names of some eighty languages are rows (date_languages.inc), their orders and little words are
 * one grammar for all: day, month, year; month, day, year; year, month, day. Nothing is allocated,
 * and no more is looked at than a date can hold. */
#ifndef SYNTAX_DATE_H
#define SYNTAX_DATE_H

#include "base/slice.h"
#include "base/time.h"

/* Reads the date at the start of s, the month in words or beside a sign that says so ("6月",
 * "tháng 4"), and gives how many bytes it took; 0 if there is none or if it is no day of the
 * calendar. The longest reading counts ("2019 г." with its "г."). Digits may be of any script, case
 * and accents do not matter, spaces may be of any kind, up to 16 together, with a line break
 * and marks of direction among them. What follows the year may be glued to it; if that is a digit,
 * the year must lie within 1990 to 2099. The caller sees to it that s does not begin amid a word or
 * number. A Thai year of the Buddhist era is given as a Gregorian one. Numbers alone ("3/4/2018")
 * are no date. */
size_t date_read(struct slice s, struct civil *out);

/* Whether a date begins s and breaks off: a day and a month with a year of fewer than four digits
 * ("October 03, 19") or with none before the line's end, or a day that no calendar has. The end of
 * s counts as the end of its line, so s must reach as far as a date may. */
bool date_breaks_off(struct slice s);

/* A date with what else is printed beside it. */
struct date_words {
    struct civil day;
    bool has_time;
    int hour, minute, second; /* 0 to 23, to 59, to 60; second is 0 where none is printed */
    bool has_zone;
    int zone_minutes; /* east of UTC */
};

/* As date_read, also with a weekday before or behind, and with a time of day before or behind:
 * "Thursday, March 17, 2016", "Apr 12, 2019 at 4:50am PDT", "8:27 AM - 11 Jul 2017", "Wed Aug 27
 * 13:08:45 +0000 2008". Zones are
 * offsets and the abbreviations, in capitals, that mean one offset only in practice. */
size_t date_read_words(struct slice s, struct date_words *out);

/* Reads what HTML and RFC 3339 call a date or a date and time at the start of s: "2018-09-03",
 * "2018-09-03T22:55:42.5+00:00". The instant is that of the zone; where none is printed *has_zone
 * is false and the instant is that of UTC. A date alone is TIME_DAY, a fraction TIME_MS. Gives how
 * many bytes it took, or 0; no digit follows them. */
size_t date_read_iso(struct slice s, int64_t *ms, enum time_precision *precision, bool *has_zone);

#endif
