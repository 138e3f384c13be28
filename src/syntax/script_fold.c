/* Constants of scripts. What is folded is added to s->value. */
#include "syntax/script_fold.h"

enum { KEPT_MOST = 512 << 10 };

bool script_spend(struct script *s)
{
    enum { LEAST = 4096, LOOKS = 24 };
    return ++s->steps <= LEAST + LOOKS * s->count;
}

struct script_name *script_name_of(struct script *s, struct slice name)
{
    for (size_t i = 0; i < s->name_count; i++) {
        if (slice_equal(s->names[i].name, name)) {
            return &s->names[i];
        }
    }
    return NULL;
}

struct slice script_keep(struct script *s)
{
    struct slice value = buffer_slice(&s->value);
    s->kept += value.length + 1;
    if (s->kept > KEPT_MOST) {
        return (struct slice){ 0 };
    }
    struct slice copy = arena_copy(&s->arena, value.data ? value : SLICE(""));
    s->failed = s->failed || !copy.data;
    return copy;
}

/* --- Values --- */

struct slice value_text(const struct folding *f, const struct value *v)
{
    return slice_skip(buffer_slice(&f->script->value), v->from);
}

bool value_is_text(enum value_type type)
{
    return type <= VALUE_NOTHING || type == VALUE_LOCATION || type == VALUE_URL;
}

bool value_give(struct folding *f, struct value *out, enum value_type type, struct slice text)
{
    out->type = type;
    f->script->steps += text.length / SCRIPT_BYTES_A_COPY;
    f->script->value.length = out->from;
    buffer_add(&f->script->value, text);
    return true;
}

bool value_give_boolean(struct folding *f, struct value *out, bool is)
{
    return value_give(f, out, VALUE_BOOLEAN, is ? SLICE("true") : SLICE("false"));
}

bool value_give_number(struct folding *f, struct value *out, long long number)
{
    out->type = VALUE_NUMBER;
    f->script->value.length = out->from;
    buffer_printf(&f->script->value, "%lld", number);
    return true;
}

bool value_is_true(const struct folding *f, const struct value *v)
{
    struct slice text = value_text(f, v);
    return v->type == VALUE_TEXT      ? text.length > 0
           : v->type == VALUE_NUMBER  ? !slice_equal(text, SLICE("0"))
           : v->type == VALUE_BOOLEAN ? slice_equal(text, SLICE("true"))
                                      : v->type != VALUE_NOTHING;
}

/* All that stands in a bracket. */
bool fold_inside(struct folding *f, size_t open, struct value *out)
{
    struct folding inside = *f;
    size_t at = open + 1;
    inside.to = f->script->tokens[open].mate;
    inside.brackets++;
    return inside.brackets < SCRIPT_DEPTH && at < inside.to && fold_any(&inside, &at, out) &&
           at == inside.to;
}

/* --- Operators --- */

/* Numbers are added and subtracted, other values joined. What is longer than any URL is of no use,
 * and doubles quickly. */
static bool fold_sum(struct folding *f, size_t *at, struct value *out)
{
    struct script *s = f->script;
    if (!fold_term(f, at, out)) {
        return false;
    }
    while (*at < f->to && (token_is_sign(s, *at, '+') || token_is_sign(s, *at, '-') ||
                           token_is_sign(s, *at, '*'))) {
        unsigned sign = s->tokens[*at].sign;
        long long left, right;
        struct value next;
        ++*at;
        struct slice text = value_text(f, out);
        bool number = out->type == VALUE_NUMBER && script_number(text, &left);
        if (!fold_term(f, at, &next) || !value_is_text(next.type) || !value_is_text(out->type)) {
            return false;
        }
        number = number && next.type == VALUE_NUMBER && script_number(value_text(f, &next), &right);
        if (number) {
            value_give_number(f, out,
                              sign == '+'   ? left + right
                              : sign == '-' ? left - right
                                            : left * right);
        } else if (sign != '+') {
            return false;
        }
        out->type = number ? VALUE_NUMBER : VALUE_TEXT;
    }
    return true;
}

static bool are_equal(const struct folding *f, const struct value *a, const struct value *b,
                      bool strict, bool *equal)
{
    struct slice right = value_text(f, b);
    struct slice left = slice_part(value_text(f, a), 0, b->from - a->from);
    bool both_texts = value_is_text(a->type) && value_is_text(b->type);
    if (a->type == b->type) {
        *equal = a->type >= VALUE_WINDOW || a->type == VALUE_NOTHING || slice_equal(left, right);
        return a->type <= VALUE_LOCATION;
    }
    if (a->type == VALUE_BOOLEAN || b->type == VALUE_BOOLEAN) {
        return false;
    }
    bool nothing = a->type == VALUE_NOTHING || b->type == VALUE_NOTHING;
    *equal = both_texts && !nothing && !strict && slice_equal(left, right);
    return true;
}

static bool fold_comparison(struct folding *f, size_t *at, struct value *out)
{
    static const struct slice signs[] = { SLICE_INIT("=="),  SLICE_INIT("==="), SLICE_INIT("!="),
                                          SLICE_INIT("!=="), SLICE_INIT("<"),   SLICE_INIT(">"),
                                          SLICE_INIT("<="),  SLICE_INIT(">=") };
    struct script *s = f->script;
    if (!fold_sum(f, at, out)) {
        return false;
    }
    size_t sign = 0;
    bool is_sign = *at < f->to && s->tokens[*at].type == TOKEN_SIGN;
    while (is_sign && sign < 8 && !slice_equal(token_text(&s->tokens[*at]), signs[sign])) {
        sign++;
    }
    if (*at + 1 < f->to && token_is_word(s, *at, SLICE("in"))) {
        *at += 2;
        return fold_in(f, *at - 1, out);
    }
    if (!is_sign || sign == 8) {
        return true;
    }
    struct value right;
    long long a, b;
    bool equal;
    ++*at;
    if (!fold_sum(f, at, &right)) {
        return false;
    }
    if (sign < 4) {
        return are_equal(f, out, &right, sign % 2, &equal) &&
               value_give_boolean(f, out, equal == (sign < 2));
    }
    struct slice left = slice_part(value_text(f, out), 0, right.from - out->from);
    if (out->type != VALUE_NUMBER || right.type != VALUE_NUMBER || !script_number(left, &a) ||
        !script_number(value_text(f, &right), &b)) {
        return false;
    }
    return value_give_boolean(f, out,
                              sign == 4   ? a < b
                              : sign == 5 ? a > b
                              : sign == 6 ? a <= b
                                          : a >= b);
}

/* Passes over what is not asked for: to a sign of looser operators, or the end. */
static void skip_operand(const struct folding *f, size_t *at, const char *ends)
{
    const struct script *s = f->script;
    unsigned questions = 0;
    for (size_t first = *at; *at < f->to; ++*at) {
        const struct script_token *t = &s->tokens[*at];
        bool sign = t->type == TOKEN_SIGN && t->sign;
        if (t->type == TOKEN_END || (*at > first && script_breaks_at(s, *at)) ||
            (sign && t->sign == ':' && questions == 0) ||
            (sign && t->sign != ':' && strchr(ends, t->sign))) {
            return;
        }
        questions += sign && t->sign == '?';
        questions -= sign && t->sign == ':';
        *at = t->mate > *at ? t->mate : *at;
    }
}

static bool fold_and(struct folding *f, size_t *at, struct value *out)
{
    struct script *s = f->script;
    static const char ends[] = { ',', ';', ')', ']', '}', '?', SIGN_OR, SIGN_NULLISH, '\0' };
    bool good = fold_comparison(f, at, out);
    while (good && *at < f->to && token_is_sign(s, *at, SIGN_AND)) {
        ++*at;
        if (!value_is_true(f, out)) {
            skip_operand(f, at, ends);
            return true;
        }
        s->value.length = out->from;
        good = fold_comparison(f, at, out);
    }
    return good;
}

static bool fold_or(struct folding *f, size_t *at, struct value *out)
{
    struct script *s = f->script;
    static const char ends[] = { ',', ';', ')', ']', '}', '?', '\0' };
    bool good = fold_and(f, at, out);
    while (good && *at < f->to &&
           (token_is_sign(s, *at, SIGN_OR) || token_is_sign(s, *at, SIGN_NULLISH))) {
        bool stays =
            token_is_sign(s, *at, SIGN_OR) ? value_is_true(f, out) : out->type != VALUE_NOTHING;
        ++*at;
        if (stays) {
            skip_operand(f, at, ends);
            return true;
        }
        s->value.length = out->from;
        good = fold_and(f, at, out);
    }
    return good;
}

/* condition ? a : b */
static bool fold_choice(struct folding *f, size_t *at, struct value *out)
{
    static const char ends[] = { ',', ';', ')', ']', '}', '\0' };
    struct script *s = f->script;
    bool is = value_is_true(f, out);
    ++*at;
    s->value.length = out->from;
    if (is && !fold_any(f, at, out)) {
        return false;
    }
    if (!is) {
        skip_operand(f, at, ends);
    }
    if (*at >= f->to || !token_is_sign(s, *at, ':')) {
        return false;
    }
    ++*at;
    if (is) {
        skip_operand(f, at, ends);
    }
    return is || fold_any(f, at, out);
}

bool fold_any(struct folding *f, size_t *at, struct value *out)
{
    f->brackets++;
    bool good = f->brackets < SCRIPT_DEPTH && fold_or(f, at, out) &&
                (*at >= f->to || !token_is_sign(f->script, *at, '?') || fold_choice(f, at, out));
    f->brackets--;
    return good && f->script->value.length <= FOLD_MOST;
}

/* Folds from the start of the value on. */
static bool fold_value(struct folding f, size_t *at, struct value *out)
{
    struct script *s = f.script;
    buffer_reset(&s->value);
    s->folded_maybe = false;
    bool good = fold_any(&f, at, out);
    s->folded_type = (uint8_t)out->type;
    s->folded_token = out->token;
    s->failed = s->failed || s->value.failed;
    return good && !s->failed;
}

bool script_fold(struct script *s, size_t from, size_t to, size_t *end)
{
    struct value value;
    *end = from;
    if (!fold_value((struct folding){ .script = s, .to = to }, end, &value)) {
        return false;
    }
    if (*end >= to) { /* there may be no token behind it */
        return true;
    }
    const struct script_token *t = &s->tokens[*end];
    bool closes = t->type == TOKEN_SIGN && t->sign && strchr(";,)]}:", t->sign);
    return t->type == TOKEN_END || t->type == TOKEN_TAIL || t->type == TOKEN_MIDDLE || closes ||
           script_breaks_at(s, *end);
}

bool script_fold_text(struct script *s, size_t from, size_t to, size_t *end)
{
    return script_fold(s, from, to, end) && value_is_text((enum value_type)s->folded_type);
}

/* Whether nothing asks for a name that is stepped but the step itself: before it, the name had
 * another value than behind it. */
static bool steps_stand_alone(struct script *s, size_t from, size_t to)
{
    enum { TOKENS_A_LOOK = 8 };
    for (size_t at = from; at < to; at++) {
        if (!token_is_sign(s, at, SIGN_STEP)) {
            continue;
        }
        bool before = at + 1 < to && s->tokens[at + 1].type == TOKEN_NAME;
        struct slice name = token_text(&s->tokens[before || at == from ? at + 1 : at - 1]);
        size_t times = 0;
        for (size_t i = from; times < 2 && i < to; i++) {
            times += token_is_word(s, i, name);
        }
        s->steps += (to - from) / TOKENS_A_LOOK;
        if (times > 1 || !script_spend(s)) {
            return false;
        }
    }
    return true;
}

bool script_holds(struct script *s, size_t from, size_t to, bool walked, bool *holds)
{
    struct folding f = { .script = s, .to = to, .decides = true, .walked = walked };
    struct value value;
    size_t at = from;
    if (!steps_stand_alone(s, from, to) || !fold_value(f, &at, &value) || s->folded_maybe ||
        at != to) {
        return false;
    }
    *holds = value_is_true(&(struct folding){ .script = s }, &value);
    return true;
}
