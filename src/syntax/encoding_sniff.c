/* What a document says of its encoding (HTML Standard, sections 13.2.3.2 and 13.2.3.3). */
#include "syntax/encoding_inside.h"
#include "syntax/html.h"
#include "syntax/utf8.h"

/* --- <meta> --- */

/* Takes spaces, "=" and spaces off the start; false if there is no "=". */
static bool take_equals(struct slice *s)
{
    *s = slice_trim(*s);
    if (s->length == 0 || s->data[0] != '=') {
        return false;
    }
    *s = slice_trim(slice_skip(*s, 1));
    return true;
}

/* The inside of the quotes that s begins with, or the absent slice. */
static struct slice quoted(struct slice s)
{
    struct slice inside = slice_skip(s, 1);
    size_t end = slice_find(inside, s.data[0]);
    return end < inside.length ? slice_part(inside, 0, end) : (struct slice){ 0 };
}

static bool is_quote(struct slice s)
{
    return s.length > 0 && (s.data[0] == '"' || s.data[0] == '\'');
}

/* The label behind "charset=" in a content attribute (2.5.5). */
static struct slice label_in_content(struct slice s)
{
    bool found = false;
    for (size_t at = 0; at < s.length && !found;) {
        at = slice_find_nocase(s, SLICE("charset"));
        if (at < s.length) {
            s = slice_skip(s, at + sizeof "charset" - 1);
            found = take_equals(&s);
            at = 0;
        }
    }
    if (!found || is_quote(s)) {
        return found ? quoted(s) : (struct slice){ 0 };
    }
    size_t end = 0;
    while (end < s.length && !ascii_is_space(s.data[end]) && s.data[end] != ';') {
        end++;
    }
    return slice_part(s, 0, end);
}

/* The encoding that a label in <meta> means: a page whose <meta> could be read is not UTF-16. */
static const struct encoding *declared(struct slice label)
{
    const struct encoding *e = encoding_by_label(label);
    if (e && (e->id == ENCODING_UTF_16LE || e->id == ENCODING_UTF_16BE)) {
        return encoding_by_id(ENCODING_UTF_8);
    }
    if (e && e->id == ENCODING_X_USER_DEFINED) {
        return encoding_by_id(ENCODING_WINDOWS_1252);
    }
    return e;
}

static const struct encoding *read_meta(struct slice attributes)
{
    struct html_token meta = { .attributes = attributes, .names = UINT64_MAX };
    struct slice charset = html_attribute(&meta, SLICE("charset"));
    if (charset.data) {
        return declared(charset);
    }
    struct slice pragma = html_attribute(&meta, SLICE("http-equiv"));
    struct slice content = html_attribute(&meta, SLICE("content"));
    bool says = slice_equal_nocase(pragma, SLICE("content-type"));
    return says && content.data ? declared(label_in_content(content)) : NULL;
}

/* Behind the tag that s begins with, whose name begins at `name`. The attributes are given. */
static size_t read_tag(struct slice s, size_t name, struct slice *attributes)
{
    size_t at = name;
    while (at < s.length && !ascii_is_space(s.data[at]) && s.data[at] != '>' && s.data[at] != '/') {
        at++;
    }
    struct slice rest = slice_skip(s, at);
    struct html_attribute a;
    *attributes = rest;
    while (html_next_attribute(&rest, &a)) {
    }
    bool closed = rest.length > 0;
    attributes->length = closed ? (size_t)(rest.data - attributes->data) : 0;
    return s.length - rest.length + closed;
}

static size_t comment_end(struct slice s)
{
    size_t end = slice_find_nocase(slice_skip(s, 2), SLICE("-->"));
    return 2 + end < s.length ? 2 + end + 3 : s.length;
}

static bool is_meta(struct slice s)
{
    return s.length > 5 && slice_starts_nocase(s, SLICE("<meta")) &&
           (ascii_is_space(s.data[5]) || s.data[5] == '/');
}

/* "Prescan a byte stream to determine its encoding". */
static const struct encoding *prescan(struct slice s)
{
    for (s = slice_skip(s, slice_find(s, '<')); s.length > 1;
         s = slice_skip(s, slice_find(s, '<'))) {
        size_t used = 1;
        struct slice attributes;
        bool close = s.data[1] == '/';
        if (slice_starts(s, SLICE("<!--"))) {
            used = comment_end(s);
        } else if (is_meta(s)) {
            used = read_tag(s, 1, &attributes);
            const struct encoding *e = read_meta(attributes);
            if (e) {
                return e;
            }
        } else if (s.length > 2 && ascii_is_alpha(s.data[1 + close])) {
            used = read_tag(s, 1 + close, &attributes);
        } else if (close || s.data[1] == '!' || s.data[1] == '?') {
            used = slice_find(s, '>');
        }
        s = slice_skip(s, used);
    }
    return NULL;
}

/* "Get an XML encoding". */
static const struct encoding *read_declaration(struct slice s)
{
    if (!slice_starts(s, SLICE("<?xml"))) {
        return NULL;
    }
    s.length = slice_find(s, '>');
    size_t at = slice_find_nocase(s, SLICE("encoding"));
    s = slice_skip(s, at < s.length ? at + sizeof "encoding" - 1 : s.length);
    return take_equals(&s) && is_quote(s) ? declared(quoted(s)) : NULL;
}

/* --- Bytes --- */

static const struct {
    struct slice bytes;
    enum encoding_id id;
} marks[] = {
    { SLICE_INIT("\xef\xbb\xbf"), ENCODING_UTF_8 },
    { SLICE_INIT("\xff\xfe"), ENCODING_UTF_16LE },
    { SLICE_INIT("\xfe\xff"), ENCODING_UTF_16BE },
};

/* UTF-16 without a mark: text of Latin letters has a NUL in every other byte. */
static bool is_utf16(struct slice head, size_t nul_at)
{
    size_t nuls = 0;
    if (head.length == 0 || !memchr(head.data, '\0', head.length)) {
        return false;
    }
    for (size_t i = 0; i + 1 < head.length; i += 2) {
        if (head.data[i + 1 - nul_at] == '\0') {
            return false;
        }
        nuls += head.data[i + nul_at] == '\0';
    }
    return head.length >= 4 && nuls * 2 * 10 >= head.length * 8;
}

/* Whether all of it is UTF-8, but for a character that its end may cut. */
static bool is_utf8(struct slice s)
{
    size_t tail = 0;
    while (tail < 3 && tail < s.length &&
           ((unsigned char)s.data[s.length - 1 - tail] & 0xc0) == 0x80) {
        tail++;
    }
    if (tail < s.length && (unsigned char)s.data[s.length - 1 - tail] >= 0xc0) {
        unsigned lead = (unsigned char)s.data[s.length - 1 - tail];
        size_t needs = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
        s.length -= tail < needs ? tail + 1 : 0;
    }
    return utf8_is_valid(s);
}

struct encoding_sniffed encoding_sniff(struct slice head, enum encoding_hint hint)
{
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (slice_starts(head, marks[i].bytes)) {
            return (struct encoding_sniffed){ encoding_by_id(marks[i].id), marks[i].bytes.length,
                                              true };
        }
    }
    struct slice first = head;
    first.length = first.length < ENCODING_SNIFF_MOST ? first.length : ENCODING_SNIFF_MOST;
    if (is_utf16(first, 1) || is_utf16(first, 0)) {
        enum encoding_id id = is_utf16(first, 1) ? ENCODING_UTF_16LE : ENCODING_UTF_16BE;
        return (struct encoding_sniffed){ encoding_by_id(id), 0, false };
    }
    const struct encoding *said = NULL;
    if (hint == ENCODING_OF_HTML) {
        said = prescan(first);
        said = said ? said : read_declaration(first);
    }
    if (said) {
        return (struct encoding_sniffed){ said, 0, true };
    }
    bool utf8 = hint == ENCODING_OF_TEXT || is_utf8(head);
    return (struct encoding_sniffed){ encoding_by_id(utf8 ? ENCODING_UTF_8 : ENCODING_WINDOWS_1252),
                                      0, false };
}

/* What a long head says behind the bytes that are sniffed at; NULL: nothing. */
static const struct encoding *said_late(struct slice page)
{
    size_t body = slice_find_nocase(page, SLICE("<body"));
    size_t end = slice_find_nocase(slice_part(page, 0, body), SLICE("</head"));
    return end > ENCODING_SNIFF_MOST && end < page.length ? prescan(slice_part(page, 0, end))
                                                          : NULL;
}

const struct encoding *encoding_of_page(struct slice page, struct slice label, size_t *mark)
{
    struct encoding_sniffed sniffed = encoding_sniff(page, ENCODING_OF_HTML);
    const struct encoding *stated = encoding_by_label(label);
    *mark = sniffed.mark;
    bool wide =
        sniffed.encoding->id == ENCODING_UTF_16LE || sniffed.encoding->id == ENCODING_UTF_16BE;
    const struct encoding *late = sniffed.declared || stated || wide ? NULL : said_late(page);
    if (late) {
        return late;
    }
    return sniffed.mark || !stated ? sniffed.encoding : stated;
}
