/* landfall.toml: its tables, its keys, and the options they set. */
#include "cli/config/config.h"

#include <stdlib.h>
#include <string.h>

/* --- What may stand where --- */

/* The command of which a table tells; NULL: none of this name has options of its own. */
static const struct command *command_named(const char *name)
{
    const struct command *const *c = commands;
    while (*c && (strcmp((*c)->name, name) != 0 || !command_has_table(*c))) {
        c++;
    }
    return *c;
}

/* What says where options are read from cannot stand there. */
static bool may_stand(const lf_option *option)
{
    static const char *const never[] = { "help", "config", "no-config" };
    for (size_t i = 0; i < sizeof never / sizeof *never; i++) {
        if (strcmp(option->name, never[i]) == 0) {
            return false;
        }
    }
    return true;
}

static bool is_shared(const lf_option *option)
{
    return option->commands & (option->commands - 1);
}

bool config_belongs(const lf_option *option, const struct command *owner)
{
    return may_stand(option) && (owner ? options_suit(option, owner) : is_shared(option));
}

/* The option of a key, if there are several that which belongs there. */
static const lf_option *option_of(const char *key, const struct command *owner)
{
    const lf_option *found = NULL;
    const lf_option *option = options_at(0);
    for (size_t i = 0; option; option = options_at(++i)) {
        char name[CONFIG_KEY_ROOM];
        config_key(option, name);
        bool named = may_stand(option) && strcmp(name, key) == 0;
        if (named && (!found || (config_belongs(option, owner) && !config_belongs(found, owner)))) {
            found = option;
        }
    }
    return found;
}

enum { TABLES_MOST = 16 };

/* The key or table most like the word, of those that may stand there, or NULL. */
static const char *find_near(const struct command *owner, const char *word,
                             char room[CONFIG_KEY_ROOM])
{
    char keys[OPTIONS_MOST][CONFIG_KEY_ROOM];
    const char *names[OPTIONS_MOST + 1];
    size_t count = 0;
    const lf_option *option = options_at(0);
    for (size_t i = 0; option && count < OPTIONS_MOST - TABLES_MOST; option = options_at(++i)) {
        if (config_belongs(option, owner)) {
            config_key(option, keys[count]);
            names[count] = keys[count];
            count++;
        }
    }
    for (size_t i = 0; !owner && commands[i] && i < TABLES_MOST - 1; i++) {
        if (command_has_table(commands[i])) {
            names[count++] = commands[i]->name;
        }
    }
    if (!owner) {
        names[count++] = "host";
    }
    names[count] = NULL;
    const char *nearest = lf_nearest(word, names);
    snprintf(room, CONFIG_KEY_ROOM, "%s", nearest ? nearest : "");
    return nearest ? room : NULL;
}

struct meant {
    const char *name;            /* NULL: nobody can tell */
    const struct command *table; /* NULL: it may stand there */
    char rooms[TABLES_MOST + 1][CONFIG_KEY_ROOM];
};

/* What was meant by a key: what may stand there, unless a command's table has something nearer. */
static void guess(const struct command *owner, const char *word, struct meant *meant)
{
    const char *names[TABLES_MOST + 2] = { NULL };
    const struct command *tables[TABLES_MOST + 1] = { NULL };
    size_t count = 0;
    names[count] = find_near(owner, word, meant->rooms[count]);
    count += names[count] != NULL;
    for (size_t i = 0; !owner && commands[i] && i < TABLES_MOST; i++) {
        tables[count] = commands[i];
        names[count] = command_has_table(commands[i])
                           ? find_near(commands[i], word, meant->rooms[count])
                           : NULL;
        count += names[count] != NULL;
    }
    names[count] = NULL;
    meant->name = lf_nearest(word, names);
    size_t index = 0;
    while (meant->name && names[index] != meant->name) {
        index++;
    }
    meant->table = meant->name ? tables[index] : NULL;
}

/* --- What is wrong with a key --- */

static bool wrong_place(const struct reading *r, const struct toml *node, const lf_option *option,
                        const struct command *owner)
{
    const struct command *const *c = commands;
    while (*c && !(command_has_table(*c) && options_suit(option, *c))) {
        c++;
    }
    if (owner) {
        return config_wrong(r, node->key_at, "%s has no option '%s'", owner->name, node->key);
    }
    const char *name = *c ? (*c)->name : "?";
    return config_wrong(r, node->key_at, "'%s' is an option of %s alone: write it under [%s]",
                        node->key, name, name);
}

static bool unknown(const struct reading *r, const struct toml *node, const struct command *owner)
{
    struct meant meant;
    guess(owner, node->key, &meant);
    const char *what = node->type == TOML_TABLE ? "table" : "option";
    const char *place = meant.table ? meant.table->name : "";
    if (!meant.name) {
        return config_wrong(r, node->key_at,
                            "no %s is named '%s'; 'landfall config' lists what there is", what,
                            node->key);
    }
    return config_wrong(r, node->key_at, "no %s is named '%s': did you mean '%s'%s%s%s?", what,
                        node->key, meant.name, *place ? " under [" : "", place, *place ? "]" : "");
}

/* --- Going through the file --- */

static bool read_key(struct reading *r, const struct toml *node, const struct command *owner)
{
    const lf_option *option = option_of(node->key, owner);
    if (!option) {
        return unknown(r, node, owner);
    }
    if (!config_belongs(option, owner)) {
        return wrong_place(r, node, option, owner);
    }
    return config_values(r, option, node);
}

static bool read_section(struct reading *r, const struct toml *table, const struct command *owner)
{
    bool good = true;
    for (const struct toml *node = table->first; good && node; node = node->next) {
        good = read_key(r, node, owner);
    }
    return good;
}

static bool is_hosts(const struct toml *node)
{
    return strcmp(node->key, "host") == 0;
}

/* Reads all there is, in the order of the file. */
static bool read_all(struct reading *r)
{
    bool good = true;
    const struct toml *node = toml_root(r->config->document)->first;
    for (; good && node; node = node->next) {
        const struct command *owner = command_named(node->key);
        if (is_hosts(node)) {
            good = config_hosts(r, node);
        } else if (owner && node->type != TOML_TABLE) {
            good = config_wrong(r, node->at, "%s takes a table: [%s]", node->key, node->key);
        } else {
            good = owner ? read_section(r, node, owner) : read_key(r, node, NULL);
        }
    }
    return good;
}

/* --- What is in force: the command's own table before the top, the hosts' in the end --- */

/* How far a walk through what is in force has come. */
struct force {
    struct reading r;
    take_function *take;
    enum { OWN_TABLE, TOP, HOSTS } step;
    bool told[OPTIONS_MOST]; /* by the command's own table */
};

static size_t index_of(const lf_option *option)
{
    size_t i = 0;
    while (options_at(i) != option) {
        i++;
    }
    return i;
}

/* Whether the command line has a value for the same host. */
static bool host_is_given(const struct settings *settings, const lf_option *option,
                          const char *value)
{
    size_t length = strcspn(value, "=:");
    for (size_t i = 0; i < settings->given_count; i++) {
        const struct given *given = &settings->given[i];
        if (given->option == option && strncasecmp(given->value, value, length + 1) == 0) {
            return true;
        }
    }
    return false;
}

static bool take_in_force(struct reading *r, const lf_option *option, const struct toml *node,
                          const char *value)
{
    struct force *f = (struct force *)r;
    size_t index = index_of(option);
    if (!options_suit(option, r->command)) {
        return true;
    }
    if (f->step == HOSTS) {
        return host_is_given(r->settings, option, value) || f->take(r, option, node, value);
    }
    if (options_given(r->settings, option) || (f->step == TOP && f->told[index])) {
        return true;
    }
    f->told[index] |= f->step == OWN_TABLE;
    return f->take(r, option, node, value);
}

/* A command that only tells of the configuration looks at it as check would, which takes most. */
static bool walk_in_force(struct reading reading, take_function *take)
{
    reading.command = reading.command->tell ? command_named("check") : reading.command;
    struct force f = { .r = reading, .take = take, .step = OWN_TABLE };
    f.r.take = take_in_force;
    const struct toml *root = toml_root(reading.config->document);
    const struct toml *own = toml_member(root, reading.command->name);
    const struct toml *hosts = toml_member(root, "host");
    bool good = !own || read_section(&f.r, own, reading.command);
    f.step = TOP;
    for (const struct toml *node = root->first; good && node; node = node->next) {
        good = command_named(node->key) || is_hosts(node) || read_key(&f.r, node, NULL);
    }
    f.step = HOSTS;
    return good && (!hosts || config_hosts(&f.r, hosts));
}

/* --- What is done with a value --- */

static bool take_set(struct reading *r, const lf_option *option, const struct toml *node,
                     const char *value)
{
    lf_status status = options_set(r->settings, option, value);
    if (status == LF_USAGE) {
        char key[CONFIG_KEY_ROOM];
        config_key(option, key);
        return config_wrong(r, node->at, "%s takes %s, not %s", key, option->takes, value);
    }
    if (status == LF_NO_MEMORY) {
        say("out of memory");
    }
    return status == LF_OK;
}

/* Sets everything somewhere where it does no harm: whatever the command, all has to be right. */
static bool try_all(struct config *config, const struct command *command)
{
    struct settings nowhere = { .session = LF_OPTIONS };
    struct reading r = { config, &nowhere, command, take_set };
    bool good = read_all(&r);
    options_free(&nowhere);
    return good;
}

/* Whether the run will not look at what it is told of the network. */
static bool is_unopened(const struct settings *settings, const struct command *command)
{
    return command->tell || command->mode == LF_SCAN || settings->session.offline;
}

/* Whether a session can be opened that would look at everything, and write nothing. */
static bool can_open(const struct settings *settings, const struct command *command)
{
    lf_options options = settings->session;
    options.mode = LF_CHECK;
    options.offline = 0;
    options.record = options.replay = options.cache = options.baseline = NULL;
    lf_session *session = NULL;
    lf_status status = lf_open(&options, &session);
    lf_close(session);
    return status != LF_USAGE || !config_blame(settings, command);
}

bool config_read(struct settings *settings, const struct command *command)
{
    char *path = NULL;
    struct config *config = calloc(1, sizeof *config);
    settings->file = config;
    if (!config || !config_find(settings, &config->name, &path)) {
        say("out of memory");
        return false;
    }
    bool good = true;
    if (path) {
        config->folder =
            strndup(path, (size_t)(strrchr(path, '/') ? strrchr(path, '/') + 1 - path : 0));
        struct reading r = { config, settings, command, take_set };
        good = config->folder && config_load(config, path, settings->config) &&
               try_all(config, command) && walk_in_force(r, take_set) &&
               (!is_unopened(settings, command) || can_open(settings, command));
    }
    free(path);
    return good;
}

/* --- Blame --- */

/* Whether it is the name before the = that is wrong, by what is said of it. */
static bool is_name_wrong(const struct toml *node, const char *value, const char *what)
{
    const char *equals = strchr(value, '=');
    return node->key && equals && strstr(what, node->key) && !strstr(what, equals + 1);
}

/* False: a session cannot be opened with this value, as was said. */
static bool take_trial(struct reading *r, const lf_option *option, const struct toml *node,
                       const char *value)
{
    lf_options options = LF_OPTIONS;
    lf_session *session = NULL;
    options.mode = LF_CHECK;
    bool writes = strcmp(option->name, "record") == 0;
    lf_status status = writes ? LF_OK : lf_set(&options, option->name, value);
    status = status == LF_OK && !writes ? lf_open(&options, &session) : LF_OK;
    if (status == LF_USAGE) {
        const char *what = lf_error(session);
        bool name = is_name_wrong(node, value, what);
        config_wrong(r, name ? node->key_at : node->at, "%s", what);
    }
    lf_close(session);
    lf_options_clear(&options);
    return status != LF_USAGE;
}

bool config_blame(const struct settings *settings, const struct command *command)
{
    struct config *config = settings->file;
    struct reading r = { config, (struct settings *)settings, command, NULL };
    return config && config->document && !walk_in_force(r, take_trial);
}
