/* Functions of scripts, and what calls them: names, timers, the page's load event. */
#include "syntax/script_inside.h"

enum { RUNS = 16, PARAMETERS = 8, CODES = 16 };

/* --- Functions --- */

size_t script_argument_end(struct script *s, size_t from, size_t to)
{
    enum { TOKENS_A_LOOK = 8 };
    size_t passed = 0;
    for (; from < to && !token_is_sign(s, from, ','); passed++) {
        const struct script_token *t = &s->tokens[from];
        from = t->mate > from ? t->mate + 1 : from + 1;
    }
    s->steps += passed / TOKENS_A_LOOK;
    return from < to ? from : to;
}

/* Behind the arrow: a block, or an expression up to where a list's or statement's part ends. */
static bool read_arrow(struct script *s, size_t arrow, size_t to, struct script_function *out,
                       size_t *end)
{
    size_t at = arrow + 1;
    if (arrow >= to || at >= to || !token_is_sign(s, arrow, SIGN_ARROW)) {
        return false;
    }
    if (token_is_sign(s, at, '{')) {
        out->body = (uint32_t)at + 1;
        out->body_end = s->tokens[at].mate;
        *end = out->body_end + 1;
        return true;
    }
    out->body = (uint32_t)at;
    while (at < to && !token_is_sign(s, at, ',') && !token_is_sign(s, at, ';') &&
           s->tokens[at].type != TOKEN_END && script_spend(s) &&
           (at == out->body || !script_breaks_at(s, at))) {
        const struct script_token *t = &s->tokens[at];
        at = t->mate > at ? t->mate + 1 : at + 1;
    }
    out->body_end = (uint32_t)(at < to ? at : to);
    *end = out->body_end;
    return true;
}

static bool read_plain(const struct script *s, size_t at, size_t to, struct script_function *out,
                       size_t *end)
{
    at += at < to && token_is_sign(s, at, '*');
    at += at < to && s->tokens[at].type == TOKEN_NAME;
    if (at >= to || !token_is_sign(s, at, '(')) {
        return false;
    }
    size_t body = s->tokens[at].mate + 1;
    if (body >= to || !token_is_sign(s, body, '{')) {
        return false;
    }
    out->params = (uint32_t)at + 1;
    out->params_end = s->tokens[at].mate;
    out->body = (uint32_t)body + 1;
    out->body_end = s->tokens[body].mate;
    *end = out->body_end + 1;
    return true;
}

bool script_read_function(struct script *s, size_t from, size_t to, struct script_function *out,
                          size_t *end)
{
    *out = (struct script_function){ 0 };
    size_t at =
        from + (from + 1 < to && token_is_word(s, from, SLICE("async")) &&
                (s->tokens[from + 1].type == TOKEN_NAME || token_is_sign(s, from + 1, '(')));
    if (at >= to) {
        return false;
    }
    if (token_is_word(s, at, SLICE("function"))) {
        return read_plain(s, at + 1, to, out, end);
    }
    bool bracket = token_is_sign(s, at, '(');
    if (!bracket && s->tokens[at].type != TOKEN_NAME) {
        return false;
    }
    out->params = (uint32_t)(bracket ? at + 1 : at);
    out->params_end = bracket ? s->tokens[at].mate : (uint32_t)at + 1;
    return read_arrow(s, bracket ? out->params_end + 1 : at + 1, to, out, end);
}

int script_function_of(const struct script *s, struct slice name)
{
    for (size_t i = 0; i < s->function_count; i++) {
        if (slice_equal(s->functions[i].name, name)) {
            return (int)i;
        }
    }
    return -1;
}

bool script_method_of(struct script *s, size_t object, struct slice key,
                      struct script_function *out)
{
    size_t close = s->tokens[object].mate;
    for (size_t at = object + 1; at + 2 < close && script_spend(s);) {
        size_t end = script_argument_end(s, at, close);
        bool is = slice_equal(token_text(&s->tokens[at]), key);
        size_t behind;
        if (is && token_is_sign(s, at + 1, ':')) {
            return script_read_function(s, at + 2, end, out, &behind);
        }
        if (is && token_is_sign(s, at + 1, '(')) {
            *out = (struct script_function){ 0 };
            return read_plain(s, at, close, out, &behind);
        }
        at = end + 1;
    }
    return false;
}

struct slice script_method_name(const struct script *s, size_t at)
{
    const struct script_token *object = &s->tokens[at];
    const struct script_token *method = &s->tokens[at + 2];
    bool joined = method->type == TOKEN_NAME && method->data == object->data + object->length + 1;
    return joined ? slice_of(object->data, (size_t)object->length + 1 + method->length)
                  : (struct slice){ 0 };
}

/* The last one of a name counts. */
static void add_function(struct script *s, struct slice name, struct script_function f)
{
    int known = script_function_of(s, name);
    if (!name.data || (known < 0 && s->function_count == SCRIPT_FUNCTIONS)) {
        return;
    }
    f.name = name;
    s->functions[known < 0 ? s->function_count++ : (size_t)known] = f;
}

void script_collect_functions(struct script *s, size_t from)
{
    struct script_function f;
    size_t end;
    for (size_t at = from; at + 2 < s->count && script_spend(s); at++) {
        if (s->tokens[at].type != TOKEN_NAME) {
            continue;
        }
        if (at + 4 < s->count && token_is_sign(s, at + 1, '.') && token_is_sign(s, at + 3, '=') &&
            script_read_function(s, at + 4, s->count, &f, &end)) {
            add_function(s, script_method_name(s, at), f);
        }
        if (token_is_word(s, at, SLICE("function")) && s->tokens[at + 1].type == TOKEN_NAME &&
            script_read_function(s, at, s->count, &f, &end)) {
            add_function(s, token_text(&s->tokens[at + 1]), f);
        } else if (token_is_sign(s, at + 1, '=') &&
                   script_read_function(s, at + 2, s->count, &f, &end)) {
            add_function(s, token_text(&s->tokens[at]), f);
        }
    }
}

/* --- Calls --- */

void script_bind(struct script *s, struct slice name, bool known, enum script_level level)
{
    struct script_name *n = script_name_of(s, name);
    if (level == SCRIPT_NEVER) {
        return;
    }
    if (!n && known && s->name_count < SCRIPT_NAMES) {
        n = &s->names[s->name_count++];
        n->name = name;
    }
    if (n) {
        n->maybe = s->folded_maybe || level != SCRIPT_SURE;
        n->form = SCRIPT_NO_FORM;
        n->value = known ? script_keep(s) : (struct slice){ 0 };
        n->known = n->value.data != NULL;
        n->type = s->folded_type;
        n->token = s->folded_token;
    }
}

/* What parameters hide. */
struct scope {
    struct script_name before[PARAMETERS];
    size_t count;
};

/* Gives parameters the values of arguments; `close` 0: of which nothing is known. */
static void bind_parameters(struct walk *w, const struct script_function *f, size_t argument,
                            size_t close, struct scope *scope, enum script_level level)
{
    struct script *s = w->script;
    for (size_t at = f->params; at < f->params_end && scope->count < PARAMETERS;) {
        size_t end;
        struct slice name = token_text(&s->tokens[at]);
        const struct script_name *n = script_name_of(s, name);
        scope->before[scope->count++] = n ? *n : (struct script_name){ .name = name };
        w->hides = w->hides || slice_equal(name, SLICE("location"));
        bool given = argument < close;
        bool usual = !given && close > 0 && token_is_sign(s, at + 1, '='); /* name = "value" */
        bool known = given ? script_fold(s, argument, close, &end)
                           : usual && script_fold(s, at + 2, f->params_end, &end);
        script_bind(s, name, known, level);
        argument = script_argument_end(s, argument < close ? argument : close, close) + 1;
        at = script_argument_end(s, at, f->params_end) + 1;
    }
}

static void leave_scope(struct script *s, const struct scope *scope)
{
    for (size_t i = scope->count; i-- > 0;) {
        struct script_name *n = script_name_of(s, scope->before[i].name);
        if (n) {
            *n = scope->before[i];
        }
    }
}

void script_call_with(struct walk *w, const struct script_function *f, size_t from, size_t to,
                      enum script_level level)
{
    struct script *s = w->script;
    int named = f->name.data ? script_function_of(s, f->name) : -1;
    bool often = named >= 0 && ++s->functions[named].runs > RUNS;
    if (often || level == SCRIPT_NEVER || w->depth >= SCRIPT_DEPTH) {
        return;
    }
    struct script_function called = *f;
    struct scope scope = { .count = 0 };
    struct walk inside = {
        .script = s, .depth = w->depth + 1, .calls = w->calls + 1, .hides = w->hides && named < 0
    };
    if (called.params < called.params_end) {
        inside.captured = (struct script_captured){ called, (uint32_t)from, (uint32_t)to };
    } else {
        inside.captured = w->captured;
    }
    bind_parameters(&inside, &called, from, to, &scope, level);
    script_walk_statements(&inside, called.body, called.body_end, level);
    leave_scope(s, &scope);
    script_throw(w, inside.ended && inside.threw ? level : SCRIPT_NEVER);
}

bool script_call_value(struct script *s, const struct script_function *f, size_t open)
{
    enum { DEEPEST = 6 };
    if (s->valued >= DEEPEST || s->tokens[open].mate < open) {
        return false;
    }
    s->valued++;
    bool maybe = s->folded_maybe;
    size_t end;
    struct scope scope = { .count = 0 };
    struct script_function called = *f;
    struct walk inside = {
        .script = s, .depth = 4 * s->valued, .calls = 1, .gives = true, .returned = false
    };
    bind_parameters(&inside, &called, open + 1, s->tokens[open].mate, &scope, SCRIPT_SURE);
    if (called.body > 0 && token_is_sign(s, called.body - 1, SIGN_ARROW)) {
        inside.returned = script_fold(s, called.body, called.body_end, &end);
    } else {
        script_walk_statements(&inside, called.body, called.body_end, SCRIPT_SURE);
    }
    leave_scope(s, &scope);
    s->folded_maybe = s->folded_maybe || maybe;
    s->valued--;
    return inside.returned;
}

void script_call_back(struct walk *w, const struct script_task *task)
{
    struct scope scope = { .count = 0 };
    const struct script_captured *c = &task->captured;
    bind_parameters(w, &c->of, c->from, c->to, &scope, task->level);
    script_call_with(w, &task->code, task->from, task->to, task->level);
    leave_scope(w->script, &scope);
}

void script_call(struct walk *w, const struct script_function *f, size_t open,
                 enum script_level level)
{
    script_call_with(w, f, open ? open + 1 : 0, open ? w->script->tokens[open].mate : 0, level);
}

/* --- Code in strings --- */

bool script_add_code(struct script *s, struct slice code, unsigned number, bool whole, size_t *from)
{
    if (!script_read_tokens(s, code, number, whole, from)) {
        return false;
    }
    script_collect_functions(s, *from);
    script_note_names(s, *from);
    return true;
}

bool script_read_code(struct walk *w, size_t from, size_t to, size_t *begin)
{
    struct script *s = w->script;
    size_t end;
    unsigned number = s->tokens[from].script;
    if (s->codes >= CODES || !script_fold_text(s, from, to, &end)) {
        return false;
    }
    s->codes++;
    struct slice code = script_keep(s);
    return code.data && script_add_code(s, code, number, true, begin);
}

/* eval("…"), and Function("…")(), which nobody may call. */
void script_call_eval(struct walk *w, size_t open, enum script_level level)
{
    struct script *s = w->script;
    size_t code;
    size_t behind = (size_t)s->tokens[open].mate + 1;
    bool called = token_is_word(s, open - 1, SLICE("eval")) || token_is_sign(s, behind, '(');
    level = called ? level : SCRIPT_NEVER;
    if (open + 1 < s->tokens[open].mate && w->depth < SCRIPT_DEPTH / 2 &&
        script_read_code(w, open + 1, s->tokens[open].mate, &code)) {
        struct walk inside = { .script = s,
                               .depth = w->depth + SCRIPT_DEPTH / 4,
                               .hides = w->hides };
        script_walk_statements(&inside, code, s->count - 1, level);
    }
}

void script_note_write(struct script *s, enum script_level level)
{
    bool room = level != SCRIPT_NEVER && s->write_count < SCRIPT_WRITES && !s->valued;
    struct slice text = room && !s->failed ? script_keep(s) : (struct slice){ 0 };
    if (text.length) {
        s->writes[s->write_count++] =
            (struct script_write){ .text = text,
                                   .level = s->folded_maybe ? script_less_sure(level) : level };
    }
}

/* document.write(…): the page has it as if it stood there. */
void script_call_write(struct walk *w, size_t open, enum script_level level)
{
    enum { MOST_WRITTEN = 64 << 10 };
    struct script *s = w->script;
    struct buffer all = BUFFER(SCRIPT_VALUE_ROOM);
    size_t close = s->tokens[open].mate;
    size_t end = open + 1;
    bool known = level != SCRIPT_NEVER && s->write_count < SCRIPT_WRITES && !s->valued;
    bool maybe = false;
    for (size_t at = open + 1; known && at < close; at = end + 1) {
        known = all.length <= MOST_WRITTEN && script_fold_text(s, at, close, &end);
        buffer_add(&all, known ? buffer_slice(&s->value) : SLICE(""));
        maybe = maybe || s->folded_maybe;
    }
    buffer_reset(&s->value);
    buffer_add(&s->value, buffer_slice(&all));
    s->failed = s->failed || all.failed || s->value.failed;
    s->folded_maybe = maybe;
    script_note_write(s, known ? level : SCRIPT_NEVER);
    buffer_free(&all);
}
