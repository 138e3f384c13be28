/* The way through expressions: what is assigned, what is called, and what of it moves the page. */
#include "syntax/script_inside.h"

/* window.open(url, "_self"). */
static bool opens_here(const struct script *s, size_t at, size_t to)
{
    static const char *const here[] = { "_self", "_top", "_parent", NULL };
    return at + 1 < to && token_is_sign(s, at, ',') && s->tokens[at + 1].type == TOKEN_STRING &&
           slice_is_any(token_text(&s->tokens[at + 1]), here);
}

static void move_by_call(struct walk *w, const struct chain *chain, enum script_level level)
{
    struct script *s = w->script;
    size_t end;
    size_t close = s->tokens[chain->end].mate;
    if (script_fold_text(s, chain->end + 1, close, &end) && !script_hides(w, chain) &&
        (chain->type == CHAIN_MOVE || opens_here(s, end, close))) {
        script_move(w, chain->end, level);
    } else if (chain->type == CHAIN_MOVE && !script_hides(w, chain)) {
        script_move_by_link(w, chain->end + 1, close, level);
    }
}

/* --- Calls --- */

/* Whether a method of something calls back while the page loads. */
static bool calls_back(const struct script *s, size_t name)
{
    static const char *const methods[] = { "ready", "then",    "finally", "load",
                                           "done",  "forEach", NULL };
    return token_is_any(s, name, methods);
}

/* Whether what makes a promise, behind the bracket, calls what keeps it, or hands that on: one that
 * puts it away may never be kept. */
static bool is_keeping(struct script *s, size_t open)
{
    struct script_function f;
    size_t end;
    size_t close = s->tokens[open].mate;
    if (!script_read_function(s, open + 1, close, &f, &end) || f.params >= f.params_end) {
        return false;
    }
    struct slice keeps = token_text(&s->tokens[f.params]);
    for (size_t at = f.body; at < f.body_end && script_spend(s); at++) {
        if (token_is_word(s, at, keeps) &&
            (token_is_sign(s, at + 1, '(') || token_is_sign(s, at + 1, ',') ||
             token_is_sign(s, at + 1, ')'))) {
            return true;
        }
    }
    return false;
}

/* Promise.resolve().then(…), new Promise(…), new Promise(…).then(…): most are kept. */
static bool is_kept_promise(struct script *s, size_t open)
{
    if (open > 1 && token_is_word(s, open - 1, SLICE("Promise")) &&
        token_is_word(s, open - 2, SLICE("new"))) {
        return true;
    }
    if (open < 7 || !token_is_word(s, open - 1, SLICE("then")) ||
        !token_is_sign(s, open - 3, ')')) {
        return false;
    }
    size_t bracket = s->tokens[open - 3].mate;
    size_t made = bracket - 1;
    bool resolved = made > 1 && token_is_word(s, made, SLICE("resolve"));
    return resolved ? token_is_word(s, made - 2, SLICE("Promise"))
                    : made > 0 && token_is_word(s, made, SLICE("Promise")) &&
                          token_is_word(s, made - 1, SLICE("new")) && is_keeping(s, bracket);
}

/* What it throws is caught by what calls it. */
static void call_back(struct walk *w, const struct script_function *f, enum script_level level)
{
    bool ended = w->ended;
    bool threw = w->threw;
    script_call(w, f, 0, level);
    w->ended = ended;
    w->threw = threw;
}

/* Arguments, of which functions may be called at once. */
static void walk_arguments(struct walk *w, size_t open, enum script_level level,
                           enum script_level of_functions)
{
    struct script *s = w->script;
    size_t close = s->tokens[open].mate;
    struct script_function f;
    for (size_t at = open + 1; at < close && script_spend(s);) {
        size_t end = script_argument_end(s, at, close);
        size_t function_end;
        int named = end == at + 1 && s->tokens[at].type == TOKEN_NAME
                        ? script_function_of(s, token_text(&s->tokens[at]))
                        : -1;
        if (named >= 0) {
            f = s->functions[named];
        }
        if (named >= 0 ||
            (script_read_function(s, at, end, &f, &function_end) && function_end == end)) {
            call_back(w, &f, of_functions);
        } else {
            script_walk_list(w, at, end, level);
        }
        at = end + 1;
    }
}

/* object.method(…), of an object that the script made. False: it is none. */
static bool call_method(struct walk *w, size_t at, size_t open, enum script_level level)
{
    struct script *s = w->script;
    struct script_function f;
    const struct script_name *n =
        open == at + 3 ? script_name_of(s, token_text(&s->tokens[at])) : NULL;
    if (!n || !n->known || n->type != VALUE_OBJECT || script_is_member(s, at) ||
        !script_method_of(s, n->token, token_text(&s->tokens[open - 1]), &f)) {
        return false;
    }
    script_call(w, &f, open, n->maybe ? script_less_sure(level) : level);
    return true;
}

/* object.method(…), where a function was assigned to that. */
static bool call_assigned(struct walk *w, size_t at, size_t open, enum script_level level)
{
    struct script *s = w->script;
    struct slice name = open == at + 3 ? script_method_name(s, at) : (struct slice){ 0 };
    int named = name.data && !script_is_member(s, at) ? script_function_of(s, name) : -1;
    if (named >= 0) {
        script_call(w, &s->functions[named], open, level);
    }
    return named >= 0;
}

static void call(struct walk *w, const struct chain *chain, enum script_level level)
{
    struct script *s = w->script;
    size_t open = chain->end;
    int named = chain->type == CHAIN_NAME ? script_function_of(s, chain->last) : -1;
    switch (chain->type) {
    case CHAIN_MOVE:
    case CHAIN_OPEN:
        move_by_call(w, chain, level);
        break;
    case CHAIN_TIMER:
    case CHAIN_INTERVAL:
    case CHAIN_SOON:
        script_call_timer(w, open, chain->type, level);
        return;
    case CHAIN_RELOAD:
        if (!script_hides(w, chain)) {
            script_reload(w, open, level);
        }
        break;
    case CHAIN_STATE:
        script_set_state(w, open, level);
        break;
    case CHAIN_OFF:
        script_call_off(w, open, level);
        return;
    case CHAIN_WRITE:
        script_call_write(w, open, level);
        break;
    case CHAIN_LISTEN:
        script_call_listener(w, open, level);
        return;
    case CHAIN_EVAL:
        script_call_eval(w, open, level);
        return;
    default:
        script_set_attribute(s, open, level);
        script_append_made(s, open, level);
        script_move_by_form(w, open, level);
        break;
    }
    bool back = chain->type == CHAIN_NAME || calls_back(s, open - 1);
    walk_arguments(w, open, level,
                   is_kept_promise(s, open) ? level
                   : back                   ? script_less_sure(level)
                                            : SCRIPT_NEVER);
    if (named >= 0) {
        script_call(w, &s->functions[named], open, level);
    }
}

/* --- Names --- */

/* A function that stands in an expression runs where it is called at once. */
static size_t walk_function(struct walk *w, const struct script_function *f, size_t end, size_t to,
                            enum script_level level)
{
    static const char *const calls[] = { "call", "apply", NULL };
    struct script *s = w->script;
    size_t open = end;
    if (open + 2 < to && token_is_sign(s, open, '.') && token_is_any(s, open + 1, calls)) {
        open += 2;
    }
    if (open >= to || !token_is_sign(s, open, '(')) {
        return end;
    }
    script_walk_list(w, open + 1, s->tokens[open].mate, level);
    script_call(w, f, open == end ? open : 0, level);
    return s->tokens[open].mate + 1;
}

/* What has a list's or an object's parts changed is no constant any more. */
static void note_change(struct script *s, size_t at, size_t end, size_t to)
{
    static const char *const methods[] = { "push",    "pop",  "shift", "unshift", "splice", "sort",
                                           "reverse", "fill", "set",   "append",  "delete", NULL };
    struct script_name *n = script_name_of(s, token_text(&s->tokens[at]));
    static const char *const queries[] = { "searchParams", NULL };
    if (!n || (n->type != VALUE_LIST && n->type != VALUE_OBJECT && n->type != VALUE_URL &&
               n->type != VALUE_QUERY)) {
        return;
    }
    if (n->type == VALUE_URL && end < to && token_is_sign(s, end, '.') && end + 3 < to &&
        token_is_any(s, end - 1, queries)) {
        end += 2;
    }
    bool part = end > at + 1;
    while (end < to && token_is_sign(s, end, '[')) {
        end = (size_t)s->tokens[end].mate + 1;
        part = true;
    }
    bool changed = end < to && part &&
                   (token_is_sign(s, end, '=') || token_is_sign(s, end, SIGN_ADD) ||
                    token_is_sign(s, end, SIGN_COMPOUND) || token_is_any(s, end - 1, methods));
    n->known = n->known && !changed;
}

static size_t walk_name(struct walk *w, size_t at, size_t to, enum script_level level)
{
    struct script *s = w->script;
    struct script_function f;
    size_t end;
    if (script_read_function(s, at, to, &f, &end)) {
        return walk_function(w, &f, end, to, level);
    }
    struct chain chain =
        script_is_member(s, at) ? (struct chain){ .end = at + 1 } : script_chain(s, at, to);
    end = chain.end;
    if (level == SCRIPT_SURE && script_fails(s, at, to)) {
        script_throw(w, level);
        return end;
    }
    note_change(s, at, end, to);
    bool stepped = chain.type == CHAIN_NAME && at > 0 && token_is_sign(s, at - 1, SIGN_STEP) &&
                   !s->tokens[at].after_line;
    if (stepped) {
        script_step(w, chain.last, token_text(&s->tokens[at - 1]), level);
    }
    if (end >= to || s->tokens[end].type != TOKEN_SIGN) {
        return end;
    }
    unsigned sign = s->tokens[end].sign;
    if (sign == '(') {
        if (chain.type != CHAIN_OTHER ||
            !(call_method(w, at, end, level) || call_assigned(w, at, end, level))) {
            call(w, &chain, level);
        }
        return s->tokens[end].mate + 1;
    }
    if (sign == '=') {
        script_assign(w, at, &chain, to, level);
    } else if (chain.type == CHAIN_NAME &&
               (sign == SIGN_ADD || slice_equal(token_text(&s->tokens[end]), SLICE("-=")))) {
        script_append(w, &chain, to, level);
    } else if (chain.type == CHAIN_NAME && sign == SIGN_STEP && !s->tokens[end].after_line) {
        script_step(w, chain.last, token_text(&s->tokens[end]), level);
    } else if (chain.type == CHAIN_NAME && sign == SIGN_COMPOUND) {
        script_bind(s, chain.last, false, level);
    } else if (sign == SIGN_ADD && script_is_of_name(s, at, &chain)) {
        script_give_link(s, at, token_text(&s->tokens[at + 2]), to, to, level);
    }
    return end;
}

/* --- Expressions --- */

enum { CHOICES = 8 };

/* A bracket that holds nothing but a function which is called there: (function () { … })(). */
static size_t walk_bracket(struct walk *w, size_t open, size_t to, enum script_level level)
{
    struct script *s = w->script;
    size_t close = s->tokens[open].mate;
    struct script_function f;
    size_t end;
    if (script_read_function(s, open, to, &f, &end)) {
        return end; /* an arrow function, which nobody calls here */
    }
    if (script_read_function(s, open + 1, close, &f, &end) && end == close) {
        return walk_function(w, &f, close + 1, to, level);
    }
    script_walk_list(w, open + 1, close, level);
    return close + 1;
}

static bool is_condition(unsigned sign)
{
    return sign == '?' || sign == SIGN_AND || sign == SIGN_OR || sign == SIGN_NULLISH;
}

/* How sure it is that what stands behind "&&" or "||" runs, by the operand before it, which begins
 * at `from`. */
static enum script_level level_behind(struct script *s, size_t from, size_t at,
                                      enum script_level level)
{
    bool holds;
    bool both = token_is_sign(s, at, SIGN_AND);
    if ((!both && !token_is_sign(s, at, SIGN_OR)) || level == SCRIPT_NEVER ||
        !script_holds(s, from, at, true, &holds)) {
        return script_less_sure(level);
    }
    return holds == both ? level : SCRIPT_NEVER;
}

/* Where in an expression the walk is, and how sure it is there. */
struct place {
    enum script_level level;                  /* of the whole */
    enum script_level base;                   /* of this half of "?" */
    enum script_level here;                   /* behind "&&" and the like in it */
    enum script_level otherwise[CHOICES + 1]; /* of the other halves, which begin at ":" */
    size_t choices;
    size_t condition, operand; /* where what stands before "?" begins, and before "&&" */
};

/* cond ? … : … */
static void enter_choice(struct script *s, struct place *p, size_t at)
{
    bool holds;
    bool known = p->base != SCRIPT_NEVER && script_holds(s, p->condition, at, true, &holds);
    p->otherwise[p->choices] = !known ? script_less_sure(p->base) : holds ? SCRIPT_NEVER : p->base;
    p->choices += p->choices < CHOICES;
    p->base = !known ? script_less_sure(p->base) : holds ? p->base : SCRIPT_NEVER;
    p->here = p->base;
}

static void pass_sign(struct script *s, struct place *p, size_t at)
{
    unsigned sign = s->tokens[at].sign;
    if (sign == ',') {
        p->choices = 0;
        p->here = p->base = p->level;
    } else if (sign == '?') {
        enter_choice(s, p, at);
    } else if (sign == ':' && p->choices) {
        p->here = p->base = p->otherwise[--p->choices];
    } else if (is_condition(sign)) {
        p->here = level_behind(s, p->operand, at, p->here);
        p->operand = at + 1;
        return;
    } else if (sign != '=') {
        return;
    }
    p->operand = p->condition = at + 1;
}

size_t script_walk_expression(struct walk *w, size_t from, size_t to, enum script_level level)
{
    struct script *s = w->script;
    struct place p = {
        .level = level, .base = level, .here = level, .condition = from, .operand = from
    };
    for (size_t at = from; at < to;) {
        const struct script_token *t = &s->tokens[at];
        if (!script_spend(s) || s->failed) {
            return to;
        }
        if (t->type == TOKEN_END || (at > from && script_breaks_at(s, at))) {
            return at + (t->type == TOKEN_END);
        }
        if (w->ended) {
            at = t->mate > at ? t->mate + 1 : at + 1;
            if (token_is_sign(s, at - 1, ';')) {
                return at;
            }
        } else if (t->type == TOKEN_NAME) {
            at = walk_name(w, at, to, p.here);
        } else if (t->type != TOKEN_SIGN) {
            at++;
        } else if (t->sign == ';') {
            return at + 1;
        } else if (t->sign == '(' || t->sign == '[') {
            at = walk_bracket(w, at, to, p.here);
        } else if (t->sign == '{') {
            at = t->mate + 1;
        } else {
            pass_sign(s, &p, at);
            at++;
        }
    }
    return to;
}

void script_walk_list(struct walk *w, size_t from, size_t to, enum script_level level)
{
    w->depth++;
    while (from < to && w->depth < SCRIPT_DEPTH) {
        from = script_walk_expression(w, from, to, level);
    }
    w->depth--;
}
