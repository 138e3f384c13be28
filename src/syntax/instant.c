#include "syntax/instant.h"

enum { MS_PER_MINUTE = 60000, MS_PER_HOUR = 3600000 };

/* Takes `count` digits; false where there are fewer. */
static bool take_digits(struct slice *s, size_t count, int *out)
{
    int n = 0;
    if (s->length < count) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (!ascii_is_digit(s->data[i])) {
            return false;
        }
        n = n * 10 + (s->data[i] - '0');
    }
    *s = slice_skip(*s, count);
    *out = n;
    return true;
}

static bool take(struct slice *s, char c)
{
    if (s->length == 0 || s->data[0] != c) {
        return false;
    }
    *s = slice_skip(*s, 1);
    return true;
}

static bool take_day(struct slice *s, int64_t *ms)
{
    struct civil day;
    if (!take_digits(s, 4, &day.year) || !take(s, '-') || !take_digits(s, 2, &day.month) ||
        !take(s, '-') || !take_digits(s, 2, &day.day) || !civil_is_valid(day)) {
        return false;
    }
    *ms = civil_to_ms(day);
    return true;
}

/* Digits of a second: what is finer than a millisecond is dropped. */
static bool take_fraction(struct slice *s, int *ms)
{
    int unit = 100;
    if (s->length == 0 || !ascii_is_digit(s->data[0])) {
        return false;
    }
    *ms = 0;
    while (s->length && ascii_is_digit(s->data[0])) {
        *ms += unit * (s->data[0] - '0');
        unit /= 10;
        *s = slice_skip(*s, 1);
    }
    return true;
}

/* "22:55", "22:55:42", "22:55:42.967": adds it to the day. */
static bool take_time(struct slice *s, int64_t *ms, enum time_precision *precision)
{
    int hour;
    int minute;
    int second = 0;
    int fraction = 0;
    if (!take_digits(s, 2, &hour) || !take(s, ':') || !take_digits(s, 2, &minute) || hour > 23 ||
        minute > 59) {
        return false;
    }
    *precision = TIME_MINUTE;
    if (take(s, ':')) {
        *precision = TIME_SECOND;
        if (!take_digits(s, 2, &second) || second > 60) {
            return false;
        }
        if (take(s, '.') || take(s, ',')) {
            *precision = TIME_MS;
            if (!take_fraction(s, &fraction)) {
                return false;
            }
        }
    }
    *ms += (int64_t)hour * MS_PER_HOUR + (int64_t)minute * MS_PER_MINUTE + second * 1000 + fraction;
    return true;
}

/* "Z", "+02:00", "-0700", "+02": how far ahead of UTC. */
static bool take_zone(struct slice *s, int64_t *ahead)
{
    if (take(s, 'Z') || take(s, 'z')) {
        *ahead = 0;
        return true;
    }
    int hour;
    int minute = 0;
    bool behind = take(s, '-');
    if ((!behind && !take(s, '+')) || !take_digits(s, 2, &hour)) {
        return false;
    }
    take(s, ':');
    if (s->length && !take_digits(s, 2, &minute)) {
        return false;
    }
    if (hour > 23 || minute > 59) {
        return false;
    }
    *ahead = (int64_t)hour * MS_PER_HOUR + (int64_t)minute * MS_PER_MINUTE;
    *ahead = behind ? -*ahead : *ahead;
    return true;
}

bool instant_read(struct slice s, int64_t *ms, enum time_precision *precision)
{
    int64_t day;
    s = slice_trim(s);
    *precision = TIME_DAY;
    if (!take_day(&s, &day)) {
        return false;
    }
    *ms = day;
    if (s.length == 0) {
        return true;
    }
    if (!take(&s, 'T') && !take(&s, 't') && !take(&s, ' ')) {
        return false;
    }
    int64_t ahead;
    if (!take_time(&s, ms, precision)) {
        return false;
    }
    take(&s, ' ');
    if (s.length == 0) {
        *ms = day;
        *precision = TIME_DAY;
        return true;
    }
    if (!take_zone(&s, &ahead) || s.length) {
        return false;
    }
    *ms -= ahead;
    return true;
}
