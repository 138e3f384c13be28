/* Reads from a place in a file, whatever interrupts it. */
#ifndef BASE_READ_AT_H
#define BASE_READ_AT_H

#include <errno.h>
#include <stdint.h>
#include <unistd.h>

/* How many bytes came; 0 at the end of the file, negative where it cannot be read (errno). */
static inline int64_t read_at(int fd, uint64_t at, char *into, size_t most)
{
    ssize_t count = pread(fd, into, most, (off_t)at);
    while (count < 0 && errno == EINTR) {
        count = pread(fd, into, most, (off_t)at);
    }
    return count;
}

#endif
