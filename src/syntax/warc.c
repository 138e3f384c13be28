#include "syntax/warc.h"

#include "base/time.h"
#include "syntax/date.h"

/* --- Lines --- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Takes the first line off *rest, with those that are folded onto it (section 4, "LWS"); onto an
 * empty line none is. False: its end is not in sight. */
static bool take_line(struct slice *rest, struct slice *line)
{
    size_t end = slice_find(*rest, '\n');
    bool empty = slice_trim(slice_part(*rest, 0, end)).length == 0;
    while (!empty && end + 1 < rest->length && is_blank(rest->data[end + 1])) {
        end += 1 + slice_find(slice_skip(*rest, end + 1), '\n');
    }
    if (end >= rest->length) {
        return false;
    }
    *line = slice_trim(slice_part(*rest, 0, end));
    *rest = slice_skip(*rest, end + 1);
    return true;
}

/* --- Fields --- */

static struct slice without_brackets(struct slice s)
{
    bool has = s.length > 1 && s.data[0] == '<' && s.data[s.length - 1] == '>';
    return has ? slice_trim(slice_part(s, 1, s.length - 1)) : s;
}

static enum warc_type read_type(struct slice word)
{
    static const struct {
        struct slice word;
        enum warc_type type;
    } rows[] = {
        { SLICE_INIT("warcinfo"), WARC_INFO },
        { SLICE_INIT("request"), WARC_REQUEST },
        { SLICE_INIT("response"), WARC_RESPONSE },
        { SLICE_INIT("metadata"), WARC_METADATA },
        { SLICE_INIT("revisit"), WARC_REVISIT },
        { SLICE_INIT("resource"), WARC_RESOURCE },
        { SLICE_INIT("conversion"), WARC_CONVERSION },
        { SLICE_INIT("continuation"), WARC_CONTINUATION },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (slice_equal_nocase(rows[i].word, word)) {
            return rows[i].type;
        }
    }
    return WARC_OTHER;
}

/* False: the length is no number. */
static bool read_length(struct warc_head *h, struct slice value)
{
    unsigned long long length = 0;
    bool is_number = slice_number(value, INT64_MAX, &length);
    h->length = h->has_length ? h->length : length;
    h->has_length = true;
    return is_number;
}

static bool read_field(struct warc_head *h, struct slice name, struct slice value)
{
    const struct {
        struct slice name;
        struct slice *into;
    } rows[] = {
        { SLICE("WARC-Record-ID"), &h->id },
        { SLICE("WARC-Date"), &h->date },
        { SLICE("WARC-Target-URI"), &h->uri },
        { SLICE("Content-Type"), &h->content_type },
        { SLICE("WARC-Truncated"), &h->truncated },
        { SLICE("WARC-IP-Address"), &h->ip },
        { SLICE("WARC-Concurrent-To"), &h->concurrent_to },
        { SLICE("WARC-Refers-To"), &h->refers_to },
        { SLICE("WARC-Refers-To-Target-URI"), &h->refers_to_uri },
        { SLICE("WARC-Refers-To-Date"), &h->refers_to_date },
    };
    if (slice_equal_nocase(name, SLICE("Content-Length"))) {
        return read_length(h, value);
    }
    if (slice_equal_nocase(name, SLICE("WARC-Type"))) {
        h->type = read_type(value);
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (slice_equal_nocase(name, rows[i].name) && !rows[i].into->data) {
            *rows[i].into = without_brackets(value);
        }
    }
    return true;
}

/* --- A head --- */

bool warc_may_begin(struct slice in)
{
    struct slice start = SLICE("WARC/");
    size_t length = in.length < start.length ? in.length : start.length;
    return length && slice_equal(slice_part(in, 0, length), slice_part(start, 0, length));
}

static enum warc_status unfinished(struct slice in)
{
    return in.length < WARC_HEAD_MOST ? WARC_CUT : WARC_BROKEN;
}

/* A warcinfo without length exists (ClueWeb22): its block ends where the next record begins. */
static enum warc_status judge(const struct warc_head *h)
{
    bool fits = h->size <= WARC_HEAD_MOST;
    return fits && (h->has_length || h->type == WARC_INFO) ? WARC_WHOLE : WARC_BROKEN;
}

enum warc_status warc_read_head(struct slice in, struct warc_head *out)
{
    struct slice rest = in;
    struct slice line;
    bool good = true;
    *out = (struct warc_head){ .type = WARC_OTHER };
    if (in.length && !warc_may_begin(in)) {
        return WARC_BROKEN;
    }
    if (!take_line(&rest, &out->version)) {
        return unfinished(in);
    }
    while (take_line(&rest, &line)) {
        if (line.length == 0) {
            out->size = in.length - rest.length;
            return good ? judge(out) : WARC_BROKEN;
        }
        struct slice name = slice_trim(slice_cut(&line, ':'));
        good = read_field(out, name, slice_trim(line)) && good;
    }
    return unfinished(in);
}

size_t warc_find_head(struct slice in)
{
    for (size_t at = slice_find(in, '\n'); at < in.length;) {
        at++;
        if (at < in.length && warc_may_begin(slice_skip(in, at))) {
            return at;
        }
        at += slice_find(slice_skip(in, at), '\n');
    }
    return in.length;
}

bool warc_next_field(struct slice *rest, struct slice *name, struct slice *value)
{
    while (rest->length) {
        struct slice line;
        if (!take_line(rest, &line)) { /* the last one may have no end */
            line = slice_trim(*rest);
            *rest = slice_skip(*rest, rest->length);
        }
        *value = line;
        *name = slice_trim(slice_cut(value, ':'));
        if (name->length && name->length < line.length) {
            *value = slice_trim(*value);
            return true;
        }
    }
    return false;
}

/* --- Dates --- */

static bool read_digits(struct slice s, size_t from, size_t to, int *out)
{
    unsigned long long number = 0;
    bool read = s.length >= to && slice_number(slice_part(s, from, to), INT32_MAX, &number);
    *out = (int)number;
    return read;
}

/* "20181119120000": the form of other tools of archives. */
static bool read_fourteen(struct slice s, int64_t *ms)
{
    struct civil day;
    int hour;
    int minute;
    int second;
    bool read = s.length == 14 && read_digits(s, 0, 4, &day.year) &&
                read_digits(s, 4, 6, &day.month) && read_digits(s, 6, 8, &day.day) &&
                read_digits(s, 8, 10, &hour) && read_digits(s, 10, 12, &minute) &&
                read_digits(s, 12, 14, &second) && civil_is_valid(day) && hour < 24 &&
                minute < 60 && second <= 60;
    if (read) {
        *ms = civil_to_ms(day) + (((int64_t)hour * 60 + minute) * 60 + second) * 1000;
    }
    return read;
}

/* "2018" and "2018-11". */
static bool read_month(struct slice s, int64_t *ms)
{
    struct civil day = { .month = 1, .day = 1 };
    bool read = read_digits(s, 0, 4, &day.year) &&
                (s.length == 4 ||
                 (s.length == 7 && s.data[4] == '-' && read_digits(s, 5, 7, &day.month))) &&
                civil_is_valid(day);
    *ms = read ? civil_to_ms(day) : *ms;
    return read;
}

bool warc_read_date(struct slice date, int64_t *ms)
{
    enum time_precision precision;
    bool has_zone;
    date = slice_trim(date);
    size_t length = date_read_iso(date, ms, &precision, &has_zone);
    return (length && length == date.length) || read_fourteen(date, ms) || read_month(date, ms);
}

/* --- Writing --- */

static char *put(char *at, struct slice s)
{
    if (s.length) {
        memcpy(at, s.data, s.length);
    }
    return at + s.length;
}

/* The names of all heads' first fields are copied with what stands between them. */
void warc_begin(struct buffer *into, struct slice type, struct slice id, struct slice date)
{
    struct slice start = SLICE("WARC/1.1\r\nWARC-Type: ");
    struct slice named = SLICE("\r\nWARC-Record-ID: ");
    struct slice dated = SLICE("\r\nWARC-Date: ");
    struct slice end = SLICE("\r\n");
    size_t names = start.length + named.length + dated.length + end.length;
    char *to = buffer_reserve(into, names + type.length + id.length + date.length);
    if (to) {
        to = put(put(put(to, start), type), named);
        to = put(put(put(put(to, id), dated), date), end);
        into->length = (size_t)(to - into->data);
    }
}

static bool ends_line(char c)
{
    return c == '\r' || c == '\n' || c == '\0';
}

static bool is_one_line(struct slice s)
{
    return slice_find(s, '\n') == s.length && slice_find(s, '\r') == s.length &&
           slice_find(s, '\0') == s.length;
}

static void add_without_ends(struct buffer *into, struct slice s)
{
    for (size_t i = 0; i < s.length; i++) {
        if (!ends_line(s.data[i])) {
            buffer_add_char(into, s.data[i]);
        }
    }
}

void warc_field(struct buffer *into, struct slice name, struct slice value)
{
    if (is_one_line(value)) { /* as nearly all are */
        warc_own_field(into, name, value);
        return;
    }
    buffer_add(into, name);
    buffer_add(into, SLICE(": "));
    add_without_ends(into, value);
    buffer_add(into, SLICE("\r\n"));
}

void warc_own_field(struct buffer *into, struct slice name, struct slice value)
{
    struct slice colon = SLICE(": ");
    struct slice end = SLICE("\r\n");
    char *to = buffer_reserve(into, name.length + colon.length + value.length + end.length);
    if (to) {
        to = put(put(put(put(to, name), colon), value), end);
        into->length = (size_t)(to - into->data);
    }
}

void warc_end(struct buffer *into, uint64_t length)
{
    buffer_add(into, SLICE("Content-Length: "));
    buffer_add_number(into, length);
    buffer_add(into, SLICE("\r\n\r\n"));
}
