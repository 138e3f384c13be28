#include "scan/find/card.h"

#include "scan/find/attribution.h"
#include "scan/find/furniture.h"
#include "scan/find/inside.h"
#include "scan/find/line.h"
#include "scan/find/signed_date.h"
#include "scan/find/trail.h"
#include "scan/input/count.h"
#include "syntax/utf8.h"

enum {
    HANDLE_MOST = 20,
    NAME_MOST = 50,
    CARD_BYTES = 1200,
    CARD_LINES = 64,
    LINES_BACK = 4,
    COUNTS_MOST = 120,
    SOURCE_MOST = 80
};

/* Behind "AM", "p.m.", where it stands at `at`. */
static size_t skip_half_day(struct slice s, size_t at)
{
    static const char *const words[] = { "am",    "pm",    "a.m.", "p.m.", "午前", "午後",
                                         "오전 ", "오후 ", "上午", "下午", NULL };
    for (const char *const *word = words; *word; word++) {
        if (at < s.length && ascii_lower(s.data[at]) == **word &&
            slice_starts_nocase(slice_skip(s, at), slice_from(*word))) {
            return at + strlen(*word);
        }
    }
    return at;
}

/* Behind the sign between time and date; `at`: there is none. */
static size_t skip_sign(struct slice s, size_t at)
{
    static const char *const signs[] = { "-", "·", "–", "—", "•", NULL };
    for (const char *const *sign = signs; *sign; sign++) {
        if (slice_starts(slice_skip(s, at), slice_from(*sign))) {
            return at + strlen(*sign);
        }
    }
    return at;
}

/* Behind " · Port Alder" or " · Name for iPhone", which end the line of a date. */
static size_t skip_source(struct slice s, size_t at)
{
    size_t end = line_end(s, at);
    struct slice rest = slice_part(s, at, end);
    bool source = slice_starts(rest, SLICE(" · ")) || slice_starts(rest, SLICE(" from "));
    return source && rest.length <= SOURCE_MOST ? end : at;
}

/* Reads "8:27 AM - 11 Jul 2017" at `at` and gives its end; 0: there is none. */
static size_t read_time(const struct place *place, struct slice s, size_t at, struct date *date)
{
    at = skip_half_day(s, at);
    size_t hour = slice_skip_digits(s, at, 2);
    if (hour == at || hour >= s.length || (s.data[hour] != ':' && s.data[hour] != '.')) {
        return 0;
    }
    size_t minute = slice_skip_digits(s, hour + 1, 2);
    if (minute != hour + 3) {
        return 0;
    }
    size_t half = utf8_skip_spaces(s, skip_half_day(s, utf8_skip_spaces(s, minute)));
    size_t sign = skip_sign(s, half);
    size_t day = utf8_skip_spaces(s, sign);
    size_t length = sign > half ? signed_date_at(place, slice_skip(s, day), date) : 0;
    date->precision = TIME_DAY;
    return length ? skip_source(s, day + length) : 0;
}

/* The line from `from` on that says when, and the end of what it says; 0: none is near. */
static size_t find_time(const struct place *place, struct slice s, size_t from, size_t *line,
                        struct date *date)
{
    size_t most = s.length - from < CARD_BYTES ? s.length : from + CARD_BYTES;
    size_t at = from;
    for (int i = 0; i < CARD_LINES && at < most; i++, at = line_next(s, line_end(s, at))) {
        *line = line_skip_prefix(s, at);
        size_t end = *line < most ? read_time(place, s, *line, date) : 0;
        if (end) {
            return end;
        }
    }
    return 0;
}

/* Without spaces and the marks of verified accounts at its end. */
static struct slice trim_mark(struct slice s)
{
    static const char *const marks[] = { "✔", "✓", "☑", "Verified account", "\xef\xb8\x8f", NULL };
    for (const char *const *mark = marks; *mark;) {
        struct slice words = slice_from(*mark);
        size_t length = 0;
        uint32_t code = s.length ? utf8_decode_last(s, &length) : 0;
        if (utf8_is_gap(code)) {
            s.length -= length;
        } else if (s.length >= words.length &&
                   slice_equal(slice_skip(s, s.length - words.length), words)) {
            s.length -= words.length;
            mark = marks;
        } else {
            mark++;
        }
    }
    return s;
}

/* The name before a handle at `at`: on its line, or on one before. */
static struct slice find_name(const struct context *c, size_t at)
{
    struct slice s = c->view.s;
    size_t end = at;
    for (int i = 0; i < LINES_BACK && end > c->floor; i++) {
        size_t low = end > 4 * (size_t)NAME_MOST ? end - 4 * (size_t)NAME_MOST : 0;
        size_t line = line_start(s, end, low > c->floor ? low : c->floor);
        size_t begin = line_skip_prefix(s, line);
        struct slice name = trim_mark(slice_part(s, begin < end ? begin : end, end));
        if (name.length) {
            return name;
        }
        bool pair = line > c->floor + 1 && s.data[line - 1] == '\n' && s.data[line - 2] == '\r';
        end = line > c->floor ? line - 1 - pair : c->floor;
    }
    return (struct slice){ 0 };
}

/* The lines of counts behind the date: "14,477 14,477 Retweets", and furniture. */
static size_t skip_counts(const struct place *place, struct slice s, size_t end)
{
    for (size_t line = line_next(s, line_end(s, end)); line < s.length;) {
        size_t begin = line_skip_prefix(s, line);
        size_t stop = line_end(s, line);
        bool known = begin < stop && ascii_is_digit(s.data[begin]) && stop - begin < COUNTS_MOST;
        for (const char *const *row = place->furniture; row && *row && !known; row++) {
            known = begin < stop && slice_starts(slice_part(s, begin, stop), slice_from(*row));
        }
        if (!known) {
            break;
        }
        end = stop;
        line = line_next(s, stop);
    }
    return end;
}

static size_t handle_end(struct slice s, size_t at)
{
    size_t end = at;
    while (end < s.length && end - at < HANDLE_MOST &&
           (ascii_is_alnum(s.data[end]) || s.data[end] == '_')) {
        end++;
    }
    return end;
}

/* The text without the links that trail it. */
static struct slice without_links(const struct place *place, struct slice text)
{
    struct trail trail;
    struct near_link links[INSIDE_LINKS];
    struct context c = { .view = { text, 0 }, .links = { links, inside_links(text, links) } };
    trail_read(&c, place, text.length, false, &trail);
    return slice_trim(slice_part(text, 0, trail.start));
}

/* Without a last line that is a number: so many liked it. */
static struct slice without_count(struct slice text)
{
    struct slice s = slice_trim(text);
    size_t line = line_skip_prefix(s, line_start(s, s.length, 0));
    for (size_t i = line; i < s.length; i++) {
        if (!ascii_is_digit(s.data[i]) && (i == line || !strchr(",.KM", s.data[i]))) {
            return text;
        }
    }
    return line < s.length ? slice_part(s, 0, line) : text;
}

/* Without a count that is a link of Markdown's at the end, its words on a line of their own or not:
 * "[285](https://…)". */
static struct slice without_linked_count(struct slice text)
{
    struct slice s = slice_trim(text);
    size_t line = line_start(s, s.length, 0);
    size_t words = line + slice_find(slice_skip(s, line), ']');
    bool linked =
        slice_ends_nocase(s, SLICE(")")) && slice_starts(slice_skip(s, words), SLICE("]("));
    size_t at = words;
    while (linked && at > line &&
           (ascii_is_digit(s.data[at - 1]) || strchr(",.KM", s.data[at - 1]))) {
        at--;
    }
    size_t digits = at;
    while (at > 0 && (ascii_is_space(s.data[at - 1]) || s.data[at - 1] == '>')) {
        at--;
    }
    return digits < words && at > 0 && s.data[at - 1] == '[' ? slice_part(s, 0, at - 1) : text;
}

/* Without the empty lines of a quote at its end. */
static struct slice without_quote_marks(struct slice text)
{
    struct slice s = slice_trim(text);
    while (s.length && s.data[s.length - 1] == '>' && line_start(s, s.length, 0) == s.length - 1) {
        s = slice_trim(slice_part(s, 0, s.length - 1));
    }
    return s;
}

/* The words of a card, which end before the picture, the count and the links behind them. */
static struct slice own_words(const struct place *place, struct slice text)
{
    struct slice s = without_quote_marks(text);
    s = without_quote_marks(without_count(without_linked_count(s)));
    size_t end = furniture_before_picture(place, s, 0, s.length);
    return without_links(place, slice_trim(slice_part(s, 0, end)));
}

/* Whether a card's handle may begin at the "@". */
static bool may_begin(struct slice s, size_t at)
{
    return at == 0 || ascii_is_space(s.data[at - 1]) || (unsigned char)s.data[at - 1] >= 0x80;
}

/* Whether a line ends the link that Markdown has around the name: "](https://…)". */
static bool closes_link(struct slice words)
{
    return slice_starts(words, SLICE("](")) && slice_ends_nocase(words, SLICE(")"));
}

static bool is_button(struct slice words, struct slice row)
{
    words = slice_skip(words, slice_starts(words, SLICE("[")));
    return slice_ends_nocase(row, SLICE("@")) ? slice_starts(words, row) : slice_equal(words, row);
}

/* Behind the lines from `from` on that only hold a button. */
static size_t skip_buttons(const struct place *place, struct slice s, size_t from, size_t to)
{
    for (size_t line = from; line < to; line = line_next(s, line_end(s, line))) {
        size_t begin = line_skip_prefix(s, line);
        size_t end = line_end(s, line);
        struct slice words = slice_trim(slice_part(s, begin < end ? begin : end, end));
        bool button = words.length == 0 || closes_link(words);
        for (const char *const *row = place->buttons; row && *row && !button; row++) {
            button = is_button(words, slice_from(*row));
        }
        if (!button) {
            return begin;
        }
    }
    return to;
}

bool card_read(const struct context *c, struct card *out)
{
    struct slice s = c->view.s;
    size_t at = c->view.at;
    if (at < c->floor || !may_begin(s, at)) {
        return false;
    }
    size_t end = handle_end(s, at + 1);
    size_t line = line_is_over(s, end) ? line_end(s, end) : s.length;
    out->handle = slice_part(s, at + 1, end);
    if (line == s.length) {
        return false;
    }
    out->place = attribution_place(out->handle);
    size_t time = 0;
    size_t behind =
        out->place ? find_time(out->place, s, line_next(s, line), &time, &out->date) : 0;
    out->name = find_name(c, at);
    if (!behind || !out->name.length ||
        count_points(out->name.data, out->name.length) > NAME_MOST) {
        return false;
    }
    size_t text = skip_buttons(out->place, s, line_next(s, line), time);
    out->text = own_words(out->place, slice_part(s, text, time));
    out->start = (size_t)(out->name.data - s.data);
    out->end = skip_counts(out->place, s, behind);
    return true;
}
