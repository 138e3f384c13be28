/* Preloaded into the command: an allocation fails, to see what becomes of it.
 *
 * STARVE_AT: the number of the allocation that fails, from 1; 0: none. STARVE_ON: all that follow
 * fail, too. STARVE_COUNT: a file that is given how many allocations there were. STARVE_DISK: who
 * waits for the disk is told that it is broken. */
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *at, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

static atomic_ulong count;
static unsigned long at;
static bool on, ready;

__attribute__((constructor)) static void begin(void)
{
    const char *number = getenv("STARVE_AT");
    at = number ? strtoul(number, NULL, 10) : 0;
    on = getenv("STARVE_ON") != NULL;
    ready = true;
}

__attribute__((destructor)) static void end(void)
{
    ready = false;
    const char *name = getenv("STARVE_COUNT");
    int fd = name ? open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;
    if (fd >= 0) {
        dprintf(fd, "%lu\n", atomic_load(&count));
        close(fd);
    }
}

static bool starves(void)
{
    if (!ready) {
        return false;
    }
    unsigned long number = atomic_fetch_add(&count, 1) + 1;
    bool fails = at > 0 && (on ? number >= at : number == at);
    if (fails) {
        errno = ENOMEM;
    }
    return fails;
}

__attribute__((visibility("default"))) void *malloc(size_t size)
{
    return starves() ? NULL : __libc_malloc(size);
}

__attribute__((visibility("default"))) void *calloc(size_t n, size_t size)
{
    return starves() ? NULL : __libc_calloc(n, size);
}

__attribute__((visibility("default"))) void *realloc(void *old, size_t size)
{
    return starves() ? NULL : __libc_realloc(old, size);
}

__attribute__((visibility("default"))) void *reallocarray(void *old, size_t n, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(n, size, &bytes)) {
        errno = ENOMEM;
        return NULL;
    }
    return realloc(old, bytes);
}

__attribute__((visibility("default"))) void *aligned_alloc(size_t alignment, size_t size)
{
    return starves() ? NULL : __libc_memalign(alignment, size);
}

__attribute__((visibility("default"))) int posix_memalign(void **out, size_t alignment, size_t size)
{
    if (starves()) {
        return ENOMEM;
    }
    *out = __libc_memalign(alignment, size);
    return *out ? 0 : ENOMEM;
}

__attribute__((visibility("default"))) int fsync(int fd)
{
    if (!getenv("STARVE_DISK")) {
        return (int)syscall(SYS_fsync, fd);
    }
    errno = EIO;
    return -1;
}
