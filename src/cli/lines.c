#include "cli/command.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

void lines_open(struct lines *lines, struct run *run, int fd)
{
    lines->run = run;
    lines->fd = fd;
    lines->start = lines->end = 0;
    lines->number = 0;
    lines->started = lines->ended = lines->stopped = lines->overlong = lines->failed = false;
}

static char *line_end(const struct lines *lines)
{
    return memchr(lines->room + lines->start, '\n', lines->end - lines->start);
}

/* Reads more behind what is there; at the end of the input or of the run's time, or when a signal
 * asks to stop, `ended`. */
static void fill(struct lines *lines)
{
    memmove(lines->room, lines->room + lines->start, lines->end - lines->start);
    lines->end -= lines->start;
    lines->start = 0;
    size_t left = sizeof lines->room - lines->end;
    bool ready = run_await(lines->run, lines->fd);
    ssize_t count = ready ? read(lines->fd, lines->room + lines->end, left) : 0;
    lines->failed = count < 0 && errno != EINTR;
    lines->stopped = !ready || count < 0;
    lines->ended = count <= 0;
    lines->end += count > 0 ? (size_t)count : 0;
}

/* Drops the rest of a line that is too long. */
static void skip_rest(struct lines *lines)
{
    while (!line_end(lines) && !lines->ended) {
        lines->start = lines->end;
        fill(lines);
    }
    char *end = line_end(lines);
    lines->start = end ? (size_t)(end + 1 - lines->room) : lines->end;
}

const char *lines_next(struct lines *lines, size_t *length)
{
    if (lines->overlong) {
        skip_rest(lines);
    }
    lines->overlong = false;
    while (!line_end(lines) && !lines->ended && lines->end - lines->start <= LINE_MOST) {
        fill(lines);
    }
    bool torn = lines->stopped && !line_end(lines); /* the rest of it was not waited for */
    if (lines->start == lines->end || torn) {
        return NULL;
    }
    lines->number += lines->started;
    lines->started = true;
    const char *line = lines->room + lines->start;
    char *end = line_end(lines);
    *length = (end ? (size_t)(end - lines->room) : lines->end) - lines->start;
    lines->overlong = *length > LINE_MOST;
    if (lines->overlong) {
        *length = LINE_MOST;
        return line;
    }
    lines->start += *length + (end != NULL);
    *length -= *length && line[*length - 1] == '\r';
    return line;
}

/* Whether lines_next would give a line without waiting. */
static bool is_ready(const struct lines *lines)
{
    struct pollfd wait = { .fd = lines->fd, .events = POLLIN };
    return line_end(lines) || lines->ended || poll(&wait, 1, 0) != 0;
}

/* Findings come when all that was added is done, so nobody is to ask for records before that. */
bool lines_await(const struct lines *lines)
{
    lf_status status = LF_OK;
    bool attends = lines->run->command->mode != LF_CHECK;
    while (attends && status == LF_OK && !is_ready(lines)) {
        status = run_attend(lines->run, lines->fd);
    }
    return status == LF_OK || status == LF_END;
}
