/* Constants of scripts: members of what is known, and methods. */
#include "syntax/script_fold.h"

/* --- Parts of URLs --- */

static void add_host(const struct url *u, bool port, struct buffer *into)
{
    buffer_add(into, u->host);
    if (port && u->port.length) {
        buffer_add_char(into, ':');
        buffer_add(into, u->port);
    }
}

/* The part of a URL of this name; "" and "href": all of it. A lone "?" or "#" is no part. */
void fold_url_part(const struct url *u, struct slice name, struct buffer *into)
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

/* --- Members --- */

/* The value of a key of the object that stands at v->token. */
static bool fold_key(struct folding *f, struct slice key, struct value *v)
{
    struct script *s = f->script;
    size_t open = v->token;
    size_t close = s->tokens[open].mate;
    for (size_t at = open + 1; at + 2 < close && script_spend(s);) {
        size_t end = script_argument_end(s, at, close);
        bool is = token_is_sign(s, at + 1, ':') && slice_equal(token_text(&s->tokens[at]), key);
        struct folding inside = { .script = s, .to = end, .brackets = f->brackets + 1 };
        size_t value = at + 2;
        if (is) {
            s->value.length = v->from;
            return inside.brackets < SCRIPT_DEPTH && fold_any(&inside, &value, v) && value == end;
        }
        at = end + 1;
    }
    return false;
}

static bool fold_item(struct folding *f, struct slice key, struct value *v)
{
    long long number;
    struct slice rest = value_text(f, v);
    if (!script_number(key, &number) || number < 0) {
        return false;
    }
    bool in_text = v->type == VALUE_TEXT;
    struct slice item = in_text ? slice_part(rest, 0, 0) : slice_cut(&rest, SCRIPT_COMMA);
    if (in_text && number < (long long)rest.length) {
        item = slice_part(rest, (size_t)number, (size_t)number + 1);
        number = 0;
    }
    for (; !in_text && number > 0 && rest.length; number--) {
        item = slice_cut(&rest, SCRIPT_COMMA);
    }
    struct buffer copy = BUFFER(SCRIPT_VALUE_ROOM);
    buffer_add(&copy, item);
    bool good = number == 0 && (!in_text || item.length) && !copy.failed &&
                value_give(f, v, VALUE_TEXT, buffer_slice(&copy));
    f->script->failed = f->script->failed || copy.failed;
    buffer_free(&copy);
    return good;
}

static bool fold_part(struct folding *f, struct slice key, struct value *v)
{
    struct script *s = f->script;
    struct buffer text = BUFFER(URL_MOST + 1);
    struct url u;
    bool query = slice_equal(key, SLICE("searchParams"));
    bool good = url_parse(value_text(f, v), NULL, &text, &u) == URL_OK;
    if (good) {
        s->value.length = v->from;
        fold_url_part(&u, query ? SLICE("search") : key, &s->value);
        v->type = query ? VALUE_QUERY : VALUE_TEXT;
    }
    s->failed = s->failed || text.failed;
    buffer_free(&text);
    return good;
}

static bool fold_property(struct folding *f, struct slice key, struct value *v)
{
    struct slice text = value_text(f, v);
    f->script->steps += text.length / SCRIPT_BYTES_A_LOOK;
    if (v->type == VALUE_OBJECT) {
        return fold_key(f, key, v);
    }
    if (v->type == VALUE_ELEMENT || v->type == VALUE_DATASET) {
        return v->type == VALUE_ELEMENT ? fold_of_element(f, key, v) : fold_of_dataset(f, key, v);
    }
    if (slice_equal(key, SLICE("length")) && v->type == VALUE_TEXT) {
        return value_give_number(f, v, (long long)text.length);
    }
    if (slice_equal(key, SLICE("length")) && v->type == VALUE_LIST) {
        long long items = 1;
        for (size_t i = 0; i < text.length; i++) {
            items += text.data[i] == SCRIPT_COMMA;
        }
        return value_give_number(f, v, items);
    }
    return v->type == VALUE_URL || v->type == VALUE_LOCATION ? fold_part(f, key, v)
           : v->type == VALUE_LIST || v->type == VALUE_TEXT  ? fold_item(f, key, v)
                                                             : false;
}

/* element.getAttribute(…): the name stands in the value, which is given anew. */
static bool fold_given_attribute(struct folding *f, struct slice name, struct value *v)
{
    struct buffer copy = BUFFER(SCRIPT_VALUE_ROOM);
    buffer_add(&copy, name);
    f->script->failed = f->script->failed || copy.failed;
    bool good = !copy.failed && fold_attribute(f, buffer_slice(&copy), v);
    buffer_free(&copy);
    return good;
}

/* v.name(…), the bracket being at `open`. */
static bool fold_method(struct folding *f, struct slice name, size_t open, struct value *v)
{
    struct script *s = f->script;
    struct script_function own;
    if (v->type == VALUE_OBJECT) {
        return script_method_of(s, v->token, name, &own) && fold_value_of(f, &own, open, v);
    }
    struct call call = { .type = v->type, .result = BUFFER(SCRIPT_VALUE_ROOM) };
    size_t begins[SCRIPT_ARGUMENTS + 1] = { s->value.length };
    size_t close = s->tokens[open].mate;
    for (size_t at = open + 1; at < close;) {
        struct value argument = { .from = s->value.length };
        struct folding inside = { .script = s, .brackets = f->brackets + 1 };
        inside.to = script_argument_end(s, at, close);
        if (call.count == SCRIPT_ARGUMENTS || inside.brackets >= SCRIPT_DEPTH ||
            !fold_any(&inside, &at, &argument) || at != inside.to ||
            !(value_is_text(argument.type) || argument.type == VALUE_REGEX)) {
            return false;
        }
        call.types[call.count++] = argument.type;
        begins[call.count] = s->value.length;
        at++;
    }
    struct slice all = buffer_slice(&s->value);
    call.self = slice_part(all, v->from, begins[0]);
    for (size_t i = 0; i < call.count; i++) {
        call.arguments[i] = slice_part(all, begins[i], begins[i + 1]);
    }
    s->steps += (s->value.length - v->from) / SCRIPT_BYTES_A_LOOK;
    if (v->type == VALUE_ELEMENT) {
        return call.count == 1 && slice_equal(name, SLICE("getAttribute")) &&
               fold_given_attribute(f, call.arguments[0], v);
    }
    bool good = script_call_method(&call, name) && !call.result.failed &&
                value_give(f, v, call.type, buffer_slice(&call.result));
    s->steps += call.work / SCRIPT_BYTES_A_LOOK;
    s->failed = s->failed || call.result.failed;
    buffer_free(&call.result);
    return good;
}

static bool fold_index(struct folding *f, size_t open, struct value *v)
{
    struct script *s = f->script;
    struct value key = { .from = s->value.length };
    struct buffer copy = BUFFER(SCRIPT_VALUE_ROOM);
    bool good = fold_inside(f, open, &key) && value_is_text(key.type);
    if (good) {
        buffer_add(&copy, value_text(f, &key));
        s->value.length = key.from;
        good = !copy.failed && fold_property(f, buffer_slice(&copy), v);
    }
    s->failed = s->failed || copy.failed;
    buffer_free(&copy);
    return good;
}

bool fold_members(struct folding *f, size_t *at, struct value *v)
{
    struct script *s = f->script;
    while (*at < f->to && script_spend(s)) {
        bool dot = token_is_sign(s, *at, '.') || token_is_sign(s, *at, SIGN_CHAIN);
        if (dot && *at + 1 < f->to && s->tokens[*at + 1].type == TOKEN_NAME) {
            struct slice name = token_text(&s->tokens[*at + 1]);
            bool called = *at + 2 < f->to && token_is_sign(s, *at + 2, '(');
            if (!(called ? fold_method(f, name, *at + 2, v) : fold_property(f, name, v))) {
                return false;
            }
            *at = called ? (size_t)s->tokens[*at + 2].mate + 1 : *at + 2;
        } else if (token_is_sign(s, *at, '[')) {
            if (!fold_index(f, *at, v)) {
                return false;
            }
            *at = s->tokens[*at].mate + 1;
        } else {
            return true;
        }
    }
    return true;
}
