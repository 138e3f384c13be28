/* Prints the configuration in force, as TOML: what is set where, or stands by default. */
#include "cli/config/config.h"

#include <string.h>

/* --- TOML's values --- */

static void print_text(const char *text)
{
    putchar('"');
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\') {
            printf("\\%c", c);
        } else if (c < ' ' || c == 0x7f) {
            printf("\\u%04x", c);
        } else {
            putchar(c);
        }
    }
    putchar('"');
}

static bool is_bare(const char *key)
{
    return *key && key[strspn(key, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                   "0123456789_-")] == '\0';
}

static void print_key(const char *key)
{
    if (is_bare(key)) {
        fputs(key, stdout);
    } else {
        print_text(key);
    }
}

static void print_value(const struct toml *value);

static void print_items(const struct toml *value)
{
    bool table = value->type == TOML_TABLE;
    fputs(table ? "{ " : "[", stdout);
    for (const struct toml *item = value->first; item; item = item->next) {
        if (table) {
            print_key(item->key);
            fputs(" = ", stdout);
        }
        print_value(item);
        fputs(item->next ? ", " : "", stdout);
    }
    fputs(table ? " }" : "]", stdout);
}

static void print_value(const struct toml *value)
{
    switch (value->type) {
    case TOML_STRING:
        print_text(value->text);
        break;
    case TOML_INTEGER:
        printf("%lld", value->integer);
        break;
    case TOML_FLOAT: {
        char number[CONFIG_NUMBER_ROOM];
        snprintf(number, sizeof number, "%.15g", value->number);
        printf("%s%s", number, strpbrk(number, ".en") ? "" : ".0");
        break;
    }
    case TOML_BOOLEAN:
        fputs(value->truth ? "true" : "false", stdout);
        break;
    case TOML_ARRAY:
    case TOML_TABLE:
    default:
        print_items(value);
    }
}

/* --- Lines --- */

static void print_file(const struct config *config, const struct toml *node)
{
    print_key(node->key);
    fputs(" = ", stdout);
    print_value(node);
    printf("  # %s:%u\n", config->name, node->key_at.line);
}

/* A value as it stands on a command line; in a table it stands in quotes unless it is a number. */
static void print_word(const lf_option *option, const char *value)
{
    if (!option->argument || !value) {
        fputs(value ? value : "true", stdout);
    } else if (config_takes_number(option)) {
        printf("%s%s%s", *value == '.' ? "0" : "", value,
               value[strlen(value) - 1] == '.' ? "0" : "");
    } else {
        print_text(value);
    }
}

/* The last value that the command line gives or, of a list, each of them. */
static void print_given(const struct settings *settings, const lf_option *option, const char *key)
{
    const char *last = NULL;
    size_t count = 0;
    printf("%s = %s", key, option->repeatable ? "[" : "");
    for (size_t i = 0; i < settings->given_count; i++) {
        if (settings->given[i].option != option) {
            continue;
        }
        last = settings->given[i].value;
        if (option->repeatable) {
            fputs(count++ ? ", " : "", stdout);
            print_word(option, last);
        }
    }
    if (!option->repeatable) {
        print_word(option, last);
    }
    printf("%s  # command line\n", option->repeatable ? "]" : "");
}

static void print_default(const lf_option *option, const char *key)
{
    const char *value = option->argument ? option->standard : "false";
    if (value) {
        printf("%s = %s", key, option->repeatable ? "[" : "");
        print_word(option, value);
        printf("%s  # default\n", option->repeatable ? "]" : "");
    }
}

/* --- Tables --- */

/* An option where it stands: `table` is what the file says there, or NULL. */
static void print_option(const struct settings *settings, const lf_option *option,
                         const struct toml *table, bool defaults)
{
    char key[CONFIG_KEY_ROOM];
    config_key(option, key);
    const struct toml *node = table ? toml_member(table, key) : NULL;
    if (defaults && options_given(settings, option)) {
        print_given(settings, option, key);
    } else if (node && !options_given(settings, option)) {
        print_file(settings->file, node);
    } else if (defaults) {
        print_default(option, key);
    }
}

static const struct toml *root_of(const struct settings *settings)
{
    const struct config *config = settings->file;
    return config && config->document ? toml_root(config->document) : NULL;
}

static void print_top(const struct settings *settings)
{
    const lf_option *option = options_at(0);
    for (size_t i = 0; option; option = options_at(++i)) {
        if (config_belongs(option, NULL)) {
            print_option(settings, option, root_of(settings), true);
        }
    }
}

/* A command's own options, and what its table says of shared ones. */
static void print_command(const struct settings *settings, const struct command *command)
{
    const struct toml *root = root_of(settings);
    const struct toml *table = root ? toml_member(root, command->name) : NULL;
    printf("\n[%s]\n", command->name);
    const lf_option *option = options_at(0);
    for (size_t i = 0; option; option = options_at(++i)) {
        if (config_belongs(option, command)) {
            print_option(settings, option, table, !config_belongs(option, NULL));
        }
    }
}

static bool has_options(const struct command *command)
{
    const lf_option *option = options_at(0);
    for (size_t i = 0; option; option = options_at(++i)) {
        if (config_belongs(option, command) && !config_belongs(option, NULL)) {
            return true;
        }
    }
    return false;
}

static bool has_table(const struct settings *settings, const struct command *command)
{
    const struct toml *root = root_of(settings);
    return command_has_table(command) &&
           (has_options(command) || (root && toml_member(root, command->name)));
}

static void print_hosts(const struct settings *settings)
{
    const struct toml *root = root_of(settings);
    const struct toml *hosts = root ? toml_member(root, "host") : NULL;
    for (const struct toml *host = hosts ? hosts->first : NULL; host; host = host->next) {
        printf("\n[host.");
        print_key(host->key);
        printf("]\n");
        for (const struct toml *node = host->first; node; node = node->next) {
            print_file(settings->file, node);
        }
    }
}

static int tell(struct settings *settings)
{
    if (settings->operand_count > 0) {
        say("config takes no operand, not '%s'", settings->operands[0]);
        return EXIT_TROUBLE;
    }
    print_top(settings);
    for (size_t i = 0; commands[i]; i++) {
        if (has_table(settings, commands[i])) {
            print_command(settings, commands[i]);
        }
    }
    print_hosts(settings);
    return EXIT_DONE;
}

const struct command command_config = {
    .name = "config",
    .operands = "",
    .summary = "Prints the configuration in force, and where each value is from.",
    .bit = FOR_TELLING - 1,
    .mode = LF_CHECK,
    .tell = tell,
};
