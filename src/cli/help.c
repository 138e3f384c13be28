/* What --help shows: commands and options in two columns. */
#include "cli/command.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* The columns of all; those of names, behind which words begin; what words want at least. Where
 * that is not there, they stand below the name. */
enum { WIDTH_MOST = 80, WIDTH_LEAST = 20, NAMES_WIDTH = 32, WORDS_LEAST = 30, BELOW = 10 };

static size_t width_of(FILE *to)
{
    struct winsize size = { .ws_col = 0 };
    const char *columns = getenv("COLUMNS");
    unsigned long width = columns ? strtoul(columns, NULL, 10) : 0;
    if (width == 0 && isatty(fileno(to)) && ioctl(fileno(to), TIOCGWINSZ, &size) == 0) {
        width = size.ws_col;
    }
    return width == 0 || width > WIDTH_MOST ? WIDTH_MOST
           : width < WIDTH_LEAST            ? WIDTH_LEAST
                                            : width;
}

/* Prints words behind `at` columns; where a line is full they go on below. */
static void print_words(FILE *to, size_t at, size_t indent, const char *words)
{
    size_t width = width_of(to);
    const char *between = "";
    while (*words) {
        size_t length = strcspn(words, " ");
        if (*between && at + 1 + length > width) {
            fprintf(to, "\n%*s", (int)indent, "");
            at = indent;
            between = "";
        }
        fprintf(to, "%s%.*s", between, (int)length, words);
        at += strlen(between) + length;
        words += length + (words[length] == ' ');
        between = " ";
    }
    fputs("\n", to);
}

static void print_row(FILE *to, const char *name, const char *words)
{
    bool narrow = width_of(to) < NAMES_WIDTH + WORDS_LEAST;
    size_t indent = narrow ? BELOW : NAMES_WIDTH;
    size_t at = strlen(name);
    fputs(name, to);
    if (at + 1 > indent) {
        fputs("\n", to);
        at = 0;
    }
    fprintf(to, "%*s", (int)(indent - at), "");
    print_words(to, indent, indent, words);
}

void help_all(FILE *to)
{
    print_words(to, 0, 0,
                "landfall: finds embedded posts and links in articles and follows them to where "
                "they end");
    fputs("\n", to);
    for (size_t i = 0; commands[i]; i++) {
        char name[NAMES_WIDTH + 1];
        snprintf(name, sizeof name, "  landfall %s%s%s", commands[i]->name,
                 *commands[i]->operands ? " " : "", commands[i]->operands);
        print_row(to, name, commands[i]->summary);
    }
    fputs("\n", to);
    print_words(to, 0, 0,
                "'landfall COMMAND --help' shows a command's options, 'landfall --version' the "
                "version.");
}

static void print_option(const lf_option *option, FILE *to)
{
    const struct own_option *own = options_own(option);
    char letter[sizeof "-q,"] = "";
    char name[80];
    char words[512];
    if (own && own->letter) {
        snprintf(letter, sizeof letter, "-%c,", own->letter);
    }
    snprintf(name, sizeof name, "  %-3s --%s%s%s", letter, option->name,
             option->argument ? " " : "", option->argument ? option->argument : "");
    snprintf(words, sizeof words, "%s%s%s%s%s", option->summary, option->standard ? " (" : "",
             option->standard ? option->standard : "", option->standard ? ")" : "",
             option->repeatable ? "; may be repeated" : "");
    print_row(to, name, words);
}

/* The formats of a command's records; of none where it writes no records but articles. */
static void print_formats(const struct command *command, FILE *to)
{
    fputs("\nFormats\n", to);
    for (size_t i = 0; formats[i]; i++) {
        if (options_have_format(command, formats[i])) {
            char name[16];
            snprintf(name, sizeof name, "  %-8s ", formats[i]->name);
            fputs(name, to);
            print_words(to, strlen(name), strlen(name), formats[i]->summary);
        }
    }
    fputs("\n", to);
    print_words(to, 0, 0,
                command->mode == LF_CHECK
                    ? "Without --format it is text."
                    : "Without --format it is json on a terminal and ndjson otherwise.");
}

void help_command(const struct command *command, FILE *to)
{
    bool writes = false;
    fprintf(to, "landfall %s [OPTION...]%s%s\n\n", command->name, *command->operands ? " " : "",
            command->operands);
    print_words(to, 0, 0, command->summary);
    fputs("\nOptions\n", to);
    const lf_option *option = options_at(0);
    for (size_t i = 0; option; option = options_at(++i)) {
        if (options_suit(option, command)) {
            print_option(option, to);
            writes |= strcmp(option->name, "format") == 0;
        }
    }
    if (writes && !command->tell) {
        print_formats(command, to);
    }
}
