/* Dates as English has them, which most are: "June 19, 2018". */
#include "syntax/date_parts.h"

enum { MONTHS = 12, YEAR_DIGITS = 4 };

/* The month whose name begins s, and how long that is; 0: there is none. */
static int month_of(struct slice s, size_t *length)
{
    static const struct slice names[MONTHS] = {
        SLICE_INIT("January"), SLICE_INIT("February"), SLICE_INIT("March"),
        SLICE_INIT("April"),   SLICE_INIT("May"),      SLICE_INIT("June"),
        SLICE_INIT("July"),    SLICE_INIT("August"),   SLICE_INIT("September"),
        SLICE_INIT("October"), SLICE_INIT("November"), SLICE_INIT("December"),
    };
    for (int i = 0; i < MONTHS; i++) {
        if (s.length && s.data[0] == names[i].data[0] && slice_starts(s, names[i])) {
            *length = names[i].length;
            return i + 1;
        }
    }
    return 0;
}

/* How many digits stand at `at`: one more than YEAR_DIGITS for all that are more. */
static size_t count_digits(struct slice s, size_t at, int *value)
{
    size_t end = at;
    int number = 0;
    while (end < s.length && end - at <= YEAR_DIGITS && ascii_is_digit(s.data[end])) {
        number = number * 10 + (s.data[end++] - '0');
    }
    *value = number;
    return end - at;
}

/* Whether words of ASCII begin with what no word has that belongs to a year. */
static bool begins_otherwise(struct slice s)
{
    enum { SPACES_MOST = 4 };
    size_t at = 0;
    while (at < s.length && at < SPACES_MOST && ascii_is_space(s.data[at])) {
        at++;
    }
    return at == s.length || ((unsigned char)s.data[at] < 0x80 && !ascii_is_space(s.data[at]) &&
                              !date_may_begin(&date_year_ends, ascii_lower(s.data[at])));
}

/* Whether what stands behind a year may belong to it. */
static bool goes_on(struct slice rest)
{
    const struct date_name *word;
    if (rest.length && (unsigned char)rest.data[0] >= 0x80) {
        return true;
    }
    if (begins_otherwise(rest)) {
        return false; /* as nearly always */
    }
    date_take_spaces(&rest);
    return date_take_word(&rest, &date_year_ends, &word);
}

size_t date_read_english(struct slice s, struct civil *out)
{
    size_t name = 0;
    out->month = month_of(s, &name);
    if (out->month == 0 || name == s.length || s.data[name] != ' ') {
        return 0;
    }
    size_t day = name + 1;
    size_t comma = day + count_digits(s, day, &out->day);
    size_t year = comma + SLICE(", ").length;
    if (comma == day || comma > day + 2 || !slice_starts(slice_skip(s, comma), SLICE(", ")) ||
        count_digits(s, year, &out->year) != YEAR_DIGITS) {
        return 0;
    }
    size_t end = year + YEAR_DIGITS;
    return civil_is_valid(*out) && !goes_on(slice_skip(s, end)) ? end : 0;
}
