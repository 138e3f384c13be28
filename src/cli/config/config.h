/* What the files that read landfall.toml share. */
#ifndef CLI_CONFIG_CONFIG_H
#define CLI_CONFIG_CONFIG_H

#include "cli/command.h"
#include "cli/config/toml.h"

struct kept;

/* A file that was read. */
struct config {
    char *name;   /* as messages name it */
    char *folder; /* its folder, with a slash at the end; "": the working folder */
    struct toml_document *document;
    struct kept *kept; /* texts that options borrow */
};

struct reading;

/* Takes one value of an option, as it would stand on a command line; `node` is where it stands.
 * False: it is wrong, which was said. */
typedef bool take_function(struct reading *r, const lf_option *option, const struct toml *node,
                           const char *value);

struct reading {
    struct config *config;
    struct settings *settings; /* what is set */
    const struct command *command;
    take_function *take;
};

/* --- find.c --- */

/* Finds the file: *name is as messages name it, *path how it is opened, both for free(); NULL:
 * there is none. False: out of memory, or the working folder cannot be told; said. */
bool config_find(const struct settings *settings, char **name, char **path);

/* Reads and parses; what is not `named` by the user has to be a regular file. On failure says what
 * is wrong. */
bool config_load(struct config *config, const char *path, bool named);

/* --- option.c: a key's values, as they would stand on a command line --- */

/* Says what is wrong at a place of the file; gives false. */
__attribute__((format(printf, 3, 4))) bool
config_wrong(const struct reading *r, struct toml_place at, const char *format, ...);

/* A text that lives as long as the configuration; NULL: out of memory, which was said. */
__attribute__((format(printf, 2, 3))) const char *config_keep(const struct reading *r,
                                                              const char *format, ...);

/* Gives each value of an option to r->take. */
bool config_values(struct reading *r, const lf_option *option, const struct toml *node);

/* A value that is no array, table or flag, as text in `room` or where it stands; NULL: it is not
 * for this option, which was said. */
enum { CONFIG_NUMBER_ROOM = 400 };
const char *config_scalar(struct reading *r, const lf_option *option, const struct toml *node,
                          char room[CONFIG_NUMBER_ROOM]);

/* Whether an option takes nothing but a number. */
bool config_takes_number(const lf_option *option);

/* The name of an option as a key: "per_host". */
enum { CONFIG_KEY_ROOM = 48 };
void config_key(const lf_option *option, char room[CONFIG_KEY_ROOM]);

/* --- read.c --- */

/* Whether an option may stand at the top, or, where there is an owner, in its table. */
bool config_belongs(const lf_option *option, const struct command *owner);

/* --- hosts.c --- */

/* Gives what [host."NAME"] tables say to r->take, as values of other options. */
bool config_hosts(struct reading *r, const struct toml *hosts);

#endif
