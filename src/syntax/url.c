/* The basic URL parser for http and https. Comments name the states of section 4.4 of the standard.
 */
#include "syntax/url.h"

#include "syntax/utf8.h"

/* Which bytes stay as they are, by where they stand: the complements of the percent-encode sets of
 * section 1.3. */
enum { IN_PATH = 1, IN_QUERY = 2, IN_FRAGMENT = 4, IN_USERINFO = 8, IN_HOST = 16 };

/* Sets of bytes as ranges, so that the table below can be read against the standard. */
#define ALNUM(bits) ['0' ... '9'] = (bits), ['A' ... 'Z'] = (bits), ['a' ... 'z'] = (bits)
#define EVERYWHERE  (IN_PATH | IN_QUERY | IN_FRAGMENT | IN_USERINFO)
#define PAST_USER   (IN_PATH | IN_QUERY | IN_FRAGMENT)

static const unsigned char stays[256] = {
    ALNUM(EVERYWHERE),
    ['!'] = EVERYWHERE,
    ['$'] = EVERYWHERE,
    ['%'] = EVERYWHERE,
    ['&'] = EVERYWHERE,
    ['('] = EVERYWHERE,
    [')'] = EVERYWHERE,
    ['*'] = EVERYWHERE,
    ['+'] = EVERYWHERE,
    [','] = EVERYWHERE,
    ['-'] = EVERYWHERE,
    ['.'] = EVERYWHERE,
    ['_'] = EVERYWHERE,
    ['~'] = EVERYWHERE,
    ['\''] = EVERYWHERE & ~IN_QUERY,
    ['/'] = PAST_USER,
    [':'] = PAST_USER,
    [';'] = PAST_USER,
    ['='] = PAST_USER,
    ['@'] = PAST_USER,
    ['['] = PAST_USER,
    [']'] = PAST_USER,
    ['|'] = PAST_USER,
    ['\\'] = PAST_USER,
    ['^'] = IN_QUERY | IN_FRAGMENT,
    ['?'] = IN_QUERY | IN_FRAGMENT,
    ['`'] = IN_QUERY,
    ['{'] = IN_QUERY | IN_FRAGMENT,
    ['}'] = IN_QUERY | IN_FRAGMENT,
    ['#'] = IN_FRAGMENT,
};

static bool keeps(char c, unsigned where)
{
    return (stays[(unsigned char)c] & where) != 0;
}

static void add_encoded(struct buffer *into, struct slice s, unsigned where)
{
    static const char digits[] = "0123456789ABCDEF";
    size_t from = 0;
    for (size_t i = 0; i < s.length; i++) {
        if (!keeps(s.data[i], where)) {
            unsigned char byte = (unsigned char)s.data[i];
            char escape[] = { '%', digits[byte >> 4], digits[byte & 15] };
            buffer_add(into, slice_part(s, from, i));
            buffer_add(into, slice_of(escape, sizeof escape));
            from = i + 1;
        }
    }
    buffer_add(into, slice_skip(s, from));
}

/* Where each part begins in the href; SIZE_MAX: there is none. Offsets, since the buffer moves as
 * it grows. */
struct offsets {
    size_t userinfo, host, port, path, query, fragment;
};

struct parser {
    struct buffer *into;
    struct slice scheme; /* a literal */
    struct slice rest;   /* what is still to be read */
    const struct url *base;
    struct offsets at;
    bool failed;
};

static bool is_slash(char c)
{
    return c == '/' || c == '\\';
}

static struct slice skip_slashes(struct slice s)
{
    while (s.length && is_slash(s.data[0])) {
        s = slice_skip(s, 1);
    }
    return s;
}

/* --- Authority --- */

static size_t authority_length(struct slice s)
{
    size_t i = 0;
    while (i < s.length && !is_slash(s.data[i]) && s.data[i] != '?' && s.data[i] != '#') {
        i++;
    }
    return i;
}

/* Authority state: credentials go up to the last "@"; the first ":" in them begins the password. */
static void add_userinfo(struct parser *p, struct slice userinfo)
{
    struct slice password = userinfo;
    struct slice user = slice_cut(&password, ':');
    if (user.length || password.length) {
        p->at.userinfo = p->into->length;
        add_encoded(p->into, user, IN_USERINFO);
        if (password.length) {
            buffer_add_char(p->into, ':');
            add_encoded(p->into, password, IN_USERINFO);
        }
        buffer_add_char(p->into, '@');
    }
}

/* Port state. */
static void add_port(struct parser *p, struct slice digits)
{
    unsigned long long port;
    if (digits.length == 0) {
        return;
    }
    if (!slice_number(digits, 65535, &port)) {
        p->failed = true;
        return;
    }
    if (port != (p->scheme.length == 5 ? 443 : 80)) {
        buffer_add_char(p->into, ':');
        p->at.port = p->into->length;
        buffer_add_number(p->into, port);
    }
}

/* The ":" before the port is the first one outside brackets. */
static size_t host_length(struct slice s)
{
    bool inside = false;
    for (size_t i = 0; i < s.length; i++) {
        inside = s.data[i] == '[' || (inside && s.data[i] != ']');
        if (s.data[i] == ':' && !inside) {
            return i;
        }
    }
    return s.length;
}

static void read_authority(struct parser *p)
{
    struct slice authority = slice_of(p->rest.data, authority_length(p->rest));
    p->rest = slice_skip(p->rest, authority.length);
    for (size_t i = authority.length; i > 0; i--) {
        if (authority.data[i - 1] == '@') {
            add_userinfo(p, slice_of(authority.data, i - 1));
            authority = slice_skip(authority, i);
            break;
        }
    }
    struct slice host = slice_of(authority.data, host_length(authority));
    p->at.host = p->into->length;
    p->failed = host.length == 0 || !url_host_to_ascii(host, p->into);
    if (!p->failed && host.length < authority.length) {
        add_port(p, slice_skip(authority, host.length + 1));
    }
}

static void copy_authority(struct parser *p)
{
    const struct url *base = p->base;
    if (base->userinfo.data) {
        p->at.userinfo = p->into->length;
        buffer_add(p->into, base->userinfo);
        buffer_add_char(p->into, '@');
    }
    p->at.host = p->into->length;
    buffer_add(p->into, base->host);
    if (base->port.data) {
        buffer_add_char(p->into, ':');
        p->at.port = p->into->length;
        buffer_add(p->into, base->port);
    }
}

/* --- Path --- */

/* "." or "%2e", as often as the segment has it: 1 and 2 are the dot segments, 0 is any other. */
static size_t count_dots(struct slice segment)
{
    size_t dots = 0;
    while (segment.length) {
        size_t length = segment.data[0] == '.'                       ? 1
                        : slice_starts_nocase(segment, SLICE("%2e")) ? 3
                                                                     : 0;
        if (length == 0) {
            return 0;
        }
        segment = slice_skip(segment, length);
        dots++;
    }
    return dots <= 2 ? dots : 0;
}

static void shorten_path(struct parser *p)
{
    size_t length = p->into->length;
    while (length > p->at.path) {
        length--;
        if (p->into->data[length] == '/') {
            break;
        }
    }
    p->into->length = length;
}

static void add_segment(struct parser *p, struct slice segment, bool last)
{
    size_t dots = count_dots(segment);
    if (dots == 2) {
        shorten_path(p);
    }
    if (dots == 0 || last) {
        buffer_add_char(p->into, '/');
    }
    if (dots == 0) {
        add_encoded(p->into, segment, IN_PATH);
    }
}

/* Path state: adds segments behind what the path has. */
static void read_path(struct parser *p)
{
    struct slice s = p->rest;
    size_t from = 0;
    size_t i = 0;
    for (; i < s.length && s.data[i] != '?' && s.data[i] != '#'; i++) {
        if (is_slash(s.data[i])) {
            add_segment(p, slice_part(s, from, i), false);
            from = i + 1;
        }
    }
    add_segment(p, slice_part(s, from, i), true);
    p->rest = slice_skip(s, i);
}

static void read_absolute_path(struct parser *p)
{
    p->at.path = p->into->length;
    if (p->rest.length && is_slash(p->rest.data[0])) {
        p->rest = slice_skip(p->rest, 1);
    }
    read_path(p);
}

/* Query and fragment states. */
static void read_tail(struct parser *p)
{
    if (p->rest.length && p->rest.data[0] == '?') {
        size_t end = slice_find(p->rest, '#');
        p->at.query = p->into->length;
        buffer_add_char(p->into, '?');
        add_encoded(p->into, slice_part(p->rest, 1, end), IN_QUERY);
        p->rest = slice_skip(p->rest, end);
    }
    if (p->rest.length) {
        p->at.fragment = p->into->length;
        buffer_add_char(p->into, '#');
        add_encoded(p->into, slice_skip(p->rest, 1), IN_FRAGMENT);
    }
}

/* --- The whole --- */

/* Relative and relative slash states, from the base's authority on. */
static void read_relative(struct parser *p)
{
    struct slice rest = p->rest;
    if (rest.length >= 2 && is_slash(rest.data[0]) && is_slash(rest.data[1])) {
        p->rest = skip_slashes(rest);
        read_authority(p);
        read_absolute_path(p);
        return;
    }
    copy_authority(p);
    if (rest.length && is_slash(rest.data[0])) {
        read_absolute_path(p);
        return;
    }
    p->at.path = p->into->length;
    buffer_add(p->into, p->base->path);
    if (rest.length && rest.data[0] != '?' && rest.data[0] != '#') {
        shorten_path(p);
        read_path(p);
    } else if ((rest.length == 0 || rest.data[0] == '#') && p->base->query.data) {
        p->at.query = p->into->length;
        buffer_add(p->into, p->base->query);
    }
}

static void read_rest(struct parser *p, bool relative)
{
    buffer_reset(p->into);
    buffer_add(p->into, p->scheme);
    buffer_add(p->into, SLICE("://"));
    if (relative) {
        read_relative(p);
    } else {
        p->rest = skip_slashes(p->rest);
        read_authority(p);
        if (!p->failed) {
            read_absolute_path(p);
        }
    }
    if (!p->failed) {
        read_tail(p);
    }
}

static struct slice part(const struct parser *p, size_t from, size_t to)
{
    return from == SIZE_MAX ? (struct slice){ 0 } : slice_part(buffer_slice(p->into), from, to);
}

static size_t first_of(size_t a, size_t b)
{
    return a < b ? a : b;
}

static void give(const struct parser *p, struct url *out)
{
    const struct offsets *at = &p->at;
    size_t path_end = first_of(first_of(at->query, at->fragment), p->into->length);
    out->href = buffer_slice(p->into);
    out->scheme = part(p, 0, p->scheme.length);
    out->userinfo = part(p, at->userinfo, at->host - 1);
    out->host = part(p, at->host, at->port == SIZE_MAX ? at->path : at->port - 1);
    out->port = part(p, at->port, at->path);
    out->path = part(p, at->path, path_end);
    out->query = part(p, at->query, first_of(at->fragment, p->into->length));
    out->fragment = part(p, at->fragment, p->into->length);
}

/* Scheme state: the length up to the ":", or 0. */
static size_t scheme_length(struct slice s)
{
    size_t i = 0;
    while (i < s.length && (ascii_is_alnum(s.data[i]) || (i && memchr("+-.", s.data[i], 3)))) {
        i++;
    }
    return i < s.length && s.data[i] == ':' && ascii_is_alpha(s.data[0]) ? i : 0;
}

static enum url_status give_other(struct slice input, struct buffer *into, struct url *out)
{
    buffer_reset(into);
    buffer_add(into, input);
    out->href = buffer_slice(into);
    out->scheme = slice_of(into->data, scheme_length(out->href));
    return into->failed ? URL_TOO_LONG : URL_OTHER_SCHEME;
}

static enum url_status parse_clean(struct slice input, const struct url *base, struct buffer *into,
                                   struct url *out)
{
    struct parser p = {
        .into = into,
        .rest = input,
        .base = base,
        .at = { SIZE_MAX, SIZE_MAX, SIZE_MAX, SIZE_MAX, SIZE_MAX, SIZE_MAX },
    };
    struct slice scheme = slice_of(input.data, scheme_length(input));
    bool relative = scheme.length == 0;
    if (relative && !base) {
        return URL_MALFORMED;
    }
    if (!relative) {
        p.scheme = slice_equal_nocase(scheme, SLICE("https")) ? SLICE("https") : SLICE("http");
        if (!slice_equal_nocase(scheme, p.scheme)) {
            return give_other(input, into, out);
        }
        /* special relative or authority state */
        p.rest = slice_skip(input, scheme.length + 1);
        relative =
            base && slice_equal(base->scheme, p.scheme) && !slice_starts(p.rest, SLICE("//"));
    } else {
        p.scheme = slice_equal(base->scheme, SLICE("https")) ? SLICE("https") : SLICE("http");
    }
    read_rest(&p, relative);
    if (into->failed) {
        return input.length * 3 + 64 > into->limit ? URL_TOO_LONG : URL_NO_MEMORY;
    }
    if (p.failed) {
        return URL_MALFORMED;
    }
    give(&p, out);
    return URL_OK;
}

static bool is_stripped(char c)
{
    return c == '\t' || c == '\n' || c == '\r';
}

static struct slice trim(struct slice s)
{
    while (s.length && (unsigned char)s.data[0] <= ' ') {
        s = slice_skip(s, 1);
    }
    while (s.length && (unsigned char)s.data[s.length - 1] <= ' ') {
        s.length--;
    }
    return s;
}

static bool is_clean(struct slice s)
{
    for (size_t i = 0; i < s.length; i++) {
        if (is_stripped(s.data[i])) {
            return false;
        }
    }
    return utf8_is_valid(s);
}

/* Without tabs and newlines, and valid UTF-8. */
static void clean(struct slice s, struct buffer *into)
{
    struct buffer kept = BUFFER(URL_MOST);
    for (size_t i = 0; i < s.length; i++) {
        if (!is_stripped(s.data[i])) {
            buffer_add_char(&kept, s.data[i]);
        }
    }
    utf8_repair(buffer_slice(&kept), into);
    into->failed |= kept.failed;
    buffer_free(&kept);
}

enum url_status url_parse(struct slice input, const struct url *base, struct buffer *into,
                          struct url *out)
{
    *out = (struct url){ 0 };
    input = trim(input);
    if (input.length > URL_MOST) {
        return URL_TOO_LONG;
    }
    if (is_clean(input)) {
        return parse_clean(input, base, into, out);
    }
    struct buffer cleaned = BUFFER((size_t)3 * URL_MOST);
    clean(input, &cleaned);
    enum url_status status =
        cleaned.failed ? URL_NO_MEMORY : parse_clean(buffer_slice(&cleaned), base, into, out);
    buffer_free(&cleaned);
    return status;
}

unsigned url_port(const struct url *u)
{
    unsigned long long port = u->scheme.length == 5 ? 443 : 80;
    slice_number(u->port, 65535, &port);
    return (unsigned)port;
}
