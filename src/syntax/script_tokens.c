/* Cutting scripts into tokens (ECMA-262, section 12). */
#include "syntax/script_inside.h"

#include "base/array.h"

enum { TEMPLATES = 16 };

struct cutter {
    struct script *script;
    struct slice code;
    size_t at, first;
    unsigned number;
    uint32_t open;                 /* the innermost bracket that is open, and one more */
    uint32_t templates[TEMPLATES]; /* the heads of those that are open, and one more */
    size_t depth;
    bool line, broken;
};

bool token_is_any(const struct script *s, size_t at, const char *const *words)
{
    if (s->tokens[at].type != TOKEN_NAME) {
        return false;
    }
    struct slice text = token_text(&s->tokens[at]);
    for (; *words; words++) {
        if (slice_equal(text, slice_from(*words))) {
            return true;
        }
    }
    return false;
}

static bool in_word(char c)
{
    return ascii_is_alnum(c) || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

static struct slice rest_of(const struct cutter *c)
{
    return slice_skip(c->code, c->at);
}

/* --- What is no token --- */

static bool is_line_comment(const struct cutter *c, struct slice rest)
{
    return slice_starts(rest, SLICE("//")) || slice_starts(rest, SLICE("<!--")) ||
           (c->line && slice_starts(rest, SLICE("-->")));
}

static void skip_block_comment(struct cutter *c)
{
    struct slice rest = slice_skip(rest_of(c), 2);
    size_t end = slice_find_nocase(rest, SLICE("*/"));
    c->line = c->line || slice_find(slice_part(rest, 0, end), '\n') < end;
    c->broken = c->broken || end == rest.length;
    c->at += 2 + (end < rest.length ? end + 2 : end);
}

/* White space, U+FEFF and U+00A0 among it, and comments. */
static void skip_blanks(struct cutter *c)
{
    while (c->at < c->code.length) {
        struct slice rest = rest_of(c);
        char first = c->code.data[c->at];
        if (ascii_is_space(first) || first == '\v' || first == '\0') {
            c->line = c->line || first == '\n' || first == '\r';
            c->at++;
        } else if (slice_starts(rest, SLICE("\xef\xbb\xbf"))) {
            c->at += 3;
        } else if (slice_starts(rest, SLICE("\xc2\xa0"))) {
            c->at += 2;
        } else if (is_line_comment(c, rest)) {
            c->at += slice_find(rest, '\n');
        } else if (slice_starts(rest, SLICE("/*"))) {
            skip_block_comment(c);
        } else {
            return;
        }
    }
}

/* --- Tokens --- */

static struct script_token *add(struct cutter *c, enum token_type type, struct slice text)
{
    struct script *s = c->script;
    if (s->count >= SCRIPT_TOKENS) {
        c->broken = true;
        return NULL;
    }
    struct script_token *tokens = array_grow(s->tokens, s->count, &s->room, sizeof *tokens);
    if (!tokens) {
        s->failed = c->broken = true;
        return NULL;
    }
    s->tokens = tokens;
    struct script_token *t = &tokens[s->count++];
    *t = (struct script_token){ .data = text.data,
                                .length = (uint32_t)text.length,
                                .script = (uint16_t)c->number,
                                .type = (uint8_t)type,
                                .after_line = c->line };
    c->line = false;
    return t;
}

/* A bracket's mate is, until that is found, the bracket around it. */
static void open_bracket(struct cutter *c)
{
    struct script *s = c->script;
    s->tokens[s->count - 1].mate = c->open;
    c->open = (uint32_t)s->count;
}

static bool fits(const struct script_token *open, const struct script_token *close)
{
    static const char brackets[] = "()[]{}";
    if (close->type != TOKEN_SIGN) {
        return open->type == TOKEN_HEAD || open->type == TOKEN_MIDDLE;
    }
    const char *at = strchr(brackets, open->sign);
    return open->type == TOKEN_SIGN && at && at[1] == (char)close->sign;
}

/* The last token closes the innermost bracket. */
static void close_bracket(struct cutter *c)
{
    struct script_token *tokens = c->script->tokens;
    uint32_t last = (uint32_t)c->script->count - 1;
    if (c->open == 0 || !fits(&tokens[c->open - 1], &tokens[last])) {
        c->broken = true;
        return;
    }
    uint32_t open = c->open - 1;
    c->open = tokens[open].mate;
    tokens[open].mate = last;
    tokens[last].mate = open;
}

static void cut_string(struct cutter *c, char quote)
{
    struct slice s = c->code;
    size_t i = c->at + 1;
    while (i < s.length && s.data[i] != quote && s.data[i] != '\n') {
        i += 1 + (s.data[i] == '\\');
    }
    if (i >= s.length || s.data[i] != quote) {
        c->broken = true;
        return;
    }
    add(c, TOKEN_STRING, slice_part(s, c->at + 1, i));
    c->at = i + 1;
}

/* The text of a template from c->at on, up to its end or a substitution. */
static void cut_template(struct cutter *c, bool middle)
{
    struct slice s = c->code;
    size_t i = c->at;
    while (i < s.length && s.data[i] != '`' &&
           !(s.data[i] == '$' && i + 1 < s.length && s.data[i + 1] == '{')) {
        i += 1 + (s.data[i] == '\\');
    }
    if (i >= s.length) {
        c->broken = true;
        return;
    }
    bool ends = s.data[i] == '`';
    enum token_type type = middle ? ends ? TOKEN_TAIL : TOKEN_MIDDLE
                           : ends ? TOKEN_TEMPLATE
                                  : TOKEN_HEAD;
    struct slice text = slice_part(s, c->at, i);
    c->at = i + (ends ? 1 : 2);
    if (!add(c, type, text)) {
        return;
    }
    if (middle) {
        close_bracket(c);
        c->depth--;
    }
    if (!ends && c->depth < TEMPLATES && !c->broken) {
        open_bracket(c);
        c->templates[c->depth++] = c->open;
    } else {
        c->broken = c->broken || !ends;
    }
}

/* Whether "/" begins a regular expression: not behind what has a value. */
static bool may_be_regex(const struct cutter *c)
{
    static const char *const operators[] = { "return", "typeof",     "case",  "in",  "of",
                                             "delete", "void",       "throw", "new", "else",
                                             "do",     "instanceof", NULL };
    const struct script *s = c->script;
    if (s->count == c->first) {
        return true;
    }
    const struct script_token *t = &s->tokens[s->count - 1];
    if (t->type == TOKEN_NAME) {
        return token_is_any(s, s->count - 1, operators);
    }
    return t->type == TOKEN_HEAD || t->type == TOKEN_MIDDLE ||
           (t->type == TOKEN_SIGN && t->sign != ')' && t->sign != ']' && t->sign != '}' &&
            t->sign != SIGN_STEP);
}

static bool cut_regex(struct cutter *c)
{
    struct slice s = c->code;
    bool class = false;
    size_t i = c->at + 1;
    for (; i < s.length && s.data[i] != '\n' && (class || s.data[i] != '/'); i++) {
        class = s.data[i] == '[' || (class && s.data[i] != ']');
        i += s.data[i] == '\\';
    }
    if (i >= s.length || s.data[i] != '/') {
        return false;
    }
    size_t end = i + 1;
    while (end < s.length && in_word(s.data[end])) {
        end++;
    }
    add(c, TOKEN_REGEX, slice_part(s, c->at, end));
    c->at = end;
    return true;
}

static void cut_word(struct cutter *c)
{
    size_t from = c->at;
    bool number = ascii_is_digit(c->code.data[from]);
    while (c->at < c->code.length &&
           (in_word(c->code.data[c->at]) || (number && c->code.data[c->at] == '.'))) {
        c->at++;
    }
    add(c, number ? TOKEN_NUMBER : TOKEN_NAME, slice_part(c->code, from, c->at));
}

static const struct {
    const char text[5];
    unsigned char sign;
} signs[] = {
    { ">>>=", SIGN_COMPOUND }, { "===", SIGN_OTHER },    { "!==", SIGN_OTHER },
    { "**=", SIGN_COMPOUND },  { "<<=", SIGN_COMPOUND }, { ">>=", SIGN_COMPOUND },
    { "&&=", SIGN_COMPOUND },  { "||=", SIGN_COMPOUND }, { "?\?=", SIGN_COMPOUND },
    { "...", SIGN_SPREAD },    { "=>", SIGN_ARROW },     { "==", SIGN_OTHER },
    { "!=", SIGN_OTHER },      { "<=", SIGN_OTHER },     { ">=", SIGN_OTHER },
    { "+=", SIGN_ADD },        { "-=", SIGN_COMPOUND },  { "*=", SIGN_COMPOUND },
    { "/=", SIGN_COMPOUND },   { "%=", SIGN_COMPOUND },  { "&=", SIGN_COMPOUND },
    { "|=", SIGN_COMPOUND },   { "^=", SIGN_COMPOUND },  { "&&", SIGN_AND },
    { "||", SIGN_OR },         { "?\?", SIGN_NULLISH },  { "?.", SIGN_CHAIN },
    { "++", SIGN_STEP },       { "--", SIGN_STEP },
};

static void cut_sign(struct cutter *c)
{
    struct slice rest = rest_of(c);
    unsigned char sign = (unsigned char)c->code.data[c->at];
    size_t length = 1;
    for (size_t i = 0; length == 1 && i < sizeof signs / sizeof *signs; i++) {
        bool number =
            signs[i].sign == SIGN_CHAIN && rest.length > 2 && ascii_is_digit(rest.data[2]);
        if (!number && slice_starts(rest, slice_from(signs[i].text))) {
            sign = signs[i].sign;
            length = strlen(signs[i].text);
        }
    }
    struct script_token *t = add(c, TOKEN_SIGN, slice_part(rest, 0, length));
    c->at += length;
    if (!t) {
        return;
    }
    t->sign = sign;
    if (length == 1 && strchr("([{", sign)) {
        open_bracket(c);
    } else if (length == 1 && strchr(")]}", sign)) {
        close_bracket(c);
    }
}

static void cut_token(struct cutter *c)
{
    char first = c->code.data[c->at];
    bool in_template = c->depth > 0 && c->open == c->templates[c->depth - 1];
    if (first == '"' || first == '\'') {
        cut_string(c, first);
    } else if (first == '`' || (first == '}' && in_template)) {
        c->at++;
        cut_template(c, first == '}');
    } else if (in_word(first)) {
        cut_word(c);
    } else if (first != '/' || !may_be_regex(c) || !cut_regex(c)) {
        cut_sign(c);
    }
}

/* --- Scripts --- */

/* What is still open ends with the script. */
static void close_all(struct cutter *c)
{
    struct script *s = c->script;
    while (c->open) {
        uint32_t open = c->open - 1;
        c->open = s->tokens[open].mate;
        s->tokens[open].mate = (uint32_t)s->count - 1;
    }
}

bool script_read_tokens(struct script *s, struct slice code, unsigned script, bool whole,
                        size_t *from)
{
    struct cutter c = { .script = s, .code = code, .number = script, .first = s->count };
    *from = s->count;
    c.line = true;
    for (skip_blanks(&c); c.at < code.length && !c.broken; skip_blanks(&c)) {
        cut_token(&c);
    }
    bool good = !(whole && (c.broken || c.open));
    c.line = true;
    if (!good || !add(&c, TOKEN_END, slice_part(code, code.length, code.length))) {
        s->count = c.first;
        return false;
    }
    close_all(&c);
    return true;
}

bool script_breaks_at(const struct script *s, size_t at)
{
    static const char *const operators[] = { "in", "instanceof", NULL };
    static const char *const waiting[] = { "typeof",     "void", "delete", "new",   "await", "in",
                                           "instanceof", "var",  "let",    "const", "case",  NULL };
    const struct script_token *before = &s->tokens[at - 1];
    const struct script_token *t = &s->tokens[at];
    bool ends = before->type == TOKEN_NAME
                    ? !token_is_any(s, at - 1, waiting)
                    : before->type != TOKEN_SIGN || before->sign == ')' || before->sign == ']' ||
                          before->sign == '}' || before->sign == SIGN_STEP;
    bool begins = t->type == TOKEN_NAME
                      ? !token_is_any(s, at, operators)
                      : t->type == TOKEN_STRING || t->type == TOKEN_NUMBER ||
                            (t->type == TOKEN_SIGN &&
                             (t->sign == '{' || t->sign == SIGN_STEP || t->sign == '!'));
    return t->after_line && ends && begins;
}
