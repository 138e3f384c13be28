/* RFC 3339, section 5.6, as HTML's "date", "global date and time" and "local date and time" loosen
 * it. */
#include "syntax/date.h"

enum { MS_PER_SECOND = 1000, MS_PER_MINUTE = 60000, MS_PER_HOUR = 3600000 };

/* Reads exactly `count` ASCII digits. */
static bool take_digits(struct slice *s, size_t count, int *out)
{
    int value = 0;
    for (size_t i = 0; i < count; i++) {
        if (i == s->length || !ascii_is_digit(s->data[i])) {
            return false;
        }
        value = value * 10 + (s->data[i] - '0');
    }
    *s = slice_skip(*s, count);
    *out = value;
    return true;
}

static bool take_sign(struct slice *s, char sign)
{
    if (s->length == 0 || s->data[0] != sign) {
        return false;
    }
    *s = slice_skip(*s, 1);
    return true;
}

static bool digit_follows(struct slice s)
{
    return s.length && ascii_is_digit(s.data[0]);
}

/* ":MM" or "MM", up to 59. */
static bool take_sixty(struct slice *s, int *out)
{
    take_sign(s, ':');
    return take_digits(s, 2, out) && *out < 60;
}

/* Any number of digits behind a second, of which three count. False if there is none. */
static bool take_fraction(struct slice *s, int64_t *ms)
{
    struct slice rest = *s;
    int scale = MS_PER_SECOND / 10;
    if (!take_sign(&rest, '.') && !take_sign(&rest, ',')) {
        return false;
    }
    if (!digit_follows(rest)) {
        return false;
    }
    while (digit_follows(rest)) {
        *ms += (int64_t)scale * (rest.data[0] - '0');
        scale /= 10;
        rest = slice_skip(rest, 1);
    }
    *s = rest;
    return true;
}

/* ":SS" with or without a fraction; a leap second is the next minute's first. */
static bool take_second(struct slice *s, int64_t *ms, enum time_precision *precision)
{
    int second;
    if (!take_sign(s, ':')) {
        return true;
    }
    if (!take_digits(s, 2, &second) || second > 60) {
        return false;
    }
    *ms += (int64_t)second * MS_PER_SECOND;
    *precision = take_fraction(s, ms) ? TIME_MS : TIME_SECOND;
    return true;
}

static bool take_time(struct slice *s, int64_t *ms, enum time_precision *precision)
{
    int hour;
    int minute;
    if (!take_digits(s, 2, &hour) || hour > 23 || !take_sign(s, ':') ||
        !take_digits(s, 2, &minute) || minute > 59) {
        return false;
    }
    *ms += (int64_t)hour * MS_PER_HOUR + (int64_t)minute * MS_PER_MINUTE;
    *precision = TIME_MINUTE;
    return take_second(s, ms, precision) && !digit_follows(*s);
}

/* "Z", "+02:00", "-0800" or "+02", also behind a space. */
static bool take_zone(struct slice *s, int64_t *ms)
{
    struct slice rest = *s;
    take_sign(&rest, ' ');
    if (take_sign(&rest, 'Z') || take_sign(&rest, 'z')) {
        *s = rest;
        return true;
    }
    bool west = take_sign(&rest, '-');
    int hours;
    int minutes = 0;
    if ((!west && !take_sign(&rest, '+')) || !take_digits(&rest, 2, &hours) || hours > 23) {
        return false;
    }
    struct slice hours_only = rest;
    if (!take_sixty(&rest, &minutes)) {
        minutes = 0;
        rest = hours_only;
    }
    if (digit_follows(rest)) {
        return false;
    }
    int64_t offset = (int64_t)hours * MS_PER_HOUR + (int64_t)minutes * MS_PER_MINUTE;
    *ms -= west ? -offset : offset;
    *s = rest;
    return true;
}

static bool take_date(struct slice *s, int64_t *ms)
{
    struct civil day;
    if (!take_digits(s, 4, &day.year) || !take_sign(s, '-') || !take_digits(s, 2, &day.month) ||
        !take_sign(s, '-') || !take_digits(s, 2, &day.day) || !civil_is_valid(day) ||
        digit_follows(*s)) {
        return false;
    }
    *ms = civil_to_ms(day);
    return true;
}

/* Whether a time should follow: "T", or a space and two digits with a colon. */
static bool take_separator(struct slice *s)
{
    if (take_sign(s, 'T') || take_sign(s, 't')) {
        return true;
    }
    struct slice rest = *s;
    int ignored;
    if (!take_sign(&rest, ' ')) {
        return false;
    }
    struct slice time = rest;
    if (!take_digits(&time, 2, &ignored) || !take_sign(&time, ':')) {
        return false;
    }
    *s = rest;
    return true;
}

size_t date_read_iso(struct slice s, int64_t *ms, enum time_precision *precision, bool *has_zone)
{
    struct slice rest = s;
    int64_t instant;
    if (!take_date(&rest, &instant)) {
        return 0;
    }
    *precision = TIME_DAY;
    *has_zone = false;
    struct slice time = rest;
    if (take_separator(&time) && digit_follows(time)) {
        if (!take_time(&time, &instant, precision)) {
            return 0;
        }
        *has_zone = take_zone(&time, &instant);
        rest = time;
    }
    *ms = instant;
    return s.length - rest.length;
}
