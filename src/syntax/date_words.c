/* What stands around a date in words: a weekday, a time of day and its zone. */
#include "syntax/date.h"

#include "syntax/date_parts.h"
#include "syntax/utf8.h"

/* Abbreviations that are of one offset wherever they are printed; where others share one (CST,
 * BST), the widget's is meant. In capitals only: "est" and "met" are words. */
static const struct {
    char name[5];
    short minutes;
} zones[] = {
    { "UTC", 0 },     { "GMT", 0 },     { "PDT", -420 }, { "PST", -480 }, { "MDT", -360 },
    { "MST", -420 },  { "CDT", -300 },  { "CST", -360 }, { "EDT", -240 }, { "EST", -300 },
    { "AKDT", -480 }, { "AKST", -540 }, { "HST", -600 }, { "ADT", -180 }, { "NDT", -150 },
    { "NST", -210 },  { "BRT", -180 },  { "ART", -180 }, { "WEST", 60 },  { "WET", 0 },
    { "BST", 60 },    { "CEST", 120 },  { "CET", 60 },   { "MESZ", 120 }, { "MEZ", 60 },
    { "EEST", 180 },  { "EET", 120 },   { "MSK", 180 },  { "TRT", 180 },  { "SAST", 120 },
    { "PKT", 300 },   { "IST", 330 },   { "WIB", 420 },  { "WITA", 480 }, { "WIT", 540 },
    { "HKT", 480 },   { "SGT", 480 },   { "JST", 540 },  { "KST", 540 },  { "AWST", 480 },
    { "ACDT", 630 },  { "ACST", 570 },  { "AEDT", 660 }, { "AEST", 600 }, { "NZDT", 780 },
    { "NZST", 720 },  { "Z", 0 },
};

static bool take_zone_name(struct slice *s, int *minutes)
{
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        struct slice name = slice_from(zones[i].name);
        if (slice_starts(*s, name) && !date_is_word(slice_skip(*s, name.length))) {
            *s = slice_skip(*s, name.length);
            *minutes = zones[i].minutes;
            return true;
        }
    }
    return false;
}

/* "+2", "-08:00", "+0530". */
static bool take_offset(struct slice *s, int *minutes)
{
    struct slice rest = *s;
    bool west = date_take_any(&rest, SLICE("-−"));
    if (!west && !date_take_any(&rest, SLICE("+"))) {
        return false;
    }
    int value;
    size_t count = date_count_digits(rest, 5, &value);
    if (count == 0 || count > 4) {
        return false;
    }
    date_skip_digits(&rest, count);
    int offset = count > 2 ? value / 100 * 60 + value % 100 : value * 60;
    struct slice colon = rest;
    int rest_minutes;
    if (count <= 2 && date_take_any(&colon, SLICE(":")) &&
        date_take_number(&colon, 2, 2, &rest_minutes)) {
        offset += rest_minutes;
        rest = colon;
    }
    if (offset > 14 * 60) {
        return false;
    }
    *s = rest;
    *minutes = west ? -offset : offset;
    return true;
}

/* "PDT", "UTC+2", "(GMT)", "+0200". */
static void take_zone(struct slice *s, struct date_words *out)
{
    struct slice rest = *s;
    int minutes;
    date_take_spaces(&rest);
    bool open = date_take_any(&rest, SLICE("("));
    if (slice_starts(rest, SLICE("UTC")) || slice_starts(rest, SLICE("GMT"))) {
        struct slice behind = slice_skip(rest, 3);
        if (take_offset(&behind, &minutes)) {
            rest = behind;
        } else if (!take_zone_name(&rest, &minutes)) {
            return;
        }
    } else if (!take_zone_name(&rest, &minutes) && !take_offset(&rest, &minutes)) {
        return;
    }
    if (open && !date_take_any(&rest, SLICE(")"))) {
        return;
    }
    out->has_zone = true;
    out->zone_minutes = minutes;
    *s = rest;
}

/* "AM", "p.m.", "午後". */
static const struct date_name *take_half(struct slice *s)
{
    struct slice rest = *s;
    const struct date_name *half;
    date_take_spaces(&rest);
    if (!date_take_word(&rest, &date_halves, &half)) {
        return NULL;
    }
    if (strchr(half->key,
               '.')) { /* of "p.m." it is the last full stop; that of "PM." ends a sentence */
        date_take_abbreviation(&rest);
    }
    *s = rest;
    return half;
}

/* What stands behind the hour. */
static bool take_hour_sign(struct slice *s)
{
    if (date_take_any(s, SLICE(":.：٫"))) {
        return true;
    }
    date_take_spaces(s);
    if (date_take_any(s, SLICE(":"))) {
        return true; /* French writes "4 :50" */
    }
    if (!date_take_any(s, SLICE("h時时點点시"))) {
        return false;
    }
    date_take_spaces(s);
    return true;
}

/* ":07", ".07", "分 7秒"; or nothing. */
static void take_seconds(struct slice *s, int *second)
{
    struct slice rest = *s;
    bool signs = date_take_any(&rest, SLICE("分분"));
    if (signs) {
        *s = rest;
        date_take_spaces(&rest);
    } else if (!date_take_any(&rest, SLICE(":.："))) {
        return;
    }
    int value;
    if (!date_take_number(&rest, signs ? 1 : 2, 2, &value) || value > 60 ||
        (signs && !date_take_any(&rest, SLICE("秒초")))) {
        return;
    }
    *second = value;
    *s = rest;
}

static bool take_clock(struct slice *s, struct date_words *out)
{
    struct slice rest = *s;
    out->second = 0;
    if (!date_take_number(&rest, 1, 2, &out->hour) || out->hour > 23) {
        return false;
    }
    if (!take_hour_sign(&rest) || !date_take_number(&rest, 1, 2, &out->minute) ||
        out->minute > 59) {
        return false;
    }
    take_seconds(&rest, &out->second);
    *s = rest;
    return true;
}

/* A time with its half of the day and its zone, each on either side. */
static bool take_time(struct slice *s, struct date_words *out)
{
    struct date_words timed = *out;
    struct slice rest = *s;
    take_zone(&rest, &timed);
    date_take_spaces(&rest);
    const struct date_name *half = take_half(&rest);
    date_take_spaces(&rest);
    if (!take_clock(&rest, &timed)) {
        return false;
    }
    if (!half) {
        half = take_half(&rest);
    }
    if (half && timed.hour <= 12) {
        timed.hour = timed.hour % 12 + (half->value ? 12 : 0);
    }
    if (!timed.has_zone) {
        take_zone(&rest, &timed);
    }
    timed.has_time = true;
    *out = timed;
    *s = rest;
    return true;
}

/* What stands between a date and a time. */
static bool take_join(struct slice *s)
{
    struct slice rest = *s;
    const struct date_name *word;
    bool apart = date_take_spaces(&rest);
    apart |= date_take_any(&rest, SLICE(",،，、:/("));
    apart |= date_take_spaces(&rest);
    if (date_take_any(&rest, SLICE("-–—·•|@"))) {
        apart = true;
    } else if (date_take_word(&rest, &date_joins, &word)) {
        date_take_abbreviation(&rest);
    }
    date_take_spaces(&rest);
    *s = rest;
    return apart;
}

/* --- Days --- */

/* "Thursday, ", "jeudi ", "воскресенье, ". */
static bool take_weekday_before(struct slice *s)
{
    struct slice rest = *s;
    const struct date_name *name;
    if (!date_take_name(&rest, &date_weekdays, &name)) {
        return false;
    }
    date_take_abbreviation(&rest);
    bool apart = date_take_any(&rest, SLICE(",،，、"));
    apart |= date_take_spaces(&rest);
    if (date_take_name(&rest, &date_leads, &name)) { /* "lørdag den 3." */
        date_take_spaces(&rest);
        apart = true;
    }
    *s = rest;
    return apart;
}

/* ", hétfő", "(火)", "星期二"; or nothing. */
static void take_weekday_behind(struct slice *s)
{
    struct slice rest = *s;
    const struct date_name *name;
    date_take_any(&rest, SLICE(",،，、"));
    date_take_spaces(&rest);
    bool open = date_take_any(&rest, SLICE("(（"));
    if (!date_take_word(&rest, &date_weekdays, &name)) {
        return;
    }
    size_t length;
    utf8_decode(slice_from(name->key), &length);
    if (!open && name->key[length] == '\0') {
        return; /* a single letter, "日", may begin any word */
    }
    if (open && !date_take_any(&rest, SLICE(")）"))) {
        return;
    }
    *s = rest;
}

/* A date with its weekday, on either side. */
static bool take_day(struct slice *s, struct date_words *out)
{
    struct slice rest = *s;
    size_t length = date_read(rest, &out->day);
    bool before = length == 0 && take_weekday_before(&rest);
    if (before) {
        length = date_read(rest, &out->day);
    }
    if (length == 0) {
        return false;
    }
    rest = slice_skip(rest, length);
    if (!before) {
        take_weekday_behind(&rest);
    }
    *s = rest;
    return true;
}

static bool day_first(struct slice *s, struct date_words *out)
{
    struct slice rest = *s;
    if (!take_day(&rest, out)) {
        return false;
    }
    bool glued = (unsigned char)s->data[s->length - rest.length - 1] >= 0x80; /* "6月21日8:24" */
    *s = rest;
    if ((take_join(&rest) || glued) && take_time(&rest, out)) {
        *s = rest;
    }
    return true;
}

/* "8:27 AM - 11 Jul 2017", "lúc 19:08, 7 tháng 6, 2019". */
static bool time_first(struct slice *s, struct date_words *out)
{
    const struct date_name *word;
    if (date_take_word(s, &date_joins, &word)) {
        date_take_spaces(s);
    }
    return take_time(s, out) && take_join(s) && take_day(s, out);
}

/* "Wed Aug 27 13:08:45 +0000 2008": C's asctime, also with a zone, as in data of sites. */
static bool year_last(struct slice *s, struct date_words *out)
{
    const struct date_name *name;
    if (!take_weekday_before(s) || !date_take_name(s, &date_months, &name) ||
        !date_take_spaces(s) || !date_take_number(s, 1, 2, &out->day.day) || !date_take_spaces(s) ||
        !take_time(s, out) || !date_take_spaces(s) || !date_take_number(s, 4, 4, &out->day.year)) {
        return false;
    }
    out->day.month = name->value;
    return civil_is_valid(out->day);
}

size_t date_read_words(struct slice s, struct date_words *out)
{
    static bool (*const orders[])(struct slice *, struct date_words *) = { day_first, time_first,
                                                                           year_last };
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        struct slice rest = s;
        struct date_words words = { .has_time = false };
        date_skip_marks(&rest);
        if (orders[i](&rest, &words)) {
            *out = words;
            return s.length - rest.length;
        }
    }
    return 0;
}
