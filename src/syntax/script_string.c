/* What scripts do with strings, and with lists of them: as much of it as targets are put together
 * by. Strings are UTF-8; what counts characters is done with ASCII alone. */
#include "syntax/script_inside.h"

enum {
    MOST_WORK = 4 << 20, /* bytes that a call looks at */
    TRY_BYTES = 64,      /* as which a look itself counts */
    MOST_RESULT = 256 << 10
};

/* --- Regular expressions: words without operators, "|" between them, "^" before one --- */

/* Undoes the escapes of a word. False: it has operators. */
static bool read_word(struct slice word, struct buffer *into)
{
    for (size_t i = 0; i < word.length; i++) {
        char c = word.data[i];
        bool escaped = c == '\\' && i + 1 < word.length;
        i += escaped;
        if (escaped ? ascii_is_alnum(word.data[i]) : c && strchr(".*+?()[]{}|^$\\", c) != NULL) {
            return false;
        }
        buffer_add_char(into, word.data[i]);
    }
    return word.length > 0;
}

/* A regular expression as it stands: "/words/flags". */
struct pattern {
    struct slice words;
    bool all, any_case;
};

static struct pattern read_pattern(struct slice text)
{
    size_t end = text.length;
    while (end > 1 && text.data[end - 1] != '/') {
        end--;
    }
    struct slice flags = slice_skip(text, end);
    return (struct pattern){ .words = slice_part(text, 1, end - 1),
                             .all = slice_find(flags, 'g') < flags.length,
                             .any_case = slice_find(flags, 'i') < flags.length };
}

/* Finds one word; *at is behind the text where it is not there. False: it has operators. */
static bool find_word(struct slice in, struct slice word, bool any_case, size_t *at, size_t *length)
{
    struct buffer plain = BUFFER(SCRIPT_VALUE_ROOM);
    bool first = slice_starts(word, SLICE("^"));
    bool good = read_word(slice_skip(word, first), &plain) && !plain.failed;
    struct slice text = buffer_slice(&plain);
    *length = text.length;
    if (good && first) {
        bool starts = any_case ? slice_starts_nocase(in, text) : slice_starts(in, text);
        *at = starts ? 0 : in.length;
    } else if (good) {
        *at = any_case ? slice_find_nocase(in, text) : script_find(in, text);
    }
    buffer_free(&plain);
    return good;
}

/* Finds the first of a pattern's words that is there. False: it is not understood, or too much. */
static bool find_pattern(struct call *c, struct slice in, const struct pattern *p, size_t *at,
                         size_t *length)
{
    struct slice rest = p->words;
    *at = in.length;
    while (rest.length) {
        size_t here, size;
        c->work += in.length + TRY_BYTES;
        if (c->work > MOST_WORK ||
            !find_word(in, slice_cut(&rest, '|'), p->any_case, &here, &size)) {
            return false;
        }
        if (here < *at) {
            *at = here;
            *length = size;
        }
    }
    return true;
}

size_t script_find(struct slice in, struct slice what)
{
    const char *at =
        in.length && what.length ? memmem(in.data, in.length, what.data, what.length) : NULL;
    return at ? (size_t)(at - in.data) : what.length ? in.length : 0;
}

/* --- Methods --- */

static bool add_boolean(struct call *c, bool is)
{
    c->type = VALUE_BOOLEAN;
    buffer_add(&c->result, is ? SLICE("true") : SLICE("false"));
    return true;
}

static bool add_number(struct call *c, long long number)
{
    c->type = VALUE_NUMBER;
    buffer_printf(&c->result, "%lld", number);
    return true;
}

static bool find(struct call *c)
{
    size_t at = script_find(c->self, c->arguments[0]);
    bool there = at < c->self.length || c->arguments[0].length == 0;
    return c->count == 1 && slice_is_ascii(c->self) && add_number(c, there ? (long long)at : -1);
}

static bool includes(struct call *c)
{
    return c->count == 1 && add_boolean(c, script_find(c->self, c->arguments[0]) < c->self.length ||
                                               !c->arguments[0].length);
}

static bool starts(struct call *c)
{
    return c->count == 1 && add_boolean(c, slice_starts(c->self, c->arguments[0]));
}

static bool ends(struct call *c)
{
    struct slice end = c->arguments[0];
    size_t rest = c->self.length > end.length ? c->self.length - end.length : 0;
    return c->count == 1 && add_boolean(c, slice_equal(slice_skip(c->self, rest), end));
}

/* A place in the text: from its end where it is negative. */
static long long place(const struct call *c, size_t argument, long long otherwise)
{
    long long at = otherwise;
    long long length = (long long)c->self.length;
    if (argument < c->count) {
        script_number(c->arguments[argument], &at);
    }
    return at < 0 ? at : at > length ? length : at;
}

static bool numbers_only(const struct call *c)
{
    long long n;
    bool are = slice_is_ascii(c->self) && c->count <= 2;
    for (size_t i = 0; i < c->count && are; i++) {
        are = c->types[i] == VALUE_NUMBER && script_number(c->arguments[i], &n);
    }
    return are;
}

static bool add_between(struct call *c, long long from, long long to)
{
    if (from < to) {
        buffer_add(&c->result, slice_part(c->self, (size_t)from, (size_t)to));
    }
    return true;
}

static bool slice(struct call *c)
{
    long long length = (long long)c->self.length;
    long long from = place(c, 0, 0);
    long long to = place(c, 1, length);
    from = from < 0 ? (from + length > 0 ? from + length : 0) : from;
    to = to < 0 ? (to + length > 0 ? to + length : 0) : to;
    return numbers_only(c) && add_between(c, from, to);
}

static bool substring(struct call *c)
{
    long long from = place(c, 0, 0);
    long long to = place(c, 1, (long long)c->self.length);
    from = from < 0 ? 0 : from;
    to = to < 0 ? 0 : to;
    return numbers_only(c) && add_between(c, from < to ? from : to, from < to ? to : from);
}

static bool substr(struct call *c)
{
    long long length = (long long)c->self.length;
    long long from = place(c, 0, 0);
    from = from < 0 ? (from + length > 0 ? from + length : 0) : from;
    long long count = place(c, 1, length);
    long long to = count > length - from ? length : from + count;
    return numbers_only(c) && add_between(c, from, to);
}

static bool char_at(struct call *c)
{
    long long at = place(c, 0, 0);
    return numbers_only(c) && at >= 0 &&
           add_between(c, at, at < (long long)c->self.length ? at + 1 : at);
}

static bool lower(struct call *c)
{
    for (size_t i = 0; i < c->self.length; i++) {
        buffer_add_char(&c->result, ascii_lower(c->self.data[i]));
    }
    return slice_is_ascii(c->self);
}

static bool upper(struct call *c)
{
    for (size_t i = 0; i < c->self.length; i++) {
        char letter = c->self.data[i];
        char change = letter >= 'a' && letter <= 'z' ? 'a' - 'A' : 0;
        buffer_add_char(&c->result, (char)(letter - change));
    }
    return slice_is_ascii(c->self);
}

static bool trim(struct call *c)
{
    buffer_add(&c->result, slice_trim(c->self));
    return true;
}

static bool same(struct call *c)
{
    buffer_add(&c->result, c->self);
    return true;
}

static bool concat(struct call *c)
{
    buffer_add(&c->result, c->self);
    for (size_t i = 0; i < c->count; i++) {
        buffer_add(&c->result, c->arguments[i]);
    }
    return true;
}

/* What a pattern, or a text, is first found as. False: it is not understood. */
static bool find_argument(struct call *c, struct slice in, bool *all, size_t *at, size_t *length)
{
    struct slice what = c->arguments[0];
    if (c->types[0] == VALUE_REGEX) {
        struct pattern p = read_pattern(what);
        *all = p.all;
        return find_pattern(c, in, &p, at, length);
    }
    *at = script_find(in, what);
    *length = what.length;
    return what.length > 0;
}

static bool replace_some(struct call *c, bool all)
{
    struct slice rest = c->self;
    size_t at, length;
    bool again = true;
    if (c->count != 2 || slice_find(c->arguments[1], '$') < c->arguments[1].length) {
        return false;
    }
    while (again && rest.length) {
        if (!find_argument(c, rest, &all, &at, &length) || c->result.length > MOST_RESULT) {
            return false;
        }
        again = at < rest.length && all;
        buffer_add(&c->result, slice_part(rest, 0, at));
        if (at < rest.length) {
            buffer_add(&c->result, c->arguments[1]);
            rest = slice_skip(rest, at + length);
        } else {
            rest = slice_skip(rest, rest.length);
        }
    }
    buffer_add(&c->result, rest);
    return true;
}

static bool replace(struct call *c)
{
    return replace_some(c, false);
}

static bool replace_all(struct call *c)
{
    return replace_some(c, true);
}

static bool match(struct call *c)
{
    size_t at, length;
    bool all;
    if (c->count != 1 || !find_argument(c, c->self, &all, &at, &length)) {
        return false;
    }
    bool found = at < c->self.length;
    c->type = found ? VALUE_TEXT : VALUE_NOTHING;
    buffer_add(&c->result, found ? slice_part(c->self, at, at + length) : SLICE("null"));
    return true;
}

/* /words/.test(text) */
static bool test(struct call *c)
{
    struct pattern p = read_pattern(c->self);
    size_t at, length;
    return c->count == 1 && find_pattern(c, c->arguments[0], &p, &at, &length) &&
           add_boolean(c, at < c->arguments[0].length);
}

static bool split(struct call *c)
{
    struct slice rest = c->self;
    struct slice at = c->arguments[0];
    c->type = VALUE_LIST;
    if (c->count != 1 || c->types[0] != VALUE_TEXT || !slice_is_ascii(rest) ||
        slice_find(rest, SCRIPT_COMMA) < rest.length) {
        return false;
    }
    size_t end = at.length ? script_find(rest, at) : 1;
    while (end < rest.length) {
        buffer_add(&c->result, slice_part(rest, 0, end));
        buffer_add_char(&c->result, SCRIPT_COMMA);
        rest = slice_skip(rest, end + at.length);
        end = at.length ? script_find(rest, at) : 1;
    }
    buffer_add(&c->result, rest);
    return true;
}

static bool join(struct call *c)
{
    for (size_t i = 0; i < c->self.length && c->result.length <= MOST_RESULT; i++) {
        if (c->self.data[i] == SCRIPT_COMMA) {
            buffer_add(&c->result, c->count ? c->arguments[0] : SLICE(","));
        } else {
            buffer_add_char(&c->result, c->self.data[i]);
        }
    }
    return c->count <= 1 && c->result.length <= MOST_RESULT;
}

/* Where the first item is that is equal; -1: nowhere. */
static long long item_of(const struct call *c)
{
    struct slice rest = c->self;
    for (long long i = 0;; i++) {
        bool last = slice_find(rest, SCRIPT_COMMA) == rest.length;
        if (slice_equal(slice_cut(&rest, SCRIPT_COMMA), c->arguments[0])) {
            return i;
        }
        if (last) {
            return -1;
        }
    }
}

static bool find_item(struct call *c)
{
    return c->count == 1 && add_number(c, item_of(c));
}

static bool includes_item(struct call *c)
{
    return c->count == 1 && add_boolean(c, item_of(c) >= 0);
}

static bool reverse(struct call *c)
{
    struct slice rest = c->self;
    c->type = VALUE_LIST;
    for (size_t end = rest.length; c->count == 0; end--) {
        if (end == 0 || rest.data[end - 1] == SCRIPT_COMMA) {
            buffer_add(&c->result, slice_skip(rest, end));
            if (end == 0) {
                return true;
            }
            buffer_add_char(&c->result, SCRIPT_COMMA);
            rest.length = end - 1;
        }
    }
    return false;
}

/* What a query says of a name (URL Standard, section 6.2). */
static bool get(struct call *c)
{
    struct slice rest = slice_skip(c->self, slice_starts(c->self, SLICE("?")));
    while (rest.length && c->count == 1) {
        struct slice value = slice_cut(&rest, '&');
        if (slice_equal(slice_cut(&value, '='), c->arguments[0])) {
            script_decode_percent(value, &c->result);
            return slice_find(value, '+') == value.length;
        }
    }
    c->type = VALUE_NOTHING;
    buffer_add(&c->result, SLICE("null"));
    return c->count == 1;
}

bool script_call_method(struct call *c, struct slice name)
{
    static const struct {
        const char *name;
        enum value_type of;
        bool (*call)(struct call *c);
    } methods[] = {
        { "indexOf", VALUE_TEXT, find },      { "includes", VALUE_TEXT, includes },
        { "startsWith", VALUE_TEXT, starts }, { "endsWith", VALUE_TEXT, ends },
        { "slice", VALUE_TEXT, slice },       { "substring", VALUE_TEXT, substring },
        { "substr", VALUE_TEXT, substr },     { "charAt", VALUE_TEXT, char_at },
        { "toLowerCase", VALUE_TEXT, lower }, { "toUpperCase", VALUE_TEXT, upper },
        { "trim", VALUE_TEXT, trim },         { "toString", VALUE_TEXT, same },
        { "valueOf", VALUE_TEXT, same },      { "concat", VALUE_TEXT, concat },
        { "replace", VALUE_TEXT, replace },   { "replaceAll", VALUE_TEXT, replace_all },
        { "match", VALUE_TEXT, match },       { "split", VALUE_TEXT, split },
        { "toString", VALUE_NUMBER, same },   { "toString", VALUE_LOCATION, same },
        { "toString", VALUE_URL, same },      { "test", VALUE_REGEX, test },
        { "indexOf", VALUE_LIST, find_item }, { "includes", VALUE_LIST, includes_item },
        { "join", VALUE_LIST, join },         { "reverse", VALUE_LIST, reverse },
        { "get", VALUE_QUERY, get },
    };
    enum value_type of = c->type;
    c->type = VALUE_TEXT;
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        if (methods[i].of == of && slice_equal(name, slice_from(methods[i].name))) {
            return methods[i].call(c);
        }
    }
    return false;
}

bool script_number(struct slice s, long long *out)
{
    enum { LARGEST = 1 << 30 };
    unsigned long long n;
    bool negative = slice_starts(s, SLICE("-"));
    if (!slice_number(slice_skip(s, negative), LARGEST, &n)) {
        return false;
    }
    *out = negative ? -(long long)n : (long long)n;
    return true;
}
