/* What scripts do with strings, and with lists of them: as much of it as targets are put together
 * by. Strings are UTF-8; what counts characters is done with ASCII alone. */
#include "syntax/script_inside.h"
#include "syntax/script_regex.h"

enum { MOST_WORK = 4 << 20 }; /* bytes that a call looks at */

/* --- Regular expressions --- */

/* A regular expression as it stands: "/pattern/flags". */
struct pattern {
    struct slice text;
    bool all, any_case;
};

static struct pattern read_pattern(struct slice text)
{
    size_t end = text.length;
    while (end > 1 && text.data[end - 1] != '/') {
        end--;
    }
    struct slice flags = slice_skip(text, end);
    return (struct pattern){ .text = slice_part(text, 1, end - 1),
                             .all = slice_find(flags, 'g') < flags.length,
                             .any_case = slice_find(flags, 'i') < flags.length };
}

/* Finds a pattern. False: it is not understood, or too much, or would cut characters. */
static bool find_pattern(struct call *c, struct slice in, const struct pattern *p, size_t start,
                         struct regex_match *out)
{
    bool plain = slice_find(p->text, '.') == p->text.length &&
                 slice_find(p->text, '[') == p->text.length &&
                 slice_find(p->text, '\\') == p->text.length;
    c->work += in.length - start;
    return c->work <= MOST_WORK && (plain || slice_is_ascii(in)) &&
           regex_find(p->text, p->any_case, in, start, &c->work, out);
}

size_t script_find(struct slice in, struct slice what)
{
    const char *at =
        in.length && what.length ? memmem(in.data, in.length, what.data, what.length) : NULL;
    return at ? (size_t)(at - in.data) : what.length ? in.length : 0;
}

/* --- Methods --- */

bool script_give_boolean(struct call *c, bool is)
{
    c->type = VALUE_BOOLEAN;
    buffer_add(&c->result, is ? SLICE("true") : SLICE("false"));
    return true;
}

bool script_give_number(struct call *c, long long number)
{
    c->type = VALUE_NUMBER;
    buffer_printf(&c->result, "%lld", number);
    return true;
}

static bool find(struct call *c)
{
    size_t at = script_find(c->self, c->arguments[0]);
    bool there = at < c->self.length || c->arguments[0].length == 0;
    return c->count == 1 && slice_is_ascii(c->self) &&
           script_give_number(c, there ? (long long)at : -1);
}

static bool includes(struct call *c)
{
    return c->count == 1 &&
           script_give_boolean(c, script_find(c->self, c->arguments[0]) < c->self.length ||
                                      !c->arguments[0].length);
}

static bool starts(struct call *c)
{
    return c->count == 1 && script_give_boolean(c, slice_starts(c->self, c->arguments[0]));
}

static bool ends(struct call *c)
{
    struct slice end = c->arguments[0];
    size_t rest = c->self.length > end.length ? c->self.length - end.length : 0;
    return c->count == 1 && script_give_boolean(c, slice_equal(slice_skip(c->self, rest), end));
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

/* Where the first argument, a pattern or a text, is found. False: it is not understood. */
static bool find_argument(struct call *c, size_t start, bool *all, struct regex_match *out)
{
    struct slice what = c->arguments[0];
    if (c->types[0] == VALUE_REGEX) {
        struct pattern p = read_pattern(what);
        *all = p.all;
        return find_pattern(c, c->self, &p, start, out);
    }
    size_t at = start + script_find(slice_skip(c->self, start), what);
    *out = (struct regex_match){ .found = at < c->self.length, .groups = 1 };
    out->from[0] = at;
    out->to[0] = at + what.length;
    return what.length > 0;
}

static struct slice group_of(const struct regex_match *m, size_t group, struct slice in)
{
    bool is = group < m->groups && m->from[group] <= m->to[group];
    return is ? slice_part(in, m->from[group], m->to[group]) : SLICE("");
}

/* "$1" and "$&" in a replacement stand for what was found. */
static bool add_replacement(struct call *c, const struct regex_match *m)
{
    struct slice rest = c->arguments[1];
    while (rest.length) {
        size_t plain = slice_find(rest, '$');
        buffer_add(&c->result, slice_part(rest, 0, plain));
        rest = slice_skip(rest, plain);
        if (rest.length == 0) {
            return true;
        }
        char mark = rest.length > 1 ? rest.data[1] : '\0';
        if (mark != '&' && !(mark >= '1' && mark <= '9')) {
            return false;
        }
        buffer_add(&c->result, group_of(m, mark == '&' ? 0 : (size_t)(mark - '0'), c->self));
        rest = slice_skip(rest, 2);
    }
    return true;
}

static bool replace_some(struct call *c, bool all)
{
    size_t at = 0;
    struct regex_match m;
    if (c->count != 2 || c->types[1] == VALUE_REGEX) {
        return false;
    }
    do {
        if (!find_argument(c, at, &all, &m) || c->result.length > SCRIPT_RESULT) {
            return false;
        }
        size_t from = m.found ? m.from[0] : c->self.length;
        buffer_add(&c->result, slice_part(c->self, at, from));
        if (m.found && !add_replacement(c, &m)) {
            return false;
        }
        at = m.found ? m.to[0] : c->self.length;
        if (m.found && m.to[0] == m.from[0] && at < c->self.length) {
            buffer_add(&c->result, slice_part(c->self, at, at + 1));
            at++;
        }
    } while (m.found && all && at < c->self.length);
    buffer_add(&c->result, slice_skip(c->self, at));
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

/* A list of what was found, and of the groups in it; or null. */
static bool give_match(struct call *c, const struct regex_match *m, struct slice in)
{
    c->type = m->found ? VALUE_LIST : VALUE_NOTHING;
    for (size_t i = 0; m->found && i < m->groups; i++) {
        buffer_add(&c->result, i ? SLICE("\x01") : SLICE(""));
        buffer_add(&c->result, group_of(m, i, in));
    }
    buffer_add(&c->result, m->found ? SLICE("") : SLICE("null"));
    return slice_find(in, SCRIPT_COMMA) == in.length;
}

static bool match(struct call *c)
{
    struct regex_match m;
    bool all = false;
    if (c->count != 1 || !find_argument(c, 0, &all, &m)) {
        return false;
    }
    m.groups = all ? 1 : m.groups; /* the first of all */
    return give_match(c, &m, c->self);
}

/* /pattern/.test(text) */
static bool test(struct call *c)
{
    struct pattern p = read_pattern(c->self);
    struct regex_match m;
    return c->count == 1 && find_pattern(c, c->arguments[0], &p, 0, &m) &&
           script_give_boolean(c, m.found);
}

static bool exec(struct call *c)
{
    struct pattern p = read_pattern(c->self);
    struct regex_match m;
    return c->count == 1 && find_pattern(c, c->arguments[0], &p, 0, &m) &&
           give_match(c, &m, c->arguments[0]);
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
        { "indexOf", VALUE_TEXT, find },
        { "includes", VALUE_TEXT, includes },
        { "startsWith", VALUE_TEXT, starts },
        { "endsWith", VALUE_TEXT, ends },
        { "slice", VALUE_TEXT, slice },
        { "substring", VALUE_TEXT, substring },
        { "substr", VALUE_TEXT, substr },
        { "charAt", VALUE_TEXT, char_at },
        { "toLowerCase", VALUE_TEXT, lower },
        { "toUpperCase", VALUE_TEXT, upper },
        { "trim", VALUE_TEXT, trim },
        { "toString", VALUE_TEXT, same },
        { "valueOf", VALUE_TEXT, same },
        { "concat", VALUE_TEXT, concat },
        { "replace", VALUE_TEXT, replace },
        { "replaceAll", VALUE_TEXT, replace_all },
        { "match", VALUE_TEXT, match },
        { "split", VALUE_TEXT, script_list_split },
        { "toString", VALUE_NUMBER, same },
        { "toString", VALUE_LOCATION, same },
        { "toString", VALUE_URL, same },
        { "test", VALUE_REGEX, test },
        { "exec", VALUE_REGEX, exec },
        { "indexOf", VALUE_LIST, script_list_find },
        { "includes", VALUE_LIST, script_list_includes },
        { "join", VALUE_LIST, script_list_join },
        { "reverse", VALUE_LIST, script_list_reverse },
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
