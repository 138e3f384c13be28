/* Names joined by dots, and what they are to a page. */
#include "syntax/script_inside.h"

/* The name behind the one that ends before `end`, ".name" or "["name"]", which is left behind it;
 * 0: there is none. */
static size_t next_name(const struct script *s, size_t *end, size_t to)
{
    size_t at = *end;
    bool dot = at + 1 < to && (token_is_sign(s, at, '.') || token_is_sign(s, at, SIGN_CHAIN)) &&
               s->tokens[at + 1].type == TOKEN_NAME;
    bool bracket = at + 2 < to && token_is_sign(s, at, '[') &&
                   s->tokens[at + 1].type == TOKEN_STRING && token_is_sign(s, at + 2, ']');
    *end += dot ? 2 : bracket ? 3 : 0;
    return dot || bracket ? at + 1 : 0;
}

static bool is_any(struct slice text, const char *const *words)
{
    for (; *words; words++) {
        if (slice_equal(text, slice_from(*words))) {
            return true;
        }
    }
    return false;
}

/* What the window and the document have. */
static enum chain_type type_of_member(struct slice name)
{
    static const struct {
        const char *name;
        enum chain_type type;
    } members[] = {
        { "location", CHAIN_LOCATION },
        { "setTimeout", CHAIN_TIMER },
        { "setInterval", CHAIN_INTERVAL },
        { "clearTimeout", CHAIN_OFF },
        { "clearInterval", CHAIN_OFF },
        { "requestAnimationFrame", CHAIN_SOON },
        { "requestIdleCallback", CHAIN_SOON },
        { "queueMicrotask", CHAIN_SOON },
        { "addEventListener", CHAIN_LISTEN },
        { "onload", CHAIN_LOAD },
        { "onpageshow", CHAIN_LOAD },
        { "onreadystatechange", CHAIN_LOAD },
        { "history", CHAIN_HISTORY },
        { "open", CHAIN_OPEN },
        { "eval", CHAIN_EVAL },
        { "Function", CHAIN_EVAL },
        { "write", CHAIN_WRITE },
        { "writeln", CHAIN_WRITE },
        { "cookie", CHAIN_COOKIE },
    };
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        if (slice_equal(name, slice_from(members[i].name))) {
            return members[i].type;
        }
    }
    return CHAIN_NAME;
}

/* What location has. */
static enum chain_type type_of_part(struct slice name)
{
    static const char *const calls[] = { "replace", "assign", NULL };
    static const char *const parts[] = { "protocol", "host", "hostname", "port", "pathname",
                                         "search",   "hash", "origin",   NULL };
    return slice_equal(name, SLICE("href"))     ? CHAIN_LOCATION
           : is_any(name, calls)                ? CHAIN_MOVE
           : slice_equal(name, SLICE("reload")) ? CHAIN_RELOAD
           : is_any(name, parts)                ? CHAIN_PART
                                                : CHAIN_OTHER;
}

/* A name that the script has given to something of the page. */
static enum value_type alias_at(const struct script *s, size_t at)
{
    for (size_t i = 0; s->tokens[at].type == TOKEN_NAME && i < s->name_count; i++) {
        const struct script_name *n = &s->names[i];
        if (n->known && !n->maybe && n->type >= VALUE_WINDOW && n->type <= VALUE_LOCATION &&
            token_is_word(s, at, n->name)) {
            return (enum value_type)n->type;
        }
    }
    return VALUE_TEXT;
}

bool script_skip_windows(const struct script *s, size_t at, size_t to, size_t *name, size_t *end)
{
    static const char *const windows[] = { "window", "document",    "self",   "top",
                                           "parent", "globalThis",  "frames", "this",
                                           "body",   "defaultView", NULL };
    enum value_type alias = alias_at(s, at);
    bool first = true;
    *name = at;
    *end = at + 1;
    while ((first && (alias == VALUE_WINDOW || alias == VALUE_DOCUMENT)) ||
           token_is_any(s, *name, windows) ||
           (!first && is_any(token_text(&s->tokens[*name]), windows))) {
        size_t next = next_name(s, end, to);
        if (!next) {
            return false;
        }
        *name = next;
        first = false;
    }
    return true;
}

struct chain script_chain(const struct script *s, size_t at, size_t to)
{
    static const char *const windows[] = { "window", "self", "top",  "parent", "globalThis",
                                           "frames", "body", "this", NULL };
    struct chain chain = { .end = at + 1 };
    size_t name;
    if (!script_skip_windows(s, at, to, &name, &chain.end)) {
        chain.type = alias_at(s, at) != VALUE_TEXT ? CHAIN_NAME : CHAIN_OTHER;
        chain.last = token_text(&s->tokens[at]);
        return chain;
    }
    chain.bare = name == at;
    chain.last = token_text(&s->tokens[name]);
    chain.type = type_of_member(chain.last);
    if (chain.type == CHAIN_COOKIE && (chain.bare || token_is_any(s, name - 2, windows))) {
        chain.type = CHAIN_NAME; /* the document has cookies, and nothing else */
    }
    bool alias = chain.bare && alias_at(s, at) == VALUE_LOCATION;
    name = next_name(s, &chain.end, to);
    if (name && (chain.type == CHAIN_LOCATION || alias)) {
        chain.last = token_text(&s->tokens[name]);
        chain.type = type_of_part(chain.last);
        name = next_name(s, &chain.end, to);
    }
    if (name && chain.type == CHAIN_HISTORY) {
        static const char *const states[] = { "replaceState", "pushState", NULL };
        chain.type = is_any(token_text(&s->tokens[name]), states) ? CHAIN_STATE : CHAIN_OTHER;
        name = next_name(s, &chain.end, to);
    }
    if (name) {
        chain.type = CHAIN_OTHER;
    }
    return chain;
}
