#include "syntax/date.h"

#include "syntax/date_parts.h"
#include "syntax/utf8.h"

enum {
    BUDDHIST = 543,
    BUDDHIST_LOW = 2443,
    BUDDHIST_HIGH = 2642,
    GLUED_LOW = 1990,
    GLUED_HIGH = 2099
};

struct reading {
    struct civil day;
    const struct date_name *name; /* of the month; NULL: it was a number with a sign */
    struct slice written;         /* that name as it stands */
    bool stop;                    /* a full stop stands behind the day */
    bool shortened;               /* the month's name has one, or its like */
};

/* --- Pieces --- */

/* A word that links day, month and year: "de", "of", "d'". */
static bool take_link(struct slice *s)
{
    struct slice rest = *s;
    const struct date_name *link;
    if (!date_take_name(&rest, &date_links, &link)) {
        return false;
    }
    if (link->key[strlen(link->key) - 1] != '\'' && !date_take_spaces(&rest)) {
        return false;
    }
    *s = rest;
    return true;
}

/* What stands between two parts of a date. False if nothing sets them apart. */
static bool take_gap(struct slice *s)
{
    date_skip_marks(s);
    struct slice rest = *s;
    bool spaces = date_take_spaces(&rest);
    bool comma = date_take_any(&rest, SLICE(",،，、"));
    date_skip_marks(&rest);
    spaces |= date_take_spaces(&rest);
    if (spaces) {
        take_link(&rest);
    } else if (!comma && !date_take_any(&rest, SLICE("-/‑"))) {
        return false;
    }
    date_skip_marks(&rest);
    *s = rest;
    return true;
}

/* Scripts that write no space between a number and a name, or may leave it out. */
static bool may_glue(const struct reading *r)
{
    return !r->name || (unsigned char)r->name->key[0] >= 0xd6;
}

static bool is_thai(const struct date_name *name)
{
    return name && (slice_starts(slice_from(name->key), SLICE("\xe0\xb8")) ||
                    slice_starts(slice_from(name->key), SLICE("\xe0\xb9")));
}

/* What marks a number as a day: "." or "th", or with a space before it "日". */
static const struct date_name *take_ordinal(struct slice *s)
{
    struct slice rest = *s;
    const struct date_name *ordinal;
    if (date_take_name(&rest, &date_ordinals, &ordinal) &&
        (ordinal->value || !date_is_word(rest))) {
        *s = rest;
        return ordinal;
    }
    rest = *s;
    if (date_take_spaces(&rest) && date_take_name(&rest, &date_ordinals, &ordinal) &&
        (unsigned char)ordinal->key[0] >= 0xe0) {
        *s = rest;
        return ordinal;
    }
    return NULL;
}

static bool take_day(struct slice *s, struct reading *r)
{
    if (!date_take_number(s, 1, 2, &r->day.day)) {
        return false;
    }
    const struct date_name *ordinal = take_ordinal(s);
    r->stop = ordinal && ordinal->key[0] == '.';
    return true;
}

/* "6月", "12월"; some print the sign twice: "6月 月". */
static bool take_month_number(struct slice *s, int *month)
{
    struct slice rest = *s;
    if (!date_take_number(&rest, 1, 2, month)) {
        return false;
    }
    date_take_spaces(&rest);
    struct slice signs[] = { SLICE("月"), SLICE("월"),
                             SLICE("\xe1\x84\x8b\xe1\x85\xaf\xe1\x86\xaf") };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (slice_starts(rest, signs[i])) {
            *s = slice_skip(rest, signs[i].length);
            rest = *s;
            date_take_spaces(&rest);
            if (slice_starts(rest, signs[i])) {
                *s = slice_skip(rest, signs[i].length);
            }
            return true;
        }
    }
    return false;
}

static bool take_month(struct slice *s, struct reading *r)
{
    r->name = NULL;
    if (take_month_number(s, &r->day.month)) {
        return true;
    }
    struct slice rest = *s;
    if (!date_take_name(&rest, &date_months, &r->name)) {
        return false;
    }
    r->day.month = r->stop ? r->name->other : r->name->value;
    r->written = slice_of(s->data, s->length - rest.length);
    r->shortened = date_take_abbreviation(&rest);
    if (r->name->value == 0) { /* "tháng 4" */
        date_take_spaces(&rest);
        if (!date_take_number(&rest, 1, 2, &r->day.month)) {
            return false;
        }
    }
    *s = rest;
    return true;
}

/* Four digits; where more of them are glued on, what they begin must be a likely year. */
static bool take_year_number(struct slice *s, bool buddhist, bool thai, int *year)
{
    int value;
    size_t count = date_count_digits(*s, 5, &value);
    if (count < 4) {
        return false;
    }
    date_count_digits(*s, 4, &value);
    if (buddhist || (thai && value >= BUDDHIST_LOW && value <= BUDDHIST_HIGH)) {
        value -= BUDDHIST;
    }
    if (count > 4 && (value < GLUED_LOW || value > GLUED_HIGH)) {
        return false;
    }
    date_skip_digits(s, 4);
    *year = value;
    return true;
}

static bool take_year(struct slice *s, struct reading *r)
{
    struct slice rest = *s;
    const struct date_name *era = NULL;
    if (date_take_name(&rest, &date_eras, &era)) {
        date_take_abbreviation(&rest);
        date_take_spaces(&rest);
    }
    if (!take_year_number(&rest, era && era->value, is_thai(r->name) && !era, &r->day.year)) {
        return false;
    }
    *s = rest;
    return true;
}

static bool is_capital(uint32_t code)
{
    return code >= 0x400 && code < 0x430;
}

/* A capital "Р." behind "2016" is somebody's initial, unless the month is in capitals too. */
static bool may_end_year(struct slice word, const struct reading *r)
{
    size_t length;
    bool capital = word.length && is_capital(utf8_decode(word, &length));
    return !capital || (r->written.length && is_capital(utf8_decode_last(r->written, &length)));
}

/* Whether a word goes on here; a capital begins one that lost the line break before it. */
static bool goes_on(struct slice s)
{
    size_t length;
    uint32_t code = s.length ? utf8_decode(s, &length) : 0;
    bool begins = is_capital(code) || (code >= 'A' && code <= 'Z') || (code >= 0xc0 && code < 0xdf);
    return date_is_word(s) && !begins;
}

/* Takes "г." and its like, a stop between it and the words that are glued to it. */
static bool take_year_word(struct slice *s)
{
    struct slice rest = *s;
    const struct date_name *word;
    if (date_take_word(s, &date_year_ends, &word)) {
        return true;
    }
    bool stops = date_take_name(&rest, &date_year_ends, &word) && rest.data[-1] == '.';
    if (stops && !goes_on(rest)) {
        *s = rest;
        return true;
    }
    return false;
}

/* "г." and its like; the full stop where the language has one behind a year. */
static void take_year_end(struct slice *s, const struct reading *r)
{
    struct slice rest = *s;
    date_take_spaces(&rest);
    if (may_end_year(rest, r) && take_year_word(&rest)) {
        *s = rest;
        return;
    }
    rest = *s;
    if (r->stop && r->name && r->name->flag && date_take_any(&rest, SLICE(".")) && !goes_on(rest)) {
        *s = rest;
    }
}

/* --- Orders --- */

static bool day_month(struct slice *s, struct reading *r)
{
    if (!take_day(s, r)) {
        return false;
    }
    bool comma = s->length && s->data[0] == ',';
    bool apart = take_gap(s) || r->stop;
    return take_month(s, r) && (apart || may_glue(r)) && (!comma || may_glue(r));
}

static bool month_day(struct slice *s, struct reading *r)
{
    if (!take_month(s, r)) {
        return false;
    }
    bool apart = take_gap(s);
    return (apart || may_glue(r)) && take_day(s, r);
}

static bool with_year(struct slice *s, struct reading *r)
{
    bool apart = take_gap(s) || r->shortened;
    if (!(apart || may_glue(r)) || !take_year(s, r)) {
        return false;
    }
    take_year_end(s, r);
    return true;
}

/* The year and what says that it is one. */
static bool first_year(struct slice *s, struct reading *r, const struct date_name **mark)
{
    *mark = NULL;
    if (!date_take_number(s, 4, 4, &r->day.year)) {
        return false;
    }
    struct slice rest = *s;
    const struct date_name *word;
    date_take_spaces(&rest);
    if (date_take_name(&rest, &date_year_starts, &word) &&
        (word->key[0] == '.' || (unsigned char)word->key[0] >= 0xe0 || !date_is_word(rest))) {
        *mark = word;
        *s = rest;
    }
    return true;
}

/* The sign of a day, a full stop only where one `stops` the year too; Lithuanian "d.". */
static void take_day_end(struct slice *s, bool stops)
{
    struct slice rest = *s;
    const struct date_name *ordinal = take_ordinal(&rest);
    if (ordinal && (stops || ordinal->key[0] != '.')) {
        *s = rest;
        return;
    }
    rest = *s;
    if (stops && date_take_spaces(&rest) && slice_starts_nocase(rest, SLICE("d."))) {
        *s = slice_skip(rest, 2);
    }
}

/* The day at a date's end; no time of day, of which it would be the hour. */
static bool last_day(struct slice *s, bool stops, struct reading *r)
{
    struct slice rest = *s;
    if (!date_take_number(&rest, 1, 2, &r->day.day)) {
        return false;
    }
    int ignored;
    struct slice behind = rest;
    if (date_take_any(&behind, SLICE(":")) && date_count_digits(behind, 1, &ignored)) {
        return false;
    }
    take_day_end(&rest, stops);
    *s = rest;
    return true;
}

/* The year and the month that follows it. */
static bool year_month(struct slice *s, struct reading *r, bool *stops)
{
    const struct date_name *mark;
    if (!first_year(s, r, &mark)) {
        return false;
    }
    bool apart = take_gap(s) || mark;
    struct slice rest = *s;
    if (mark && mark->other && take_day(&rest, r) && (take_gap(&rest) || r->stop) &&
        take_month(&rest, r)) {
        *s = rest; /* "2018. gada 19. jūnijs" */
        return true;
    }
    r->day.day = 0;
    *stops = mark && mark->value;
    return take_month(s, r) && (apart || may_glue(r));
}

static bool year_first(struct slice *s, struct reading *r)
{
    bool stops = false;
    if (!year_month(s, r, &stops)) {
        return false;
    }
    return r->day.day || ((take_gap(s) || may_glue(r)) && last_day(s, stops, r));
}

/* A day and a month, in either order. */
static bool two_of_three(struct slice *s, struct reading *r)
{
    struct slice rest = *s;
    const struct date_name *lead;
    if (date_take_name(&rest, &date_leads, &lead)) { /* "ngày 1 tháng 4" */
        date_take_spaces(&rest);
    }
    *r = (struct reading){ .stop = false };
    if (day_month(&rest, r)) {
        *s = rest;
        return true;
    }
    *r = (struct reading){ .stop = false };
    return month_day(s, r);
}

static bool begins_with_year(struct slice s)
{
    int ignored;
    return date_count_digits(s, 4, &ignored) == 4;
}

size_t date_read(struct slice s, struct civil *out)
{
    struct slice rest = s;
    struct reading r = { .stop = false };
    size_t english = date_read_english(s, out);
    if (english) {
        return english;
    }
    date_skip_marks(&rest);
    bool found = begins_with_year(rest) ? year_first(&rest, &r)
                                        : two_of_three(&rest, &r) && with_year(&rest, &r);
    if (!found || !civil_is_valid(r.day)) {
        return 0;
    }
    *out = r.day;
    return s.length - rest.length;
}

/* Nothing more in the line. */
static bool ends_line(struct slice s)
{
    while (s.length && (s.data[0] == ' ' || s.data[0] == '\t' || s.data[0] == ',')) {
        s = slice_skip(s, 1);
    }
    return s.length == 0 || s.data[0] == '\n' || s.data[0] == '\r';
}

/* Digits where a year should be: too few, or no year that could be read. The next word may be glued
 * to them, but they are not the "5" of "5th", "5:30" or "3-5". */
static bool begins_broken_year(struct slice s)
{
    int ignored;
    if (date_take_any(&s, SLICE("-/‑")) || !take_gap(&s)) {
        return false;
    }
    size_t count = date_count_digits(s, 4, &ignored);
    date_skip_digits(&s, count);
    if (count == 0 || count == 4 || s.length == 0) {
        return count > 0;
    }
    return s.data[0] != ':' && !(s.data[0] >= 'a' && s.data[0] <= 'z') &&
           !date_count_digits(s, 1, &ignored);
}

bool date_breaks_off(struct slice s)
{
    struct civil ignored;
    struct slice rest = s;
    struct reading r = { .stop = false };
    bool stops;
    if (date_read(s, &ignored)) {
        return false;
    }
    date_skip_marks(&rest);
    if (begins_with_year(s)) {
        return year_month(&rest, &r, &stops) &&
               (ends_line(rest) || r.day.day || year_first(&s, &r));
    }
    return two_of_three(&rest, &r) && (ends_line(rest) || begins_broken_year(rest));
}
