/* Prints every option that a command takes, the command's own and the library's: one a line, its
 * parts separated by tabs. */
#include "cli/command.h"

static const char *known(const char *text)
{
    return text ? text : "";
}

static void print(const lf_option *o, char letter)
{
    printf("%s\t%.1s\t%s\t%s\t%s\t%s\t%s\t%u\t%d\n", o->name, letter ? &letter : "",
           known(o->argument), known(o->takes), known(o->standard), o->summary, known(o->details),
           o->commands, o->repeatable);
}

int main(void)
{
    for (size_t i = 0; i < own_option_count; i++) {
        print(&own_options[i].option, own_options[i].letter);
    }
    for (size_t i = 0; lf_option_at(i); i++) {
        print(lf_option_at(i), '\0');
    }
    return 0;
}
