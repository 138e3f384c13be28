#include "cli/command.h"

#include <string.h>
#include <unistd.h>

struct line {
    const char *text;
    size_t length;
    uint64_t index;
};

static lf_status add_line(struct run *run, const void *input)
{
    const struct line *line = input;
    return lf_add_url(run->session, line->text, line->length, line->index);
}

static bool expand_line(struct run *run, const struct lines *lines, struct line line)
{
    if (lines->overlong) {
        say("stdin: line %llu is longer than %d bytes: left out", lines->number + 1, LINE_MOST);
        run->failed = true;
        return true;
    }
    return line.length == 0 || run_add(run, add_line, &line);
}

static bool expand_stdin(struct run *run)
{
    static struct lines lines;
    lines_open(&lines, run, STDIN_FILENO);
    bool goes_on = true;
    bool more = true;
    while (goes_on && more) {
        goes_on = lines_await(&lines);
        struct line line = { 0 };
        line.text = goes_on ? lines_next(&lines, &line.length) : NULL;
        line.index = lines.number;
        more = line.text != NULL;
        goes_on = goes_on && (!more || expand_line(run, &lines, line));
    }
    if (lines.failed) {
        say("stdin: cannot be read");
        run->failed = true;
    }
    return goes_on;
}

static void expand(struct run *run)
{
    const struct settings *settings = run->settings;
    bool goes_on = settings->operand_count > 0 || expand_stdin(run);
    for (size_t i = 0; goes_on && i < settings->operand_count; i++) {
        const char *text = settings->operands[i];
        struct line line = { text, strlen(text), i };
        goes_on = strcmp(text, "-") == 0 ? expand_stdin(run) : run_add(run, add_line, &line);
    }
}

const struct command command_expand = {
    .name = "expand",
    .operands = "[URL...]",
    .summary = "Follows URLs given as such, or one per line of stdin.",
    .bit = LF_FOR_EXPAND,
    .mode = LF_RESOLVE,
    .run = expand,
};
