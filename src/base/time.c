#include "base/time.h"

#include <string.h>
#include <time.h>

static int64_t read_clock(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t time_now_ms(void)
{
    return read_clock(CLOCK_REALTIME);
}

int64_t time_tick_ms(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

bool time_read_duration(struct slice s, int64_t *ms)
{
    static const char units[] = "smhd";
    static const int64_t unit_s[] = { 1, 60, 3600, 86400 };
    const int64_t most_s = 36500LL * 86400;
    const char *unit = s.length ? memchr(units, s.data[s.length - 1], sizeof units - 1) : NULL;
    int64_t each_s = unit ? unit_s[unit - units] : 1;
    struct slice digits = slice_part(s, 0, s.length - (unit != NULL));
    unsigned long long count;
    if (!slice_number(digits, (unsigned long long)(most_s / each_s), &count)) {
        return false;
    }
    *ms = (int64_t)count * each_s * 1000;
    return true;
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

bool civil_is_valid(struct civil date)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    if (date.month < 1 || date.month > 12 || date.day < 1 || date.year < 1 || date.year > 9999) {
        return false;
    }
    return date.day <= days[date.month - 1] + (date.month == 2 && is_leap(date.year));
}

/* Both directions count days in 400-year eras that begin on 1 March, so that the leap day comes
 * last. */
int64_t civil_to_ms(struct civil date)
{
    int64_t year = date.year - (date.month <= 2);
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t year_of_era = year - era * 400;
    int64_t day_of_year = (153 * ((date.month + 9) % 12) + 2) / 5 + date.day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return (era * 146097 + day_of_era - 719468) * MS_PER_DAY;
}

static int64_t floor_divide(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

struct civil civil_from_ms(int64_t ms)
{
    int64_t days = floor_divide(ms, MS_PER_DAY) + 719468;
    int64_t era = floor_divide(days, 146097);
    uint32_t day_of_era = (uint32_t)(days - era * 146097); /* short: it is divided in fewer steps */
    uint32_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    uint32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    uint32_t shifted = (5 * day_of_year + 2) / 153;
    struct civil date = { .day = (int)(day_of_year - (153 * shifted + 2) / 5 + 1),
                          .month = (int)(shifted < 10 ? shifted + 3 : shifted - 9) };
    date.year = (int)(year_of_era + era * 400 + (date.month <= 2));
    return date;
}

/* Writes a number below a hundred. */
static char *put_pair(char *at, unsigned n)
{
    unsigned tens = n * 103 >> 10;
    at[0] = (char)('0' + tens);
    at[1] = (char)('0' + n - tens * 10);
    return at + 2;
}

/* Writes the last two digits of n behind `separator` and gives where they end. */
static char *put_two(char *at, char separator, unsigned n)
{
    *at = separator;
    return put_pair(at + 1, n % 100);
}

static char *put_day(char *at, struct civil date)
{
    unsigned year = (unsigned)date.year;
    at = put_pair(at, year / 100 % 100);
    at = put_pair(at, year % 100);
    at = put_two(at, '-', (unsigned)date.month);
    return put_two(at, '-', (unsigned)date.day);
}

static char *put_ms(char *at, unsigned ms)
{
    at = put_two(at, '.', ms / 10);
    *at++ = (char)('0' + ms % 10);
    return at;
}

/* The time of a day, of which so many milliseconds have passed. */
static char *put_clock(char *at, unsigned ms, enum time_precision precision)
{
    at = put_two(at, 'T', ms / 3600000);
    at = put_two(at, ':', ms / 60000 % 60);
    if (precision >= TIME_SECOND) {
        at = put_two(at, ':', ms / 1000 % 60);
    }
    if (precision >= TIME_MS) {
        at = put_ms(at, ms % 1000);
    }
    *at++ = 'Z';
    return at;
}

int time_format(int64_t ms, enum time_precision precision, char out[TIME_TEXT])
{
    char *at = put_day(out, civil_from_ms(ms));
    if (precision != TIME_DAY) {
        int64_t midnight = floor_divide(ms, MS_PER_DAY) * MS_PER_DAY;
        at = put_clock(at, (unsigned)(ms - midnight), precision);
    }
    *at = '\0';
    return (int)(at - out);
}

struct slice time_rewrite(struct time_text *t, int64_t ms)
{
    enum { END = sizeof ".678Z" - 1 };
    int64_t second = floor_divide(ms, 1000) * 1000;
    if (t->length == 0 || t->second != second) {
        t->second = second;
        t->length = time_format(second, TIME_MS, t->text);
    }
    put_ms(t->text + t->length - END, (unsigned)(ms - second));
    return slice_of(t->text, (size_t)t->length);
}
