/* What a walk through a folder leaves out: what git ignores, names that begin with a dot, and what
 * --exclude-path names. */
#ifndef CLI_IGNORE_LEAVE_H
#define CLI_IGNORE_LEAVE_H

#include "cli/command.h"

struct rules;
struct kept;
struct leave;

/* For a walk that begins at a folder. Where it `ignores` what git does, and what begins with a dot,
 * the rules of the folders above are read, up to the one with .git. What git tracks is kept in a
 * list, which outlives this. NULL: out of memory. */
struct leave *leave_open(const struct settings *settings, struct kept **kept, const char *folder,
                         bool ignores);
void leave_close(struct leave *leave);

/* Whether something met on the walk is left out; `below` is its path from the folder on. */
bool leave_out(const struct leave *leave, const char *below, bool is_folder);

/* The walk comes into a folder, whose rules hold until it leaves: "" is the one it began at. False:
 * out of memory. */
bool leave_enter(struct leave *leave, const char *below);
void leave_exit(struct leave *leave);

/* --- expressions.c: .landfallignore, beside landfall.toml or in the root --- */

/* Adds its expressions to those of links to exclude. False: it cannot be read, which was said. */
bool expressions_read(struct settings *settings);

/* Says which line no session can be opened with; false: none. */
bool expressions_blame(struct settings *settings);

/* --- paths.c: --exclude-path --- */

/* Where paths that patterns fit may begin: the working folder, the root, that of landfall.toml. */
enum { BASES = 3 };

struct excluded {
    struct rules *rules; /* NULL: there are none */
    char *bases[BASES];  /* without symbolic links; NULL: it is none */
};

/* False: out of memory. */
bool excluded_open(struct excluded *e, const struct settings *settings);
void excluded_close(struct excluded *e);

/* Whether a file that is named is excluded. */
bool excluded_has(const struct settings *settings, const char *name);

/* Whether a path without symbolic links is excluded, or a folder on the way to it below a base. */
bool excluded_holds(const struct excluded *e, const char *real, bool is_folder);

/* --- kept.c: what git tracks, which it does not ignore whatever its rules say --- */

/* That of a repository, by its root: one of the list, or a new one, which is put before it. NULL:
 * out of memory. Git is asked once something is looked for; where it cannot be, it tracks nothing.
 */
struct kept *kept_of(struct kept **list, const char *root);
void kept_close(struct kept *list);

/* Whether a path from the root is of such a file, or of a folder that one is in. */
bool kept_has(struct kept *kept, const char *path, bool is_folder);

/* --- repository.c: where git says what it ignores --- */

/* The nearest folder upwards with .git, from a path without symbolic links; for free(). NULL: there
 * is none. */
char *repository_above(const char *real);

/* What .git in this folder is, or says where it is; for free(). NULL: out of memory. */
char *repository_git(const char *root);

/* The rules of a file, which is no symbolic link; NULL: it cannot be read, or memory ran out. */
struct rules *repository_rules(const char *folder, const char *name);

/* What holds in a whole repository: .git/info/exclude, and the user's own. The latter comes first;
 * either may be NULL. */
void repository_common(const char *root, struct rules *common[2]);

#endif
