/* The baseline: findings that were known before, and fail no run. */
#include "session/memory.h"
#include "session/session.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { PIECE = 64 << 10, WHY_MOST = 256 };

/* False: errno says why not, or the buffer failed. */
static bool read_all(int fd, struct buffer *into)
{
    ssize_t got = 1;
    while (got > 0) {
        char *at = buffer_reserve(into, PIECE);
        got = at ? read(fd, at, PIECE) : -1;
        into->length += got > 0 ? (size_t)got : 0;
    }
    return got == 0;
}

static bool read_file(const char *path, struct buffer *into)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    bool good = fd >= 0 && read_all(fd, into);
    int why = errno;
    if (fd >= 0) {
        close(fd);
    }
    errno = why;
    return good;
}

static lf_status refuse_file(struct lf_session *s, const struct buffer *text)
{
    char room[WHY_MOST];
    const char *path = s->options.baseline;
    if (text->no_memory) {
        return LF_NO_MEMORY;
    }
    if (text->failed) {
        return session_fail(&s->error, LF_USAGE, "%s: is too large for a baseline", path);
    }
    return session_fail(&s->error, LF_USAGE, "%s: %s%s", path, strerror_r(errno, room, sizeof room),
                        errno == ENOENT ? "; --write-baseline makes a baseline" : "");
}

lf_status known_open(struct lf_session *s)
{
    const char *path = s->options.baseline;
    if (s->options.mode != LF_CHECK || !path) {
        return LF_OK;
    }
    struct buffer text = BUFFER(BASELINE_BYTES);
    struct buffer why = BUFFER(WHY_MOST);
    lf_status status = LF_OK;
    if (!read_file(path, &text)) {
        status = refuse_file(s, &text);
    } else if (!baseline_read(buffer_slice(&text), &s->memory.known, &why)) {
        status = why.length ? session_fail(&s->error, LF_USAGE, "%s:%s", path, buffer_string(&why))
                            : LF_NO_MEMORY;
    }
    buffer_free(&text);
    buffer_free(&why);
    return status;
}

void known_close(struct lf_session *s)
{
    baseline_free(&s->memory.known);
}

void known_judge(const struct lf_session *s, struct finding *finding)
{
    if (s->options.baseline) {
        bool known = baseline_has(&s->memory.known, finding->fingerprint);
        finding->baseline = known ? BASELINE_KNOWN : BASELINE_NEW;
    }
}
