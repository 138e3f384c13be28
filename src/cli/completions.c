/* Writes what shells complete, from the tables of commands and options. */
#include "cli/command.h"

#include <stdlib.h>
#include <string.h>

/* --- The options of both tables --- */

struct row {
    const lf_option *option;
    char letter; /* '\0': it has no short form */
};

/* False: there are no more. */
static bool row_at(size_t index, struct row *row)
{
    *row = (struct row){ options_at(index), '\0' };
    if (index < own_option_count) {
        row->letter = own_options[index].letter;
    }
    return row->option != NULL;
}

/* --- What their values may be --- */

static bool takes_file(const lf_option *option)
{
    return option->argument && strstr(option->argument, "FILE");
}

/* How a shell is told to complete a value: a file's name, some words, or nothing. */
struct actions {
    const char *file, *before_words, *behind_words, *none;
};

static void write_action(const lf_option *option, const char *words, struct actions actions)
{
    if (words[0]) {
        printf("%s%s%s", actions.before_words, words, actions.behind_words);
    } else if (takes_file(option)) {
        printf("%s", actions.file);
    } else {
        printf("%s", actions.none);
    }
}

/* --- bash --- */

static void write_bash_value(const struct row *row)
{
    char words[WORDS_ROOM];
    options_words(row->option, words);
    printf("    --%s", row->option->name);
    if (row->letter) {
        printf(" | -%c", row->letter);
    }
    write_action(row->option, words,
                 (struct actions){ ") _landfall_files", ") _landfall_words '", "'", ") return" });
    printf(" ;;\n");
}

static void write_bash_values(void)
{
    struct row row;
    for (size_t i = 0; row_at(i, &row); i++) {
        if (row.option->argument) {
            write_bash_value(&row);
        }
    }
}

static const char *operand_words(const struct command *command)
{
    return command->words ? command->words : "";
}

static void write_bash_options(const struct command *command)
{
    struct row row;
    printf("    %s) options='", command->name);
    for (size_t i = 0, written = 0; row_at(i, &row); i++) {
        if (options_suit(row.option, command)) {
            printf("%s--%s", written++ ? " " : "", row.option->name);
        }
    }
    printf("'; files=%d words='%s' ;;\n", command->reads_files, operand_words(command));
}

static void write_bash(void)
{
    printf("# What bash completes of landfall's command line.\n"
           "_landfall_words() { mapfile -t COMPREPLY < <(compgen -W \"$1\" -- \"$current\"); }\n"
           "_landfall_files() { compopt -o filenames 2> /dev/null\n"
           "    mapfile -t COMPREPLY < <(compgen -f -- \"$current\"); }\n"
           "_landfall()\n{\n"
           "    local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}\n"
           "    local options= files=0 words=\n"
           "    if [[ $current == = ]]; then\n        current=\n"
           "    elif [[ $before == = ]]; then\n"
           "        before=${COMP_WORDS[COMP_CWORD - 2]}\n    fi\n"
           "    if ((COMP_CWORD == 1)); then\n        _landfall_words '");
    for (size_t i = 0; commands[i]; i++) {
        printf("%s ", commands[i]->name);
    }
    printf("help --help --version'\n        return\n    fi\n    case ${COMP_WORDS[1]} in\n");
    for (size_t i = 0; commands[i]; i++) {
        write_bash_options(commands[i]);
    }
    printf("    help)\n        _landfall_words '");
    for (size_t i = 0; commands[i]; i++) {
        printf("%s%s", i ? " " : "", commands[i]->name);
    }
    printf("'\n        return ;;\n    *) return ;;\n    esac\n    case $before in\n");
    write_bash_values();
    printf("    *)\n"
           "        if [[ $current == -* ]]; then\n            _landfall_words \"$options\"\n"
           "        elif ((files)); then\n            _landfall_files\n"
           "        else\n            _landfall_words \"$words\"\n        fi ;;\n"
           "    esac\n}\ncomplete -F _landfall landfall\n");
}

/* --- zsh --- */

/* Text in single quotes, in which some letters mean something else. */
static void write_zsh_text(const char *text, const char *letters)
{
    for (; *text; text++) {
        if (*text == '\'') {
            printf("'\\''");
        } else {
            printf("%s%c", strchr(letters, *text) ? "\\" : "", *text);
        }
    }
}

static void write_zsh_option(const struct row *row)
{
    const lf_option *option = row->option;
    const char *more = option->repeatable ? "*" : "";
    const char *takes = option->argument ? "=" : "";
    char words[WORDS_ROOM];
    options_words(option, words);
    if (row->letter) {
        printf("            '(-%c --%s)'{-%c%s,--%s%s}'[", row->letter, option->name, row->letter,
               option->argument ? "+" : "", option->name, takes);
    } else {
        printf("            '%s--%s%s[", more, option->name, takes);
    }
    write_zsh_text(option->summary, "[]:\\");
    printf("]");
    if (option->argument) {
        printf(":");
        write_zsh_text(option->argument, ":\\");
        write_action(option, words, (struct actions){ ":_files", ":(", ")", ": " });
    }
    printf("' \\\n");
}

static void write_zsh_command(const struct command *command)
{
    struct row row;
    printf("        %s)\n            _arguments -s \\\n", command->name);
    for (size_t i = 0; row_at(i, &row); i++) {
        if (options_suit(row.option, command)) {
            write_zsh_option(&row);
        }
    }
    if (command->words) {
        printf("            '1:%s:(%s)' ;;\n", command->operands, command->words);
    } else {
        printf("            '*:%s' ;;\n", command->reads_files ? "input:_files" : "URL: ");
    }
}

static void write_zsh(void)
{
    printf("#compdef landfall\n# What zsh completes of landfall's command line.\n"
           "_landfall() {\n    local state line\n    local -a commands\n"
           "    _arguments -C '1: :->command' '*:: :->rest'\n    case $state in\n"
           "    command)\n        commands=(\n");
    for (size_t i = 0; commands[i]; i++) {
        printf("            '%s:", commands[i]->name);
        write_zsh_text(commands[i]->summary, ":\\");
        printf("'\n");
    }
    printf("        )\n        _describe command commands ;;\n    rest)\n"
           "        case $words[1] in\n");
    for (size_t i = 0; commands[i]; i++) {
        write_zsh_command(commands[i]);
    }
    printf("        esac ;;\n    esac\n}\n_landfall \"$@\"\n");
}

/* --- fish --- */

static void write_fish_text(const char *text)
{
    printf("'");
    for (; *text; text++) {
        printf("%s%c", strchr("'\\", *text) ? "\\" : "", *text);
    }
    printf("'");
}

static void write_fish_option(const struct row *row)
{
    const lf_option *option = row->option;
    char words[WORDS_ROOM];
    options_words(option, words);
    printf("complete -c landfall -n '__fish_seen_subcommand_from");
    for (size_t i = 0; commands[i]; i++) {
        if (options_suit(option, commands[i])) {
            printf(" %s", commands[i]->name);
        }
    }
    printf("' -l %s", option->name);
    if (row->letter) {
        printf(" -s %c", row->letter);
    }
    if (option->argument) {
        write_action(option, words, (struct actions){ " -r -F", " -x -a '", "'", " -x" });
    }
    printf(" -d ");
    write_fish_text(option->summary);
    printf("\n");
}

static void write_fish(void)
{
    struct row row;
    printf("# What fish completes of landfall's command line.\n");
    for (size_t i = 0; commands[i]; i++) {
        printf("complete -c landfall -f -n __fish_use_subcommand -a %s -d ", commands[i]->name);
        write_fish_text(commands[i]->summary);
        printf("\n");
        if (!commands[i]->reads_files) {
            printf("complete -c landfall -f -n '__fish_seen_subcommand_from %s'",
                   commands[i]->name);
            printf(commands[i]->words ? " -a '%s'\n" : "%s\n", operand_words(commands[i]));
        }
    }
    for (size_t i = 0; row_at(i, &row); i++) {
        write_fish_option(&row);
    }
}

/* --- The command --- */

static int tell(struct settings *settings)
{
    static const struct {
        const char *name;
        void (*write)(void);
    } shells[] = { { "bash", write_bash }, { "zsh", write_zsh }, { "fish", write_fish } };
    const char *name = settings->operand_count == 1 ? settings->operands[0] : "";
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++) {
        if (strcmp(name, shells[i].name) == 0) {
            shells[i].write();
            return EXIT_DONE;
        }
    }
    say("completions takes the name of a shell: bash, zsh or fish%s%s%s", *name ? ", not '" : "",
        name, *name ? "'" : "");
    return EXIT_TROUBLE;
}

const struct command command_completions = {
    .name = "completions",
    .operands = "SHELL",
    .summary = "Writes what bash, zsh or fish completes.",
    .bit = FOR_TELLING,
    .words = "bash zsh fish",
    .tell = tell,
};
