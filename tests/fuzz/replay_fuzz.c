/* Files that are replayed, whoever wrote them: whatever they hold, an answer out of one is an
 * answer as the network might have given it. */
#include "net/fault.h"
#include "net/head.h"
#include "net/replay.h"
#include "require.h"

#include <sys/mman.h>
#include <unistd.h>

enum { TIMES = 4, MOST_HEADS = 8 };

static void check(const struct exchange *got)
{
    struct http_head says;
    require(got->fault < FAULT_COUNT && got->tls < TLS_COUNT);
    require(got->ms >= 0 && got->waited >= 0);
    if (got->head.length) {
        http_read_head(got->head, &says);
        require(says.status >= 100 && got->head.length <= (size_t)MOST_HEADS * HEAD_MOST_BYTES);
    }
}

/* As often as there may be tries. */
static void ask(const struct recall *recall, struct slice url, enum face face, bool wants_whole)
{
    for (int i = 0; i < TIMES; i++) {
        struct exchange got = { .url = url, .face = face, .wants_whole = wants_whole };
        if (recall->get(recall->of, &got)) {
            check(&got);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct slice urls[] = { SLICE_INIT("https://home.test/"),
                                         SLICE_INIT("https://hops.test/1"),
                                         SLICE_INIT("https://none.test/") };
    char path[64];
    struct buffer why = BUFFER(1 << 12);
    struct buffer damage = BUFFER(SIZE_MAX);
    int fd = memfd_create("replay", MFD_CLOEXEC);
    require(fd >= 0 && write(fd, data, size) == (ssize_t)size);
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    struct replay *p = replay_open(path, &why, &damage);
    require(p || why.length);
    for (size_t i = 0; p && i < sizeof urls / sizeof *urls; i++) {
        const struct recall *recall = replay_recall(p);
        recall->knows(recall->of, urls[i]);
        ask(recall, urls[i], FACE_OWN, false);
        ask(recall, urls[i], FACE_BROWSER, true);
        require(!replay_failed(p));
    }
    replay_close(p);
    close(fd);
    buffer_free(&why);
    buffer_free(&damage);
    return 0;
}
