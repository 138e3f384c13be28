#include "syntax/robots.h"

#include "syntax/url_encode.h"

#include <string.h>

enum { LINE_MOST = 16 << 10, RULE_ALLOW = 'a', RULE_DISALLOW = 'd' };

/* --- The crawler's name --- */

static bool is_of_token(char c)
{
    return ascii_is_alpha(c) || c == '-' || c == '_';
}

/* The token at the beginning. */
static struct slice token_of(struct slice s)
{
    size_t length = 0;
    while (length < s.length && is_of_token(s.data[length])) {
        length++;
    }
    return slice_part(s, 0, length);
}

struct slice robots_product(struct slice user_agent)
{
    struct slice mark = SLICE("(compatible;");
    size_t at = slice_find_nocase(user_agent, mark);
    bool is_browsers = slice_starts_nocase(user_agent, SLICE("Mozilla/"));
    if (!is_browsers || at == user_agent.length) {
        return token_of(user_agent);
    }
    struct slice named = token_of(slice_trim(slice_skip(user_agent, at + mark.length)));
    return named.length ? named : token_of(user_agent);
}

/* --- Octets that mean the same: section 2.2.2 --- */

static bool is_unreserved(unsigned char c)
{
    return ascii_is_alpha((char)c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
           c == '~';
}

/* Adds a path, or a pattern, in the one way in which it is compared: "%7E" is "~", "%2f" is "%2F",
 * an octet that is not ASCII is escaped. In a path so are the signs that mean more in patterns. */
static void add_normal(struct buffer *into, struct slice s, bool is_pattern)
{
    for (size_t i = 0; i < s.length; i++) {
        char c = s.data[i];
        uint32_t octet;
        if (c == '%' && slice_read_hex(s, i + 1, 2, &octet)) {
            i += 2;
            if (is_unreserved((unsigned char)octet)) {
                buffer_add_char(into, (char)octet);
            } else {
                url_encode_byte(into, (unsigned char)octet);
            }
        } else if ((unsigned char)c >= 0x80 || (!is_pattern && (c == '*' || c == '$'))) {
            url_encode_byte(into, (unsigned char)c);
        } else {
            buffer_add_char(into, c);
        }
    }
}

/* --- Reading: section 2.2 --- */

/* What is being read. A group is the lines that name crawlers and the rules behind them. */
struct reading {
    struct slice product;
    struct robots own, common; /* of groups for the crawler, and for any */
    size_t rules;
    bool has_own;
    bool names_own, names_any; /* the group at hand does */
    bool has_rules;            /* so that a line that names a crawler begins another one */
};

static void read_agent(struct reading *r, struct slice value)
{
    if (r->has_rules) {
        r->names_own = r->names_any = r->has_rules = false;
    }
    bool is_star = value.length && value.data[0] == '*' &&
                   (value.length == 1 || value.data[1] == ' ' || value.data[1] == '\t');
    r->names_any = r->names_any || is_star;
    if (slice_equal_nocase(token_of(value), r->product) && r->product.length) {
        r->names_own = r->has_own = true;
    }
}

static void add_rule(struct robots *to, char kind, struct slice pattern)
{
    buffer_add_char(&to->rules, kind);
    add_normal(&to->rules, pattern, true);
    buffer_add_char(&to->rules, '\n');
}

static void read_rule(struct reading *r, char kind, struct slice pattern)
{
    r->has_rules = true;
    if (pattern.length == 0 || r->rules == ROBOTS_MOST_RULES) {
        return;
    }
    r->rules += r->names_own || r->names_any;
    if (r->names_own) {
        add_rule(&r->own, kind, pattern);
    }
    if (r->names_any) {
        add_rule(&r->common, kind, pattern);
    }
}

static void read_delay(struct reading *r, struct slice value)
{
    unsigned long long seconds;
    struct slice whole = slice_part(value, 0, slice_find(value, '.'));
    if (!slice_number(whole, UINT32_MAX, &seconds)) {
        return;
    }
    seconds += whole.length < value.length; /* a part of one is one */
    unsigned delay = seconds < ROBOTS_MOST_DELAY ? (unsigned)seconds : ROBOTS_MOST_DELAY;
    r->own.delay_s = r->names_own ? delay : r->own.delay_s;
    r->common.delay_s = r->names_any ? delay : r->common.delay_s;
}

/* "Disallow /x", as some write it, is read as "Disallow: /x". */
static bool split_line(struct slice line, struct slice *key, struct slice *value)
{
    size_t at = slice_find(line, ':');
    if (at == line.length) {
        at = slice_find(line, ' ');
        at = at < line.length ? at : slice_find(line, '\t');
    }
    *key = slice_trim(slice_part(line, 0, at));
    *value = at < line.length ? slice_trim(slice_skip(line, at + 1)) : (struct slice){ 0 };
    return at < line.length;
}

static void read_line(struct reading *r, struct slice line)
{
    struct slice key;
    struct slice value;
    line = slice_part(line, 0, line.length < LINE_MOST ? line.length : LINE_MOST);
    line = slice_trim(slice_part(line, 0, slice_find(line, '#')));
    if (!split_line(line, &key, &value)) {
        return;
    }
    if (slice_equal_nocase(key, SLICE("user-agent"))) {
        read_agent(r, value);
    } else if (slice_equal_nocase(key, SLICE("allow"))) {
        read_rule(r, RULE_ALLOW, value);
    } else if (slice_equal_nocase(key, SLICE("disallow"))) {
        read_rule(r, RULE_DISALLOW, value);
    } else if (slice_equal_nocase(key, SLICE("crawl-delay"))) {
        read_delay(r, value);
    }
}

/* Cuts a line off, which ends with CR, LF or both. */
static struct slice cut_line(struct slice *rest)
{
    size_t length = 0;
    while (length < rest->length && rest->data[length] != '\n' && rest->data[length] != '\r') {
        length++;
    }
    struct slice line = slice_part(*rest, 0, length);
    *rest = slice_skip(*rest, length < rest->length ? length + 1 : length);
    return line;
}

static struct robots no_rules(void)
{
    return (struct robots){ .rules = BUFFER((size_t)4 * ROBOTS_MOST) };
}

bool robots_read(struct slice file, struct slice product, struct robots *out)
{
    struct reading r = { .product = product, .own = no_rules(), .common = no_rules() };
    struct slice rest = slice_part(file, 0, file.length < ROBOTS_MOST ? file.length : ROBOTS_MOST);
    if (slice_starts(rest, SLICE("\xef\xbb\xbf"))) {
        rest = slice_skip(rest, 3);
    }
    while (rest.length) {
        read_line(&r, cut_line(&rest));
    }
    *out = r.has_own ? r.own : r.common;
    robots_free(r.has_own ? &r.common : &r.own);
    return !out->rules.failed;
}

void robots_free(struct robots *r)
{
    buffer_free(&r->rules);
}

bool robots_forbid_all(struct robots *r)
{
    *r = no_rules();
    add_rule(r, RULE_DISALLOW, SLICE("/"));
    return !r->rules.failed;
}

/* --- Matching: section 2.2.3 --- */

/* Takes the part of a pattern in front of the next star off; *last: there is none. */
static struct slice cut_part(struct slice *pattern, bool *last)
{
    size_t star = slice_find(*pattern, '*');
    *last = star == pattern->length;
    struct slice part = slice_part(*pattern, 0, star);
    *pattern = slice_skip(*pattern, *last ? star : star + 1);
    return part;
}

static bool ends_with(struct slice s, struct slice end)
{
    return s.length >= end.length && slice_equal(slice_skip(s, s.length - end.length), end);
}

/* Skips what stands before the first place of a part, and the part. False: it stands nowhere. */
static bool skip_past(struct slice *s, struct slice part)
{
    if (part.length == 0) {
        return true;
    }
    const char *at = s->length ? memmem(s->data, s->length, part.data, part.length) : NULL;
    if (at) {
        *s = slice_skip(*s, (size_t)(at - s->data) + part.length);
    }
    return at != NULL;
}

/* A pattern's parts are found one behind the other, each as early as it stands: if that does not
 * fit, nothing does. */
static bool matches(struct slice pattern, struct slice path)
{
    bool to_end = pattern.length && pattern.data[pattern.length - 1] == '$';
    bool last;
    pattern.length -= to_end;
    struct slice part = cut_part(&pattern, &last);
    if (!slice_starts(path, part)) {
        return false;
    }
    struct slice rest = slice_skip(path, part.length);
    if (last) {
        return !to_end || rest.length == 0;
    }
    while (!last) {
        part = cut_part(&pattern, &last);
        if (last && to_end) {
            return ends_with(rest, part);
        }
        if (!skip_past(&rest, part)) {
            return false;
        }
    }
    return true;
}

/* The longest pattern that matches counts; of two as long, the one that allows. */
static bool find_rule(const struct robots *r, struct slice path)
{
    struct slice rest = buffer_slice(&r->rules);
    bool allows = true;
    size_t longest = 0;
    while (rest.length) {
        struct slice rule = slice_cut(&rest, '\n');
        struct slice pattern = slice_skip(rule, 1);
        bool allow = rule.data[0] == RULE_ALLOW;
        bool counts = pattern.length > longest || (pattern.length == longest && allow);
        if (counts && matches(pattern, path)) {
            longest = pattern.length;
            allows = allow;
        }
    }
    return allows;
}

bool robots_allow(const struct robots *r, struct slice path, bool *failed)
{
    if (r->rules.length == 0 || slice_equal(path, SLICE("/robots.txt"))) {
        return true;
    }
    struct buffer normal = BUFFER(SIZE_MAX);
    add_normal(&normal, path, false);
    bool allows = normal.data && !normal.failed && find_rule(r, buffer_slice(&normal));
    *failed = *failed || normal.failed;
    buffer_free(&normal);
    return allows;
}
