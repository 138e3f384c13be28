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

/* How many bytes the white space beyond ASCII takes that s begins with (section 12.2): 0 where it
 * begins with something else. */
static size_t blank_length(struct slice s, bool *ends_line)
{
    static const struct {
        struct slice text;
        bool ends_line;
    } blanks[] = {
        { SLICE_INIT("\xc2\xa0"), false },     { SLICE_INIT("\xef\xbb\xbf"), false },
        { SLICE_INIT("\xe3\x80\x80"), false }, { SLICE_INIT("\xe2\x80\xa8"), true },
        { SLICE_INIT("\xe2\x80\xa9"), true },  { SLICE_INIT("\xe2\x80\xaf"), false },
        { SLICE_INIT("\xe2\x81\x9f"), false }, { SLICE_INIT("\xe1\x9a\x80"), false },
    };
    bool is_space = s.length > 2 && slice_starts(s, SLICE("\xe2\x80")) &&
                    (unsigned char)s.data[2] >= 0x80 && (unsigned char)s.data[2] <= 0x8a;
    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
        if (slice_starts(s, blanks[i].text)) {
            *ends_line = *ends_line || blanks[i].ends_line;
            return blanks[i].text.length;
        }
    }
    return is_space ? 3 : 0; /* U+2000 to U+200A */
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

/* White space and comments. */
static void skip_blanks(struct cutter *c)
{
    while (c->at < c->code.length) {
        struct slice rest = rest_of(c);
        char first = c->code.data[c->at];
        size_t wide = (unsigned char)first < 0x80 ? 0 : blank_length(rest, &c->line);
        if (ascii_is_space(first) || first == '\v' || first == '\0') {
            c->line = c->line || first == '\n' || first == '\r';
            c->at++;
        } else if (wide) {
            c->at += wide;
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
    bool line = false;
    while (c->at < c->code.length &&
           (in_word(c->code.data[c->at]) || (number && c->code.data[c->at] == '.')) &&
           ((unsigned char)c->code.data[c->at] < 0x80 || !blank_length(rest_of(c), &line))) {
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

/* Whether the tokens of a bracket are strings joined by "+", or one that may hide a name. */
static bool are_strings(const struct script *s, size_t open, size_t close)
{
    bool string = false;
    const struct script_token *first = &s->tokens[open + 1];
    if (open + 2 == close && first->type == TOKEN_STRING &&
        slice_find(token_text(first), '\\') == first->length) {
        return false;
    }
    for (size_t i = open + 1; i < close; i++) {
        const struct script_token *t = &s->tokens[i];
        bool is = (i - open) % 2 ? t->type == TOKEN_STRING || t->type == TOKEN_TEMPLATE
                                 : token_is_sign(s, i, '+');
        if (!is) {
            return false;
        }
        string = t->type != TOKEN_SIGN;
    }
    return string;
}

/* ["loc" + "ation"] and ["\x68ref"] are ["location"] and ["href"]: a key that is a name stands as
 * one string, as it would behind a dot. The bracket that was closed last is the one. */
static void join_key(struct cutter *c)
{
    enum { LONGEST = 32, ROOM = 1 << 10 };
    struct script *s = c->script;
    size_t close = s->count - 1;
    size_t open = s->tokens[close].mate;
    struct buffer key = BUFFER(ROOM);
    for (size_t i = open + 1; i < close; i += 2) {
        script_unescape(token_text(&s->tokens[i]), &key);
    }
    bool is_name = !key.failed && key.length > 0 && key.length <= LONGEST;
    for (size_t i = 0; i < key.length; i++) {
        is_name = is_name && in_word(key.data[i]) && (unsigned char)key.data[i] < 0x80;
    }
    struct slice name = is_name ? arena_copy(&s->arena, buffer_slice(&key)) : (struct slice){ 0 };
    s->failed = s->failed || key.no_memory || (is_name && !name.data);
    if (name.data) {
        s->tokens[open + 1].type = TOKEN_STRING;
        s->tokens[open + 1].data = name.data;
        s->tokens[open + 1].length = (uint32_t)name.length;
        s->tokens[open + 2] = s->tokens[close];
        s->tokens[open].mate = (uint32_t)open + 2;
        s->count = open + 3;
    }
    buffer_free(&key);
}

static void cut_sign(struct cutter *c)
{
    const struct script *s = c->script;
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
        if (sign == ']' && !c->broken &&
            are_strings(s, s->tokens[s->count - 1].mate, s->count - 1)) {
            join_key(c);
        }
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
