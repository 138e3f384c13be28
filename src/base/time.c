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
    int64_t day_of_era = days - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted = (5 * day_of_year + 2) / 153;
    struct civil date = { .day = (int)(day_of_year - (153 * shifted + 2) / 5 + 1),
                          .month = (int)(shifted < 10 ? shifted + 3 : shifted - 9) };
    date.year = (int)(year_of_era + era * 400 + (date.month <= 2));
    return date;
}

/* Writes the last `count` digits of n behind `separator` and gives where they end. */
static char *put(char *at, char separator, int n, int count)
{
    *at = separator;
    for (int i = count; i > 0; i--) {
        at[i] = (char)('0' + n % 10);
        n /= 10;
    }
    return at + count + 1;
}

int time_format(int64_t ms, enum time_precision precision, char out[TIME_TEXT])
{
    struct civil date = civil_from_ms(ms);
    int rest = (int)(ms - civil_to_ms(date));
    char text[TIME_TEXT]; /* begins with a separator that is left out */
    char *at = put(text, ' ', date.year, 4);
    at = put(at, '-', date.month, 2);
    at = put(at, '-', date.day, 2);
    if (precision >= TIME_MINUTE) {
        at = put(at, 'T', rest / 3600000, 2);
        at = put(at, ':', rest / 60000 % 60, 2);
    }
    if (precision >= TIME_SECOND) {
        at = put(at, ':', rest / 1000 % 60, 2);
    }
    if (precision >= TIME_MS) {
        at = put(at, '.', rest % 1000, 3);
    }
    if (precision != TIME_DAY) {
        *at++ = 'Z';
    }
    int length = (int)(at - text - 1);
    memcpy(out, text + 1, (size_t)length);
    out[length] = '\0';
    return length;
}
