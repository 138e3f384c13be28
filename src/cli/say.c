#include "cli/command.h"

#include <stdarg.h>
#include <stdlib.h>

static bool colored;

void say_colored(bool on)
{
    colored = on;
}

/* Bytes that would steer a terminal: C0 controls, DEL, the lead of C1, and the marks of direction,
 * U+202A to U+202E and U+2066 to U+2069. */
static size_t steering(const unsigned char *at)
{
    if (*at < ' ' || *at == 0x7f) {
        return 1;
    }
    if (*at == 0xc2 && at[1] >= 0x80 && at[1] < 0xa0) {
        return 2;
    }
    bool mark = *at == 0xe2 && ((at[1] == 0x80 && at[2] >= 0xaa && at[2] <= 0xae) ||
                                (at[1] == 0x81 && at[2] >= 0xa6 && at[2] <= 0xa9));
    return mark ? 3 : 0;
}

void say(const char *format, ...)
{
    char *text = NULL;
    va_list args;
    va_start(args, format);
    int length = vasprintf(&text, format, args);
    va_end(args);
    fputs(colored ? "\33[1;31mlandfall:\33[0m " : "landfall: ", stderr);
    for (const char *at = length < 0 ? "out of memory" : text; *at;) {
        size_t bad = steering((const unsigned char *)at);
        fputc(bad ? '?' : *at, stderr);
        at += bad ? bad : 1;
    }
    fputc('\n', stderr);
    free(length < 0 ? NULL : text);
}
