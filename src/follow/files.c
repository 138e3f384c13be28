#include "follow/files.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* A path begins again at the root where it goes over a symbolic link, or up: so often at most. */
enum { BEGINNINGS_MOST = 400, PATH_ROOM = 64 << 10 };

/* A path on its way. */
struct walk {
    int root, folder;    /* where it is: the root, or a folder of its own */
    struct buffer *done; /* the path so far: folders, none of them a symbolic link */
    struct buffer rest;  /* the path still to go, from `at` on */
    size_t at;
    unsigned beginnings;
    uint64_t steps;       /* names that were looked up */
    enum files_kind kind; /* once it has ended */
    char name[NAME_MAX + 1];
};

static void leave_folder(struct walk *w)
{
    if (w->folder != w->root) {
        close(w->folder);
    }
    w->folder = w->root;
}

static bool end(struct walk *w, enum files_kind kind)
{
    w->kind = kind;
    return false;
}

/* Begins again at the root: what is done, then `between`, then the rest. */
static bool begin_again(struct walk *w, struct slice between)
{
    struct buffer path = BUFFER(PATH_ROOM);
    if (++w->beginnings > BEGINNINGS_MOST) {
        return end(w, FILES_NONE);
    }
    buffer_add(&path, buffer_slice(w->done));
    buffer_add_char(&path, '/');
    buffer_add(&path, between);
    buffer_add_char(&path, '/');
    buffer_add(&path, slice_skip(buffer_slice(&w->rest), w->at));
    if (w->at == w->rest.length && !path.failed) { /* what was written has no slash at its end */
        path.length -= between.length > 0;
    }
    buffer_free(&w->rest);
    w->rest = path;
    w->at = 0;
    buffer_reset(w->done);
    leave_folder(w);
    return !path.failed || end(w, path.no_memory ? FILES_UNKNOWN : FILES_NONE);
}

/* Takes the next name of the path; empty: it is at its end. */
static struct slice next_name(struct walk *w)
{
    struct slice rest = slice_skip(buffer_slice(&w->rest), w->at);
    while (rest.length && rest.data[0] == '/') {
        rest = slice_skip(rest, 1);
    }
    struct slice name = slice_part(rest, 0, slice_find(rest, '/'));
    w->at = w->rest.length - rest.length + name.length;
    return name;
}

static bool go_up(struct walk *w)
{
    size_t length = w->done->length;
    if (length == 0) {
        return end(w, FILES_OUTSIDE);
    }
    while (length > 0 && w->done->data[length - 1] != '/') {
        length--;
    }
    w->done->length = length ? length - 1 : 0;
    return begin_again(w, SLICE(""));
}

static bool follow_link(struct walk *w, int link)
{
    char target[PATH_MAX];
    ssize_t length = readlinkat(link, "", target, sizeof target);
    if (length <= 0 || (size_t)length == sizeof target) {
        return end(w, FILES_NONE);
    }
    if (target[0] == '/') {
        return end(w, FILES_OUTSIDE);
    }
    return begin_again(w, slice_of(target, (size_t)length));
}

static enum files_kind why_not(int error)
{
    bool none = error == ENOENT || error == ENOTDIR || error == ELOOP || error == ENAMETOOLONG;
    return none ? FILES_NONE : FILES_UNKNOWN;
}

/* Whether nothing but the end of the path follows: a slash would ask for a folder. */
static bool is_last(const struct walk *w)
{
    return w->at == w->rest.length;
}

static bool enter(struct walk *w, int place, struct slice name)
{
    leave_folder(w);
    w->folder = place;
    if (w->done->length) {
        buffer_add_char(w->done, '/');
    }
    buffer_add(w->done, name);
    return true;
}

/* What the path ends at: no folder. */
static bool arrive(struct walk *w, mode_t mode, struct slice name)
{
    if (!is_last(w)) {
        return end(w, FILES_NONE);
    }
    if (w->done->length) {
        buffer_add_char(w->done, '/');
    }
    buffer_add(w->done, name);
    return end(w, S_ISREG(mode) ? FILES_REGULAR : FILES_OTHER);
}

/* O_PATH opens nothing but the place: no device is touched, and no pipe waited for. */
static bool step(struct walk *w, struct slice name)
{
    struct stat about;
    if (name.length > NAME_MAX || memchr(name.data, '\0', name.length)) {
        return end(w, FILES_NONE);
    }
    w->steps++;
    memcpy(w->name, name.data, name.length);
    w->name[name.length] = '\0';
    int place = openat(w->folder, w->name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
    if (place < 0 || fstat(place, &about) != 0) {
        enum files_kind why = why_not(errno);
        if (place >= 0) {
            close(place);
        }
        return end(w, why);
    }
    if (S_ISDIR(about.st_mode)) {
        return enter(w, place, name);
    }
    bool goes_on = S_ISLNK(about.st_mode) ? follow_link(w, place) : arrive(w, about.st_mode, name);
    close(place);
    return goes_on;
}

static bool take_name(struct walk *w)
{
    char copy[NAME_MAX + 1];
    struct slice name = next_name(w);
    if (name.length == 0) {
        return end(w, FILES_FOLDER);
    }
    if (slice_equal(name, SLICE("."))) {
        return true;
    }
    if (slice_equal(name, SLICE(".."))) {
        return go_up(w);
    }
    if (name.length > NAME_MAX) {
        return end(w, FILES_NONE);
    }
    memcpy(copy, name.data, name.length); /* the path may be another behind the step */
    return step(w, slice_of(copy, name.length));
}

/* Goes along the whole path. */
static void go(struct walk *w, struct slice path)
{
    buffer_reset(w->done);
    buffer_add(&w->rest, path);
    w->kind = w->rest.no_memory ? FILES_UNKNOWN : FILES_NONE;
    while (!w->rest.failed && !w->done->failed && take_name(w)) {
    }
}

static void stop(struct walk *w)
{
    leave_folder(w);
    buffer_free(&w->rest);
}

void files_find(int root, struct slice path, struct buffer *real, struct file_found *found)
{
    struct walk w = { .root = root, .folder = root, .done = real, .rest = BUFFER(PATH_ROOM) };
    go(&w, path);
    *found = (struct file_found){ .kind = w.kind, .folder = -1 };
    found->no_memory = w.rest.no_memory || real->no_memory;
    if (w.kind == FILES_REGULAR) {
        found->folder = fcntl(w.folder, F_DUPFD_CLOEXEC, 3);
        memcpy(found->name, w.name, sizeof found->name);
    }
    stop(&w);
}

int files_open_folder(int root, struct slice path, struct buffer *real, uint64_t *steps)
{
    struct walk w = { .root = root, .folder = root, .done = real, .rest = BUFFER(PATH_ROOM) };
    go(&w, path);
    *steps += w.steps;
    bool is_folder = w.kind == FILES_FOLDER && !w.rest.failed && !real->failed;
    int fd = is_folder ? openat(w.folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    stop(&w);
    return fd;
}

void files_close(struct file_found *found)
{
    if (found->folder >= 0) {
        close(found->folder);
    }
    found->folder = -1;
}

int files_open(const struct file_found *found)
{
    struct stat about;
    if (found->folder < 0) {
        return -1;
    }
    int fd = openat(found->folder, found->name,
                    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd >= 0 && (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode))) {
        close(fd);
        fd = -1;
    }
    return fd;
}
