/* When a post in markup is said to have been written. */
#include "scan/find/markup_reading.h"
#include "syntax/date.h"

enum { DATE_WORDS_MOST = 6, MS_PER_MINUTE = 60000 };

bool markup_instant(struct slice s, int64_t *ms, enum time_precision *precision)
{
    bool has_zone;
    s = slice_trim(s);
    if (!s.length || date_read_iso(s, ms, precision, &has_zone) != s.length) {
        return false;
    }
    if (!has_zone) {
        *precision = TIME_DAY;
        *ms -= *ms % MS_PER_DAY;
    }
    return true;
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

static bool date_by(struct reading *r, struct slice value, bool words, struct claim *out)
{
    int64_t ms;
    enum time_precision precision;
    enum source source = words ? SOURCE_ATTRIBUTION : SOURCE_MARKUP;
    if (markup_instant(value, &ms, &precision)) {
        return markup_set_date(r, ms, precision, source, out);
    }
    return words && read_words_date(value, &ms, &precision) &&
           markup_set_date(r, ms, precision, SOURCE_ATTRIBUTION, out);
}

/* What a machine is told comes before what is printed. */
void markup_read_date(struct reading *r, struct claim *out)
{
    static const char by_default[] = "time@datetime";
    const char *const lists[] = { r->row ? r->row->date : NULL, by_default };
    for (size_t i = 0; i < 2; i++) {
        struct slice rest = slice_from(lists[i]);
        struct slice source;
        while (markup_next_source(&rest, &source)) {
            bool words = slice_find(source, '@') == source.length;
            if (date_by(r, markup_source(r, source), words, out)) {
                return;
            }
        }
    }
    date_by(r, r->said.date, true, out);
}
