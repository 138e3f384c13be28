/* When a post in markup is said to have been written. */
#include "scan/find/markup_reading.h"
#include "syntax/date.h"

enum { DATE_WORDS_MOST = 6, MS_PER_MINUTE = 60000 };

/* Gives how many bytes it took. A time without a zone counts as its day: it may be another one
 * elsewhere, but no other instant is known. */
static size_t read_instant(struct slice s, int64_t *ms, enum time_precision *precision)
{
    bool has_zone;
    size_t length = date_read_iso(s, ms, precision, &has_zone);
    if (length && !has_zone) {
        *precision = TIME_DAY;
        *ms -= (*ms % MS_PER_DAY + MS_PER_DAY) % MS_PER_DAY;
    }
    return length;
}

bool markup_instant(struct slice s, int64_t *ms, enum time_precision *precision)
{
    s = slice_trim(s);
    return s.length && read_instant(s, ms, precision) == s.length;
}

/* A printed date outside the place's life is no date. */
bool markup_set_date(struct reading *r, int64_t ms, enum time_precision precision,
                     enum source source, struct claim *out)
{
    int64_t launched = r->place ? r->place->launched_ms : 0;
    if (ms < launched - launched % MS_PER_DAY || ms > time_now_ms() + MS_PER_DAY) {
        return false;
    }
    out->date = (struct date){ ms, precision, source };
    return true;
}

/* A date among the first words: others may lead to it. A time of day counts where its zone is
 * printed; else a reader cannot tell which it is in. */
static bool read_words_date(struct slice words, int64_t *ms, enum time_precision *precision)
{
    struct date_words date;
    for (int i = 0; i < DATE_WORDS_MOST && words.length; i++) {
        if (date_read_words(words, &date)) {
            bool exact = date.has_time && date.has_zone;
            int64_t minutes = (int64_t)date.hour * 60 + date.minute - date.zone_minutes;
            *ms = civil_to_ms(date.day) + (exact ? minutes * MS_PER_MINUTE : 0);
            *precision = exact ? TIME_MINUTE : TIME_DAY;
            return true;
        }
        size_t space = slice_find(words, ' ');
        words = slice_trim(slice_skip(words, space));
    }
    return false;
}

/* "20180620" and "2018/06/20", with a time behind or not. */
static bool read_compact(struct slice s, int64_t *ms)
{
    struct slice digits[] = { slice_part(s, 0, 4), slice_part(s, 4, 6), slice_part(s, 6, 8) };
    if (s.length > 9 && s.data[4] == '/' && s.data[7] == '/') {
        digits[1] = slice_part(s, 5, 7);
        digits[2] = slice_part(s, 8, 10);
    }
    unsigned long long number[3];
    size_t end = (size_t)(digits[2].data + 2 - s.data);
    if (s.length < end || (s.length > end && ascii_is_digit(s.data[end]))) {
        return false;
    }
    for (int i = 0; i < 3; i++) {
        if (!slice_number(digits[i], 9999, &number[i])) {
            return false;
        }
    }
    struct civil day = { (int)number[0], (int)number[1], (int)number[2] };
    *ms = civil_to_ms(day);
    return civil_is_valid(day);
}

/* Before 1800 there is no article: systems write their zero. */
bool markup_day(struct slice s, int64_t *ms, enum time_precision *precision)
{
    const int64_t earliest = civil_to_ms((struct civil){ 1800, 1, 1 });
    s = slice_trim(s);
    bool found = read_instant(s, ms, precision) || read_words_date(s, ms, precision);
    if (!found && s.length >= 8) {
        *precision = TIME_DAY;
        found = read_compact(s, ms);
    }
    return found && *ms >= earliest;
}

/* `printed`: it may also be a date in words. */
static bool date_by(struct reading *r, struct slice value, enum source source, bool printed,
                    struct claim *out)
{
    int64_t ms;
    enum time_precision precision;
    bool read = markup_instant(value, &ms, &precision) ||
                (printed && read_words_date(value, &ms, &precision));
    return read && markup_set_date(r, ms, precision, source, out);
}

/* What a machine is told comes before what is printed. In an attribute that a row names itself a
 * date may be in words, as X's own API writes it; what stands in others so is some place's day. */
void markup_read_date(struct reading *r, struct claim *out)
{
    static const char by_default[] = "time@datetime";
    const char *const lists[] = { r->row ? r->row->date : NULL, by_default };
    for (size_t i = 0; i < 2; i++) {
        struct slice rest = slice_from(lists[i]);
        struct slice source;
        while (markup_next_source(&rest, &source)) {
            bool words = slice_find(source, '@') == source.length;
            enum source by = words ? SOURCE_ATTRIBUTION : SOURCE_MARKUP;
            if (date_by(r, markup_source(r, source), by, i == 0, out)) {
                return;
            }
        }
    }
    date_by(r, r->said.date, SOURCE_ATTRIBUTION, true, out);
}
