/* Constants of scripts: literals, names, and calls of functions. */
#include "syntax/script_fold.h"

#include "syntax/utf8.h"

/* --- Literals --- */

static bool fold_template(struct folding *f, size_t *at, struct value *out)
{
    struct script *s = f->script;
    struct value part;
    *out = (struct value){ .from = s->value.length };
    script_unescape(token_text(&s->tokens[*at]), &s->value);
    while (s->tokens[*at].type != TOKEN_TAIL) {
        if (!fold_inside(f, *at, &part) || !value_is_text(part.type) ||
            s->value.length > FOLD_MOST) {
            return false;
        }
        *at = s->tokens[*at].mate;
        if (s->tokens[*at].type != TOKEN_TAIL && s->tokens[*at].type != TOKEN_MIDDLE) {
            return false;
        }
        script_unescape(token_text(&s->tokens[*at]), &s->value);
    }
    ++*at;
    return true;
}

/* ['/a', '/b'] */
static bool fold_list(struct folding *f, size_t *at, struct value *out)
{
    struct script *s = f->script;
    struct folding inside = *f;
    struct value item;
    *out = (struct value){ .type = VALUE_LIST, .from = s->value.length };
    inside.to = s->tokens[*at].mate;
    inside.brackets++;
    for (size_t i = *at + 1; i < inside.to; i++) {
        if (inside.brackets >= SCRIPT_DEPTH || s->value.length > FOLD_MOST ||
            !fold_any(&inside, &i, &item) || !value_is_text(item.type) ||
            slice_find(value_text(f, &item), SCRIPT_COMMA) < value_text(f, &item).length ||
            (i < inside.to && !token_is_sign(s, i, ','))) {
            return false;
        }
        if (i + 1 < inside.to) {
            buffer_add_char(&s->value, SCRIPT_COMMA);
        }
    }
    bool empty = *at + 1 == inside.to;
    *at = inside.to + 1;
    return !empty;
}

static bool fold_number(struct folding *f, size_t *at, struct value *out)
{
    unsigned long long number;
    bool good = slice_number(token_text(&f->script->tokens[*at]), UINT32_MAX, &number);
    ++*at;
    return good && value_give_number(f, out, (long long)number);
}

/* String.fromCharCode(47, 97): *at is at the bracket. */
static bool fold_codes(struct folding *f, size_t *at, struct value *out)
{
    struct script *s = f->script;
    size_t end = s->tokens[*at].mate;
    out->type = VALUE_TEXT;
    for (size_t i = *at + 1; i < end; i += 2) {
        unsigned long long code;
        if (!script_spend(s) || s->tokens[i].type != TOKEN_NUMBER ||
            !slice_number(token_text(&s->tokens[i]), 0xffff, &code) ||
            (i + 1 < end && !token_is_sign(s, i + 1, ','))) {
            return false;
        }
        utf8_encode(code < 0xd800 || code > 0xdfff ? (uint32_t)code : UTF8_REPLACEMENT, &s->value);
    }
    *at = end + 1;
    return true;
}

/* --- Names --- */

/* What the page itself says: its place, and what a reader without a past has. */
static bool fold_place(struct folding *f, struct slice name, size_t *at, struct value *out)
{
    static const char *const parts[] = { "href",     "protocol", "host", "hostname", "port",
                                         "pathname", "search",   "hash", "origin",   NULL };
    static const char *const urls[] = { "URL", "documentURI", "baseURI", NULL };
    struct script *s = f->script;
    bool place = slice_equal(name, SLICE("location"));
    if (!place && !(token_is_any(s, *at - 1, urls) && token_is_sign(s, *at - 2, '.'))) {
        return false;
    }
    bool part =
        place && *at + 1 < f->to && token_is_sign(s, *at, '.') && token_is_any(s, *at + 1, parts);
    out->type = place && !part ? VALUE_LOCATION : VALUE_TEXT;
    fold_url_part(s->page, part ? token_text(&s->tokens[*at + 1]) : SLICE(""), &s->value);
    *at += part ? 2 : 0;
    return true;
}

/* typeof name */
static bool fold_typeof(struct folding *f, size_t *at, struct value *out)
{
    static const char *const types[] = {
        [VALUE_TEXT] = "string",     [VALUE_NUMBER] = "number",
        [VALUE_BOOLEAN] = "boolean", [VALUE_WINDOW] = "object",
        [VALUE_DOCUMENT] = "object", [VALUE_LOCATION] = "object",
        [VALUE_LIST] = "object",     [VALUE_OBJECT] = "object",
        [VALUE_QUERY] = "object",    [VALUE_REGEX] = "object",
        [VALUE_URL] = "object",      [VALUE_NOTHING] = "",
        [VALUE_ELEMENT] = "object",  [VALUE_DATASET] = "object",
        [VALUE_THING] = "", /* as their texts say */
    };
    struct script *s = f->script;
    bool bare = *at < f->to && s->tokens[*at].type == TOKEN_NAME &&
                !token_is_sign(s, *at + 1, '.') && !token_is_sign(s, *at + 1, '[');
    if (bare && script_is_missing(s, token_text(&s->tokens[*at]))) {
        ++*at;
        return value_give(f, out, VALUE_TEXT, SLICE("undefined"));
    }
    f->brackets++;
    bool own = *at < f->to && s->tokens[*at].type == TOKEN_NAME &&
               script_function_of(s, token_text(&s->tokens[*at])) >= 0;
    bool good = f->brackets < SCRIPT_DEPTH && !own && fold_term(f, at, out);
    f->brackets--;
    bool null = out->type == VALUE_NOTHING && slice_equal(value_text(f, out), SLICE("null"));
    const char *type = null ? "object" : types[out->type];
    bool says = out->type == VALUE_THING || (out->type == VALUE_NOTHING && !null);
    out->type = VALUE_TEXT;
    return good && (says || value_give(f, out, VALUE_TEXT, slice_from(type)));
}

static bool fold_known(struct folding *f, struct slice name, struct value *out)
{
    struct script *s = f->script;
    const struct script_name *n = script_name_of(s, name);
    if (!n || !n->known) {
        return false;
    }
    s->folded_maybe = s->folded_maybe || n->maybe;
    out->token = n->token;
    return value_give(f, out, n->type, n->value);
}

static bool fold_word(struct folding *f, struct slice name, size_t *at, struct value *out, bool *is)
{
    *is = true;
    if (slice_equal(name, SLICE("true")) || slice_equal(name, SLICE("false"))) {
        return value_give(f, out, VALUE_BOOLEAN, name);
    }
    if (slice_equal(name, SLICE("null")) || slice_equal(name, SLICE("undefined"))) {
        return value_give(f, out, VALUE_NOTHING, name);
    }
    if (slice_equal(name, SLICE("void")) && *at < f->to &&
        f->script->tokens[*at].type == TOKEN_NUMBER) {
        ++*at;
        return value_give(f, out, VALUE_NOTHING, SLICE("undefined"));
    }
    if (slice_equal(name, SLICE("new"))) {
        return fold_new(f, at, out);
    }
    if (slice_equal(name, SLICE("typeof"))) {
        return fold_typeof(f, at, out);
    }
    *is = false;
    return false;
}

/* The window and the document, of which nothing follows. */
static bool fold_window(struct folding *f, size_t at, struct value *out)
{
    static const char *const windows[] = { "window",     "self",   "top",  "parent",
                                           "globalThis", "frames", "this", NULL };
    struct script *s = f->script;
    if (token_is_word(s, at, SLICE("body")) && s->html.data) {
        bool is = s->now.stage || s->tokens[at].script >= s->before_body;
        return is ? value_give(f, out, VALUE_THING, SLICE("object"))
                  : value_give(f, out, VALUE_NOTHING, SLICE("null"));
    }
    bool window = token_is_any(f->script, at, windows);
    return (window || token_is_word(f->script, at, SLICE("document"))) &&
           value_give(f, out, window ? VALUE_WINDOW : VALUE_DOCUMENT, SLICE(""));
}

static bool fold_name(struct folding *f, size_t *at, struct value *out)
{
    struct script *s = f->script;
    bool is_word;
    size_t begin = (*at)++;
    bool done = fold_word(f, token_text(&s->tokens[begin]), at, out, &is_word);
    if (is_word) {
        return done;
    }
    size_t name;
    if (!script_skip_windows(s, begin, f->to, &name, at)) {
        return fold_window(f, name, out);
    }
    struct slice text = token_text(&s->tokens[name]);
    const struct script_name *own = script_name_of(s, text);
    bool called = *at < f->to && token_is_sign(s, *at, '(');
    bool member = name == begin && !called && *at + 1 < f->to && token_is_sign(s, *at, '.');
    struct slice joined = member ? script_method_name(s, begin) : (struct slice){ 0 };
    if (joined.data && script_name_of(s, joined)) {
        *at += 2;
        return fold_known(f, joined, out);
    }
    if (own && name == begin) {
        return fold_known(f, text, out);
    }
    if (slice_equal(text, SLICE("String")) && fold_is_member(f, *at, "fromCharCode") &&
        *at + 2 < f->to && token_is_sign(s, *at + 2, '(')) {
        *at += 2;
        return fold_codes(f, at, out);
    }
    if (called && fold_is_finder(text) && name > begin) {
        return fold_element(f, text, at, out);
    }
    if (called) {
        return fold_call(f, text, at, out);
    }
    if (!own && fold_feature(f, begin, name, at, out)) {
        return true;
    }
    return slice_equal(text, SLICE("readyState"))
               ? value_give(f, out, VALUE_TEXT, s->now.stage ? SLICE("complete") : SLICE("loading"))
               : fold_place(f, text, at, out) || fold_known(f, text, out) ||
                     fold_missing(f, begin, name, out);
}

/* --- Terms --- */

static bool fold_not(struct folding *f, size_t *at, struct value *out)
{
    ++*at;
    f->brackets++;
    bool good = f->brackets < SCRIPT_DEPTH && fold_term(f, at, out) &&
                value_give_boolean(f, out, !value_is_true(f, out));
    f->brackets--;
    return good;
}

static bool fold_negative(struct folding *f, size_t *at, struct value *out)
{
    long long number;
    ++*at;
    return *at < f->to && f->script->tokens[*at].type == TOKEN_NUMBER && fold_number(f, at, out) &&
           script_number(value_text(f, out), &number) && value_give_number(f, out, -number);
}

/* ~text.indexOf(…) */
static bool fold_complement(struct folding *f, size_t *at, struct value *out)
{
    long long number;
    ++*at;
    f->brackets++;
    bool good = f->brackets < SCRIPT_DEPTH && fold_term(f, at, out) && out->type == VALUE_NUMBER &&
                script_number(value_text(f, out), &number) &&
                value_give_number(f, out, -number - 1);
    f->brackets--;
    return good;
}

/* Whether the step of the name has been made on the way here: only a name of its own is stepped. */
static bool is_stepped(const struct folding *f, size_t name)
{
    const struct script *s = f->script;
    return f->walked && name < f->to && s->tokens[name].type == TOKEN_NAME &&
           !(name > 0 &&
             (token_is_sign(s, name - 1, '.') || token_is_sign(s, name - 1, SIGN_CHAIN)));
}

/* (…), or a function that is called at once: (function () { … })() */
static bool fold_bracket(struct folding *f, size_t *at, struct value *out)
{
    struct script *s = f->script;
    size_t open = *at;
    size_t close = s->tokens[open].mate;
    struct script_function g;
    size_t end;
    *at = close + 1;
    if (close + 1 < f->to && token_is_sign(s, close + 1, '(') &&
        script_read_function(s, open + 1, close, &g, &end) && end == close) {
        *at = s->tokens[close + 1].mate + 1;
        return fold_value_of(f, &g, close + 1, out);
    }
    return fold_inside(f, open, out);
}

static bool fold_primary(struct folding *f, size_t *at, struct value *out)
{
    struct script *s = f->script;
    const struct script_token *t = &s->tokens[*at];
    switch (t->type) {
    case TOKEN_STRING:
    case TOKEN_TEMPLATE:
        script_unescape(token_text(t), &s->value);
        ++*at;
        return true;
    case TOKEN_HEAD:
        return fold_template(f, at, out);
    case TOKEN_NUMBER:
        return fold_number(f, at, out);
    case TOKEN_REGEX:
        ++*at;
        return value_give(f, out, VALUE_REGEX, token_text(t));
    case TOKEN_NAME:
        return fold_name(f, at, out);
    default:
        break;
    }
    size_t open = *at;
    switch (t->sign) {
    case '(':
        return fold_bracket(f, at, out);
    case '[':
        return fold_list(f, at, out);
    case '{':
        *at = t->mate + 1;
        out->token = (uint32_t)open;
        return value_give(f, out, VALUE_OBJECT, SLICE(""));
    case '!':
        return fold_not(f, at, out);
    case '-':
        return fold_negative(f, at, out);
    case '~':
        return fold_complement(f, at, out);
    case SIGN_STEP:
        ++*at;
        return is_stepped(f, *at) && fold_name(f, at, out);
    default:
        return false;
    }
}

/* name++ in a condition: the value is the one before the step. */
static bool fold_step(struct folding *f, size_t *at, struct value *out)
{
    struct script *s = f->script;
    long long number;
    size_t sign = *at;
    if (!f->walked || sign >= f->to || !token_is_sign(s, sign, SIGN_STEP) ||
        s->tokens[sign].after_line) {
        return true;
    }
    bool up = token_text(&s->tokens[sign]).data[0] == '+';
    ++*at;
    return out->type == VALUE_NUMBER && is_stepped(f, sign - 1) &&
           script_number(value_text(f, out), &number) &&
           value_give_number(f, out, up ? number - 1 : number + 1);
}

bool fold_term(struct folding *f, size_t *at, struct value *out)
{
    struct script *s = f->script;
    *out = (struct value){ .type = VALUE_TEXT, .from = s->value.length };
    return *at < f->to && script_spend(s) && fold_primary(f, at, out) && fold_members(f, at, out) &&
           fold_step(f, at, out) && s->value.length <= FOLD_MOST;
}
