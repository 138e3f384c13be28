/* The way through a script's statements, in the order in which they run (ECMA-262, section 14). */
#include "syntax/script_inside.h"

/* --- Statements. Each gives where the next one begins. --- */

static size_t walk_statement(struct walk *w, size_t at, size_t to, enum script_level level);

/* Behind an early exit that may have happened nothing is sure. */
static enum script_level level_here(const struct walk *w, enum script_level level)
{
    return w->doubt && level == SCRIPT_SURE ? SCRIPT_MAYBE : level;
}

void script_walk_statements(struct walk *w, size_t from, size_t to, enum script_level level)
{
    while (from < to && !w->ended && script_spend(w->script)) {
        from = walk_statement(w, from, to, level_here(w, level));
    }
}

static size_t walk_block(struct walk *w, size_t open, enum script_level level)
{
    size_t end = w->script->tokens[open].mate;
    if (w->depth < SCRIPT_DEPTH) {
        w->depth++;
        script_walk_statements(w, open + 1, end, level);
        w->depth--;
    }
    return end + 1;
}

/* A statement that may run, or may not: what it ends does not end what stands around it. */
static size_t walk_branch(struct walk *w, size_t at, size_t to, enum script_level level)
{
    if (at >= to || w->depth >= SCRIPT_DEPTH) {
        return to;
    }
    bool over = w->ended;
    level = over ? SCRIPT_NEVER : level;
    w->depth++;
    w->ended = false;
    size_t end = walk_statement(w, at, to, level);
    w->depth--;
    w->doubt = w->doubt || (w->ended && !w->broke && level == SCRIPT_MAYBE);
    w->broke = w->broke && level == SCRIPT_SURE;
    w->ended = over || (w->ended && level == SCRIPT_SURE);
    return end;
}

/* Whether a condition asks for a handheld device by the browser's name: we are none. */
static bool asks_for_handheld(struct script *s, size_t from, size_t to)
{
    static const char *const names[] = { "iphone", "ipad", "ipod", "android", "mobile" };
    bool agent = false;
    bool handheld = false;
    for (size_t i = from; i < to; i++) {
        struct slice text = token_text(&s->tokens[i]);
        if (token_is_sign(s, i, '!')) {
            return false;
        }
        agent = agent || token_is_word(s, i, SLICE("userAgent"));
        bool words = s->tokens[i].type == TOKEN_REGEX || s->tokens[i].type == TOKEN_STRING;
        for (size_t n = 0; words && n < sizeof names / sizeof *names; n++) {
            handheld = handheld || slice_find_nocase(text, slice_from(names[n])) < text.length;
        }
        s->steps += words ? text.length / SCRIPT_BYTES_A_LOOK : 0;
    }
    return agent && handheld;
}

/* The bracket behind a keyword; `to` where there is none. */
static size_t bracket_behind(const struct script *s, size_t at, size_t to)
{
    return at + 1 < to && token_is_sign(s, at + 1, '(') ? at + 1 : to;
}

/* What is known of a condition: which of its branches runs. */
struct condition {
    enum script_level then, otherwise;
};

static struct condition read_condition(struct script *s, size_t from, size_t to, bool walked,
                                       enum script_level level)
{
    struct condition is_true = { level, SCRIPT_NEVER };
    struct condition is_false = { SCRIPT_NEVER, level };
    struct condition unknown = { script_less_sure(level), script_less_sure(level) };
    bool holds;
    if (script_holds(s, from, to, walked, &holds)) {
        return holds ? is_true : is_false;
    }
    return asks_for_handheld(s, from, to) ? is_false : unknown;
}

/* The condition behind the word at `at`, walked and read. *behind: where what depends on it begins;
 * `to`: there is none. */
static struct condition walk_condition(struct walk *w, size_t at, size_t to,
                                       enum script_level level, size_t *behind)
{
    struct script *s = w->script;
    size_t open = bracket_behind(s, at, to);
    *behind = to;
    if (open == to) {
        return (struct condition){ 0 };
    }
    size_t close = s->tokens[open].mate;
    *behind = close + 1;
    script_walk_list(w, open + 1, close, level);
    return read_condition(s, open + 1, close, true, level);
}

static size_t walk_if(struct walk *w, size_t at, size_t to, enum script_level level)
{
    struct condition condition = walk_condition(w, at, to, level, &at);
    at = walk_branch(w, at, to, condition.then);
    if (at < to && token_is_word(w->script, at, SLICE("else"))) {
        at = walk_branch(w, at + 1, to, condition.otherwise);
    }
    return at;
}

/* while (…) */
static size_t walk_while(struct walk *w, size_t at, size_t to, enum script_level level)
{
    struct condition condition = walk_condition(w, at, to, level, &at);
    return walk_branch(w, at, to, condition.then);
}

/* The first time round: for (…; condition; …). */
static enum script_level level_of_round(struct script *s, size_t open, enum script_level level)
{
    size_t close = s->tokens[open].mate;
    size_t first = open + 1;
    while (first < close && !token_is_sign(s, first, ';')) {
        first = s->tokens[first].mate > first ? s->tokens[first].mate + 1 : first + 1;
    }
    size_t second = first + 1;
    while (second < close && !token_is_sign(s, second, ';')) {
        second = s->tokens[second].mate > second ? s->tokens[second].mate + 1 : second + 1;
    }
    return first >= close        ? script_less_sure(level)
           : second == first + 1 ? level
                                 : read_condition(s, first + 1, second, false, level).then;
}

enum { MOST_ROUNDS = 256 };

static size_t walk_for(struct walk *w, size_t at, size_t to, enum script_level level)
{
    struct script *s = w->script;
    at += at + 1 < to && token_is_word(s, at + 1, SLICE("await"));
    size_t open = bracket_behind(s, at, to);
    if (open == to) {
        return to;
    }
    size_t close = s->tokens[open].mate;
    size_t rest = script_walk_expression(w, open + 1, close, level);
    enum script_level round = level_of_round(s, open, level);
    bool breaks = w->breaks;
    w->breaks = true;
    size_t end = walk_branch(w, close + 1, to, round);
    size_t again = rest; /* behind the condition */
    bool first = true;
    for (size_t i = rest; first && i < close; i++) {
        i = s->tokens[i].mate > i ? s->tokens[i].mate : i;
        again = token_is_sign(s, i, ';') ? i + 1 : again;
        first = !token_is_sign(s, i, ';');
    }
    for (size_t i = 0; i < MOST_ROUNDS && !first && round == SCRIPT_SURE && !w->ended; i++) {
        script_walk_list(w, again, close, level);
        round = script_spend(s) ? level_of_round(s, open, level) : SCRIPT_NEVER;
        if (round == SCRIPT_SURE) {
            walk_branch(w, close + 1, to, round);
        }
    }
    w->breaks = breaks;
    w->ended = w->ended && !w->broke;
    w->broke = false;
    return end;
}

/* switch, catch: what stands behind the bracket may run. */
static size_t walk_maybe(struct walk *w, size_t at, size_t to, enum script_level level)
{
    struct script *s = w->script;
    size_t open = bracket_behind(s, at, to);
    size_t body = open == to ? at + 1 : s->tokens[open].mate + 1;
    if (open < to) {
        script_walk_list(w, open + 1, body - 1, script_less_sure(level));
    }
    return walk_branch(w, body, to, script_less_sure(level));
}

static size_t walk_break(struct walk *w, size_t at, size_t to, enum script_level level)
{
    const struct script *s = w->script;
    bool label =
        at + 1 < to && s->tokens[at + 1].type == TOKEN_NAME && !script_breaks_at(s, at + 1);
    if (!label && w->breaks && level == SCRIPT_SURE) {
        w->ended = w->broke = true;
    }
    return at + 1 + label;
}

/* Where the code begins that a switch goes to, between the brackets of its body: 0 where that is
 * not known, and the body's end where there is none. */
static size_t find_case(struct script *s, size_t open, size_t close, size_t body)
{
    size_t end = s->tokens[body].mate;
    size_t otherwise = end;
    size_t behind;
    if (!script_fold(s, open + 1, close, &behind) || behind != close || s->folded_maybe ||
        s->folded_type > VALUE_BOOLEAN) {
        return 0;
    }
    uint8_t type = s->folded_type;
    struct slice value = script_keep(s);
    for (size_t at = body + 1; at < end && value.data && script_spend(s); at++) {
        if (token_is_word(s, at, SLICE("default")) && token_is_sign(s, at + 1, ':')) {
            otherwise = at + 2;
        } else if (token_is_word(s, at, SLICE("case"))) {
            if (!script_fold(s, at + 1, end, &behind) || !token_is_sign(s, behind, ':') ||
                s->folded_maybe) {
                return 0;
            }
            if (s->folded_type == type && slice_equal(buffer_slice(&s->value), value)) {
                return behind + 1;
            }
            at = behind;
        }
        at = s->tokens[at].mate > at ? s->tokens[at].mate : at;
    }
    return value.data ? otherwise : 0;
}

static size_t walk_switch(struct walk *w, size_t at, size_t to, enum script_level level)
{
    struct script *s = w->script;
    size_t open = bracket_behind(s, at, to);
    size_t body = open == to ? to : (size_t)s->tokens[open].mate + 1;
    size_t from = body < to && token_is_sign(s, body, '{') && w->depth < SCRIPT_DEPTH
                      ? find_case(s, open, body - 1, body)
                      : 0;
    if (!from) {
        return walk_maybe(w, at, to, level);
    }
    bool breaks = w->breaks;
    w->breaks = true;
    w->depth++;
    script_walk_statements(w, from, s->tokens[body].mate, level);
    w->depth--;
    w->breaks = breaks;
    w->ended = w->ended && !w->broke;
    w->broke = false;
    return (size_t)s->tokens[body].mate + 1;
}

/* with (…): what stands behind the bracket runs. */
static size_t walk_with(struct walk *w, size_t at, size_t to, enum script_level level)
{
    size_t open = bracket_behind(w->script, at, to);
    return open == to ? to : walk_branch(w, w->script->tokens[open].mate + 1, to, level);
}

/* What is thrown in a try is caught behind it. */
static size_t walk_try(struct walk *w, size_t at, size_t to, enum script_level level)
{
    const struct script *s = w->script;
    if (at + 1 >= to || !token_is_sign(s, at + 1, '{')) {
        return at + 1;
    }
    size_t end = walk_block(w, at + 1, level);
    bool caught = w->ended && w->threw && end < to && token_is_word(s, end, SLICE("catch"));
    if (!caught || level == SCRIPT_NEVER) {
        return end;
    }
    w->ended = w->threw = false;
    size_t open = bracket_behind(s, end, to);
    return walk_branch(w, open == to ? end + 1 : s->tokens[open].mate + 1, to, level);
}

/* finally, do, and a block: it runs. */
static size_t walk_through(struct walk *w, size_t at, size_t to, enum script_level level)
{
    if (at + 1 < to && token_is_sign(w->script, at + 1, '{')) {
        return walk_block(w, at + 1, level);
    }
    return at + 1;
}

/* Functions are walked where they are called. */
static size_t skip_function(struct walk *w, size_t at, size_t to, enum script_level level)
{
    const struct script *s = w->script;
    (void)level;
    while (at < to && !token_is_sign(s, at, '{')) {
        at = token_is_sign(s, at, '(') ? s->tokens[at].mate + 1 : at + 1;
    }
    return at < to ? s->tokens[at].mate + 1 : to;
}

static size_t walk_exit(struct walk *w, size_t at, size_t to, enum script_level level)
{
    w->threw = token_is_word(w->script, at, SLICE("throw"));
    bool empty = at + 1 < to && w->script->tokens[at + 1].after_line;
    size_t end = empty ? at + 1 : script_walk_expression(w, at + 1, to, level);
    size_t folded;
    if (w->gives && !w->threw && !w->ended && level == SCRIPT_SURE) {
        w->returned = !empty && script_fold(w->script, at + 1, to, &folded);
    }
    w->ended = true;
    return end;
}

/* "let location" is not the page's. At the top of a script, "var location" is. */
static size_t walk_declaration(struct walk *w, size_t at, size_t to, enum script_level level)
{
    const struct script *s = w->script;
    bool own = at + 1 < to && token_is_word(s, at + 1, SLICE("location")) &&
               (w->calls > 0 || !token_is_word(s, at, SLICE("var")));
    w->hides = w->hides || own;
    return script_walk_expression(w, at + 1, to, level);
}

static const struct {
    const char *word;
    size_t (*walk)(struct walk *w, size_t at, size_t to, enum script_level level);
} statements[] = {
    { "if", walk_if },           { "for", walk_for },           { "while", walk_while },
    { "with", walk_with },       { "switch", walk_switch },     { "break", walk_break },
    { "catch", walk_maybe },     { "try", walk_try },           { "finally", walk_through },
    { "do", walk_through },      { "function", skip_function }, { "class", skip_function },
    { "return", walk_exit },     { "throw", walk_exit },        { "var", walk_declaration },
    { "let", walk_declaration }, { "const", walk_declaration },
};

static size_t walk_statement(struct walk *w, size_t at, size_t to, enum script_level level)
{
    const struct script *s = w->script;
    if (at + 2 < to && s->tokens[at].type == TOKEN_NAME && token_is_sign(s, at + 1, ':')) {
        at += 2; /* a label */
    }
    if (token_is_sign(s, at, '{')) {
        return walk_block(w, at, level);
    }
    if (token_is_word(s, at, SLICE("async")) && at + 1 < to &&
        token_is_word(s, at + 1, SLICE("function"))) {
        at++;
    }
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
        if (token_is_word(s, at, slice_from(statements[i].word))) {
            return statements[i].walk(w, at, to, level);
        }
    }
    return script_walk_expression(w, at, to, level);
}
