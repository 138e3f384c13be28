#include "cli/command.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool colored, progress_stands;

void say_colored(bool on)
{
    colored = on;
}

bool say_can_steer(int fd)
{
    const char *term = getenv("TERM");
    return isatty(fd) && term && *term && strcmp(term, "dumb") != 0;
}

void say_wipe(void)
{
    if (progress_stands) {
        fputs("\r\33[K", stderr);
        progress_stands = false;
    }
}

/* The old line is written over, and only what is left of it is erased: it does not flicker. */
void say_progress(const char *line)
{
    fprintf(stderr, "\r%s\33[K", line);
    progress_stands = true;
}

static void write_visible(const char *text, FILE *to)
{
    struct visible v = visible_of(slice_from(text));
    char room[VISIBLE_ROOM];
    for (struct slice s = visible_next(&v, room); s.length; s = visible_next(&v, room)) {
        fwrite(s.data, 1, s.length, to);
    }
}

/* The whole line at once, so that other processes on the same stderr do not break it. */
static bool write_line(const char *text)
{
    char *line = NULL;
    size_t length = 0;
    FILE *to = open_memstream(&line, &length);
    if (!to) {
        return false;
    }
    fputs(colored ? "\33[1;31mlandfall:\33[0m " : "landfall: ", to);
    write_visible(text, to);
    fputc('\n', to);
    bool whole = fclose(to) == 0;
    if (whole) {
        fwrite(line, 1, length, stderr);
    }
    free(line);
    return whole;
}

void say(const char *format, ...)
{
    char *text = NULL;
    va_list args;
    va_start(args, format);
    int length = vasprintf(&text, format, args);
    va_end(args);
    say_wipe();
    if (length < 0 || !write_line(text)) {
        fputs("landfall: out of memory\n", stderr);
    }
    free(length < 0 ? NULL : text);
}
