#include "scan/find/shortcode_parts.h"

enum { NAME_MOST = 24, ARGUMENTS_MOST = 2048, INSIDE_MOST = 4096 };

static bool is_name(char c)
{
    return ascii_is_alnum(c) || c == '_' || c == '-';
}

static struct slice take_name(struct slice *s)
{
    size_t length = 0;
    while (length < s->length && length <= NAME_MOST && is_name(s->data[length])) {
        length++;
    }
    struct slice name = slice_part(*s, 0, length);
    *s = slice_skip(*s, length);
    return name;
}

static struct slice at_most(struct slice s, size_t most)
{
    s.length = s.length < most ? s.length : most;
    return s;
}

/* Where the needle stands first in the next `most` bytes; false: nowhere. */
static bool find(struct slice s, size_t most, struct slice needle, size_t *at)
{
    struct slice near = at_most(s, most);
    const char *found =
        near.length ? memmem(near.data, near.length, needle.data, needle.length) : NULL;
    *at = found ? (size_t)(found - near.data) : near.length;
    return found;
}

/* A quick look before what closes is looked for: whether a name begins here. */
static bool begins_name(struct slice s)
{
    size_t at = s.length && s.data[0] == '-';
    while (at < s.length && at < ARGUMENTS_MOST && ascii_is_space(s.data[at])) {
        at++;
    }
    return at < s.length && is_name(s.data[at]);
}

/* What stands between the tag that s follows and "[/name]", or with braces for brackets. */
static size_t read_inside(struct slice s, char open, char close, struct shortcode_parts *out)
{
    struct slice rest = at_most(s, INSIDE_MOST);
    size_t at = slice_find(rest, open);
    struct slice end = slice_skip(rest, at);
    if (end.length < 2 || end.data[1] != '/') {
        return 0;
    }
    end = slice_skip(end, 2);
    if (!slice_starts_nocase(end, out->name) || end.length <= out->name.length ||
        end.data[out->name.length] != close) {
        return 0;
    }
    out->inside = slice_trim(slice_part(rest, 0, at));
    return at + 2 + out->name.length + 1;
}

/* "[name …]", "[name=value]", "[name:value]". */
static bool split_square(struct slice s, struct shortcode_parts *out)
{
    struct slice rest = slice_skip(s, 1);
    out->square = true;
    out->name = take_name(&rest);
    if (out->name.length == 0 || out->name.length > NAME_MOST || rest.length == 0) {
        return false;
    }
    struct slice near = at_most(rest, ARGUMENTS_MOST);
    size_t end = slice_find(near, ']');
    size_t line = slice_find(slice_part(near, 0, end), '\n');
    if (end == near.length || line < end) {
        return false;
    }
    char next = rest.data[0];
    if (next == '=' || next == ':') {
        out->value = slice_trim(slice_part(rest, 1, end));
    } else if (ascii_is_space(next)) {
        out->rest = slice_part(rest, 0, end);
    } else if (next != ']') {
        return false;
    }
    struct slice behind = slice_skip(rest, end + 1);
    out->length = (size_t)(behind.data - s.data) + read_inside(behind, '[', ']', out);
    return true;
}

/* The arguments of a call, "(id=\"…\")", stand without its brackets. */
static struct slice without_brackets(struct slice s)
{
    s = slice_trim(s);
    if (s.length > 1 && s.data[0] == '(' && s.data[s.length - 1] == ')') {
        s = slice_part(s, 1, s.length - 1);
    }
    return s;
}

/* Without the marks that stand at the braces themselves: a dash that takes away white space, and
 * the slash of what has no end tag, which no URL ends in. */
static struct slice without_marks(struct slice s)
{
    if (s.length && s.data[0] == '-') {
        s = slice_skip(s, 1);
    }
    char last = '\0';
    if (s.length > 1) {
        last = s.data[s.length - 1];
    }
    bool apart = s.length > 1 && (ascii_is_space(s.data[s.length - 2]) ||
                                  s.data[s.length - 2] == '"' || s.data[s.length - 2] == '\'');
    return apart && (last == '-' || last == '/') ? slice_part(s, 0, s.length - 1) : s;
}

/* Jekyll's "{% include embed/youtube.html id=… %}" is named as its file is. */
static void name_by_file(struct shortcode_parts *out)
{
    struct slice path = out->rest;
    if (!slice_equal(out->name, SLICE("include")) &&
        !slice_equal(out->name, SLICE("include_cached"))) {
        return;
    }
    size_t end = 0;
    size_t from = 0;
    while (end < path.length && !ascii_is_space(path.data[end])) {
        from = path.data[end++] == '/' ? end : from;
    }
    out->name = slice_part(path, from, end);
    out->name.length = slice_find(out->name, '.');
    out->rest = slice_skip(path, end);
}

/* Between two-character marks; those of Hugo have a third character at either end. */
static bool split_braces(struct slice s, struct slice open, struct slice close,
                         struct shortcode_parts *out)
{
    size_t end;
    if (!slice_starts(s, open)) {
        return false;
    }
    struct slice rest = slice_skip(s, open.length);
    if (!begins_name(rest) || !find(rest, ARGUMENTS_MOST, close, &end)) {
        return false;
    }
    struct slice inner = slice_trim(without_marks(slice_part(rest, 0, end)));
    out->name = take_name(&inner);
    out->rest = without_brackets(inner);
    out->length = open.length + end + close.length;
    name_by_file(out);
    return out->name.length > 0 && out->name.length <= NAME_MOST &&
           (inner.length == 0 || ascii_is_space(inner.data[0]) || inner.data[0] == '(');
}

/* "{name}…{/name}", as Joomla's plugins have it. */
static bool split_pair(struct slice s, struct shortcode_parts *out)
{
    struct slice rest = slice_skip(s, 1);
    out->name = take_name(&rest);
    if (!out->name.length || out->name.length > NAME_MOST || !slice_starts(rest, SLICE("}"))) {
        return false;
    }
    rest = slice_skip(rest, 1);
    size_t length = read_inside(rest, '{', '}', out);
    out->length = (size_t)(rest.data - s.data) + length;
    return length > 0;
}

/* "%[URL]", as Hashnode has it. */
static bool split_url(struct slice s, struct shortcode_parts *out)
{
    struct slice rest = at_most(slice_skip(s, 2), ARGUMENTS_MOST);
    size_t end = slice_find(rest, ']');
    if (!slice_starts_nocase(rest, SLICE("http")) || end == rest.length) {
        return false;
    }
    out->name = SLICE("embed");
    out->inside = slice_part(rest, 0, end);
    out->length = 2 + end + 1;
    return slice_find(out->inside, '\n') == end;
}

bool shortcode_split(struct slice s, struct shortcode_parts *out)
{
    *out = (struct shortcode_parts){ 0 };
    if (s.length < 4) {
        return false;
    }
    if (s.data[0] == '[') {
        return split_square(s, out);
    }
    if (slice_starts(s, SLICE("%["))) {
        return split_url(s, out);
    }
    if (is_name(s.data[1])) {
        return split_pair(s, out);
    }
    return split_braces(s, SLICE("{{<"), SLICE(">}}"), out) ||
           split_braces(s, SLICE("{{%"), SLICE("%}}"), out) ||
           split_braces(s, SLICE("{%"), SLICE("%}"), out) ||
           split_braces(s, SLICE("{{"), SLICE("}}"), out);
}

/* A quote at the start of s: the bytes it takes, and what ends it. Content systems make quotes
 * curly. */
static size_t read_quote(struct slice s, struct slice *end)
{
    static const struct {
        const char *open, *close;
    } quotes[] = { { "\"", "\"" }, { "'", "'" }, { "`", "`" },          { "“", "”" },
                   { "”", "”" },   { "″", "″" }, { "&quot;", "&quot;" } };
    for (size_t i = 0; i < sizeof quotes / sizeof quotes[0]; i++) {
        if (slice_starts(s, slice_from(quotes[i].open))) {
            *end = slice_from(quotes[i].close);
            return strlen(quotes[i].open);
        }
    }
    return 0;
}

static bool separates(char c)
{
    return ascii_is_space(c) || c == ',';
}

static struct slice take_value(struct slice *rest)
{
    struct slice end = { 0 };
    size_t quote = read_quote(*rest, &end);
    if (quote) {
        struct slice inside = slice_skip(*rest, quote);
        size_t length = slice_find_nocase(inside, end);
        size_t behind = length + (length < inside.length ? end.length : 0);
        *rest = slice_skip(inside, behind);
        return slice_part(inside, 0, length);
    }
    size_t length = 0;
    while (length < rest->length && !separates(rest->data[length])) {
        length++;
    }
    struct slice value = slice_part(*rest, 0, length);
    *rest = slice_skip(*rest, length);
    return value;
}

bool shortcode_argument(struct slice *rest, struct slice *name, struct slice *value)
{
    while (rest->length && separates(rest->data[0])) {
        *rest = slice_skip(*rest, 1);
    }
    if (rest->length == 0) {
        return false;
    }
    struct slice after = *rest;
    *name = take_name(&after);
    struct slice sign = slice_trim(after);
    if (name->length && sign.length && sign.data[0] == '=') {
        *rest = slice_skip(sign, 1);
        while (rest->length && ascii_is_space(rest->data[0])) {
            *rest = slice_skip(*rest, 1);
        }
    } else {
        *name = (struct slice){ 0 };
    }
    size_t before = rest->length;
    *value = take_value(rest);
    return name->length > 0 || rest->length < before;
}
