#include "enrich/value.h"

#include "syntax/date.h"
#include "syntax/url.h"
#include "syntax/utf8.h"

bool value_is_url(struct slice url, struct buffer *room)
{
    struct url parsed;
    return url.length > 0 && url.length <= URL_MOST &&
           url_parse(url, NULL, room, &parsed) == URL_OK && slice_equal(parsed.href, url) &&
           slice_is_ascii(url);
}

bool value_read_date(struct slice text, int64_t *ms, enum time_precision *precision)
{
    bool has_zone = false;
    size_t taken = date_read_iso(text, ms, precision, &has_zone);
    return taken > 0 && taken == text.length && (has_zone || *precision == TIME_DAY);
}

/* --- Attributes --- */

/* What would mean something else between quotes. NULL: it stands for itself. */
static const char *reference_of(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    default:
        return NULL;
    }
}

void value_add_url(struct slice url, struct buffer *into)
{
    for (size_t i = 0; i < url.length; i++) {
        const char *reference = reference_of(url.data[i]);
        if (reference) {
            buffer_add(into, slice_from(reference));
        } else {
            buffer_add_char(into, url.data[i]);
        }
    }
}

void value_add_attribute(const char *name, struct slice value, struct buffer *into)
{
    buffer_add_char(into, ' ');
    buffer_add(into, slice_from(name));
    buffer_add(into, SLICE("=\""));
    buffer_add(into, value);
    buffer_add_char(into, '"');
}

/* --- JSON --- */

static void add_unit(unsigned unit, struct buffer *into)
{
    buffer_printf(into, "\\u%04x", unit);
}

static void add_code(uint32_t code, struct buffer *into)
{
    if (code == '"' || code == '\\') {
        buffer_add_char(into, '\\');
        buffer_add_char(into, (char)code);
    } else if (code >= 0x10000) {
        add_unit(0xd800 + ((code - 0x10000) >> 10), into);
        add_unit(0xdc00 + ((code - 0x10000) & 0x3ff), into);
    } else if (code < ' ' || code > '~' || strchr("<>&", (int)code)) {
        add_unit(code, into);
    } else {
        buffer_add_char(into, (char)code);
    }
}

void value_add_string(struct slice text, struct buffer *into)
{
    buffer_add_char(into, '"');
    while (text.length > 0) {
        size_t length;
        add_code(utf8_decode(text, &length), into);
        text = slice_skip(text, length);
    }
    buffer_add_char(into, '"');
}

/* --- What stood there --- */

/* A numeric reference of the kind that value_keep writes: "&#34;" or "&#xE9;", without zeros in
 * front, or with some. */
struct kept {
    size_t length; /* of all of it; 0: there is none */
    size_t sign;   /* what stands before the digits: "&#" or "&#x" */
    size_t zeros;
    uint32_t code;
};

/* The digits of what is not ASCII, in capitals. */
static size_t read_digits(struct slice s, uint32_t *code)
{
    enum { DIGITS_MOST = 6 };
    size_t count = 0;
    *code = 0;
    while (count < s.length && count <= DIGITS_MOST &&
           (ascii_is_digit(s.data[count]) || (s.data[count] >= 'A' && s.data[count] <= 'F'))) {
        *code = *code << 4 | (uint32_t)ascii_hex(s.data[count]);
        count++;
    }
    bool surrogate = *code >= 0xd800 && *code <= 0xdfff;
    return *code >= 0x80 && *code <= 0x10ffff && !surrogate ? count : 0;
}

static struct kept read_kept(struct slice s)
{
    struct kept kept = { .code = '"' };
    if (!slice_starts(s, SLICE("&#"))) {
        return kept;
    }
    bool hexadecimal = s.length > 2 && s.data[2] == 'x';
    kept.sign = hexadecimal ? 3 : 2;
    size_t at = kept.sign;
    while (at < s.length && s.data[at] == '0') {
        at++;
    }
    kept.zeros = at - kept.sign;
    struct slice rest = slice_skip(s, at);
    size_t digits = hexadecimal                       ? read_digits(rest, &kept.code)
                    : slice_starts(rest, SLICE("34")) ? 2
                                                      : 0;
    bool ends = digits > 0 && digits < rest.length && rest.data[digits] == ';';
    kept.length = ends ? at + digits + 1 : 0;
    return kept;
}

void value_keep(struct slice raw, struct buffer *into)
{
    while (raw.length > 0) {
        struct kept kept = read_kept(raw);
        size_t length = kept.length;
        uint32_t code = length ? 0 : utf8_decode(raw, &length);
        if (kept.length) {
            buffer_add(into, slice_part(raw, 0, kept.sign));
            buffer_add_char(into, '0');
            buffer_add(into, slice_part(raw, kept.sign, length));
        } else if (code == '"') {
            buffer_add(into, SLICE("&#34;"));
        } else if (code >= 0x80) {
            buffer_printf(into, "&#x%lX;", (unsigned long)code);
        } else {
            buffer_add_char(into, (char)code);
        }
        raw = slice_skip(raw, length);
    }
}

void value_recall(struct slice kept, struct buffer *into)
{
    while (kept.length > 0) {
        struct kept found = read_kept(kept);
        size_t length = found.length ? found.length : 1;
        if (found.length && found.zeros) {
            buffer_add(into, slice_part(kept, 0, found.sign));
            buffer_add(into, slice_part(kept, found.sign + 1, length));
        } else if (found.length) {
            utf8_encode(found.code, into);
        } else {
            buffer_add_char(into, kept.data[0]);
        }
        kept = slice_skip(kept, length);
    }
}
