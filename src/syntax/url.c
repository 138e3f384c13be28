/* The basic URL parser for http and https. Comments name the states of section 4.4 of the standard.
 */
#include "syntax/url.h"

#include "syntax/url_encode.h"
#include "syntax/utf8.h"

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
        url_encode(p->into, user, URL_IN_USERINFO);
        if (password.length) {
            buffer_add_char(p->into, ':');
            url_encode(p->into, password, URL_IN_USERINFO);
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
        url_encode(p->into, segment, URL_IN_PATH);
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
        url_encode(p->into, slice_part(p->rest, 1, end), URL_IN_QUERY);
        p->rest = slice_skip(p->rest, end);
    }
    if (p->rest.length) {
        p->at.fragment = p->into->length;
        buffer_add_char(p->into, '#');
        url_encode(p->into, slice_skip(p->rest, 1), URL_IN_FRAGMENT);
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

static bool is_scheme(char c)
{
    return ascii_is_alnum(c) || c == '+' || c == '-' || c == '.';
}

/* Scheme state: the length up to the ":", or 0. */
static size_t scheme_length(struct slice s)
{
    size_t i = 0;
    while (i < s.length && is_scheme(s.data[i])) {
        i++;
    }
    return i < s.length && s.data[i] == ':' && ascii_is_alpha(s.data[0]) ? i : 0;
}

/* Bytes grow to three at most where they are encoded, and to less than eight where the letters of a
 * host are mapped. */
static bool may_outgrow(struct slice input, const struct url *base, const struct buffer *into)
{
    size_t most = 8 * input.length + (base ? base->href.length : 0) + sizeof "https://";
    return most > (into->limit < URL_MOST ? into->limit : URL_MOST);
}

static enum url_status say_why(struct slice input, const struct url *base, struct buffer *into)
{
    if (!into->no_memory && may_outgrow(input, base, into)) {
        return URL_TOO_LONG;
    }
    into->no_memory = true; /* perhaps not its own, but what it was asked to hold */
    return URL_NO_MEMORY;
}

static enum url_status give_other(struct slice input, struct buffer *into, struct url *out)
{
    buffer_add(into, input);
    if (into->failed || into->length > URL_MOST) {
        return say_why(input, NULL, into);
    }
    out->href = buffer_slice(into);
    out->scheme = slice_of(into->data, scheme_length(out->href));
    return URL_OTHER_SCHEME;
}

/* Scheme, no scheme and special relative or authority states. Sets where to go on, and gives
 * whether that is relative to the base. */
static enum url_status read_scheme(struct parser *p, bool *relative)
{
    struct slice scheme = slice_of(p->rest.data, scheme_length(p->rest));
    *relative = scheme.length == 0;
    if (*relative && !p->base) {
        return URL_MALFORMED;
    }
    struct slice given = *relative ? p->base->scheme : scheme;
    p->scheme = slice_equal_nocase(given, SLICE("https")) ? SLICE("https") : SLICE("http");
    if (!slice_equal_nocase(given, p->scheme)) {
        return URL_OTHER_SCHEME;
    }
    if (!*relative) {
        p->rest = slice_skip(p->rest, scheme.length + 1);
        *relative = p->base && slice_equal(p->base->scheme, p->scheme) &&
                    !slice_starts(p->rest, SLICE("//"));
    }
    return URL_OK;
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
    bool relative;
    enum url_status status = read_scheme(&p, &relative);
    if (status == URL_OTHER_SCHEME) {
        return give_other(input, into, out);
    }
    if (status != URL_OK) {
        return status;
    }
    read_rest(&p, relative);
    if (into->failed || into->length > URL_MOST) {
        return say_why(input, base, into);
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

struct slice url_trim(struct slice s)
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
    return slice_find(s, '\t') == s.length && slice_find(s, '\n') == s.length &&
           slice_find(s, '\r') == s.length && utf8_is_valid(s);
}

/* Repairs UTF-8, then takes tabs and newlines out: the other way round they could join halves of a
 * character. */
static void clean(struct slice s, struct buffer *into)
{
    utf8_repair(s, into);
    size_t kept = 0;
    for (size_t i = 0; i < into->length; i++) {
        if (!is_stripped(into->data[i])) {
            into->data[kept++] = into->data[i];
        }
    }
    into->length = kept;
}

/* The same with a closer look than most URLs need. */
static enum url_status parse_closely(struct slice input, const struct url *base,
                                     struct buffer *into, struct url *out)
{
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

enum url_status url_parse(struct slice input, const struct url *base, struct buffer *into,
                          struct url *out)
{
    struct url found = { 0 };
    enum url_status status = URL_TOO_LONG;
    input = url_trim(input);
    buffer_reset(into);
    const struct url *completes = base && scheme_length(input) == 0 ? base : NULL;
    if (url_compose_normal(input, completes, into, &found)) {
        status = URL_OK;
    } else if (input.length <= URL_MOST) {
        buffer_reset(into);
        status = parse_closely(input, base, into, &found);
    }
    *out = found; /* not before: `base` may stand there */
    return status;
}
