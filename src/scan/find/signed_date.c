#include "scan/find/signed_date.h"

#include "scan/find/line.h"
#include "syntax/date.h"
#include "syntax/utf8.h"

enum {
    DATE_MOST = 96,
    SPACES_MOST = 48, /* a line of pretty-printed HTML begins with many */
    LINKED_MOST = 512,
    EPOCH_DIGITS = 13,
    YEAR_DIGITS = 4,
    WEEKDAY_MOST = 32
};

/* A stretch of text with line breaks, and the quote marks behind them, as single spaces, and
 * without the escape that keeps "5." from being a list in Markdown. */
struct flat_words {
    char bytes[DATE_MOST];
    unsigned char from[DATE_MOST + 1]; /* where each of them stands */
    size_t length;
};

static void flatten(struct slice s, struct flat_words *out)
{
    size_t i = 0;
    out->length = 0;
    while (i < s.length && i < DATE_MOST && out->length < DATE_MOST) {
        i += s.data[i] == '\\' && line_byte(s, i + 1) == '.';
        out->from[out->length] = (unsigned char)i;
        bool breaks = s.data[i] == '\n' || s.data[i] == '\r';
        out->bytes[out->length++] = line_joined(s.data[i]);
        i = breaks ? line_skip_prefix(s, line_next(s, i)) : i + 1;
    }
    out->from[out->length] = (unsigned char)(i < DATE_MOST ? i : DATE_MOST);
}

static size_t skip_spaces(struct slice s)
{
    struct slice hard = SLICE("&nbsp;");
    size_t i = 0;
    size_t count = 0;
    while (i < s.length && count++ < SPACES_MOST) {
        struct slice rest = slice_skip(s, i);
        size_t length = hard.length;
        bool space =
            s.data[i] == '&' ? slice_starts(rest, hard) : utf8_is_gap(utf8_decode(rest, &length));
        if (!space) {
            break;
        }
        i += length;
    }
    return i;
}

/* Behind what somebody wrote between a handle and its date; 0: nothing. */
static size_t skip_separator(struct slice s)
{
    static const char *const separators[] = { ",", "|", "·", "-", "–", "—", "on ", NULL };
    size_t at = skip_spaces(s);
    for (const char *const *separator = separators; *separator; separator++) {
        if (slice_starts(slice_skip(s, at), slice_from(*separator))) {
            at += strlen(*separator);
            return at + skip_spaces(slice_skip(s, at));
        }
    }
    return 0;
}

/* A clock may be a day ahead somewhere. It is asked only about days after this was written: July 1,
 * 2026. */
static bool is_in_life(const struct place *place, int64_t ms)
{
    const int64_t written_ms = INT64_C(1782864000000);
    return ms > place->launched_ms - MS_PER_DAY &&
           (ms < written_ms || ms < time_now_ms() + MS_PER_DAY);
}

/* Thirteen digits: milliseconds since 1970, as some sites print them. */
static size_t read_epoch(struct slice s, struct date *out)
{
    unsigned long long ms;
    size_t digits = 0;
    while (digits < s.length && ascii_is_digit(s.data[digits])) {
        digits++;
    }
    if (digits != EPOCH_DIGITS || !slice_number(slice_part(s, 0, digits), INT64_MAX, &ms)) {
        return 0;
    }
    *out = (struct date){ (int64_t)ms, ms % 1000 ? TIME_MS : TIME_SECOND, SOURCE_ATTRIBUTION };
    return digits;
}

/* A date without a time: no more is printed where a platform prints UTC days. */
static size_t read_day(struct slice s, struct date *out)
{
    struct civil day;
    size_t length = date_read(s, &day);
    *out = (struct date){ length ? civil_to_ms(day) : 0, TIME_DAY, SOURCE_ATTRIBUTION };
    return length;
}

/* A date with its weekday and time. Without a zone the time is nobody's, and says nothing. */
static size_t read_instant(struct slice s, struct date *out)
{
    struct date_words words;
    size_t length = date_read_words(s, &words);
    if (length == 0) {
        return 0;
    }
    *out = (struct date){ civil_to_ms(words.day), TIME_DAY, SOURCE_ATTRIBUTION };
    if (words.has_time && words.has_zone) {
        int minutes = words.hour * 60 + words.minute - words.zone_minutes;
        out->ms += ((int64_t)minutes * 60 + words.second) * 1000;
        out->precision = words.second ? TIME_SECOND : TIME_MINUTE;
    }
    return length;
}

/* An instant without a zone is nobody's: its day stands. */
static size_t read_iso(struct slice s, struct date *out)
{
    bool has_zone;
    *out = (struct date){ .source = SOURCE_ATTRIBUTION };
    size_t length = date_read_iso(s, &out->ms, &out->precision, &has_zone);
    if (length && !has_zone) {
        out->ms -= out->ms % MS_PER_DAY;
        out->precision = TIME_DAY;
    }
    return length;
}

bool signed_date_is_day(struct slice s)
{
    struct civil day;
    struct date_words words;
    return date_read(s, &day) == 0 && date_read_words(s, &words) > 0 && !words.has_time;
}

/* A date begins with a letter, a digit, or what is beyond ASCII. */
static bool may_begin(struct slice s)
{
    return s.length && (ascii_is_alnum(s.data[0]) || (unsigned char)s.data[0] >= 0x80);
}

size_t signed_date_at(const struct place *place, struct slice s, struct date *out)
{
    struct date date;
    if (!may_begin(s)) {
        return 0;
    }
    size_t length = read_epoch(s, &date);
    length = length ? length : read_iso(s, &date);
    if (length == 0) {
        length = place->prints_utc_days ? read_day(s, &date) : read_instant(s, &date);
    }
    if (!length || !is_in_life(place, date.ms)) {
        return 0;
    }
    *out = date;
    return length;
}

static bool is_scheme_at(struct slice s, size_t at)
{
    return slice_starts(slice_skip(s, at), SLICE("http://")) ||
           slice_starts(slice_skip(s, at), SLICE("https://"));
}

size_t signed_date_link(struct slice s, size_t at, struct slice *url)
{
    if (at >= s.length || (s.data[at] != '(' && s.data[at] != '<') || !is_scheme_at(s, at + 1)) {
        return 0;
    }
    char close = s.data[at] == '(' ? ')' : '>';
    size_t end = at;
    size_t most = s.length - at < LINKED_MOST ? s.length : at + LINKED_MOST;
    while (end < most && !ascii_is_space(s.data[end]) && s.data[end] != close) {
        end++;
    }
    if (end == most || s.data[end] != close) {
        return 0;
    }
    *url = slice_part(s, at + 1, end);
    return end + 1;
}

/* The number of a reference at `at`: "[12]"; gives its end, or `at`. */
static size_t skip_reference(struct slice s, size_t at)
{
    size_t end = at + 1;
    while (end < s.length && end - at <= 4 && ascii_is_digit(s.data[end])) {
        end++;
    }
    bool closed =
        at < s.length && s.data[at] == '[' && end > at + 1 && end < s.length && s.data[end] == ']';
    return closed ? end + 1 : at;
}

/* The link that the date was: "[June 19, 2018](https://…)", or on the next line. */
static size_t read_permalink(struct slice s, size_t at, struct signed_date *out)
{
    if (out->markdown) {
        at += skip_spaces(slice_skip(s, at));
        bool closed = at < s.length && s.data[at] == ']';
        size_t end = closed ? signed_date_link(s, at + 1, &out->permalink) : 0;
        return end ? end : skip_reference(s, at + closed);
    }
    size_t next = at + skip_spaces(slice_skip(s, at));
    next = line_skip_prefix(s, next);
    size_t end = signed_date_link(s, next, &out->permalink);
    return end ? end : at;
}

/* Whether words follow on the line of a date: on a line of its own it is one's only alone. */
static bool goes_on(struct slice s, size_t at)
{
    return !line_is_over(s, at) && s.data[at] != ']' && s.data[at] != '(';
}

/* Reads a date at the start of `words` and gives where it ends in them; 0: there is none. */
static size_t find_date(const struct place *place, struct slice words, struct signed_date *out)
{
    size_t i = skip_spaces(words);
    struct slice spaces = slice_part(words, 0, i);
    i = skip_reference(words, i); /* "[12]June 19, 2018", as browsers of text number links */
    out->markdown = i < words.length && words.data[i] == '[';
    i += out->markdown;
    i += out->markdown ? skip_spaces(slice_skip(words, i)) : 0;
    if (slice_starts(slice_skip(words, i), SLICE("> "))) {
        i += 2;
    }
    size_t length = signed_date_at(place, slice_skip(words, i), &out->date);
    bool apart = length && goes_on(words, i + length) && slice_find(spaces, '\n') < spaces.length;
    return length && !apart ? i + length : 0;
}

/* Only where a quote or an escape breaks it does a date have to be put together first. */
static size_t find_broken_date(const struct place *place, struct slice words,
                               struct signed_date *out)
{
    struct flat_words flat;
    flatten(words, &flat);
    size_t end = find_date(place, slice_of(flat.bytes, flat.length), out);
    return end ? flat.from[end] : 0;
}

static size_t skip_blanks(struct slice s, size_t at)
{
    while (at < s.length && (s.data[at] == ' ' || s.data[at] == ',' || s.data[at] == '.')) {
        at++;
    }
    return at;
}

/* The length of the words and numbers of a date that breaks off: "December 14, 201". */
static size_t broken_length(struct slice s)
{
    size_t at = 0;
    while (at < s.length && ((unsigned char)s.data[at] >= 0x80 || ascii_is_alpha(s.data[at]))) {
        at++;
    }
    size_t day = skip_blanks(s, at);
    size_t end = slice_skip_digits(s, day, 2);
    size_t year = slice_skip_digits(s, skip_blanks(s, end), 4);
    end = end > day && ascii_is_digit(s.data[year - 1]) ? year : end;
    return end > day ? end : 0;
}

/* What stands where a date should: the line's end, or a date that is none. */
static bool lacks_date(struct slice s, size_t at, struct signed_date *out)
{
    while (at < s.length && (s.data[at] == ' ' || s.data[at] == '\t')) {
        at++;
    }
    struct slice rest = slice_skip(s, at);
    rest.length = rest.length < DATE_MOST ? rest.length : DATE_MOST;
    struct civil day;
    size_t disbelieved = may_begin(rest) ? date_read(rest, &day) : 0;
    out->broken = disbelieved || (may_begin(rest) && date_breaks_off(rest));
    if (out->broken) {
        out->end = at + (disbelieved ? disbelieved : broken_length(rest));
        return true;
    }
    return rest.length == 0 || ascii_is_space(rest.data[0]) || ascii_is_digit(rest.data[0]);
}

bool signed_date_read(const struct place *place, struct slice s, size_t at, struct signed_date *out)
{
    *out = (struct signed_date){ .end = at };
    struct slice words = slice_skip(s, at);
    words.length = words.length < DATE_MOST ? words.length : DATE_MOST;
    size_t end = find_date(place, words, out);
    size_t separator = end == 0 ? skip_separator(words) : 0;
    if (separator) {
        size_t length = find_date(place, slice_skip(words, separator), out);
        out->separated = length > 0;
        end = length ? separator + length : 0;
    }
    if (end == 0 &&
        (slice_find(words, '>') < words.length || slice_find(words, '\\') < words.length)) {
        end = find_broken_date(place, words, out);
    }
    if (end) {
        out->end = read_permalink(s, at + end, out);
        return true;
    }
    *out = (struct signed_date){ .end = at };
    return lacks_date(s, at, out);
}
