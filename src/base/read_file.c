#include "base/read_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* False: errno says why not. */
static bool read_all(int fd, struct buffer *into)
{
    ssize_t got = 1;
    while (got > 0) {
        char *at = buffer_reserve(into, READ_FILE_ROOM);
        if (!at) {
            errno = into->no_memory ? ENOMEM : EFBIG;
            return false;
        }
        got = read(fd, at, READ_FILE_ROOM);
        into->length += got > 0 ? (size_t)got : 0;
    }
    return got == 0;
}

/* Opening a pipe waits for who writes into it, unless one does not block; reading from it has to.
 */
static int open_path(const char *path)
{
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    int flags = fd >= 0 ? fcntl(fd, F_GETFL) : -1;
    if (flags >= 0) {
        fcntl(fd, F_SETFL, flags & ~O_NONBLOCK);
    }
    return fd;
}

static bool is_pipe(int fd)
{
    struct stat about;
    return fstat(fd, &about) == 0 && S_ISFIFO(about.st_mode);
}

const char *read_file(const char *path, struct buffer *into)
{
    size_t before = into->length;
    int fd = open_path(path);
    bool good = fd >= 0 && read_all(fd, into);
    int why = errno;
    if (good && into->length == before && is_pipe(fd)) {
        good = false;
        why = EPIPE;
    }
    if (fd >= 0) {
        close(fd);
    }
    errno = why;
    return good ? NULL : why == EPIPE ? "nothing is written into this pipe" : strerrordesc_np(why);
}
