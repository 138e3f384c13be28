/* Where the records go: a file that is replaced whole, or a stream. */
#include "cli/command.h"

#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <limits.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/xattr.h>
#include <unistd.h>

enum { LINKS_MOST = 40, TRIES_MOST = 100 };

static bool cannot_write(const char *name)
{
    say("%s: cannot be written: %s; name another file with -o", name, strerror(errno));
    return false;
}

/* --- Looking --- */

/* The path's folder with its slash, or "" for the one we are in. */
static int folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? (int)(slash + 1 - path) : 0;
}

/* What a symbolic link stands for, which need not exist, or NULL where the path is none. */
static char *follow_link(const char *path)
{
    char link[PATH_MAX];
    ssize_t length = readlink(path, link, sizeof link - 1);
    if (length < 0) {
        return NULL;
    }
    link[length] = '\0';
    char *target = NULL;
    int folder = link[0] == '/' ? 0 : folder_length(path);
    return asprintf(&target, "%.*s%s", folder, path, link) < 0 ? NULL : target;
}

/* Devices, and files named by what a process has open, are written as they stand. It counts where
 * a name lies, not how it is spelt: /dev/../tmp/x and /proc/self/cwd/x are files like others. */
static bool is_open_file(const char *name)
{
    static const char *const folders[] = { "/dev", "/proc/*/fd" };
    int length = folder_length(name);
    char *folder = NULL;
    char real[PATH_MAX];
    bool found = asprintf(&folder, "%.*s", length ? length : 1, length ? name : ".") >= 0 &&
                 realpath(folder, real);
    free(folder);
    for (size_t i = 0; found && i < sizeof folders / sizeof *folders; i++) {
        if (fnmatch(folders[i], real, 0) == 0) {
            return true;
        }
    }
    return false;
}

/* The path of what is to be replaced, through links; the caller's own. */
static char *resolve(const char *name)
{
    char *path = strdup(name);
    char *next = path ? follow_link(path) : NULL;
    for (int links = 0; next && links < LINKS_MOST; links++) {
        free(path);
        path = next;
        next = is_open_file(path) ? NULL : follow_link(path);
    }
    free(next);
    return path;
}

static bool is_mount_point(const char *path)
{
    struct statx about;
    return statx(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, STATX_TYPE, &about) == 0 &&
           (about.stx_attributes & STATX_ATTR_MOUNT_ROOT);
}

/* Replacing asks nobody whether the old file may be written, so we do. */
static bool may_replace(const struct output *o)
{
    if (o->exists && faccessat(AT_FDCWD, o->target, W_OK, AT_EACCESS) != 0) {
        return cannot_write(o->name);
    }
    if (o->exists && is_mount_point(o->target)) {
        say("%s: cannot be replaced: it is a mount point; write with > %s instead of -o", o->name,
            o->name);
        return false;
    }
    return true;
}

bool output_look(struct output *o, const char *name)
{
    *o = (struct output){ .name = "stdout" };
    if (!name || strcmp(name, "-") == 0) {
        o->exists = fstat(STDOUT_FILENO, &o->about) == 0;
        return true;
    }
    if (*name == '\0') {
        say("-o names no file: write -o FILE, or leave it out for stdout");
        return false;
    }
    o->name = name;
    o->mine = true;
    o->exists = stat(name, &o->about) == 0;
    if (!o->exists && errno != ENOENT) {
        return cannot_write(name);
    }
    if (o->exists && S_ISDIR(o->about.st_mode)) {
        errno = EISDIR;
        return cannot_write(name);
    }
    if ((o->exists && !S_ISREG(o->about.st_mode)) || is_open_file(name)) {
        return true;
    }
    o->target = resolve(name);
    if (o->target && is_open_file(o->target)) {
        free(o->target);
        o->target = NULL;
        return true;
    }
    return o->target ? may_replace(o) : cannot_write(name);
}

bool output_look_in(struct output *o, const char *name)
{
    *o = (struct output){ .name = name, .mine = true, .one_of_many = true };
    bool exists = lstat(name, &o->about) == 0;
    if (!exists && errno != ENOENT) {
        return cannot_write(name);
    }
    if (exists && S_ISDIR(o->about.st_mode)) {
        errno = EISDIR;
        return cannot_write(name);
    }
    o->exists = exists && S_ISREG(o->about.st_mode);
    o->target = strdup(name);
    return o->target ? may_replace(o) : cannot_write(name);
}

/* A terminal may well be both an input and the output. */
bool output_is(const struct output *o, const struct stat *about)
{
    return o->exists && (S_ISREG(about->st_mode) || S_ISFIFO(about->st_mode)) &&
           about->st_dev == o->about.st_dev && about->st_ino == o->about.st_ino;
}

/* --- Opening --- */

/* A name that no document has, and no other run. */
static char *name_beside(const char *target)
{
    char *name = NULL;
    unsigned long long number;
    if (getrandom(&number, sizeof number, GRND_NONBLOCK) != sizeof number) {
        number = (unsigned long long)getpid(); /* early in boot */
    }
    int length = asprintf(&name, "%.*s.landfall-%016llx", folder_length(target), target, number);
    return length < 0 ? NULL : name;
}

/* Its owner alone may read it until it has the old file's group and mode. */
static int open_beside(struct output *o)
{
    mode_t mode = o->exists ? 0600 : 0666;
    int fd = -1;
    for (int tries = 0; fd < 0 && tries < TRIES_MOST; tries++) {
        o->beside = name_beside(o->target);
        fd = o->beside ? open(o->beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode) : -1;
        if (fd < 0) {
            int why = errno;
            free(o->beside);
            o->beside = NULL;
            errno = why;
            tries = errno == EEXIST ? tries : TRIES_MOST;
        }
    }
    return fd;
}

/* The old file's mode, where its group could not be kept: our own group gets nothing, nor does the
 * old one as one of the others. */
static mode_t mode_without_group(mode_t mode)
{
    return mode & (0700 | (mode >> 3 & 07));
}

/* The old file's access list, where it has one, of which the mode's group bits are only the most
 * that it gives; and none that the folder hands down. False: it could not be kept. */
static bool keep_access_list(const struct output *o, int fd)
{
    static const char name[] = "system.posix_acl_access";
    char list[4096];
    ssize_t size = getxattr(o->target, name, list, sizeof list);
    if (size < 0 && (errno == ENODATA || errno == ENOTSUP)) {
        return fremovexattr(fd, name) == 0 || errno == ENODATA || errno == ENOTSUP;
    }
    return size > 0 && fsetxattr(fd, name, list, (size_t)size, 0) == 0;
}

/* As far as we may, as only root gives files away: nobody reads what he could not read before, and
 * the file does not run as its owner. */
static void keep_owner(const struct output *o, int fd)
{
    mode_t mode = o->about.st_mode & 0777;
    bool group = fchown(fd, (uid_t)-1, o->about.st_gid) == 0;
    mode = group ? mode : mode_without_group(mode);
    mode = keep_access_list(o, fd) ? mode : mode & 0700;
    bool kept = fchmod(fd, mode) == 0 && fchown(fd, o->about.st_uid, (gid_t)-1) == 0;
    errno = kept ? errno : 0;
}

/* No file can be made in the folder. One that stands there may be written all the same, though not
 * replaced: may_replace asked. */
static bool cannot_make(const struct output *o)
{
    int length = folder_length(o->target);
    const char *folder = length ? o->target : ".";
    length = length > 1 ? length - 1 : 1;
    if (errno == ENOENT) {
        say("%s: cannot be written: there is no folder %.*s; make it, or name a file in another",
            o->name, length, folder);
    } else {
        say("%s: cannot be written: %.*s: %s; name a file in another folder%s%s", o->name, length,
            folder, strerror(errno), o->exists ? ", or write with > " : "",
            o->exists ? o->name : "");
    }
    return false;
}

static bool open_replacement(struct output *o)
{
    int fd = open_beside(o);
    if (fd < 0) {
        return cannot_make(o);
    }
    if (o->exists) {
        keep_owner(o, fd);
    }
    o->to = fdopen(fd, "w");
    return o->to || cannot_write(o->name);
}

/* Nothing is cut off before it is known to be no input. */
static bool open_direct(struct output *o)
{
    int fd = open(o->name, O_WRONLY | O_CREAT | O_NOCTTY | O_CLOEXEC, 0666);
    struct stat about;
    bool opened =
        fd >= 0 && fstat(fd, &about) == 0 && (!S_ISREG(about.st_mode) || ftruncate(fd, 0) == 0);
    o->to = opened ? fdopen(fd, "w") : NULL;
    if (!o->to) {
        return errno == EINTR ? false : cannot_write(o->name);
    }
    return true;
}

bool output_open(struct output *o)
{
    /* Small records are written together. What a large one hands over is much more than this, and
     * is written as it stands, but for the little with which the room is filled. */
    enum { ROOM = 8 << 10 };
    bool opened = true;
    if (o->mine) {
        opened = o->target ? open_replacement(o) : open_direct(o);
    } else {
        o->to = stdout;
    }
    if (opened) {
        o->room = malloc(ROOM);
        setvbuf(o->to, o->room, _IOFBF, o->room ? ROOM : BUFSIZ);
    }
    return opened;
}

/* --- Writing --- */

bool output_flush(struct output *o)
{
    return fflush(o->to) == 0;
}

off_t output_place(const struct output *o)
{
    return o->mine ? lseek(fileno(o->to), 0, SEEK_CUR) : -1;
}

void output_stand(struct output *o, off_t place)
{
    o->whole = place;
    if (place >= 0) {
        fseeko(o->to, place, SEEK_SET);
    }
}

bool output_goes_back(const struct output *o)
{
    return o->mine && o->whole >= 0;
}

void output_rewind(struct output *o)
{
    __fpurge(o->to); /* what is left of the record would be written on closing */
    if (output_goes_back(o) && ftruncate(fileno(o->to), o->whole) == 0) {
        fseeko(o->to, o->whole, SEEK_SET);
    }
}

/* --- Closing --- */

static void release(struct output *o)
{
    free(o->beside);
    free(o->target);
    o->beside = o->target = NULL;
}

static bool replace(struct output *o)
{
    if (rename(o->beside, o->target) != 0) {
        say("%s: cannot be replaced: %s; the records are in %s", o->name, strerror(errno),
            o->beside);
        return false;
    }
    return true;
}

/* It takes its place once it is on the disk: a machine that stops must not leave an empty file
 * where the old one stood. To wait for each of thousands of files where none stood would take most
 * of a run, and keep it from reading answers meanwhile. */
static bool close_stream(struct output *o)
{
    bool is_awaited = o->target && (o->exists || !o->one_of_many);
    bool synced = !is_awaited || fsync(fileno(o->to)) == 0;
    int why = errno;
    bool closed = fclose(o->to) == 0;
    o->to = NULL;
    free(o->room);
    errno = synced ? errno : why;
    return synced && closed;
}

bool output_finish(struct output *o, bool worth)
{
    if (!o->mine || (o->target && !worth && o->exists)) {
        output_discard(o);
        return true;
    }
    bool good = close_stream(o) || cannot_write(o->name);
    if (!good) {
        output_discard(o);
        return false;
    }
    good = !o->target || replace(o);
    release(o);
    return good;
}

void output_discard(struct output *o)
{
    if (o->to && o->mine) {
        fclose(o->to);
        free(o->room);
    }
    if (o->beside) {
        unlink(o->beside);
    }
    o->to = NULL;
    release(o);
}
