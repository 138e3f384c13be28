/* A key of landfall.toml: the values of its option, as they would stand on a command line. */
#include "cli/config/config.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

struct kept {
    struct kept *next;
    char text[];
};

bool config_wrong(const struct reading *r, struct toml_place at, const char *format, ...)
{
    char *text = NULL;
    va_list args;
    va_start(args, format);
    int length = vasprintf(&text, format, args);
    va_end(args);
    if (length < 0) {
        say("out of memory");
        return false;
    }
    say("%s:%u:%u: %s", r->config->name, at.line, at.column, text);
    free(text);
    return false;
}

const char *config_keep(const struct reading *r, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    struct kept *kept = malloc(sizeof *kept + (size_t)length + 1);
    if (!kept) {
        say("out of memory");
        return NULL;
    }
    va_start(args, format);
    vsnprintf(kept->text, (size_t)length + 1, format, args);
    va_end(args);
    kept->next = r->config->kept;
    r->config->kept = kept;
    return kept->text;
}

void config_free(struct config *config)
{
    if (!config) {
        return;
    }
    while (config->kept) {
        struct kept *next = config->kept->next;
        free(config->kept);
        config->kept = next;
    }
    toml_free(config->document);
    free(config->folder);
    free(config->name);
    free(config);
}

void config_key(const lf_option *option, char room[CONFIG_KEY_ROOM])
{
    snprintf(room, CONFIG_KEY_ROOM, "%s", option->name);
    for (char *c = room; *c; c++) {
        if (*c == '-') {
            *c = '_';
        }
    }
}

/* --- What an option takes, by what is told of it --- */

static bool begins(const char *text, const char *with)
{
    return text && strncmp(text, with, strlen(with)) == 0;
}

bool config_takes_number(const lf_option *option)
{
    return begins(option->takes, "a whole number") || begins(option->takes, "a number of seconds");
}

static bool is_list(const lf_option *option)
{
    return option->repeatable || strstr(option->argument, ",");
}

static bool is_pairs(const lf_option *option)
{
    return strchr(option->argument, '=');
}

/* A text that may be a bare number as well: a duration, or statuses. */
static bool takes_digits(const lf_option *option)
{
    return strstr(option->argument, "DURATION") || strstr(option->argument, "CODES");
}

/* Where the name of a file begins in its value; NULL: it holds none. */
static const char *file_in(const lf_option *option, const char *value)
{
    if (strcmp(option->argument, "FILE") == 0 || strcmp(option->argument, "DIR") == 0) {
        return value;
    }
    const char *equals = strchr(value, '=');
    return equals && strstr(option->argument, "=FILE") ? equals + 1 : NULL;
}

/* --- What is wrong with a value --- */

/* A number or word that was put in quotes. */
static const char *quotes_hint(const lf_option *option, const struct toml *node)
{
    const char *text = node->type == TOML_STRING ? node->text : "";
    bool number = option->argument && *text && text[strspn(text, "0123456789.")] == '\0';
    bool flag = !option->argument && (strcmp(text, "true") == 0 || strcmp(text, "false") == 0);
    return number || flag ? "; write it without quotes" : "";
}

static bool wrong_type(const struct reading *r, const lf_option *option, const struct toml *node)
{
    char key[CONFIG_KEY_ROOM];
    config_key(option, key);
    char takes[WORDS_ROOM];
    options_takes(option, takes);
    const char *is =
        node->type == TOML_BOOLEAN ? (node->truth ? "true" : "false") : toml_type_name(node->type);
    return config_wrong(r, node->at, "%s takes %s, not %s%s", key, takes, is,
                        quotes_hint(option, node));
}

/* One of the words of a value with commas that is none of those the option takes, or NULL. It is
 * written over `text`. */
static const char *strange_word(char *text, const char *const *words)
{
    for (char *rest = text, *word = strsep(&rest, ","); word; word = strsep(&rest, ",")) {
        size_t i = 0;
        while (words[i] && strcmp(words[i], word) != 0) {
            i++;
        }
        if (!words[i] && *word) {
            return word;
        }
    }
    return NULL;
}

enum { WORDS_MOST = 32 };

static void split_words(char *text, const char *words[WORDS_MOST + 1])
{
    size_t count = 0;
    for (char *word = strsep(&text, " "); word && count < WORDS_MOST; word = strsep(&text, " ")) {
        words[count++] = word;
    }
    words[count] = NULL;
}

static bool check_words(const struct reading *r, const lf_option *option, const struct toml *node,
                        const char *value)
{
    char known[WORDS_ROOM];
    const char *words[WORDS_MOST + 1];
    options_words(option, known);
    char *text = known[0] ? strdup(value) : NULL;
    if (!text) {
        return true;
    }
    split_words(known, words);
    if (is_pairs(option)) { /* NAME[=FILE] */
        text[strcspn(text, "=")] = '\0';
    }
    const char *strange = strange_word(text, words);
    if (strange) {
        char key[CONFIG_KEY_ROOM];
        config_key(option, key);
        const char *nearest = lf_nearest(strange, words);
        char all[WORDS_ROOM];
        options_takes(option, all);
        config_wrong(r, node->at, "%s takes %s, not '%s'%s%s%s", key, all, strange,
                     nearest ? ": did you mean '" : "", nearest ? nearest : "",
                     nearest ? "'?" : "");
    }
    free(text);
    return !strange;
}

/* --- Values --- */

const char *config_scalar(struct reading *r, const lf_option *option, const struct toml *node,
                          char room[CONFIG_NUMBER_ROOM])
{
    bool number = config_takes_number(option);
    switch (node->type) {
    case TOML_STRING:
        if (!number) {
            return node->text;
        }
        break;
    case TOML_INTEGER:
        if (number || takes_digits(option)) {
            snprintf(room, CONFIG_NUMBER_ROOM, "%lld", node->integer);
            return room;
        }
        break;
    case TOML_FLOAT:
        if (number) {
            snprintf(room, CONFIG_NUMBER_ROOM, "%.15g", node->number);
            return room;
        }
        break;
    default:
        break;
    }
    wrong_type(r, option, node);
    return NULL;
}

/* Names of files in the file are relative to its folder. */
static const char *place_file(const struct reading *r, const lf_option *option, const char *value)
{
    const char *file = file_in(option, value);
    bool stays = !file || !*r->config->folder || *file == '/' || strcmp(file, "-") == 0;
    return stays ? value
                 : config_keep(r, "%.*s%s%s", (int)(file - value), value, r->config->folder, file);
}

static bool give(struct reading *r, const lf_option *option, const struct toml *node,
                 const char *value)
{
    const char *placed = check_words(r, option, node, value) ? place_file(r, option, value) : NULL;
    return placed && r->take(r, option, node, placed);
}

static bool give_scalar(struct reading *r, const lf_option *option, const struct toml *node)
{
    char room[CONFIG_NUMBER_ROOM];
    const char *text = config_scalar(r, option, node, room);
    const char *kept = text == room ? config_keep(r, "%s", room) : text;
    return kept && give(r, option, node, kept);
}

/* Whether an option knows the name that a value is given to. */
static bool check_name(const struct reading *r, const lf_option *option, const struct toml *node)
{
    char known[WORDS_ROOM];
    const char *words[WORDS_MOST + 1];
    options_names(option, known);
    if (!known[0]) {
        return true;
    }
    split_words(known, words);
    for (size_t i = 0; words[i]; i++) {
        if (strcmp(words[i], node->key) == 0) {
            return true;
        }
    }
    char key[CONFIG_KEY_ROOM];
    config_key(option, key);
    const char *nearest = lf_nearest(node->key, words);
    return config_wrong(r, node->key_at, "%s takes %s%s%s%s", key, option->takes,
                        nearest ? ": did you mean '" : "", nearest ? nearest : "",
                        nearest ? "'?" : "");
}

/* NAME = "VALUE" in a table, as NAME=VALUE; of an array of values, with commas between them. */
static bool give_pair(struct reading *r, const lf_option *option, const struct toml *node)
{
    bool array = node->type == TOML_ARRAY && node->first;
    const char *all = NULL;
    if (!check_name(r, option, node)) {
        return false;
    }
    for (const struct toml *n = array ? node->first : node; n; n = array ? n->next : NULL) {
        char room[CONFIG_NUMBER_ROOM];
        const char *text = config_scalar(r, option, n, room);
        all = !text ? NULL : all ? config_keep(r, "%s,%s", all, text) : config_keep(r, "%s", text);
        if (!all) {
            return false;
        }
    }
    const char *pair = config_keep(r, "%s=%s", node->key, all);
    return pair && give(r, option, node, pair);
}

static bool give_all(struct reading *r, const lf_option *option, const struct toml *node,
                     bool (*one)(struct reading *, const lf_option *, const struct toml *))
{
    bool good = true;
    for (const struct toml *item = node->first; good && item; item = item->next) {
        good = one(r, option, item);
    }
    return good;
}

static bool give_flag(struct reading *r, const lf_option *option, const struct toml *node)
{
    return node->type == TOML_BOOLEAN ? r->take(r, option, node, node->truth ? "true" : "false")
                                      : wrong_type(r, option, node);
}

bool config_values(struct reading *r, const lf_option *option, const struct toml *node)
{
    if (!option->argument) {
        return give_flag(r, option, node);
    }
    if (node->type == TOML_ARRAY && is_list(option)) {
        return give_all(r, option, node, give_scalar);
    }
    if (node->type == TOML_TABLE && is_pairs(option)) {
        return give_all(r, option, node, give_pair);
    }
    return give_scalar(r, option, node);
}
