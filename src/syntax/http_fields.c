#include "syntax/http_fields.h"

#include "base/time.h"
#include "syntax/date.h"
#include "syntax/http.h"

#include <stdio.h>

bool http_next_field(struct slice *head, struct slice name, struct slice *value)
{
    while (head->length) {
        struct slice rest = http_cut_line(head);
        if (slice_equal_nocase(slice_trim(slice_cut(&rest, ':')), name)) {
            *value = slice_trim(rest);
            return true;
        }
    }
    return false;
}

/* --- Links --- */

/* How many bytes a quoted string takes that s begins with, its quotes among them. */
static size_t quoted_length(struct slice s)
{
    size_t at = 1;
    while (at < s.length && s.data[at] != '"') {
        at += s.data[at] == '\\' && at + 1 < s.length ? 2 : 1;
    }
    return at < s.length ? at + 1 : s.length;
}

static struct slice unquoted(struct slice s)
{
    bool quoted = s.length > 1 && s.data[0] == '"' && s.data[s.length - 1] == '"';
    return quoted ? slice_part(s, 1, s.length - 1) : s;
}

/* Cuts off *rest what stands before a ";" or "," that is in no quotes; that sign stays. */
static struct slice cut_parameter(struct slice *rest)
{
    size_t at = 0;
    while (at < rest->length && rest->data[at] != ';' && rest->data[at] != ',') {
        at += rest->data[at] == '"' ? quoted_length(slice_skip(*rest, at)) : 1;
    }
    struct slice parameter = slice_trim(slice_part(*rest, 0, at));
    *rest = slice_skip(*rest, at);
    return parameter;
}

/* Of parameters with one name the first counts. */
static void take_parameter(struct slice parameter, struct http_link *link)
{
    struct slice value = parameter;
    struct slice name = slice_trim(slice_cut(&value, '='));
    struct {
        struct slice name, *value;
    } known[] = { { SLICE("rel"), &link->rel },
                  { SLICE("type"), &link->type },
                  { SLICE("datetime"), &link->datetime } };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (!known[i].value->data && slice_equal_nocase(name, known[i].name)) {
            *known[i].value = unquoted(slice_trim(value));
        }
    }
}

/* Takes what stands between the angle brackets at the beginning of *rest. */
static bool take_target(struct slice *rest, struct slice *target)
{
    size_t end = rest->length && rest->data[0] == '<' ? slice_find(*rest, '>') : rest->length;
    if (end == rest->length) {
        return false;
    }
    *target = slice_trim(slice_part(*rest, 1, end));
    *rest = slice_skip(*rest, end + 1);
    return true;
}

/* Reads what follows a target, the comma behind it included. */
static void read_parameters(struct slice *rest, struct http_link *link)
{
    bool more = true;
    while (more) {
        take_parameter(cut_parameter(rest), link);
        more = rest->length && rest->data[0] == ';';
        *rest = slice_skip(*rest, rest->length > 0);
    }
}

bool http_next_link(struct slice *value, struct http_link *out)
{
    bool is_link = false;
    while (value->length && !is_link) {
        *out = (struct http_link){ .target = { 0 } };
        slice_skip_spaces(value);
        is_link = take_target(value, &out->target);
        read_parameters(value, out);
    }
    return is_link;
}

bool http_link_is(const struct http_link *link, struct slice rel)
{
    struct slice words = link->rel;
    while (words.length) {
        struct slice word = slice_cut(&words, ' ');
        if (word.length && slice_equal_nocase(word, rel)) {
            return true;
        }
    }
    return false;
}

/* --- Dates --- */

bool http_read_date(struct slice s, int64_t *ms)
{
    struct date_words date;
    s = slice_trim(s);
    if (date_read_words(s, &date) != s.length || s.length == 0 || !date.has_time) {
        return false;
    }
    int64_t minutes =
        (int64_t)date.hour * 60 + date.minute - (date.has_zone ? date.zone_minutes : 0);
    *ms = civil_to_ms(date.day) + (minutes * 60 + date.second) * 1000;
    return true;
}

void http_write_date(int64_t ms, char out[HTTP_DATE])
{
    static const char *const days[] = { "Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed" };
    static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    struct civil day = civil_from_ms(ms);
    int64_t number = civil_to_ms(day) / MS_PER_DAY;
    int seconds = (int)((ms - civil_to_ms(day)) / 1000);
    snprintf(out, HTTP_DATE, "%s, %02u %s %04u %02u:%02u:%02u GMT", days[(number % 7 + 7) % 7],
             (unsigned)day.day % 100, months[day.month - 1], (unsigned)day.year % 10000,
             (unsigned)(seconds / 3600), (unsigned)(seconds / 60 % 60), (unsigned)(seconds % 60));
}
