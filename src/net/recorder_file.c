#include "net/recorder_file.h"

#include "base/read_at.h"
#include "syntax/gzip.h"
#include "syntax/warc_file.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- What is there already --- */

static int64_t read_file(void *of, uint64_t at, char *into, size_t most)
{
    const struct recorder_file *f = of;
    return read_at(f->fd, at, into, most);
}

static bool begins_as_gzip(struct recorder_file *f)
{
    char start[3];
    int64_t count = read_at(f->fd, 0, start, sizeof start);
    return count == sizeof start && gzip_may_begin(slice_of(start, sizeof start));
}

/* Where a first damage is: at the end, unless a record follows it. */
struct health {
    bool is_archive, is_damaged, record_follows;
    struct warc_file_damage damage;
    enum warc_file_step end;
};

static struct health walk(struct warc_file *a)
{
    struct health health = { .is_archive = warc_file_is_one(a) };
    struct warc_head head;
    struct warc_file_place place;
    struct warc_file_damage damage;
    enum warc_file_step step = warc_file_next(a, &head, &place, &damage);
    while (health.is_archive && step < WARC_FILE_END) {
        if (step == WARC_FILE_DAMAGE && !health.is_damaged) {
            health.is_damaged = true;
            health.damage = damage;
        }
        health.record_follows = step == WARC_FILE_RECORD && health.is_damaged;
        step = warc_file_next(a, &head, &place, &damage);
    }
    health.end = step;
    return health;
}

static bool judge(const char *path, const struct health *h, struct buffer *why)
{
    if (h->end == WARC_FILE_NO_MEMORY) {
        return false;
    }
    if (!h->is_archive) {
        buffer_printf(why, "%s: is no WARC file, so nothing is recorded into it; name another file",
                      path);
    } else if (h->end == WARC_FILE_UNREADABLE) {
        buffer_printf(why, "%s: cannot be read: %s", path, strerrordesc_np(errno));
    } else if (h->record_follows) {
        buffer_printf(why, "%s: is damaged at offset %" PRIu64 ": %s; name another file", path,
                      h->damage.offset, h->damage.what);
    } else if (h->is_damaged) {
        buffer_printf(why,
                      "%s: its last record is torn; take it off with truncate -s %" PRIu64
                      ", or name another file",
                      path, h->damage.offset);
    }
    return h->is_archive && h->end == WARC_FILE_END && !h->is_damaged;
}

static bool check(struct recorder_file *f, const char *path, struct buffer *why)
{
    if (!begins_as_gzip(f)) {
        buffer_printf(why,
                      "%s: is no WARC file of gzip members, so nothing is recorded into it; name "
                      "another file",
                      path);
        return false;
    }
    struct warc_file *a = warc_file_open(&(struct warc_file_source){ f, read_file });
    struct health health = { .end = WARC_FILE_NO_MEMORY };
    if (a) {
        health = walk(a);
    }
    warc_file_close(a);
    return judge(path, &health, why);
}

/* --- Opening and closing --- */

static bool look(struct recorder_file *f, const char *path, struct buffer *why)
{
    struct stat about;
    if (fstat(f->fd, &about) != 0) {
        buffer_printf(why, "%s: cannot be recorded into: %s", path, strerrordesc_np(errno));
        return false;
    }
    f->is_regular = S_ISREG(about.st_mode);
    f->whole = (uint64_t)about.st_size;
    if (!f->is_regular) {
        return true;
    }
    if (flock(f->fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        buffer_printf(why, "%s: another run records into it; name another file", path);
        return false;
    }
    return f->whole == 0 || check(f, path, why);
}

/* Only a regular file can be read back, so only one is opened for that. */
static int open_path(const char *path)
{
    struct stat about;
    bool is_stream = stat(path, &about) == 0 && !S_ISREG(about.st_mode);
    int how = is_stream ? O_WRONLY : O_RDWR | O_CREAT;
    return open(path, how | O_APPEND | O_CLOEXEC | O_NOCTTY, 0666);
}

bool recorder_file_open(struct recorder_file *f, const char *path, struct buffer *why)
{
    *f = (struct recorder_file){ .fd = open_path(path) };
    if (f->fd < 0) {
        buffer_printf(why, "%s: cannot be recorded into: %s", path, strerrordesc_np(errno));
        return false;
    }
    if (!look(f, path, why)) {
        recorder_file_close(f);
        return false;
    }
    return true;
}

void recorder_file_close(struct recorder_file *f)
{
    if (f->fd >= 0) {
        close(f->fd);
    }
    f->fd = -1;
}

/* --- Writing --- */

/* How much of what was written is whole members. */
static size_t whole_part(size_t written, const size_t *ends, size_t count)
{
    size_t whole = 0;
    for (size_t i = 0; i < count && ends[i] <= written; i++) {
        whole = ends[i];
    }
    return whole;
}

bool recorder_file_add(struct recorder_file *f, struct slice members, const size_t *ends,
                       size_t count)
{
    struct slice rest = members;
    while (rest.length && !f->failed) {
        ssize_t done = write(f->fd, rest.data, rest.length);
        if (done > 0) {
            rest = slice_skip(rest, (size_t)done);
        } else if (done == 0 || errno != EINTR) {
            f->failed = true;
        }
    }
    int why = errno;
    f->whole += whole_part(members.length - rest.length, ends, count);
    if (f->failed && f->is_regular && ftruncate(f->fd, (off_t)f->whole) != 0) {
        f->is_regular = false; /* readers take what is torn for the end */
    }
    errno = why;
    return !f->failed;
}
