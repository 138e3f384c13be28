#include "syntax/script_inside.h"

#include "syntax/utf8.h"

#include <stdlib.h>

bool script_may_move(struct slice page)
{
    /* The last ones begin keys of the window that are hidden. */
    static const char *const marks[] = {
        "location",       "eval(",        "Function(", "_self",       "_top",     "ubmit(",
        "document.write", ".click()",     "['l",       "[\"l",        "[`l",      "['\\",
        "[\"\\",          "replaceState", "pushState", "\"refresh\"", "'refresh'"
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (page.data && memmem(page.data, page.length, marks[i], strlen(marks[i]))) {
            return true;
        }
    }
    return false;
}

void script_open(struct script *s, const struct url *page)
{
    *s = (struct script){ .page = page, .value = BUFFER(SCRIPT_VALUE_ROOM) };
}

void script_free(struct script *s)
{
    free(s->tokens);
    arena_free(&s->arena);
    buffer_free(&s->value);
    *s = (struct script){ 0 };
}

void script_add(struct script *s, struct slice code, bool whole)
{
    size_t from;
    script_add_code(s, code, s->scripts++, whole, &from);
}

void script_add_handler(struct script *s, struct slice code)
{
    s->handler = arena_copy(&s->arena, code);
    s->failed = s->failed || (code.data && !s->handler.data);
}

/* Each script is walked to its end, or to what ends it: another goes on. */
static void run_scripts(struct script *s)
{
    size_t count = s->count;
    size_t from = s->ran;
    for (size_t at = from; at < count && !s->failed; at++) {
        if (s->tokens[at].type == TOKEN_END) {
            struct walk w = { .script = s };
            script_walk_statements(&w, from, at, SCRIPT_SURE);
            from = at + 1;
        }
    }
}

static void run_once(struct script *s, const struct script_task *task)
{
    struct walk w = { .script = s };
    s->now.stage = task->stage;
    s->now.delay_ms = task->delay_ms;
    script_call_back(&w, task);
}

/* What is repeated may count before it moves. */
static void run_task(struct script *s, struct script_task *task)
{
    enum { LONGEST_MS = 60000 };
    size_t moves = s->move_count;
    run_once(s, task);
    while (task->every_ms && s->move_count == moves && task->delay_ms < LONGEST_MS &&
           script_spend(s) && !s->failed) {
        task->delay_ms += task->every_ms;
        run_once(s, task);
    }
}

/* Tasks may add others. */
static void run_tasks(struct script *s)
{
    for (size_t i = 0; i < s->task_count && !s->failed; i++) {
        struct script_task task = s->tasks[i];
        run_task(s, &task);
    }
    s->task_count = 0;
    s->now.stage = SCRIPT_AT_ONCE;
    s->now.delay_ms = 0;
}

/* Whether scripts have put another in the place of the body's onload. What they had put there
 * before the body began is over. */
static bool is_handled(struct script *s)
{
    bool handled = false;
    for (size_t i = 0; i < s->task_count; i++) {
        struct script_task *task = &s->tasks[i];
        bool before = task->code.body < s->count && s->html.data &&
                      s->tokens[task->code.body].script < s->before_body;
        if (task->handles && task->level == SCRIPT_SURE && !before) {
            handled = true;
        } else if (task->handles && before) {
            task->level = SCRIPT_NEVER;
        }
    }
    return handled;
}

void script_run(struct script *s)
{
    size_t from;
    run_scripts(s);
    if (s->handler.length && !is_handled(s) && s->task_count < SCRIPT_TASKS &&
        script_add_code(s, s->handler, s->scripts, true, &from)) {
        s->tasks[s->task_count++] =
            (struct script_task){ .code = { .body = (uint32_t)from,
                                            .body_end = (uint32_t)s->count - 1 },
                                  .stage = SCRIPT_LOADED };
    }
    s->handler = (struct slice){ 0 };
    s->ran = s->count;
    run_tasks(s);
    s->ran = s->count;
}

/* --- Escapes (section 12.9.4) --- */

static bool is_at(struct slice s, size_t at, char c)
{
    return at < s.length && s.data[at] == c;
}

/* "u{…}": up to six digits. Gives how many bytes it takes, or 0. */
static size_t read_braced(struct slice s, size_t at, uint32_t *code)
{
    size_t digits = 0;
    while (digits < 7 && at + 2 + digits < s.length && ascii_hex(s.data[at + 2 + digits]) >= 0) {
        digits++;
    }
    bool good = is_at(s, at + 1, '{') && is_at(s, at + 2 + digits, '}') && digits > 0 &&
                digits < 7 && slice_read_hex(s, at + 2, digits, code);
    return good ? digits + 3 : 0;
}

/* Reads "u" or "x" and its digits at `at`, two surrogates as one character. Gives how many bytes
 * it takes, or 0. */
static size_t read_code(struct slice s, size_t at, uint32_t *code)
{
    size_t digits = s.data[at] == 'x' ? 2 : 4;
    if (digits == 4 && is_at(s, at + 1, '{')) {
        return read_braced(s, at, code);
    }
    if (!slice_read_hex(s, at + 1, digits, code)) {
        return 0;
    }
    uint32_t low;
    size_t next = at + 1 + digits;
    if (*code >= 0xd800 && *code < 0xdc00 && is_at(s, next, '\\') && is_at(s, next + 1, 'u') &&
        slice_read_hex(s, next + 2, 4, &low) && low >= 0xdc00 && low < 0xe000) {
        *code = 0x10000 + ((*code - 0xd800) << 10) + (low - 0xdc00);
        return 1 + digits + 6;
    }
    return 1 + digits;
}

/* "\101", as old scripts have it (section B.1.2): up to 0377. Gives how many bytes it takes. */
static size_t read_octal(struct slice s, size_t at, uint32_t *code)
{
    size_t most = s.data[at] <= '3' ? 3 : 2;
    size_t digits = 0;
    for (*code = 0; digits < most && at + digits < s.length && s.data[at + digits] >= '0' &&
                    s.data[at + digits] <= '7';
         digits++) {
        *code = *code * 8 + (uint32_t)(s.data[at + digits] - '0');
    }
    return digits;
}

/* Undoes the escape behind a backslash; gives how many bytes it takes. */
static size_t unescape(struct slice s, size_t at, struct buffer *into)
{
    static const char from[] = "nrtbfv";
    static const char to[] = "\n\r\t\b\f\v";
    char c = s.data[at];
    uint32_t code;
    size_t length = c == 'x' || c == 'u' ? read_code(s, at, &code) : read_octal(s, at, &code);
    if (length) {
        bool scalar = code < 0xd800 || (code > 0xdfff && code <= 0x10ffff);
        utf8_encode(scalar ? code : UTF8_REPLACEMENT, into);
        return length;
    }
    const char *simple = c ? strchr(from, c) : NULL;
    if (simple) {
        buffer_add_char(into, to[simple - from]);
    } else if (c != '\n' && c != '\r') {
        buffer_add_char(into, c);
    }
    return 1;
}

void script_unescape(struct slice s, struct buffer *into)
{
    while (s.length) {
        size_t plain = slice_find(s, '\\');
        buffer_add(into, slice_part(s, 0, plain));
        if (plain + 1 >= s.length) {
            return;
        }
        s = slice_skip(s, plain + 1 + unescape(s, plain + 1, into));
    }
}
