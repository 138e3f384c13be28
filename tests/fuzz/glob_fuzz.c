/* Any bytes as a .gitignore file and a path: reading ends, and a rule that names a path as it is
 * has the last word on it. */
#include "cli/ignore/glob.h"
#include "cli/ignore/rules.h"
#include "require.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The path in a pattern in which nothing has a meaning. */
static char *escape(const char *path)
{
    char *pattern = malloc(2 * strlen(path) + 2);
    char *to = pattern;
    for (*to++ = '/'; *path; path++) {
        if (*path != '/') {
            *to++ = '\\';
        }
        *to++ = *path;
    }
    *to = '\0';
    return pattern;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t length = size < 64 ? size / 2 : 32;
    char *path = malloc(length + 1);
    require(path);
    memcpy(path, data, length);
    path[length] = '\0';
    struct rules *rules = rules_read((const char *)data + length, size - length);
    require(rules);
    enum told told = rules_look(rules, path, false);
    require(told == TOLD_OUT || told == TOLD_IN || told == TOLD_NOTHING);
    bool plain = *path && *path != '/' && !strstr(path, "//") && path[strlen(path) - 1] != '/';
    char *pattern = escape(path);
    if (plain) {
        require(glob_fits(pattern + 1, path));
        require(rules_add(rules, pattern) && rules_look(rules, path, false) == TOLD_OUT);
    }
    free(pattern);
    rules_free(rules);
    free(path);
    return 0;
}
