/* Constants of scripts. What is folded is added to s->value. */
#include "syntax/script_inside.h"

#include "syntax/utf8.h"

enum { KEPT_MOST = 512 << 10, VALUE_MOST = 64 << 10 };

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

/* --- Functions of strings: each takes what stands in the value from `from` on, and puts what it
 * gives there instead --- */

static void decode_percent(struct slice s, struct buffer *into)
{
    for (size_t i = 0; i < s.length; i++) {
        uint32_t code;
        if (s.data[i] == '%' && slice_read_hex(s, i + 1, 2, &code)) {
            buffer_add_char(into, (char)(unsigned char)code);
            i += 2;
        } else {
            buffer_add_char(into, s.data[i]);
        }
    }
}

/* Annex B.2.1.2: "%uXXXX", and "%XX" as characters of Latin-1. */
static void unescape_percent(struct slice s, struct buffer *into)
{
    while (s.length) {
        uint32_t code;
        size_t taken = 1;
        if (slice_starts(s, SLICE("%u")) && slice_read_hex(s, 2, 4, &code)) {
            taken = 6;
        } else if (s.data[0] == '%' && slice_read_hex(s, 1, 2, &code)) {
            taken = 3;
        }
        if (taken == 1) {
            buffer_add_char(into, s.data[0]);
        } else {
            bool scalar = code < 0xd800 || code > 0xdfff;
            utf8_encode(scalar ? code : UTF8_REPLACEMENT, into);
        }
        s = slice_skip(s, taken);
    }
}

static void encode_percent(struct slice s, const char *plain, struct buffer *into)
{
    for (size_t i = 0; i < s.length; i++) {
        if (ascii_is_alnum(s.data[i]) || (s.data[i] && strchr(plain, s.data[i]))) {
            buffer_add_char(into, s.data[i]);
        } else {
            buffer_printf(into, "%%%02X", (unsigned char)s.data[i]);
        }
    }
}

static void encode_component(struct slice s, struct buffer *into)
{
    encode_percent(s, "-_.!~*'()", into);
}

static void encode_uri(struct slice s, struct buffer *into)
{
    encode_percent(s, "-_.!~*'();/?:@&=+$,#", into);
}

/* Forgiving base64 (Infra Standard, section 7); what it gives are characters of Latin-1. */
static void decode_base64(struct slice s, struct buffer *into)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    uint32_t bits = 0;
    unsigned count = 0;
    for (size_t i = 0; i < s.length && s.data[i] != '='; i++) {
        const char *digit = s.data[i] ? strchr(digits, s.data[i]) : NULL;
        if (!digit) {
            continue;
        }
        bits = (bits << 6 | (uint32_t)(digit - digits)) & 0xffff;
        count += 6;
        if (count >= 8) {
            count -= 8;
            utf8_encode(bits >> count & 0xff, into);
        }
    }
}

static void leave(struct slice s, struct buffer *into)
{
    buffer_add(into, s);
}

static const struct {
    const char *name;
    void (*apply)(struct slice, struct buffer *);
} functions[] = {
    { "atob", decode_base64 },
    { "decodeURIComponent", decode_percent },
    { "decodeURI", decode_percent },
    { "unescape", unescape_percent },
    { "encodeURIComponent", encode_component },
    { "encodeURI", encode_uri },
    { "String", leave },
};

/* Counts as so many looks as its bytes take: the value may be long, and the code that asks for it
 * short. */
static void apply(struct script *s, size_t from, void (*function)(struct slice, struct buffer *))
{
    enum { BYTES_A_LOOK = 16 };
    struct buffer result = BUFFER(SCRIPT_VALUE_ROOM);
    s->steps += (s->value.length - from) / BYTES_A_LOOK;
    function(slice_skip(buffer_slice(&s->value), from), &result);
    s->value.length = from;
    buffer_add(&s->value, buffer_slice(&result));
    s->failed = s->failed || result.failed;
    buffer_free(&result);
}

/* --- The page's own URL --- */

static void add_host(const struct url *u, bool port, struct buffer *into)
{
    buffer_add(into, u->host);
    if (port && u->port.length) {
        buffer_add_char(into, ':');
        buffer_add(into, u->port);
    }
}

/* The part of location of this name; "" and "href": all of it. A lone "?" or "#" is no part. */
static void add_part(const struct url *u, struct slice name, struct buffer *into)
{
    if (slice_equal(name, SLICE("protocol")) || slice_equal(name, SLICE("origin"))) {
        buffer_add(into, u->scheme);
        buffer_add_char(into, ':');
    }
    if (slice_equal(name, SLICE("origin"))) {
        buffer_add(into, SLICE("//"));
        add_host(u, true, into);
    } else if (slice_equal(name, SLICE("host")) || slice_equal(name, SLICE("hostname"))) {
        add_host(u, name.length == sizeof "host" - 1, into);
    } else if (slice_equal(name, SLICE("port"))) {
        buffer_add(into, u->port);
    } else if (slice_equal(name, SLICE("pathname"))) {
        buffer_add(into, u->path);
    } else if (slice_equal(name, SLICE("search"))) {
        buffer_add(into, u->query.length > 1 ? u->query : SLICE(""));
    } else if (slice_equal(name, SLICE("hash"))) {
        buffer_add(into, u->fragment.length > 1 ? u->fragment : SLICE(""));
    } else if (!slice_equal(name, SLICE("protocol"))) {
        buffer_add(into, u->href);
    }
}

/* --- Terms --- */

/* How far it may reach, how many brackets it has, and whether its last term is a number. */
struct folding {
    struct script *script;
    size_t to;
    unsigned brackets;
    bool number;
};

static bool fold_sum(struct folding *f, size_t *at, size_t to);

/* All that stands in a bracket. */
static bool fold_inside(struct folding *f, size_t open)
{
    size_t at = open + 1;
    size_t to = f->script->tokens[open].mate;
    f->brackets++;
    bool good = f->brackets < SCRIPT_DEPTH && fold_sum(f, &at, to) && at == to;
    f->number = false;
    return good;
}

static bool fold_template(struct folding *f, size_t *at)
{
    struct script *s = f->script;
    script_unescape(token_text(&s->tokens[*at]), &s->value);
    while (s->tokens[*at].type != TOKEN_TAIL) {
        if (!fold_inside(f, *at)) {
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

/* String.fromCharCode(47, 97): *at is at the bracket. */
static bool fold_codes(struct folding *f, size_t *at)
{
    struct script *s = f->script;
    size_t end = s->tokens[*at].mate;
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

/* name(…), *at being at the bracket. */
static bool fold_call(struct folding *f, struct slice name, size_t *at)
{
    struct script *s = f->script;
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        if (slice_equal(name, slice_from(functions[i].name))) {
            size_t from = s->value.length;
            if (!fold_inside(f, *at)) {
                return false;
            }
            apply(s, from, functions[i].apply);
            *at = s->tokens[*at].mate + 1;
            return true;
        }
    }
    return false;
}

static bool fold_name(struct folding *f, size_t *at)
{
    struct script *s = f->script;
    struct slice text = token_text(&s->tokens[*at]);
    if (slice_equal(text, SLICE("String")) && *at + 3 < f->to && token_is_sign(s, *at + 1, '.') &&
        token_is_word(s, *at + 2, SLICE("fromCharCode")) && token_is_sign(s, *at + 3, '(')) {
        *at += 3;
        return fold_codes(f, at);
    }
    struct chain chain = script_chain(s, *at, f->to);
    size_t end = chain.end;
    bool called = end < f->to && token_is_sign(s, end, '(');
    if (called && chain.type == CHAIN_NAME) {
        *at = end;
        return fold_call(f, chain.last, at);
    }
    const struct script_name *name = NULL;
    if (chain.type == CHAIN_NAME) {
        static const char *const urls[] = { "URL", "documentURI", NULL };
        name = script_name_of(s, chain.last);
        if (!name && !chain.bare && token_is_any(s, end - 1, urls)) {
            chain.type = CHAIN_LOCATION;
        }
    }
    bool part = chain.type == CHAIN_LOCATION || chain.type == CHAIN_PART;
    if (called || !(part || (name && name->known))) {
        return false;
    }
    if (part) {
        add_part(s->page, chain.type == CHAIN_PART ? chain.last : SLICE(""), &s->value);
    } else {
        buffer_add(&s->value, name->value);
        s->folded_maybe = s->folded_maybe || name->maybe;
    }
    *at = end;
    return true;
}

static bool fold_term(struct folding *f, size_t *at, size_t to)
{
    struct script *s = f->script;
    if (*at >= to || !script_spend(s)) {
        return false;
    }
    const struct script_token *t = &s->tokens[*at];
    unsigned long long number;
    f->number = false;
    switch (t->type) {
    case TOKEN_STRING:
    case TOKEN_TEMPLATE:
        script_unescape(token_text(t), &s->value);
        ++*at;
        return true;
    case TOKEN_HEAD:
        return fold_template(f, at);
    case TOKEN_NUMBER:
        f->number = slice_number(token_text(t), UINT32_MAX, &number);
        buffer_add_number(&s->value, f->number ? number : 0);
        ++*at;
        return f->number;
    case TOKEN_NAME:
        return fold_name(f, at);
    default:
        if (!token_is_sign(s, *at, '(') || !fold_inside(f, *at)) {
            return false;
        }
        *at = s->tokens[*at].mate + 1;
        return true;
    }
}

/* ".toString()" and ".trim()" change nothing that matters. */
static void skip_methods(struct folding *f, size_t *at, size_t to)
{
    static const char *const methods[] = { "toString", "trim", "valueOf", NULL };
    const struct script *s = f->script;
    while (*at + 3 < to && token_is_sign(s, *at, '.') && token_is_any(s, *at + 1, methods) &&
           token_is_sign(s, *at + 2, '(') && token_is_sign(s, *at + 3, ')')) {
        *at += 4;
        f->number = false;
    }
}

/* Terms joined by "+". Two numbers would be added. What is longer than any URL is of no use, and
 * doubles quickly. */
static bool fold_sum(struct folding *f, size_t *at, size_t to)
{
    struct script *s = f->script;
    bool numbers = true;
    for (size_t terms = 0;; terms++) {
        if (!fold_term(f, at, to) || s->value.length > VALUE_MOST) {
            return false;
        }
        skip_methods(f, at, to);
        if (terms > 0 && f->number && numbers) {
            return false;
        }
        numbers = numbers && f->number;
        if (*at >= to || !token_is_sign(s, *at, '+')) {
            return true;
        }
        ++*at;
    }
}

/* Folds from the start of the value on. */
static bool fold_value(struct script *s, size_t *at, size_t to)
{
    struct folding f = { .script = s, .to = to };
    buffer_reset(&s->value);
    s->folded_maybe = false;
    bool good = fold_sum(&f, at, to);
    s->failed = s->failed || s->value.failed;
    return good && !s->failed;
}

bool script_fold(struct script *s, size_t from, size_t to, size_t *end)
{
    *end = from;
    if (!fold_value(s, end, to)) {
        return false;
    }
    const struct script_token *t = &s->tokens[*end];
    bool closes = t->type == TOKEN_SIGN && t->sign && strchr(";,)]}:", t->sign);
    return *end >= to || t->type == TOKEN_END || t->type == TOKEN_TAIL || t->type == TOKEN_MIDDLE ||
           closes || script_breaks_at(s, *end);
}

bool script_compare(struct script *s, size_t from, size_t to, bool *holds)
{
    size_t at = from;
    if (!fold_value(s, &at, to) || s->folded_maybe || at + 1 >= to ||
        s->tokens[at].type != TOKEN_SIGN) {
        return false;
    }
    struct slice sign = token_text(&s->tokens[at]);
    bool same = slice_equal(sign, SLICE("==")) || slice_equal(sign, SLICE("==="));
    bool differs = slice_equal(sign, SLICE("!=")) || slice_equal(sign, SLICE("!=="));
    struct slice left = script_keep(s);
    at++;
    if (!(same || differs) || !left.data || !fold_value(s, &at, to) || s->folded_maybe ||
        at != to) {
        return false;
    }
    *holds = slice_equal(left, buffer_slice(&s->value)) == same;
    return true;
}
