#include "syntax/http.h"

/* --- Fields --- */

static void read_location(struct http_head *h, struct slice value)
{
    if (h->locations++ == 0) {
        h->location = value;
    } else if (!slice_equal(h->location, value)) {
        h->locations_differ = true;
    }
}

static void read_refresh(struct http_head *h, struct slice value)
{
    if (h->refreshes++ == 0) {
        h->refresh = value;
    }
}

static void read_retry_after(struct http_head *h, struct slice value)
{
    h->retry_after = value;
}

static void read_length(struct http_head *h, struct slice value)
{
    unsigned long long length;
    if (slice_number(value, INT64_MAX, &length)) {
        h->ambiguous = h->ambiguous || (h->length >= 0 && h->length != (int64_t)length);
        h->length_doubtful = h->length_doubtful || h->ambiguous;
        h->length = (int64_t)length;
    } else {
        h->length_doubtful = true;
    }
}

/* RFC 9110, section 8.3.2: the first parameter of that name, which quotes may surround. */
static struct slice read_charset(struct slice parameters)
{
    while (parameters.length) {
        struct slice value = slice_cut(&parameters, ';');
        struct slice name = slice_trim(slice_cut(&value, '='));
        if (slice_equal_nocase(name, SLICE("charset"))) {
            value = slice_trim(value);
            bool quoted = value.length > 1 && value.data[0] == '"';
            struct slice rest = slice_skip(value, quoted);
            return quoted ? slice_cut(&rest, '"') : value;
        }
    }
    return (struct slice){ 0 };
}

/* Types by which servers say that they know of none (MIME Sniffing Standard, section 7). */
static bool says_nothing(struct slice type)
{
    return type.length == 0 || slice_equal_nocase(type, SLICE("*/*")) ||
           slice_equal_nocase(type, SLICE("unknown/unknown")) ||
           slice_equal_nocase(type, SLICE("application/unknown"));
}

static bool is_xml(struct slice type)
{
    return slice_equal_nocase(type, SLICE("application/xml")) ||
           slice_equal_nocase(type, SLICE("text/xml"));
}

static void read_one_type(struct http_head *h, struct slice value)
{
    struct slice rest = value;
    struct slice type = slice_trim(slice_cut(&rest, ';'));
    if (type.length && slice_find(type, '/') == type.length) {
        return;
    }
    bool html = slice_equal_nocase(type, SLICE("text/html")) ||
                slice_equal_nocase(type, SLICE("application/xhtml+xml"));
    h->type = html                 ? HTTP_HTML
              : says_nothing(type) ? HTTP_UNSTATED
              : is_xml(type)       ? HTTP_XML
                                   : HTTP_OTHER;
    h->media = type;
    h->charset = read_charset(rest);
}

/* Of several, also in one field, the last one that is a type counts (Fetch Standard, "extract a
 * MIME type"). */
static void read_type(struct http_head *h, struct slice value)
{
    do {
        read_one_type(h, slice_cut(&value, ','));
    } while (value.length);
}

static void read_encoding(struct http_head *h, struct slice value)
{
    codings_add(&h->content, value);
}

/* Where the last coding is not "chunked" the body ends with the connection (RFC 9112 section 6.3).
 */
static void read_transfer(struct http_head *h, struct slice value)
{
    bool ends_chunked = slice_ends_nocase(value, SLICE("chunked"));
    codings_add(&h->transfer, value);
    h->chunked = h->chunked || ends_chunked;
    h->length_doubtful = h->length_doubtful || !ends_chunked;
}

static void read_cookie(struct http_head *h, struct slice value)
{
    h->sets_cookies = h->sets_cookies || value.length > 0;
}

static void read_mitigated(struct http_head *h, struct slice value)
{
    h->challenged = h->challenged || slice_equal_nocase(value, SLICE("challenge"));
}

static void read_connection(struct http_head *h, struct slice value)
{
    while (value.length) {
        struct slice word = slice_trim(slice_cut(&value, ','));
        h->closes = h->closes || slice_equal_nocase(word, SLICE("close"));
        h->persists = h->persists || slice_equal_nocase(word, SLICE("keep-alive"));
    }
}

/* RFC 6266, section 4.2: what is not "inline" is an attachment. Browsers take a field without a
 * type, or with one that is no word, for inline. */
static void read_disposition(struct http_head *h, struct slice value)
{
    struct slice type = slice_trim(slice_cut(&value, ';'));
    bool stated = type.length > 0;
    for (size_t i = 0; i < type.length; i++) {
        stated = stated && !strchr("=\" \t", type.data[i]);
    }
    h->attached = stated && !slice_equal_nocase(type, SLICE("inline"));
}

static void read_options(struct http_head *h, struct slice value)
{
    h->strict =
        h->strict || slice_equal_nocase(slice_trim(slice_cut(&value, ',')), SLICE("nosniff"));
}

/* Schemes of which browsers have a dialogue for their reader (RFC 9110 section 11.6.1). */
static void read_authenticate(struct http_head *h, struct slice value)
{
    while (value.length) {
        struct slice rest = slice_trim(slice_cut(&value, ','));
        struct slice scheme = slice_cut(&rest, ' ');
        h->asks_password = h->asks_password || slice_equal_nocase(scheme, SLICE("basic")) ||
                           slice_equal_nocase(scheme, SLICE("digest")) ||
                           slice_equal_nocase(scheme, SLICE("ntlm")) ||
                           slice_equal_nocase(scheme, SLICE("negotiate"));
    }
}

static const struct {
    struct slice name;
    void (*read)(struct http_head *, struct slice value);
} fields[] = {
    { SLICE_INIT("location"), read_location },
    { SLICE_INIT("refresh"), read_refresh },
    { SLICE_INIT("retry-after"), read_retry_after },
    { SLICE_INIT("content-length"), read_length },
    { SLICE_INIT("content-type"), read_type },
    { SLICE_INIT("content-encoding"), read_encoding },
    { SLICE_INIT("transfer-encoding"), read_transfer },
    { SLICE_INIT("set-cookie"), read_cookie },
    { SLICE_INIT("cf-mitigated"), read_mitigated },
    { SLICE_INIT("content-disposition"), read_disposition },
    { SLICE_INIT("connection"), read_connection },
    { SLICE_INIT("www-authenticate"), read_authenticate },
    { SLICE_INIT("x-content-type-options"), read_options },
    { SLICE_INIT("content-security-policy"), http_read_policy },
};

bool http_may_be_page(const struct http_head *says)
{
    return says->type == HTTP_HTML || says->type == HTTP_XML ||
           (says->type == HTTP_UNSTATED && !says->strict);
}

bool http_may_be_text(const struct http_head *says)
{
    struct slice media = says->media;
    return media.length == 0 || slice_starts_nocase(media, SLICE("text/")) ||
           slice_ends_nocase(media, SLICE("xml")) || slice_ends_nocase(media, SLICE("json")) ||
           slice_ends_nocase(media, SLICE("/octet-stream"));
}

/* --- Lines --- */

bool http_is_status_line(struct slice line)
{
    line = slice_trim(line);
    return slice_starts_nocase(line, SLICE("HTTP/")) &&
           slice_find(line, ':') > slice_find(line, ' ');
}

static int read_status(struct slice line)
{
    struct slice rest = line;
    slice_cut(&rest, ' ');
    slice_skip_spaces(&rest);
    unsigned long long status;
    struct slice digits = slice_part(rest, 0, rest.length < 3 ? rest.length : 3);
    return slice_number(digits, 999, &status) ? (int)status : 0;
}

struct slice http_cut_line(struct slice *head)
{
    const char *start = head->data;
    size_t length = slice_cut(head, '\n').length;
    while (length > 1 && head->length && (head->data[0] == ' ' || head->data[0] == '\t')) {
        length = (size_t)(head->data - start);
        length += slice_cut(head, '\n').length;
    }
    return slice_trim(slice_of(start, length));
}

/* What has no colon is no field, whatever it names, and whoever writes it may not know where an
 * answer ends. */
static void read_field(struct http_head *h, struct slice line)
{
    bool is_field = slice_find(line, ':') < line.length;
    struct slice name = slice_trim(slice_cut(&line, ':'));
    h->closes = h->closes || !is_field;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (is_field && slice_equal_nocase(name, fields[i].name)) {
            fields[i].read(h, slice_trim(line));
        }
    }
}

void http_read_head(struct slice head, struct http_head *out)
{
    *out = (struct http_head){ .length = -1 };
    bool begins = true;
    while (head.length) {
        struct slice line = http_cut_line(&head);
        if (line.length == 0) {
            out->ambiguous = out->ambiguous && !out->chunked;
            out->whole = out->status >= 200;
            out->persists = out->persists && !out->closes && !out->length_doubtful &&
                            !(out->chunked && out->length >= 0);
        } else if (begins && http_is_status_line(line)) {
            *out = (struct http_head){ .length = -1,
                                       .status = read_status(line),
                                       .persists = slice_starts(line, SLICE("HTTP/1.1")) };
        } else {
            read_field(out, line);
        }
        begins = line.length == 0;
    }
}
