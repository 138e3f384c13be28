/* What scripts have run later: by timers, by the page's load event. */
#include "syntax/script_inside.h"

static void add_task(const struct walk *w, struct script_task task)
{
    struct script *s = w->script;
    task.captured = w->captured;
    if (s->task_count < SCRIPT_TASKS && task.level != SCRIPT_NEVER && !s->valued) {
        task.delay_ms += s->now.delay_ms < UINT32_MAX / 4 ? s->now.delay_ms : UINT32_MAX / 4;
        s->tasks[s->task_count++] = task;
    }
}

bool script_run_later(struct walk *w, size_t from, size_t to, struct script_task task)
{
    struct script *s = w->script;
    size_t end;
    bool is = from < to && script_read_function(s, from, to, &task.code, &end);
    if (!is && from < to && s->tokens[from].type == TOKEN_NAME) {
        int named = script_function_of(s, token_text(&s->tokens[from]));
        bool called = from + 1 < to && token_is_sign(s, from + 1, '(');
        is = named >= 0 && !called;
        task.code = is ? s->functions[named] : task.code;
    }
    if (is) {
        add_task(w, task);
    }
    return is;
}

void script_handle_load(struct walk *w, size_t from, size_t to, enum script_level level)
{
    struct script *s = w->script;
    bool onload = from > 1 && token_is_word(s, from - 2, SLICE("onload"));
    for (size_t i = 0; onload && level == SCRIPT_SURE && i < s->task_count; i++) {
        s->tasks[i].level = s->tasks[i].handles ? SCRIPT_NEVER : s->tasks[i].level;
    }
    script_run_later(
        w, from, to,
        (struct script_task){ .level = level, .stage = SCRIPT_LOADED, .handles = onload });
}

static uint32_t read_delay(struct script *s, size_t from, size_t to)
{
    enum { UNKNOWN = 1000, LONGEST = 1 << 30 };
    size_t end;
    unsigned long long delay;
    if (from >= to) {
        return 0;
    }
    bool number =
        script_fold(s, from, to, &end) && slice_number(buffer_slice(&s->value), LONGEST, &delay);
    return number ? (uint32_t)delay : UNKNOWN;
}

/* The name to which the number of the timer is given whose bracket stands at `open`: the absent
 * slice where there is none. */
static struct slice name_of_timer(const struct script *s, size_t open)
{
    size_t at = open - 1;
    while (at > 1 && token_is_sign(s, at - 1, '.')) {
        at -= 2;
    }
    bool given = at > 1 && token_is_sign(s, at - 1, '=') && s->tokens[at - 2].type == TOKEN_NAME;
    return given ? token_text(&s->tokens[at - 2]) : (struct slice){ 0 };
}

/* What was added last is a timer: what is behind its delay are arguments. */
static void note_timer(struct script *s, size_t open, size_t delay, enum chain_type type)
{
    enum { SHORTEST_MS = 4 }; /* of what is repeated (HTML Standard, section 8.6) */
    struct script_task *task = &s->tasks[s->task_count - 1];
    size_t close = s->tokens[open].mate;
    size_t end = script_argument_end(s, delay < close ? delay : close, close);
    uint32_t every = task->delay_ms - s->now.delay_ms;
    task->held = name_of_timer(s, open);
    task->from = end < close ? (uint32_t)end + 1 : 0;
    task->to = end < close ? (uint32_t)close : 0;
    if (type == CHAIN_INTERVAL) {
        task->every_ms = every < SHORTEST_MS ? SHORTEST_MS : every;
    }
}

/* Of what runs later it is not known what ran before. */
void script_call_off(struct walk *w, size_t open, enum script_level level)
{
    struct script *s = w->script;
    size_t close = s->tokens[open].mate;
    if (level != SCRIPT_SURE || s->now.stage || s->tokens[close - 1].type != TOKEN_NAME) {
        return;
    }
    for (size_t i = 0; i < s->task_count; i++) {
        if (token_is_word(s, close - 1, s->tasks[i].held)) {
            s->tasks[i].level = SCRIPT_NEVER;
        }
    }
}

void script_call_timer(struct walk *w, size_t open, enum chain_type type, enum script_level level)
{
    bool soon = type == CHAIN_SOON;
    struct script *s = w->script;
    size_t close = s->tokens[open].mate;
    size_t end = script_argument_end(s, open + 1, close);
    uint32_t delay = soon ? 0 : read_delay(s, end + 1, close);
    size_t code;
    size_t tasks = s->task_count;
    struct script_task task = { .delay_ms = delay, .level = level, .stage = SCRIPT_TIMED };
    if (script_run_later(w, open + 1, end, task)) {
        if (s->task_count > tasks) {
            note_timer(s, open, end + 1, type);
        }
        return;
    }
    if (open + 1 < end && !soon && script_read_code(w, open + 1, end, &code)) {
        add_task(w, (struct script_task){
                        .code = { .body = (uint32_t)code, .body_end = (uint32_t)s->count - 1 },
                        .delay_ms = delay,
                        .level = level,
                        .stage = SCRIPT_TIMED });
        if (s->task_count > tasks) {
            s->tasks[tasks].held = name_of_timer(s, open);
        }
        return;
    }
    script_walk_list(w, open + 1, close, level);
}

void script_call_listener(struct walk *w, size_t open, enum script_level level)
{
    static const char *const loads[] = { "load", "pageshow", NULL };
    static const char *const reads[] = { "DOMContentLoaded", "readystatechange", NULL };
    static const char *const parts[] = { "document", "body", NULL }; /* which do not load */
    struct script *s = w->script;
    size_t close = s->tokens[open].mate;
    size_t end = script_argument_end(s, open + 1, close);
    if (end != open + 2 || s->tokens[open + 1].type != TOKEN_STRING || end >= close) {
        return;
    }
    struct slice event = token_text(&s->tokens[open + 1]);
    bool load = slice_is_any(event, loads) &&
                !(open > 2 && token_is_sign(s, open - 2, '.') && token_is_any(s, open - 3, parts));
    struct script_task task = { .level = level, .stage = load ? SCRIPT_LOADED : SCRIPT_PARSED };
    if (load || slice_is_any(event, reads)) {
        script_run_later(w, end + 1, close, task);
    }
}
