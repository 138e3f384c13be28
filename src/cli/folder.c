/* What a walk through a folder may open. Whoever fills the folder may be a stranger: a link in it
 * must not lead out, and what is no regular file must not be waited for. */
#include "cli/command.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A file descriptor's name in /proc: to read where it leads, and to open again what it leads to. */
struct proc_name {
    char text[sizeof "/proc/self/fd/" + 3 * sizeof(int)];
};

static struct proc_name proc_name(int fd)
{
    struct proc_name name;
    snprintf(name.text, sizeof name.text, "/proc/self/fd/%d", fd);
    return name;
}

/* The path of what was opened, without symbolic links; "" where it cannot be told. */
static void real_path(int fd, char path[PATH_MAX])
{
    ssize_t length = readlink(proc_name(fd).text, path, PATH_MAX - 1);
    path[length > 0 ? length : 0] = '\0';
}

bool folder_takes(const char *name)
{
    const char *dot = strrchr(name, '.');
    size_t length = dot ? strlen(dot) : 0;
    const char *at = dot ? strcasestr(FOLDER_ENDINGS, dot) : NULL;
    while (at && at[length] != ' ' && at[length] != '\0') {
        at = strcasestr(at + 1, dot);
    }
    return at && length > 1;
}

bool folder_open(struct folder *f, const char *path)
{
    *f = (struct folder){ .place = -1 };
    int fd = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return false;
    }
    char real[PATH_MAX];
    real_path(fd, real);
    close(fd);
    if (real[0]) {
        f->path = strdup(strcmp(real, "/") == 0 ? "" : real);
        f->length = f->path ? strlen(f->path) : 0;
        return f->path != NULL;
    }
    return true;
}

static void leave(struct folder *f)
{
    if (f->place >= 0) {
        close(f->place);
    }
    free(f->entered);
    f->place = -1;
    f->entered = NULL;
}

void folder_close(struct folder *f)
{
    leave(f);
    free(f->path);
}

static bool is_inside(const struct folder *f, const char *real)
{
    return strncmp(real, f->path, f->length) == 0 && real[f->length] == '/';
}

/* Whether the folder entered lies in the other, or is it. */
static bool is_within(const struct folder *f)
{
    char real[PATH_MAX];
    real_path(f->place, real);
    return !f->path || is_inside(f, real) || strcmp(real, f->path) == 0;
}

/* Enters the folder that the first bytes of a path name, unless it was entered last: asking the
 * kernel where each file lies would take a tenth of all that the kernel does in a scan. False:
 * errno says why. */
static bool enter(struct folder *f, const char *path, size_t length)
{
    if (f->entered && strncmp(f->entered, path, length) == 0 && f->entered[length] == '\0') {
        return true;
    }
    leave(f);
    f->entered = strndup(path, length);
    f->place = f->entered ? open(f->entered, O_PATH | O_DIRECTORY | O_CLOEXEC) : -1;
    if (f->place < 0) {
        int why = errno;
        leave(f);
        errno = why;
        return false;
    }
    f->within = is_within(f);
    return true;
}

/* A link is no way to what the walk would not read by itself, nor to what a tool keeps in .git. */
static const char *why_not_behind_link(const struct folder *f, int place)
{
    char real[PATH_MAX];
    real_path(place, real);
    if (!is_inside(f, real)) {
        return "a link that leads out of the folder";
    }
    bool kept = strstr(real + f->length, "/.git/") != NULL;
    return kept || !folder_takes(strrchr(real, '/')) ? "a link to what is no document" : NULL;
}

/* A file that is no link; another may stand in its place meanwhile, so what was opened is looked
 * at. It is opened in the folder entered, wherever that has gone since. */
static int read_plain(struct folder *f, const char *path, struct stat *about, const char **passed)
{
    const char *name = strrchr(path, '/') + 1;
    if (!enter(f, path, (size_t)(name - path))) {
        return -1;
    }
    int fd = openat(f->place, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0) {
        *passed = errno == ELOOP ? "a link" : NULL;
        return -1;
    }
    if (fstat(fd, about) != 0 || !S_ISREG(about->st_mode)) {
        *passed = "not a regular file";
    } else if (!f->within) {
        *passed = "behind a link that leads out of the folder";
    }
    if (*passed) {
        close(fd);
        return -1;
    }
    return fd;
}

/* O_PATH opens nothing but the place, so that a device is not touched and a pipe not waited for;
 * what was looked at is what is read, whatever is renamed meanwhile. */
static int read_behind_link(const struct folder *f, const char *path, struct stat *about,
                            const char **passed)
{
    int place = open(path, O_PATH | O_CLOEXEC);
    if (place < 0 || fstat(place, about) != 0) {
        bool nowhere = errno == ENOENT || errno == ENOTDIR || errno == ELOOP;
        *passed = place < 0 && nowhere ? "a link that leads nowhere" : NULL;
        return -1;
    }
    *passed = S_ISREG(about->st_mode) ? why_not_behind_link(f, place) : "not a regular file";
    int fd = *passed ? -1 : open(proc_name(place).text, O_RDONLY | O_NOCTTY | O_CLOEXEC);
    int why = errno;
    close(place);
    errno = why;
    return fd;
}

/* Without /proc no link is followed, as nobody can say where it leads. */
int folder_read(struct folder *f, const char *path, bool link, struct stat *about,
                const char **passed)
{
    *passed = NULL;
    return link && f->path ? read_behind_link(f, path, about, passed)
                           : read_plain(f, path, about, passed);
}
