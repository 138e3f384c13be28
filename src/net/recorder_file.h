/* The file into which exchanges are recorded: whole gzip members alone are added to it, so that
 * whatever ends a run, it holds what was recorded before. */
#ifndef NET_RECORDER_FILE_H
#define NET_RECORDER_FILE_H

#include "base/buffer.h"

#include <stdint.h>

struct recorder_file {
    int fd; /* -1: not open */
    bool is_regular;
    bool failed;    /* nothing more is written: */
    uint64_t whole; /* so long is what was written whole */
};

/* Opens a file, or makes it. One that is there is added to, if it is a WARC file of gzip members
 * that are all whole; for as long as it is open, no other run may. A pipe or device is written as
 * it stands. False: `why` says what is wrong and how to mend it, or is empty if memory ran out. */
bool recorder_file_open(struct recorder_file *f, const char *path, struct buffer *why);
void recorder_file_close(struct recorder_file *f);

/* Adds members; each ends where `ends` says, in order. Of the first that does not fit all is taken
 * back, and the file has failed. False: errno says why. */
bool recorder_file_add(struct recorder_file *f, struct slice members, const size_t *ends,
                       size_t count);

#endif
