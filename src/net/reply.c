#include "net/reply.h"

#include "base/time.h"
#include "syntax/url.h"

#include <curl/curl.h>

void reply_init(struct reply *r)
{
    *r = (struct reply){ .location = BUFFER(URL_LONGEST), .refresh = BUFFER(REPLY_MOST_REFRESH) };
    reply_reset(r);
}

void reply_free(struct reply *r)
{
    buffer_free(&r->location);
    buffer_free(&r->refresh);
}

/* What an informational answer (1xx) said is not the answer's. */
static void forget_fields(struct reply *r)
{
    struct reply fresh = { .location = r->location,
                           .refresh = r->refresh,
                           .retry_after_ms = -1,
                           .length = -1,
                           .bytes = r->bytes,
                           .lines = r->lines };
    *r = fresh;
    buffer_reset(&r->location);
    buffer_reset(&r->refresh);
}

void reply_reset(struct reply *r)
{
    r->bytes = r->lines = 0;
    forget_fields(r);
}

/* --- Fields --- */

static void keep(struct reply *r, struct buffer *field, struct slice value)
{
    buffer_add(field, value);
    r->no_memory = r->no_memory || (field->failed && value.length <= field->limit);
}

static void read_location(struct reply *r, struct slice value)
{
    if (r->locations++ == 0) {
        keep(r, &r->location, value);
    } else if (!slice_equal(buffer_slice(&r->location), value)) {
        r->locations_differ = true;
    }
}

static void read_refresh(struct reply *r, struct slice value)
{
    if (r->refreshes++ == 0) {
        keep(r, &r->refresh, value);
    }
}

static const time_t LATEST = 253402300800; /* the end of the year 9999 */

/* RFC 9110 section 10.2.3: seconds or a date. */
static void read_retry_after(struct reply *r, struct slice value)
{
    unsigned long long seconds;
    char date[64];
    if (slice_number(value, UINT32_MAX, &seconds)) {
        r->retry_after_ms = (int64_t)seconds * 1000;
    } else if (value.length > 0 && value.length < sizeof date) {
        memcpy(date, value.data, value.length);
        date[value.length] = '\0';
        time_t at = curl_getdate(date, NULL);
        bool possible = at > 0 && at < LATEST;
        int64_t wait = possible ? (int64_t)at * 1000 - time_now_ms() : 0;
        r->retry_after_ms = !possible ? -1 : wait < 0 ? 0 : wait;
    }
}

static void read_length(struct reply *r, struct slice value)
{
    unsigned long long length;
    if (slice_number(value, INT64_MAX, &length)) {
        r->length = (int64_t)length;
    }
}

bool reply_is_latin1(struct slice words)
{
    static const struct slice names[] = {
        { "iso-8859-1", 10 }, { "windows-1252", 12 }, { "latin1", 6 }, { "us-ascii", 8 }
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (slice_find_nocase(words, names[i]) < words.length) {
            return true;
        }
    }
    return false;
}

static void read_type(struct reply *r, struct slice value)
{
    struct slice rest = value;
    struct slice type = slice_trim(slice_cut(&rest, ';'));
    bool html = slice_equal_nocase(type, SLICE("text/html")) ||
                slice_equal_nocase(type, SLICE("application/xhtml+xml"));
    r->type = html ? REPLY_HTML : type.length ? REPLY_OTHER : REPLY_TYPE_UNSTATED;
    r->latin1 = reply_is_latin1(rest);
}

/* libcurl decodes whatever it was built with, asked for or not, and some decoders take megabytes.
 */
static void read_encoding(struct reply *r, struct slice value)
{
    static const struct slice asked[] = {
        { "", 0 }, { "identity", 8 }, { "gzip", 4 }, { "x-gzip", 6 }, { "deflate", 7 }
    };
    while (value.length) {
        struct slice coding = slice_trim(slice_cut(&value, ','));
        bool known = false;
        for (size_t i = 0; !known && i < sizeof asked / sizeof *asked; i++) {
            known = slice_equal_nocase(coding, asked[i]);
        }
        r->odd_encoding = r->odd_encoding || !known;
    }
}

static void read_cookie(struct reply *r, struct slice value)
{
    r->sets_cookies = r->sets_cookies || value.length > 0;
}

static void read_mitigated(struct reply *r, struct slice value)
{
    r->challenged = r->challenged || slice_equal_nocase(value, SLICE("challenge"));
}

static const struct {
    struct slice name;
    void (*read)(struct reply *, struct slice value);
} fields[] = {
    { { "location", 8 }, read_location },        { { "refresh", 7 }, read_refresh },
    { { "retry-after", 11 }, read_retry_after }, { { "content-length", 14 }, read_length },
    { { "content-type", 12 }, read_type },       { { "content-encoding", 16 }, read_encoding },
    { { "set-cookie", 10 }, read_cookie },       { { "cf-mitigated", 12 }, read_mitigated },
};

/* --- Lines --- */

static void read_status(struct reply *r, struct slice line)
{
    forget_fields(r);
    struct slice rest = line;
    slice_cut(&rest, ' ');
    unsigned long long status;
    struct slice digits = slice_part(rest, 0, rest.length < 3 ? rest.length : 3);
    r->status = slice_number(digits, 999, &status) ? (int)status : 0;
}

bool reply_line(struct reply *r, struct slice line)
{
    r->bytes += line.length;
    r->lines++;
    if (r->bytes > REPLY_MOST_BYTES || r->lines > REPLY_MOST_LINES) {
        return false;
    }
    if (r->complete) {
        return true; /* a trailer */
    }
    struct slice rest = slice_trim(line);
    if (rest.length == 0) {
        r->complete = r->status >= 200;
        return true;
    }
    if (slice_starts(rest, SLICE("HTTP/")) && slice_find(rest, ':') > slice_find(rest, ' ')) {
        read_status(r, rest);
        return true;
    }
    struct slice name = slice_cut(&rest, ':');
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (slice_equal_nocase(name, fields[i].name)) {
            fields[i].read(r, slice_trim(rest));
        }
    }
    return true;
}
