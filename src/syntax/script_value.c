/* Constants of scripts: what functions and constructors make. */
#include "syntax/script_fold.h"

bool fold_value_of(struct folding *f, const struct script_function *g, size_t open,
                   struct value *out)
{
    struct script *s = f->script;
    struct buffer before = s->value;
    s->value = BUFFER(SCRIPT_VALUE_ROOM);
    bool good = f->brackets < SCRIPT_DEPTH / 2 && script_call_value(s, g, open);
    struct buffer result = s->value;
    s->value = before;
    s->failed = s->failed || result.failed;
    out->token = s->folded_token;
    good = good && value_give(f, out, (enum value_type)s->folded_type, buffer_slice(&result));
    buffer_free(&result);
    return good;
}

/* parseInt(…), Number(…): as many digits as the text begins with. */
static bool fold_parsed(struct folding *f, size_t open, struct value *out)
{
    struct script *s = f->script;
    struct folding inside = { .script = s, .brackets = f->brackets + 1 };
    size_t at = open + 1;
    inside.to = script_argument_end(s, at, s->tokens[open].mate);
    if (inside.brackets >= SCRIPT_DEPTH || !fold_any(&inside, &at, out) || at != inside.to ||
        out->type > VALUE_NUMBER) {
        return false;
    }
    struct slice text = slice_trim(value_text(f, out));
    size_t digits = 0;
    unsigned long long number;
    while (digits < text.length && ascii_is_digit(text.data[digits])) {
        digits++;
    }
    return slice_number(slice_part(text, 0, digits), UINT32_MAX, &number) &&
           value_give_number(f, out, (long long)number);
}

/* name(…), *at being at the bracket: a function of strings, or one of the script's own. */
bool fold_call(struct folding *f, struct slice name, size_t *at, struct value *out)
{
    struct script *s = f->script;
    int own = script_function_of(s, name);
    size_t close = s->tokens[*at].mate;
    size_t from = out->from;
    if (own >= 0) {
        size_t open = *at;
        *at = close + 1;
        return fold_value_of(f, &s->functions[own], open, out);
    }
    if (slice_equal(name, SLICE("parseInt")) || slice_equal(name, SLICE("Number"))) {
        size_t open = *at;
        *at = close + 1;
        return fold_parsed(f, open, out);
    }
    bool good = fold_inside(f, *at, out) && value_is_text(out->type) && script_apply(s, name, from);
    out->type = VALUE_TEXT;
    *at = close + 1;
    return good;
}

/* new RegExp(…): *at is at the name. */
static bool fold_pattern(struct folding *f, size_t *at, struct value *out)
{
    struct script *s = f->script;
    size_t open = *at + 1;
    struct value text;
    struct folding inside = { .script = s, .brackets = f->brackets + 1 };
    inside.to = s->tokens[open].mate;
    size_t i = open + 1;
    buffer_add_char(&s->value, '/');
    text = (struct value){ .from = s->value.length };
    if (inside.brackets >= SCRIPT_DEPTH || !fold_any(&inside, &i, &text) ||
        text.type != VALUE_TEXT) {
        return false;
    }
    buffer_add_char(&s->value, '/');
    if (i + 2 == inside.to && token_is_sign(s, i, ',') && s->tokens[i + 1].type == TOKEN_STRING) {
        buffer_add(&s->value, token_text(&s->tokens[i + 1]));
    } else if (i != inside.to) {
        return false;
    }
    *at = inside.to + 1;
    out->type = VALUE_REGEX;
    return true;
}

/* new URL(…), new URLSearchParams(…): *at is behind "new". */
bool fold_new(struct folding *f, size_t *at, struct value *out)
{
    struct script *s = f->script;
    bool query = token_is_word(s, *at, SLICE("URLSearchParams"));
    size_t open = *at + 1;
    if (token_is_word(s, *at, SLICE("RegExp")) && open < f->to && token_is_sign(s, open, '(')) {
        return fold_pattern(f, at, out);
    }
    if (!(query || token_is_word(s, *at, SLICE("URL"))) || open >= f->to ||
        !token_is_sign(s, open, '(')) {
        return false;
    }
    size_t end = script_argument_end(s, open + 1, s->tokens[open].mate);
    struct folding first = { .script = s, .to = end, .brackets = f->brackets + 1 };
    size_t i = open + 1;
    if (first.brackets >= SCRIPT_DEPTH || !fold_any(&first, &i, out) || i != end ||
        !value_is_text(out->type)) {
        return false;
    }
    *at = s->tokens[open].mate + 1;
    out->type = query ? VALUE_QUERY : VALUE_URL;
    if (query) {
        return true;
    }
    struct buffer text = BUFFER(URL_MOST + 1);
    struct url u;
    bool good = url_parse(value_text(f, out), s->page, &text, &u) == URL_OK &&
                value_give(f, out, VALUE_URL, u.href);
    s->failed = s->failed || text.failed;
    buffer_free(&text);
    return good;
}
