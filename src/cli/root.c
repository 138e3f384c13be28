/* The folder that a check takes for the root, where nobody names one. */
#include "cli/command.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

static bool has_git(const char *folder)
{
    char path[PATH_MAX + 8];
    snprintf(path, sizeof path, "%s/.git", strcmp(folder, "/") == 0 ? "" : folder);
    return access(path, F_OK) == 0;
}

/* The nearest folder from this one upwards that Git keeps; NULL: none is. */
static char *find_git(const char *from)
{
    char *folder = strdup(from);
    while (folder && !has_git(folder)) {
        char *slash = strrchr(folder, '/');
        if (!slash || strcmp(folder, "/") == 0) {
            free(folder);
            return NULL;
        }
        slash[slash == folder] = '\0';
    }
    return folder;
}

static bool is_below(const char *path, const char *root)
{
    size_t length = strcmp(root, "/") == 0 ? 0 : strlen(root);
    return strncmp(path, root, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

/* The folder that an input is, or is in, without symbolic links. */
static bool folder_of(const char *input, char real[PATH_MAX])
{
    struct stat about;
    bool is_page = strncasecmp(input, "http://", 7) == 0 || strncasecmp(input, "https://", 8) == 0;
    if (is_page || strcmp(input, "-") == 0 || !realpath(input, real) || stat(real, &about) != 0) {
        return false;
    }
    char *slash = strrchr(real, '/');
    if (!S_ISDIR(about.st_mode) && slash) {
        slash[slash == real] = '\0';
    }
    return true;
}

/* That of the working folder; of an input that is elsewhere, that one's. */
char *root_find(const struct settings *settings)
{
    char here[PATH_MAX];
    char there[PATH_MAX];
    if (!getcwd(here, sizeof here)) {
        return NULL;
    }
    char *root = find_git(here);
    root = root ? root : strdup(here);
    for (size_t i = 0; root && i < settings->operand_count; i++) {
        if (folder_of(settings->operands[i], there) && !is_below(there, root)) {
            char *other = find_git(there);
            free(root);
            return other ? other : strdup(there);
        }
    }
    return root;
}
