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
        { "setInterval", CHAIN_TIMER },
        { "requestAnimationFrame", CHAIN_SOON },
        { "requestIdleCallback", CHAIN_SOON },
        { "queueMicrotask", CHAIN_SOON },
        { "addEventListener", CHAIN_LISTEN },
        { "onload", CHAIN_LOAD },
        { "onpageshow", CHAIN_LOAD },
        { "open", CHAIN_OPEN },
        { "eval", CHAIN_EVAL },
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
    return slice_equal(name, SLICE("href")) ? CHAIN_LOCATION
           : is_any(name, calls)            ? CHAIN_MOVE
           : is_any(name, parts)            ? CHAIN_PART
                                            : CHAIN_OTHER;
}

struct chain script_chain(const struct script *s, size_t at, size_t to)
{
    static const char *const windows[] = { "window", "document",    "self",   "top",
                                           "parent", "globalThis",  "frames", "this",
                                           "body",   "defaultView", NULL };
    struct chain chain = { .end = at + 1, .bare = true };
    size_t name = at;
    while (token_is_any(s, name, windows) ||
           (!chain.bare && is_any(token_text(&s->tokens[name]), windows))) {
        name = next_name(s, &chain.end, to);
        if (!name) {
            return chain;
        }
        chain.bare = false;
    }
    chain.last = token_text(&s->tokens[name]);
    chain.type = type_of_member(chain.last);
    name = next_name(s, &chain.end, to);
    if (name && chain.type == CHAIN_LOCATION) {
        chain.last = token_text(&s->tokens[name]);
        chain.type = type_of_part(chain.last);
        name = next_name(s, &chain.end, to);
    }
    if (name) {
        chain.type = CHAIN_OTHER;
    }
    return chain;
}
