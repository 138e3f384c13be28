/* As much of JavaScript (ECMA-262) as tells where the scripts of a page move it, without running
 * them.
 *
 * The scripts are cut into tokens and walked in the order in which they would run: statements at
 * the top, functions that are called at once, functions and strings given to timers and to the
 * page's load event. What stands behind a condition is walked too, and said to be so. Targets are
 * folded where they are constants: literals, "+", names that hold a constant by then, templates,
 * parts of the page's own URL, and a few functions of strings. A form that is submitted is named as
 * the script names it.
 *
 *     struct script s;
 *     script_open(&s, page);
 *     script_add(&s, code, whole);            for each script of the page
 *     script_add_handler(&s, onload);         what the page is to run when it has loaded
 *     script_run(&s);                         fills s.moves and s.writes
 *     script_free(&s);
 *
 * Takes time and memory linear in the code, both bounded. */
#ifndef SYNTAX_SCRIPT_H
#define SYNTAX_SCRIPT_H

#include "base/arena.h"
#include "base/buffer.h"
#include "syntax/url.h"

#include <stdint.h>

enum script_level {
    SCRIPT_SURE,  /* runs whenever the page is shown */
    SCRIPT_MAYBE, /* behind a condition, or in a function that may be called while it loads */
    SCRIPT_NEVER  /* Private: in code that waits for the reader to do something */
};

/* When a move is made. Of those that are due at the same time, the one of the greatest stage comes
 * last, and counts. */
enum script_stage {
    SCRIPT_AT_ONCE,
    SCRIPT_LOADED, /* once the page has loaded, */
    SCRIPT_PARSED, /* and, so that nothing waits for that, once it has been read */
    SCRIPT_TIMED
};

/* How a script says which form it submits, or which link it follows in its reader's place. */
enum script_form {
    SCRIPT_NO_FORM,
    SCRIPT_FORM_NUMBER, /* of the page's forms, from 0 */
    SCRIPT_FORM_NAMED,  /* by its name or id */
    SCRIPT_LINK_NUMBER, /* of the page's links, from 0 */
    SCRIPT_LINK_NAMED,  /* by its id */
    SCRIPT_LINK_MADE,   /* Private: by the script itself; its address is known */
    SCRIPT_META_MADE,   /* Private: likewise a refresh; its content is known */
    SCRIPT_CODE_MADE    /* Private: likewise a script; what stands in it is known */
};

struct script_move {
    struct slice target;   /* to be resolved; lives as long as the struct script. Of a form or a
                              link, its number or its name */
    enum script_form form; /* that is submitted, or a link */
    unsigned script;       /* in which it stands: the number of the script_add */
    enum script_stage stage;
    bool here;         /* the page stays, and has this address from now on */
    uint32_t delay_ms; /* so long after the page has been read */
    enum script_level level;
};

/* What a script writes into the page. */
struct script_write {
    struct slice text; /* as long as the struct script */
    enum script_level level;
};

enum {
    SCRIPT_WRITES = 8,
    SCRIPT_MOVES = 16,
    SCRIPT_NAMES = 128,
    SCRIPT_FUNCTIONS = 256,
    SCRIPT_TASKS = 32,
    SCRIPT_DECLARED = 16 << 10
};

struct script_token;

struct script {
    struct script_move moves[SCRIPT_MOVES]; /* in the order in which they run; where there are more,
                                               the last is the very last */
    size_t move_count;
    struct script_write writes[SCRIPT_WRITES];
    size_t write_count;
    struct slice cookies; /* that are surely set, a line each; as long as the struct script */
    bool failed;          /* out of memory */
    bool assumes; /* what follows hangs on that the browser knows nothing of the page: it has
                     no cookies, no storage, and its reader comes from nowhere */

    /* What is known of the page, by whoever adds the scripts. */
    struct slice html;    /* it itself, whose slices the scripts are; absent: it is not known */
    unsigned before_body; /* so many scripts stand before its body begins */
    bool alone;           /* no script stands elsewhere, which might give names a meaning */
    bool visited;         /* the browser has cookies of it */
    bool doubts;          /* nothing is to be assumed */

    /* Private. */
    const struct url *page;
    struct arena arena;
    struct buffer value; /* what is being folded */
    struct script_token *tokens;
    size_t count, room;
    size_t ran; /* so many of them */
    unsigned scripts;
    size_t cookie_count;
    size_t steps, kept; /* so many tokens looked at, bytes kept */
    struct script_name {
        struct slice name, value;
        bool known;
        bool maybe;            /* if some code runs that may not */
        enum script_form form; /* it is a form, and the value says which */
        uint8_t type;          /* Private: enum value_type */
        uint32_t token;        /* where an object stands */
    } names[SCRIPT_NAMES];
    size_t name_count;
    bool folded_maybe; /* the value folded last holds of what may not be so */
    uint8_t folded_type;
    uint32_t folded_token;
    struct script_function {
        struct slice name;
        uint32_t params, params_end, body, body_end;
        uint8_t runs;
    } functions[SCRIPT_FUNCTIONS];
    size_t function_count;
    struct script_task {
        struct script_function code;
        struct script_captured {
            struct script_function of; /* the function in which that stands, and ... */
            uint32_t from, to;         /* ... what it was called with */
        } captured;
        uint32_t from, to;           /* its arguments; 0: none are known */
        struct slice held;           /* the name that has its number, by which it is called off */
        uint32_t delay_ms, every_ms; /* 0: once */
        enum script_level level;
        enum script_stage stage;
        bool handles; /* it is the window's onload, of which there is one */
    } tasks[SCRIPT_TASKS];
    size_t task_count;
    struct {
        enum script_stage stage;
        uint32_t delay_ms;
    } now;
    struct slice handler;
    uint64_t declared[SCRIPT_DECLARED / 64]; /* names that scripts give a meaning, a bit each */
    unsigned lookups;                        /* in the page */
    unsigned valued;                         /* calls whose values are being found */
    bool loads;                              /* what they write may load others */
    bool fills_form;                         /* what a form sends has been changed */
    unsigned codes;                          /* strings that were read as code */
};

/* Whether a page may have scripts that move it, or write into it: most have some, and few have
 * such.
 */
bool script_may_move(struct slice page);

/* The page is borrowed: its URL, which scripts may ask for. */
void script_open(struct script *s, const struct url *page);
void script_free(struct script *s);

/* Adds the next of the page's scripts, which is borrowed. One that is whole and breaks the grammar
 * counts for nothing, as in browsers; the rest of one that is not may be missing. */
void script_add(struct script *s, struct slice code, bool whole);

/* Adds code that runs once the page has loaded: the value of an onload, decoded. */
void script_add_handler(struct script *s, struct slice code);

/* Runs what was added and has not run. */
void script_run(struct script *s);

/* Adds the inside of a string literal with its escapes undone. */
void script_unescape(struct slice s, struct buffer *into);

#endif
