/* Any bytes as dates: what is read lies inside the text, is a day of the calendar, and is the same
 * whatever stands far behind it. */
#include "require.h"
#include "syntax/date.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_words(struct slice in, size_t plain)
{
    struct date_words words;
    size_t length = date_read_words(in, &words);
    require(length <= in.length && length >= plain);
    if (length) {
        require(civil_is_valid(words.day));
        require(words.hour >= 0 && words.hour < 24 && words.minute >= 0 && words.minute < 60);
        require(words.second >= 0 && words.second <= 60 && (words.has_time || !words.has_zone));
        require(abs(words.zone_minutes) <= 14 * 60);
    }
}

static void read_iso(struct slice in)
{
    int64_t ms;
    enum time_precision precision;
    bool has_zone;
    size_t length = date_read_iso(in, &ms, &precision, &has_zone);
    require(length <= in.length && (length == 0 || length >= 10));
    if (length) {
        char text[TIME_TEXT];
        require(precision <= TIME_MS && (!has_zone || precision > TIME_DAY));
        require(ms < 0 || time_format(ms, precision, text) > 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { LOOKED_AT = 1024 };
    struct slice in = slice_of((const char *)data, size);
    struct civil day;
    struct civil again;
    size_t length = date_read(in, &day);
    require(length <= size && (length == 0 || civil_is_valid(day)));
    require(length == 0 || !date_breaks_off(in));
    if (size > LOOKED_AT) {
        require(date_read(slice_part(in, 0, LOOKED_AT), &again) == length);
    }
    date_breaks_off(in);
    read_words(in, length);
    read_iso(in);
    return 0;
}
