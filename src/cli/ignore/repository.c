/* Where git says what it ignores: gitignore(5), gitrepository-layout(5). */
#include "cli/ignore/leave.h"
#include "cli/ignore/rules.h"

#include <ctype.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

__attribute__((format(printf, 1, 2))) static char *print(const char *format, ...)
{
    char *text = NULL;
    va_list args;
    va_start(args, format);
    int length = vasprintf(&text, format, args);
    va_end(args);
    return length < 0 ? NULL : text;
}

char *repository_above(const char *real)
{
    char *folder = strdup(real);
    while (folder) {
        char *git = print("%s/.git", folder);
        bool found = git && access(git, F_OK) == 0;
        free(git);
        char *slash = found ? NULL : strrchr(folder, '/');
        if (found) {
            return folder;
        }
        if (!slash) {
            break;
        }
        *slash = '\0';
    }
    free(folder);
    return NULL;
}

/* A regular file's bytes with a NUL behind them, as much as rules may be; NULL: there is none. */
static char *read_file(const char *path, int how, size_t *length)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | how);
    struct stat about;
    bool regular = fd >= 0 && fstat(fd, &about) == 0 && S_ISREG(about.st_mode);
    char *bytes = regular ? malloc(RULES_MOST + 1) : NULL;
    ssize_t count = 1;
    *length = 0;
    while (bytes && count > 0 && *length < RULES_MOST) {
        count = read(fd, bytes + *length, RULES_MOST - *length);
        *length += count > 0 ? (size_t)count : 0;
    }
    if (fd >= 0) {
        close(fd);
    }
    if (bytes) {
        bytes[*length] = '\0';
    }
    return bytes;
}

static struct rules *rules_of(const char *path, int how)
{
    size_t length;
    char *bytes = path ? read_file(path, how, &length) : NULL;
    struct rules *rules = bytes ? rules_read(bytes, length) : NULL;
    free(bytes);
    return rules;
}

struct rules *repository_rules(const char *folder, const char *name)
{
    char *path = print("%s/%s", folder, name);
    struct rules *rules = rules_of(path, O_NOFOLLOW);
    free(path);
    return rules;
}

/* --- .git, which may be a file that says where it is --- */

/* The first line of a file behind some word, as a path from a folder on; NULL: it has none. */
static char *path_in(const char *folder, const char *name, const char *word)
{
    size_t length;
    char *path = print("%s/%s", folder, name);
    char *text = path ? read_file(path, 0, &length) : NULL;
    free(path);
    if (!text || strncmp(text, word, strlen(word)) != 0) {
        free(text);
        return NULL;
    }
    char *told = text + strlen(word);
    told[strcspn(told, "\r\n")] = '\0';
    path = *told == '/' ? strdup(told) : print("%s/%s", folder, told);
    free(text);
    return path;
}

char *repository_git(const char *root)
{
    char *git = path_in(root, ".git", "gitdir: ");
    return git ? git : print("%s/.git", root);
}

/* The folder with what all work trees of the repository share. */
static char *common_folder(const char *root)
{
    char *git = repository_git(root);
    char *common = git ? path_in(git, "commondir", "") : NULL;
    if (common) {
        free(git);
        return common;
    }
    return git;
}

/* --- The user's own file --- */

/* "~/x" is in the home folder. */
static char *expand(const char *path)
{
    const char *home = getenv("HOME");
    return path[0] == '~' && path[1] == '/' && home ? print("%s%s", home, path + 1) : strdup(path);
}

/* The value of core.excludesFile in the text of a configuration, the last one; NULL: it has none.
 * Includes and escapes are not read. */
static char *excludes_in(char *text)
{
    bool core = false;
    char *found = NULL;
    for (char *line = strsep(&text, "\n"); line; line = strsep(&text, "\n")) {
        line += strspn(line, " \t");
        if (*line == '[') {
            core = strncasecmp(line, "[core]", strlen("[core]")) == 0;
            line += core ? strlen("[core]") : 0;
            line += strspn(line, " \t");
        }
        if (!core || strncasecmp(line, "excludesfile", strlen("excludesfile")) != 0) {
            continue;
        }
        line += strlen("excludesfile");
        line += strspn(line, " \t");
        if (*line == '=') {
            line += 1 + strspn(line + 1, " \t\"");
            line[strcspn(line, "\"\r\n")] = '\0';
            for (size_t end = strlen(line); end && isspace((unsigned char)line[end - 1]); end--) {
                line[end - 1] = '\0';
            }
            found = line;
        }
    }
    return found;
}

/* The file that a configuration names, for free(); NULL: it names none. */
static char *excludes_of(char *config)
{
    size_t length;
    char *text = config ? read_file(config, 0, &length) : NULL;
    char *found = text ? excludes_in(text) : NULL;
    found = found && *found ? expand(found) : NULL;
    free(text);
    free(config);
    return found;
}

static char *users_folder(const char *name)
{
    const char *xdg = getenv("XDG_CONFIG_HOME");
    const char *home = getenv("HOME");
    return xdg && *xdg ? print("%s/git/%s", xdg, name)
           : home      ? print("%s/.config/git/%s", home, name)
                       : NULL;
}

/* Of the configurations the nearest to the repository counts. */
static char *users_file(const char *common)
{
    const char *home = getenv("HOME");
    char *found = excludes_of(print("%s/config", common));
    found = found || !home ? found : excludes_of(print("%s/.gitconfig", home));
    found = found ? found : excludes_of(users_folder("config"));
    return found ? found : users_folder("ignore");
}

void repository_common(const char *root, struct rules *common[2])
{
    char *folder = common_folder(root);
    char *users = folder ? users_file(folder) : NULL;
    char *own = folder ? print("%s/info/exclude", folder) : NULL;
    common[0] = rules_of(users, 0);
    common[1] = rules_of(own, 0);
    free(users);
    free(own);
    free(folder);
}
