/* The command line, by two tables of options of one shape: the command's own, and the library's. */
#include "cli/command.h"

#include <stdlib.h>
#include <string.h>

enum { DASHES = 2, FORMATS_MOST = 16 };

const lf_option *options_at(size_t index)
{
    return index < own_option_count ? &own_options[index].option
                                    : lf_option_at(index - own_option_count);
}

const struct own_option *options_own(const lf_option *option)
{
    for (size_t i = 0; i < own_option_count; i++) {
        if (option == &own_options[i].option) {
            return &own_options[i];
        }
    }
    return NULL;
}

/* An option before it has its name, for other commands. */
static bool is_second(const lf_option *option, const struct command *command)
{
    size_t i = 0;
    const lf_option *other = options_at(i);
    while (other != option &&
           !(other->commands & command->bit && strcmp(other->name, option->name) == 0)) {
        other = options_at(++i);
    }
    return other != option;
}

/* A command that takes those of several others takes the first of a name. */
bool options_suit(const lf_option *option, const struct command *command)
{
    bool suits = option->commands & command->bit || strcmp(option->name, "help") == 0;
    return suits && (command_has_table(command) || !is_second(option, command));
}

static bool is_named(const lf_option *option, const char *name, size_t length)
{
    return strlen(option->name) == length && memcmp(option->name, name, length) == 0;
}

static const lf_option *find_long(const struct command *command, const char *name, size_t length)
{
    size_t i = 0;
    const lf_option *option = options_at(i);
    while (option && !(options_suit(option, command) && is_named(option, name, length))) {
        option = options_at(++i);
    }
    return option;
}

static const lf_option *find_short(const struct command *command, char letter)
{
    for (size_t i = 0; i < own_option_count; i++) {
        if (own_options[i].letter == letter && options_suit(&own_options[i].option, command)) {
            return &own_options[i].option;
        }
    }
    return NULL;
}

/* --- What is wrong --- */

/* Another command that has the option, or NULL. */
static const struct command *find_owner(const char *name, size_t length)
{
    for (const struct command *const *c = commands; *c; c++) {
        if (find_long(*c, name, length)) {
            return *c;
        }
    }
    return NULL;
}

/* The name of the command's option that is most like the word. */
static const char *find_near(const struct command *command, const char *word)
{
    const char *names[OPTIONS_MOST + 1];
    size_t count = 0;
    const lf_option *option = options_at(0);
    for (size_t i = 0; option && count < OPTIONS_MOST; option = options_at(++i)) {
        if (options_suit(option, command)) {
            names[count++] = option->name;
        }
    }
    names[count] = NULL;
    return lf_nearest(word, names);
}

/* What a command lacks: another's option, or a word near one of its own. The dashes say nothing
 * about what was meant. */
static bool say_unknown(const struct command *command, const char *argument, size_t length)
{
    size_t dashes = strspn(argument, "-");
    const struct command *owner =
        dashes == DASHES ? find_owner(argument + dashes, length - dashes) : NULL;
    if (owner) {
        say("%s has no option '%.*s', which %s has; 'landfall %s --help' lists its own",
            command->name, (int)length, argument, owner->name, command->name);
        return false;
    }
    char word[64];
    snprintf(word, sizeof word, "%.*s", (int)(length - dashes), argument + dashes);
    const char *nearest = find_near(command, word);
    say("%s has no option '%.*s'%s%s%s 'landfall %s --help' lists them", command->name, (int)length,
        argument, nearest ? ": did you mean '--" : "", nearest ? nearest : "", nearest ? "'?" : ";",
        command->name);
    return false;
}

static bool say_starved(void)
{
    say("out of memory");
    return false;
}

/* --- Reading --- */

/* Adds to a list, which is moved. */
static lf_status append(const char ***list, const char *value)
{
    size_t count = 0;
    while (*list && (*list)[count]) {
        count++;
    }
    const char **longer = reallocarray((void *)*list, count + 2, sizeof *longer);
    if (!longer) {
        return LF_NO_MEMORY;
    }
    longer[count] = value;
    longer[count + 1] = NULL;
    *list = longer;
    return LF_OK;
}

static lf_status set_own(struct settings *settings, const struct own_option *own, const char *value)
{
    void *field = (char *)settings + own->at;
    if (own->option.repeatable) {
        return append(field, value);
    }
    if (own->option.argument) {
        *(const char **)field = value;
    } else {
        *(bool *)field = !value || strcmp(value, "true") == 0;
    }
    return LF_OK;
}

lf_status options_set(struct settings *settings, const lf_option *option, const char *value)
{
    const struct own_option *own = options_own(option);
    return own ? set_own(settings, own, value) : lf_set(&settings->session, option->name, value);
}

static lf_status remember(struct settings *settings, const lf_option *option, const char *value)
{
    size_t count = settings->given_count;
    struct given *more = reallocarray(settings->given, count + 1, sizeof *more);
    if (!more) {
        return LF_NO_MEMORY;
    }
    more[count] = (struct given){ option, value };
    settings->given = more;
    settings->given_count++;
    return LF_OK;
}

/* Sets what the command line gives, and keeps it in mind. */
static bool set(struct settings *settings, const lf_option *option, const char *value)
{
    lf_status status = options_set(settings, option, value);
    if (status == LF_USAGE) {
        say("--%s takes %s, not '%s'", option->name, option->takes, value);
    }
    status = status == LF_OK ? remember(settings, option, value) : status;
    return status == LF_OK || (status == LF_NO_MEMORY && say_starved());
}

bool options_given(const struct settings *settings, const lf_option *option)
{
    for (size_t i = 0; i < settings->given_count; i++) {
        if (settings->given[i].option == option) {
            return true;
        }
    }
    return false;
}

/* The arguments still to be read. */
struct arguments {
    char **at, **end;
};

static bool read_value(struct settings *settings, const lf_option *option, const char *attached,
                       struct arguments *rest)
{
    if (!option->argument && attached) {
        say("--%s takes no value", option->name);
        return false;
    }
    if (option->argument && !attached) {
        if (rest->at == rest->end) {
            say("--%s needs a value: --%s %s", option->name, option->name, option->argument);
            return false;
        }
        attached = *rest->at++;
    }
    return set(settings, option, attached);
}

static bool read_long(struct settings *settings, const struct command *command,
                      const char *argument, struct arguments *rest)
{
    size_t length = strcspn(argument, "=");
    const lf_option *option = find_long(command, argument + DASHES, length - DASHES);
    if (!option) {
        return say_unknown(command, argument, length);
    }
    return read_value(settings, option, argument[length] ? argument + length + 1 : NULL, rest);
}

/* "-q", "-qv", "-oFILE", "-o FILE". */
static bool read_letters(struct settings *settings, const struct command *command,
                         const char *argument, struct arguments *rest)
{
    for (const char *at = argument + 1; *at; at++) {
        const lf_option *option = find_short(command, *at);
        if (!option) {
            return say_unknown(command, argument, strlen(argument));
        }
        bool needs = option->argument;
        if (!read_value(settings, option, needs && at[1] ? at + 1 : NULL, rest)) {
            return false;
        }
        if (needs) {
            return true;
        }
    }
    return true;
}

/* Says which formats there are, and which one is nearest. */
static bool say_no_format(const struct command *command, const char *name)
{
    const char *names[FORMATS_MOST + 1] = { NULL };
    char known[256] = "";
    size_t count = 0;
    size_t length = 0;
    for (size_t i = 0; formats[i] && count < FORMATS_MOST; i++) {
        if (options_have_format(command, formats[i])) {
            names[count++] = formats[i]->name;
        }
    }
    for (size_t i = 0; i < count && length < sizeof known; i++) {
        const char *between = i == 0 ? "" : names[i + 1] ? ", " : " and ";
        length +=
            (size_t)snprintf(known + length, sizeof known - length, "%s'%s'", between, names[i]);
    }
    const char *nearest = lf_nearest(name, names);
    say("no format is named '%s'%s%s%s %s are known", name, nearest ? ": did you mean '" : "",
        nearest ? nearest : "", nearest ? "'?" : ";", known);
    return false;
}

/* "NAME" or, with check, "NAME=FILE". */
static bool check_format(const struct command *command, const char *given)
{
    char name[64];
    const char *sign = strchr(given, '=');
    snprintf(name, sizeof name, "%.*s", (int)strcspn(given, "="), given);
    const struct format *format = format_named(name);
    if (!format) {
        return say_no_format(command, name);
    }
    if (!options_have_format(command, format)) {
        say("--format %s shows what check finds, and %s has no such thing", name, command->name);
        return false;
    }
    if (sign && command->mode != LF_CHECK) {
        say("--format %s: only check writes several reports; name the file with -o", given);
        return false;
    }
    if (sign && sign[1] == '\0') {
        say("--format %s names no file: write --format %s=FILE, or --format %s for stdout", given,
            name, name);
        return false;
    }
    return true;
}

static bool check(const struct settings *settings, const struct command *command)
{
    for (size_t i = 0; settings->format && settings->format[i]; i++) {
        if (!check_format(command, settings->format[i])) {
            return false;
        }
    }
    static const char *const whens[] = { "auto", "always", "never" };
    for (size_t i = 0; i < 3; i++) {
        if (!settings->color || strcmp(settings->color, whens[i]) == 0) {
            return true;
        }
    }
    say("--color takes auto, always or never, not '%s'", settings->color);
    return false;
}

bool options_read(struct settings *settings, const struct command *command, int count,
                  char **arguments)
{
    struct arguments rest = { arguments, arguments + count };
    settings->operands = calloc((size_t)count + 1, sizeof *settings->operands);
    if (!settings->operands) {
        say("out of memory");
        return false;
    }
    bool only_operands = false;
    bool good = true;
    while (good && rest.at < rest.end) {
        char *argument = *rest.at++;
        if (only_operands || argument[0] != '-' || argument[1] == '\0') {
            settings->operands[settings->operand_count++] = argument;
        } else if (strcmp(argument, "--") == 0) {
            only_operands = true;
        } else {
            good = argument[1] == '-' ? read_long(settings, command, argument, &rest)
                                      : read_letters(settings, command, argument, &rest);
        }
    }
    return good && config_read(settings, command) && check(settings, command);
}

void options_free(struct settings *settings)
{
    for (size_t i = 0; i < own_option_count; i++) {
        if (own_options[i].option.repeatable) {
            free(*(void **)((char *)settings + own_options[i].at));
        }
    }
    lf_options_clear(&settings->session);
    config_free(settings->file);
    free(settings->given);
    free((void *)settings->operands);
}
