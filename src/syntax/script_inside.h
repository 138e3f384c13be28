/* What the parts of the reader of scripts share. */
#ifndef SYNTAX_SCRIPT_INSIDE_H
#define SYNTAX_SCRIPT_INSIDE_H

#include "syntax/script.h"

enum token_type {
    TOKEN_NAME, /* keywords, too */
    TOKEN_STRING,
    TOKEN_TEMPLATE, /* without substitutions */
    TOKEN_HEAD,     /* "`…${": its mate is a middle or the tail */
    TOKEN_MIDDLE,   /* "}…${" */
    TOKEN_TAIL,     /* "}…`" */
    TOKEN_NUMBER,
    TOKEN_REGEX, /* with its slashes and flags */
    TOKEN_SIGN,
    TOKEN_END /* of a script */
};

/* Signs of more than one character; the others stand for themselves. */
enum {
    SIGN_ARROW = 1,
    SIGN_ADD,      /* += */
    SIGN_COMPOUND, /* the other assignments that depend on what was there */
    SIGN_AND,
    SIGN_OR,
    SIGN_NULLISH,
    SIGN_CHAIN, /* ?. */
    SIGN_STEP,  /* ++ and -- */
    SIGN_SPREAD,
    SIGN_OTHER
};

struct script_token {
    const char *data; /* of a string and a template: what stands inside */
    uint32_t length;
    uint32_t mate; /* of a bracket: the other one; of others 0 */
    uint16_t script;
    uint8_t type, sign;
    bool after_line; /* a line ends before it */
};

/* More than any value takes: one that fails has found no memory. */
enum { SCRIPT_DEPTH = 48, SCRIPT_TOKENS = 1 << 16, SCRIPT_VALUE_ROOM = 16 << 20 };

static inline struct slice token_text(const struct script_token *t)
{
    return slice_of(t->data, t->length);
}

/* Behind the last token, as of a bracket that nothing closes, there is none. */
static inline bool token_is_sign(const struct script *s, size_t at, unsigned sign)
{
    return at < s->count && s->tokens[at].type == TOKEN_SIGN && s->tokens[at].sign == sign;
}

/* Whether the token is this word, or one of a list that NULL ends. */
static inline bool token_is_word(const struct script *s, size_t at, struct slice word)
{
    return at < s->count && s->tokens[at].type == TOKEN_NAME &&
           slice_equal(token_text(&s->tokens[at]), word);
}

bool token_is_any(const struct script *s, size_t at, const char *const *words);

/* --- script_tokens.c --- */

/* Adds the tokens of some code and a TOKEN_END, and gives in *from where they begin. False: it
 * breaks the grammar and has to be whole, or there is no room; nothing was added. */
bool script_read_tokens(struct script *s, struct slice code, unsigned script, bool whole,
                        size_t *from);

/* Whether a new statement begins at the token, the one before it being of the same script: by a
 * line's end alone (section 12.10). */
bool script_breaks_at(const struct script *s, size_t at);

/* --- script_string.c --- */

enum value_type {
    VALUE_TEXT,
    VALUE_NUMBER, /* in decimal */
    VALUE_BOOLEAN,
    VALUE_NOTHING, /* null, undefined */
    VALUE_WINDOW,
    VALUE_DOCUMENT,
    VALUE_LOCATION, /* the page's URL */
    VALUE_LIST,     /* texts, between them SCRIPT_COMMA */
    VALUE_OBJECT,   /* { key: value }: the token says where it stands */
    VALUE_QUERY,    /* URLSearchParams */
    VALUE_REGEX,    /* as it stands */
    VALUE_URL,
    VALUE_ELEMENT, /* of the page: the token says where in it its start tag stands */
    VALUE_DATASET, /* its data- attributes */
    VALUE_THING    /* that a browser has; the text says of which type */
};

enum { SCRIPT_ARGUMENTS = 4, SCRIPT_BYTES_A_LOOK = 16, SCRIPT_BYTES_A_COPY = 128 };
#define SCRIPT_COMMA '\x01'

/* A method's call. */
struct call {
    enum value_type type; /* of the value that has the method; then of the result */
    struct slice self, arguments[SCRIPT_ARGUMENTS];
    enum value_type types[SCRIPT_ARGUMENTS];
    size_t count;
    struct buffer result;
    size_t work; /* so many bytes looked at, besides those of the values */
};

/* Calls a method. False: there is none, or what it would give is not known. */
bool script_call_method(struct call *c, struct slice name);

/* Makes this the result. They give true. */
bool script_give_boolean(struct call *c, bool is);
bool script_give_number(struct call *c, long long number);

/* --- script_list.c: methods --- */

enum { SCRIPT_RESULT = 256 << 10 }; /* no result takes more bytes, or not many */

bool script_list_split(struct call *c);
bool script_list_find(struct call *c);
bool script_list_includes(struct call *c);
bool script_list_join(struct call *c);
bool script_list_reverse(struct call *c);

/* --- script_string.c, again --- */

/* Where `what` begins in a text; behind the text where it does not stand there. */
size_t script_find(struct slice in, struct slice what);

/* Reads a value's number. */
bool script_number(struct slice s, long long *out);

/* --- script_global.c: names that mean nothing --- */

/* Notes the names to which the tokens from `from` on give a meaning. */
void script_note_names(struct script *s, size_t from);

/* Whether some script gives the name a meaning, as far as can be told: rather one too many. */
bool script_declares(const struct script *s, struct slice name);

/* Whether surely neither a script nor the browser nor an element of the page has this name, which
 * is the window's. */
bool script_is_missing(struct script *s, struct slice name);

/* Whether the name may be an element's: a value of some attribute. */
bool script_names_element(struct slice html, struct slice name);

/* Whether the bare name at `at` is asked for, and nobody knows it: the script ends there. */
bool script_misses(struct script *s, size_t at);

/* --- script_encode.c --- */

/* Adds s with "%XX" undone. */
void script_decode_percent(struct slice s, struct buffer *into);

/* Has a function of strings take what stands in the value from `from` on, and put what it gives
 * there instead. Counts as so many looks as its bytes take: the value may be long, and the code
 * that asks for it short. False: there is no such function. */
bool script_apply(struct script *s, struct slice name, size_t from);

/* --- script_fold.c; its parts share script_fold.h --- */

/* Folds the constant that begins at `from` into s->value, s->folded_type and s->folded_token, and
 * gives where it ends. False: it is none, or goes on with an operator that is not folded. */
bool script_fold(struct script *s, size_t from, size_t to, size_t *end);

/* The same, of one that can stand for a text. */
bool script_fold_text(struct script *s, size_t from, size_t to, size_t *end);

static inline bool script_is_text(const struct script *s)
{
    return s->folded_type <= VALUE_NOTHING || s->folded_type == VALUE_LOCATION ||
           s->folded_type == VALUE_URL;
}

/* Whether a condition holds; `walked`: the steps in it have been made. False: that is not known. */
bool script_holds(struct script *s, size_t from, size_t to, bool walked, bool *holds);

/* The value of a name, or NULL. */
struct script_name *script_name_of(struct script *s, struct slice name);

/* A copy of the value folded last, or the absent slice where there is no room. */
struct slice script_keep(struct script *s);

/* Counts a look at a token. False: there were too many. */
bool script_spend(struct script *s);

/* --- script_element.c --- */

/* Whether what begins at `at` throws: a name that nobody knows, or what asks for a member of what
 * is surely not there. */
bool script_fails(struct script *s, size_t at, size_t to);

/* --- script_chain.c --- */

enum chain_type {
    CHAIN_OTHER,
    CHAIN_NAME,     /* one name of the script's own, or of the window */
    CHAIN_LOCATION, /* location, location.href: moves where it is assigned to */
    CHAIN_MOVE,     /* location.replace, location.assign: moves where it is called */
    CHAIN_RELOAD,   /* location.reload */
    CHAIN_HISTORY,
    CHAIN_STATE,    /* history.replaceState, history.pushState */
    CHAIN_PART,     /* location.search and the like: assigned to, it moves within the site */
    CHAIN_OPEN,     /* window.open */
    CHAIN_TIMER,    /* setTimeout */
    CHAIN_INTERVAL, /* setInterval */
    CHAIN_OFF,      /* clearTimeout, clearInterval */
    CHAIN_SOON,     /* requestAnimationFrame and the like: calls back without a delay */
    CHAIN_LISTEN,   /* addEventListener of the page */
    CHAIN_LOAD,     /* onload of the page, and the like */
    CHAIN_EVAL,
    CHAIN_WRITE, /* document.write */
    CHAIN_COOKIE /* document.cookie: keeps what is assigned to it */
};

/* Names joined by dots: window.location.href, or window["location"]. */
struct chain {
    enum chain_type type;
    size_t end; /* behind it */
    bool bare;  /* its first name stands alone, so that a function's own would hide the page's */
    struct slice last;
};

/* Passes over the window and the document, and names of the script's own for them, which begin at
 * `at`: *name is the name behind them, *end stands behind it. False: there is none, and *name is
 * the last of them. */
bool script_skip_windows(const struct script *s, size_t at, size_t to, size_t *name, size_t *end);

/* Reads the chain that begins at a name. */
struct chain script_chain(const struct script *s, size_t at, size_t to);

/* --- script_form.c --- */

/* A form as a script refers to it. */
struct form_reference {
    enum script_form type;
    struct slice key;
    bool maybe; /* if some code runs that may not */
};

/* Reads the reference to a form that ends before `end`, and gives where it begins. False: there is
 * none, as far as can be told. */
bool script_form_before(struct script *s, size_t end, struct form_reference *out, size_t *from);

/* Whether the call whose bracket stands at `open` submits a form, or clicks a link, and which. */
bool script_submits(struct script *s, size_t open, struct form_reference *out);

/* Whether the value from `from` on is the address of one of the page's links, and of which. */
bool script_reads_link(struct script *s, size_t from, size_t to, struct form_reference *out);

/* Gives the link that a script made, whose name stands at `name`, a member's value, which begins at
 * `value`; where that is `to`, it is not known. */
void script_give_link(struct script *s, size_t name, struct slice member, size_t value, size_t to,
                      enum script_level level);

/* Where the call whose bracket stands at `open` puts a refresh or a script into the page that the
 * script made, that is written. */
void script_append_made(struct script *s, size_t open, enum script_level level);

/* Notes that the value folded last is written into the page. */
void script_note_write(struct script *s, enum script_level level);

/* The same, where the call whose bracket stands at `open` is setAttribute, or adds a listener. */
void script_set_attribute(struct script *s, size_t open, enum script_level level);

/* Gives a name the form that the value from `from` on refers to. False: it refers to none. */
bool script_bind_form(struct script *s, struct slice name, size_t from, size_t to,
                      enum script_level level);

/* --- script_move.c --- */

struct walk;

/* Notes that the page goes to the value folded last; the code for it stands at `at`. */
void script_move(struct walk *w, size_t at, enum script_level level);

/* The same, where what begins at `from` is the address of one of the page's links. */
void script_move_by_link(struct walk *w, size_t from, size_t to, enum script_level level);

/* The same, where the call whose bracket stands at `open` submits a form or clicks a link. */
void script_move_by_form(struct walk *w, size_t open, enum script_level level);

/* The same, where the page is asked for again. */
void script_reload(struct walk *w, size_t at, enum script_level level);

/* history.replaceState(…), history.pushState(…): the page has another address, and stays. */
void script_set_state(struct walk *w, size_t open, enum script_level level);

/* document.cookie = "…": notes the value folded last. */
void script_note_cookie(struct script *s);

/* location.search = "?a": has the page's URL with another part take the place of that part, which
 * is the value folded last. False: it has no such part. */
bool script_put_part(struct script *s, struct slice part);

/* --- script_walk.c, script_expression.c, script_call.c: the way through the code --- */

/* A function's way, or a script's. */
struct walk {
    struct script *script;
    unsigned depth;                  /* of brackets and calls around it */
    unsigned calls;                  /* of functions around it */
    bool doubt;                      /* it may have ended early */
    bool ended;                      /* it has, ... */
    bool threw;                      /* ... by an exception */
    bool breaks;                     /* what is around it can be left, ... */
    bool broke;                      /* ... and was */
    bool gives;                      /* a value is wanted of it, and nothing else, ... */
    bool returned;                   /* ... which is the one folded last */
    bool hides;                      /* it has a location of its own */
    struct script_captured captured; /* by functions that it hands to timers */
};

/* An exception ends the way, where it is sure. */
static inline void script_throw(struct walk *w, enum script_level level)
{
    if (level == SCRIPT_SURE && !w->ended) {
        w->ended = w->threw = true;
    }
}

static inline enum script_level script_less_sure(enum script_level level)
{
    return level == SCRIPT_NEVER ? SCRIPT_NEVER : SCRIPT_MAYBE;
}

/* Walks statements, as far as they run. */
void script_walk_statements(struct walk *w, size_t from, size_t to, enum script_level level);

/* Walks an expression, and gives where the next statement begins. */
size_t script_walk_expression(struct walk *w, size_t from, size_t to, enum script_level level);

/* Walks what stands in a bracket: the expressions of a list, one after the other. What is nested
 * too deep is passed over. */
void script_walk_list(struct walk *w, size_t from, size_t to, enum script_level level);

/* Where the argument ends that begins at `from`: at a comma or at `to`. What is passed over costs
 * steps, or a list of many tokens could be gone through with each call. */
size_t script_argument_end(struct script *s, size_t from, size_t to);

/* Reads the function expression, or arrow function, that begins at `from`; *end: behind it. */
bool script_read_function(struct script *s, size_t from, size_t to, struct script_function *out,
                          size_t *end);

/* Notes the functions that have names, among the tokens from `from` on. */
void script_collect_functions(struct script *s, size_t from);

/* The function of this name, or -1. */
int script_function_of(const struct script *s, struct slice name);

/* Calls a function with the arguments of the bracket at `open`, or with those of a list from `from`
 * to `to`; 0: none are known. */
void script_call(struct walk *w, const struct script_function *f, size_t open,
                 enum script_level level);
void script_call_with(struct walk *w, const struct script_function *f, size_t from, size_t to,
                      enum script_level level);

/* Calls a function with the arguments of the bracket at `open` for its value alone, which is then
 * the one folded last. False: it is not known. */
bool script_call_value(struct script *s, const struct script_function *f, size_t open);

/* "object.method", which begins at `at`, where that stands joined; else the absent slice. */
struct slice script_method_name(const struct script *s, size_t at);

/* Calls what was handed to a timer; what called the function around it is known there, too. */
void script_call_back(struct walk *w, const struct script_task *task);

/* The method of an object, { key: function … } or { key() { … } }, that stands at `object`. */
bool script_method_of(struct script *s, size_t object, struct slice key,
                      struct script_function *out);

/* What is called with something at the bracket `open`: a timer, what calls one off, a listener,
 * code in a string, what is written into the page. */
void script_call_timer(struct walk *w, size_t open, enum chain_type type, enum script_level level);
void script_call_off(struct walk *w, size_t open, enum script_level level);
void script_call_listener(struct walk *w, size_t open, enum script_level level);
void script_call_eval(struct walk *w, size_t open, enum script_level level);
void script_call_write(struct walk *w, size_t open, enum script_level level);

/* Has what begins at `from`, a function or the name of one, run once the page has loaded. False: it
 * is neither. */
bool script_run_later(struct walk *w, size_t from, size_t to, struct script_task task);

/* The same, where it is assigned to the event's handler: it takes the place of the one before. */
void script_handle_load(struct walk *w, size_t from, size_t to, enum script_level level);

/* Adds the code in the string that begins at `from`, a constant, as tokens. */
bool script_read_code(struct walk *w, size_t from, size_t to, size_t *begin);

/* Adds code that was found in a string, as tokens. */
bool script_add_code(struct script *s, struct slice code, unsigned number, bool whole,
                     size_t *from);

/* --- script_assign.c --- */

/* Whether the name at `at` stands behind a dot. */
static inline bool script_is_member(const struct script *s, size_t at)
{
    return at > 0 && (token_is_sign(s, at - 1, '.') || token_is_sign(s, at - 1, SIGN_CHAIN)) &&
           s->tokens[at - 1].script == s->tokens[at].script;
}

/* Whether a function has a name of its own for what would be the page's. */
static inline bool script_hides(const struct walk *w, const struct chain *chain)
{
    return chain->bare && w->hides;
}

/* name.member, or name["member"]. */
static inline bool script_is_of_name(const struct script *s, size_t at, const struct chain *chain)
{
    size_t end = at + (token_is_sign(s, at + 1, '[') ? 4 : 3);
    return chain->type == CHAIN_OTHER && end == chain->end && !script_is_member(s, at);
}

/* The chain that begins at `at` has been read, and "=" stands behind it. */
void script_assign(struct walk *w, size_t at, const struct chain *chain, size_t to,
                   enum script_level level);

/* name++, --name: a number goes on. Whatever else is no number then. */
void script_step(struct walk *w, struct slice name, struct slice sign, enum script_level level);

/* name += …, name -= …: the name's value goes on. */
void script_append(struct walk *w, const struct chain *chain, size_t to, enum script_level level);

/* Gives a name a value: the one folded last, or an unknown one. */
void script_bind(struct script *s, struct slice name, bool known, enum script_level level);

#endif
