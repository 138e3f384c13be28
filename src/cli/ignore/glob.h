/* Patterns of gitignore(5), matched with paths as git matches them. */
#ifndef CLI_IGNORE_GLOB_H
#define CLI_IGNORE_GLOB_H

#include <stdbool.h>

/* Whether a pattern fits a whole path: "*" and "?" and "[a-z]" stand for no slash, a part that is
 * "**" for any number of parts, and at the end for at least one. Both end with a NUL, and stand
 * without slashes at their beginning and end. Takes time in the product of both at most. */
bool glob_fits(const char *pattern, const char *path);

#endif
