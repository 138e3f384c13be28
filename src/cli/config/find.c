/* Where landfall.toml is, and its bytes. */
#include "cli/config/config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FILE_NAME "landfall.toml"

static bool exists(const char *folder, const char *name)
{
    char *path = NULL;
    bool made = asprintf(&path, "%s/%s", folder, name) >= 0;
    bool found = made && access(path, F_OK) == 0;
    free(made ? path : NULL);
    return found;
}

/* Shortens an absolute path to the nearest folder that has the file. False: none has. */
static bool climb(char *folder)
{
    while (!exists(folder, FILE_NAME)) {
        char *slash = strrchr(folder, '/');
        if (!slash || exists(folder, ".git")) {
            return false;
        }
        *slash = '\0';
    }
    return true;
}

static char *join(const char *folder, const char *name)
{
    char *path = NULL;
    return asprintf(&path, "%s%s", folder, name) < 0 ? NULL : path;
}

bool config_find(const struct settings *settings, char **name, char **path)
{
    *name = *path = NULL;
    if (settings->no_config) {
        return true;
    }
    if (settings->config) {
        *name = strdup(settings->config);
        *path = strdup(settings->config);
        return *name && *path;
    }
    char *here = getcwd(NULL, 0); /* NULL: the working folder is gone, and has no file */
    size_t length = here ? strlen(here) : 0;
    bool found = here && climb(here);
    if (found) {
        *name = strdup(FILE_NAME);
        *path = strlen(here) == length ? strdup(FILE_NAME) : join(here, "/" FILE_NAME);
    }
    free(here);
    return !found || (*name && *path);
}

const char *config_folder(const struct settings *settings)
{
    return settings->file ? settings->file->folder : NULL;
}

/* --- Reading --- */

/* A file's bytes, TOML_MOST and one more at most; NULL: errno says why. */
static char *read_bytes(int fd, size_t *length)
{
    char *bytes = malloc(TOML_MOST + 1);
    ssize_t count = 1;
    *length = 0;
    while (bytes && count > 0 && *length <= TOML_MOST) {
        count = read(fd, bytes + *length, TOML_MOST + 1 - *length);
        *length += count > 0 ? (size_t)count : 0;
    }
    if (count < 0) {
        free(bytes);
        bytes = NULL;
    }
    return bytes;
}

/* What is merely met is not waited for, as a pipe would be. -1: errno says why. */
static int open_file(const char *path, bool named)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | (named ? 0 : O_NONBLOCK));
    struct stat about;
    if (fd >= 0 && !named && (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode))) {
        close(fd);
        errno = S_ISDIR(about.st_mode) ? EISDIR : ENXIO;
        return -1;
    }
    return fd;
}

bool config_load(struct config *config, const char *path, bool named)
{
    size_t length = 0;
    int fd = open_file(path, named);
    char *bytes = fd < 0 ? NULL : read_bytes(fd, &length);
    if (!bytes) {
        say("%s: cannot be read: %s", config->name, strerror(errno));
    }
    if (fd >= 0) {
        close(fd);
    }
    if (!bytes) {
        return false;
    }
    struct toml_error error;
    config->document = toml_read(bytes, length, &error);
    free(bytes);
    if (!config->document && error.at.line == 0) {
        say("%s", error.what);
    } else if (!config->document) {
        say("%s:%u:%u: %s", config->name, error.at.line, error.at.column, error.what);
    }
    return config->document;
}
