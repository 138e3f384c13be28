/* Elements of the page that scripts ask for by their ids or by simple selectors (CSS): whether they
 * are there, and what their attributes and texts say. */
#include "syntax/script_fold.h"

#include "syntax/html.h"

/* "#id", "tag", ".class", "[name]", "[name=value]" and what of these can stand together. */
struct selector {
    struct slice tag, id, class, name, value;
};

struct found {
    size_t at;     /* where its start tag stands in the page */
    bool is, sure; /* it is there; that is known */
};

/* --- Selectors --- */

static size_t word_length(struct slice s)
{
    size_t length = 0;
    while (length < s.length &&
           (ascii_is_alnum(s.data[length]) || s.data[length] == '-' || s.data[length] == '_')) {
        length++;
    }
    return length;
}

static struct slice take_word(struct slice *s)
{
    struct slice word = slice_part(*s, 0, word_length(*s));
    *s = slice_skip(*s, word.length);
    return word;
}

/* "[name]", "[name=value]", "[name='value']". */
static bool read_brackets(struct slice *s, struct selector *out)
{
    size_t end = slice_find(*s, ']');
    struct slice inside = slice_part(*s, 1, end < s->length ? end : 1);
    *s = slice_skip(*s, end + (end < s->length));
    out->name = take_word(&inside);
    if (slice_starts(inside, SLICE("="))) {
        inside = slice_skip(inside, 1);
        bool quoted = inside.length > 1 && (inside.data[0] == '"' || inside.data[0] == '\'') &&
                      inside.data[inside.length - 1] == inside.data[0];
        out->value = quoted ? slice_part(inside, 1, inside.length - 1) : inside;
        inside = slice_part(inside, 0, 0);
    }
    return out->name.length > 0 && inside.length == 0;
}

static bool read_selector(struct slice s, struct selector *out)
{
    *out = (struct selector){ 0 };
    s = slice_trim(s);
    out->tag = take_word(&s);
    while (s.length) {
        char mark = s.data[0];
        if (mark == '[') {
            if (out->name.length || !read_brackets(&s, out)) {
                return false;
            }
            continue;
        }
        struct slice *part = mark == '#' ? &out->id : mark == '.' ? &out->class : NULL;
        s = slice_skip(s, 1);
        if (!part || part->length || word_length(s) == 0) {
            return false;
        }
        *part = take_word(&s);
    }
    return out->tag.length || out->id.length || out->class.length || out->name.length;
}

static bool has_class(struct slice list, struct slice class)
{
    while (list.length) {
        slice_skip_spaces(&list);
        size_t end = 0;
        while (end < list.length && !ascii_is_space(list.data[end])) {
            end++;
        }
        if (end && slice_equal(slice_part(list, 0, end), class)) {
            return true;
        }
        list = slice_skip(list, end);
    }
    return false;
}

static bool is_selected(const struct html_token *t, const struct selector *by)
{
    struct slice named = by->name.length ? html_attribute(t, by->name) : SLICE("");
    return (!by->tag.length || slice_equal_nocase(t->name, by->tag)) &&
           (!by->id.length || slice_equal(html_attribute(t, SLICE("id")), by->id)) &&
           (!by->class.length || has_class(html_attribute(t, SLICE("class")), by->class)) &&
           (!by->name.length || (named.data && (!by->value.data || slice_equal(named, by->value))));
}

/* --- The page --- */

/* Finds the first element in as much of the page as there is. */
static bool find_element(struct slice html, const struct selector *by, size_t *at)
{
    struct html h = HTML_OVER(html);
    struct html_token t;
    bool quiet = false;
    for (html_next(&h, &t); t.type != HTML_END; html_next(&h, &t)) {
        bool noscript = t.name.data && slice_equal_nocase(t.name, SLICE("noscript"));
        if (t.type == HTML_OPEN && !quiet && !html_is_inert(&h) && is_selected(&t, by)) {
            *at = (size_t)(t.whole.data - html.data);
            return true;
        }
        quiet = t.type == HTML_OPEN    ? quiet || noscript
                : t.type == HTML_CLOSE ? quiet && !noscript
                                       : quiet;
    }
    return false;
}

/* How much of the page has been read when the code at the token runs. */
static struct slice page_before(const struct script *s, size_t token)
{
    const char *data = s->tokens[token].data;
    bool inside = !s->now.stage && data >= s->html.data && data < s->html.data + s->html.length;
    return inside ? slice_part(s->html, 0, (size_t)(data - s->html.data)) : s->html;
}

/* A script could make what is not there: then its name stands somewhere else. */
static bool is_nowhere(const struct script *s, const struct selector *by)
{
    if (by->id.length) {
        return !script_names_element(s->html, by->id);
    }
    struct slice name = by->class.length ? by->class : by->value;
    size_t first = name.length ? script_find(s->html, name) : s->html.length;
    struct slice rest = slice_skip(s->html, first + 1);
    return name.length > 3 && first < s->html.length && script_find(rest, name) == rest.length;
}

/* Most of what is asked for is not there, which is quicker seen of the page's bytes. */
static bool may_select(struct slice html, const struct selector *by)
{
    return script_find(html, by->id) < html.length || by->id.length == 0;
}

static struct found look_up(struct script *s, size_t token, const struct selector *by)
{
    enum { MOST_LOOKUPS = 64, BYTES_A_LOOKUP = 48 << 10 };
    struct found found = { 0 };
    if (!s->html.data || s->lookups >= MOST_LOOKUPS) {
        return found;
    }
    struct slice before = page_before(s, token);
    s->lookups += 1 + (unsigned)(before.length / BYTES_A_LOOKUP);
    found.is = may_select(before, by) && find_element(before, by, &found.at);
    found.sure = found.is || is_nowhere(s, by);
    if (!found.sure && before.length < s->html.length) {
        size_t at;
        found.sure = by->id.length > 0 && find_element(s->html, by, &at);
    }
    return found;
}

/* --- Values --- */

bool fold_is_finder(struct slice name)
{
    return slice_equal(name, SLICE("getElementById")) || slice_equal(name, SLICE("querySelector"));
}

bool fold_element(struct folding *f, struct slice finder, size_t *at, struct value *out)
{
    struct script *s = f->script;
    size_t open = *at;
    struct selector by = { 0 };
    if (!fold_inside(f, open, out) || out->type != VALUE_TEXT) {
        return false;
    }
    struct buffer key = BUFFER(FOLD_MOST);
    buffer_add(&key, value_text(f, out));
    s->failed = s->failed || key.no_memory;
    bool by_id = slice_equal(finder, SLICE("getElementById"));
    by.id = by_id ? buffer_slice(&key) : by.id;
    struct found found = { 0 };
    if (!key.failed && (by_id ? key.length > 0 : read_selector(buffer_slice(&key), &by))) {
        found = look_up(s, open, &by);
    }
    buffer_free(&key);
    *at = s->tokens[open].mate + 1;
    if (!found.sure) {
        return false;
    }
    out->token = (uint32_t)found.at;
    return found.is ? value_give(f, out, VALUE_ELEMENT, SLICE(""))
                    : value_give(f, out, VALUE_NOTHING, SLICE("null"));
}

/* Reads the start tag that stands there, and what comes next. */
static bool read_tag(struct script *s, size_t at, struct html *h, struct html_token *t)
{
    *h = (struct html)HTML_OVER(slice_skip(s->html, at));
    html_next(h, t);
    s->steps += t->whole.length / SCRIPT_BYTES_A_LOOK;
    return t->type == HTML_OPEN;
}

/* What the attribute says, or null. */
static bool give_attribute(struct folding *f, const struct html_token *t, struct slice name,
                           struct value *v)
{
    struct slice value = html_attribute(t, name);
    if (!value.data) {
        return value_give(f, v, VALUE_NOTHING, SLICE("null"));
    }
    struct buffer decoded = BUFFER(SCRIPT_VALUE_ROOM);
    value_give(f, v, VALUE_TEXT, html_value(value, &decoded));
    f->script->failed = f->script->failed || decoded.no_memory;
    bool good = !decoded.failed;
    buffer_free(&decoded);
    return good;
}

/* An element's text, where nothing else stands in it. */
static bool give_text(struct folding *f, struct html *h, struct html_token *t, struct value *v)
{
    struct slice text = SLICE("");
    struct slice name = t->name;
    bool raw = false;
    html_next(h, t);
    if (t->type == HTML_TEXT) {
        text = t->text;
        raw = t->raw;
        f->script->steps += text.length / SCRIPT_BYTES_A_LOOK;
        html_next(h, t);
    }
    if (t->type != HTML_CLOSE || !slice_equal_nocase(t->name, name)) {
        return false;
    }
    struct buffer decoded = BUFFER(SCRIPT_VALUE_ROOM);
    value_give(f, v, VALUE_TEXT, raw ? text : html_value(text, &decoded));
    f->script->failed = f->script->failed || decoded.no_memory;
    bool good = !decoded.failed;
    buffer_free(&decoded);
    return good;
}

enum { SEARCHED_A_LOOK = 256 }; /* bytes of the page */

/* An address is absolute, where no base element may be in the way. */
static bool give_address(struct folding *f, const struct html_token *t, struct slice name,
                         struct value *v)
{
    struct script *s = f->script;
    struct buffer text = BUFFER(URL_MOST + 1);
    struct url u;
    s->steps += s->html.length / SEARCHED_A_LOOK;
    if (slice_find_nocase(s->html, SLICE("<base")) < s->html.length ||
        !give_attribute(f, t, name, v) || v->type != VALUE_TEXT) {
        return false;
    }
    bool good = url_parse(value_text(f, v), s->page, &text, &u) == URL_OK &&
                value_give(f, v, VALUE_TEXT, u.href);
    s->failed = s->failed || text.no_memory;
    buffer_free(&text);
    return good;
}

bool fold_of_element(struct folding *f, struct slice key, struct value *v)
{
    static const char *const addresses[] = { "href", "src", NULL };
    static const char *const same[] = { "content", "id", "value", NULL };
    static const char *const texts[] = { "textContent", "innerText", "innerHTML", "text", NULL };
    struct html h;
    struct html_token t;
    if (slice_equal(key, SLICE("dataset"))) {
        return value_give(f, v, VALUE_DATASET, SLICE(""));
    }
    if (!read_tag(f->script, v->token, &h, &t)) {
        return false;
    }
    bool is_text = slice_is_any(key, texts) && !slice_equal_nocase(t.name, SLICE("body"));
    return slice_is_any(key, addresses) ? give_address(f, &t, key, v)
           : slice_is_any(key, same)    ? give_attribute(f, &t, key, v) && v->type == VALUE_TEXT
           : is_text                    ? give_text(f, &h, &t, v)
                                        : false;
}

bool fold_attribute(struct folding *f, struct slice name, struct value *v)
{
    struct html h;
    struct html_token t;
    return read_tag(f->script, v->token, &h, &t) && give_attribute(f, &t, name, v);
}

/* dataset.someName is the attribute data-some-name (HTML Standard, section 3.2.6.6). */
bool fold_of_dataset(struct folding *f, struct slice key, struct value *v)
{
    struct buffer name = BUFFER(URL_LONGEST);
    buffer_add(&name, SLICE("data-"));
    for (size_t i = 0; i < key.length; i++) {
        bool capital = key.data[i] >= 'A' && key.data[i] <= 'Z';
        buffer_add(&name, capital ? SLICE("-") : SLICE(""));
        buffer_add_char(&name, ascii_lower(key.data[i]));
    }
    f->script->failed = f->script->failed || name.no_memory;
    bool good = !name.failed && fold_attribute(f, buffer_slice(&name), v);
    buffer_free(&name);
    return good;
}

/* --- What is not there --- */

/* Whether what begins at `at` asks for a member of what is surely not there: of an element, of the
 * body before it begins, of what the window does not have. */
static bool lacks(struct script *s, size_t at, size_t to)
{
    size_t name, end;
    static const char *const roots[] = { "window", "self", "globalThis", NULL };
    if (token_is_any(s, at, roots) && script_skip_windows(s, at, to, &name, &end) && end < to) {
        bool asks =
            token_is_sign(s, end, '.') || token_is_sign(s, end, '(') || token_is_sign(s, end, '[');
        return asks && name == at + 2 && script_is_missing(s, token_text(&s->tokens[name]));
    }
    if (!token_is_word(s, at, SLICE("document")) || !s->html.data || at + 3 >= to ||
        !token_is_sign(s, at + 1, '.')) {
        return false;
    }
    if (token_is_word(s, at + 2, SLICE("body"))) {
        return token_is_sign(s, at + 3, '.') && !s->now.stage &&
               s->tokens[at].script < s->before_body;
    }
    if (!fold_is_finder(token_text(&s->tokens[at + 2])) || !token_is_sign(s, at + 3, '(')) {
        return false;
    }
    size_t behind = (size_t)s->tokens[at + 3].mate + 1;
    bool asks = behind < to && (token_is_sign(s, behind, '.') || token_is_sign(s, behind, '['));
    return asks && script_fold(s, at, behind, &end) && s->folded_type == VALUE_NOTHING;
}

bool script_fails(struct script *s, size_t at, size_t to)
{
    if (script_is_member(s, at)) {
        return false;
    }
    const struct script_name *n = script_name_of(s, token_text(&s->tokens[at]));
    size_t behind = at + 1;
    bool asks = behind < to && (token_is_sign(s, behind, '.') || token_is_sign(s, behind, '[') ||
                                token_is_sign(s, behind, '('));
    if (n) {
        return asks && n->known && !n->maybe && n->type == VALUE_NOTHING &&
               n->form == SCRIPT_NO_FORM;
    }
    return script_misses(s, at) || lacks(s, at, to);
}
