/* Git, asked without a shell. */
#ifndef CLI_GIT_H
#define CLI_GIT_H

#include <stdbool.h>
#include <stddef.h>

enum { GIT_WORDS = 512 };

/* Runs git in a folder with these arguments, which end with NULL, and hands over what it prints as
 * it comes, until it is not taken. False: it could not be run, failed, or was not read to its end;
 * its first words stand in `words`. */
bool git_run(const char *folder, const char *const *arguments,
             bool (*take)(void *of, const char *bytes, size_t length), void *of,
             char words[GIT_WORDS]);

/* The same for a list of what the index says, whose entries end with NULs: all of them, with one
 * more NUL behind, for the caller to free. NULL: as above, or git printed nothing for ten seconds,
 * or more than 256 MiB. */
char *git_list(const char *folder, const char *const *arguments, size_t *length,
               char words[GIT_WORDS]);

/* The same for what prints one line, of 64 KiB at most: a copy of that, for the caller to free.
 * NULL: as above. */
char *git_line(const char *folder, const char *const *arguments, char words[GIT_WORDS]);

/* git_environment.c: what git is told of the world where it is asked about a folder, as environ has
 * it; for free(), the list alone, before the environment changes. NULL: out of memory. */
char **git_environment(const char *folder);

#endif
